"""A *serveur* that nothing protects shows one sentence, whatever the role that the environment says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.access.settings_file import write_settings
from tests.pages.seen import OpenDashboard


@pytest.mark.parametrize("screen", ["comite", "campagne", "importer"])
def test_started_without_its_guard_it_shows_nothing(
    screen: str,
    open_dashboard: OpenDashboard,
    sample_books_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VISA_MODE", "serveur")
    monkeypatch.setenv("VISA_ADRESSE", "https://visa.ville.example")
    monkeypatch.setenv("VISA_CONNEXION", str(write_settings(tmp_path)))
    app = open_dashboard(sample_books_file, "coordination", screen=screen)
    assert [one.value.split(".")[0] for one in app.error] == ["**Serveur mal démarré"]
    assert not (app.title or app.dataframe or app.metric or app.sidebar.markdown)
