"""The committee's sheets: from the frozen book alone, and nothing of what it withholds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.plain_text import plain
from tests.town_sheets.conftest import pages_of, sheet_of, text_of, texts
from tests.traces import traces_of
from visa_data.base import Base
from visa_data.dossier.book import DECIDED
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.keeping import kept_book
from visa_data.errors import VisaError
from visa_data.indicators.zone_card import FIRST
from visa_data.town_sheets.making import places_asked, sheets
from visa_data.town_sheets.sheet import TownSheet, first_columns

DAY = date(2025, 12, 6)
COUNTS = tuple(name for name in FIRST if name != "taux_joints")
NUMBER = re.compile(r"\d+")


def every(book: FrozenBook) -> list[TownSheet]:
    return list(sheets(book, places_asked(book, [])))


def published(book: FrozenBook, code: str, name: str) -> str | None:
    """What the book's own table says of a figure of a sector: None where it is not in it."""
    rows = book.tables.by_sector
    row = rows[(rows["moment"] == "jour") & (rows["code"] == code) & (rows["nom"] == name)]
    if row.empty:
        return None
    return {1: "< 11", 2: "n. c."}.get(int(row["marque"].iloc[0])) or str(int(row["valeur"].iloc[0]))


def test_a_sheet_a_sector_in_the_order_of_names(sample_book: FrozenBook) -> None:
    found = every(sample_book)
    assert sorted(one.code for one in found) == sorted(sample_book.zones.codes)
    for sheet in found:
        assert any("Version du comité" in line and "< 11" in plain(line) for line in sheet.lead)
        assert any("Données d'exemple" in text for text in texts(sheet.foot))


def test_figures_are_those_that_the_book_publishes(sample_book: FrozenBook) -> None:
    labels = {name: column.label for name, column in first_columns().items()}
    withheld = 0
    for sheet in every(sample_book):
        told = {one.label: one for one in sheet.facts}
        for name in COUNTS:
            known, said = published(sample_book, sheet.code, name), told[labels[name]]
            withheld += known in ("< 11", "n. c.")
            assert plain(said.value).replace(" ", "") == ("–" if known is None else known.replace(" ", ""))
            if known is None:
                assert said.change == "non publié par secteur"
            elif known in ("< 11", "n. c."):
                assert said.change in ("évolution non publiée", "")
    assert withheld


def test_the_opening_counts_nothing_that_is_withheld(sample_book: FrozenBook) -> None:
    for sheet in every(sample_book):
        said = {
            published(sample_book, sheet.code, name)
            for name in ("inscrits", "isolees", "isolees_couvertes", "isolees_sans_equipe")
        }
        assert set(NUMBER.findall(plain(sheet.opening).replace(" ", ""))) <= {*filter(None, said), "11"}


def test_the_pages_say_no_more_than_the_tables_of_the_book(
    sample_books_file: Path, sample_book: FrozenBook
) -> None:
    """The attacker reads every number of the file, and knows the true ones: none that is withheld is at its place."""
    with Base(sample_books_file) as base, base.cursor() as cursor:
        traces = traces_of(cursor)
    reader = pages_of(sample_book)
    assert traces.found_in("\n".join(page.extract_text() for page in reader.pages).encode()) == []
    text = text_of(reader)
    for sheet in every(sample_book):
        for one in sheet.facts:
            assert plain(one.value).replace(" ", "") in plain(text)


def test_what_is_withheld_shapes_nothing(sample_book: FrozenBook) -> None:
    """Other values behind the marks: every sheet is the same."""
    table = sample_book.tables.by_sector
    noise = np.where(table["marque"].isin([1, 2]), np.arange(len(table)) % 10 + 1.0, table["valeur"])
    other = FrozenBook(
        replace(sample_book.tables, by_sector=table.assign(valeur=noise)), sample_book.settings
    )
    assert (noise != table["valeur"].to_numpy()).any()
    assert every(other) == every(sample_book)


def test_members_white_zones_and_needs(sample_book: FrozenBook) -> None:
    white = sample_book.white_zones
    sectors = sample_book.tables.sectors
    for sheet in every(sample_book):
        members = sectors.loc[sectors["code"] == sheet.code, "membres"].iloc[0].split("|")
        if len(members) > 1:
            assert any(all(name in line for name in members) for line in sheet.lead)
        told = {
            row[0] for table in sheet.who.tables if table.headers[0] == "Zone blanche" for row in table.rows
        }
        assert told == set(white.loc[white["secteur"] == sheet.code, "nom_zone"])
        needs = [cell for row in sheet.parts[0].tables[0].rows for cell in row[::2]]
        assert len([need for need in needs if need]) == 10


def decided(**about: object) -> pd.DataFrame:
    row: dict[str, object] = dict.fromkeys(DECIDED, "")
    row |= {
        "texte": "Ouvrir un arrêt",
        "responsable": "CCAS",
        "echeance": date(2025, 12, 20),
        "statut": "a_faire",
        "statut_le": DAY,
        "en_retard": False,
    }
    return pd.DataFrame([row | about], columns=list(DECIDED))


@pytest.mark.parametrize("coded", [True, False], ids=["by code", "by name, as older books do"])
def test_what_was_decided_in_a_zone_is_told_of_its_sector(sample_book: FrozenBook, coded: bool) -> None:
    sectors = sample_book.tables.sectors
    row = sectors.iloc[0]
    zone, name = row["zones"].split("|")[-1], row["membres"].split("|")[-1]
    table = decided(zone=name, zones=zone if coded else "")
    book = FrozenBook(replace(sample_book.tables, decided=table), sample_book.settings)
    for code in sectors["code"]:
        part = sheet_of(book, code).parts[2]
        if code == row["code"]:
            assert plain(part.tables[0].rows[0][2]) == "20 décembre 2025"
            assert part.tables[0].rows[0][:2] == ("Ouvrir un arrêt", "CCAS")
        else:
            assert not part.tables


def test_a_first_book_compares_nothing(sample_books_file: Path) -> None:
    with Base(sample_books_file) as base, base.cursor() as cursor:
        first = kept_book(cursor, date(2025, 11, 29))
    for sheet in every(first):
        assert any("pas encore de comparaison" in line for line in sheet.lead)
        assert {one.change for one in sheet.facts} <= {"", "non publié par secteur"}


def test_a_code_that_is_none_s(sample_book: FrozenBook) -> None:
    with pytest.raises(VisaError, match="« S99 » n'est le code d'aucun secteur de ce dossier"):
        places_asked(sample_book, ["S99"])
