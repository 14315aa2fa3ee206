"""What is open and comes to a place, from what organisations say of themselves: where people live is never looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import numpy as np
import pandas as pd

from visa_data import french
from visa_data.indicators.service_lists import Freshness, every_resource, every_team
from visa_data.letter.places import Place
from visa_data.settings import Settings
from visa_data.territory.reach import zones_reached
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.vocabulary import StatutEquipe, StatutRessource, fold

NEW_DAYS = 28
"""A team that began so many days ago or less, or begins in so many, starts."""
NAMED = 5
NOBODY = pd.DataFrame({"latitude": pd.Series(dtype=float), "longitude": pd.Series(dtype=float)})


@dataclass(frozen=True, slots=True)
class Service:
    """A resource or a team that serves a place. where: « à Landrecies », "" when its name says so; comes: to which zones.

    reach: how many zones of the place it serves. needs: codes, for a resource. starts: for a team, when, as read.
    """

    identifier: str
    name: str
    where: str
    comes: str
    reach: int
    needs: tuple[str, ...] = ()
    verified: date | None = None
    starts: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """Open resources freshly checked, the widest first; those left out because their check is old, or was never made."""

    services: tuple[Service, ...]
    outdated: int
    never: int


def open_resources(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, place: Place) -> Open:
    """The resources that serve the place (they stand there, say that they come, or are near enough)."""
    zones, frame = read_zones(cursor), every_resource(cursor, day, settings)
    frame = frame[frame["statut"] == StatutRessource.ACTIVE.value].reset_index(drop=True)
    rows = _rows_of(zones, place)
    served = _served(frame, zones, rows)
    kept, left = [], {Freshness.OUTDATED: 0, Freshness.NEVER: 0}
    for row, here in zip(frame.itertuples(), served, strict=True):
        if not here:
            continue
        if row.fraicheur != Freshness.UP_TO_DATE:
            left[Freshness(row.fraicheur)] += 1
            continue
        kept.append(
            Service(
                row.identifiant,
                _with_category(row.nom, row.categorie),
                _where(row.nom, row.nom_zone),
                _comes(row, zones, place, rows),
                len(here),
                tuple(str(row.besoins).split("|")) if isinstance(row.besoins, str) else (),
                _date(row.date_verification),
            )
        )
    kept.sort(key=lambda one: (-one.reach, -(one.verified or date.min).toordinal(), one.name, one.identifier))
    return Open(tuple(kept), left[Freshness.OUTDATED], left[Freshness.NEVER])


def starting_teams(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, place: Place
) -> list[Service]:
    """The citizen teams of the place that began in the last weeks, or are about to, by name."""
    zones, frame = read_zones(cursor), every_team(cursor, day, settings)
    rows, found = _rows_of(zones, place), []
    for row, here in zip(frame.itertuples(), _served(frame, zones, rows), strict=True):
        starts = _starts(row.statut, row.date_creation, day)
        if here and starts:
            found.append(
                Service(
                    row.identifiant,
                    row.nom,
                    _where(row.nom, row.nom_zone),
                    _comes(row, zones, place, rows),
                    len(here),
                    starts=starts,
                )
            )
    return sorted(found, key=lambda one: (one.name, one.identifier))


def _served(services: pd.DataFrame, zones: ZoneFrame, rows: list[int]) -> list[set[int]]:
    """For each service, which of these rows of zones it serves, by what is public: nobody stands on the map."""
    asked = set(rows)
    reached = zones_reached(services, zones, NOBODY, np.empty(0, dtype=np.int64))
    return [
        ({*found.tolist()} | set(zones.rows_of(own if isinstance(own, str) else None))) & asked
        for found, own in zip(reached, services["code_zone"], strict=True)
    ]


def _rows_of(zones: ZoneFrame, place: Place) -> list[int]:
    chosen = frozenset(place.zones)
    return [row for row, code in enumerate(zones.codes) if code in chosen]


def _with_category(name: str, category: object) -> str:
    """The name, with what it is where the name does not say it."""
    if not isinstance(category, str) or not category or fold(category) in fold(name):
        return name
    return f"{name} ({category})"


def _where(name: str, zone: object) -> str:
    if not isinstance(zone, str) or fold(zone) in fold(name):
        return ""
    return french.at(zone)


def _comes(row: object, zones: ZoneFrame, place: Place, here: list[int]) -> str:
    """Where it says that it comes, within the place; "" when it says nothing."""
    listed, own = getattr(row, "zones_intervention", None), getattr(row, "code_zone", None)
    declared = set(zones.rows_of(listed if isinstance(listed, str) else None))
    within = [at for at in here if at in declared]
    if not within:
        radius = getattr(row, "rayon_km", None)
        if radius is None or pd.isna(radius) or radius <= 0:
            return ""
        kilometres = french.number(radius, 0 if radius == round(radius) else 1)
        return f"à {kilometres} {'kilomètre' if radius < 2 else 'kilomètres'} à la ronde"
    if place.is_one_zone:
        return f"vient {french.at(zones.names[within[0]])}"
    if len(within) == len(here):
        return "vient partout"
    others = [zones.names[at] for at in within if zones.codes[at] != own]
    if not others:
        return ""
    shown, more = others[:NAMED], len(others) - NAMED
    if more == 1:
        shown, more = others[: NAMED + 1], 0
    told = [french.at(name) for name in shown]
    if more > 0:
        told.append(f"dans {french.number(more)} autres lieux")
    return f"vient {french.listed(told)}"


def _starts(status: str, created: object, day: date) -> str:
    """« a commencé le 1er juin 2020 », « commence le… », « se prépare »; "" for a team that is not starting."""
    began = _date(created)
    if status == StatutEquipe.EN_CREATION.value:
        return (
            f"commence le {french.day(began)}"
            if began and began > day
            else "se prépare et cherche des bénévoles"
        )
    if status != StatutEquipe.ACTIVE.value or began is None or abs(began - day) > timedelta(days=NEW_DAYS):
        return ""
    return f"a commencé le {french.day(began)}" if began <= day else f"commence le {french.day(began)}"


def _date(value: object) -> date | None:
    return value.date() if isinstance(value, pd.Timestamp) and not pd.isna(value) else None
