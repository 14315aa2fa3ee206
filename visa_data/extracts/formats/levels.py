"""Declared levels of fragility, 1 to 4: 3, « Niveau 3 – vigilance », the orientation's wording."""

from __future__ import annotations

import re
from datetime import date

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Refusal, doubtful, nearest
from visa_data.vocabulary import NIVEAUX, fold

NOT_A_LEVEL = "Niveau illisible"
OUT_OF_RANGE = "Niveau hors de l'intervalle de 1 à 4"
SEVERAL_LEVELS = "Plusieurs niveaux dans la cellule"
DOUBTED_LEVEL = "Niveau accompagné d'un doute ou d'une remarque"

_OF_FOUR = re.compile(r"(.*?)\s*(?:/|sur)\s*4")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_NUMBER = re.compile(r"(?:(?:niveau|niv|n|orientation)\s*)?(\d+)(?:\s+(\D.*))?")
_UNFINISHED = ("-", "−", "–", "—", "/")
_LABELS = {fold(label): level for level, label in NIVEAUX.items() if level}
_LONGEST = 200


def read_level(text: str, _today: date) -> int:
    """Read a declared level, 1 to 4, where the whole cell is the wording of one level. Raises Refusal.

    Beside a number, only words of that level's label are read. Of two levels, the more fragile is proposed.
    """
    bare = re.sub(r"(?<=\d)[.,]0+$", "", text)
    if found := _OF_FOUR.fullmatch(bare):
        bare = found[1]
    wording = " ".join(_ROMAN.get(word, word) for word in fold(bare[:_LONGEST]).split())
    signed = bare.startswith(_UNFINISHED)
    if not doubtful(text) and not signed and not bare.endswith(_UNFINISHED) and len(bare) <= _LONGEST:
        if wording in _LABELS:
            return _LABELS[wording]
        found = _NUMBER.fullmatch(wording)
        if found and (len(found[1]) > 1 or not 1 <= int(found[1]) <= 4):
            raise Refusal(OUT_OF_RANGE, "Laisser vide une personne non évaluée")
        if found and _says(found[2] or "", int(found[1])):
            return int(found[1])
    named = [] if signed else _named(wording)
    if len(named) > 1:
        most = NIVEAUX[max(named)]
        raise Refusal(SEVERAL_LEVELS, f"Garder un seul niveau ; le plus fragile : {most}", most)
    if named:
        raise Refusal(DOUBTED_LEVEL, NIVEAUX[named[0]], NIVEAUX[named[0]])
    near = nearest(wording, {label: NIVEAUX[level] for label, level in _LABELS.items()})
    raise Refusal(NOT_A_LEVEL, near or "Écrire 1, 2, 3 ou 4", near)


def _says(words: str, level: int) -> bool:
    """Tell whether the words beside a level's number are of its label, and not another level's."""
    if words in _LABELS:
        return _LABELS[words] == level
    if any(f" {label} " in f" {words} " for label in _LABELS):
        return False
    return set(words.split()) <= set(fold(NIVEAUX[level]).split())


def _named(wording: str) -> list[int]:
    """The levels that a text names, by number or by label; none where a number is not one of them."""
    found = set()
    for label in sorted(_LABELS, key=len, reverse=True):
        if f" {label} " in f" {wording} ":
            found.add(_LABELS[label])
            wording = f" {wording} ".replace(f" {label} ", " ").strip()
    numbers = re.findall(r"\d+", wording)
    if any(number not in "1234" or len(number) > 1 for number in numbers):
        return []
    return sorted(found | set(map(int, numbers)))


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
    ("3 (isolée et vigilance médicale)", 3),
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
    ("2 ou 3", SEVERAL_LEVELS),
    ("1 à 2", SEVERAL_LEVELS),
    ("2-3", SEVERAL_LEVELS),
    ("2/3", SEVERAL_LEVELS),
    ("entre 2 et 3", SEVERAL_LEVELS),
    ("niveau 2 puis 3", SEVERAL_LEVELS),
    ("II ou III", SEVERAL_LEVELS),
    ("3 – Isolée", SEVERAL_LEVELS),
    ("2 ou Grande fragilité", SEVERAL_LEVELS),
    ("2?", DOUBTED_LEVEL),
    ("2+", DOUBTED_LEVEL),
    (">2", DOUBTED_LEVEL),
    ("2 -", DOUBTED_LEVEL),
    ("2 (à revoir)", DOUBTED_LEVEL),
    ("Isolée ?", DOUBTED_LEVEL),
)
LEVEL = Format("niveau", pa.int32(), read_level, VALID, INVALID, correctable=True)
