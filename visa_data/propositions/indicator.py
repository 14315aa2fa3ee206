"""`propositions` as an indicator: what to decide at the end of a day, for the command line and the definitions."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.open_book import OpenBook
from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import Column, Example, Indicator, Unit
from visa_data.indicators.registry import registry
from visa_data.initiatives.catalogue import named
from visa_data.propositions.ranking import HOW_RANKED, MOST, proposals
from visa_data.settings import Settings

COMPARED_DAYS = 7
"""Since a meeting a week before."""


def propositions(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """At most five rows, the first to decide first: the columns of `PROPOSITIONS`.

    personnes: NaN where the count is not known. `attrs["note"]`: the decisions that are late, recalled.
    """
    before = day - timedelta(days=COMPARED_DAYS)
    book = OpenBook(cursor, day, settings, filters, before=before)
    rows = [
        (
            one.rank,
            one.gap.action,
            one.gap.code,
            one.gap.need.value if one.gap.need else "",
            one.gap.level,
            one.indicator,
            one.gap.people.value,
            one.owner,
            named(one.initiative).name if one.initiative else "",
        )
        for one in proposals(book)
    ]
    table = pd.DataFrame(rows, columns=[column.name for column in PROPOSITIONS.columns])
    table.attrs["note"] = recalled(book)
    return table


def recalled(book: Book) -> str:
    """The decisions that are late, in a sentence: they are not proposed again. Empty when none is."""
    decided = book.decided
    late = decided[decided["en_retard"].astype(bool)]
    if late.empty:
        return ""
    count = french.counted(len(late), "décision", "décisions")
    return f"{count} en retard, à rappeler : {' ; '.join(late['texte'])}."


def every_indicator() -> dict[str, Indicator]:
    """`registry`, and what is read from all of it."""
    return {**registry(), PROPOSITIONS.name: PROPOSITIONS}


PROPOSITIONS = Indicator(
    name="propositions",
    title="Propositions de décision",
    question="Que décider aujourd'hui ?",
    wording=f"Au plus {MOST} décisions proposées à la réunion, chacune pour un écart que montrent les indicateurs. {HOW_RANKED}",
    source="Guide VISA (2020), parties 2 à 4 ; règles déclarées par ce projet.",
    columns=(
        Column("rang", "Rang", "Rang de la proposition, 1 pour la première.", Unit.CODE, ""),
        Column("proposition", "Proposition", "Décision proposée.", Unit.TEXT, ""),
        Column("code_zone", "Zone", "Zone concernée ; vide pour tout le territoire.", Unit.CODE, ""),
        Column("besoin", "Besoin", "Besoin essentiel concerné, s'il y en a un.", Unit.CODE, ""),
        Column(
            "niveau",
            "Niveau",
            "Niveau le plus élevé des personnes concernées, quand l'écart est d'un niveau.",
            Unit.CODE,
            "",
        ),
        Column("indicateur", "Indicateur", "Indicateur que la décision suivrait.", Unit.CODE, ""),
        Column(
            "personnes",
            "Personnes",
            "Personnes que l'écart concerne ; pour un besoin, toutes celles qui l'attendent.",
            worse=1,
            whole="",
        ),
        Column("acteur", "Qui agit", "Fonction ou service à qui la décision serait confiée.", Unit.TEXT, ""),
        Column("initiative", "Initiative", "Ce que d'autres ont fait, dans le catalogue.", Unit.TEXT, ""),
    ),
    compute=propositions,
    rows="rang",
    denominator="personnes inscrites",
    example=Example(
        "{rang}. {proposition} ({personnes} personnes).",
        {
            "rang": 2,
            "proposition": "Proposer un binôme à chaque demande de visite, les plus anciennes d'abord",
            "personnes": 3,
        },
        {"rang": 2},
        acting=True,
    ),
)
