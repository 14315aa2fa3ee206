"""A base of a few invented people, written by hand: what tests with hand-computed figures start from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import shapely

from visa_data.base import Base

Call = tuple[str, str, str] | tuple[str, str, str, dict[str, object]]


def add_zones(base: Base, *codes: str) -> None:
    """Square zones side by side, one degree tenth wide, named after their code."""
    with base.transaction() as cursor:
        for rank, code in enumerate(codes):
            square = shapely.box(3 + rank / 10, 50, 3 + (rank + 1) / 10, 50.1)
            cursor.execute(
                "INSERT INTO zones VALUES (?, ?, ?, NULL, NULL, 0)",
                [code, f"Zone {code}", shapely.to_wkb(square)],
            )


def add_person(
    base: Base,
    reference: str,
    *,
    zone: str | None = None,
    since: str = "2020-01-01",
    until: str | None = None,
    born: int | None = None,
    source: str = "registre_communal",
    consent: str = "oui",
    point: tuple[float, float] | None = None,
    sponsor: str | None = None,
) -> None:
    """One person, placed in `zone` (None: nowhere); point: latitude, longitude."""
    latitude, longitude = point if point else (None, None)
    with base.transaction() as cursor:
        cursor.execute(
            """INSERT INTO personnes (reference, source, date_inscription, date_radiation, annee_naissance,
                code_zone, latitude, longitude, parrain, consentement, import_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)""",
            [reference, source, since, until, born, zone, latitude, longitude, sponsor, consent],
        )
        cursor.execute(
            "INSERT INTO placements VALUES (?, ?, ?, NULL)",
            [reference, zone, "code_zone" if zone else "aucune"],
        )


def add_calls(base: Base, calls: Sequence[Call]) -> None:
    """(reference, « 2020-05-04 10:00 » or a day alone, outcome, other columns)."""
    with base.transaction() as cursor:
        for rank, call in enumerate(calls):
            more = call[3] if len(call) > 3 else {}
            cursor.execute(
                """INSERT INTO appels (reference, date_appel, heure_connue, appelant, rang, type_appel, issue,
                    niveau, besoins, duree_min, import_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)""",
                [
                    call[0],
                    datetime.fromisoformat(call[1]),
                    " " in call[1],
                    more.get("appelant", ""),
                    rank,
                    more.get("type"),
                    call[2],
                    more.get("niveau"),
                    more.get("besoins"),
                    more.get("duree"),
                ],
            )


def add_needs(base: Base, *events: tuple[str, str, str, str]) -> None:
    """(reference, need, day, status)."""
    with base.transaction() as cursor:
        for reference, need, day, status in events:
            cursor.execute(
                "INSERT INTO besoins VALUES (?, ?, ?, ?, NULL, 0)",
                [reference, need, date.fromisoformat(day), status],
            )


def add_resource(
    base: Base,
    identifier: str,
    needs: str,
    *,
    zones: str | None = None,
    radius: float | None = None,
    point: tuple[float, float] | None = None,
    checked: str | None = None,
) -> None:
    """One active resource."""
    latitude, longitude = point if point else (None, None)
    with base.transaction() as cursor:
        cursor.execute(
            "INSERT INTO ressources VALUES (?, ?, NULL, ?, NULL, ?, ?, ?, ?, NULL, 'active', ?, 0)",
            [identifier, f"Ressource {identifier}", needs, latitude, longitude, zones, radius, checked],
        )
