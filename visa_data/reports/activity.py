"""The activity report: its pages in the forms of the meeting's report."""

from __future__ import annotations

from datetime import date, datetime

import duckdb

from visa_data import french
from visa_data.activity.gathered import Activity, gather
from visa_data.activity.pages import activity_pages
from visa_data.activity.period import Period
from visa_data.dossier.sources import files, freshness
from visa_data.indicators.state import last_call_day
from visa_data.pictures.outlines import NO_OUTLINES
from visa_data.pictures.picture import TablePicture
from visa_data.reports.document import Report, typeset_step
from visa_data.settings import Settings

NAME, PART = "Rapport d'activité", "Partie"
REGISTERS = (
    ("essentiel", "Tous les chiffres"),
    ("decisions", "Relevé des décisions"),
    ("a-financer", "Écarts à financer"),
)
BEYOND = "dans le fichier CSV des chiffres"
LEAVES = (
    "Chiffres de l'ensemble du territoire : aucun effectif de personnes par zone, aucune personne n'y figure. Il peut être "
    "diffusé."
)


def activity_of(
    cursor: duckdb.DuckDBPyConnection, period: Period, settings: Settings, at: datetime
) -> tuple[Activity, Report]:
    """What a period tells, and its report."""
    found = gather(cursor, period, settings)
    return found, Report(
        found.territory,
        period.until,
        period.eve,
        at,
        True,
        LEAVES,
        _after(period, last_call_day(cursor)),
        found.invented,
        False,
        tuple(typeset_step(page) for page in activity_pages(found)),
        NO_OUTLINES,
        TablePicture((), ()),
        freshness(cursor, at),
        files(cursor, settings.seuil_effectif, in_full=False),
        (),
        NAME,
        PART,
        period.words,
        registers=REGISTERS,
        beyond=BEYOND,
    )


def _after(period: Period, last: date | None) -> str:
    """What the reader must know of a period that goes on after the data."""
    if last is None or last >= period.until:
        return ""
    return f"Le dernier appel chargé est du {french.day(last)} : rien n'est connu après."


def file_stem(period: Period) -> str:
    """`activite_2020-04-01_2020-06-30`: what its files are called."""
    return f"activite_{period.since.isoformat()}_{period.until.isoformat()}"
