"""Which of the ten needs go unmet, for how many, without any resource, and whom to call."""

from __future__ import annotations

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.counts import OPEN, UNMET, by_need
from visa_data.dossier.shown import Shown, worst_first
from visa_data.indicators.besoins import BESOINS, needs_by_zone
from visa_data.indicators.listes import Liste
from visa_data.indicators.service_lists import every_resource
from visa_data.meeting.step import Content
from visa_data.meeting.steps.item import Item
from visa_data.meeting.steps.layout import capital, nobody, since
from visa_data.pictures.picture import Bar, BarsPicture, Category, NothingPicture, Picture, TablePicture, Tone
from visa_data.vocabulary import BESOINS_COURTS, Besoin

NO_RESOURCE = "aucune ressource connue"
BARE, WAITING, RECENT = "sans_ressource", "non_pourvus", "recents"


def needs_step(book: Book) -> Content:
    """The step, from the ten needs and the resources."""
    definition = BESOINS.definition(book.settings)
    if book.total("inscrits").nothing:
        return nobody(book, definition)
    to_call = _to_call(book)
    return Content(
        _key_point(book, to_call),
        (),
        _picture(book, to_call),
        definition,
        book.notes(
            f"Non pourvu{french.NBSP}: ouvert depuis {_days(book)} ou plus, ou déclaré sans solution."
        ),
        _table(book, to_call),
    )


STEP = Item(
    "besoins",
    "Les besoins",
    "Quels besoins restent sans réponse, et quelle ressource appeler ?",
    needs_step,
    explained_on=("besoins", "Voir les besoins essentiels"),
    worked_on=Liste.A_RELANCER,
)


def _days(book: Book) -> str:
    return french.counted(book.settings.besoin_non_pourvu, "jour")


def _total(book: Book, name: str, need: Besoin) -> Shown:
    return book.total(by_need(name, need.value))


def _to_call(book: Book) -> dict[Besoin, list[str]]:
    """Active resources of each need, the last checked first."""
    frame = book.ask(every_resource)
    active = frame[frame["active"].astype(bool)].sort_values(
        ["date_verification", "identifiant"], ascending=[False, True], na_position="last"
    )
    answered = [(str(row.nom), str(row.besoins).split("|")) for row in active.itertuples(index=False)]
    return {need: [name for name, listed in answered if need.value in listed] for need in Besoin}


def _named(need: Besoin) -> str:
    """As under its bar."""
    return f"«{french.NBSP}{BESOINS_COURTS[need]}{french.NBSP}»"


def _first(names: list[str]) -> str:
    """`Épicerie solidaire (et 2 autres)`."""
    if not names:
        return NO_RESOURCE
    more = len(names) - 1
    return f"{names[0]} (et {french.counted(more, 'autre')})" if more else names[0]


def _ranked(book: Book) -> list[Besoin]:
    """The needs, most people unmet first, then most open, then in the guide's order."""
    return sorted(
        Besoin,
        key=lambda need: (
            worst_first(_total(book, UNMET, need), "")[0],
            worst_first(_total(book, OPEN, need), "")[0],
        ),
    )


def _key_point(book: Book, to_call: dict[Besoin, list[str]]) -> str:
    opened, unmet = book.total("besoins_ouverts"), book.total("besoins_non_pourvus")
    if opened.nothing:
        return "Rien à signaler : aucun besoin n'est ouvert parmi les dix besoins essentiels."
    if unmet.nothing:
        one = "le seul besoin ouvert attend depuis moins de"
        many = f"les {opened.text} besoins ouverts attendent depuis moins de"
        if opened.withheld:
            many = "chaque besoin ouvert attend depuis moins de"
        return f"Rien à signaler : {one if opened.value == 1 else many} {_days(book)}."
    verb = unmet.plural("reste non pourvu", "restent non pourvus")
    out_of = "" if opened.withheld else f" sur {opened.counted('ouvert', 'ouverts')}"
    moved = since(book, "besoins_non_pourvus")
    sentence = f"{capital(unmet.counted('besoin', 'besoins'))} {verb}{out_of}" + (
        f" ({moved})" if moved else ""
    )
    worst = next((need for need in _ranked(book) if _total(book, UNMET, need).value), None)
    if worst is not None:
        people = _total(book, UNMET, worst).counted("personne", "personnes")
        sentence += f", d'abord {_named(worst)} ({people})"
    bare = [need for need in _ranked(book) if not to_call[need] and not _total(book, OPEN, need).nothing]
    if bare:
        names = french.listed([_named(need) for need in bare[:2]])
        more = len(bare) - 2
        names += f" et {french.counted(more, 'autre besoin', 'autres besoins')}" if more > 0 else ""
        sentence += f" ; aucune ressource connue pour {names}"
    return f"{sentence}."


def _bare(book: Book, to_call: dict[Besoin, list[str]]) -> dict[Besoin, int | None]:
    """Of each need, the people unmet whom no resource reaches; None when withheld.

    In a frozen book those of needs without any resource at all: a count of the places that none reaches would be
    that of small places.
    """
    if book.protects:
        return {need: _total(book, UNMET, need).value if not to_call[need] else 0 for need in Besoin}
    frame = book.ask(needs_by_zone)
    found: pd.Series = frame[frame["ressources"] == 0].groupby("besoin")[UNMET].sum()
    return {need: int(found.get(need.value, 0)) for need in Besoin}


def _picture(book: Book, to_call: dict[Besoin, list[str]]) -> Picture:
    if book.total("besoins_ouverts").nothing:
        return NothingPicture("Aucun besoin n'est ouvert à cette date.")
    bare = _bare(book, to_call)
    bars = []
    for need in _ranked(book):
        opened, unmet, alone = _total(book, OPEN, need), _total(book, UNMET, need), bare[need]
        known = None not in (opened.value, unmet.value, alone)
        values: tuple[float | None, ...] = (None, 0.0, 0.0)
        if opened.value is not None and unmet.value is not None and alone is not None:
            values = (float(alone), float(unmet.value - alone), float(max(0, opened.value - unmet.value)))
        elif unmet.nothing:
            values = (0.0, 0.0, None)
        text = f"{unmet.text} sur {opened.text}" if known or not unmet.nothing else opened.text
        bars.append(Bar(BESOINS_COURTS[need], values, text, next(iter(to_call[need]), NO_RESOURCE)))
    if not any(value for bar in bars for value in bar.values):
        return _table(book, to_call)
    without = "sans aucune ressource" if book.protects else "sans ressource dans leur zone"
    series = (
        Category(BARE, f"Non pourvus, {without}", Tone.WORST, "R"),
        Category(WAITING, "Non pourvus", Tone.BAD, "N"),
        Category(RECENT, f"Ouverts depuis moins de {_days(book)}", Tone.WATCH, "O"),
    )
    return BarsPicture(series, tuple(bars), "personnes", "Ressource à appeler")


def _table(book: Book, to_call: dict[Besoin, list[str]]) -> TablePicture:
    return TablePicture(
        ("Besoin", "Ouverts", "Non pourvus", "Ressources actives", "À appeler"),
        tuple(
            (
                need.label,
                _total(book, OPEN, need).text,
                _total(book, UNMET, need).text,
                french.number(len(to_call[need])),
                _first(to_call[need]),
            )
            for need in Besoin
        ),
    )
