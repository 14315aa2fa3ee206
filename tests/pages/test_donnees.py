"""The délégué's page: what is held, what is due, its destruction and certificate, the journal; never a person."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pages.parts.context import shared_base
from tests.pages.seen import OpenDashboard, everything
from tests.pages.test_every_page import REFERENCE
from visa_data.roles import Role

GONE = date(2020, 5, 1)


@pytest.fixture
def radiated(sample_books_file: Path, tmp_path: Path) -> Path:
    """A sample of one's own, three people of which left long ago."""
    path = Path(shutil.copy(sample_books_file, tmp_path / "visa.duckdb"))
    with shared_base(str(path)).transaction() as cursor:
        cursor.execute("UPDATE personnes SET date_radiation = NULL")
        cursor.execute(
            "UPDATE personnes SET date_radiation = ? WHERE reference IN "
            "(SELECT reference FROM personnes WHERE date_inscription < ? ORDER BY reference LIMIT 3)",
            [GONE, GONE],
        )
    return path


@pytest.mark.parametrize("role", [role.value for role in Role if role is not Role.DELEGUE])
def test_it_is_the_delegue_s_alone(role: str, radiated: Path, open_dashboard: OpenDashboard) -> None:
    app = open_dashboard(radiated, role, screen="donnees")
    assert [one.value for one in app.title] == ["Page réservée"]


def test_what_is_due_is_destroyed_once_confirmed_certified_and_noted(
    radiated: Path, open_dashboard: OpenDashboard, downloads: list[tuple[str, bytes]]
) -> None:
    app = open_dashboard(radiated, "delegue", screen="donnees")
    assert not app.exception and not app.error
    assert any("les personnes radiées (3\u00a0personnes" in one.value for one in app.markdown)
    assert app.button(key="purger").disabled
    app.checkbox(key="purge_confirmee").check().run()
    app.button(key="purger").click().run()
    assert not app.exception and not app.error
    assert any("Détruit" in one.value for one in app.success)
    (certificate,) = [content for name, content in downloads if name.startswith("visa_certificat_")]
    assert certificate.startswith(b"%PDF")
    assert not any("les personnes radiées" in one.value for one in app.markdown)
    with shared_base(str(radiated)).references() as cursor:
        left = cursor.execute("SELECT count(*) FROM personnes WHERE date_radiation IS NOT NULL").fetchone()
        noted = cursor.execute(
            "SELECT auteur, details->>'personnes' FROM journal WHERE acte = 'purge'"
        ).fetchall()
    assert left == (0,)
    assert noted == [("delegue", "3")]


def test_nobody_is_on_it_and_the_journal_leaves_as_a_file_that_says_so(
    radiated: Path, open_dashboard: OpenDashboard, downloads: list[tuple[str, bytes]]
) -> None:
    open_dashboard(radiated, "coordination", screen="agir")
    downloads.clear()
    app = open_dashboard(radiated, "delegue", screen="donnees")
    assert not REFERENCE.findall(everything(app))
    assert not any(REFERENCE.findall(content) for _, content in downloads)
    (journal,) = [content for name, content in downloads if name.startswith("visa_journal_")]
    assert "Liste de personnes affichée".encode() in journal
    with shared_base(str(radiated)).cursor() as cursor:
        assert cursor.execute("SELECT auteur FROM journal WHERE acte = 'journal'").fetchall() == [
            ("delegue",)
        ]
