"""Where the next team or mobile stop would reach most isolated people."""

from __future__ import annotations

from dataclasses import replace

from visa_data import french
from visa_data.dossier.shown import Shown
from visa_data.indicators.implantations import Implantations
from visa_data.meeting.step import MainFigure
from visa_data.meeting.steps.facts import GAINS, RADIUS_KM, SITES, Facts
from visa_data.meeting.steps.ground_map import ground_map
from visa_data.meeting.steps.item import Content, Item
from visa_data.meeting.steps.layout import nobody
from visa_data.meeting.steps.protector import Totals
from visa_data.pictures.picture import MapPicture, NothingPicture, Picture, PublicPoint, TablePicture, Tone

DEFINITION = (
    f"Les {SITES} emplacements (un par zone, en son milieu) qui, ensemble, atteindraient le plus de personnes isolées "
    f"qu'aucune équipe active n'atteint, dans un rayon de {french.number(RADIUS_KM)} km à vol d'oiseau. "
    "Problème de couverture maximale (Church et ReVelle, 1974)."
)
UNCOVERED = "isolees_sans_equipe"


def next_team_step(facts: Facts) -> Content:
    """The step, from the best places."""
    if facts.nobody:
        return nobody(facts, DEFINITION)
    found = facts.places
    names = [str(name) for name in found.table["nom_zone"]]
    shown = facts.now
    gains = [shown[f"gain_{rank}"] for rank in range(1, len(names) + 1)]
    return Content(
        _key_point(shown, names, gains),
        _figures(shown, names, gains),
        _picture(facts, found, names, gains, shown),
        DEFINITION,
        facts.notes(
            "Une équipe peut manquer de bénévoles ou de places : seul l'éloignement est compté."
            if names
            else "",
            ""
            if found.optimal
            else "Meilleure solution trouvée dans le temps prévu, sans preuve qu'il n'y a pas mieux.",
            "Des personnes sans coordonnées ne peuvent être atteintes par aucun rayon : elles restent à placer."
            if found.unlocated
            else "",
        ),
        TablePicture(
            ("Rang", "Zone", "Personnes isolées de plus"),
            tuple(
                (french.number(rank + 1), name, gain.text)
                for rank, (name, gain) in enumerate(zip(names, gains, strict=True))
            ),
        ),
    )


STEP = Item(
    "prochaine-equipe",
    "La prochaine équipe",
    "Où une équipe de plus aiderait-elle le plus ?",
    next_team_step,
    explained_on=("zones_blanches", "Essayer un emplacement"),
)


def _key_point(shown: Totals, names: list[str], gains: list[Shown]) -> str:
    uncovered = shown[UNCOVERED]
    if uncovered.nothing:
        return "Rien à signaler : une équipe atteint déjà chaque personne isolée connue."
    if not names:
        people = uncovered.counted("personne isolée", "personnes isolées")
        verb = uncovered.plural("reste", "restent")
        return (
            f"{people[:1].upper()}{people[1:]} {verb} sans équipe, mais aucun emplacement ne peut être proposé : "
            "coordonnées inconnues, ou trop loin de tout milieu de zone."
        )
    gain = gains[0].counted("personne isolée", "personnes isolées")
    verb = gains[0].plural("serait atteinte", "seraient atteintes")
    radius = f"dans un rayon de {french.number(RADIUS_KM)}{french.NBSP}km"
    first = f"La prochaine équipe aiderait le plus à {names[0]}{french.NBSP}: {gain} de plus {verb} {radius}"
    if len(names) < 2:
        return f"{first}."
    total = shown[GAINS]
    out_of = "" if uncovered.withheld else f" sur {uncovered.text} sans équipe"
    people = total.counted("personne", "personnes")
    return f"{first} ; avec {french.listed(names[1:])}, {french.in_words(len(names))} équipes en atteindraient {people}{out_of}."


def _figures(shown: Totals, names: list[str], gains: list[Shown]) -> tuple[MainFigure, ...]:
    uncovered = shown[UNCOVERED]
    first = MainFigure(
        uncovered.text,
        uncovered.plural("personne isolée sans équipe", "personnes isolées sans équipe"),
        "",
        "",
        Tone.GOOD if uncovered.nothing else Tone.BAD,
        "Personnes isolées qu'aucune équipe citoyenne active n'atteint.",
    )
    if not names:
        return (first,)
    best = MainFigure(gains[0].text, f"de plus à {names[0]}", "avec une équipe", "", Tone.GOOD, DEFINITION)
    if len(names) < 2:
        return (first, best)
    total = MainFigure(
        shown[GAINS].text,
        f"de plus avec {len(names)} équipes",
        french.listed(names),
        "",
        Tone.GOOD,
        DEFINITION,
    )
    return (first, best, total)


def _picture(
    facts: Facts, found: Implantations, names: list[str], gains: list[Shown], shown: Totals
) -> Picture:
    if shown[UNCOVERED].nothing:
        return NothingPicture("Une équipe atteint déjà chaque personne isolée connue.")
    if not names:
        return NothingPicture("Aucun emplacement ne peut être proposé avec les coordonnées connues.")
    ground = ground_map(facts)
    if not isinstance(ground, MapPicture):
        return ground
    sites = tuple(
        PublicPoint(
            float(row.latitude),
            float(row.longitude),
            f"{row.nom_zone} : +{gain.text}" if not gain.withheld else str(row.nom_zone),
            str(row.rang),
            RADIUS_KM,
        )
        for row, gain in zip(found.table.itertuples(index=False), gains, strict=True)
    )
    areas = tuple(replace(area, text="") for area in ground.areas)
    return replace(ground, areas=areas, points=(*ground.points, *sites))
