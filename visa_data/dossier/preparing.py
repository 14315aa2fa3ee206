"""What the coordination reads before freezing a book: what it will hold, what it will withhold, what changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

import duckdb
import pandas as pd

from visa_data import french
from visa_data.dossier.counts import HIGH, OPEN, UNMET
from visa_data.dossier.file import figures_print, write_book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.keeping import foreseen, kept_books
from visa_data.dossier.published import WHITE_ZONES
from visa_data.dossier.tables import NOW, Tables
from visa_data.indicators.evolution import key_columns
from visa_data.indicators.registry import by_zone
from visa_data.pictures.picture import TablePicture
from visa_data.protection.marks import Mark, withheld_text
from visa_data.settings import Settings, described
from visa_data.typography import french as typeset
from visa_data.vocabulary import Besoin

IN_FORCE = (
    "seuil_effectif",
    "arrondi",
    "seuil_ensemble",
    "petit_territoire",
    "secteur_inscrits",
    "secteur_habitants",
)
"""Settings that shape a book."""
OWN_LABELS = {
    HIGH: "Niveaux 3 et 4",
    "besoins_recents": "Besoins ouverts depuis peu",
    OPEN: "Besoins ouverts",
    UNMET: "Besoins non pourvus",
}


@dataclass(frozen=True)
class Preparation:
    """A book not frozen yet, in words and tables for the page.

    sentence: what it will hold, in one line. said: of cells by sector, how many carry a number (0 to 1; NaN for none).
    cells: one row a count given by sector. alone: the counts given for the whole territory alone. settings: those that
    shape it. changed: what data changed since the book before. frozen: whether the book of that day is kept already;
    same: with the figures that it would have now. size: bytes of its file.
    """

    sentence: str
    said: float
    cells: TablePicture
    alone: tuple[str, ...]
    settings: TablePicture
    changed: tuple[str, ...]
    freshness: TablePicture
    frozen: bool
    same: bool
    size: int


def preparation(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> Preparation:
    """The book that freezing would make now. Raises VisaError as `freeze` does for the day."""
    tables = foreseen(cursor, day, settings, datetime.combine(day, time()))
    book = FrozenBook(tables, settings)
    kept = next((one for one in kept_books(cursor) if one.day == day), None)
    own = tables.by_sector[tables.by_sector["moment"] == NOW]
    given = list(dict.fromkeys(own["nom"]))
    totals = tables.totals[tables.totals["jour"] == day]["nom"]
    return Preparation(
        _sentence(book),
        float(own["valeur"].notna().mean()),
        _cells(own, given, settings.seuil_effectif),
        _alone([name for name in totals if name not in given and name != WHITE_ZONES]),
        _settings(settings),
        book.sentences,
        book.freshness,
        kept is not None,
        kept is not None and kept.says == figures_print(tables),
        len(write_book(tables)),
    )


def label_of(name: str) -> str:
    """A count's label as pages write it, its need in brackets: « Non pourvus (Parler) »."""
    base, _, need = name.partition("@")
    label = OWN_LABELS.get(base) or _labels().get(base, base)
    return f"{label} ({Besoin(need).label})" if need else label


def _labels() -> dict[str, str]:
    found = {column.figure: column.label for indicator in by_zone() for column in indicator.zone_columns}
    return {column.name: column.label for column in key_columns()} | found


def _sentence(book: FrozenBook) -> str:
    manifest: Tables = book.tables
    sectors = french.counted(len(manifest.sectors), "secteur")
    zones = sum(len(listed.split("|")) for listed in manifest.sectors["zones"])
    whole = (
        "le territoire entier exactement"
        if manifest.manifest.exact
        else "le territoire entier comme un secteur, parce qu'il est petit"
    )
    compared = (
        f"le dossier du {french.day(book.before)}"
        if manifest.manifest.previous
        else f"la situation du {french.day(book.before)} (premier dossier)"
    )
    return typeset(
        f"Dossier n° {manifest.manifest.number} : {whole}, {sectors} pour {french.counted(zones, 'zone')}, "
        f"{french.counted(len(book.white_zones), 'zone blanche nommée', 'zones blanches nommées')}, "
        f"{french.counted(len(book.decided), 'décision')}. Comparé avec {compared}."
    )


def _cells(own: pd.DataFrame, given: list[str], k: int) -> TablePicture:
    """How many sectors carry a number, count by count."""
    counts = own.groupby(["nom", "marque"]).size().unstack(fill_value=0)
    marks = [Mark.SMALL, Mark.OTHER]
    rows = []
    for name in given:
        withheld = [int(counts.at[name, mark]) if mark in counts.columns else 0 for mark in marks]
        shown = int(counts.loc[name].sum()) - sum(withheld)
        rows.append((label_of(name), *(french.number(count) for count in (shown, *withheld))))
    headers = ("Chiffre par secteur", "Nombres", *(withheld_text(mark, k) for mark in marks))
    return TablePicture(headers, tuple(rows))


def _alone(names: list[str]) -> tuple[str, ...]:
    """Their labels; needs one by one are said in a word."""
    bases = [name.partition("@")[0] for name in names if "@" in name]
    by_need = tuple(f"{OWN_LABELS[base]}, besoin par besoin" for base in dict.fromkeys(bases))
    return (*(label_of(name) for name in names if "@" not in name), *by_need)


def _settings(settings: Settings) -> TablePicture:
    known = described()
    return TablePicture(
        ("Réglage", "Valeur"),
        tuple(
            (
                known[name].label,
                french.counted(getattr(settings, name), known[name].unit.removesuffix("s"), known[name].unit),
            )
            for name in IN_FORCE
        ),
    )
