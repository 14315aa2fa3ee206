"""A letter checked before it is kept or leaves: not too long, and nothing in it that points at a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

import duckdb

from visa_data import french
from visa_data.decisions.checked_words import NAMED, REGISTERED, names_somebody_registered, refuse
from visa_data.extracts.texts.persons import is_titled, names_somebody, number_in
from visa_data.known_words import BODIES
from visa_data.letter.letter import Letter, Section
from visa_data.letter.numbers import useful_numbers
from visa_data.vocabulary import fold

LONGEST_TITLE = 90
LONGEST_LINE = 1_000
LONGEST = 15_000
"""Characters of a whole letter: some ten pages in large print."""

TITLE = "Lettre à reprendre"
SOMEBODYS = (
    "contient ce qui ressemble au téléphone, au courriel ou au numéro d'une personne. Un numéro public s'écrit parmi les "
    "numéros utiles du territoire"
)
NAME = f"{NAMED} (« %s »)"

_PUBLIC = re.compile(r"(?<![\d+])0[\s.]?8(?:[\s.]?\d){8}(?!\d)")
"""Numbers of services (08…): nobody's."""
_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’-]+(?:[ \u00a0][A-ZÀ-ÖØ-Þ][\w'’-]+)+")
_PLACES = frozenset(
    fold("rue avenue boulevard place allée impasse chemin quai route square salle espace maison école collège lycée stade "
         "parc jardin gymnase théâtre cinéma hôpital clinique gare marché halle foyer").split()
)  # fmt: skip
_BEFORE = 4
"""Words before a name that may say that it is a street's or a hall's."""


def checked_letter(cursor: duckdb.DuckDBPyConnection, letter: Letter) -> Letter:
    """The letter as it may be kept and sent, without its empty sections.

    Raises VisaError, naming the section, when nothing is left, when something is too long, or about a person.
    """
    kept = tuple(one for one in letter.sections if one.lines)
    if not kept:
        refuse(TITLE, "elle n'a aucune section. Gardez-en au moins une.")
    total = sum(len(one.title) + len(one.text) for one in kept)
    if total > LONGEST:
        refuse(
            TITLE,
            f"elle compte {french.counted(total, 'caractère')}, {french.number(LONGEST)} au plus. Retirez une section.",
        )
    public = public_names(cursor)
    # One look at the register for the whole letter: line by line only where it holds a reference.
    whole = " ; ".join(text for one in kept for text in (one.title, *one.lines))
    registered = names_somebody_registered(cursor, whole)
    for section in kept:
        _check(cursor, section, public, registered)
    return Letter(letter.day, letter.place, letter.place_name, letter.territory, kept, letter.invented)


def public_names(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """Names of places and organisations of the base, the longest first: taken for nobody's."""
    rows = cursor.execute("""
        SELECT DISTINCT nom FROM (
            SELECT nom FROM zones UNION ALL SELECT nom FROM ressources UNION ALL SELECT nom FROM equipes
            UNION ALL SELECT nom FROM acteurs
        ) WHERE length(nom) > 2 ORDER BY length(nom) DESC, nom
    """).fetchall()
    return [name for (name,) in rows]


def _check(
    cursor: duckdb.DuckDBPyConnection, section: Section, public: Iterable[str], registered: bool
) -> None:
    called = f"la section « {section.title or 'sans titre'} »"
    if not section.title:
        refuse(TITLE, "une section n'a pas de titre. Donnez-lui-en un, ou retirez-la.")
    if len(section.title) > LONGEST_TITLE:
        refuse(TITLE, f"le titre de {called} compte plus de {french.number(LONGEST_TITLE)} caractères.")
    for text in (section.title, *section.lines):
        if len(text) > LONGEST_LINE:
            refuse(
                TITLE,
                f"une ligne de {called} compte {french.counted(len(text), 'caractère')}, {french.number(LONGEST_LINE)} au plus. "
                "Coupez-la en deux.",
            )
        reason = _about_somebody(cursor, text, public, registered)
        if reason:
            refuse(TITLE, f"{called} {reason}. La lettre est lue de tous : retirez-le.")


def _about_somebody(
    cursor: duckdb.DuckDBPyConnection, text: str, public: Iterable[str], registered: bool
) -> str:
    """What points at a person in one line, as a verb and its object; "" for nothing."""
    without = _PUBLIC.sub(" ", text)
    for number in useful_numbers(cursor):
        if number.telephone:
            without = re.sub(r"[\s.]?".join(re.sub(r"\D", "", number.telephone)), " ", without)
    if number_in(without):
        return SOMEBODYS
    if registered and names_somebody_registered(cursor, without):
        return REGISTERED
    for name in public:
        if name in without:
            without = without.replace(name, " ; ")
    if is_titled(without):
        return NAMED
    for found in _CAPITALS.finditer(without):
        before = {fold(word) for word in without[: found.start()].split()[-_BEFORE:]}
        if names_somebody(found[0]) and not before & (_PLACES | BODIES):
            return NAME % found[0]
    return ""
