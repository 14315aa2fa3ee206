"""Where nobody goes: zones blanches on the map, people concerned, nearest team."""

from __future__ import annotations

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book, SectorFigures
from visa_data.dossier.by_place import NAMED, named, numbered
from visa_data.indicators.listes import Liste
from visa_data.indicators.service_lists import every_team
from visa_data.indicators.zones_blanches import ZONES_BLANCHES
from visa_data.meeting.step import Content, MainFigure
from visa_data.meeting.steps.ground_map import ALONE, MISSED, REACHED, ground_map, names_left_out, worst_white
from visa_data.meeting.steps.item import Item
from visa_data.meeting.steps.layout import by_place_note, capital, nobody, places, places_table, since
from visa_data.pictures.picture import MapPicture, TablePicture, Tone

ON_ONE_TEAM = "isolees_une_equipe"
HEADERS = ((ALONE, "Personnes isolées"), (REACHED, "Atteintes"), (MISSED, "Sans équipe"))


def blank_zones_step(book: Book) -> Content:
    """The step, from the zones blanches."""
    definition = ZONES_BLANCHES.definition(book.settings)
    if book.total("inscrits").nothing:
        return nobody(book, definition)
    found = places(book, (ALONE, REACHED, MISSED))
    white = worst_white(book)
    picture = ground_map(book)
    left_out = isinstance(picture, MapPicture) and names_left_out(book)
    return Content(
        _key_point(book, white, found),
        _figures(book, white),
        picture,
        definition,
        book.notes(
            "Aucune équipe citoyenne n'est active à cette date."
            if not book.ask(every_team)["active"].any()
            else "",
            "Des personnes isolées sans zone connue sont comptées dans le total, jamais parmi les zones blanches."
            if any(not sector.code and sector.values[MISSED].value for sector in found)
            else "",
            _on_one_team(book),
            by_place_note(book, HEADERS, found),
            "Le nom de toutes les zones blanches est dans le tableau." if left_out else "",
        ),
        _table(book, white, found),
    )


STEP = Item(
    "zones-blanches",
    "Les zones blanches",
    "Où personne ne va-t-il ?",
    blank_zones_step,
    explained_on=("zones_blanches", "Voir les zones blanches"),
    worked_on=Liste.A_APPARIER,
)


def _figures(book: Book, white: pd.DataFrame) -> tuple[MainFigure, ...]:
    alone, missed = book.total(ALONE), book.total(MISSED)
    people = MainFigure(
        missed.text,
        missed.plural("personne isolée sans équipe", "personnes isolées sans équipe"),
        f"sur {alone.counted('personne isolée', 'personnes isolées')}",
        since(book, MISSED),
        Tone.GOOD if missed.nothing else Tone.BAD,
        ZONES_BLANCHES.column(REACHED).definition(book.settings),
    )
    every = sum(map(len, book.members.values()))
    if not every:
        return (people,)
    zones = MainFigure(
        french.number(len(white)),
        "zone blanche" if len(white) < 2 else "zones blanches",
        f"sur {french.counted(every, 'zone')}",
        since(book, "zones_blanches"),
        Tone.GOOD if white.empty else Tone.WORST,
        ZONES_BLANCHES.definition(book.settings),
    )
    return (zones, people)


def _on_one_team(book: Book) -> str:
    """How many isolated people hang on one team alone."""
    if not book.gives(ON_ONE_TEAM):
        return ""
    people = book.total(ON_ONE_TEAM)
    if people.nothing:
        return ""
    said = people.counted("personne isolée n'est atteinte", "personnes isolées ne sont atteintes")
    return (
        f"{capital(said)} que par une seule équipe{french.NBSP}: si elle s'arrêtait, personne n'irait plus."
    )


def _key_point(book: Book, white: pd.DataFrame, found: tuple[SectorFigures, ...]) -> str:
    alone, missed = book.total(ALONE), book.total(MISSED)
    if alone.nothing:
        return "Rien à signaler : aucune personne isolée n'est connue parmi les personnes inscrites."
    if missed.nothing:
        return _all_reached(book, white)
    total = missed.counted("personne isolée", "personnes isolées")
    people = f"{total} sans équipe"
    worst = _worst(book, white, found)
    if white.empty:
        return f"Aucune zone entièrement blanche, mais {people}{worst}."
    zones = french.counted(len(white), "zone blanche", "zones blanches")
    names = white["nom_zone"].tolist()
    where = f" ({french.listed(names)})" if len(names) <= NAMED else ""
    return f"{capital(zones)}{where} ; {people}{worst}."


def _all_reached(book: Book, white: pd.DataFrame) -> str:
    alone = book.total(ALONE)
    head = "Rien à signaler : aucune zone blanche, une équipe atteint"
    if not white.empty:
        # Other people than those counted here live in them.
        zones = french.counted(len(white), "zone blanche", "zones blanches")
        head = f"{zones}, mais parmi les personnes comptées ici, une équipe atteint"
    if alone.value == 1:
        return f"{head} la seule personne isolée."
    if alone.withheld:
        return f"{head} chaque personne isolée."
    return f"{head} chacune des {alone.counted('personne isolée', 'personnes isolées')}."


def _worst(book: Book, white: pd.DataFrame, found: tuple[SectorFigures, ...]) -> str:
    """Where most of them live, with the nearest team where it is a zone's; else the zone farthest from any team."""
    said = [place for place in numbered(found, MISSED) if place.code]
    if not said or len(found) < 2:
        far = white.dropna(subset=["distance_km"]).sort_values(
            ["distance_km", "nom_zone"], ascending=[False, True], kind="stable"
        )
        if (found and len(said) == len(found)) or far.empty or not book.protects:
            return ""
        worst = far.iloc[0]
        return (
            f" ; la plus loin d'une équipe : {worst['nom_zone']} ({french.kilometres(worst['distance_km'])})"
        )
    first = said[0]
    near = white[white["secteur"] == first.code]["distance_km"].dropna()
    if len(near) and len(first.zones) == 1:
        distance = french.kilometres(float(near.iloc[0]))
        team = f"la plus proche à {distance}"
        return f" ; d'abord {named(said, MISSED, 1)}, équipe {team}"
    return f" ; d'abord {named(said, MISSED)}"


def _table(book: Book, white: pd.DataFrame, found: tuple[SectorFigures, ...]) -> TablePicture:
    table = places_table(book, found, HEADERS, ALONE)
    near: dict[str, list[str]] = {}
    for row in white.itertuples(index=False):
        near.setdefault(str(row.secteur), []).append(_near(row))
    said = {place.name: " ; ".join(near.get(place.code, [])) for place in found}
    return TablePicture(
        (*table.headers, "Zones blanches, équipe la plus proche"),
        tuple((*row, said.get(row[0], "") or french.UNKNOWN) for row in table.rows),
    )


def _near(row: object) -> str:
    distance, team = row.distance_km, row.equipe  # type: ignore[attr-defined]
    if pd.isna(distance):
        return str(row.nom_zone)  # type: ignore[attr-defined]
    who = f" ({team})" if isinstance(team, str) and team else ""
    return f"{row.nom_zone} : à {french.kilometres(float(distance))}{who}"  # type: ignore[attr-defined]
