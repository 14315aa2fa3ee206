"""What makes two references look like one person, or not, in French: facts compared, never the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from visa_data import french

NEUTRAL_BITS = 1.0
"""A comparison that weighs less than this, either way, says nothing of the pair (a factor of two)."""


class Leaning(StrEnum):
    """Which way a piece of evidence leans, and its wording."""

    wording: str

    def __new__(cls, code: str, wording: str) -> Leaning:
        """Build a member from its code and wording."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.wording = wording
        return member

    FOR = "pour", "pour"
    AGAINST = "contre", "contre"
    SILENT = "muet", "ne dit rien"


@dataclass(frozen=True)
class Evidence:
    """One thing compared: what it gave, in French, and which way it leans."""

    text: str
    leaning: Leaning


WORDINGS = {
    "noms": {
        "identiques": "mêmes nom et prénom",
        "meme_son": "nom et prénom qui se prononcent de même",
        "nom_et_initiale": "même nom, même initiale de prénom",
        "nom_seul": "même nom de famille, prénoms différents",
        "prenom_seul": "même prénom, noms de famille différents",
        "differents": "noms différents",
        "inconnu": "noms non comparables (absents d'un côté)",
    },
    "naissance": {
        "meme_date": "même date de naissance",
        "jour_mois_inverses": "même date de naissance, jour et mois inversés",
        "meme_annee": "même année de naissance, jour ou mois différents",
        "autre_date": "dates de naissance différentes",
    },
    "annee": {
        "meme_annee": "même année de naissance",
        "a_un_an_pres": "années de naissance à un an près",
        "autre_annee": "années de naissance différentes",
    },
}
NO_BIRTH = "naissance non comparable (absente d'un côté)"


def evidence(pair: Mapping[str, Any]) -> list[Evidence]:
    """The evidence of a pair (a row of `probable_pairs`): names, birth, home, in this order."""
    names = Evidence(WORDINGS["noms"][pair["noms"]], _leaning(pair["poids_noms"]))
    if pair["naissance"] != "inconnu":
        birth = Evidence(WORDINGS["naissance"][pair["naissance"]], _leaning(pair["poids_naissance"]))
    elif pair["annee"] != "inconnu":
        birth = Evidence(WORDINGS["annee"][pair["annee"]], _leaning(pair["poids_annee"]))
    else:
        birth = Evidence(NO_BIRTH, Leaning.SILENT)
    return [names, birth, Evidence(_home(pair), _leaning(pair["poids_foyer"]))]


def evidence_sentence(pair: Mapping[str, Any]) -> str:
    """The evidence on one line: « mêmes nom et prénom (pour) ; … »."""
    return " ; ".join(f"{item.text} ({item.leaning.wording})" for item in evidence(pair))


def _home(pair: Mapping[str, Any]) -> str:
    parts = ["même téléphone"] if pair["meme_telephone"] else []
    distance = pair["distance_m"]
    if not pd.isna(distance):
        parts.append(
            f"domiciles à {french.number(distance)} m"
            if distance < 1_000
            else f"domiciles à {french.kilometres(distance / 1_000)}"
        )
    one, other = pair["code_zone_a"], pair["code_zone_b"]
    if pd.isna(one) or pd.isna(other):
        if not parts:
            parts.append("lieux de vie non comparables (inconnus d'un côté)")
    else:
        parts.append("même zone" if one == other else "zones différentes")
    return ", ".join(parts)


def _leaning(bits: float) -> Leaning:
    if abs(bits) < NEUTRAL_BITS:
        return Leaning.SILENT
    return Leaning.FOR if bits > 0 else Leaning.AGAINST
