"""Lists drawn from what was asked for people: orientations, sponsors, visitors. For the coordination only.

Each has everybody's, one row a person: reference, code_zone ('' for nowhere), niveau, jours_attente, retard_jours (days
waited beyond the cadence of the level, 0 without a level), situation and acteur, in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from visa_data import french
from visa_data.indicators.acteurs import acting_in, actors_listed
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.orientations import TO_ORIENT, threads
from visa_data.indicators.parrainage import orphans
from visa_data.indicators.visites import waiting_listed
from visa_data.settings import Settings
from visa_data.territory.zones import read_zones
from visa_data.vocabulary_of_action import StatutSuite, TypeActeur

COLUMNS = ["reference", "code_zone", "niveau", "jours_attente", "retard_jours", "situation", "acteur"]
NEVER_ORIENTED = "Jamais orientée"
NOBODY_ABLE = "aucun connu dans sa zone"
HIGH = 3
"""From this level on, the guide has somebody competent called in (part 2)."""


WHO_ANSWERS = {
    2: (TypeActeur.CCAS, TypeActeur.SERVICE, TypeActeur.SOCIAL, TypeActeur.MONALISA, TypeActeur.ASSOCIATION),
    3: (TypeActeur.COORDINATION, TypeActeur.DEPARTEMENT, TypeActeur.CCAS),
    4: (TypeActeur.COORDINATION, TypeActeur.SANITAIRE, TypeActeur.CCAS),
}
"""Kinds of actors to whom the guide sends people of each level (part 2), the first to ask first."""


def to_orient(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """Level 2 and more, never oriented or oriented in vain; acteur: an active one of her zone who could be asked.

    Of the kinds that the guide names for her level (`WHO_ANSWERS`), in that order, then by name; not the one who has
    refused or given up.
    """
    log = threads(cursor, day, settings, EVERYBODY)
    ended = log["statut"].isin(["", StatutSuite.REFUSEE.value, StatutSuite.SANS_SUITE.value])
    kept = log[(log["niveau"] >= TO_ORIENT) & ended].reset_index(drop=True)
    found = _of_the_log(kept)
    found["situation"] = [
        f"{told} ({by})" if by else told for told, by in zip(found["situation"], found["acteur"], strict=True)
    ]
    able = _actors_by_zone(cursor, day, settings)
    asked = list(zip(kept["code_zone"], kept["niveau"], kept["acteur"], strict=True))
    first = {one: _first_able(able.get(one[0], {}), one[1], one[2]) for one in set(asked)}
    found["acteur"] = [first[one] for one in asked]
    return found


Able = Mapping[str, Sequence[tuple[str, str]]]
"""Kind of actor → (identifiant, nom) of the active ones, by name."""


def _actors_by_zone(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> Mapping[str, Able]:
    zones = read_zones(cursor)
    listed = actors_listed(cursor, day, settings).sort_values(["nom", "identifiant"])
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for actor, rows in acting_in(listed, zones):
        for row in rows:
            found.setdefault(zones.codes[row], {}).setdefault(actor.type, []).append(
                (actor.identifiant, actor.nom)
            )
    return found


def _first_able(able: Able, level: int, refused: str) -> str:
    """« CLIC de Maroilles (Dispositif de coordination) », or `NOBODY_ABLE`."""
    for kind in WHO_ANSWERS[level]:
        for code, name in able.get(kind.value, ()):
            if code != refused:
                return f"{name} ({kind.label})"
    return NOBODY_ABLE


def to_chase(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """An orientation that nobody has answered yet; acteur: at whose door it waits."""
    log = threads(cursor, day, settings, EVERYBODY)
    return _of_the_log(log[unanswered(log)])


NOBODY_NAMED = "Aucun acteur nommé"


def at_whose_door(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> pd.DataFrame:
    """The orientations that wait for an answer, by actor, the most first: counts, which name nobody.

    Columns: acteur ('' where nobody is named), nom_acteur, en_attente, niveaux_3_4 (those of level 3 or 4), plus_ancienne
    (days that the oldest has waited).
    """
    log = threads(cursor, day, settings, filters)
    waiting = log[unanswered(log)]
    found = (
        waiting.assign(haut=waiting["niveau"] >= HIGH)
        .groupby(["acteur", "nom_acteur"], as_index=False)
        .agg(
            en_attente=("reference", "size"),
            niveaux_3_4=("haut", "sum"),
            plus_ancienne=("jours_attente", "max"),
        )
        .astype({"plus_ancienne": int})
    )
    found["nom_acteur"] = [row.nom_acteur or row.acteur or NOBODY_NAMED for row in found.itertuples()]
    return found.sort_values(
        ["en_attente", "plus_ancienne", "nom_acteur"], ascending=[False, False, True], ignore_index=True
    )


def unanswered(log: pd.DataFrame) -> pd.Series:
    """Whether each thread waits for an answer."""
    return log["statut"].isin([one.value for one in StatutSuite if not one.closes])


def situations(log: pd.DataFrame) -> list[str]:
    """« Transmise le 3 avril 2020 » for each thread; `NEVER_ORIENTED` without a status."""
    told = list(zip(log["statut"], log["depuis_statut"], strict=True))
    words = {one: _said(*one) if one[0] else NEVER_ORIENTED for one in set(told)}
    return [words[one] for one in told]


def _said(status: str, since: Any) -> str:
    return f"{StatutSuite(status).label} le {french.day(pd.Timestamp(since).date())}"


def _of_the_log(log: pd.DataFrame) -> pd.DataFrame:
    found = log.assign(
        situation=situations(log),
        acteur=log["nom_acteur"].where(log["nom_acteur"] != "", log["acteur"]),
    )
    return found[COLUMNS].reset_index(drop=True)


def to_sponsor(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """People whose sponsor calls no more; acteur: the caller proposed. They wait since somebody last joined them."""
    found = orphans(cursor, day, settings, EVERYBODY)
    waited = (pd.Timestamp(day) - pd.to_datetime(found["dernier_joint"]).dt.normalize()).dt.days
    return _waiting(
        found.assign(
            situation=[f"Parrain parti : {row.ancien_parrain}" for row in found.itertuples()],
            acteur=[
                f"{row.propose} ({row.propose_pourquoi})" if row.propose else row.propose_pourquoi
                for row in found.itertuples()
            ],
        ),
        waited,
        settings,
    )


def to_match(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """Demands for a visitor that name no volunteer yet; no actor."""
    found = waiting_listed(cursor, day, settings, EVERYBODY)
    found = found[found["benevoles"] == ""].drop_duplicates("reference")
    return _waiting(
        found.assign(
            situation=[
                f"Demande {row.binome} du {french.day(pd.Timestamp(row.demande_le).date())}"
                for row in found.itertuples()
            ],
            acteur="",
        ),
        found["jours_attente"],
        settings,
    )


def _waiting(found: pd.DataFrame, waited: pd.Series, settings: Settings) -> pd.DataFrame:
    cadence = found["niveau"].map(dict(enumerate(settings.cadences, start=1)))
    late = (waited - cadence).clip(lower=0).fillna(0).astype(int)
    return found.assign(jours_attente=waited, retard_jours=late)[COLUMNS].reset_index(drop=True)
