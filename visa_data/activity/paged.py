"""What the pages of the activity report share: a figure with its denominator, a row of it."""

from __future__ import annotations

import math

from visa_data import french
from visa_data.activity.declared import BY_NAME, DECLARED, Part
from visa_data.activity.gathered import UNKNOWN, Activity
from visa_data.meeting.step import Content, MainFigure
from visa_data.pictures.picture import Picture, TablePicture

SMALL = (
    "Le territoire est trop petit pour que ses effectifs de personnes soient donnés : « n. c. ». Ce qui ne compte personne "
    "l'est."
)
DEFINED = (
    "Chiffres de l'ensemble du territoire sur la période, chacun avec ce à quoi il se rapporte ; tous sont définis dans le tableau "
    "« Tous les chiffres »."
)
HEADERS = ("Chiffre", "Valeur", "Sur", "Définition")


def figure(a: Activity, name: str) -> MainFigure:
    """A figure as pages show it large."""
    declared = BY_NAME[name]
    return MainFigure(
        a.text(name),
        f"{declared.label[:1].lower()}{declared.label[1:]}",
        a.among(name),
        definition=declared.definition(a.settings),
    )


def row_of(a: Activity, name: str) -> tuple[str, str, str]:
    """Its label, its value, what it is counted among."""
    return (BY_NAME[name].label, a.text(name), a.among(name).removeprefix("sur ") or french.UNKNOWN)


def said(a: Activity, name: str, one: str, many: str) -> tuple[float, str]:
    """The figure, and `743 personnes jointes`; NaN where it is unknown or not given."""
    value = a.value(name)
    return value, "" if math.isnan(value) else french.counted(value, one, many)


def notes_of(a: Activity, *more: str) -> tuple[str, ...]:
    """What to read under a page: its period, what is unknown, what is withheld."""
    small = SMALL if not all(a.exact.values()) else ""
    known = f"«{french.NBSP}{UNKNOWN}{french.NBSP}»{french.NBSP}: aucun fichier chargé ne le dit."
    return tuple(filter(None, (f"Période {a.period.words}. {known}", small, *more)))


def page_of(
    a: Activity,
    part: Part,
    sentence: str,
    figures: tuple[MainFigure, ...],
    picture: Picture,
    table: TablePicture | None = None,
    *notes: str,
) -> Content:
    """A page on one part of the figures, which are its table where it has none of its own."""
    rows = tuple(row_of(a, one.name) for one in DECLARED if one.part is part)
    own = TablePicture(HEADERS[:3], rows) if table is None else table
    return Content(sentence, figures, picture, DEFINED, notes_of(a, *notes), own)
