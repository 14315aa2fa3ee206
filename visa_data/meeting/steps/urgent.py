"""Urgent situations, those without contact in time, and where."""

from __future__ import annotations

from visa_data import french
from visa_data.dossier.shown import rate_text
from visa_data.indicators.urgences import URGENCES
from visa_data.meeting.step import MainFigure
from visa_data.meeting.steps.facts import Facts
from visa_data.meeting.steps.item import Content, Item
from visa_data.meeting.steps.layout import (
    MOST_BARS,
    NAMED,
    counts_table,
    limited_note,
    named,
    nobody,
    ranked,
)
from visa_data.meeting.steps.protector import Sector, Sectors
from visa_data.pictures.picture import Bar, BarsPicture, Category, NothingPicture, Picture, TablePicture, Tone

LATE, ON_TIME, ALL = "urgences_sans_contact", "a_temps", "urgences"
SERIES = (
    Category(LATE, "Sans contact", Tone.WORST, "!"),
    Category(ON_TIME, "Jointes à temps", Tone.GOOD, "✓"),
)


def urgent_step(facts: Facts) -> Content:
    """The step, from the urgent cases by zone."""
    if facts.nobody:
        return nobody(facts, URGENCES.definition(facts.settings))
    sectors = facts.urgent
    late, every = facts.now[LATE], facts.now[ALL]
    concerned = ranked(sectors.rows, LATE)
    picture = _picture(facts, concerned)
    return Content(
        _key_point(facts, sectors, concerned),
        (
            MainFigure(
                late.text,
                f"sans contact depuis plus de {facts.urgent_hours}",
                f"sur {every.counted('situation urgente', 'situations urgentes')}",
                "",
                Tone.GOOD if late.nothing else Tone.WORST,
                URGENCES.definition(facts.settings),
            ),
            MainFigure(
                every.text,
                every.plural("situation urgente", "situations urgentes"),
                f"sur {facts.now['inscrits'].counted('personne inscrite', 'personnes inscrites')}",
                rate_text(every, facts.now["inscrits"], 1) if not every.withheld else "",
                Tone.NEUTRAL,
                "Personnes inscrites de niveau déclaré 4 (grande fragilité).",
            ),
        ),
        picture,
        URGENCES.definition(facts.settings),
        facts.notes(
            *(sectors.notes if isinstance(picture, BarsPicture) else ()),
            _territory_only(facts, picture),
            limited_note(MOST_BARS, len(concerned), *sectors.words)
            if isinstance(picture, BarsPicture)
            else "",
        ),
        picture if isinstance(picture, TablePicture) else _table(sectors),
    )


STEP = Item(
    "urgences",
    "Les urgences",
    "Combien d'urgences, combien sans contact dans le délai, et où ?",
    urgent_step,
    explained_on=("fragilite", "Voir la fragilité et les urgences"),
)


def _table(sectors: Sectors) -> TablePicture:
    return TablePicture(
        ("Zone", "Situations urgentes", "Sans contact"),
        tuple((s.name, s.values[ALL].text, s.values[LATE].text) for s in ranked(sectors.rows, ALL)),
    )


def _key_point(facts: Facts, sectors: Sectors, concerned: list[Sector]) -> str:
    late, every = facts.now[LATE], facts.now[ALL]
    if every.nothing:
        registered = facts.now["inscrits"]
        if registered.value == 1:
            return "Rien à signaler : la seule personne inscrite n'est pas en situation urgente."
        people = registered.counted("personne inscrite", "personnes inscrites")
        return f"Rien à signaler : aucune situation urgente parmi {people}."
    hours = facts.urgent_hours
    if late.nothing:
        if every.value == 1:
            return f"Rien à signaler : la seule situation urgente a été jointe dans les {hours}."
        if every.withheld:
            return f"Rien à signaler : chaque situation urgente a été jointe dans les {hours}."
        return f"Rien à signaler : les {every.text} situations urgentes ont été jointes dans les {hours}."
    count = late.counted("situation urgente", "situations urgentes")
    verb = late.plural("est", "sont")
    out_of = "" if every.withheld else f" sur {every.text}"
    sentence = f"{count[:1].upper()}{count[1:]}{out_of} {verb} sans contact depuis plus de {hours}"
    said = [sector for sector in concerned if not sector.values[LATE].withheld]
    if not said:
        return f"{sentence}."
    if len(concerned) > NAMED or len(said) < len(concerned):
        many = f", dans {french.counted(len(concerned), *sectors.words)}"
        where = many if facts.protector.room(late, len(concerned)) else ""
        return f"{sentence}{where} ; le plus{french.NBSP}: {named(said, LATE)}."
    return f"{sentence}{french.NBSP}: {named(said, LATE)}."


def _territory_only(facts: Facts, picture: Picture) -> str:
    if not isinstance(picture, TablePicture):
        return ""
    return (
        "Les situations urgentes sont trop peu nombreuses pour être montrées par zone sans désigner quelqu'un"
        f"{french.NBSP}: elles sont données pour l'ensemble du territoire."
    )


def _picture(facts: Facts, concerned: list[Sector]) -> Picture:
    late, every = facts.now[LATE], facts.now[ALL]
    if every.nothing:
        return NothingPicture("Aucune situation urgente à cette date.")
    if late.nothing:
        return NothingPicture(
            f"Toutes les situations urgentes ont été jointes dans les {facts.urgent_hours}."
        )
    if not any(sector.values[LATE].value for sector in concerned):
        return counts_table(
            facts, ((ALL, "Situations urgentes"), (LATE, f"Sans contact en {facts.urgent_hours}"))
        )
    return BarsPicture(SERIES, tuple(_bar(sector) for sector in concerned[:MOST_BARS]), "situations urgentes")


def _bar(sector: Sector) -> Bar:
    late, every = sector.values[LATE], sector.values[ALL]
    on_time = None if late.value is None or every.value is None else every.value - late.value
    values = (late.value, on_time)
    return Bar(
        sector.name,
        tuple(None if value is None else float(value) for value in values),
        f"{late.text} sur {every.text}",
    )
