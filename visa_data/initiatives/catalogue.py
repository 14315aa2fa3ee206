"""The catalogue read from its files: one initiative each, refused with a sentence when a field is not what it must be."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from visa_data.errors import VisaError
from visa_data.initiatives.choices import Cout, Taille
from visa_data.initiatives.fields import Fields
from visa_data.initiatives.gaps import Ecart
from visa_data.initiatives.initiative import Document, Figure, Initiative, Moyen, Nature, Territoire
from visa_data.vocabulary import Besoin, fold

FOLDER = "catalogue"


@cache
def catalogue() -> tuple[Initiative, ...]:
    """Every initiative by nature, then by name. Raises VisaError, naming the file, when one of them is not whole."""
    folder = files("visa_data.initiatives") / FOLDER
    found = [
        read_initiative(path.name.removesuffix(".toml"), path.read_text(encoding="utf-8"))
        for path in folder.iterdir()
        if path.name.endswith(".toml")
    ]
    return tuple(sorted(found, key=lambda one: (list(Nature).index(one.nature), fold(one.name))))


def named(key: str) -> Initiative:
    """The one of that key (KeyError if none)."""
    return _by_key()[key]


@cache
def _by_key() -> dict[str, Initiative]:
    return {one.key: one for one in catalogue()}


def answering(
    *,
    need: str = "",
    gap: Ecart | None = None,
    territory: Territoire | None = None,
    natures: Iterable[Nature] = tuple(Nature),
    cost: Cout | None = None,
    size: Taille | None = None,
) -> tuple[Initiative, ...]:
    """Those that answer the need, the gap, and were done in that kind of territory; what is not given chooses nothing."""
    return tuple(
        one
        for one in catalogue()
        if one.nature in natures
        and (not need or need in one.needs)
        and (gap is None or gap in one.gaps)
        and (territory is None or territory in one.territories)
        and (cost is None or cost.holds(one.yearly_cost))
        and (size is None or size.holds(one.people.value if one.people else None))
    )


def read_initiative(key: str, text: str) -> Initiative:
    """One file of the catalogue. Raises VisaError with the file and the field at fault."""
    try:
        return _initiative(key, tomllib.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise VisaError(
            "Fiche d'initiative refusée",
            f"« {key}.toml » n'est pas une fiche complète ({type(error).__name__} : {error}). Corrigez ce champ.",
        ) from error


def _initiative(key: str, values: dict[str, Any]) -> Initiative:
    take = Fields(values)
    found = Initiative(
        key=key,
        name=take.whole("nom", str),
        nature=Nature(take.whole("nature", str)),
        place=take.whole("lieu", str),
        territories=take.several("territoires", Territoire),
        since=take.maybe("depuis", int, 0),
        since_line=take.maybe("depuis_ligne", int, 0),
        carried_by=take.maybe("porteur", str, ""),
        summary=take.whole("resume", str),
        needs=take.several("besoins", Besoin),
        gaps=take.several("ecarts", Ecart),
        conditions=take.several("conditions", str),
        people=_figure(take.maybe("personnes", dict, {})),
        means=tuple(filter(None, map(_figure, take.maybe("moyens", list, [])))),
        results=tuple(filter(None, map(_figure, take.maybe("resultats", list, [])))),
        document=Document(take.whole("document", str)),
        where=take.whole("endroit", str),
        lines=_span(*take.whole("lignes", list)),
    )
    take.nothing_left()
    return found


def _span(first: int, last: int) -> tuple[int, int]:
    return (int(first), int(last))


def _figure(values: Mapping[str, Any]) -> Figure | None:
    if not values:
        return None
    take = Fields(dict(values))
    means = take.maybe("moyen", str, "")
    found = Figure(
        words=take.whole("mots", str),
        value=float(take.whole("nombre", int | float)),
        written=take.whole("ecrit", str),
        line=take.whole("ligne", int),
        year=take.maybe("annee", int, 0),
        means=Moyen(means) if means else None,
        scales=take.maybe("proportionnel", bool, False),
    )
    take.nothing_left()
    return found
