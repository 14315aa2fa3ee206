"""Whom the campaign is losing: lost from sight, to visit, waiting for consent or at somebody's door; what to do."""

from __future__ import annotations

from visa_data import french
from visa_data.dossier.book import Book, SectorFigures
from visa_data.dossier.by_place import asked, named, numbered
from visa_data.dossier.shown import Shown
from visa_data.indicators.couverture import COUVERTURE
from visa_data.indicators.listes import Liste
from visa_data.indicators.orientations import MEDICAL, ORIENTATIONS, orientations
from visa_data.indicators.visites import visits
from visa_data.meeting.step import Content
from visa_data.meeting.steps.item import Item
from visa_data.meeting.steps.layout import (
    NOT_BY_PLACE,
    by_place_note,
    capital,
    nobody,
    places,
    places_table,
    since,
    to_visit,
    trend,
)
from visa_data.pictures.picture import Card, CardsPicture, NothingPicture, Picture, Tone

COLUMNS = LOST, VISIT, WAITING = ("perdus_de_vue", "jamais_joints", "en_attente")
DOOR = "orientations_en_attente"
HEADERS = ((LOST, "Perdues de vue"), (VISIT, "À visiter"), (WAITING, "Consentement en attente"))
TONES = {LOST: Tone.WORST, VISIT: Tone.BAD, WAITING: Tone.WATCH}
TO_DO = {
    LOST: (
        "Rappeler d'abord les niveaux 4 et 3, à une autre heure.",
        "Sans réponse : demander à la mairie ou aux voisins.",
    ),
    VISIT: ("Frapper à la porte : mairie, équipe citoyenne, facteur.", "Vérifier le numéro à la source."),
    WAITING: (
        "Demander l'accord par l'organisme qui a transmis.",
        "Sans accord, la personne n'est pas appelée.",
    ),
}
NAMED = 2
"""Places that a card holds."""


def losing_step(book: Book) -> Content:
    """The step, from the coverage."""
    definition = " ".join(
        f"{c.label} : {c.definition(book.settings)}" for c in map(COUVERTURE.column, COLUMNS)
    )
    if book.total("inscrits").nothing and book.total(WAITING).nothing:
        return nobody(book, definition)
    door = _at_the_door(book)
    names = COLUMNS if door is None else (*COLUMNS, DOOR)
    headers = HEADERS if door is None else (*HEADERS, (DOOR, "Orientations sans réponse"))
    found = places(book, names)
    return Content(
        _key_point(book, door),
        (),
        _picture(book, found, door),
        definition if door is None else f"{definition} {_definition(book)}",
        book.notes(
            "Les personnes en attente de consentement sont comptées à part, jamais parmi les inscrites.",
            by_place_note(book, headers, found),
        ),
        places_table(book, found, headers, _first_given(found)),
    )


STEP = Item(
    "qui-perdons-nous",
    "Qui perdons-nous ?",
    "Qui est perdu de vue, à visiter, ou attend une réponse ?",
    losing_step,
    explained_on=("campagne", "Voir la campagne d'appels"),
    worked_on=Liste.A_RAPPELER,
)


def _first_given(found: tuple[SectorFigures, ...]) -> str:
    """What places are sorted by: the first count that is given by place."""
    given = (name for name in COLUMNS if any(place.values[name] is not NOT_BY_PLACE for place in found))
    return next(given, LOST)


def _definition(book: Book) -> str:
    column = ORIENTATIONS.column("en_attente")
    return f"{column.label} : {column.definition(book.settings)}"


def _at_the_door(book: Book) -> Card | None:
    """Who was sent on and has no answer, who waits for visitors; None where nobody ever was, or where it is not told."""
    sent, asked_for = asked(book, orientations), asked(book, visits)
    if sent is None or asked_for is None:
        return None
    demands = int(asked_for["demandes_en_attente"].iloc[0])
    if not sent["orientees"].sum() and not demands:
        return None
    frail = sent[sent["niveau"] >= MEDICAL]
    alone = int((frail["personnes"] - frail["orientees"]).sum())
    lines = [
        f"{french.counted(alone, 'personne')} de niveau 3 ou 4 jamais {'orientée' if alone < 2 else 'orientées'}."
        if alone
        else "",
        f"{french.counted(demands, 'demande')} de visite sans binôme." if demands else "",
    ]
    shown = book.total(DOOR)
    return Card(
        shown.text,
        shown.plural("orientation sans réponse", "orientations sans réponse"),
        since(book, DOOR),
        Tone.GOOD if shown.nothing and not alone and not demands else Tone.BAD,
        None,
        (*filter(None, lines), "Relancer l'acteur qui n'a pas répondu."),
    )


def _key_point(book: Book, door: Card | None) -> str:
    head = _losing(book)
    if door is None or door.value == "0":
        return head
    return f"{head.removesuffix('.')}{french.NBSP}; {door.value} {door.label}."


def _losing(book: Book) -> str:
    lost, visit, waiting = (book.total(name) for name in COLUMNS)
    if all(shown.nothing for shown in (lost, visit, waiting)):
        people = book.total("inscrits").counted("personne inscrite", "personnes inscrites")
        return f"Rien à signaler : personne n'est perdu de vue, à visiter ou en attente, sur {people}."
    away = to_visit(book.settings)
    consent = "en attente de consentement"
    said = [
        "aucune personne perdue de vue"
        if lost.nothing
        else lost.counted("personne perdue de vue", "personnes perdues de vue"),
        _said(visit, away),
        _said(waiting, consent),
    ]
    return f"{capital(french.listed(said))}."


def _said(shown: Shown, words: str) -> str:
    if shown.nothing:
        return f"aucune {words}"
    if shown.withheld:
        return shown.counted(f"personne {words}", f"personnes {words}")
    return f"{shown.text} {words}"


def _picture(book: Book, found: tuple[SectorFigures, ...], door: Card | None) -> Picture:
    if door is None and all(book.total(name).nothing for name in COLUMNS):
        return NothingPicture("Personne n'est perdu de vue, à visiter ou en attente à cette date.")
    cards = tuple(_card(book, name, found) for name in COLUMNS)
    return CardsPicture(cards if door is None else (*cards, door))


def _card(book: Book, name: str, found: tuple[SectorFigures, ...]) -> Card:
    shown = book.total(name)
    labels = {
        LOST: shown.plural("personne perdue de vue", "personnes perdues de vue"),
        VISIT: f"{shown.plural('personne', 'personnes')} {to_visit(book.settings)}",
        WAITING: "en attente de consentement",
    }
    if shown.nothing:
        return Card(shown.text, labels[name], since(book, name), Tone.GOOD, trend(book, name))
    worst = numbered(found, name)
    where = (f"D'abord{french.NBSP}: {named(worst, name, NAMED)}.",) if len(worst) > 1 else ()
    return Card(
        shown.text, labels[name], since(book, name), TONES[name], trend(book, name), (*where, *TO_DO[name])
    )
