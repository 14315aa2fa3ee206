"""The card beside the map: what it opens with, what was decided, two places side by side, and what a filter hides."""

from __future__ import annotations

import re
import shutil
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.seen import OpenDashboard, texts
from visa_data.base import Base
from visa_data.decisions.decision import Draft
from visa_data.decisions.record import record_decision
from visa_data.dossier.keeping import kept_book
from visa_data.settings import load

DAY = date(2025, 12, 6)
WHITE, OTHER = "99115", "99143"
"""Lussignolles, where nobody goes, and Estrevelle, whose teams are full."""


def said(app: AppTest) -> str:
    assert not app.exception and not app.error
    return " ".join(texts(app)).replace("\u00a0", " ").replace("\u202f", " ").replace("&#x27;", "'")


def test_what_was_decided_in_a_zone_is_on_its_card_and_on_no_other(
    open_dashboard: OpenDashboard, sample_books_file: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(sample_books_file, tmp_path))
    with Base(file) as base:
        draft = Draft("Ouvrir un arrêt", "CCAS", date(2025, 12, 20), WHITE)
        record_decision(base, DAY, draft, datetime(2025, 12, 6, 9), load())
    there = said(open_dashboard(file, "coordination", screen="carte", address={"fiche": WHITE}))
    assert "Ouvrir un arrêt" in there and "CCAS, pour le 20 décembre 2025 · À faire sous 14 jours" in there
    elsewhere = said(open_dashboard(file, "coordination", screen="carte", address={"fiche": OTHER}))
    assert "Ouvrir un arrêt" not in elsewhere and "Aucune décision n'a encore été prise ici." in elsewhere


def test_two_zones_side_by_side(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    address = {"fiche": WHITE, "comparee": OTHER}
    app = open_dashboard(sample_books_file, "coordination", screen="carte", address=address)
    seen = said(app)
    assert "Côte à côte" in seen and "Ce qui diffère" in seen
    for code, opening in (
        (WHITE, "21 personnes isolées, personne n'y va."),
        (OTHER, "à portée d'une équipe"),
    ):
        alone = said(
            open_dashboard(sample_books_file, "coordination", screen="carte", address={"fiche": code})
        )
        assert opening in seen and opening in alone and "Côte à côte" not in alone
    app.button(key="carte_comparer_fin").click().run()
    assert "Côte à côte" not in said(app) and "comparee" not in app.query_params
    assert "Zone 99115" in said(app)


def test_the_row_of_the_open_card_is_chosen_and_its_teams_lead_to_theirs(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    for role in ("coordination", "comite"):
        app = open_dashboard(sample_books_file, role, screen="carte")
        folded = said(app)
        assert not app.dataframe and 'class="tableau-lu' in folded, "folded, it is read aloud and printed"
        app.session_state["carte_chiffres"] = True
        app.run()
        table = next(one.value for one in app.dataframe if one.key == "carte_table")
        code = table["Code"].iloc[2]
        app.query_params["fiche"], app.query_params["carte_part"] = code, "true"
        app.run()
        assert app.session_state["carte_table"]["selection"]["rows"] == [2]
        team = re.findall(r'href="([^"]*equipe[^"]*)"', said(app))[0]
        assert "carte_part=true" in team and "fiche=equipe%3A" in team and code not in team
        app.query_params["fiche"] = unquote(team.partition("fiche=")[2])
        app.run()
        assert (
            re.search("href=[^ ]*fiche=(?!equipe)", said(app))
            and app.session_state["carte_table"]["selection"]["rows"] == []
        )


def test_an_address_that_compares_with_nothing_known_keeps_the_card(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    for other in ("nulle", WHITE):
        address = {"fiche": WHITE, "comparee": other}
        seen = said(open_dashboard(sample_books_file, "coordination", screen="carte", address=address))
        assert "Zone 99115" in seen and "Côte à côte" not in seen
        assert ("comparer à « nulle », qui n'est pas sur la carte" in seen) == (other == "nulle")


def test_two_sectors_of_a_book(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    with Base(sample_books_file) as base, base.cursor() as cursor:
        codes = kept_book(cursor, DAY).zones.codes
    address = {"fiche": codes[0], "comparee": codes[1]}
    seen = said(open_dashboard(sample_books_file, "comite", screen="carte", address=address))
    assert "Côte à côte" in seen and "Ce qui diffère" in seen
    assert "En une phrase" in seen and "Statut" not in seen.split("En une phrase")[1].split("Décisions")[0]


def test_a_team_opens_with_its_places(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    seen = said(
        open_dashboard(sample_books_file, "coordination", screen="carte", address={"fiche": "equipe:EC03"})
    )
    assert "personnes isolées à sa portée" in seen
    assert seen.index("personnes isolées à sa portée") < seen.index("Portée par")


@pytest.mark.parametrize("screen", ["campagne", "fragilite", "besoins", "zones_blanches"])
def test_a_page_that_counts_some_zones_alone_says_so_and_is_opened_on_all_again(
    screen: str, open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    address = {"zones": f"Lussignolles ({WHITE})"}
    app = open_dashboard(sample_books_file, "coordination", screen=screen, address=address)
    assert "Chiffres de **Lussignolles** seulement" in said(app)
    app.button(key="filtre_zones_fin").click().run()
    assert app.multiselect(key="zones").value == []
    assert "Chiffres de **" not in said(app) and "zones" not in app.query_params
