"""The map of steps 6 and 8: places by what reaches their isolated people, and the active teams."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.indicators.service_lists import every_team
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.pictures.picture import Area, Category, MapPicture, NothingPicture, Picture, PublicPoint, Tone
from visa_data.vocabulary import StatutZone

ALONE, REACHED, MISSED = "isolees", "isolees_couvertes", "isolees_sans_equipe"
WHITE = StatutZone.BLANCHE.value
TEAM_SIGN = "◆"
MOST_TEXTS = 12
"""Zones whose name is written on the map."""
MOST_INSIDE = 3
"""Zones blanches of a sector whose names its label holds."""
NOBODY, ELSE, SOME = "sans_isolee", "autre", "en_partie"
CATEGORIES = (
    Category(WHITE, "Zone blanche", Tone.WORST, "B"),
    Category(StatutZone.GRISE.value, "Zone grise", Tone.BAD, "G"),
    Category(StatutZone.SATUREE.value, "Équipes saturées", Tone.WATCH, "S"),
    Category(StatutZone.COUVERTE.value, "Couverte", Tone.GOOD, ""),
    Category(NOBODY, "Sans personne isolée", Tone.NOTHING, ""),
)
BY_SECTOR = (
    Category(WHITE, "Secteur de zones blanches", Tone.WORST, "B"),
    Category(SOME, "Une partie en zone blanche", Tone.BAD, "P"),
    Category(ELSE, "Aucune zone blanche", Tone.NOTHING, ""),
)
SHOWN_AS = {StatutZone.SANS_INSCRIT.value: NOBODY}


def ground_map(book: Book) -> Picture:
    """Where zones blanches are, with the active teams: each zone by its status, or each sector by its zones."""
    if not book.zones.codes:
        return NothingPicture("Aucun contour de zone n'est chargé : la carte ne peut pas être dessinée.")
    if book.total(ALONE).nothing:
        return NothingPicture("Aucune personne isolée n'est connue dans les zones à cette date.")
    areas = _sectors(book) if book.protects else _zones(book)
    present = {area.category for area in areas}
    known = BY_SECTOR if book.protects else CATEGORIES
    return MapPicture(
        areas, tuple(c for c in known if c.key in present), active_teams(book), places=book.words
    )


def worst_white(book: Book) -> pd.DataFrame:
    """The zones blanches, those with most isolated people first where the book counts them, then by name."""
    return book.white_zones.sort_values(
        ["isolees", "nom_zone"], ascending=[False, True], kind="stable", ignore_index=True
    )


def _zones(book: Book) -> tuple[Area, ...]:
    frame = book.ask(zones_blanches_by_zone)
    white = worst_white(book).head(MOST_TEXTS)
    texts = {
        str(row.code_zone): f"{row.nom_zone} ({french.number(row.isolees)})"
        for row in white.itertuples(index=False)
    }
    return tuple(
        Area(
            (row.code_zone,), row.nom_zone, SHOWN_AS.get(row.statut, row.statut), texts.get(row.code_zone, "")
        )
        for row in frame[frame["code_zone"] != ""].itertuples(index=False)
    )


def _sectors(book: Book) -> tuple[Area, ...]:
    white: dict[str, list[str]] = defaultdict(list)
    for row in worst_white(book).itertuples(index=False):
        white[str(row.secteur)].append(str(row.nom_zone))
    named = sorted(white, key=lambda code: (-len(white[code]), code))[:MOST_TEXTS]
    areas = []
    for code, name in zip(book.zones.codes, book.zones.names, strict=True):
        inside = white.get(code, [])
        whole = len(inside) == len(book.members[code])
        category = WHITE if inside and whole else SOME if inside else ELSE
        areas.append(Area((code,), name, category, _names(inside) if code in named else ""))
    return tuple(areas)


def _names(inside: list[str]) -> str:
    """`Bry, Eth et 2 autres`."""
    more = len(inside) - MOST_INSIDE
    others = [french.counted(more, "autre")] if more > 0 else []
    return french.listed([*inside[:MOST_INSIDE], *others])


def names_left_out(book: Book) -> bool:
    """Whether the map leaves the name of some zone blanche to the table."""
    sizes = book.white_zones.groupby("secteur").size()
    return len(sizes) > MOST_TEXTS or bool((sizes > MOST_INSIDE).any())


def active_teams(book: Book) -> tuple[PublicPoint, ...]:
    """The active teams that have a place."""
    teams = book.ask(every_team)
    teams = teams[teams["active"].astype(bool)].dropna(subset=["latitude", "longitude"])
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
