"""What steps share: how many rows a screen holds, how places are ranked and named, the step of an empty register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from visa_data import french
from visa_data.dossier.book import Book, SectorFigures
from visa_data.dossier.by_place import ranked
from visa_data.dossier.shown import OTHER_WORDS, Shown
from visa_data.meeting.step import Content
from visa_data.pictures.picture import NothingPicture, TablePicture, Trend
from visa_data.settings import Settings

WHOLE = "Ensemble du territoire"
NOT_BY_PLACE = Shown(None, french.UNKNOWN, OTHER_WORDS)


def nobody(book: Book, definition: str) -> Content:
    """What each step says when nobody is registered at the date."""
    sentence = f"Aucune personne n'est inscrite au {french.day(book.day)} : il n'y a encore rien à suivre."
    return Content(sentence, (), NothingPicture(sentence), definition, book.notes())


def urgent_hours(settings: Settings) -> str:
    """`48 heures`: what a person of level 4 may go without contact."""
    return french.counted(24 * settings.cadence_niveau_4, "heure")


def to_visit(settings: Settings) -> str:
    """`à visiter (3 appels sans réponse)`: the one name of who was called in vain, in every step."""
    calls = french.counted(settings.tentatives_jamais_joints, "appel sans réponse", "appels sans réponse")
    return f"à visiter ({calls})"


def places(book: Book, names: Sequence[str]) -> tuple[SectorFigures, ...]:
    """Those counts by place; a dash for one that is given for the whole territory alone, () where all are."""
    found: dict[str, SectorFigures] = {}
    for name in names:
        for place in book.by_sector((name,)):
            first = found.setdefault(place.code, replace(place, values=dict.fromkeys(names, NOT_BY_PLACE)))
            first.values[name] = place.values[name]
    return tuple(found.values())


def listed(sectors: Sequence[SectorFigures], column: str) -> tuple[tuple[str, str], ...]:
    """Names and counts, for a list beside a picture: it counts those that it has no room for."""
    return tuple((sector.name, sector.values[column].text) for sector in sectors)


def by_place_note(book: Book, columns: Sequence[tuple[str, str]], found: Sequence[SectorFigures]) -> str:
    """How counts (name, header) by sector are published, and which are not."""
    if not book.protects:
        return ""
    k = book.settings.seuil_effectif
    rule = f"Par secteur, nombres arrondis ; «{french.NBSP}<{french.NBSP}{k}{french.NBSP}»{french.NBSP}: de 1 à {k - 1}."
    whole = [header for name, header in columns if not book.by_sector((name,))]
    if not whole:
        return rule
    alone = f"Trop rares pour être données par secteur{french.NBSP}: {french.listed(whole).lower()}."
    return f"{rule} {alone}" if found else alone


def trend(book: Book, name: str) -> Trend | None:
    """The count's last twelve weeks; None where it has no past to show."""
    points = book.series(name)
    if sum(point.shown.value is not None for point in points) < 2:
        return None
    return Trend(
        tuple(None if point.shown.value is None else float(point.shown.value) for point in points),
        french.short_day(points[0].day),
        french.short_day(points[-1].day),
    )


def since(book: Book, name: str) -> str:
    """`+3 depuis le 3 mai`, `sans changement depuis le 3 mai`; empty where it is not known."""
    gap = book.gap(name)
    if gap is None:
        return ""
    day = french.short_day(book.before)
    return f"sans changement depuis le {day}" if gap.nothing else f"{gap.text} depuis le {day}"


def capital(sentence: str) -> str:
    """The sentence with its first letter capital."""
    return f"{sentence[:1].upper()}{sentence[1:]}"


def places_table(
    book: Book, found: Sequence[SectorFigures], columns: Sequence[tuple[str, str]], by: str
) -> TablePicture:
    """Counts (name, header) of the whole territory, then by place, the largest `by` first; see `places`."""
    rows = [(WHOLE, *(book.total(name).text for name, _ in columns))]
    rows += [(place.name, *(place.values[name].text for name, _ in columns)) for place in ranked(found, by)]
    return TablePicture((place_header(book), *(header for _, header in columns)), tuple(rows))


def place_header(book: Book) -> str:
    """`Zone` or `Secteur`."""
    return capital(book.words[0])


def value_of(shown: Shown) -> float | None:
    """What a picture draws of a count; None when it is withheld."""
    return None if shown.value is None else float(shown.value)
