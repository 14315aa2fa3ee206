"""Which counts are part of which: what the indicators' definitions say, used by whoever subtracts.

Source: the definitions of the contract, parts 3 and 5 (`visa_data.indicators`). A column that is not named here counts persons
on its own: only its total over the zones ties it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Sum:
    """`total` is the sum of `parts`, parts that no screen shows included."""

    total: str
    parts: tuple[str, ...]


PARENTS: Mapping[str, tuple[str, ...]] = {
    "tentes": ("inscrits",),
    "joints": ("tentes",),
    "evalues": ("tentes",),
    "a_jour": ("evalues", "joints"),
    "jamais_joints": ("tentes", "non_joints"),
    "perdus_de_vue": ("joints",),
    "non_joints": ("inscrits",),
    "non_evaluees": ("inscrits",),
    "isolees": ("inscrits",),
    "isolees_couvertes": ("isolees",),
    "isolees_sans_equipe": ("isolees",),
    "niveau_1": ("evalues",),
    "niveau_2": ("evalues", "isolees"),
    "niveaux_3_4": ("evalues", "isolees"),
    "niveau_3": ("niveaux_3_4",),
    "niveau_4": ("niveaux_3_4",),
    "urgences": ("niveaux_3_4",),
    "urgences_sans_contact": ("urgences",),
    "ouverts": ("inscrits",),
    "non_pourvus": ("ouverts",),
    "pourvus": ("inscrits",),
    "a_orienter": ("evalues", "isolees"),
    "orientees": ("a_orienter",),
    "prises_en_charge": ("orientees",),
    "orientations_en_attente": ("orientees",),
    "orientations_sans_suite": ("orientees",),
    "parraines": ("inscrits",),
    "orphelins": ("parraines",),
    "suivis": ("joints",),
    "meme_appelant": ("suivis",),
    "inconnu": ("inscrits",),
    "aucun": ("inscrits",),
    "present": ("inscrits",),
    "relais_demande": ("inscrits",),
    "relais_sans_reponse": ("relais_demande",),
    "isolees_une_equipe": ("isolees_couvertes",),
    "inscrites": ("recus",),
}
"""Each person counted in the column is counted in its parents."""

DISJOINT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("inscrits", ("non_evaluees", "niveau_1", "niveau_2", "niveau_3", "niveau_4")),
    ("evalues", ("niveau_1", "niveau_2", "niveau_3", "niveau_4")),
    ("isolees", ("niveau_2", "niveau_3", "niveau_4")),
    ("tentes", ("joints", "jamais_joints")),
    ("inscrits", ("joints", "jamais_joints")),
    ("joints", ("a_jour", "perdus_de_vue")),
    ("inscrits", ("non_joints", "perdus_de_vue")),
    ("inscrits", ("ouverts", "pourvus")),
)
"""A whole and parts that share nobody; what is left of the whole is a count of persons too."""

COMPLETE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("inscrits", ("joints", "non_joints")),
    ("inscrits", ("evalues", "non_evaluees")),
    ("isolees", ("isolees_couvertes", "isolees_sans_equipe")),
    ("niveaux_3_4", ("niveau_3", "niveau_4")),
    ("evalues", ("niveau_1", "niveau_2", "niveaux_3_4")),
    ("a_orienter", ("niveau_2", "niveaux_3_4")),
    ("evalues", ("niveau_1", "a_orienter")),
    ("orientees", ("prises_en_charge", "orientations_en_attente", "orientations_sans_suite")),
    ("inscrits", ("inconnu", "aucun", "present", "relais_demande")),
)
"""Those that leave nobody: a reader who is given all of them but one has that one too."""

SAME: tuple[tuple[str, str], ...] = (("urgences", "niveau_4"),)
"""Two names of one count."""


def ancestors(column: str) -> set[str]:
    """Every column that holds everybody counted in this one."""
    found: set[str] = set()
    ahead = list(PARENTS.get(column, ()))
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(PARENTS.get(name, ()))
    return found


def nested(columns: Iterable[str]) -> list[tuple[str, str]]:
    """(outer, inner) for all pairs of these columns; a column by need is named `ouverts@parler`."""
    split = {name: name.partition("@") for name in columns}
    pairs = []
    for inner, (base, _, need) in split.items():
        above = ancestors(base)
        for outer, (other, _, other_need) in split.items():
            if other in above and other_need in ("", need):
                pairs.append((outer, inner))
    return pairs


def disjoint(columns: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """(whole, at least two of its parts) among these columns, for each need where parts are by need."""
    known = set(columns)
    needs = sorted({need for _, _, need in (name.partition("@") for name in known)})
    found: dict[tuple[str, tuple[str, ...]], None] = {}
    for need in needs:
        for whole, parts in (*COMPLETE, *DISJOINT):
            names = tuple(_named(part, need, known) for part in parts)
            here = tuple(name for name in names if name in known)
            outer = _named(whole, need, known)
            if outer in known and len(here) > 1:
                found[outer, here] = None
    return list(found)


def _named(column: str, need: str, known: set[str]) -> str:
    by_need = f"{column}@{need}"
    return by_need if need and by_need in known else column


def completed(totals: Mapping[str, int]) -> dict[str, int]:
    """These counts of one place, and those that a reader gets from them by subtraction."""
    found = dict(totals)
    while True:
        for whole, parts in (*COMPLETE, *((one, (other,)) for one, other in SAME)):
            unknown = [name for name in (whole, *parts) if name not in found]
            if len(unknown) != 1:
                continue
            known = sum(found[part] for part in parts if part in found)
            value = known if unknown == [whole] else found[whole] - known
            if value >= 0:
                found[unknown[0]] = value
                break
        else:
            return found
