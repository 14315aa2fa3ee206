"""What an activity is set beside: the network's figures of 2018, and what a year of an initiative cost a person."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from visa_data import french
from visa_data.activity.period import Period
from visa_data.initiatives.catalogue import catalogue
from visa_data.initiatives.initiative import Document, Moyen
from visa_data.initiatives.order_of_magnitude import one_figure
from visa_data.vocabulary import Porteur

FILE = "reperes.toml"
YEAR = 365.25
NETWORK = f"{Document.MONALISA.label}, 2018"


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure of ours beside theirs, as texts; here: '–' where nothing says it. where: the document."""

    what: str
    here: str
    there: str
    where: str


@cache
def network() -> Mapping[str, float]:
    """The network's figures by name, as `reperes.toml` holds them."""
    entries = tomllib.loads((files("visa_data.activity") / FILE).read_text(encoding="utf-8"))
    return {name: float(entry["nombre"]) for name, entry in entries.items()}


def beside_network(
    values: Mapping[str, float], carriers: Mapping[str, int], period: Period
) -> tuple[Beside, ...]:
    """Teams, who carries them, meetings and training. carriers: active teams by code of `Porteur`, '' when not told."""
    there = network()
    territories = there["territoires"]
    known = sum(count for code, count in carriers.items() if code)
    rows = [
        Beside(
            "Équipes citoyennes actives",
            french.number(values["equipes_fin"]),
            f"{french.number(there['equipes'] / territories, 1)} en moyenne par territoire engagé",
            NETWORK,
        )
    ]
    for carrier in (Porteur.RESEAU, Porteur.LOCALE, Porteur.CCAS):
        here = carriers.get(carrier.value, 0) / known if known else None
        rows.append(
            Beside(
                f"Équipes portées par{french.NBSP}: {carrier.label}",
                french.percent(here),
                french.percent(there[carrier.value] / 100),
                NETWORK,
            )
        )
    days = (period.until - period.since).days + 1
    rows.append(
        Beside(
            "Comités de pilotage ramenés à l'année",
            _average(values["reunions"] * YEAR / days),
            f"{french.number(there['comites'] / territories, 1)} en moyenne par territoire engagé",
            NETWORK,
        )
    )
    rows.append(
        Beside(
            "Appelants formés",
            f"{french.number(values['appelants_formes_fin'])} sur {french.number(values['appelants_fin'])}",
            f"{french.counted(there['formes'], 'bénévole formé', 'bénévoles formés')} en {french.number(there['sessions'])} sessions, "
            f"{french.number(there['formes'] / there['sessions'])} par session",
            NETWORK,
        )
    )
    return tuple(rows)


def _average(value: float) -> str:
    return french.number(value, 1 if value else 0)


def yearly_costs() -> tuple[tuple[str, str, str], ...]:
    """What a year cost for each of those whom an initiative served, where its document says both: name, cost, source.

    Only where the cost follows the people: the fixed cost of a place says nothing of one more.
    """
    rows = []
    for one in catalogue():
        follows = all(figure.scales for figure in one.means if figure.means is Moyen.EUROS_AN)
        if one.yearly_cost is None or one.people is None or not follows:
            continue
        each = one_figure(one.yearly_cost / one.people.value)
        rows.append(
            (
                one.name,
                f"environ {french.number(each)}{french.NBSP}€ par an et par personne "
                f"({french.number(one.yearly_cost)}{french.NBSP}€ pour {french.number(one.people.value)} {one.people.words})",
                one.document.label,
            )
        )
    return tuple(rows)
