"""The map, the gaps and the directory: what the widgets change."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.what_if_teams import read_team
from tests.pages.seen import OpenDashboard, texts
from visa_data import french
from visa_data.base import Base
from visa_data.dossier.file import read_book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.territory.zones import read_zones
from visa_data.vocabulary import Source


def html(app: AppTest) -> str:
    return " ".join(text for text in texts(app)).replace("\u00a0", " ")


def test_the_map_is_coloured_by_the_figure_asked_for(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="carte")
    assert "Zone blanche" in html(app) and "7 zones" in html(app)
    app.selectbox(key="carte_figure").set_value("couverture.joints").run()
    assert "Jointes (personnes)" in html(app)
    app.toggle(key="carte_part").set_value(True).run()
    assert "Jointes, en part des inscrites" in html(app)
    assert not app.error and not app.exception


def test_the_address_opens_a_card(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="carte", address={"fiche": "99115"})
    assert "Zone 99115 · Zone blanche" in html(app)
    said = html(app).replace("&#x27;", "'")
    assert said.index("21 personnes isolées, personne n'y va.") < said.index("Qui peut y aller")
    assert said.index("Qui peut y aller") < said.index("Ce qui a été décidé") < said.index("Les chiffres")
    # As the browser's back and forward buttons do.
    app.query_params["fiche"] = "equipe:EC03"
    app.run()
    assert "Équipe citoyenne – Grandveau" in html(app) and "Zone 99115" not in html(app)


def test_an_unknown_card_is_a_sentence(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="carte", address={"fiche": "<b>nulle"})
    assert "n'est pas dans la base" in html(app)
    assert not app.error


def test_only_the_coordination_may_show_people(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    def layers(app: AppTest) -> list[str]:
        group = next(one for one in app.button_group if one.key == "carte_couches")
        return list(group.options)

    assert "Personnes" in layers(open_dashboard(sample_books_file, "coordination", screen="carte"))
    asked = {"carte_couches": "Personnes", "role": "comite"}
    assert "Personnes" not in layers(
        open_dashboard(sample_books_file, "comite", screen="carte", address=asked)
    )


def test_the_reasons_are_sentences(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="zones_blanches")
    seen = html(app)
    assert "Lussignolles : 21 personnes isolées, aucune équipe ; la plus proche à 10,3 km." in seen
    assert "Choix optimal, prouvé par le calcul." in seen
    assert "À retenir. 101 personnes isolées ne sont atteintes par aucune équipe" in seen.replace("**", "")
    assert "Peu d'inscriptions ne veut pas dire peu de besoins." in seen.replace("&#x27;", "'")


@pytest.mark.parametrize("role", ["coordination", "comite"])
def test_who_may_go_is_the_same_in_the_row_of_a_place_and_on_its_card(
    role: str, open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, role, screen="zones_blanches")
    told = re.search(r"<b>Qui ?[?]</b> ([^<,]*), (à [0-9,]+ km) : ", html(app))
    first = next(link for link in app.get("page_link") if "fiche=" in link.proto.query_string)
    code = parse_qs(first.proto.query_string)["fiche"][0]
    assert told is not None
    card = html(open_dashboard(sample_books_file, role, screen="carte", address={"fiche": code}))
    card = card[card.index("Qui peut y aller") :]
    assert told[1] in card and card.index(told[2]) > card.index(told[1])


def test_the_committee_reads_the_answer_by_sector_from_the_book(
    open_dashboard: OpenDashboard, sample_books_file: Path, sample_book_file: Path
) -> None:
    app = open_dashboard(sample_books_file, "comite", screen="zones_blanches")
    seen, book = html(app), FrozenBook.alone(read_book(sample_book_file))
    assert "À retenir." in seen
    for zone in book.white_zones.itertuples():
        assert f"{zone.nom_zone} ({french.kilometres(zone.distance_km)})".replace("\u00a0", " ") in seen


def test_sectors_are_ranked_by_the_people_that_the_book_publishes(
    open_dashboard: OpenDashboard, mormal_books_file: Path
) -> None:
    seen = html(open_dashboard(mormal_books_file, "comite", screen="zones_blanches"))
    said = [int(number) for number in re.findall(r": ([0-9]+) personnes isolées sans équipe ;", seen)]
    assert said == sorted(said, reverse=True) and len(said) > 2 and not [one for one in said if one % 5]
    last = seen.index(f"{said[-1]} personnes isolées sans équipe ;")
    assert seen.index("moins de 11 personnes isolées sans équipe ;") > last


def test_an_imagined_team_outside_the_territory_is_said(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="zones_blanches", address={"et_si": "10.0,-30.0,5,60,"}
    )
    seen = html(app)
    assert "Équipe imaginée 1 (hors du territoire)" in seen
    assert "0 personne isolée atteinte ; aucune zone ne cesse d'être blanche." in unescape(
        re.sub("<[^>]*>", "", seen)
    )


def test_an_imagined_team_changes_the_zones(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    address = {"et_si": "47.22443,1.73036,5,60,99115"}
    app = open_dashboard(sample_books_file, "coordination", screen="zones_blanches", address=address)
    table = next(one.value for one in app.dataframe if "Statut avant" in one.value.columns)
    moved = table.set_index("Zone").loc["Lussignolles"]
    assert (moved["Statut avant"], moved["Statut après"]) == ("Zone blanche", "Couverte")
    assert "Équipe imaginée 1" in html(app)
    app.button(key="et_si_carte_retirer_0").click().run()
    assert not any("Statut avant" in one.value.columns for one in app.dataframe)


def test_a_stopped_team_uncovers_its_zones(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="zones_blanches")
    app.multiselect(key="blancs_retirees").set_value(["EC06"]).run()
    table = next(one.value for one in app.dataframe if "Statut avant" in one.value.columns)
    assert "Zone blanche" in set(table["Statut après"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a,b,c,d,e",
        "47,2,5,10",
        "nan,2,5,10,",
        "95,2,5,10,",
        "47,2,0,10,",
        "47,2,5,inf,",
        "47,2,5,-1,",
        "47,2,5,10.5,",
        "47,2,5,10,00000",
    ],
)
def test_an_address_that_is_no_team_is_left_out(text: str, sample_base: Base) -> None:
    with sample_base.cursor() as cursor:
        zones = read_zones(cursor)
    assert read_team(text, zones, 1) is None


def test_the_directory_is_filtered(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="equipes_ressources")
    tables = {name: one.value for one in app.dataframe for name in one.value.columns[:1]}
    assert len(tables["Équipe"]) == 9 and set(tables["Équipe"]["Statut"]) == {
        "Active",
        "En sommeil",
        "En création",
    }
    assert len(tables["Ressource"]) == 111
    assert set(tables["Ressource"]["Fraîcheur"]) == {"À jour", "Périmée", "Jamais vérifiée"}
    app.selectbox(key="annuaire_besoin").set_value("rituels").run()
    fewer = next(one.value for one in app.dataframe if one.value.columns[0] == "Ressource")
    assert 0 < len(fewer) < 111
    assert all("Rituels" in needs for needs in fewer["Besoins"])


SATURATED = "99143"
"""Estrevelle, whose teams follow 0.43 people for each isolated one."""


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"zones": f"Estrevelle ({SATURATED})"},
        {"zones": "Valombreux (99129)"},
        {"sources": Source.CARSAT.label},
    ],
    ids=["everything", "itself", "another zone", "a source"],
)
def test_the_card_of_a_zone_says_the_same_status_whatever_is_chosen(
    open_dashboard: OpenDashboard, sample_books_file: Path, chosen: dict[str, str]
) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="carte", address={"fiche": SATURATED, **chosen}
    )
    assert f"Zone {SATURATED} · Équipes saturées" in html(app)
    assert "0,43" in html(app)
    for name, label in chosen.items():
        assert app.multiselect(key=name).value, f"{label} is not a choice"
    assert not app.error and not app.exception


def test_sources_change_no_count_of_zones(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    every = open_dashboard(sample_books_file, "coordination", screen="zones_blanches")
    some = open_dashboard(
        sample_books_file, "coordination", screen="zones_blanches", address={"sources": Source.CAF.label}
    )
    assert some.multiselect(key="sources").value == [Source.CAF.value]
    for sentence in (
        "**7 zones** où aucune équipe n'atteint les personnes isolées.",
        "sous la médiane des zones",
    ):
        (said,), (again,) = (
            [plain_spaces(item.value) for item in app.markdown if sentence in plain_spaces(item.value)]
            for app in (every, some)
        )
        assert said == again
    assert not some.error and not some.exception


def plain_spaces(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
