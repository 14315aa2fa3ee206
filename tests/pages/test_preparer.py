"""The page that makes the meeting's book: what it says before, what freezing keeps, what it refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.context import shared_base
from tests.pages.seen import OpenDashboard, texts
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.dossier.keeping import Kept, kept_books


@pytest.fixture
def path(sample_base: Base) -> Path:
    sample_base.close()
    return sample_base.path


def kept(path: Path) -> list[Kept]:
    with shared_base(str(path)).cursor() as cursor:
        return kept_books(cursor)


def said(app: AppTest) -> str:
    assert not app.exception
    return plain("\n".join(texts(app)))


def test_a_book_is_foreseen_then_frozen_once_and_no_earlier_day_after(
    open_dashboard: OpenDashboard, path: Path
) -> None:
    app = open_dashboard(path, "coordination", screen="preparer", address={"date": "2025-12-06"})
    before = said(app)
    assert "Dossier n° 1 : le territoire entier exactement, 14 secteurs pour 52 zones" in before
    assert "Aucun dossier n'a encore été figé" in before
    assert kept(path) == [], "looking writes nothing"
    app.button(key="preparer_figer").click().run()
    after = said(app)
    assert "Dossier n° 1 du 6 décembre 2025 figé : le comité le lit désormais." in after
    [book] = kept(path)
    assert (book.number, book.made_by) == (1, "coordination")
    assert "Le dossier du 6 décembre 2025 est déjà figé, avec ces chiffres." in after
    assert "preparer_figer" not in {button.key for button in app.button}
    assert len([one for one in app.get("download_button") if "Télécharger" in one.proto.label]) == 1
    app = open_dashboard(path, "coordination", screen="preparer", address={"date": "2025-11-29"})
    assert "le suivant ne peut être que d'un jour plus récent" in said(app)
    assert "preparer_figer" not in {button.key for button in app.button}


def test_the_committee_does_not_prepare(open_dashboard: OpenDashboard, path: Path) -> None:
    app = open_dashboard(path, "comite", screen="preparer")
    assert "Page réservée à la coordination" in said(app)
    assert not app.button


def test_the_digest_of_the_last_book_and_the_activity_of_a_period(
    open_dashboard: OpenDashboard, path: Path, offered: list[str]
) -> None:
    """The files themselves are made by the tests of every page."""
    app = open_dashboard(path, "coordination", screen="preparer", address={"date": "2025-12-06"})
    assert "Activité du 1er décembre 2025 au 6 décembre 2025. Le reste n'est pas observé" in said(app)
    assert "Le compte rendu à envoyer" not in said(app), "no book yet"
    app.button(key="preparer_figer").click().run()
    assert "Le compte rendu à envoyer" in said(app)
    assert {"visa_compte_rendu_2025-12-06.html", "visa_compte_rendu_2025-12-06.txt"} <= set(offered)
    app.radio(key="activite_periode").set_value("Trimestre").run()
    assert "Activité du 1er octobre 2025 au 6 décembre 2025." in said(app)
    app.radio(key="activite_periode").set_value("Deux dates").run()
    app.date_input(key="activite_du").set_value(date(2025, 12, 7)).run()
    assert "Période à l'envers" in said(app)
