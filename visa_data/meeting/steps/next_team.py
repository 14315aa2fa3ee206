"""Where the next team or mobile stop would reach most isolated people."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.shown import Shown, not_given, open_count
from visa_data.indicators.implantations import NEXT_TEAM_KM, NEXT_TEAMS, implantations
from visa_data.meeting.step import Content, MainFigure
from visa_data.meeting.steps.ground_map import MISSED, ground_map
from visa_data.meeting.steps.item import Item
from visa_data.meeting.steps.layout import capital, nobody
from visa_data.pictures.picture import MapPicture, NothingPicture, Picture, PublicPoint, TablePicture, Tone

DEFINITION = (
    f"Les {NEXT_TEAMS} emplacements (un par zone, en son milieu) qui, ensemble, atteindraient le plus de personnes isolées "
    f"qu'aucune équipe active n'atteint, dans un rayon de {french.number(NEXT_TEAM_KM)} km à vol d'oiseau. "
    "Problème de couverture maximale (Church et ReVelle, 1974)."
)


@dataclass(frozen=True)
class Site:
    """A proposed place: its zone, whom a team there would reach that those before it do not, and all of them."""

    name: str
    gain: Shown
    together: Shown
    latitude: float
    longitude: float


def next_team_step(book: Book) -> Content:
    """The step, from the best places."""
    if book.total("inscrits").nothing:
        return nobody(book, DEFINITION)
    found = book.ask(implantations, number=NEXT_TEAMS, radius_km=NEXT_TEAM_KM)
    sites = [
        Site(
            str(row.nom_zone),
            _published(row.nouvelles_couvertes),
            _published(row.cumul),
            float(row.latitude),
            float(row.longitude),
        )
        for row in found.table.itertuples(index=False)
    ]
    return Content(
        _key_point(book, sites),
        _figures(book, sites),
        _picture(book, sites),
        DEFINITION,
        book.notes(
            "Une équipe peut manquer de bénévoles ou de places : seul l'éloignement est compté."
            if sites
            else "",
            "Les personnes de plus sont arrondies." if book.protects and sites else "",
            ""
            if found.optimal
            else "Meilleure solution trouvée dans le temps prévu, sans preuve qu'il n'y a pas mieux.",
            "Des personnes sans coordonnées ne peuvent être atteintes par aucun rayon : elles restent à placer."
            if found.unlocated
            else "",
        ),
        TablePicture(
            ("Rang", "Zone", "Personnes isolées de plus"),
            tuple((french.number(rank), site.name, site.gain.text) for rank, site in enumerate(sites, 1)),
        ),
    )


STEP = Item(
    "prochaine-equipe",
    "La prochaine équipe",
    "Où une équipe de plus aiderait-elle le plus ?",
    next_team_step,
    explained_on=("zones_blanches", "Essayer un emplacement"),
)


def _published(count: float) -> Shown:
    """A gain as the book gives it: NaN where it is withheld."""
    return not_given() if pd.isna(count) else open_count(count)


def _key_point(book: Book, sites: list[Site]) -> str:
    uncovered = book.total(MISSED)
    if uncovered.nothing:
        return "Rien à signaler : une équipe atteint déjà chaque personne isolée connue."
    if not sites:
        people = uncovered.counted("personne isolée", "personnes isolées")
        verb = uncovered.plural("reste", "restent")
        return (
            f"{capital(people)} {verb} sans équipe, mais aucun emplacement ne peut être proposé : "
            "coordonnées inconnues, ou trop loin de tout milieu de zone."
        )
    best, radius = sites[0], f"dans un rayon de {french.number(NEXT_TEAM_KM)}{french.NBSP}km"
    first = f"La prochaine équipe aiderait le plus à {best.name}"
    if not best.gain.withheld:
        gain = best.gain.counted("personne isolée", "personnes isolées")
        first += f"{french.NBSP}: {gain} de plus {best.gain.plural('serait atteinte', 'seraient atteintes')} {radius}"
    if len(sites) < 2:
        return f"{first}."
    others = french.listed([site.name for site in sites[1:]])
    total = sites[-1].together
    if total.withheld:
        return f"{first} ; ensuite à {others}."
    out_of = "" if uncovered.withheld else f" sur {uncovered.text} sans équipe"
    people = total.counted("personne", "personnes")
    return (
        f"{first} ; avec {others}, {french.in_words(len(sites))} équipes en atteindraient {people}{out_of}."
    )


def _figures(book: Book, sites: list[Site]) -> tuple[MainFigure, ...]:
    uncovered = book.total(MISSED)
    first = MainFigure(
        uncovered.text,
        uncovered.plural("personne isolée sans équipe", "personnes isolées sans équipe"),
        "",
        "",
        Tone.GOOD if uncovered.nothing else Tone.BAD,
        "Personnes isolées qu'aucune équipe citoyenne active n'atteint.",
    )
    if not sites:
        return (first,)
    best = MainFigure(
        sites[0].gain.text, f"de plus à {sites[0].name}", "avec une équipe", "", Tone.GOOD, DEFINITION
    )
    if len(sites) < 2 or sites[-1].together.withheld:
        return (first, best)
    total = MainFigure(
        sites[-1].together.text,
        f"de plus avec {len(sites)} équipes",
        french.listed([site.name for site in sites]),
        "",
        Tone.GOOD,
        DEFINITION,
    )
    return (first, best, total)


def _picture(book: Book, sites: list[Site]) -> Picture:
    if book.total(MISSED).nothing:
        return NothingPicture("Une équipe atteint déjà chaque personne isolée connue.")
    if not sites:
        return NothingPicture("Aucun emplacement ne peut être proposé avec les coordonnées connues.")
    ground = ground_map(book)
    if not isinstance(ground, MapPicture):
        return ground
    points = tuple(
        PublicPoint(
            site.latitude,
            site.longitude,
            site.name if site.gain.withheld else f"{site.name} : +{site.gain.text}",
            str(rank),
            NEXT_TEAM_KM,
        )
        for rank, site in enumerate(sites, 1)
    )
    areas = tuple(replace(area, text="") for area in ground.areas)
    return replace(ground, areas=areas, points=(*ground.points, *points))
