"""From a place to what is known of it: links that the role may open, whose addresses the pages read."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.seen import OpenDashboard, texts

CELL = {"besoins_zone": "Valombreux (99129)", "besoins_besoin": "Parler avec autrui"}


def leads(app: AppTest) -> dict[str, dict[str, list[str]]]:
    """Screen → what its address is asked to hold, of the page's links that ask for something."""
    found = {}
    for link in app.get("page_link"):
        if link.proto.query_string:
            found[link.proto.page] = parse_qs(link.proto.query_string)
    return found


@pytest.fixture
def of_a_cell(open_dashboard: OpenDashboard, sample_books_file: Path) -> dict[str, dict[str, list[str]]]:
    return leads(open_dashboard(sample_books_file, "coordination", screen="besoins", address=CELL))


def test_from_a_cell_to_its_card_people_resources_and_initiatives_not_to_itself(
    of_a_cell: dict[str, dict[str, list[str]]],
) -> None:
    assert of_a_cell == {
        "carte": {"fiche": ["99129"]},
        "agir": {"zones": ["Valombreux (99129)"]},
        "equipes_ressources": {
            "annuaire_zone": ["Valombreux (99129)"],
            "annuaire_besoin": ["Parler avec autrui"],
        },
        "initiatives": of_a_cell["initiatives"],
    }
    assert of_a_cell["initiatives"]["besoin"] == ["Parler avec autrui"]


@pytest.mark.parametrize("screen", ["carte", "agir", "equipes_ressources", "initiatives"])
def test_each_page_shows_what_its_link_asks(
    screen: str,
    of_a_cell: dict[str, dict[str, list[str]]],
    open_dashboard: OpenDashboard,
    sample_books_file: Path,
) -> None:
    asked = of_a_cell[screen]
    app = open_dashboard(sample_books_file, "coordination", screen=screen, address=asked)
    assert not app.error and not app.exception
    assert not [one.value for one in app.warning if "L'adresse demande" in one.value]
    assert "Valombreux" in " ".join(texts(app)) or screen == "initiatives"


CHOSEN = {"selection": {"rows": [], "columns": [], "cells": [(0, "Zone")]}}


@pytest.mark.parametrize(
    ("role", "screen", "table"),
    [
        ("coordination", "fragilite", "fragilite_urgences"),
        ("coordination", "qui_agit", "qui_agit_absents_table"),
        ("coordination", "equipes_ressources", "annuaire_equipes"),
        ("comite", "equipes_ressources", "annuaire_ressources"),
        ("comite", "campagne", "campagne_mesure_barres_table"),
    ],
)
def test_a_row_chosen_leads_to_what_it_names(
    role: str, screen: str, table: str, open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, role, screen=screen)
    [shown] = [one.value for one in app.dataframe if one.key == table]
    before = leads(app)
    app.session_state[table] = CHOSEN
    app.run()
    assert not app.exception and not app.error
    found = leads(app)
    assert set(found) - set(before), "a row that nobody chose leads nowhere"
    name = str(shown.iloc[0, 0])
    assert f"**{name}**" in [one.value for one in app.markdown]
    assert (
        (name in str(found["equipes_ressources"]))
        if "equipes_ressources" in found
        else "fiche" in found["carte"]
    )
    assert ("agir" in found) == (role == "coordination" and screen in ("fragilite", "qui_agit"))
