"""What was loaded, undone or set otherwise since a meeting, and the figures it revises, on the worked example."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from tests.conftest import Write
from visa_data.base import Base
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.loading.history import undo_last
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract
from visa_data.indicators.evolution import key_columns, key_figures
from visa_data.provenance.meetings import read_shown, record_meeting
from visa_data.provenance.revisions import changed_thresholds, revised_figures
from visa_data.provenance.since_meeting import extracts_since, weighing_on
from visa_data.settings import Settings, load

SETTINGS = load()
FIRST = date(2020, 5, 3)
AT, LATER = datetime(2025, 12, 9, 14), datetime(2025, 12, 10, 9)
PEOPLE = "reference,source,date_inscription,code_zone,vit_seul,consentement\n"
CALLS = "reference,date_appel,appelant,issue\n"


@pytest.fixture
def base(after_meeting: Base) -> Base:
    return after_meeting


def revised(base: Base, settings: Settings = SETTINGS) -> pd.DataFrame:
    """The figures shown on the first day, and what is computed of that day now."""
    with base.cursor() as cursor:
        shown = read_shown(cursor, FIRST)
        assert shown is not None
        return revised_figures(cursor, FIRST, settings, shown, key_figures(cursor, FIRST, settings))


def gaps(base: Base, name: str, settings: Settings = SETTINGS) -> tuple[float, float]:
    """What data, then thresholds, changed of a figure shown."""
    row = revised(base, settings).loc[name]
    return (
        row["recalcule_anciens_reglages"] - row["montre"],
        row["recalcule"] - row["recalcule_anciens_reglages"],
    )


def extracts(base: Base) -> pd.DataFrame:
    with base.cursor() as cursor:
        return extracts_since(cursor, FIRST, read_shown(cursor, FIRST))


def causes(base: Base, name: str) -> list[str]:
    """Files that may explain that a figure shown is other now."""
    [behind] = [figure.behind for figure in key_columns() if figure.name == name]
    return list(weighing_on(extracts(base), behind)["fichier"])


def test_without_anything_loaded_nothing_is_revised(base: Base) -> None:
    figures = revised(base)
    assert list(figures.index) == [figure.name for figure in key_columns()]
    assert figures["montre"].equals(figures["recalcule_anciens_reglages"].rename("montre"))
    assert figures["montre"].equals(figures["recalcule"].rename("montre"))
    assert extracts(base).empty


def test_a_person_registered_late_and_one_registered_since(base: Base, write: Write) -> None:
    write("caf.csv", PEOPLE + "N1,caf,2020-04-20,99001,oui,oui\nN2,caf,2020-05-06,99001,oui,oui\n")
    assert gaps(base, "inscrits") == (1, 0)
    assert gaps(base, "isolees") == (1, 0)
    assert gaps(base, "joints") == (0, 0)
    assert causes(base, "inscrits") == ["caf.csv"]
    assert extracts(base)[["fichier", "geste", "lignes_avant"]].values.tolist() == [["caf.csv", "charge", 1]]


def test_new_calls_explain_nothing_of_the_old_day(base: Base, write: Write) -> None:
    write("appels_semaine.csv", CALLS + "P2,2020-05-08 10:00,A1,joint\n")
    write("appels_oublies.csv", CALLS + "P7,2020-05-02 10:00,A1,joint\n")
    assert gaps(base, "joints") == (1, 0)
    assert causes(base, "joints") == ["appels_oublies.csv"]
    assert causes(base, "inscrits") == []
    assert extracts(base)["lignes_avant"].tolist() == [0, 1]


def test_an_import_undone_since_is_named(
    worked_example: Base, tmp_path: Path, load_all: Callable[..., None]
) -> None:
    path = tmp_path / "appels_faux.csv"
    path.write_text(CALLS + "P7,2020-05-02 10:00,A1,joint\n", encoding="utf-8")
    load_all(worked_example, path)
    record_meeting(worked_example, FIRST, AT, SETTINGS)
    undo_last(worked_example, at=LATER)
    assert gaps(worked_example, "joints") == (-1, 0)
    assert causes(worked_example, "joints") == ["appels_faux.csv"]
    assert extracts(worked_example)[["geste", "lignes_avant"]].values.tolist() == [["annule", 1]]


def test_loaded_and_undone_since_is_nothing(base: Base, write: Write) -> None:
    write("essai.csv", CALLS + "P7,2020-05-02 10:00,A1,joint\n")
    undo_last(base, at=LATER)
    assert extracts(base).empty
    assert gaps(base, "joints") == (0, 0)


def test_consent_withdrawn_is_a_change_of_data(base: Base, write: Write) -> None:
    write("refus.csv", PEOPLE + "P1,registre_communal,2020-01-10,99001,oui,non\n")
    assert gaps(base, "inscrits") == (-1, 0)
    assert gaps(base, "joints") == (-1, 0)
    assert causes(base, "joints") == ["refus.csv"]
    assert extracts(base)["personnes_effacees"].tolist() == [1]


def test_a_team_that_stops_is_named_by_its_extract(base: Base, write: Write) -> None:
    with base.cursor() as cursor:
        rows = cursor.execute("SELECT identifiant, nom FROM equipes WHERE statut = 'active'").fetchall()
    write(
        "equipes.csv",
        "identifiant,nom,statut\n" + "".join(f"{number},{name},arretee\n" for number, name in rows),
    )
    assert gaps(base, "isolees_couvertes")[0] < 0
    assert causes(base, "isolees_couvertes") == ["equipes.csv"]
    assert gaps(base, "inscrits") == (0, 0)


def test_a_threshold_is_told_apart_from_data(base: Base, write: Write) -> None:
    write("appels_oublies.csv", CALLS + "P7,2020-05-02 10:00,A1,joint\n")
    wider = replace(SETTINGS, cadence_niveau_4=30, part_grise=0.4)
    with base.cursor() as cursor:
        shown = read_shown(cursor, FIRST)
        assert shown is not None
        thresholds = changed_thresholds(wider, shown)
        assert changed_thresholds(SETTINGS, shown).empty
    assert thresholds[["reglage", "avant", "apres"]].values.tolist() == [
        ["cadence_niveau_4", 2, 30],
        ["part_grise", 0.5, 0.4],
    ]
    assert gaps(base, "urgences_sans_contact", wider) == (0, -1)
    assert gaps(base, "joints", wider) == (1, 0)


def test_a_figure_that_was_not_shown_is_not_compared(base: Base) -> None:
    """A key figure added by a later version of the dashboard."""
    with base.transaction() as cursor:
        cursor.execute("DELETE FROM reunions_chiffres WHERE indicateur = 'isolees'")
    row = revised(base).loc["isolees"]
    assert math.isnan(row["montre"]) and row["recalcule"] == row["recalcule_anciens_reglages"]


def test_without_a_meeting_the_imports_made_since_the_day(worked_example: Base) -> None:
    assert len(extracts(worked_example)) == 6
    with worked_example.cursor() as cursor:
        assert extracts_since(cursor, date(2026, 1, 1), None).empty


def test_the_first_load_after_a_meeting_without_data(empty_base: Base, tmp_path: Path) -> None:
    record_meeting(empty_base, FIRST, AT, SETTINGS)
    path = tmp_path / "registre.csv"
    path.write_text(PEOPLE + "N1,caf,2020-04-20,,oui,oui\n", encoding="utf-8")
    load_extract(empty_base, read_extract(path), at=LATER)
    assert gaps(empty_base, "inscrits") == (1, 0)
    assert math.isnan(gaps(empty_base, "taux_joints")[0]), "a rate of nobody"


def test_every_key_figure_says_what_it_comes_from() -> None:
    assert all(figure.behind <= set(KINDS) for figure in key_columns())


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_figure_comes_from_no_other_kind_than_it_says(sample_base: Base, kind: str) -> None:
    """Empty one table: only the figures said to come from it may move."""
    day = date(2025, 12, 1)
    with sample_base.cursor() as cursor:
        before = key_figures(cursor, day, SETTINGS)
    with sample_base.transaction() as cursor:
        cursor.execute(f"DELETE FROM {kind}")
        if kind == "zones":
            cursor.execute("UPDATE placements SET code_zone = NULL")
    with sample_base.cursor() as cursor:
        after = key_figures(cursor, day, SETTINGS)
    moved = {name for name in before if before[name] != after[name]}
    assert moved <= {figure.name for figure in key_columns() if kind in figure.behind}
    if kind in {"personnes", "appels", "besoins", "equipes", "zones"}:
        assert moved
