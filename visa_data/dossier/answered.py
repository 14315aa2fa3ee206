"""The answers a book holds: the whole territory's, services, and the few counts of small places by the sectors' rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from visa_data.dossier.book import question_name
from visa_data.dossier.contents import CONTENTS, MARKS, NUMBERS, Content, Tells, key_of
from visa_data.dossier.open_book import OpenBook
from visa_data.dossier.places import Around, needs_served, resources_by_sector, served
from visa_data.dossier.published import rules_of
from visa_data.dossier.tables import NOW, THEN
from visa_data.indicators.acteurs import actor_types_by_zone, actors_listed
from visa_data.indicators.besoins import needs_by_zone
from visa_data.indicators.fragile import fragile_by_zone
from visa_data.indicators.heures import MINUTES_CHOICES, hours_needed
from visa_data.indicators.implantations import NEXT_TEAM_KM, NEXT_TEAMS, implantations
from visa_data.indicators.issues_appels import outcomes
from visa_data.indicators.mouvements import moves
from visa_data.indicators.reaching import TEAM, declared_zones, reaching
from visa_data.indicators.registre_aveugle import blind_register_by_zone
from visa_data.indicators.service_lists import every_resource, every_team, load_text, team_loads
from visa_data.indicators.signalements import silent_zones
from visa_data.indicators.zone_values import WITHOUT_RESOURCE
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.protection.marks import Mark
from visa_data.protection.publication import Published
from visa_data.protection.rules import IntArray, Rules
from visa_data.territory.sectors import Division
from visa_data.territory.zones import ZoneFrame

Answers = dict[str, dict[str, pd.DataFrame]]
SITES: tuple[dict[str, Any], ...] = ({}, {"number": NEXT_TEAMS, "radius_km": NEXT_TEAM_KM})
"""How the screens ask for implantations."""
ISOLATED = ("isolees", "isolees_couvertes", "isolees_sans_equipe")
"""Counts by sector that what teams reach, or would reach, is part of."""


def answers(book: OpenBook, division: Division, published: Published, *, exact: bool) -> Answers:
    """By key, then by part (see `contents`). published: the counts by sector, which the answers must not undo.

    exact: False leaves out what tells exact counts of the territory.
    """
    of_zone = division.of_zone()
    found: Answers = dict(_public_tables(book, division))
    reached = found[question_name(reaching)][""]
    for name, content in CONTENTS.items():
        if content.question is reaching or (content.tells is Tells.WHOLE and not exact):
            continue
        for moment in (NOW, THEN) if content.both else (NOW,):
            for more in _asked(content, book.before):
                day = book.day if moment == NOW else book.before
                # The screens' own sites are those of the indicator: a search is worth one answer.
                options = {} if content.question is implantations else more
                answer = book.ask(content.question, day=day, **options)
                frames = {part: frame.copy() for part, frame in content.pack(answer).items()}
                if content.tells is not Tells.WHOLE:
                    frames = _brought_to_sectors(content, frames, division)
                if content.tells is Tells.SMALL:
                    around = _sectors_around(content, frames[""], reached, more, book.zones, of_zone)
                    counts = frames[""][content.columns[0]].fillna(0).to_numpy(dtype=np.int64)
                    column = "isolees_couvertes" if content.question is team_loads else "isolees_sans_equipe"
                    hides = _hides(around, counts, column, published, rules_of(book.settings))
                    frames = _small(content, frames, book, hides)
                found[key_of(name, moment, more)] = frames
    return found


def _asked(content: Content, before: date) -> tuple[dict[str, Any], ...]:
    """The options that the screens ask a question with."""
    if content.question is moves:
        return ({"before": before},)
    if content.question is outcomes:
        return ({}, {"since": before})
    if content.question is hours_needed:
        return ({}, *({"minutes_per_miss": float(minutes)} for minutes in MINUTES_CHOICES))
    return SITES if content.question is implantations else ({},)


def _public_tables(book: OpenBook, division: Division) -> Iterator[tuple[str, dict[str, pd.DataFrame]]]:
    """By sector: what the indicators say of places and services, not of persons."""
    of_zone, codes = division.of_zone(), [sector.code for sector in division.sectors]
    reached = served(book.cursor, book.day, book.settings, book.zones, of_zone)
    yield key_of(question_name(reaching), NOW, {}), {"": reached}
    resources = resources_by_sector(reached, codes)
    yield key_of(question_name(needs_by_zone), NOW, {}), {"": resources}
    alone, none = (
        needs_served(resources, "besoins_une_ressource", 1),
        needs_served(resources, WITHOUT_RESOURCE, 0),
    )
    yield key_of(question_name(fragile_by_zone), NOW, {}), {"": alone}
    yield key_of(question_name(zones_blanches_by_zone), NOW, {}), {"": none}
    yield key_of(question_name(blind_register_by_zone), NOW, {}), {"": _residents(book, of_zone, codes)}


def _residents(book: OpenBook, of_zone: Mapping[str, str], codes: list[str]) -> pd.DataFrame:
    """code_zone, plus_75_ans, plus_75_ans_seuls, annee: unknown where those of a member zone are."""
    zones = book.ask(blind_register_by_zone)
    zones = zones[zones["code_zone"] != ""]
    by_sector = zones.groupby(zones["code_zone"].map(of_zone))
    sums = {
        name: by_sector[name].agg(lambda known: known.sum() if known.notna().all() else np.nan)
        for name in ("plus_75_ans", "plus_75_ans_seuls")
    }
    years = by_sector["annee"].agg(lambda year: year.iloc[0] if year.nunique(dropna=False) == 1 else pd.NA)
    return pd.DataFrame({**sums, "annee": years}).reindex(codes).rename_axis("code_zone").reset_index()


def _brought_to_sectors(
    content: Content, frames: dict[str, pd.DataFrame], division: Division
) -> dict[str, pd.DataFrame]:
    """Codes of zones to those of sectors, where a page links them to the map; the commune keeps its name."""
    table, of_zone = frames[""], division.of_zone()
    if content.question is declared_zones:
        table["valeurs"] = [
            "|".join(dict.fromkeys(of_zone[code] for code in listed.split("|") if code in of_zone))
            for listed in table["valeurs"]
        ]
    elif content.question is actor_types_by_zone:
        frames[""] = _missing_by_sector(table, division)
    elif content.question is silent_zones:
        frames[""] = _silent_by_sector(table, division)
    elif content.question in (every_team, every_resource, actors_listed, team_loads, implantations):
        table["code_zone"] = [of_zone.get(code, code) for code in table["code_zone"]]
    for name in content.unsaid:
        if name in table.columns:
            table[name] = np.nan
    return frames


def _silent_by_sector(table: pd.DataFrame, division: Division) -> pd.DataFrame:
    """`silent_zones` by sector: code_zone, nom_zone, sans_relais; how many relays the others have is not said.

    No row where a single sector would be left for all the reports of the territory, whose number is published.
    """
    by_sector = table.groupby(table["code_zone"].map(division.of_zone()))
    heard = by_sector["relais_distincts"].sum() > 0
    silent = by_sector["sans_relais"].any() & ~heard
    told = division.sectors if heard.sum() > 1 else ()
    rows = [(sector.code, sector.name, bool(silent[sector.code])) for sector in told]
    return pd.DataFrame(rows, columns=["code_zone", "nom_zone", "sans_relais"])


def _missing_by_sector(table: pd.DataFrame, division: Division) -> pd.DataFrame:
    """`actor_types_by_zone` by sector: the kinds that none of its zones has."""
    missing = {
        code: listed.split("|") if listed else []
        for code, listed in zip(table["code_zone"], table["types_absents"], strict=True)
    }
    rows = []
    for sector in division.sectors:
        first, *others = (missing[zone] for zone in sector.zones)
        kinds = [kind for kind in first if all(kind in other for other in others)]
        rows.append((sector.code, sector.name, "|".join(kinds)))
    return pd.DataFrame(rows, columns=["code_zone", "nom_zone", "types_absents"])


def _sectors_around(
    content: Content,
    table: pd.DataFrame,
    reached: pd.DataFrame,
    more: Mapping[str, Any],
    zones: ZoneFrame,
    of_zone: Mapping[str, str],
) -> list[set[str]]:
    """The sectors where the people counted in each row may live."""
    if content.question is team_loads:
        by_team = reached[reached["genre"] == TEAM].groupby("identifiant")["code_zone"].agg(set)
        return [by_team.get(team, set()) for team in table["identifiant"]]
    radius, circles = float(more.get("radius_km", NEXT_TEAM_KM)), Around(zones, of_zone)
    return [circles.touched(float(row.latitude), float(row.longitude), radius) for row in table.itertuples()]


def _hides(
    around: list[set[str]], counts: IntArray, column: str, published: Published, rules: Rules
) -> list[bool]:
    """Whether saying a count of people of these sectors would narrow what one of them withholds of isolated people.

    counts: of people who are all in `column` of the sectors around. Where what the book says of these makes at least
    as many already, the count tells nothing new.
    """
    named = [name for name in ISOLATED if name in published.marks.columns]
    withheld = published.marks[named].isin([Mark.SMALL, Mark.OTHER]).any(axis=1)
    hidden = set(withheld.index[withheld])
    least: dict[str, int] = {}
    if column in named:
        low, _ = rules.interval(
            published.values[column].fillna(0).to_numpy(dtype=np.int64), published.marks[column].to_numpy()
        )
        least = dict(zip(published.values.index, low.tolist(), strict=True))
    _, most = rules.interval(counts, rules.marks(counts))
    return [
        bool(sectors & hidden) and sum(least.get(sector, 0) for sector in sectors) < at_most
        for sectors, at_most in zip(around, most.tolist(), strict=True)
    ]


def _small(
    content: Content, frames: dict[str, pd.DataFrame], book: OpenBook, hides: list[bool]
) -> dict[str, pd.DataFrame]:
    """Counts of persons rounded, « < 11 » under k, « n. c. » where `hides`; with their marks."""
    rules = rules_of(book.settings)
    table, marks = frames[""], pd.DataFrame()
    for name in content.columns:
        counts = table[name].fillna(0).to_numpy(dtype=np.int64)
        marks[name] = np.where(
            np.array(hides, dtype=bool) & (counts > 0), int(Mark.OTHER), rules.marks(counts)
        )
        withheld = marks[name].isin([Mark.SMALL, Mark.OTHER]) | table[name].isna()
        table[name] = np.where(withheld, np.nan, rules.rounded(counts).astype(float))
    if content.question is team_loads:
        words = {Mark.SMALL: f"moins de {rules.k} personnes isolées", Mark.OTHER: "nombre non communiqué"}
        table["charge_texte"] = [
            words.get(Mark(mark)) or load_text(row.active, row.isolees_atteintes, row.capacite)
            for row, mark in zip(table.itertuples(), marks["isolees_atteintes"], strict=True)
        ]
    if content.question is implantations:
        _places_in_order(frames, marks, rules)
    return frames | {MARKS: marks}


def _places_in_order(frames: dict[str, pd.DataFrame], marks: pd.DataFrame, rules: Rules) -> None:
    """The best places by what is published of them, then by name: their true order would tell more.

    The running sum is that of the published gains, unknown past a withheld one; where what others are known to gain
    leaves too few values for a withheld gain (of all the people without a team, exact), none is said.
    """
    table, numbers = frames[""], frames[NUMBERS]
    gains = table["nouvelles_couvertes"]
    least = gains.sub(rules.rounding // 2).clip(lower=rules.k).fillna(1)
    room = int(numbers["uncovered"].iloc[0]) - (least.sum() - least)
    if ((marks["nouvelles_couvertes"] == Mark.SMALL) & (room < rules.k // 2)).any():
        marks["nouvelles_couvertes"] = int(Mark.OTHER)
        gains = gains * np.nan
    order = sorted(
        range(len(table)), key=lambda row: (-gains.fillna(0).iloc[row], table["nom_zone"].iloc[row])
    )
    frames[""] = table.assign(nouvelles_couvertes=gains, cumul=np.nan).iloc[order].reset_index(drop=True)
    frames[""]["rang"] = range(1, len(table) + 1)
    frames[""]["cumul"] = frames[""]["nouvelles_couvertes"].cumsum(skipna=False)
    marks["nouvelles_couvertes"] = marks["nouvelles_couvertes"].to_numpy()[order]
    withheld = frames[""]["cumul"].isna()
    marks["cumul"] = np.where(withheld, int(Mark.OTHER), int(Mark.SHOWN))
    # Proven, it would be the exact sum of the gains.
    numbers["bound"] = 0 if withheld.any() else int(frames[""]["cumul"].max() if len(table) else 0)
