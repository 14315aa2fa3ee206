"""What the pages of the activity report share: a figure with its denominator, a row of it."""

from __future__ import annotations

import math
from typing import NamedTuple

from visa_data import french
from visa_data.activity.declared import BY_NAME
from visa_data.activity.gathered import Activity
from visa_data.meeting.step import MainFigure
from visa_data.pictures.picture import Picture, TablePicture


class Content(NamedTuple):
    """What a page says of one period: the fields of `Step` that follow its question, in their order."""

    key_point: str
    figures: tuple[MainFigure, ...]
    picture: Picture
    definition: str
    notes: tuple[str, ...]
    table: TablePicture = TablePicture((), ())


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
