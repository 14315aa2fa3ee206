"""A book's counts, protected together: the territory's, exact unless it is small, and those of its sectors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from visa_data.dossier.counts import DERIVED, Difference, counts_by_zone, rates, white_zones
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.open_book import OpenBook
from visa_data.dossier.tables import NOW, THEN
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.protection.marks import Mark
from visa_data.protection.nesting import Sum
from visa_data.protection.publication import Earlier, Published, publish
from visa_data.protection.rules import Rules
from visa_data.settings import Settings
from visa_data.territory.sectors import Division

PER_SECTOR = 15
"""A count is given by sector where the territory has as many for each sector on average: a little above k = 11, so
that most sectors may carry a number. The choice looks at exact totals alone, which are published."""
WHITE_ZONES = "zones_blanches"
"""The one total that counts zones: a public fact of each zone that is named."""
NAMED_WHITE = ("inscrits", "isolees", "isolees_sans_equipe")
"""Counts that are 1 at least where a zone blanche is named."""


SUMS = tuple(
    Sum(rule.whole, (rule.part, name)) if isinstance(rule, Difference) else Sum(name, rule.parts)
    for name, rule in DERIVED.items()
)
"""Which counts add up to which."""
Said = tuple[Mapping[str, float], Mapping[str, Mark]]
"""The territory's counts as they may be said, and their marks, by name."""


@dataclass(frozen=True)
class Counted:
    """Everybody's counts at the end of a day. sectors: index = codes of sectors ('' for nowhere), one column a count.

    totals: the territory's, of the same names. least: what naming zones blanches tells of `sectors`.
    """

    sectors: pd.DataFrame
    totals: Mapping[str, int]
    white: int
    least: pd.DataFrame


def counted(book: OpenBook, day: date, division: Division) -> Counted:
    """What a day holds, by these sectors."""
    of_zone = division.of_zone()
    zones = counts_by_zone(book.ask, day)
    sectors = zones.groupby([of_zone[code] if code else "" for code in zones.index]).sum()
    sectors = sectors.reindex([sector.code for sector in division.sectors], fill_value=0).combine_first(
        sectors
    )
    order = [sector.code for sector in division.sectors]
    if "" in sectors.index and sectors.loc[""].any():
        order.append("")
    sectors = sectors.reindex(order).astype("int64")
    white = white_zones(book.ask(zones_blanches_by_zone, day=day))["code_zone"]
    least = pd.DataFrame(0, index=sectors.index, columns=sectors.columns)
    for code in white:
        least.loc[of_zone[code], list(NAMED_WHITE)] += 1
    totals = {str(name): int(count) for name, count in sectors.sum().items()}
    return Counted(sectors, totals, len(white), least)


def is_small(registered: int, division: Division, settings: Settings) -> bool:
    """Whether the whole territory is as small a place as a sector."""
    return registered < settings.petit_territoire or len(division.sectors) < 2


def protected(
    found: Counted, division: Division, settings: Settings, *, small: bool, before: Earlier | None
) -> Published:
    """The counts as the book may say them; only those given by sector have columns."""
    least = PER_SECTOR * len(division.sectors)
    given = [] if small else [name for name, total in found.totals.items() if total >= least]
    return publish(
        found.sectors[given],
        found.totals,
        rules_of(settings),
        exact_totals=not small,
        least=found.least[given],
        sums=SUMS,
        before=before,
    )


def rules_of(settings: Settings) -> Rules:
    """The rule of the sectors."""
    return Rules(settings.seuil_effectif, settings.arrondi)


def totals_table(days: Mapping[date, Said]) -> pd.DataFrame:
    """nom, jour, valeur, marque: see `Tables`."""
    rows = [
        (name, day, float(values[name]), int(marks[name]))
        for day, (values, marks) in sorted(days.items())
        for name in sorted(values)
    ]
    return pd.DataFrame(rows, columns=["nom", "jour", "valeur", "marque"])


def exact_totals(
    book: OpenBook, days: Iterable[date], settings: Settings, beside: Mapping[date, Mapping[str, int]]
) -> dict[date, Said]:
    """The territory's counts at each of these days: key figures, and those of `beside` that they are not among.

    With a threshold for the whole (`seuil_ensemble`), counts from 1 to it − 1 are withheld, and what gives them back.
    """
    found: dict[date, Said] = {}
    for day in days:
        more = {name: float(count) for name, count in beside.get(day, {}).items()}
        values = {name: value for name, value in (more | book.totals(day)).items() if name not in rates()}
        marks = dict.fromkeys(values, Mark.SHOWN)
        if settings.seuil_ensemble > 1:
            persons = {name: int(value) for name, value in values.items() if name != WHITE_ZONES}
            rules = Rules(settings.seuil_ensemble, 1)
            said = publish(pd.DataFrame(index=[""]), persons, rules, exact_totals=False, sums=SUMS)
            values, marks = values | dict(said.totals), marks | dict(said.total_marks)
        found[day] = (values, marks)
    return found


def sectors_table(published: Published, previous: FrozenBook | None) -> pd.DataFrame:
    """moment, code, nom, valeur, marque: this book's, then the previous one's as it published them."""
    names = list(published.values.columns)
    rows = [
        (NOW, code, name, value, mark)
        for code, values, marks in zip(
            published.values.index, published.values.to_numpy(), published.marks.to_numpy(), strict=True
        )
        for name, value, mark in zip(names, values.tolist(), marks.tolist(), strict=True)
    ]
    columns = ["moment", "code", "nom", "valeur", "marque"]
    table = pd.DataFrame(rows, columns=columns).astype({"valeur": float, "marque": "int64"})
    if previous is None:
        return table
    then = previous.tables.by_sector
    return pd.concat([table, then[then["moment"] == NOW].assign(moment=THEN)], ignore_index=True)
