"""Declared levels of fragility, 1 to 4: 3, « Niveau 3 – vigilance », the orientation's wording."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Refusal, nearest
from visa_data.vocabulary import NIVEAUX, fold

NOT_A_LEVEL = "Niveau illisible"
OUT_OF_RANGE = "Niveau hors de l'intervalle de 1 à 4"

_OF_FOUR = re.compile(r"(.*?)\s*(?:/|sur)\s*4")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_NUMBER = re.compile(r"(?:(?:niveau|niv|n|orientation)\s*)?(\d+)(?:\s+\D.*)?")
_LABELS = {fold(label): level for level, label in NIVEAUX.items() if level}


def read_level(text: str, _today: date) -> int:
    """Read a declared level, 1 to 4. Raises Refusal."""
    bare = re.sub(r"(?<=\d)[.,]0+$", "", text)
    if found := _OF_FOUR.fullmatch(bare):
        bare = found[1]
    wording = " ".join(_ROMAN.get(word, word) for word in fold(bare).split())
    if wording in _LABELS:
        return _LABELS[wording]
    if not (found := _NUMBER.fullmatch(wording)) or bare.startswith(("-", "−")):
        near = nearest(wording, {label: NIVEAUX[level] for label, level in _LABELS.items()})
        raise Refusal(NOT_A_LEVEL, near or "Écrire 1, 2, 3 ou 4", near)
    if len(found[1]) > 1 or not 1 <= int(found[1]) <= 4:
        raise Refusal(OUT_OF_RANGE, "Laisser vide une personne non évaluée")
    return int(found[1])


VALID = (
    ("3", 3),
    ("3.0", 3),
    ("3,0", 3),
    ("Niveau 3", 3),
    ("Niveau 3 – vigilance", 3),
    ("N3", 3),
    ("niv. 2", 2),
    ("4 - Grande fragilité", 4),
    ("Grande fragilité", 4),
    ("Isolée", 2),
    ("3/4", 3),
    ("Niveau 2 / 4", 2),
    ("1 sur 4", 1),
    ("Niveau III", 3),
    ("IV", 4),
)
INVALID = (
    ("0", OUT_OF_RANGE),
    ("5", OUT_OF_RANGE),
    ("34", OUT_OF_RANGE),
    ("-3", NOT_A_LEVEL),
    ("3,5", NOT_A_LEVEL),
    ("5/4", OUT_OF_RANGE),
    ("3/5", NOT_A_LEVEL),
    ("sur 4", NOT_A_LEVEL),
    ("Grande fragilitée", NOT_A_LEVEL),
    ("moyen", NOT_A_LEVEL),
)
LEVEL = Format("niveau", pa.int32(), read_level, VALID, INVALID, correctable=True)
