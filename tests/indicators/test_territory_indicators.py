"""Cards, reasons, what-if, freshness and blind registers, against figures worked out by hand."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from visa_data.base import Base
from visa_data.indicators.couverture import coverage_by_zone
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.indicator import Unit
from visa_data.indicators.reaching import RESOURCE, TEAM, declared_zones, reaching
from visa_data.indicators.registre_aveugle import below_median, blind_register, blind_register_by_zone
from visa_data.indicators.registry import by_zone, registry
from visa_data.indicators.service_lists import (
    Freshness,
    every_resource,
    filtered_services,
    load_text,
    team_loads,
)
from visa_data.indicators.services import active_teams
from visa_data.indicators.what_if import ImaginedTeam, compared, what_if, with_imagined
from visa_data.indicators.zone_card import ZoneCards, change_in_french
from visa_data.indicators.zone_reasons import ranked_zones, reason
from visa_data.indicators.zone_values import map_columns, zone_values
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.settings import load

DAY = date(2025, 12, 6)
WEEK_BEFORE = date(2025, 11, 29)


def zone(**more: object) -> SimpleNamespace:
    row = {
        "code_zone": "59384",
        "nom_zone": "Maroilles",
        "isolees": 25,
        "isolees_couvertes": 0,
        "statut": "blanche",
        "acces": 0.0,
        "distance_mediane_km": 11.02,
    }
    return SimpleNamespace(**(row | more))


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (zone(), "Maroilles : 25 personnes isolées, aucune équipe ; la plus proche à 11,0 km."),
        (zone(isolees=1, distance_mediane_km=np.nan), "Maroilles : 1 personne isolée, aucune équipe."),
        (
            zone(isolees_couvertes=24, statut="couverte"),
            "Maroilles : 25 personnes isolées, dont 1 qui n'est atteinte par aucune équipe.",
        ),
        (
            zone(isolees_couvertes=20, statut="grise"),
            "Maroilles : 25 personnes isolées, dont 5 qui ne sont atteintes par aucune équipe.",
        ),
        (
            zone(isolees_couvertes=25, statut="saturee", acces=0.311),
            "Maroilles : 25 personnes isolées, toutes atteintes, mais 0,31 place par personne.",
        ),
        (
            zone(code_zone="", nom_zone="Non localisées"),
            "Non localisées : 25 personnes isolées sans zone connue, aucune équipe ne les atteint.",
        ),
    ],
)
def test_the_reason_in_a_sentence(row: SimpleNamespace, sentence: str) -> None:
    assert reason(row).replace("\u00a0", " ") == sentence


def test_zones_are_ranked_by_people_not_reached(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        ranked = ranked_zones(zones_blanches_by_zone(cursor, DAY, load(), EVERYBODY))
    assert (ranked["isolees"] > 0).all()
    assert ranked["sans_equipe"].is_monotonic_decreasing
    assert (ranked["sans_equipe"] == ranked["isolees"] - ranked["isolees_couvertes"]).all()


def test_an_imagined_team_covers_its_zone_and_dropping_it_gives_back_what_was(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        before = zones_blanches_by_zone(cursor, DAY, load(), EVERYBODY)
        blank = before[before["statut"] == "blanche"].iloc[0]
        team = ImaginedTeam("Essai", 47.0, 1.6, 0.5, 500, blank["code_zone"])
        after = compared(before, what_if(cursor, DAY, load(), EVERYBODY, added=(team,)))
        same = compared(before, what_if(cursor, DAY, load(), EVERYBODY))
    row = after[after["code_zone"] == blank["code_zone"]].iloc[0]
    assert (row["statut_avant"], row["statut"], bool(row["change"])) == ("blanche", "couverte", True)
    assert row["isolees_couvertes_avant"] == 0 and row["isolees_couvertes"] == row["isolees"]
    assert row["equipe_la_plus_proche"] is not None
    assert not same["change"].any()


def test_dropping_every_team_leaves_nobody_covered(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        names = tuple(active_teams(cursor, DAY)["identifiant"])
        after = what_if(cursor, DAY, load(), EVERYBODY, dropped=names)
    assert after["isolees_couvertes"].sum() == 0
    assert set(after.loc[after["isolees"] > 0, "statut"]) == {"blanche"}


def test_imagined_teams_follow_the_real_ones(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        teams = active_teams(cursor, DAY)
    both = with_imagined(teams, [ImaginedTeam("Halte", 47.1, 1.7, 4.0, 20)], ["EC05"])
    assert both["identifiant"].tolist() == [*(c for c in teams["identifiant"] if c != "EC05"), "imaginee-1"]
    assert both.iloc[-1]["rayon_km"] == 4.0 and both["capacite"].dtype == float
    alone = with_imagined(teams.iloc[:0], [ImaginedTeam("Halte", 47.1, 1.7, 4.0, 20)], [])
    assert alone["identifiant"].tolist() == ["imaginee-1"]


def test_registered_for_a_hundred_older_residents(sample_base: Base) -> None:
    with sample_base.transaction() as cursor:
        cursor.execute("DELETE FROM population WHERE code_zone = '99115'")
        cursor.execute("UPDATE population SET plus_75_ans = 0 WHERE code_zone = '99120'")
    with sample_base.cursor() as cursor:
        zones = blind_register_by_zone(cursor, DAY, load(), EVERYBODY).set_index("code_zone")
        whole = blind_register(cursor, DAY, load(), EVERYBODY).iloc[0]
        registered = coverage_by_zone(cursor, DAY, load(), EVERYBODY).set_index("code_zone")["inscrits"]
        old = blind_register_by_zone(cursor, date(2019, 1, 1), load(), EVERYBODY)
        ancient = blind_register_by_zone(cursor, date(2010, 1, 1), load(), EVERYBODY)
    assert (zones["inscrits"] == registered.reindex(zones.index)).all()
    assert np.isnan(zones.at["99115", "part_inscrits_75"]) and np.isnan(zones.at["99120", "part_inscrits_75"])
    row = zones.loc["991010101"]
    assert row["part_inscrits_75"] == row["inscrits"] / row["plus_75_ans"] == 50 / 253
    known = zones[zones["plus_75_ans"].notna()]
    assert whole["part_inscrits_75"] == known["inscrits"].sum() / known["plus_75_ans"].sum()
    assert not below_median(zones, whole["mediane_75"])["99115"]
    assert below_median(zones, 0.0).sum() == 0
    # The last census before the day, else the first after it.
    assert set(zones["annee"].dropna()) == {2022.0}
    assert set(old["annee"].dropna()) == {2017.0} == set(ancient["annee"].dropna())


def test_the_blind_register_is_in_the_registry() -> None:
    indicator = registry()["registre-aveugle"]
    assert "Peu d'inscriptions ne veut pas dire peu de besoins" in indicator.definition(load())
    assert indicator.column("part_inscrits_75").unit is Unit.RATE


def test_freshness_of_resources(sample_base: Base) -> None:
    with sample_base.transaction() as cursor:
        cursor.execute("UPDATE ressources SET date_verification = NULL WHERE identifiant = 'RS001'")
        cursor.execute("UPDATE ressources SET date_verification = ? WHERE identifiant = 'RS003'", [DAY])
        cursor.execute("UPDATE ressources SET date_verification = '2023-12-06' WHERE identifiant = 'RS005'")
    with sample_base.cursor() as cursor:
        found = every_resource(cursor, DAY, load()).set_index("identifiant")
    assert found.at["RS001", "fraicheur"] == Freshness.NEVER and found.at["RS001", "active"]
    assert found.at["RS003", "fraicheur"] == Freshness.UP_TO_DATE
    # 731 days, one too many.
    assert found.at["RS005", "age_jours"] == 731
    assert found.at["RS005", "fraicheur"] == Freshness.OUTDATED and not found.at["RS005", "active"]
    assert not found.loc[found["statut"] == "fermee", "active"].any()


@pytest.mark.parametrize(
    ("active", "reached", "capacity", "text"),
    [
        (False, np.nan, 10.0, "n'agit pas à cette date"),
        (True, 5.0, np.nan, "capacité inconnue"),
        (True, 5.0, 0.0, "aucune place"),
        (True, 0.0, 12.0, "personne à atteindre, 12 places"),
        (True, 30.0, 20.0, "1,5 personnes isolées par place : 10 places de moins que de personnes"),
        (True, 5.0, 12.0, "7 places de plus que de personnes isolées"),
    ],
)
def test_the_load_in_words(active: bool, reached: float, capacity: float, text: str) -> None:
    assert load_text(active, reached, capacity).replace("\u00a0", " ") == text


def test_loads_and_reach_agree(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        loads = team_loads(cursor, DAY, load()).set_index("identifiant")
        reached = reaching(cursor, DAY, load())
        declared = declared_zones(cursor, DAY, load())
        blank = zones_blanches_by_zone(cursor, DAY, load(), EVERYBODY).set_index("code_zone")
    teams = reached[reached["genre"] == TEAM]
    assert set(teams["identifiant"]) <= set(loads.index[loads["active"]])
    # People placed nowhere may be reached by a radius: they are in the load, in no zone's row.
    in_zones = teams.groupby("identifiant")["isolees_atteintes"].sum()
    assert (in_zones <= loads["isolees_atteintes"].reindex(in_zones.index)).all()
    assert set(teams["code_zone"]) >= set(blank.index[blank["isolees_couvertes"] > 0]) - {""}
    assert loads.loc["EC08", ["active"]].tolist() == [False] and np.isnan(
        loads.at["EC08", "isolees_atteintes"]
    )
    assert declared["EC08"] == ["99115", "99126", "99127", "99131"]
    kept = filtered_services(loads.reset_index().assign(besoins="", categorie=""), teams, ("99115",))
    assert kept["identifiant"].tolist() == ["EC08"]


def test_resources_are_filtered_by_need_and_zone(sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        resources = every_resource(cursor, DAY, load())
        reached = reaching(cursor, DAY, load())
    found = filtered_services(resources, reached[reached["genre"] == RESOURCE], ("99115",), need="se_nourrir")
    assert len(found) and all("se_nourrir" in needs.split("|") for needs in found["besoins"])
    there = reached[(reached["code_zone"] == "99115") & (reached["genre"] == RESOURCE)]
    assert set(found["identifiant"]) <= set(there["identifiant"]) | set(
        resources.loc[~resources["active"], "identifiant"]
    )


def test_one_value_a_zone() -> None:
    registered = pd.DataFrame({"code_zone": ["1", "2", ""], "inscrits": [10, 0, 4]})
    frame = pd.DataFrame(
        {
            "code_zone": ["1", "2", ""],
            "nom_zone": ["A", "B", "Non localisées"],
            "non_joints": [3, 0, 1],
            "isolees": [5, 0, 2],
            "isolees_couvertes": [4, 0, 0],
            "besoins_sans_ressource": ["argent|rituels", "", "parler"],
        }
    )
    gaps, needed = registry()["zones-blanches"], registry()["besoins"].column("ouverts")
    share = zone_values(frame, registered, column=gaps.column("non_joints"), share=True)
    assert share["valeur"].tolist()[0] == 0.3 and np.isnan(share["valeur"][1])
    covered = zone_values(frame, registered, column=gaps.column("isolees_couvertes"), share=True)
    assert covered["valeur"].tolist()[0] == 0.8 and covered["denominateur"].tolist() == [5, 0, 2]
    lacking = zone_values(frame, registered, column=gaps.column("besoins_sans_ressource"))
    assert lacking["valeur"].tolist() == [2, 0, 1]
    needs = pd.DataFrame(
        {"code_zone": ["1", "1"], "nom_zone": ["A", "A"], "besoin": ["parler", "argent"], "ouverts": [2, 3]}
    )
    assert zone_values(needs, registered, column=needed, need="parler")["valeur"].tolist() == [2]
    assert zone_values(needs, registered, column=needed)["valeur"].tolist() == [5]


def test_every_figure_of_the_registry_can_be_mapped() -> None:
    names = {indicator.name: [c.name for c in map_columns(indicator)] for indicator in by_zone()}
    assert names["fragilite"] == ["non_evaluees", "niveau_1", "niveau_2", "niveau_3", "niveau_4"]
    assert "statut" in names["zones-blanches"] and "equipe_la_plus_proche" not in names["zones-blanches"]
    assert names["besoins"] == ["ouverts", "non_pourvus", "ressources"]
    couverture = registry()["couverture"]
    assert couverture.column("joints").can_be_share and not couverture.column("inscrits").can_be_share
    assert not couverture.column("taux_joints").can_be_share


def test_the_card_tells_what_changed(sample_base: Base) -> None:
    indicators = by_zone()
    with sample_base.cursor() as cursor:
        now = {one.name: one.by_zone(cursor, DAY, load(), EVERYBODY) for one in indicators}
        before = {one.name: one.by_zone(cursor, WEEK_BEFORE, load(), EVERYBODY) for one in indicators}
        reached = reaching(cursor, DAY, load())
    names = {"99115": "Lussignolles", "absente": "Absente"}
    cards = ZoneCards(indicators, names, now, before, reached, {"EC03": "Grandveau"})
    card = cards.card("99115")
    assert card.status == "blanche" and card.teams.empty
    line = card.line("isolees")
    assert line is not None
    assert line.value == float(now["zones-blanches"].set_index("code_zone").at["99115", "isolees"]) == 21
    assert len(card.needs) == 10
    assert all(one.changed for one in card.changes)
    bad = [one.bad for one in card.changes]
    assert bad == sorted(bad, key=lambda value: {True: 0, False: 1, None: 2}[value])
    rate = card.line("taux_joints")
    assert rate is not None and rate.column.in_french(rate.value).endswith("\u00a0%")
    assert change_in_french(rate) == "=" or "point" in change_in_french(rate)
    unmet = card.line("besoins_non_pourvus")
    assert unmet is not None and unmet.value == sum(one.unmet for one in card.needs)
    unknown = cards.card("absente")
    assert (
        unknown.status == ""
        and unknown.needs == ()
        and all(np.isnan(one.value) for _, b in unknown.blocks for one in b)
    )
