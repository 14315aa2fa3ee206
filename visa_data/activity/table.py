"""The figures of a period as one table: a row each, with what it is counted among and what it counts."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from visa_data.activity.declared import BY_NAME, DECLARED, Declared
from visa_data.activity.gathered import Activity
from visa_data.activity.pages import PAGES
from visa_data.exports.tables import csv_bytes
from visa_data.indicators.indicator import Unit

COLUMNS = (
    "partie",
    "chiffre",
    "libelle",
    "detail",
    "valeur",
    "unite",
    "sur",
    "sur_quoi",
    "etat",
    "moment",
    "definition",
)
KNOWN, UNKNOWN, WITHHELD = "connu", "non connu", "non communiqué"
OF_NEEDS = ("besoins_ouverts_periode", "besoins_clos", "besoins_pourvus", "delai_besoin")
OF_SCHEMES = (
    ("demandes", "Demandes reçues", "demandes", "asked"),
    ("honorees", "Demandes honorées", "demandes", "honoured"),
    ("beneficiaires", "Bénéficiaires du mois qui en compte le plus", "personnes", "people"),
    ("heures", "Heures des bénévoles", "heures", "hours"),
    ("cout", "Coût des mois comptés", "euros", "euros"),
    ("cout_par_contact", "Coût d'une demande honorée", "euros", "per_contact"),
    ("cout_par_personne", "Coût d'une année pour une personne", "euros", "per_person"),
)
TITLES = {page.key: page.title for page in PAGES}
Row = tuple[object, ...]


def figures_csv(found: Activity) -> bytes:
    """See `figures_table`; as French spreadsheets open it, decimals at most two."""
    table = figures_table(found)
    return csv_bytes(table.assign(**{name: table[name].map(_written) for name in ("valeur", "sur")}))


def figures_table(found: Activity) -> pd.DataFrame:
    """`COLUMNS`: the figures declared, then those of each need, of each scheme and of each gap to fund.

    valeur: empty where it is not known or not given, which `etat` says; sur: its denominator. detail: which need, scheme
    or gap.
    """
    rows = [_declared(found, one) for one in DECLARED]
    rows += [*_needs(found), *_schemes(found), *_gaps(found)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _declared(found: Activity, one: Declared) -> Row:
    whole = BY_NAME.get(one.whole)
    return (
        *(TITLES[one.part], one.name, one.label, "", found.value(one.name), _unit(one)),
        *((found.value(whole.name), whole.label) if whole else (math.nan, "")),
        _state(found.values[one.name], given=found.given(one)),
        one.when.value,
        one.definition(found.settings),
    )


def _needs(found: Activity) -> Iterator[Row]:
    for need, values in found.needs.items():
        for one in map(BY_NAME.__getitem__, OF_NEEDS):
            # One follow-up tells every need: a count that is unknown of all of them is unknown of each.
            known = one.unit is Unit.DAYS or not math.isnan(found.values[one.name])
            value = values[one.name] if known else math.nan
            given = found.given(one)
            yield (
                *(TITLES[one.part], one.name, one.label, need.label),
                *(value if given else math.nan, _unit(one), math.nan, "", _state(value, given=given)),
                *(one.when.value, one.definition(found.settings)),
            )


def _schemes(found: Activity) -> Iterator[Row]:
    for scheme in found.schemes:
        for name, label, unit, field in OF_SCHEMES:
            value = float(getattr(scheme, field))
            yield (
                *(TITLES["dispositifs"], name, label, scheme.name, value, unit),
                *(float(scheme.months), "mois transmis", _state(value, given=True), "periode"),
                "Voir la partie « Les dispositifs et leur coût ».",
            )


def _gaps(found: Activity) -> Iterator[Row]:
    for gap in found.to_fund:
        state = WITHHELD if math.isnan(gap.people) else KNOWN
        asks = f"Ce que cela demanderait ici : {gap.asks.words}." if gap.asks.words else "À chiffrer ici."
        yield (
            *(TITLES["a-financer"], gap.kind.value, "Personnes concernées", gap.label),
            *(gap.people, "personnes", math.nan, "", state, "fin", asks),
        )


def _written(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _unit(one: Declared) -> str:
    return one.unit.value if one.unit is Unit.DAYS else one.about


def _state(value: float, *, given: bool) -> str:
    if not given:
        return WITHHELD
    return UNKNOWN if math.isnan(value) else KNOWN
