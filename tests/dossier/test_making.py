"""A book: what it answers, what it never holds, and that nothing withheld shapes it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import shapely

from tests.dossier.books import book_of
from tests.dossier.conftest import DAY
from tests.traces import Traces, traces_of, unfolded
from visa_data.base import Base
from visa_data.dossier.book import NotInTheBook
from visa_data.dossier.file import write_book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.tables import NOW, Tables
from visa_data.indicators.besoins import needs_by_zone
from visa_data.indicators.couverture import coverage, coverage_by_zone
from visa_data.indicators.implantations import implantations
from visa_data.indicators.listes import people_listed
from visa_data.indicators.mouvements import moves
from visa_data.indicators.reaching import reaching
from visa_data.indicators.service_lists import team_loads
from visa_data.indicators.signalements import silent_zones
from visa_data.protection.marks import Mark
from visa_data.sectors.current import current_division, proposed_division
from visa_data.settings import load
from visa_data.territory.sectors import Division, Sector
from visa_data.vocabulary import Besoin

SETTINGS = load()


@pytest.fixture
def book(sample_tables: Tables) -> FrozenBook:
    return FrozenBook(sample_tables, SETTINGS)


def test_the_whole_territory_is_exact(book: FrozenBook, sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        (registered,) = cursor.execute(
            "SELECT count(*) FROM personnes WHERE consentement = 'oui' AND date_inscription <= ? "
            "AND (date_radiation IS NULL OR date_radiation > ?)",
            [DAY, DAY],
        ).fetchone() or (0,)
    assert book.total("inscrits").value == book.ask(coverage).iloc[0]["inscrits"] == registered
    assert [point.day for point in book.series("joints")] == [
        DAY - timedelta(weeks=w) for w in range(11, -1, -1)
    ]
    assert book.ask(moves, before=book.before).both > 0


def test_sectors_are_rounded_and_hide_small_counts(book: FrozenBook) -> None:
    cells = book.tables.by_sector
    assert {"inscrits", "joints", "isolees"} <= set(cells["nom"])
    assert cells.loc[cells["marque"].isin([Mark.SMALL, Mark.OTHER]), "valeur"].isna().all()
    assert (cells.loc[cells["marque"] == Mark.ROUNDED, "valeur"] % SETTINGS.arrondi == 0).all()
    assert (cells.loc[cells["marque"] == Mark.SHOWN, "valeur"] == 0).all()


def test_most_cells_carry_a_number(book: FrozenBook) -> None:
    cells = book.tables.by_sector
    assert cells.loc[cells["moment"] == NOW, "valeur"].notna().mean() >= 0.85


def test_a_count_too_rare_for_sectors_is_the_territorys_alone(book: FrozenBook) -> None:
    assert book.total("niveau_4").value is not None
    assert book.by_sector(["niveau_4"]) == ()


def test_tables_by_sector_have_the_indicators_columns(book: FrozenBook) -> None:
    table = book.ask(coverage_by_zone)
    shown = table.dropna(subset=["joints", "inscrits"])
    assert (shown["taux_joints"] == shown["joints"] / shown["inscrits"]).all()
    by_need = book.ask(needs_by_zone)
    assert len(by_need) == 10 * len(table)
    assert by_need["ressources"].dropna().ge(0).all()
    assert set(book.ask(reaching)["code_zone"]) <= set(book.zones.codes)


def test_what_it_does_not_hold_cannot_be_asked(book: FrozenBook) -> None:
    assert not book.holds(people_listed)
    for question, day in ((people_listed, DAY), (coverage, DAY - timedelta(days=1))):
        with pytest.raises(NotInTheBook):
            book.ask(question, day=day)


def test_a_team_never_tells_a_small_count_in_words(sample_base: Base, made: Callable[..., Tables]) -> None:
    with sample_base.transaction() as cursor:
        cursor.execute("UPDATE equipes SET rayon_km = 0.4, zones_intervention = NULL, capacite = 12")
    with sample_base.cursor() as cursor:
        true = team_loads(cursor, DAY, SETTINGS).set_index("identifiant")["isolees_atteintes"]
    loads = FrozenBook(made(sample_base), SETTINGS).ask(team_loads).set_index("identifiant")
    small = true.between(1, SETTINGS.seuil_effectif - 1)
    assert small.any()
    assert loads.loc[small, "isolees_atteintes"].isna().all()
    assert set(loads.loc[small, "charge_texte"]) <= {"moins de 11 personnes isolées", "nombre non communiqué"}
    assert loads["charge"].isna().all()


def test_the_best_places_come_in_the_order_of_what_is_published(book: FrozenBook) -> None:
    table = book.ask(implantations).table
    gains = table["nouvelles_couvertes"]
    assert list(gains.dropna()) == sorted(gains.dropna(), reverse=True)
    assert (gains.dropna() % SETTINGS.arrondi == 0).all()


def test_zones_blanches_are_named_and_counted(book: FrozenBook) -> None:
    named = book.white_zones
    assert len(named) == book.total("zones_blanches").value > 0
    assert named["isolees"].isna().all()
    assert set(named["secteur"]) <= set(book.zones.codes)
    assert named["distance_km"].gt(0).all()


def test_nothing_of_a_person_is_in_it(sample_tables: Tables, sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        traces = traces_of(cursor)
        places = cursor.execute(
            "SELECT longitude, latitude FROM personnes WHERE latitude IS NOT NULL"
        ).fetchall()
    content = write_book(sample_tables)
    assert b"Lussignolles" in unfolded(content)
    assert Traces(traces.references, ()).found_in(unfolded(content)) == []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            # Outlines have some latitude or other of a person among theirs, never her point.
            if name not in ("sectors.parquet", "around.parquet"):
                assert Traces(frozenset(), traces.coordinates).found_in(archive.read(name)) == [], name
    for table in (sample_tables.sectors, sample_tables.around):
        outlines = shapely.from_wkb(table["geometrie"].to_numpy(dtype=object))
        assert not set(map(tuple, shapely.get_coordinates(outlines))) & set(places)


def test_what_is_withheld_shapes_no_byte(
    sample_base: Base, made: Callable[..., Tables], sample_tables: Tables
) -> None:
    """In two sectors a few wait for their consent: one of them moves from the one to the other."""
    of_zone = [
        (zone, row.code) for row in sample_tables.sectors.itertuples() for zone in row.zones.split("|")
    ]
    one, other = "S1", "S2"
    elsewhere = next(code for code, sector in of_zone if sector == "S3")
    with sample_base.transaction() as cursor:
        waiting: dict[str, list[str]] = {one: [], other: []}
        for reference, zone in cursor.execute(
            "SELECT l.reference, l.code_zone FROM placements l JOIN personnes p USING (reference) "
            "WHERE p.consentement = 'en_attente' AND p.date_inscription <= ? ORDER BY 1",
            [DAY],
        ).fetchall():
            waiting.get(dict(of_zone).get(zone, ""), []).append(reference)
        for sector, kept in ((one, 7), (other, 4)):
            assert len(waiting[sector]) > kept
            for reference in waiting[sector][kept:]:
                cursor.execute(
                    "UPDATE placements SET code_zone = ? WHERE reference = ?", [elsewhere, reference]
                )
    first = made(sample_base)
    cells = first.by_sector.set_index(["code", "nom"])["marque"]
    assert cells[one, "en_attente"] == cells[other, "en_attente"] == Mark.SMALL
    zone = next(code for code, sector in of_zone if sector == other)
    with sample_base.transaction() as cursor:
        cursor.execute("UPDATE placements SET code_zone = ? WHERE reference = ?", [zone, waiting[one][0]])
    assert write_book(made(sample_base)) == write_book(first)


def test_one_sector_left_for_all_reports_is_not_told_by_the_silence_of_the_others(
    sample_base: Base, made: Callable[..., Tables]
) -> None:
    assert not FrozenBook(made(sample_base), SETTINGS).ask(silent_zones).empty
    with sample_base.cursor() as cursor:
        kept = list(current_division(cursor, DAY, SETTINGS).division.sectors[0].zones)
    with sample_base.transaction() as cursor:
        cursor.execute(
            "DELETE FROM signalements USING placements_signalements p WHERE signalements.identifiant = p.identifiant "
            "AND NOT coalesce(list_contains($kept, p.code_zone), false)",
            {"kept": kept},
        )
    assert FrozenBook(made(sample_base), SETTINGS).ask(silent_zones).empty


def test_a_small_territory_is_told_as_a_sector(worked_example: Base, made: Callable[..., Tables]) -> None:
    book = FrozenBook(made(worked_example, date(2020, 5, 10)), SETTINGS)
    assert not book.tables.manifest.exact
    assert book.total("inscrits").withheld
    assert book.total("inscrits", book.before).withheld
    assert not any(key.startswith("couverture.coverage@") for key in book.tables.answers)
    with pytest.raises(NotInTheBook):
        book.ask(coverage)
    assert book.by_sector(["inscrits"]) == ()
    assert book.ask(coverage_by_zone)["inscrits"].isna().all()


def test_the_threshold_of_the_whole_withholds_small_totals(
    sample_base: Base, made: Callable[..., Tables]
) -> None:
    strict = replace(SETTINGS, seuil_ensemble=11)
    book = FrozenBook(made(sample_base, DAY, strict), strict)
    assert book.total("inscrits").value is not None
    assert book.total("urgences_sans_contact").text == "<\N{NO-BREAK SPACE}11"
    # So few are open for less than a week, that one of both counts of each need would give the other back.
    assert all(
        book.total(f"ouverts@{need.value}").withheld or book.total(f"non_pourvus@{need.value}").withheld
        for need in Besoin
    )
    assert not book.tables.answers.keys() & {"couverture.coverage", "fragilite.fragility", "besoins.needs"}


def test_a_second_book_gives_the_first_ones_figures_as_they_were(mormal_base: Path, tmp_path: Path) -> None:
    path = tmp_path / "mormal.duckdb"
    path.write_bytes(mormal_base.read_bytes())
    first, second = date(2020, 5, 31), date(2020, 6, 7)
    with Base(path) as base, base.cursor() as cursor:
        division = proposed_division(cursor, second, SETTINGS)
        made_first = book_of(cursor, first, None, division)
        made_second = book_of(cursor, second, made_first, division)
        other = Division((*division.sectors[:-2], _together(division.sectors[-2:])))
        made_other = book_of(cursor, second, made_first, other)
    assert made_second.by_sector(["inscrits"], first) == made_first.by_sector(["inscrits"])
    assert made_second.tables.manifest.previous == first
    assert made_other.by_sector(["inscrits"], first) == ()
    assert made_second.by_sector(["inscrits"])


def _together(sectors: tuple[Sector, ...]) -> Sector:
    zones = tuple(sorted(zone for sector in sectors for zone in sector.zones))
    return Sector(sectors[0].code, sectors[0].name, zones)
