"""Urgent situations, those without contact in time, and where."""

from __future__ import annotations

from visa_data import french
from visa_data.dossier.book import Book, SectorFigures
from visa_data.dossier.by_place import NAMED, asked, named, numbered, ranked
from visa_data.indicators.aidants import urgent_carers
from visa_data.indicators.listes import Liste
from visa_data.indicators.urgences import URGENCES
from visa_data.meeting.step import Content
from visa_data.meeting.steps.item import Item
from visa_data.meeting.steps.layout import (
    by_place_note,
    capital,
    listed,
    nobody,
    places,
    places_table,
    since,
    trend,
    urgent_hours,
)
from visa_data.pictures.picture import Category, Listing, NothingPicture, Picture, ProportionPicture, Tone

LATE, ALL = "urgences_sans_contact", "urgences"
COLUMNS = ((ALL, "Situations urgentes"), (LATE, "Urgences sans contact"))


def urgent_step(book: Book) -> Content:
    """The step, from the urgent situations and those without contact."""
    definition = URGENCES.definition(book.settings)
    if book.total("inscrits").nothing:
        return nobody(book, definition)
    found = places(book, (ALL, LATE))
    return Content(
        _key_point(book, found),
        (),
        _picture(book, found),
        definition,
        book.notes(
            f"Situation urgente{french.NBSP}: personne de niveau déclaré 4 (grande fragilité).",
            _carers(book),
            by_place_note(book, COLUMNS, found),
        ),
        places_table(book, found, COLUMNS, ALL),
    )


STEP = Item(
    "urgences",
    "Les urgences",
    "Combien d'urgences, combien sans contact dans le délai, et où ?",
    urgent_step,
    explained_on=("fragilite", "Voir la fragilité et les urgences"),
    worked_on=Liste.A_RAPPELER,
)


def _carers(book: Book) -> str:
    """How many carers of these people ask for relief that nobody gives; empty where none is known to."""
    found = asked(book, urgent_carers)
    carers = 0 if found is None else int(found["relais_sans_reponse"].iloc[0])
    if not carers:
        return ""
    people = french.counted(carers, "aidant demande un relais", "aidants demandent un relais")
    return f"Auprès d'elles, {people} que personne n'a pris en charge."


def _key_point(book: Book, found: tuple[SectorFigures, ...]) -> str:
    late, every, registered = book.total(LATE), book.total(ALL), book.total("inscrits")
    hours = urgent_hours(book.settings)
    if every.nothing:
        if registered.value == 1:
            return "Rien à signaler : la seule personne inscrite n'est pas en situation urgente."
        people = registered.counted("personne inscrite", "personnes inscrites")
        return f"Rien à signaler : aucune situation urgente parmi {people}."
    if late.nothing:
        if every.value == 1:
            return f"Rien à signaler : la seule situation urgente a été jointe dans les {hours}."
        if every.withheld:
            return f"Rien à signaler : chaque situation urgente a été jointe dans les {hours}."
        return f"Rien à signaler : les {every.text} situations urgentes ont été jointes dans les {hours}."
    count = late.counted("situation urgente", "situations urgentes")
    verb = late.plural("est", "sont")
    out_of = "" if every.withheld else f" sur {every.text}"
    moved = since(book, LATE)
    sentence = f"{capital(count)}{out_of} {verb} sans contact depuis plus de {hours}"
    sentence += f" ({moved})" if moved else ""
    said, concerned = numbered(found, LATE), ranked(found, LATE)
    if not said:
        return f"{sentence}."
    if len(concerned) > NAMED or len(said) < len(concerned):
        return f"{sentence}{french.NBSP}; le plus{french.NBSP}: {named(said, LATE)}."
    return f"{sentence}{french.NBSP}: {named(said, LATE)}."


def _picture(book: Book, found: tuple[SectorFigures, ...]) -> Picture:
    late, every = book.total(LATE), book.total(ALL)
    hours = urgent_hours(book.settings)
    if every.nothing:
        return NothingPicture("Aucune situation urgente à cette date.")
    where = None
    if found:
        lines = listed(ranked(found, LATE), LATE)
        where = Listing(f"Où elles sont, par {book.words[0]}", lines, "Aucune n'attend.")
    return ProportionPicture(
        late.value,
        every.value,
        late.text,
        f"sur {every.counted('situation urgente', 'situations urgentes')}",
        Category(LATE, f"sans contact depuis plus de {hours}", Tone.WORST, "!"),
        Category("a_temps", f"{every.plural('jointe', 'jointes')} dans les {hours}", Tone.GOOD, "✓"),
        trend(book, LATE),
        "Sans contact, semaine après semaine",
        where,
    )
