"""The map of steps 6 and 8: zones by what reaches their isolated people, and the active teams."""

from __future__ import annotations

import pandas as pd

from visa_data import french
from visa_data.indicators.services import active_teams
from visa_data.meeting.steps.facts import ISOLATED, Facts
from visa_data.meeting.steps.protector import Sector
from visa_data.pictures.picture import Area, Category, MapPicture, NothingPicture, Picture, PublicPoint, Tone
from visa_data.vocabulary import StatutZone

ALONE, REACHED, MISSED = ISOLATED
WHITE = StatutZone.BLANCHE.value
TEAM_SIGN = "◆"
UNSAID = "n.\N{NO-BREAK SPACE}c."
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


def whites_may_be_said(facts: Facts) -> bool:
    """Whether the zones blanches may be counted and named.

    To say of a zone that no team reaches anybody there publishes a zero: for the committee, only where the table
    by zone publishes it too.
    """
    if not facts.protector.protects:
        return True
    said = {sector.codes[0] for sector in facts.isolated.rows if len(sector.codes) == 1 and _white(sector)}
    return said.issuperset(white_zones(facts)["code_zone"])


def ground_map(facts: Facts) -> Picture:
    """The zones with the active teams; for the committee only the zones blanches stand out."""
    frame = in_zones(facts)
    if frame.empty:
        return NothingPicture("Aucun contour de zone n'est chargé : la carte ne peut pas être dessinée.")
    if int(frame[ALONE].sum()) == 0:
        return NothingPicture("Aucune personne isolée n'est connue dans les zones à cette date.")
    areas = _areas(facts, frame)
    present = {area.category for area in areas}
    known = FOR_COMMITTEE if facts.protector.protects else CATEGORIES
    return MapPicture(areas, tuple(c for c in known if c.key in present), _teams(facts))


def white_sectors(facts: Facts) -> list[Sector]:
    """Zones and sectors of which the figures shown say that no team reaches the isolated people who live there."""
    return [sector for sector in facts.isolated.rows if sector.codes and _white(sector)]


def _areas(facts: Facts, frame: pd.DataFrame) -> tuple[Area, ...]:
    if facts.protector.protects:
        sectors = [sector for sector in facts.isolated.rows if sector.codes]
        named = [sector.name for sector in sectors if _white(sector)][:MOST_TEXTS]
        return tuple(
            Area(
                sector.codes,
                sector.name,
                WHITE if _white(sector) else ELSE,
                sector.name if sector.name in named else "",
            )
            for sector in sectors
        )
    written = set(white_zones(facts)["code_zone"].head(MOST_TEXTS))
    return tuple(
        Area(
            (row.code_zone,),
            row.nom_zone,
            SHOWN_AS.get(row.statut, row.statut),
            f"{row.nom_zone} ({french.number(row.isolees_sans_equipe)})" if row.code_zone in written else "",
        )
        for row in frame.itertuples(index=False)
    )


def _white(sector: Sector) -> bool:
    """Whether the figures shown say that isolated people live there, and that no team reaches any."""
    return sector.values[REACHED].nothing and not sector.values[ALONE].nothing


def _teams(facts: Facts) -> tuple[PublicPoint, ...]:
    """The active teams that have a place."""
    teams = active_teams(facts.cursor, facts.day).dropna(subset=["latitude", "longitude"])
    return tuple(
        PublicPoint(
            float(team.latitude),
            float(team.longitude),
            str(team.nom),
            TEAM_SIGN,
            0.0 if pd.isna(team.rayon_km) else float(team.rayon_km),
        )
        for team in teams.itertuples(index=False)
    )
