"""Screens under other settings: no text, help, label or table keeps a value of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.other_settings import old_values, other_settings
from tests.pages.seen import OpenDashboard, texts


@pytest.mark.parametrize(
    "screen",
    [
        "carte",
        "campagne",
        "fragilite",
        "besoins",
        "zones_blanches",
        "equipes_ressources",
        "qui_agit",
        "agir",
        "visites",
        "aidants",
        "reseau",
    ],
)
def test_a_screen_follows_the_settings(
    open_dashboard: OpenDashboard,
    sample_books_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    screen: str,
) -> None:
    own = tmp_path / "reglages.toml"
    own.write_text(
        "".join(f"{name} = {value:g}\n" for name, value in other_settings().items()), encoding="utf-8"
    )
    monkeypatch.setenv("VISA_REGLAGES", str(own))
    app = open_dashboard(sample_books_file, "coordination", screen=screen, address={"avant": "2025-12-01"})
    assert not app.exception and not app.error
    assert [text for text in texts(app) if old_values(text) or "bound method" in text] == []
