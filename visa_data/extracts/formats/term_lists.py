"""Lists of needs: labels or codes separated by a bar, a comma, a semicolon, a slash or a line end."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Noted, Refusal, doubtful, undoubted
from visa_data.extracts.formats.terms import admitted, code_of, near_label
from visa_data.vocabulary import Besoin, fold

UNKNOWN = "Besoin inconnu dans la liste"
NONE_NAMED = "« Aucun », « RAS », « néant »… lus comme aucun besoin"

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


def words_of(text: str) -> list[str]:
    """Split a list of needs into its words as written."""
    found: list[str] = []
    for part in (part.strip(" \t\u00a0-•.") for part in _SEPARATORS.split(text)):
        inner = _BETWEEN_KNOWN.split(part) if part and not code_of(part, Besoin) else []
        found += (
            inner if len(inner) > 1 and all(code_of(one, Besoin) for one in inner) else [part] * bool(part)
        )
    return found


def read_needs(text: str, _today: date) -> str | Noted | None:
    """Read a list of needs: codes in the guide's order, without repeats, joined by a bar.

    Raises Refusal, with the words that are no need and what the others are worth.
    """
    if fold(text) in _NONE:
        return Noted(None, NONE_NAMED)
    words = words_of(text)
    codes = {word: code_of(word, Besoin) for word in words}
    named = set(codes.values())
    known = "|".join(need.value for need in Besoin if need.value in named) or None
    unknown = tuple((word, _near(word)) for word, code in codes.items() if code is None)
    if unknown:
        raise Refusal(UNKNOWN, unknown[0][1] or admitted(Besoin), known=known, unknown=unknown)
    return known


def _near(word: str) -> str:
    if MARK_OF in word:
        return ""
    meant = code_of(undoubted(word), Besoin) if doubtful(word) else None
    return Besoin(meant).label if meant else near_label(word, Besoin)


def _resembles(text: str) -> bool:
    return fold(text) in _NONE or any(
        code_of(word, Besoin) or near_label(word, Besoin) for word in words_of(text)
    )


VALID = (
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
)
INVALID = (
    ("Se nourrir, logement", UNKNOWN),
    ("Se nourir", UNKNOWN),
    ("Portage de repas", UNKNOWN),
    ("RAS, Parler", UNKNOWN),
)
NEEDS = Format(
    "besoins",
    pa.string(),
    read_needs,
    VALID,
    INVALID,
    correctable=True,
    closed=True,
    resembles=_resembles,
    split=words_of,
    suggestion=admitted(Besoin),
    terms=Besoin,
)
