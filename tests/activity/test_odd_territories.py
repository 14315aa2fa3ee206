"""Territories that lack something: nothing empty, nothing that is not known said as 0, no count where the whole is small."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.indicators.small_base import add_calls, add_person, add_zones
from visa_data import settings
from visa_data.activity.declared import BY_NAME, DECLARED, When
from visa_data.activity.gathered import NOT_GIVEN, UNKNOWN, Activity, gather
from visa_data.activity.paged import SMALL
from visa_data.activity.pages import activity_pages
from visa_data.activity.period import Period
from visa_data.activity.table import figures_table
from visa_data.base import Base
from visa_data.decisions.decision import Draft
from visa_data.decisions.record import record_decision
from visa_data.pictures.picture import BarsPicture, CardsPicture, ColumnsPicture, TablePicture
from visa_data.reports.activity import activity_of
from visa_data.reports.document import texts
from visa_data.reports.writing import FORMS

PERIOD = Period(date(2025, 10, 1), date(2025, 11, 30))
SETTINGS = settings.load()
EMPTIED = {
    "sans équipe": ("equipes",),
    "sans besoin": ("besoins",),
    "sans population": ("population",),
    "sans appel": ("appels",),
    "sans suivi": ("suites", "binomes", "dispositifs", "appelants"),
    "sans personne": ("personnes", "placements", "appels", "besoins", "suites", "binomes"),
    "sans zone": ("zones", "placements"),
    "vide": (
        *("zones", "placements", "personnes", "appels", "besoins", "suites", "binomes", "dispositifs"),
        *("appelants", "equipes", "ressources", "population", "acteurs"),
    ),
}


@pytest.fixture(scope="module", params=EMPTIED)
def lacking(
    request: pytest.FixtureRequest, sample_base_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Activity]]:
    path = tmp_path_factory.mktemp("manque") / "visa.duckdb"
    path.write_bytes(sample_base_file.read_bytes())
    with Base(path) as base:
        with base.transaction() as cursor:
            for table in EMPTIED[request.param]:
                cursor.execute(f"DELETE FROM {table}")
        with base.cursor() as cursor:
            found, report = activity_of(cursor, PERIOD, SETTINGS, datetime(2025, 12, 8, 9))
        for form in FORMS.values():
            assert form.write(report)
        yield request.param, found


def test_no_page_is_empty(lacking: tuple[str, Activity]) -> None:
    _, found = lacking
    for page in activity_pages(found):
        assert page.key_point.endswith("."), page.key
        picture = page.picture
        if isinstance(picture, BarsPicture):
            assert any(value for bar in picture.bars for value in bar.values), page.key
        assert not isinstance(picture, ColumnsPicture | CardsPicture | TablePicture) or list(texts(picture))
        assert "nan" not in re.findall(r"\w+", " ".join(texts(page)))


def test_what_is_not_known_is_not_0(lacking: tuple[str, Activity]) -> None:
    name, found = lacking
    unknown = {
        "sans équipe": ("zones_blanches_fin", "zones_ouvertes", "equipes_fin", "benevoles_equipes_fin"),
        "sans besoin": ("besoins_pourvus", "besoins_clos", "delai_besoin"),
        "sans appel": ("appels", "personnes_jointes", "premiers_contacts", "a_jour_fin", "heures_appel"),
        "sans suivi": ("prises_en_charge", "binomes_formes", "appelants_fin", "heures_semaine_fin"),
        "vide": ("appels", "prises_en_charge", "besoins_pourvus", "zones_blanches_fin"),
    }.get(name, ())
    assert all(found.values[figure] != found.values[figure] for figure in unknown)
    for figure in unknown:
        assert found.text(figure) == (UNKNOWN if found.given(BY_NAME[figure]) else NOT_GIVEN)
    table = figures_table(found)
    assert table.loc[table["etat"] != "connu", "valeur"].isna().all()
    assert table.loc[table["etat"] == "connu", "valeur"].notna().all()
    if name == "sans équipe":
        assert found.values["inscrits_fin"] > 0, "the rest is known"


def test_population_changes_nothing_here(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        before = figures_table(gather(cursor, PERIOD, SETTINGS))
    with sample_base.transaction() as cursor:
        cursor.execute("DELETE FROM population")
    with sample_base.cursor() as cursor:
        assert figures_table(gather(cursor, PERIOD, SETTINGS)).equals(before)


def test_one_zone_gives_no_count_of_people(tmp_path: Path) -> None:
    with Base(tmp_path / "une_zone.duckdb") as base:
        add_zones(base, "99001")
        for number in range(150):
            add_person(base, f"ZZ{number}", zone="99001")
        add_calls(base, [("ZZ1", "2025-10-04 10:00", "joint")])
        with base.cursor() as cursor:
            found = gather(cursor, PERIOD, SETTINGS)
    assert not any(found.exact.values())
    for one in DECLARED:
        assert (found.text(one.name) == NOT_GIVEN) is one.counts_people
    table = figures_table(found)
    assert set(table.loc[table["unite"].isin(["personnes", "appels", "besoins"]), "etat"]) == {
        "non communiqué"
    }
    pages = activity_pages(found)
    assert all(SMALL in page.notes for page in pages if page.key in ("essentiel", "campagne", "besoins"))
    said = "\n".join(text for page in pages for text in texts(page))
    assert "150" not in said


def test_a_register_that_was_small_gives_no_figure_of_its_start(sample_base: Base) -> None:
    with sample_base.transaction() as cursor:
        cursor.execute(
            "UPDATE personnes SET date_inscription = DATE '2025-10-15' WHERE date_inscription < '2025-10-01'"
        )
    with sample_base.cursor() as cursor:
        found = gather(cursor, PERIOD, SETTINGS)
    assert found.exact == {When.START: False, When.DURING: True, When.END: True}
    assert found.text("inscrits_debut") == NOT_GIVEN
    assert found.text("inscrits_fin") not in (NOT_GIVEN, UNKNOWN)


def test_a_stricter_threshold_gives_no_count_of_people(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        found = gather(cursor, PERIOD, replace(SETTINGS, seuil_ensemble=11))
    assert not any(found.exact.values())
    # An estimate for so many people would give their number back.
    assert {one.people == one.people for one in found.to_fund} == {False}
    assert any("pour chaque personne" in text for page in activity_pages(found) for text in texts(page))


def test_a_decision_of_a_zone_does_not_tell_its_count(sample_base: Base) -> None:
    day = date(2025, 11, 29)
    with sample_base.cursor() as cursor:
        [zone] = cursor.execute("SELECT code FROM zones_actives ORDER BY code LIMIT 1").fetchone() or ("",)
    for place in (zone, ""):
        draft = Draft(
            "Rappeler le soir", "Coordination", date(2025, 12, 20), place, None, "couverture", "inscrits"
        )
        record_decision(sample_base, day, draft, datetime(2025, 11, 29, 18), SETTINGS)
    with sample_base.cursor() as cursor:
        pages = activity_pages(gather(cursor, PERIOD, SETTINGS))
    [page] = [one for one in pages if one.key == "decisions"]
    moved = {row[-1] for row in page.table.rows}
    assert any(text.endswith(NOT_GIVEN) for text in moved)
    assert any("depuis la décision" in text for text in moved)
