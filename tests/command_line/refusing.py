"""A command that is refused: one sentence, code 2, and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain_text import plain
from visa_data.command_line import main


def refused(
    command: list[str],
    said: str,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Run it in an empty folder of its own, made in `folder`."""
    here = folder / "ici"
    here.mkdir()
    monkeypatch.chdir(here)
    assert main(command) == 2
    told = capsys.readouterr()
    assert told.out == "" and plain(told.err).startswith(said) and told.err.count("\n") == 1
    assert list(here.iterdir()) == []
