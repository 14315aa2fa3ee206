"""The sheet of one place as it is read, and the sentences that both versions say in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.decided_here import due_day, state_words
from visa_data.indicators.registry import registry
from visa_data.indicators.zone_card import CardLine, change_in_french, first_columns
from visa_data.meeting.steps.ground_map import TEAM_SIGN
from visa_data.pictures.around import AroundMap
from visa_data.vocabulary import Besoin

NOBODY_NAMED = "Aucune personne n'est nommée dans cette fiche."
INVENTED = "Données d'exemple : personnes et lieux inventés."


@dataclass(frozen=True, slots=True)
class Table:
    """Headers and rows of texts. figures: ranks of the columns of figures, written at the right."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A title, sentences, tables, and what must be known to read it."""

    title: str
    sentences: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure, what it counts, and how it moved."""

    value: str
    label: str
    change: str


@dataclass(frozen=True, slots=True)
class TownSheet:
    """All that the sheet of a place says, ready to read and protected for who reads it.

    lead: under its name: which place, which day, whose version, what marks mean. opening: what its mayor must know, in one
    sentence. drawing: None where its outline is not known; said: in words; notes: what it leaves to words. since: what the
    changes are measured from. foot: on each of its pages.
    """

    code: str
    name: str
    lead: tuple[str, ...]
    opening: str
    who: Part
    drawing: AroundMap | None
    said: str
    notes: tuple[str, ...]
    since: str
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    foot: str


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def unmet_said(book: Book) -> str:
    """When a need counts as unmet, under that book's settings."""
    (column,) = (one for one in registry()["besoins"].zone_columns if one.name == "non_pourvus")
    said = column.definition(book.settings)
    return f"{column.label} : {said[:1].lower()}{said[1:]}"


def facts(lines: Mapping[str, CardLine | None], *, compared: bool) -> tuple[Fact, ...]:
    """The figures told first; one that the place is not given is said so."""
    found = []
    for name, column in first_columns().items():
        line = lines.get(name)
        value = french.UNKNOWN if line is None else line.written
        moved = "non publié par secteur" if line is None else _moved(line) if compared else ""
        found.append(Fact(value, column.label, moved))
    return tuple(found)


def _moved(line: CardLine) -> str:
    if pd.isna(line.change):
        withheld = line.words or line.words_before
        return "évolution non publiée" if withheld else "pas de comparaison"
    change = change_in_french(line)
    return "inchangé" if change == "=" else change


def drawing_said(name: str, beside: Iterable[str], drawing: AroundMap | None) -> str:
    """The drawing in words; "" where there is none."""
    if drawing is None:
        return ""
    around = french.listed(sorted(beside))
    signs = f" Équipes sur la carte : {french.listed(sorted(drawing.signs))}." if drawing.signs else ""
    return (
        f"Carte : {name}, {f'bordée par {around}' if around else 'sans voisine dans le territoire'}.{signs}"
    )


def drawing_notes(drawing: AroundMap | None) -> tuple[str, ...]:
    """What the drawing leaves to words."""
    if drawing is None:
        return ("Contour inconnu : la carte ne peut pas être dessinée.",)
    signs = [
        *(["lettre : équipe de la liste"] if drawing.signs - {TEAM_SIGN} else []),
        *(
            [f"{TEAM_SIGN} : {'autre ' if drawing.signs - {TEAM_SIGN} else ''}équipe active"]
            if TEAM_SIGN in drawing.signs
            else []
        ),
    ]
    return tuple(
        note
        for note in (
            _capital(f"{' ; '.join(signs)}.") if signs else "",
            _listed("Aussi voisines", drawing.unnamed),
            _listed("Équipe au-delà de la carte", drawing.beyond),
        )
        if note
    )


def _listed(title: str, names: Sequence[str]) -> str:
    """A sentence; "" without names. A name cut short ends with its own dots."""
    said = f"{title} : {french.listed(list(names))}"
    return (said if said.endswith("…") else f"{said}.") if names else ""


def resources_part(resources: pd.DataFrame) -> Part:
    """The active resources that go there: name, needs, last check."""
    if resources.empty:
        return Part("Les ressources qui y vont", ("Aucune ressource active n'y va.",))
    rows = tuple(
        (
            str(one.nom),
            french.listed([Besoin(code).label for code in str(one.besoins).split("|") if code]),
            "jamais" if pd.isna(one.date_verification) else _day(one.date_verification),
        )
        for one in resources.itertuples(index=False)
    )
    return Part(
        f"Les ressources qui y vont ({french.number(len(rows))})",
        tables=(Table(("Ressource", "Besoins", "Vérifiée le"), rows),),
    )


def decided_part(book: Book, concerned: Sequence[Any]) -> Part:
    """What was decided there. concerned: see `decided_at`."""
    title = "Ce qui a été décidé"
    if not concerned:
        return Part(title, ("Aucune décision n'a encore été prise ici.",))
    rows = tuple(
        (
            str(one.texte),
            str(one.responsable),
            due_day(one),
            state_words(book.day, one),
        )
        for one in concerned
    )
    return Part(title, tables=(Table(("Décision", "Responsable", "Échéance", "État"), rows),))


def _day(value: Any) -> str:
    """A day that no column cuts in two."""
    return french.day(pd.Timestamp(value).date()).replace(" ", french.NBSP)


def foot(book: Book) -> str:
    """The last line."""
    invented = f" {INVENTED}" if book.invented else ""
    return f"{NOBODY_NAMED} Données au {french.day(book.day)}.{invented}"
