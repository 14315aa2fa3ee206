"""The story that sample_data/README.md tells holds in the files."""

from __future__ import annotations

import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

README = Path(__file__).resolve().parents[2] / "sample_data" / "README.md"
LAST = pd.Timestamp("2025-12-06")
LATE = ["99110", "99113", "99122", "99123", "99132", "99136", "99138"]
ASLEEP = ["99115", "99126", "99127", "99131"]
VALLEY = ["99119", "99125", "99128", "99141", "99142", "99144"]
NEEDS = ["se_nourrir", "se_soigner", "etre_informe", "parler", "sortir"]
NEEDS += ["argent", "arnaques", "s_occuper", "quotidien", "rituels"]


@pytest.fixture(scope="module")
def calls(pivot: dict[str, pd.DataFrame]) -> pd.DataFrame:
    table = pivot["appels"]
    moment = pd.to_datetime(table["date_appel"], format="%Y-%m-%d %H:%M")
    return table.assign(moment=moment, semaine=moment.dt.isocalendar()["week"].astype(int))


@pytest.fixture(scope="module")
def people(pivot: dict[str, pd.DataFrame], zones: gpd.GeoDataFrame) -> pd.DataFrame:
    """People with their zone by the contract's rule: coordinates first, then the code."""
    table = pivot["personnes"].copy()
    tree = shapely.STRtree(zones.geometry.to_numpy())
    placed = table[table["latitude"] != ""]
    points = shapely.points(placed["longitude"].astype(float), placed["latitude"].astype(float))
    found, zone = tree.query(points, predicate="intersects")
    table["zone"] = table["code_zone"]
    table.loc[placed.index[found], "zone"] = zones.index.to_numpy()[zone]
    return table


@pytest.fixture(scope="module")
def registered(people: pd.DataFrame, calls: pd.DataFrame) -> pd.DataFrame:
    """Inscrits at the last call's day: zone, niveau courant, isolée, number of calls, last joint call."""
    gone = people["date_radiation"].map(lambda day: day != "" and pd.Timestamp(day) <= LAST)
    here = pd.to_datetime(people["date_inscription"]) <= LAST
    table = people[here & ~gone & (people["consentement"] == "oui")].set_index("reference")
    told = (
        calls[calls["niveau"] != ""].sort_values("moment").groupby("reference")["niveau"].last().astype(int)
    )
    table["niveau"] = told.reindex(table.index, fill_value=0)
    table["isolee"] = (table["vit_seul"] == "oui") | (table["niveau"] >= 2)
    table["appels"] = calls.groupby("reference").size().reindex(table.index, fill_value=0)
    joint = calls[calls["issue"] == "joint"].groupby("reference")["moment"].max()
    table["joint"] = joint.reindex(table.index)
    return table


def _km(lat: pd.Series, lon: pd.Series, site: pd.Series) -> np.ndarray:
    lat1, lon1 = np.radians(lat.astype(float)), np.radians(lon.astype(float))
    lat2, lon2 = np.radians(float(site["latitude"])), np.radians(float(site["longitude"]))
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * np.arcsin(np.sqrt(half))


def _listed(cell: str) -> set[str]:
    codes = set(cell.split("|"))
    town = {f"99101{rank:02d}01" for rank in range(1, 10)}
    return codes | town if "99101" in codes else codes


def _reached(table: pd.DataFrame, site: pd.Series) -> pd.Series:
    inside = table["zone"].isin(_listed(site["zones_intervention"]))
    if site["rayon_km"]:
        placed = table["latitude"] != ""
        near = _km(table.loc[placed, "latitude"], table.loc[placed, "longitude"], site)
        inside |= (near <= float(site["rayon_km"])).reindex(table.index, fill_value=False)
    return inside


def test_counts_promised(pivot: dict[str, pd.DataFrame]) -> None:
    assert len(pivot["personnes"]) == 1800
    assert pivot["personnes"]["reference"].is_unique
    assert 7000 <= len(pivot["appels"]) <= 8000
    assert len(pivot["equipes_citoyennes"]) == 9
    assert 100 <= len(pivot["ressources"]) <= 120
    assert list(pivot["appelants"]["appelant"].str[0].value_counts()[["A", "V"]]) == [24, 27]
    assert set(pivot["besoins"]["besoin"]) == set(NEEDS)


def test_sources_and_consents(pivot: dict[str, pd.DataFrame]) -> None:
    people = pivot["personnes"]
    shares = people["source"].value_counts(normalize=True)
    expected = {
        "registre_communal": 0.58,
        "departement": 0.18,
        "carsat": 0.09,
        "ligne_telephonique": 0.08,
        "signalement": 0.05,
        "caf": 0.02,
    }
    assert set(shares.index) == set(expected)
    assert all(abs(shares[source] - share) < 0.025 for source, share in expected.items())
    sent_on = people[people["source"].isin(["departement", "carsat", "caf"])]["consentement"]
    assert 0.28 < (sent_on == "en_attente").mean() < 0.42
    assert 0.04 < (sent_on == "non").mean() < 0.12
    years = people["annee_naissance"][people["annee_naissance"] != ""].astype(int)
    assert years.between(1922, 1960).all()


def test_nobody_is_called_without_consent(people: pd.DataFrame, calls: pd.DataFrame) -> None:
    consent = calls["reference"].map(people.set_index("reference")["consentement"])
    assert set(consent) == {"oui", "en_attente"}
    assert set(calls.loc[consent == "en_attente", "type_appel"]) == {"recueil_consentement"}


def test_calls_follow_registration_and_stop_at_radiation(people: pd.DataFrame, calls: pd.DataFrame) -> None:
    known = people.set_index("reference")
    day = calls["moment"].dt.normalize()
    assert (day >= pd.to_datetime(calls["reference"].map(known["date_inscription"]))).all()
    left = pd.to_datetime(calls["reference"].map(known["date_radiation"]).replace("", None))
    assert (left.isna() | (day < left)).all()


def test_twelve_weeks_start_ramp_dip_and_hold(calls: pd.DataFrame) -> None:
    by_week = calls["semaine"].value_counts().sort_index()
    assert list(by_week.index) == list(range(38, 50))
    assert by_week[38] < by_week[39] < by_week[40] / 1.5
    assert by_week[44] < by_week[42] / 2
    assert by_week[43] < by_week[42] * 0.8
    assert by_week.loc[45:].min() > 600
    assert calls["moment"].max().normalize() == LAST


def test_calls_are_made_in_office_hours_and_never_overlap(calls: pd.DataFrame) -> None:
    assert (calls["moment"].dt.day_of_week < 6).all()
    assert calls["moment"].dt.hour.between(9, 17).all()
    days = set(calls["moment"].dt.strftime("%Y-%m-%d"))
    assert not days & {"2025-11-01", "2025-11-11"}
    ordered = calls.sort_values(["appelant", "moment"])
    lasted = pd.to_timedelta(pd.to_numeric(ordered["duree_min"]).fillna(1), unit="min")
    end = (ordered["moment"] + lasted).groupby(ordered["appelant"]).shift()
    assert (end.isna() | (ordered["moment"] >= end)).all()


def test_late_morning_reaches_and_monday_early_afternoon_does_not(calls: pd.DataFrame) -> None:
    phone = calls[calls["type_appel"] != "visite"]
    joint = phone["issue"] == "joint"
    hour, weekday = phone["moment"].dt.hour, phone["moment"].dt.day_of_week
    early_monday = joint[(weekday == 0) & hour.isin([13, 14])].mean()
    early_others = joint[(weekday > 0) & hour.isin([13, 14])].mean()
    assert joint[hour.isin([10, 11])].mean() > joint[hour >= 12].mean() + 0.1
    assert early_monday < early_others - 0.1


def test_late_area_is_first_called_in_week_45(
    people: pd.DataFrame, calls: pd.DataFrame, registered: pd.DataFrame
) -> None:
    zone = calls["reference"].map(people.set_index("reference")["zone"])
    assert calls.loc[zone.isin(LATE), "semaine"].min() == 45
    first = calls[~zone.isin(LATE) & (zone != "")].groupby(zone)["semaine"].min()
    assert first.drop("99108").max() <= 42
    late = registered[registered["zone"].isin(LATE)]
    assert late["zone"].nunique() == 7
    assert 30 <= (late["appels"] == 0).sum() <= 100
    elsewhere = registered[~registered["zone"].isin(LATE)]
    assert (elsewhere["appels"] == 0).sum() <= 10


def _active_resources(pivot: dict[str, pd.DataFrame], need: str) -> pd.DataFrame:
    table = pivot["ressources"]
    checked = pd.to_datetime(table["date_verification"].replace("", None))
    fresh = checked.isna() | ((LAST - checked).dt.days <= 730)
    answers = table["besoins"].str.split("|").map(lambda codes: need in codes)
    return table[answers & fresh & (table["statut"] == "active")]


def test_rituals_have_resources_but_none_active(pivot: dict[str, pd.DataFrame]) -> None:
    listed = pivot["ressources"]["besoins"].str.contains("rituels")
    assert listed.sum() == 2
    assert _active_resources(pivot, "rituels").empty
    events = pivot["besoins"][pivot["besoins"]["besoin"] == "rituels"]
    assert len(events) > 50
    assert "pourvu" not in set(events["statut"])


def test_other_needs_have_active_resources(pivot: dict[str, pd.DataFrame]) -> None:
    assert all(len(_active_resources(pivot, need)) >= 3 for need in NEEDS if need != "rituels")


def test_the_valley_has_one_stale_transport_only(
    pivot: dict[str, pd.DataFrame], registered: pd.DataFrame
) -> None:
    valley = registered[registered["zone"].isin(VALLEY)]
    for _, site in _active_resources(pivot, "sortir").iterrows():
        assert not _listed(site["zones_intervention"]) & set(VALLEY)
        assert not _reached(valley, site).any()
    table = pivot["ressources"]
    serving = table[table["zones_intervention"].map(lambda cell: bool(_listed(cell) & set(VALLEY)))]
    serving = serving[serving["besoins"].str.contains("sortir")]
    assert list(serving["date_verification"]) == ["2023-02-14"]
    assert list(serving["statut"]) == ["active"]


def test_a_team_sleeps_another_is_being_created_and_seven_communes_are_blank(
    pivot: dict[str, pd.DataFrame], registered: pd.DataFrame
) -> None:
    teams = pivot["equipes_citoyennes"]
    asleep = teams[teams["statut"] == "en_sommeil"].iloc[0]
    new = teams[teams["statut"] == "en_creation"].iloc[0]
    assert asleep["zones_intervention"].split("|") == ASLEEP
    isolated = registered[registered["isolee"]]
    covered = pd.Series(False, index=isolated.index)
    for _, team in teams[teams["statut"] == "active"].iterrows():
        covered |= _reached(isolated, team)
    share = covered.groupby(isolated["zone"]).mean().drop("")
    assert sorted(share.index[share == 0]) == sorted([*ASLEEP, *new["zones_intervention"].split("|")])
    assert ((share > 0) & (share < 0.5)).any()


def test_one_team_overflows(pivot: dict[str, pd.DataFrame], registered: pd.DataFrame) -> None:
    isolated = registered[registered["isolee"]]
    teams = pivot["equipes_citoyennes"]
    places = {
        team["identifiant"]: int(team["capacite"]) / _reached(isolated, team).sum()
        for _, team in teams[teams["statut"] == "active"].iterrows()
    }
    assert places.pop("EC02") < 0.2
    assert min(places.values()) > 0.5


def test_fragility_rises_at_les_peupliers(calls: pd.DataFrame, registered: pd.DataFrame) -> None:
    def share(day: str, zones: pd.Series) -> float:
        told = calls[(calls["niveau"] != "") & (calls["moment"] <= f"{day} 23:59")].sort_values("moment")
        level = told.groupby("reference")["niveau"].last().astype(int)
        return float((level[level.index.isin(registered.index[zones])] >= 2).mean())

    peupliers = registered["zone"] == "991010201"
    assert share("2025-12-06", peupliers) > share("2025-10-12", peupliers) + 0.15
    others = share("2025-12-06", ~peupliers) - share("2025-10-12", ~peupliers)
    assert abs(others) < 0.08


def test_urgent_cases_and_people_never_reached(registered: pd.DataFrame) -> None:
    urgent = registered[registered["niveau"] == 4]
    assert 15 <= len(urgent) <= 28
    days = (LAST - urgent["joint"].dt.normalize()).dt.days
    assert 1 <= (days > 2).sum() <= 10
    assert ((registered["appels"] >= 3) & registered["joint"].isna()).sum() >= 40


def test_three_registers_see_little(pivot: dict[str, pd.DataFrame], registered: pd.DataFrame) -> None:
    population = pivot["population"]
    last = population[population["annee"] == "2022"].set_index("code_zone")["plus_75_ans_seuls"].astype(int)
    counts = registered["zone"].value_counts()
    zones = [code for code in last.index if code != "99101"]
    share = counts.reindex(zones, fill_value=0) / last[zones]
    assert sorted(share.index[share < 0.1]) == ["991010601", "99108", "99134"]


def test_awkward_people_are_there(people: pd.DataFrame) -> None:
    placed = people["latitude"] != ""
    assert ((~placed) & (people["code_zone"] == "")).sum() == 11
    assert ((~placed) & (people["code_zone"] != "")).sum() >= 40
    assert (placed & (people["code_zone"] == "")).sum() >= 20
    assert (placed & (people["code_zone"] != "") & (people["zone"] != people["code_zone"])).sum() >= 5
    assert (people["date_radiation"] != "").sum() >= 20


def test_readme_quotes_the_figures_of_the_files(registered: pd.DataFrame, calls: pd.DataFrame) -> None:
    text = README.read_text(encoding="utf-8").replace("\u00a0", " ")
    assert f"{len(registered):,} personnes inscrites".replace(",", " ") in text
    assert f"{len(calls):,} appels".replace(",", " ") in text
    late = registered["zone"].isin(LATE)
    never = (late & (registered["appels"] == 0)).sum()
    assert f"{never} de leurs {late.sum()} personnes inscrites" in text
    urgent = registered["niveau"] == 4
    silent = (LAST - registered["joint"].dt.normalize()).dt.days > 2
    assert re.search(
        rf"{urgent.sum()} personnes sont en grande fragilité\s+\(niveau 4\), dont {(urgent & silent).sum()} ",
        text,
    )
