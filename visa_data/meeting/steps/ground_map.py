"""The map of steps 6 and 8: zones by what reaches their isolated people, and the active teams."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from visa_data import french
from visa_data.indicators.services import active_teams
from visa_data.meeting.pictures import Area, Category, MapPicture, Mark, NothingPicture, Picture, Tone
from visa_data.meeting.steps.facts import Facts
from visa_data.meeting.steps.protector import Sectors
from visa_data.meeting.steps.shown import Shown, less
from visa_data.vocabulary import StatutZone

ALONE, MISSED = "isolees", "isolees_sans_equipe"
WHITE = StatutZone.BLANCHE.value
TEAM_SIGN = "◆"
MOST_TEXTS = 12
"""Zones whose name is written on the map."""
NOBODY, ELSE = "sans_isolee", "autre"
CATEGORIES = (
    Category(WHITE, "Zone blanche", Tone.WORST, "B"),
    Category(StatutZone.GRISE.value, "Zone grise", Tone.BAD, "G"),
    Category(StatutZone.SATUREE.value, "Équipes saturées", Tone.WATCH, "S"),
    Category(StatutZone.COUVERTE.value, "Couverte", Tone.GOOD, ""),
    Category(NOBODY, "Sans personne isolée", Tone.NOTHING, ""),
)
FOR_COMMITTEE = (CATEGORIES[0], Category(ELSE, "Autre zone", Tone.NOTHING, ""))
SHOWN_AS = {StatutZone.SANS_INSCRIT.value: NOBODY}


def in_zones(facts: Facts) -> pd.DataFrame:
    """Zones blanches without the row of people placed nowhere."""
    return facts.blanks[facts.blanks["code_zone"] != ""]


def white_zones(facts: Facts) -> pd.DataFrame:
    """The zones blanches, those with most people not reached first (by name for the committee)."""
    frame = in_zones(facts)
    white = frame[frame["statut"] == WHITE]
    if facts.protector.protects:
        return white.sort_values("nom_zone", ignore_index=True)
    return white.sort_values([MISSED, "nom_zone"], ascending=[False, True], ignore_index=True)


def whites_may_be_said(facts: Facts, sectors: Sectors) -> bool:
    """Whether naming the zones blanches leaves every withheld count its range.

    Each of them holds somebody: eleven zones blanches in a sector of eleven people would have one each.
    """
    white = set(white_zones(facts)["code_zone"])
    return facts.protector.room(facts.now[MISSED], len(white)) and all(
        facts.protector.room(sector.values[MISSED], len(white.intersection(sector.codes)))
        for sector in sectors.rows
    )


def ground_map(facts: Facts, sectors: Sectors) -> Picture:
    """The zones with the active teams; for the committee only the zones blanches stand out.

    sectors: `Facts.isolated`.
    """
    frame = in_zones(facts)
    if frame.empty:
        return NothingPicture("Aucun contour de zone n'est chargé : la carte ne peut pas être dessinée.")
    if int(frame[ALONE].sum()) == 0:
        return NothingPicture("Aucune personne isolée n'est connue dans les zones à cette date.")
    areas = _areas(facts, sectors, frame)
    present = {area.category for area in areas}
    known = FOR_COMMITTEE if facts.protector.protects else CATEGORIES
    return MapPicture(areas, tuple(c for c in known if c.key in present), _teams(facts))


def _areas(facts: Facts, sectors: Sectors, frame: pd.DataFrame) -> tuple[Area, ...]:
    protects = facts.protector.protects
    if protects and not whites_may_be_said(facts, sectors):
        return tuple(
            Area(sector.codes, sector.name, WHITE if _nobody_reached(sector.values) else ELSE)
            for sector in sectors.rows
            if sector.codes
        )
    written = set(white_zones(facts)["code_zone"].head(MOST_TEXTS))
    areas = []
    for row in frame.itertuples(index=False):
        category = SHOWN_AS.get(row.statut, row.statut)
        if protects and category != WHITE:
            category = ELSE
        count = "" if protects else f" ({french.number(row.isolees_sans_equipe)})"
        text = f"{row.nom_zone}{count}" if row.code_zone in written else ""
        areas.append(Area((row.code_zone,), row.nom_zone, category, text))
    return tuple(areas)


def _nobody_reached(values: Mapping[str, Shown]) -> bool:
    return less(values[ALONE], values[MISSED]).nothing and not values[MISSED].nothing


def _teams(facts: Facts) -> tuple[Mark, ...]:
    """The active teams that have a place."""
    teams = active_teams(facts.cursor, facts.day).dropna(subset=["latitude", "longitude"])
    return tuple(
        Mark(
            float(team.latitude),
            float(team.longitude),
            str(team.nom),
            TEAM_SIGN,
            0.0 if pd.isna(team.rayon_km) else float(team.rayon_km),
        )
        for team in teams.itertuples(index=False)
    )
