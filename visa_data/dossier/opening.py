"""The sentence that opens the card and the sheet of a place: how many live there alone, and whether a team may go to them."""

from __future__ import annotations

import pandas as pd

from visa_data import french
from visa_data.dossier.sector_card import SectorCard
from visa_data.dossier.sectors_shown import Cells
from visa_data.dossier.shown import Shown, open_count
from visa_data.indicators.zone_card import CardLine, ZoneCard

NO_PLACE = " ; aucune équipe n'y a de place libre"


def zone_opening(card: ZoneCard, *, full: bool = False) -> str:
    """Of a zone, whose small counts are readable. full: see `opening`."""
    registered, alone, reached = (
        _known(card.line(name)) for name in ("inscrits", "isolees", "isolees_couvertes")
    )
    missed = None
    if alone is not None and reached is not None:
        missed = open_count((alone.value or 0) - (reached.value or 0))
    return opening(registered, alone, reached, missed, teams=not card.teams.empty, full=full)


def sector_opening(cells: Cells, found: SectorCard, *, about: str, full: bool = False) -> str:
    """Of a sector, as its book says it. about, full: see `opening`."""
    registered, alone, reached, without = (
        cells.get(name, {}).get(found.card.code)
        for name in ("inscrits", "isolees", "isolees_couvertes", "isolees_sans_equipe")
    )
    teams = not found.card.teams.empty
    return opening(registered, alone, reached, without, teams=teams, about=about, full=full)


def opening(
    registered: Shown | None,
    alone: Shown | None,
    reached: Shown | None,
    without: Shown | None,
    *,
    teams: bool,
    about: str = "",
    full: bool = False,
) -> str:
    """How many isolated people, and whether a team may go to them; None for a count that is not known.

    teams: whether one goes there at all. about: « environ » before a count that is rounded. full: whether those that
    reach somebody there are all known to have no place left.
    """
    if registered is not None and registered.nothing:
        return "Personne n'y est inscrit : nous ne savons pas qui y vit isolé."
    if alone is None:
        return "Nous ne savons pas combien de personnes isolées y vivent."
    if alone.nothing:
        among = "" if registered is None else f" parmi {_among(registered, about)}"
        return f"Aucune personne isolée n'y est connue{among}."
    people = _capital(_said(alone, about, "personne isolée", "personnes isolées"))
    if reached is not None and reached.nothing:
        nobody = "aucune équipe n'est à leur portée" if teams else "personne n'y va"
        return f"{people}, {nobody}."
    end = f"{NO_PLACE}." if full else "."
    if without is not None and without.nothing:
        return f"{people}, {'' if alone.value == 1 else 'toutes '}à portée d'une équipe{end}"
    if reached is not None and without is None:
        if about and reached.value is not None and reached.value == alone.value:
            return f"{people}, toutes ou presque à portée d'une équipe{end}"
        return f"{people}, dont {_said(reached)} à portée d'une équipe{end}"
    if reached is None or without is None:
        return f"{people} ; nous ne savons pas combien sont à portée d'une équipe."
    return f"{people} : {_said(reached)} à portée d'une équipe, {_said(without)} sans équipe{end}"


def _known(line: CardLine | None) -> Shown | None:
    return None if line is None or pd.isna(line.value) else open_count(line.value)


def _among(registered: Shown, about: str) -> str:
    if registered.value == 1:
        return "la seule personne inscrite"
    said = _said(registered, about, "personne inscrite", "personnes inscrites")
    return said if registered.value is None or about else f"les {said}"


def _said(shown: Shown, about: str = "", one: str = "", many: str = "") -> str:
    """`25 personnes`, `environ 80 personnes`, `moins de 11 personnes`; without words, the count alone."""
    if shown.value is None:
        return f"{shown.words}{french.NBSP}{many}" if many else shown.words.removesuffix(" de")
    said = french.counted(shown.value, one, many) if many else shown.text
    return f"{about}{french.NBSP}{said}" if about and shown.value else said


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
