"""What happened between two days, as dated in the data: the events behind a real change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import pandas as pd


@dataclass(frozen=True)
class Event:
    """A kind of dated event: its wording for one and for many, what it counts, and its count in SQL."""

    name: str
    one: str
    many: str
    about: str
    select: str


_CALLS = "FROM appels WHERE date_appel >= $debut AND date_appel < $fin"
_ENROLLED = "FROM personnes WHERE date_inscription >= $debut AND date_inscription < $fin"
_NEEDS = "FROM besoins WHERE date >= $debut AND date < $fin"

EVENTS = (
    Event("appels", "appel", "appels", "appels", f"SELECT count(*) {_CALLS}"),
    Event(
        "appels_joints",
        "appel où la personne a été jointe",
        "appels où la personne a été jointe",
        "appels",
        f"SELECT count(*) {_CALLS} AND issue = 'joint'",
    ),
    Event(
        "niveaux",
        "niveau déclaré",
        "niveaux déclarés",
        "appels",
        f"SELECT count(*) {_CALLS} AND niveau IS NOT NULL",
    ),
    Event(
        "inscriptions",
        "inscription",
        "inscriptions",
        "personnes",
        f"SELECT count(*) {_ENROLLED} AND consentement = 'oui'",
    ),
    Event(
        "transmissions",
        "consentement à recueillir",
        "consentements à recueillir",
        "personnes",
        f"SELECT count(*) {_ENROLLED} AND consentement = 'en_attente'",
    ),
    Event(
        "radiations",
        "radiation",
        "radiations",
        "personnes",
        "SELECT count(*) FROM personnes WHERE date_radiation >= $debut AND date_radiation < $fin",
    ),
    Event(
        "besoins_exprimes",
        "besoin exprimé",
        "besoins exprimés",
        "besoins",
        f"""
        SELECT count(*) FROM (
            SELECT reference, besoin, date {_NEEDS} AND statut = 'exprime'
            UNION
            SELECT reference, unnest(string_split(besoins, '|')), date_appel::DATE {_CALLS}
                AND besoins IS NOT NULL
        )
        """,
    ),
    Event(
        "besoins_pourvus",
        "besoin pourvu",
        "besoins pourvus",
        "besoins",
        f"SELECT count(*) {_NEEDS} AND statut = 'pourvu'",
    ),
    Event(
        "equipes_creees",
        "équipe créée",
        "équipes créées",
        "equipes",
        "SELECT count(*) FROM equipes WHERE date_creation >= $debut AND date_creation < $fin",
    ),
)


def happened(cursor: duckdb.DuckDBPyConnection, before: date, after: date) -> pd.DataFrame:
    """evenement, un, plusieurs, compte_de, nombre: events dated after `before`, up to the end of `after`.

    One row for each of EVENTS, counted on the data as known now. A need named twice on one day counts
    once.
    """
    bounds = {"debut": before + timedelta(days=1), "fin": after + timedelta(days=1)}
    rows = []
    for event in EVENTS:
        row = cursor.execute(event.select, bounds).fetchone()
        rows.append((event.name, event.one, event.many, event.about, int(row[0]) if row else 0))
    return pd.DataFrame(rows, columns=["evenement", "un", "plusieurs", "compte_de", "nombre"])
