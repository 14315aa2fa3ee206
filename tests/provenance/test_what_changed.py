"""What happened told apart from what was loaded, undone or set otherwise, on the worked example."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.base.tables import TABLES
from visa_data.errors import VisaError
from visa_data.extracts.loading.history import undo_last
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract
from visa_data.indicators.evolution import KEY_FIGURES, key_figures
from visa_data.provenance.extracts_since import KINDS_BEHIND
from visa_data.provenance.meetings import record_meeting
from visa_data.provenance.what_changed import WhatChanged, what_changed
from visa_data.settings import Settings, load

SETTINGS = load()
FIRST, SECOND = date(2020, 5, 3), date(2020, 5, 10)
AT, LATER = datetime(2025, 12, 9, 14), datetime(2025, 12, 10, 9)
PEOPLE = "reference,source,date_inscription,code_zone,vit_seul,consentement\n"
CALLS = "reference,date_appel,appelant,issue\n"

Write = Callable[[str, str], None]


@pytest.fixture
def base(worked_example: Base) -> Base:
    record_meeting(worked_example, FIRST, AT, SETTINGS)
    return worked_example


@pytest.fixture
def write(base: Base, tmp_path: Path) -> Write:
    """Load a file of this name and text, as an analyst would."""

    def load_text(name: str, text: str) -> None:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert load_extract(base, read_extract(path), at=LATER).import_id is not None

    return load_text


def gaps(changed: WhatChanged, name: str) -> tuple[float, float, float]:
    row = changed.figures.set_index("indicateur").loc[name]
    return row["ecart_donnees"], row["ecart_reglages"], row["ecart_reel"]


def causes(changed: WhatChanged, name: str) -> str:
    return str(changed.figures.set_index("indicateur").at[name, "extraits"])


def test_without_anything_loaded_every_change_is_real(base: Base) -> None:
    changed = what_changed(base, FIRST, SECOND, SETTINGS)
    assert (changed.figures[["ecart_donnees", "ecart_reglages"]] == 0).all(axis=None)
    assert gaps(changed, "tentes") == (0, 0, 1)
    assert changed.extracts.empty
    assert changed.thresholds.empty
    events = changed.events.set_index("evenement")["nombre"]
    assert events[events > 0].to_dict() == {
        "appels": 2,
        "appels_joints": 1,
        "besoins_exprimes": 1,
        "besoins_pourvus": 1,
    }


def test_a_person_registered_late_and_one_registered_since(base: Base, write: Write) -> None:
    write("caf.csv", PEOPLE + "N1,caf,2020-04-20,99001,oui,oui\nN2,caf,2020-05-06,99001,oui,oui\n")
    changed = what_changed(base, FIRST, SECOND, SETTINGS)
    assert gaps(changed, "inscrits") == (1, 0, 1)
    assert gaps(changed, "isolees") == (1, 0, 1)
    assert gaps(changed, "joints")[0] == 0
    assert causes(changed, "inscrits") == "caf.csv"
    assert causes(changed, "joints") == ""
    extract = changed.extracts.iloc[0]
    assert (extract["fichier"], extract["geste"], extract["ajoutees"], extract["lignes_avant"]) == (
        "caf.csv",
        "charge",
        2,
        1,
    )


def test_new_calls_are_real_and_their_file_explains_nothing_else(base: Base, write: Write) -> None:
    write("appels_semaine.csv", CALLS + "P2,2020-05-08 10:00,A1,joint\n")
    write("appels_oublies.csv", CALLS + "P7,2020-05-02 10:00,A1,joint\n")
    changed = what_changed(base, FIRST, SECOND, SETTINGS)
    assert gaps(changed, "joints") == (1, 0, 1)
    assert causes(changed, "joints") == "appels_oublies.csv"
    assert changed.extracts["lignes_avant"].tolist() == [0, 1]


def test_an_import_undone_since_is_named(
    worked_example: Base, tmp_path: Path, load_all: Callable[..., None]
) -> None:
    path = tmp_path / "appels_faux.csv"
    path.write_text(CALLS + "P7,2020-05-02 10:00,A1,joint\n", encoding="utf-8")
    load_all(worked_example, path)
    record_meeting(worked_example, FIRST, AT, SETTINGS)
    undo_last(worked_example, at=LATER)
    changed = what_changed(worked_example, FIRST, SECOND, SETTINGS)
    assert gaps(changed, "joints")[0] == -1
    assert causes(changed, "joints") == "appels_faux.csv"
    assert changed.extracts[["geste", "horodatage"]].values.tolist() == [["annule", LATER]]


def test_loaded_and_undone_since_is_nothing(base: Base, write: Write) -> None:
    write("essai.csv", CALLS + "P7,2020-05-02 10:00,A1,joint\n")
    undo_last(base, at=LATER)
    changed = what_changed(base, FIRST, SECOND, SETTINGS)
    assert changed.extracts.empty
    assert (changed.figures["ecart_donnees"] == 0).all()


def test_consent_withdrawn_is_a_change_of_data(base: Base, write: Write) -> None:
    write("refus.csv", PEOPLE + "P1,registre_communal,2020-01-10,99001,oui,non\n")
    changed = what_changed(base, FIRST, SECOND, SETTINGS)
    assert gaps(changed, "inscrits")[0] == -1
    assert gaps(changed, "joints")[0] == -1
    assert causes(changed, "joints") == "refus.csv"
    assert changed.extracts.iloc[0]["personnes_effacees"] == 1


def test_a_team_that_stops_is_named_by_its_extract(base: Base, write: Write) -> None:
    with base.cursor() as cursor:
        rows = cursor.execute("SELECT identifiant, nom FROM equipes WHERE statut = 'active'").fetchall()
    write(
        "equipes.csv",
        "identifiant,nom,statut\n" + "".join(f"{number},{name},arretee\n" for number, name in rows),
    )
    changed = what_changed(base, FIRST, SECOND, SETTINGS)
    assert gaps(changed, "isolees_couvertes")[0] < 0
    assert causes(changed, "isolees_couvertes") == "equipes.csv"
    assert gaps(changed, "inscrits")[0] == 0


def test_outlines_replaced_are_flagged(base: Base, tmp_path: Path) -> None:
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
    path = tmp_path / "contours_2021.geojson"
    path.write_text(json.dumps(outline), encoding="utf-8")
    assert not what_changed(base, FIRST, SECOND, SETTINGS).outlines_changed
    load_extract(base, read_extract(path), at=LATER)
    changed = what_changed(base, FIRST, SECOND, SETTINGS)
    assert changed.outlines_changed
    assert changed.extracts["type"].tolist() == ["zones"]


def test_a_threshold_is_told_apart_from_data(base: Base, write: Write) -> None:
    write("appels_oublies.csv", CALLS + "P7,2020-05-02 10:00,A1,joint\n")
    wider = replace(SETTINGS, cadence_niveau_4=30, part_grise=0.4)
    changed = what_changed(base, FIRST, SECOND, wider)
    assert changed.thresholds[["reglage", "avant", "apres"]].values.tolist() == [
        ["cadence_niveau_4", 2, 30],
        ["part_grise", 0.5, 0.4],
    ]
    data, thresholds, _ = gaps(changed, "urgences_sans_contact")
    assert (data, thresholds) == (0, -1)
    assert gaps(changed, "joints")[:2] == (1, 0)


@pytest.mark.parametrize("settings", [SETTINGS, replace(SETTINGS, cadence_niveau_2=5)])
def test_the_parts_add_up_to_the_whole_change(base: Base, write: Write, settings: Settings) -> None:
    write("caf.csv", PEOPLE + "N1,caf,2020-04-20,99003,oui,oui\nP7,signalement,2020-04-15,99003,oui,non\n")
    write("appels.csv", CALLS + "N1,2020-05-01 10:00,A1,joint\nP2,2020-05-08 10:00,A1,joint\n")
    changed = what_changed(base, FIRST, SECOND, settings)
    assert changed.figures["indicateur"].tolist() == [figure.name for figure in KEY_FIGURES]
    for row in changed.figures.itertuples(index=False):
        total = row.montre + row.ecart_donnees + row.ecart_reglages + row.ecart_reel
        assert total == pytest.approx(row.apres), row.indicateur
    with base.cursor() as cursor:
        assert changed.figures["apres"].tolist() == list(key_figures(cursor, SECOND, settings).values())


def test_without_a_meeting_only_the_real_change_is_known(worked_example: Base, tmp_path: Path) -> None:
    changed = what_changed(worked_example, FIRST, SECOND, SETTINGS)
    assert changed.meeting is None
    assert changed.figures["montre"].isna().all()
    assert changed.figures["ecart_donnees"].isna().all()
    assert changed.figures["ecart_reel"].notna().all()
    assert len(changed.extracts) == 6
    assert not changed.outlines_changed
    assert what_changed(worked_example, date(2026, 1, 1), date(2026, 1, 8), SETTINGS).extracts.empty


def test_an_empty_base_has_no_change(empty_base: Base) -> None:
    record_meeting(empty_base, FIRST, AT, SETTINGS)
    changed = what_changed(empty_base, FIRST, SECOND, SETTINGS)
    assert (changed.figures[["ecart_donnees", "ecart_reel"]] == 0).all(axis=None)
    assert (changed.events["nombre"] == 0).all()


def test_the_first_load_after_a_meeting_without_data(empty_base: Base, tmp_path: Path) -> None:
    record_meeting(empty_base, FIRST, AT, SETTINGS)
    path = tmp_path / "registre.csv"
    path.write_text(PEOPLE + "N1,caf,2020-04-20,,oui,oui\n", encoding="utf-8")
    load_extract(empty_base, read_extract(path), at=LATER)
    changed = what_changed(empty_base, FIRST, SECOND, SETTINGS)
    assert gaps(changed, "inscrits") == (1, 0, 0)
    assert math.isnan(gaps(changed, "taux_joints")[0])


def test_dates_the_wrong_way_round(base: Base) -> None:
    with pytest.raises(VisaError) as refusal:
        what_changed(base, SECOND, FIRST, SETTINGS)
    assert plain(str(refusal.value)) == (
        "Dates à inverser : la comparaison part du 10 mai 2020, après le 3 mai 2020. "
        "Choisissez une date de comparaison plus ancienne."
    )


def test_same_question_same_answer(base: Base, write: Write) -> None:
    write("caf.csv", PEOPLE + "N1,caf,2020-04-20,99001,oui,oui\n")
    first, second = (what_changed(base, FIRST, SECOND, SETTINGS) for _ in range(2))
    assert first.figures.equals(second.figures)
    assert first.extracts.equals(second.extracts)


def test_every_key_figure_says_what_it_comes_from() -> None:
    assert list(KINDS_BEHIND) == [figure.name for figure in KEY_FIGURES]
    assert all(kinds <= set(TABLES) for kinds in KINDS_BEHIND.values())


@pytest.mark.parametrize("kind", list(TABLES))
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
    assert moved <= {name for name, kinds in KINDS_BEHIND.items() if kind in kinds}
    if kind in {"personnes", "appels", "besoins", "equipes", "zones"}:
        assert moved
