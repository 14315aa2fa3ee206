"""Initiatives inspirantes: found from a gap, told for the people of here, with or without a base; numbers kept for all."""

from __future__ import annotations

import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.context import shared_base
from pages.parts.initiatives_section import EACH, HOW_TO_ASK, NOTHING, ORDER_OF_MAGNITUDE
from pages.parts.to_initiatives import initiatives_address
from tests.pages.seen import OpenDashboard, texts
from tests.plain_text import plain
from visa_data.dossier.keeping import kept_book
from visa_data.indicators.besoins import needs_by_zone
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.initiatives.catalogue import answering, catalogue
from visa_data.initiatives.gaps import Ecart
from visa_data.initiatives.numeros import guide_numbers
from visa_data.settings import load
from visa_data.vocabulary import Besoin

NUMBERS = {"initiatives_vue": "Numéros utiles et portails"}
DAY = date(2025, 12, 6)
LISTENING = "Numéro national d'écoute et d'orientation"


def said(app: AppTest) -> str:
    return plain(unescape("\n".join(texts(app))))


def cards(app: AppTest) -> list[str]:
    """The names of the cards, in their order."""
    return [plain(name) for name in re.findall(r'aria-level="3"[^>]*>(.*?)</p>', said(app))]


def warnings(app: AppTest) -> list[str]:
    return [one.value for one in app.warning]


@pytest.fixture
def own_base(sample_books_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_books_file, tmp_path / "exemple.duckdb"))


@pytest.mark.parametrize("role", ["comite", "coordination"])
@pytest.mark.parametrize("state", ["sample_books_file", "empty_base_file"])
def test_both_roles_read_the_catalogue_whatever_the_base(
    role: str, state: str, open_dashboard: OpenDashboard, request: pytest.FixtureRequest
) -> None:
    app = open_dashboard(request.getfixturevalue(state), role, screen="initiatives")
    assert not app.exception and not app.error and not app.warning
    assert f"**{len(catalogue())} fiches sur {len(catalogue())}** :" in said(app)
    assert cards(app) == [one.name for one in catalogue()[:EACH]]
    assert plain(HOW_TO_ASK) in said(app)


def test_opened_from_a_gap_it_says_what_that_would_ask_here(
    open_dashboard: OpenDashboard, sample_books_file: Path, downloads: list[tuple[str, bytes]]
) -> None:
    address = initiatives_address(gap=Ecart.VISITES, people=25)
    app = open_dashboard(sample_books_file, "comite", screen="initiatives", address=address)
    assert not app.exception and not app.warning
    expected = answering(gap=Ecart.VISITES)
    assert len(expected) < len(catalogue())
    assert cards(app) == [one.name for one in expected][:EACH]
    page = said(app)
    assert plain(ORDER_OF_MAGNITUDE) in page
    assert "Ce que cela demanderait ici, pour 25 personnes" in page
    assert (
        "<strong>De l'ordre de 20 bénévoles</strong>, d'après : 29 bénévoles visiteurs pour 32 personnes âgées"
        in page
    )
    made = {name.rpartition(".")[2]: content for name, content in downloads}
    assert set(made) == {"csv", "xlsx"}
    [sheet] = [content.decode("utf-8-sig") for name, content in downloads if name.endswith("_fiches.csv")]
    assert all(one.name in sheet.replace('""', '"') for one in expected) and "De l'ordre de" in sheet


def test_choices_follow_the_address_and_add_up(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    address = {
        "besoin": Besoin.PARLER.label,
        "milieu": "Rural",
        "nature": "Initiative locale",
        "servies": "Nombre dit",
    }
    app = open_dashboard(sample_books_file, "coordination", screen="initiatives", address=address)
    names = [
        one.name
        for one in catalogue()
        if "parler" in one.needs and "rural" in one.territories and one.nature == "initiative" and one.people
    ]
    assert names and cards(app) == names and not app.warning
    app.selectbox(key="servies").set_value("").run()
    assert set(names) < set(cards(app))


def test_nothing_found_is_said(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    address = {"besoin": Besoin.ARGENT.label, "cout": "Coût annuel dit"}
    app = open_dashboard(sample_books_file, "coordination", screen="initiatives", address=address)
    assert [plain(one.value) for one in app.info] == [plain(NOTHING)] and cards(app) == []


def test_the_cards_are_read_page_by_page(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="initiatives")
    pages = app.selectbox(key="fiches")
    read: list[str] = []
    for page in list(pages.options):
        app = app.selectbox(key="fiches").set_value(page).run()
        read += cards(app)
    assert read == [one.name for one in catalogue()]
    app = app.selectbox(key="ecart").set_value(Ecart.VISITES.value).run()
    assert not app.exception and cards(app) == [one.name for one in answering(gap=Ecart.VISITES)][:EACH]


@pytest.mark.parametrize("asked", ["abc", "-1", "1.5", "10000000", "1e309"])
def test_a_number_of_people_that_cannot_be(
    asked: str, open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="initiatives", address={"personnes": asked}
    )
    [warning] = warnings(app)
    assert plain(warning).replace("\\", "").startswith(f"« {asked} » n'est pas un nombre de personnes.")
    assert plain(HOW_TO_ASK) in said(app)


def test_an_address_says_no_number_that_may_not_be_said() -> None:
    for people in (None, float("nan"), 0):
        assert initiatives_address(need=Besoin.PARLER, people=people) == {"besoin": "Parler avec autrui"}
    assert initiatives_address(gap=Ecart.VISITES, people=12.0)["personnes"] == "12"


def test_every_source_says_its_year(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    address = {"nature": "Action du guide"}
    app = open_dashboard(sample_books_file, "comite", screen="initiatives", address=address)
    assert said(app).count("Écrit au printemps 2020, pendant la crise sanitaire : à vérifier") == len(
        cards(app)
    )


@pytest.mark.parametrize("role", ["comite", "coordination"])
def test_the_numbers_of_the_guide_are_to_verify(
    role: str, open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, role, screen="initiatives", address=NUMBERS)
    assert not app.exception and not app.error and not app.warning
    page = said(app)
    assert all(one.name in page and one.telephone in page for one in guide_numbers())
    assert page.count("Vérifié en 2020, à vérifier.") >= len(guide_numbers())
    assert "<a href" not in page, "a site of 2020 that nobody opened since"
    assert bool(app.text_input) == (role == "coordination")


def test_the_numbers_of_one_need(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(
        sample_books_file, "comite", screen="initiatives", address=NUMBERS | {"besoin": Besoin.ARNAQUES.label}
    )
    assert "Cybermalveillance" in said(app) and LISTENING not in said(app)


def field(app: AppTest, name: str) -> object:
    [found] = [
        one
        for one in (*app.text_input, *app.date_input, *app.toggle, *app.multiselect)
        if str(one.key).startswith(f"numero_{name}_")
    ]
    return found


def test_a_number_added_is_read_by_the_committee(open_dashboard: OpenDashboard, own_base: Path) -> None:
    app = open_dashboard(own_base, "coordination", screen="initiatives", address=NUMBERS)
    field(app, "nom").set_value("Ligne inventée du CCAS")
    field(app, "telephone").set_value("06 39 98 00 01")
    field(app, "pour").set_value("Pour toute personne isolée.")
    field(app, "besoins").set_value([Besoin.PARLER])
    app = app.button(key="numero_enregistrer").click().run()
    assert not app.exception
    [error] = [one.value for one in app.error]
    assert "mobile" in error and "06 39" not in error
    assert field(app, "nom").value == "Ligne inventée du CCAS", "what was typed is left to correct"
    field(app, "telephone").set_value("03 20 00 00 00")
    app = app.button(key="numero_enregistrer").click().run()
    assert not app.error
    assert plain(app.success[0].value).startswith("« Ligne inventée du CCAS » est enregistré")
    assert field(app, "nom").value == "", "ready for another one"
    app = open_dashboard(own_base, "comite", screen="initiatives", address=NUMBERS)
    assert "03 20 00 00 00" in said(app)


def test_who_writes_second_reads_what_the_first_wrote(open_dashboard: OpenDashboard, own_base: Path) -> None:
    app = open_dashboard(own_base, "coordination", screen="initiatives", address=NUMBERS)
    [key] = [one.key for one in guide_numbers() if one.name == LISTENING]
    app = app.selectbox(key="numero_choisi").set_value(key).run()
    assert field(app, "verifie_le").value is None, "nobody verified it: the day is to be said"
    with shared_base(str(own_base)).transaction() as cursor:
        cursor.execute(
            "INSERT INTO numeros VALUES (?, 'Autre nom', '3977', '', 'Pour tous.', '', '', DATE '2026-01-05', false, 1, "
            "TIMESTAMP '2026-01-05 10:00:00', 'coordination')",
            [key],
        )
    field(app, "masque").set_value(True)
    app = app.button(key="numero_enregistrer").click().run()
    [error] = [plain(one.value) for one in app.error]
    assert "modifié « Autre nom » le 5 janvier 2026" in error
    assert field(app, "nom").value == "Autre nom" and field(app, "masque").value is False
    field(app, "masque").set_value(True)
    app = app.button(key="numero_enregistrer").click().run()
    assert not app.error and "3977" not in "".join(one.proto.body for one in app.get("html"))


def test_a_hostile_number_is_shown_as_typed(open_dashboard: OpenDashboard, own_base: Path) -> None:
    app = open_dashboard(own_base, "coordination", screen="initiatives", address=NUMBERS)
    field(app, "nom").set_value("<img src=x onerror=alert(1)> :red[x]")
    field(app, "telephone").set_value("3977")
    field(app, "pour").set_value("![x](http://ailleurs.invalid/x.png)")
    app = app.button(key="numero_enregistrer").click().run()
    assert not app.exception and not app.error
    written = "".join(one.proto.body for one in app.get("html"))
    assert "&lt;img src=x onerror=alert(1)&gt; :red[x]" in written and "![x](http" in written
    assert "<img" not in written


def links(app: AppTest) -> list[dict[str, str]]:
    """The query of each link to the page, as the browser is given it: Streamlit's own, then those of a card."""
    asked = [
        one.proto.query_string.lstrip("?")
        for one in app.get("page_link")
        if one.proto.query_string and one.proto.page.endswith("initiatives")
    ]
    written = "".join(one.proto.body for one in app.get("html"))
    asked += [unescape(query) for query in re.findall(r'href="\./initiatives\?([^"]*)"', written)]
    return [dict(parse_qsl(query)) for query in asked]


def follow(app: AppTest, query: dict[str, str]) -> AppTest:
    """The page that a link opens."""
    for name, value in query.items():
        app.query_params[name] = value
    app = app.switch_page("pages/screens/initiatives.py").run()
    assert not app.exception and not app.warning, "the page does not take what the link asks"
    return app


def test_from_the_card_of_a_zone_blanche(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="carte", address={"fiche": "99115"})
    with shared_base(str(sample_books_file)).cursor() as cursor:
        isolated = zones_blanches_by_zone(cursor, DAY, load(), EVERYBODY).set_index("code_zone")
        open_needs = needs_by_zone(cursor, DAY, load(), EVERYBODY)
    here = open_needs[open_needs["code_zone"] == "99115"].set_index("besoin")
    first, *needs = links(app)
    assert first == {
        "ecart": Ecart.ZONE_BLANCHE.label,
        "personnes": str(isolated.at["99115", "isolees"]),
    }
    assert needs and len(needs) == min(3, int((here["ouverts"] > 0).sum()))
    for query in needs:
        [need] = [one for one in Besoin if one.label == query["besoin"]]
        counted = here.at[need.value, "non_pourvus"] or here.at[need.value, "ouverts"]
        assert query["personnes"] == str(counted)
    opened = follow(app, first)
    assert cards(opened) == [one.name for one in answering(gap=Ecart.ZONE_BLANCHE)][:EACH]


def test_from_the_card_of_a_sector(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    """With the number that the book publishes, or with none."""
    with shared_base(str(sample_books_file)).cursor() as cursor:
        book = kept_book(cursor, DAY)
    name = "isolees_sans_equipe"
    shown = {place.code: place.values[name] for place in book.by_sector((name,))}
    white = sorted(set(book.white_zones["secteur"]))
    assert white
    for code in white:
        app = open_dashboard(sample_books_file, "comite", screen="carte", address={"fiche": code})
        found = next(one for one in links(app) if one.get("ecart") == Ecart.ZONE_BLANCHE.label)
        published = shown[code].value if code in shown else None
        assert found.get("personnes") == (str(published) if published else None)
    follow(app, found)


@pytest.mark.parametrize("role", ["comite", "coordination"])
def test_from_the_needs(role: str, open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    """From the need most often unmet, then from a cell of the matrix: people of a small place are the coordination's."""
    app = open_dashboard(sample_books_file, role, screen="besoins")
    worst = next(one.value for one in app.dataframe if one.key == "besoins_classement_table")["Besoin"].iloc[
        0
    ]
    app.session_state["besoins_classement_table"] = {
        "selection": {"rows": [], "columns": [], "cells": [(0, "Besoin")]}
    }
    app.run()
    [query] = links(app)
    assert query["besoin"] == worst and int(query["personnes"]) > 0
    place = app.selectbox(key="besoins_zone").options[0]
    app = open_dashboard(
        sample_books_file, role, screen="besoins", address={"besoins_zone": place, "besoins_besoin": worst}
    )
    [query] = links(app)
    assert query["besoin"] == worst
    assert ("personnes" in query) == (role == "coordination")
    follow(app, query)


@pytest.mark.parametrize("role", ["comite", "coordination"])
def test_from_the_zones_blanches(role: str, open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    address = {"blancs_besoin": Besoin.SE_NOURRIR.label}
    app = open_dashboard(sample_books_file, role, screen="zones_blanches", address=address)
    white, need = links(app)
    assert need == {"besoin": Besoin.SE_NOURRIR.label}
    assert white["ecart"] == Ecart.ZONE_BLANCHE.label and int(white["personnes"]) > 0
    follow(app, white)
