"""A letter composed from public facts, and what it leaves out, told to who edits it: nobody is in it, nor counted."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb

from visa_data import french
from visa_data.dossier.open_book import NO_NAME
from visa_data.extracts.texts.stored_text import somebody_in
from visa_data.initiatives.catalogue import answering
from visa_data.initiatives.initiative import Nature
from visa_data.letter.letter import Letter, Section
from visa_data.letter.numbers import Number, for_inhabitants, number_line, useful_numbers, verified_sentence
from visa_data.letter.open_services import Open, Service, open_resources, starting_teams
from visa_data.letter.places import Place
from visa_data.settings import Settings
from visa_data.typography import french as typeset
from visa_data.vocabulary import Besoin

MOST = 4
"""Resources named for one need: a letter is read in a few minutes; a smaller place has its own."""
NEED = "besoin_"


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter, and in sentences what it does not say."""

    letter: Letter
    notes: tuple[str, ...]


@cache
def our_words() -> dict[str, Any]:
    """Our own sentences, by section."""
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


def compose_letter(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    *,
    place: Place,
    territory: str,
    invented: bool,
) -> Composed:
    """The letter of that day to that place."""
    found = open_resources(cursor, day, settings, place)
    teams = starting_teams(cursor, day, settings, place)
    named = [one for one in (*found.services, *teams) if somebody_in(one.name)]
    services = [one for one in found.services if one not in named]
    teams = [one for one in teams if one not in named]
    numbers = for_inhabitants(useful_numbers(cursor))
    sections = [
        _ours("accueil"),
        _numbers("numeros", [one for one in numbers if one.telephone], poster=True),
        *_needs(services),
        *([_ours("equipes", [_item(one, one.starts) for one in teams], poster=True)] if teams else []),
        _ours("gestes", _gestures(), poster=True),
        _ours("arnaques"),
        _numbers("sites", [one for one in numbers if not one.telephone]),
        _ours("fin"),
    ]
    # As typed by hand: no-break spaces are put when a form is written.
    plain = tuple(one.edited(one.title, one.text, one.poster) for one in sections)
    letter = Letter(day, place.key, place.name, territory, plain, invented)
    return Composed(
        letter, tuple(map(typeset, _notes(found, services, teams, numbers, len(named), settings, territory)))
    )


def _ours(key: str, items: Sequence[str] = (), *, poster: bool = False) -> Section:
    told = our_words()[key]
    return Section(key, told["titre"], (*told["lignes"], *items), poster)


def _numbers(key: str, numbers: Sequence[Number], *, poster: bool = False) -> Section:
    verified = verified_sentence(numbers)
    return _ours(
        key, [*(f"- {number_line(one)}" for one in numbers), *([verified] if verified else [])], poster=poster
    )


def _needs(services: Sequence[Service]) -> list[Section]:
    """A section for each need that something answers; a service said in full once, then sent back there."""
    sections, told = [], dict[str, str]()
    for need in Besoin:
        answers = [one for one in services if need.value in one.needs]
        if not answers:
            continue
        lines = []
        for one in answers[:MOST]:
            already = told.setdefault(one.identifier, need.label)
            lines.append(_item(one) if already == need.label else f"- {one.name} : voir « {already} ».")
        if len(answers) > MOST:
            others = french.counted(len(answers) - MOST, "autre service", "autres services")
            lines.append(f"Et {others} : demandez à votre mairie.")
        sections.append(Section(f"{NEED}{need.value}", need.label, tuple(lines)))
    return sections


def _item(one: Service, starts: str = "") -> str:
    """« - CCAS de Beaudignies : vient à Landrecies et à Maroilles. »"""
    first = ", ".join(part for part in (one.where, starts or one.comes) if part)
    more = f" {one.comes[:1].upper()}{one.comes[1:]}." if starts and one.comes else ""
    return f"- {one.name} : {first}.{more}" if first else f"- {one.name}"


def _gestures() -> list[str]:
    """One line a gesture of the catalogue: our sentence to inhabitants, else the first of its summary."""
    phrases = our_words()["gestes"]["phrases"]
    return [
        f"- {one.name} : {phrases.get(one.key) or one.summary.partition('. ')[0].rstrip('.') + '.'}"
        for one in answering(natures=(Nature.GESTE,))
    ]


def _notes(
    found: Open,
    services: Sequence[Service],
    teams: Sequence[Service],
    numbers: Sequence[Number],
    named: int,
    settings: Settings,
    territory: str,
) -> list[str]:
    notes = []
    if territory == NO_NAME:
        notes.append(
            f"La lettre est signée « {NO_NAME} » : donnez-lui un nom sur la page « Importer des données »."
        )
    if not services:
        notes.append(
            "Aucun service ouvert et vérifié n'est connu ici : la lettre n'a que les numéros, les gestes et les conseils."
        )
    else:
        without = [need.label for need in Besoin if not any(need.value in one.needs for one in services)]
        if without:
            notes.append(f"Aucun service vérifié ici pour : {french.listed(without)}.")
    if found.outdated:
        days = french.counted(settings.ressource_verifiee, "jour")
        notes.append(
            f"{french.counted(found.outdated, 'service ouvert', 'services ouverts')} n'y figure{'nt' if found.outdated > 1 else ''} pas : "
            f"vérification de plus de {days}. Vérifiez, rechargez le fichier des ressources."
        )
    if found.never:
        notes.append(
            f"{french.counted(found.never, 'service ouvert', 'services ouverts')} n'y figure{'nt' if found.never > 1 else ''} pas : jamais vérifié"
            f"{'s' if found.never > 1 else ''}."
        )
    crowded = [need.label for need in Besoin if sum(need.value in one.needs for one in services) > MOST]
    if crowded:
        notes.append(
            f"{french.number(MOST)} services au plus sont nommés par besoin, ceux qui vont dans le plus de lieux d'abord ; il y en "
            f"a davantage pour : {french.listed(crowded)}. Une lettre par secteur ou par commune en nommerait plus."
        )
    if not teams:
        notes.append(
            "Aucune équipe n'a commencé ces quatre dernières semaines, ni n'est sur le point de le faire."
        )
    if named:
        notes.append(
            f"{french.counted(named, 'organisme')} dont le nom ressemble à celui d'une personne n'y figure"
            f"{'nt' if named > 1 else ''} pas."
        )
    if numbers:
        notes.append(
            f"Les numéros utiles datent de {min(one.verified for one in numbers)[:4]} : appelez-les avant d'envoyer la lettre."
        )
    return notes
