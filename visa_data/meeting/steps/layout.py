"""What steps share: how many rows a screen holds, and the step of an empty register."""

from __future__ import annotations

from collections.abc import Sequence

from visa_data import french
from visa_data.dossier.shown import worst_first
from visa_data.meeting.steps.facts import Facts
from visa_data.meeting.steps.item import Content
from visa_data.meeting.steps.protector import Sector
from visa_data.pictures.picture import NothingPicture, TablePicture

MOST_BARS = 12
"""Bars that a screen shows from 8 m."""
NAMED = 3
"""Zones named in one sentence."""


def nobody(facts: Facts, definition: str) -> Content:
    """What each step says when nobody is registered at the date."""
    sentence = f"Aucune personne n'est inscrite au {french.day(facts.day)} : il n'y a encore rien à suivre."
    return Content(sentence, (), NothingPicture(sentence), definition, facts.notes())


def ranked(sectors: Sequence[Sector], column: str) -> list[Sector]:
    """Sectors where the column is not a published zero, worst first."""
    concerned = [sector for sector in sectors if not sector.values[column].nothing]
    return sorted(concerned, key=lambda sector: worst_first(sector.values[column], sector.name))


def named(sectors: Sequence[Sector], column: str, most: int = NAMED) -> str:
    """`Corvilly (3), Orme (2) et Sart (1)`: the first sectors with their counts."""
    return french.listed([f"{sector.short} ({sector.values[column].text})" for sector in sectors[:most]])


def limited_note(shown: int, total: int, one: str = "zone", many: str = "zones") -> str:
    """« Les 12 premières zones sur 648. » when some are left out of the picture."""
    if total <= shown:
        return ""
    return f"Les {shown} premières sur {french.counted(total, one, many)} : le tableau les a toutes."


def counts_table(facts: Facts, names: Sequence[tuple[str, str]]) -> TablePicture:
    """Counts of the territory (name, label) at both dates: what is drawn where no zone may be shown."""
    headers = ("Ensemble du territoire", f"Au {french.short_day(facts.day)}")
    if not facts.compared:
        return TablePicture(headers, tuple((label, facts.now[name].text) for name, label in names))
    rows = []
    for name, label in names:
        gap = facts.changes.gaps[name]
        rows.append(
            (label, facts.then[name].text, facts.now[name].text, french.UNKNOWN if gap is None else gap.text)
        )
    return TablePicture(
        (headers[0], f"Au {french.short_day(facts.before)}", headers[1], "Écart"), tuple(rows)
    )
