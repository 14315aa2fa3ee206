"""Lists of terms (needs, slots, activities): codes or labels, separated by a bar, a comma, a semicolon, a slash or a line end."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Noted, Refusal, doubtful, undoubted
from visa_data.extracts.formats.terms import admitted, code_of, near_label
from visa_data.vocabulary import Besoin, Term, fold
from visa_data.vocabulary_of_action import Activite, Creneau

UNKNOWN = "Besoin inconnu dans la liste"
UNKNOWN_SLOT = "Créneau inconnu dans la liste"
UNKNOWN_ACTIVITY = "Activité inconnue dans la liste"
NONE_NAMED = "« Aucun », « RAS », « néant »… lus comme aucun besoin"
NO_SLOT = "« Aucun », « RAS », « néant »… lus comme aucun créneau"
NO_ACTIVITY = "« Aucun », « RAS », « néant »… lus comme aucune activité"

MARK_OF = " = "
"""Between the header of a need and what its column says, where this is no mark: no word of a list has it."""
_SEPARATORS = re.compile(r"[|,;\n\r/+]")
_BETWEEN_KNOWN = re.compile(r"\s+(?:[\-–—]|et)\s+")
_NONE = frozenset(
    wording
    for wordings in (
        "aucun|aucune|ras|r a s|neant|rien|rien a signaler|non|0|sans|sans objet",
        *(f"{no} {what}|{no} {what} exprime|{no} {what} exprimee" for no in ("aucun", "aucune", "pas de", "sans")
          for what in ("besoin", "demande")),
    )
    for wording in wordings.split("|")
)  # fmt: skip


def words_of(text: str, terms: type[Term]) -> list[str]:
    """Split a list of terms into its words as written."""
    found: list[str] = []
    for part in (part.strip(" \t\u00a0-•.") for part in _SEPARATORS.split(text)):
        inner = _BETWEEN_KNOWN.split(part) if part and not code_of(part, terms) else []
        found += (
            inner if len(inner) > 1 and all(code_of(one, terms) for one in inner) else [part] * bool(part)
        )
    return found


def term_list(
    name: str,
    terms: type[Term],
    reason: str,
    none_named: str,
    valid: tuple[tuple[str, str | Noted | None], ...],
    invalid: tuple[str, ...],
    *,
    in_order: bool,
) -> Format:
    """Return the format of the lists of one enum: codes without repeats, joined by a bar.

    reason: why a list with a word that is none of them is refused. none_named: the note where it says that there is none.
    in_order: codes come in the vocabulary's order, which says something; else by the alphabet.
    """

    def parse(text: str, _today: date) -> str | Noted | None:
        if fold(text) in _NONE:
            return Noted(None, none_named)
        codes = {word: code_of(word, terms) for word in words_of(text, terms)}
        named = [term.value for term in terms if term.value in codes.values()]
        known = "|".join(named if in_order else sorted(named)) or None
        unknown = tuple((word, _near(word, terms)) for word, code in codes.items() if code is None)
        if unknown:
            raise Refusal(reason, unknown[0][1] or admitted(terms), known=known, unknown=unknown)
        return known

    def resembles(text: str) -> bool:
        return fold(text) in _NONE or any(
            code_of(word, terms) or near_label(word, terms) for word in words_of(text, terms)
        )

    return Format(
        name,
        pa.string(),
        parse,
        valid,
        tuple((text, reason) for text in invalid),
        correctable=True,
        closed=True,
        resembles=resembles,
        split=partial(words_of, terms=terms),
        suggestion=admitted(terms),
        terms=terms,
    )


def _near(word: str, terms: type[Term]) -> str:
    if MARK_OF in word:
        return ""
    meant = code_of(undoubted(word), terms) if doubtful(word) else None
    return terms(meant).label if meant else near_label(word, terms)


NEEDS = term_list(
    "besoins",
    Besoin,
    UNKNOWN,
    NONE_NAMED,
    (
        ("se_nourrir", "se_nourrir"),
        ("parler|se_nourrir|parler", "se_nourrir|parler"),
        (
            "Se nourrir ; Organiser sa vie quotidienne ; Être informé et écouté",
            "se_nourrir|etre_informe|quotidien",
        ),
        ("Prendre soin de soi et se soigner, Parler avec autrui", "se_soigner|parler"),
        ("Retirer de l’argent", "argent"),
        ("Se nourrir - Parler avec autrui", "se_nourrir|parler"),
        ("Aucun", Noted(None, NONE_NAMED)),
        ("R.A.S.", Noted(None, NONE_NAMED)),
        ("Néant", Noted(None, NONE_NAMED)),
        (" ; ", None),
    ),
    ("Se nourrir, logement", "Se nourir", "Portage de repas", "RAS, Parler"),
    in_order=True,
)
SLOTS = term_list(
    "créneaux",
    Creneau,
    UNKNOWN_SLOT,
    NO_SLOT,
    (
        ("lundi_matin|samedi", "lundi_matin|samedi"),
        ("Samedi, Lundi après-midi", "lundi_apres_midi|samedi"),
        ("Jeudi apres midi ; Mardi apres midi", "jeudi_apres_midi|mardi_apres_midi"),
        ("mercredi matin et samedi", "mercredi_matin|samedi"),
        ("Aucun", Noted(None, NO_SLOT)),
    ),
    ("Lundi soir", "Samedi, tout le temps", "14 h"),
    in_order=False,
)
ACTIVITIES = term_list(
    "activités",
    Activite,
    UNKNOWN_ACTIVITY,
    NO_ACTIVITY,
    (
        ("conversation|jeux", "conversation|jeux"),
        ("Lecture, Jeux de société, Conversation", "conversation|jeux|lecture"),
        ("Promenade / Jardinage", "jardin|promenade"),
        ("jardin et musique", "jardin|musique"),
        ("Néant", Noted(None, NO_ACTIVITY)),
    ),
    ("Jeux, parapente", "Conversations longues"),
    in_order=False,
)
