"""What step 1 says of data loaded since a recorded meeting: told apart from settings, outlines and corrections."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.conftest import Write
from tests.indicators.small_base import add_person
from tests.plain_text import plain
from visa_data import settings
from visa_data.base import Base
from visa_data.dossier.new_data import JOINED_SENTENCE
from visa_data.dossier.open_book import OpenBook
from visa_data.duplicates.joining import PairDecision, decide, withdraw
from visa_data.extracts.loading.history import undo_last
from visa_data.indicators.filters import EVERYBODY
from visa_data.provenance.meetings import record_meeting
from visa_data.settings import Settings
from visa_data.typography import french as typeset

SETTINGS = settings.load()
FIRST, SECOND = date(2020, 5, 3), date(2020, 5, 10)
AT, LATER = datetime(2025, 12, 9, 14), datetime(2025, 12, 10, 9)
UNCHANGED = "Changement de données : aucun, les chiffres montrés à la réunion du 3 mai 2020 restent vrais."


@pytest.fixture
def base(after_meeting: Base) -> Base:
    return after_meeting


def said(base: Base, thresholds: Settings = SETTINGS) -> list[str]:
    with base.cursor() as cursor:
        book = OpenBook(cursor, SECOND, thresholds, EVERYBODY, before=FIRST)
        return [plain(sentence) for sentence in book.sentences]


def test_without_a_recorded_meeting_only_the_files_are_named(worked_example: Base) -> None:
    (sentence,) = said(worked_example)
    assert sentence.startswith(
        "Données nouvelles : 6 fichiers chargés depuis le 3 mai 2020, « zones.geojson »"
    )


def test_nothing_new(base: Base) -> None:
    assert said(base) == [UNCHANGED]


def test_calls_since_the_meeting_are_no_change_of_data(base: Base, write: Write) -> None:
    write("semaine.csv", "reference,date_appel,appelant,issue\nP2,2020-05-08 10:00,A1,joint\n")
    assert said(base) == [UNCHANGED]


def test_forgotten_calls_are_named(base: Base, write: Write) -> None:
    write("oublies.csv", "reference,date_appel,appelant,issue\nP7,2020-05-02 10:00,A1,joint\n")
    (sentence,) = said(base)
    assert sentence.startswith(
        "Changement de données : ce qui a été montré le 3 mai 2020 a été corrigé pour « Personnes appelées »"
    )
    assert sentence.endswith("à cause de « oublies.csv ».")


def test_an_import_taken_back_is_named(base: Base, write: Write, worked_example: Base) -> None:
    write("faux.csv", "reference,date_appel,appelant,issue\nP7,2020-05-02 10:00,A1,joint\n")
    day = date(2020, 5, 3)
    with worked_example.transaction() as cursor:
        for table in ("reunions_chiffres", "reunions_imports", "reunions_reglages", "reunions"):
            cursor.execute(f"DELETE FROM {table}")
    record_meeting(worked_example, day, LATER, SETTINGS)
    undo_last(worked_example, at=LATER)
    first, second = said(worked_example)
    assert first.endswith("à cause de « faux.csv ».")
    assert second == "Import annulé depuis : « faux.csv »."


def test_settings_are_not_blamed_on_the_data(base: Base) -> None:
    assert said(base, replace(SETTINGS, cadence_niveau_4=30)) == [
        UNCHANGED,
        "Réglage changé depuis : « Contact attendu, niveau 4 (urgence) » (2 alors, 30 aujourd'hui) ; "
        "cela change « Contacts à jour », « Perdues de vue », « Part à jour » et « Urgences sans contact ».",
    ]
    assert said(base, replace(SETTINGS, part_grise=0.4))[1].endswith("; aucun chiffre n'en change.")


def test_outlines_are_said_apart(base: Base, write: Write) -> None:
    square = [[[3.0, 50.0], [3.2, 50.0], [3.2, 50.05], [3.0, 50.05], [3.0, 50.0]]]
    outline = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": "99001", "nom": "Aubigny redessinée"},
                "geometry": {"type": "Polygon", "coordinates": square},
            }
        ],
    }
    write("contours_2021.geojson", json.dumps(outline))
    assert said(base)[-1] == (
        "Les contours des zones ont changé (« contours_2021.geojson ») : "
        "les chiffres par zone ne se comparent plus à ceux d'alors."
    )


def test_a_join_is_told_until_it_is_taken_back(empty_base: Base) -> None:
    """References joined move figures already shown, without any file."""
    add_person(empty_base, "R1")
    add_person(empty_base, "T1", source="caf")
    record_meeting(empty_base, FIRST, AT, SETTINGS)
    assert said(empty_base) == [UNCHANGED]
    decide(empty_base, "R1", "T1", PairDecision.SAME, at=LATER, by="coordination")
    corrected, cause = said(empty_base)
    assert corrected.endswith("a été corrigé pour « Personnes inscrites ».")
    assert cause == plain(typeset(JOINED_SENTENCE))
    withdraw(empty_base, "R1", "T1", at=LATER.replace(hour=10), by="coordination")
    assert said(empty_base) == [UNCHANGED]
