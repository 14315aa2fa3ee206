"""Which columns of a vector file give the zones' codes, names and population."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from visa_data.extracts.answers import refusals
from visa_data.extracts.answers.extract import ExcludedColumn
from visa_data.extracts.columns.exclusions import reason_to_exclude
from visa_data.extracts.kinds import ZONES, Field
from visa_data.extracts.texts.headers import header_key, header_keys
from visa_data.vocabulary import fold

_INSEE = re.compile(r"\d{5}|2[AB]\d{3}|\d{9}|2[AB]\d{7}")
_POPULATION = re.compile(r"(?:pop|pmun|ptot|population)\w*?((?:19|20)\d{2})?")


@dataclass
class ZoneColumns:
    """The columns chosen; name and population are "" where there are none."""

    code: str
    name: str = ""
    population: str = ""
    population_year: int | None = None
    confidence: dict[str, float] = field(default_factory=dict)
    excluded: list[ExcludedColumn] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def text_of(value: object) -> str:
    """Return an attribute as text: whole floats without decimals, missing values as ""."""
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def find_zone_columns(attributes: pd.DataFrame, mapping: Mapping[str, str] | None = None) -> ZoneColumns:
    """Choose the columns of code, name and population among the attributes of a vector file.

    The code column must tell every zone from the others (a few repeats are left to be rejected line by line).
    Raises FileRefused when there is none, or for a mapping that cannot be followed.
    """
    headers = [str(header) for header in attributes.columns]
    chosen = _by_hand(headers, mapping or {})
    texts = {header: [text_of(value) for value in attributes[header]] for header in headers}
    confidence = dict.fromkeys(chosen, 1.0)
    if not chosen.get("code"):
        code, sure = _code_column(headers, texts)
        if not code:
            names, _ = _name_column(headers, texts, "")
            apart = bool(names) and _different(texts[names]) == 1
            refused = refusals.no_zone_code(headers, names if apart else "")
            raise refusals.ColumnsMissing(refused, ZONES.name, headers, {"nom": names} if names else {})
        chosen["code"], confidence["code"] = code, sure
    if "nom" not in chosen:
        name, sure = _name_column([h for h in headers if h not in chosen.values()], texts, chosen["code"])
        chosen["nom"], confidence["nom"] = name, sure
    year = None
    if "population" not in chosen:
        free = [h for h in headers if h not in chosen.values()]
        chosen["population"], year = _population_column(free, attributes)
        confidence["population"] = 0.9
    elif chosen["population"]:
        year = _year_of(chosen["population"])
    result = ZoneColumns(chosen["code"], chosen["nom"], chosen["population"], year, confidence)
    if not result.name:
        result.notices.append("Aucune colonne de noms : chaque zone porte son code pour nom.")
    for header in headers:
        if header in (result.code, result.name, result.population):
            continue
        if reason := reason_to_exclude(header, about_people=False):
            result.excluded.append(ExcludedColumn(header, reason))
        else:
            result.ignored.append(header)
    return result


def _by_hand(headers: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    chosen = {}
    names = {f.name for f in ZONES.fields}
    for name, header in mapping.items():
        if name not in names:
            raise refusals.unknown_field(ZONES, name)
        if header and header not in headers:
            raise refusals.absent_header(header)
        chosen[name] = header
    return chosen


def _rank(header: str, wanted: Field) -> tuple[float, int] | None:
    """Return how surely the wording names the field (1 or 0.75) and its rank among the wordings."""
    for keys, sure in ((wanted.strong_keys, 1.0), (wanted.weak_keys, 0.75)):
        for key in header_keys(header):
            if key in keys:
                return sure, keys[key]
    return None


def _different(texts: Sequence[str]) -> float:
    filled = [text for text in texts if text]
    return len(set(filled)) / len(texts) if texts else 0.0


def _code_column(headers: Sequence[str], texts: Mapping[str, Sequence[str]]) -> tuple[str, float]:
    """The best column whose values tell the zones apart: by its wording, else by looking like INSEE codes."""
    code = ZONES.field("code")
    named: list[tuple[float, float, int, str]] = []
    for header in headers:
        values = texts[header]
        looks = sum(_INSEE.fullmatch(text) is not None for text in values) / max(len(values), 1)
        different = _different(values)
        rank = _rank(header, code)
        if different < 0.5 or not (rank or looks > 0.9):
            continue
        sure, place = rank or (0.6, 99)
        if sure < 1 and looks < 0.9 and any(" " in text for text in values):
            continue
        named.append((-(different >= 0.95), -(sure + 0.2 * looks), place, header))
    if not named:
        return "", 0.0
    best = min(named)
    return best[3], round(min(-best[1], 1.0), 3)


def _name_column(headers: Sequence[str], texts: Mapping[str, Sequence[str]], code: str) -> tuple[str, float]:
    nom = ZONES.field("nom")
    fine = "iris" in fold(code)
    named = []
    for header in headers:
        rank = _rank(header, nom)
        in_words = any(any(c.isalpha() for c in text) for text in texts[header])
        if rank is None or not in_words:
            continue
        same_level = ("iri" in fold(header)) == fine
        named.append((-rank[0], -same_level, -_different(texts[header]), rank[1], header))
    if not named:
        return "", 0.0
    best = min(named)
    return best[4], -best[0]


def _population_column(headers: Sequence[str], attributes: pd.DataFrame) -> tuple[str, int | None]:
    """The most recent column of population, with its year where its wording tells it."""
    named: list[tuple[int, str, int | None]] = []
    wanted = ZONES.field("population")
    for header in headers:
        squeezed = fold(header).replace(" ", "")
        known = any(key in wanted.strong_keys for key in header_keys(header))
        if not (known or _POPULATION.fullmatch(squeezed)) or re.search(r"\d{1,2}(ans|p$)", squeezed):
            continue
        numbers = pd.to_numeric(attributes[header], errors="coerce")
        if numbers.notna().mean() < 0.5 or (numbers < 0).any() or (numbers > 100_000_000).any():
            continue
        year = _year_of(header)
        named.append((year or 0, header, year))
    if not named:
        return "", None
    _, header, year = max(named, key=lambda n: n[0])
    return header, year


def _year_of(header: str) -> int | None:
    if found := re.search(r"(?<!\d)((?:19|20)\d{2})(?!\d)", header):
        return int(found[1])
    if found := re.search(r"(?<!\d)(\d{2})(?!\d)", header_key(header)):
        return 2000 + int(found[1]) if int(found[1]) < 60 else None
    return None
