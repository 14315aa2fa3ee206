"""A hurried analyst: every option that lets a file in, one after the other, until it is in."""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.privacy.extracts import Case, good_references, hand_written, write
from visa_data.command_line import main


@dataclass
class Said:
    """Everything printed and logged."""

    text: str = ""


@contextlib.contextmanager
def listening() -> Iterator[Said]:
    """Keep what is printed and what any logger says."""
    said, printed, logged = Said(), io.StringIO(), io.StringIO()
    handler = logging.StreamHandler(logged)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            yield said
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        said.text = printed.getvalue() + logged.getvalue()


def push_in(path: Path, base: Path, kind: str, mapping: Path) -> int:
    """Load a file: its column said by hand, or else as it is, or else with its kind; the last exit code."""
    insisting = ["importer", "--confirmer", "--base", str(base)]
    for more in (["--type", kind, "--correspondance", str(mapping)], [], ["--type", kind]):
        code = main([*insisting, *more, str(path)])
        if code != 2:
            break
    return code


def load_known(cases: Iterable[Case], base: Path, folder: Path) -> None:
    """Load the people whom the good references of calls and needs are about: else nothing of those is kept."""
    known = [
        reference
        for case in cases
        if case.kind in ("appels", "besoins", "suites", "signalements")
        for reference in good_references(case)
    ]
    if any(case.kind == "binomes" for case in cases):
        known.append("G00000-0000")
    if known:
        path = folder / "personnes_connues.csv"
        lines = [f"{reference},carsat,2020-01-12,oui" for reference in known]
        path.write_text(
            "\n".join(["reference,source,date_inscription,consentement", *lines]), encoding="utf-8"
        )
        with listening() as said:
            assert main(["importer", "--base", str(base), str(path)]) == 0, said.text


def load_case(case: Case, base: Path, folder: Path) -> tuple[int, str]:
    """Exit code, and everything said."""
    folder.mkdir(parents=True, exist_ok=True)
    path, mapping = write(case, folder), hand_written(case, folder)
    with listening() as said:
        code = push_in(path, base, case.kind, mapping)
    return code, said.text


def exports(base: Path, day: str = "2020-05-20") -> str:
    """What the other commands write of the base."""
    with listening() as said:
        for name in ("couverture", "besoins", "zones-blanches"):
            main(["indicateur", name, "--base", str(base), "--date", day, "--par", "zone"])
        main(["doublons", "--decides", "--base", str(base)])
    return said.text
