"""Invented steps with every kind of picture, on an invented chessboard of zones."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import shapely

from visa_data.meeting.step import MainFigure, Step
from visa_data.pictures.outlines import Outlines, on_a_plane
from visa_data.pictures.picture import (
    Area,
    Bar,
    BarsPicture,
    Category,
    CurvesPicture,
    MapPicture,
    MatrixPicture,
    NothingPicture,
    Picture,
    PublicPoint,
    TablePicture,
    Tone,
)
from visa_data.territory.zones import ZoneFrame

HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}}",
    "#strong[x] $y$ *z* `q` @ref <lab> \\n",
    "=1+1 & \"q\" 'a'",
)
"""Names that a file could hold, each meant for one of the writers."""

STATUS = (
    Category("blanche", "Zone blanche : aucune équipe", Tone.WORST, "B"),
    Category("grise", "Zone grise : moins de la moitié couverte", Tone.BAD, "G"),
    Category("saturee", "Zone saturée", Tone.WATCH, "S"),
    Category("couverte", "Zone couverte", Tone.GOOD, "C"),
    Category("protege", "Effectif protégé (moins de 11)", Tone.UNKNOWN, "P"),
    Category("vide", "Personne d'isolé", Tone.NOTHING),
)


def chessboard(side: int = 6) -> ZoneFrame:
    """side × side square zones of about 4 km, codes 99001…"""
    boxes, codes, names = [], [], []
    for row in range(side):
        for column in range(side):
            west, south = 3.5 + column * 0.055, 50.1 + row * 0.036
            boxes.append(shapely.box(west, south, west + 0.055, south + 0.036))
            codes.append(f"99{row * side + column + 1:03d}")
            names.append(f"Commune-{row * side + column + 1}")
    outlines = np.array(boxes, dtype=object)
    points = shapely.point_on_surface(outlines)
    return ZoneFrame(codes, names, codes, outlines, shapely.get_y(points), shapely.get_x(points))


def outlined(zones: ZoneFrame) -> Outlines:
    """Those zones on the plane of the maps, nothing beside them."""
    return on_a_plane(zones, np.empty(0, dtype=object))


def a_map(zones: ZoneFrame, names: tuple[str, ...] = ()) -> MapPicture:
    """Zones of every status, the last two merged, two public marks."""
    keys = [category.key for category in STATUS]
    areas = [
        Area(
            (code,),
            names[row] if row < len(names) else zones.names[row],
            keys[row % len(keys)],
            "< 11"
            if keys[row % len(keys)] == "protege"
            else ("" if row % 2 else f"{zones.names[row]} ({row * 3})"),
        )
        for row, code in enumerate(zones.codes[:-2])
    ]
    areas.append(Area(tuple(zones.codes[-2:]), "Communes regroupées", "grise", "41"))
    marks = (
        PublicPoint(float(zones.latitude[0]), float(zones.longitude[0]), "Équipe du Moulin", "1", 5.0),
        PublicPoint(float(zones.latitude[-1]), float(zones.longitude[-1]), "Site proposé", "2"),
    )
    return MapPicture(tuple(areas), STATUS, marks)


def some_bars(count: int = 8, names: tuple[str, ...] = ()) -> BarsPicture:
    """Stacked bars, one of them withheld."""
    series = (
        Category("n1", "Niveau 1", Tone.LEVEL_1, "1"),
        Category("n2", "Niveau 2", Tone.LEVEL_2, "2"),
        Category("n3", "Niveau 3", Tone.LEVEL_3, "3"),
        Category("n4", "Niveau 4", Tone.LEVEL_4, "4"),
    )
    bars = [
        Bar(
            names[rank] if rank < len(names) else f"Saint-Martin-des-Champs-{rank}",
            (60.0 - rank, 30.0, 20.0, 12.0),
            f"{122 - rank}",
        )
        for rank in range(count - 1)
    ]
    return BarsPicture(
        series, (*bars, Bar("Le Petit-Hameau", (25.0, None, None, 14.0), "protégé")), "personnes"
    )


def some_curves() -> CurvesPicture:
    """Three curves over ten weeks, one of them with a gap."""
    series = (
        Category("appels", "Appels passés", Tone.NEUTRAL),
        Category("joints", "Personnes jointes", Tone.GOOD),
        Category("perdus", "Perdues de vue", Tone.BAD),
    )
    ticks = tuple(f"{day} mai" for day in range(1, 30, 3))
    values = (
        tuple(float(100 + 35 * rank) for rank in range(10)),
        tuple(float(60 + 30 * rank) for rank in range(10)),
        (12.0, 15.0, None, None, 22.0, 30.0, 41.0, 44.0, 44.0, 52.0),
    )
    return CurvesPicture(ticks, series, values, "personnes par semaine")


def a_matrix(rows: int = 10, names: tuple[str, ...] = ()) -> MatrixPicture:
    """Ten needs × seven zones."""
    categories = (
        Category("couvert", "couvert", Tone.GOOD, ""),
        Category("sature", "saturé", Tone.WATCH),
        Category("sans", "sans ressource", Tone.WORST),
        Category("inconnu", "inconnu", Tone.UNKNOWN),
    )
    needs = (
        *names,
        "Se nourrir",
        "Prendre soin de soi et se soigner",
        "Être informé et écouté",
        "Parler avec autrui",
        "Pouvoir sortir et maintenir une activité physique",
        "Retirer de l'argent",
        "Se prémunir des arnaques",
        "S'occuper et se cultiver",
        "Organiser sa vie quotidienne",
        "Maintenir des rituels symboliques ou spirituels",
    )
    columns = ("Maroilles", "Le Quesnoy", "Landrecies", "Bavay", "Gommegnies", "Poix-du-Nord", "Autres zones")
    keys = [category.key for category in categories]
    cells = tuple(tuple(keys[(row + column) % 4] for column in range(len(columns))) for row in range(rows))
    texts = tuple(
        tuple("< 11" if (row + column) % 4 == 2 else str(11 + row * column) for column in range(len(columns)))
        for row in range(rows)
    )
    return MatrixPicture(tuple(needs[row % 10] for row in range(rows)), columns, texts, cells, categories)


def a_table(rows: int = 9) -> TablePicture:
    """A table of decisions, some texts long."""
    headers = ("Décision", "Qui", "Échéance", "Zone", "État", "Depuis")
    long = (
        "Demander à l'équipe voisine d'étendre sa tournée du jeudi aux hameaux de l'est, deux fois par mois"
    )
    lines = tuple(
        (
            long if rank % 3 == 0 else "Visiter les personnes sans réponse",
            "Coordination",
            f"{rank + 1} juin",
            f"Commune-{rank + 1}",
            "en retard" if rank % 4 == 1 else "en cours",
            "−12 personnes isolées sans équipe" if rank % 2 else "sans changement",
        )
        for rank in range(rows)
    )
    tones = tuple(Tone.BAD if rank % 4 == 1 else Tone.NEUTRAL for rank in range(rows))
    return TablePicture(headers, lines, tones)


FIGURES = (
    MainFigure(
        "1 489",
        "personnes inscrites",
        "sur 1 737 connues",
        "+4 en 7 jours",
        Tone.NEUTRAL,
        "Inscrites à la date.",
    ),
    MainFigure(
        "23",
        "urgences sans contact depuis plus de 48 heures",
        "sur 41 urgences",
        "+6",
        Tone.WORST,
        "Niveau 4.",
    ),
    MainFigure("< 11", "personnes perdues de vue", "", "", Tone.UNKNOWN, "Effectif protégé."),
)


def a_step(number: int, key: str, title: str, picture: Picture, **more: object) -> Step:
    """A step around a picture, with figures and notes unless told otherwise."""
    fields: dict[str, object] = {
        "figures": FIGURES,
        "definition": f"Définition de « {title} » : personnes inscrites à la date d'observation, consentement donné.",
        "notes": ("Les effectifs de 1 à 10 sont masqués ; deux communes sont regroupées.",),
        "table": TablePicture(("Zone", "Personnes"), (("Commune-1", "25"), ("Commune-2", "< 11"))),
    }
    return Step(
        number,
        key,
        title,
        f"{title} : où en sommes-nous cette semaine ?",
        f"23 urgences sans contact depuis plus de 48 heures (6 de plus), surtout à Maroilles ({title.lower()}).",
        picture=picture,
        **{**fields, **more},  # type: ignore[arg-type]
    )


def every_kind(zones: ZoneFrame, more: Mapping[str, Picture] = MappingProxyType({})) -> list[Step]:
    """One step for each kind of picture, then one for each of `more` by name."""
    steps = [
        a_step(1, "carte", "Zones blanches", a_map(zones)),
        a_step(2, "barres", "Fragilité", some_bars()),
        a_step(3, "courbes", "Campagne d'appels", some_curves()),
        a_step(4, "matrice", "Besoins", a_matrix(), figures=FIGURES[:2]),
        a_step(5, "tableau", "Décisions", a_table(), figures=()),
        a_step(6, "rien", "Heures d'appel", NothingPicture("Aucun appelant n'est chargé : rien à comparer.")),
    ]
    return steps + [
        a_step(rank, f"etape-{rank}", name.capitalize(), picture, figures=())
        for rank, (name, picture) in enumerate(more.items(), start=len(steps) + 1)
    ]
