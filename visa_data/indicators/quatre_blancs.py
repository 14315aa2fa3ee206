"""Les quatre blancs: four ways for a zone to be blank, side by side, never mixed up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb
import pandas as pd

from visa_data.indicators.besoins import needs_by_zone, needs_cte
from visa_data.indicators.couverture import coverage_by_zone
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.registre_aveugle import below_median, blind_register_by_zone
from visa_data.indicators.services import active_teams
from visa_data.indicators.state import people, run, state_cte
from visa_data.indicators.zones_blanches import isolated_coverage
from visa_data.settings import Settings
from visa_data.territory.zones import read_zones

COLUMNS = ["code_zone", "nom_zone", "personnes"]


@dataclass(frozen=True)
class Blank:
    """One way to be blank.

    title, definition, counted: French; counted names the people counted. table: the zones concerned,
    those with most people first (code_zone, nom_zone, personnes). total: zones looked at. people:
    people concerned, those placed nowhere included. known: false when nothing allows to tell.
    """

    name: str
    title: str
    definition: str
    counted: tuple[str, str]
    table: pd.DataFrame
    total: int
    people: int
    known: bool = True

    @property
    def zones(self) -> int:
        """Number of zones concerned."""
        return len(self.table)


def four_blanks(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters = EVERYBODY
) -> list[Blank]:
    """The four blanks at the end of a day, in the order of the domain."""
    return [
        _without_team(cursor, day, settings, filters),
        _without_resource(cursor, day, settings, filters),
        _not_reached(cursor, day, settings, filters),
        _blind_register(cursor, day, settings, filters),
    ]


def _ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """Zones with people, most people first, then by name; people placed nowhere are no zone."""
    zones = frame[(frame["code_zone"] != "") & (frame["personnes"] > 0)][COLUMNS]
    return zones.sort_values(["personnes", "nom_zone"], ascending=[False, True], ignore_index=True)


def _without_team(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> Blank:
    zones = read_zones(cursor)
    inscrits = people(cursor, day, settings, filters)
    isolated = inscrits[inscrits["isolee"]].reset_index(drop=True)
    cover = isolated_coverage(isolated, active_teams(cursor, day), zones)
    by_zone = (
        cover.groupby("zone")["couverte"].agg(["size", "sum"]).reindex(range(len(zones.codes)), fill_value=0)
    )
    frame = pd.DataFrame(
        {"code_zone": zones.codes, "nom_zone": zones.names, "personnes": by_zone["size"] - by_zone["sum"]}
    )
    chosen = frame["code_zone"].isin(filters.zones) if filters.zones else frame["code_zone"] != ""
    blank = frame[chosen & (by_zone["size"] > 0) & (by_zone["sum"] == 0)]
    return Blank(
        "sans_equipe",
        "Sans équipe",
        "Zones où vivent des personnes isolées et où aucune équipe citoyenne active n'en atteint une seule. "
        "Le nombre de personnes compte aussi les isolées non atteintes des autres zones.",
        ("personne isolée sans équipe", "personnes isolées sans équipe"),
        _ranked(blank),
        int(chosen.sum()),
        int((~cover["couverte"]).sum()),
    )


def _without_resource(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> Blank:
    needs = needs_by_zone(cursor, day, settings, filters)
    missing = needs[needs["ressources"] == 0][["code_zone", "besoin"]]
    cursor.register("sans_ressource", missing)
    query = f"""
        WITH {state_cte(filters)}, {needs_cte()}
        SELECT coalesce(b.code_zone, '') AS code_zone, count(DISTINCT b.reference) AS personnes
        FROM etat_besoins b
        JOIN sans_ressource s ON s.code_zone = coalesce(b.code_zone, '') AND s.besoin = b.besoin
        WHERE b.ouvert GROUP BY 1
    """
    concerned = run(cursor, query, day, settings, filters)
    cursor.unregister("sans_ressource")
    zones = needs[["code_zone", "nom_zone"]].drop_duplicates()
    frame = zones.merge(concerned, on="code_zone", how="left").fillna({"personnes": 0})
    frame["personnes"] = frame["personnes"].astype(int)
    return Blank(
        "sans_ressource",
        "Sans ressource",
        "Zones où au moins une personne inscrite a un besoin ouvert qu'aucune ressource active et vérifiée "
        "n'atteint.",
        ("personne dont un besoin est sans ressource", "personnes dont un besoin est sans ressource"),
        _ranked(frame),
        int((zones["code_zone"] != "").sum()),
        int(frame["personnes"].sum()),
    )


def _not_reached(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters) -> Blank:
    frame = coverage_by_zone(cursor, day, settings, filters)
    frame["personnes"] = frame["inscrits"] - frame["joints"]
    return Blank(
        "non_appelee",
        "Non appelée",
        "Zones où au moins une personne inscrite n'a jamais été jointe par la campagne, appelée en vain ou "
        "pas encore appelée.",
        ("personne inscrite non jointe", "personnes inscrites non jointes"),
        _ranked(frame),
        int((frame["code_zone"] != "").sum()),
        int(frame["personnes"].sum()),
    )


def _blind_register(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters
) -> Blank:
    frame = blind_register_by_zone(cursor, day, settings, filters)
    known = frame["plus_75_ans"].notna() & (frame["code_zone"] != "")
    flagged = frame[known & below_median(frame)].copy()
    flagged["personnes"] = (flagged["plus_75_ans"] - flagged["inscrits"]).clip(lower=0).astype(int)
    return Blank(
        "registre_aveugle",
        "Registre aveugle",
        "Zones où la part de personnes inscrites, rapportée aux habitants de 75 ans et plus, est sous la médiane "
        "des zones. Le nombre est celui des habitants de 75 ans et plus, moins les personnes inscrites : peu "
        "d'inscriptions ne veut pas dire peu de besoins.",
        ("habitant de 75 ans et plus non inscrit", "habitants de 75 ans et plus non inscrits"),
        _ranked(flagged),
        int(known.sum()),
        int(flagged["personnes"].sum()),
        known=bool(known.any()),
    )
