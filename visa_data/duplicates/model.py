"""What is compared of two references, and what each result weighs: a Fellegi–Sunter model, as data.

For each comparison, the levels are tried in order; the first that holds is the result. `m` is the share of true
duplicates that give it (our reading of what clerks do to names and dates, checked on invented pairs: docs/decisions/doublons.md);
`u`, the share of pairs of two different people, comes from the base itself, held by the value given here
while the base is small (`visa_data.duplicates.pairs`). Source: I. P. Fellegi and A. B. Sunter, « A theory for record
linkage », JASA 64 (1969).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from visa_data.duplicates.fingerprints import Sort

SAME_HOME_M = 100
NEAR_HOME_M = 1_000
DISTANCE_M = """(2 * 6371008.8 * asin(sqrt(
    pow(sin(radians(latitude_r - latitude_l) / 2), 2)
    + cos(radians(latitude_l)) * cos(radians(latitude_r)) * pow(sin(radians(longitude_r - longitude_l) / 2), 2))))"""
"""Great-circle distance between the homes of a pair, in metres; null where one is not located."""


@dataclass(frozen=True)
class Level:
    """One result of a comparison: its code, SQL condition on a pair (_l, _r), m, and u before any data.

    learnt: whether the base's own pairs correct u; not where what is compared hangs on another comparison.
    """

    code: str
    condition: str
    m: float
    u: float
    learnt: bool = True


@dataclass(frozen=True)
class Comparison:
    """One thing compared. unknown: SQL condition under which the pair says nothing of it."""

    name: str
    unknown: str
    levels: tuple[Level, ...]

    def level(self, gamma: int) -> str:
        """Code of the result that splink numbers `gamma`: -1 unknown, then from the last level up."""
        return "inconnu" if gamma < 0 else self.levels[len(self.levels) - 1 - gamma].code

    def case(self) -> str:
        """SQL: the code of the result of a pair."""
        whens = " ".join(f"WHEN {level.condition} THEN '{level.code}'" for level in self.levels[:-1])
        return f"CASE WHEN {self.unknown} THEN 'inconnu' {whens} ELSE '{self.levels[-1].code}' END"


def agree(sort: Sort) -> str:
    """SQL: the two references of a pair have a fingerprint of this sort in common."""
    return f"list_has_any({sort.value}_l, {sort.value}_r)"


def absent(sort: Sort) -> str:
    """SQL: one of the two has none."""
    return f"(len({sort.value}_l) = 0 OR len({sort.value}_r) = 0)"


ELSE = "ELSE"
_WHOLE_DATES = f"NOT {absent(Sort.NAISSANCE)}"

_INITIAL = f"{agree(Sort.NOM_INITIALE)} AND {absent(Sort.NOM_PRENOM)}"
"""One of the two given names is a lone initial: two whole ones that begin alike say nothing."""
NAMES = Comparison(
    "noms",
    absent(Sort.NOM_PRENOM)
    + f" AND NOT {agree(Sort.NOM_INITIALE)} AND NOT {agree(Sort.NOM_ANNEE)} AND NOT {agree(Sort.PRENOM_ANNEE)}",
    (
        Level("identiques", agree(Sort.NOM_PRENOM), 0.70, 1e-5),
        Level("meme_son", agree(Sort.NOM_PRENOM_SONS), 0.12, 1e-5),
        Level("nom_et_initiale", _INITIAL, 0.05, 5e-5),
        Level("nom_seul", agree(Sort.NOM_ANNEE), 0.03, 5e-4),
        Level("prenom_seul", agree(Sort.PRENOM_ANNEE), 0.07, 1e-3),
        Level("differents", ELSE, 0.03, 0.998),
    ),
)
BIRTH = Comparison(
    "naissance",
    f"NOT ({_WHOLE_DATES})",
    (
        Level("meme_date", agree(Sort.NAISSANCE), 0.884, 8e-5),
        Level("jour_mois_inverses", agree(Sort.NAISSANCE_SANS_ORDRE), 0.04, 4e-5),
        Level("meme_annee", "annee_naissance_l = annee_naissance_r", 0.07, 0.028),
        Level("autre_date", ELSE, 0.006, 0.97),
    ),
)
YEAR = Comparison(
    "annee",
    f"annee_naissance_l IS NULL OR annee_naissance_r IS NULL OR ({_WHOLE_DATES})",
    (
        Level("meme_annee", "annee_naissance_l = annee_naissance_r", 0.97, 0.028),
        Level("a_un_an_pres", "abs(annee_naissance_l - annee_naissance_r) = 1", 0.015, 0.055),
        Level("autre_annee", ELSE, 0.015, 0.917),
    ),
)
_TOGETHER = f"{agree(Sort.TELEPHONE)} OR {DISTANCE_M} <= {SAME_HOME_M}"
_FAMILY_ONLY = (
    f"{agree(Sort.NOM_ANNEE)} AND NOT {agree(Sort.NOM_PRENOM)} AND NOT {agree(Sort.NOM_PRENOM_SONS)} "
    f"AND NOT ({_INITIAL}) AND NOT {agree(Sort.PRENOM_ANNEE)}"
)
"""The family name without the given name: couples, brothers and sisters live together, so that a common home
says next to nothing more."""
HOME = Comparison(
    "foyer",
    f"{DISTANCE_M} IS NULL AND (code_zone_l IS NULL OR code_zone_r IS NULL) AND NOT {agree(Sort.TELEPHONE)}",
    (
        Level("foyer_de_la_famille", f"({_TOGETHER}) AND {_FAMILY_ONLY}", 0.03, 0.015, learnt=False),
        Level("meme_foyer", _TOGETHER, 0.77, 1e-3),
        Level("tout_pres", f"{DISTANCE_M} <= {NEAR_HOME_M}", 0.06, 0.01),
        Level("meme_zone", "code_zone_l = code_zone_r", 0.06, 0.05),
        Level("ailleurs", ELSE, 0.08, 0.939),
    ),
)
COMPARISONS = (NAMES, BIRTH, YEAR, HOME)
CERTAIN = (
    f"({agree(Sort.NOM_PRENOM_SONS)} AND ({agree(Sort.NAISSANCE)} OR {agree(Sort.NAISSANCE_SANS_ORDRE)}))"
)
"""Pairs that are the same person nearly always: they say how many duplicates to expect."""
CERTAIN_SHARE = 0.6
"""Part of the duplicates that are such pairs, on invented people; the number expected is theirs over it."""

BLOCKING = (
    Sort.NOM_PRENOM,
    Sort.NOM_PRENOM_SONS,
    Sort.NOM_INITIALE,
    Sort.NOM_ANNEE,
    Sort.NAISSANCE,
    Sort.NAISSANCE_SANS_ORDRE,
    Sort.TELEPHONE,
)
"""Two references are compared when they share a fingerprint of these sorts, or a year of birth and a home."""


def splink_comparisons(u: dict[tuple[str, str], float]) -> list[Any]:
    """The comparisons as splink takes them. u: by (comparison, level)."""
    return [
        {
            "output_column_name": comparison.name,
            "comparison_levels": [
                {"sql_condition": comparison.unknown, "is_null_level": True},
                *(
                    {
                        "sql_condition": level.condition,
                        "m_probability": level.m,
                        "u_probability": u[comparison.name, level.code],
                    }
                    for level in comparison.levels
                ),
            ],
        }
        for comparison in COMPARISONS
    ]
