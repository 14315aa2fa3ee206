"""Qui agit: who waits to be oriented, at whose door, who sits, who calls; and what the committee reads of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import caller_sections, orientation_sections
from tests.pages.seen import OpenDashboard, tables, texts
from tests.plain_text import plain
from visa_data.base import Base


def said(app: AppTest) -> str:
    return plain("\n".join(texts(app)))


def figures(app: AppTest) -> dict[str, str]:
    return {one.label: plain(one.value) for one in app.metric}


@pytest.fixture
def acting(open_dashboard: OpenDashboard, acting_example_file: Path) -> AppTest:
    """The worked example at its own day."""
    return open_dashboard(
        acting_example_file,
        "coordination",
        screen="qui_agit",
        address={"date": "2020-05-10", "avant": "2020-05-03"},
    )


@pytest.mark.real_data
def test_the_answer_comes_first(acting: AppTest) -> None:
    assert not acting.error and not acting.exception
    shown = figures(acting)
    assert list(shown)[:6] == [
        "À orienter",
        "Orientées",
        "Prises en charge",
        "Sans réponse",
        "Sans suite",
        "3 et 4 non orientées",
    ]
    assert list(shown.values())[:6] == ["4", "3", "1", "1", "1", "1"]
    assert (
        "**1 personne** de niveau 3 ou 4 n'a été orientée vers personne ; elle l'attend depuis 1 jour."
        in said(acting)
    )
    assert "**1 orientation** attend une réponse de 1 acteur, dont 1 au-delà du délai" in said(acting)


@pytest.mark.real_data
def test_the_log_opens_on_levels_3_and_4_without_orientation(acting: AppTest) -> None:
    [log] = [table for table in tables(acting) if "À solliciter" in table.columns]
    assert log["Référence"].tolist() == ["P7"]
    assert log["À solliciter"].tolist() == ["Coordination des aînés (Dispositif de coordination)"]
    next(one for one in acting.button_group if one.key == "suivi_vue").set_value("toutes").run()
    [log] = [table for table in tables(acting) if "Chez" in table.columns]
    assert log["Référence"].tolist() == ["P4", "P7", "P5", "P1"]


@pytest.mark.real_data
def test_an_address_opens_the_log_at_an_actor_s_door(
    open_dashboard: OpenDashboard, acting_example_file: Path
) -> None:
    address = {
        "date": "2020-05-10",
        "suivi_vue": "En attente chez un acteur",
        "suivi_acteur": "Pharmacie de Corvilly (K3)",
    }
    app = open_dashboard(acting_example_file, "coordination", screen="qui_agit", address=address)
    [log] = [table for table in tables(app) if "Chez" in table.columns]
    assert log[["Référence", "Chez"]].values.tolist() == [["P4", "Pharmacie de Corvilly"]]


@pytest.mark.real_data
def test_whom_to_give_the_people_of_a_sponsor_who_left(acting: AppTest) -> None:
    [orphans] = [
        table for table in tables(acting) if "Acteur" in table.columns and "Retard (jours)" in table.columns
    ]
    assert orphans["Situation"].tolist() == ["Parrain parti : A9", "Parrain parti : A3"]
    assert [one[:2] for one in orphans["Acteur"]] == ["A2", "A1"]


def test_on_the_sample_the_figures_agree(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    """What has no answer is counted once at the top and once by actor; actors by kind are those of the directory."""
    app = open_dashboard(sample_books_file, "coordination", screen="qui_agit")
    [doors] = [table for table in tables(app) if "La plus ancienne (jours)" in table.columns]
    assert figures(app)["Sans réponse"] == str(doors["Sans réponse"].sum())
    [seats] = [table for table in tables(app) if "Avec charte" in table.columns]
    assert figures(app)["Acteurs actifs"] == str(seats["Actifs"].sum())
    [missing] = [table for table in tables(app) if "Types absents" in table.columns]
    assert missing["Absents"].is_monotonic_decreasing and len(missing) == 52
    assert "**Absents partout** : Représentants des personnes âgées. **Absents le plus souvent** : " in said(
        app
    )
    app.selectbox(key="acteurs_type").set_value("elu").run()
    [directory] = [table for table in tables(app) if "Zones d'intervention" in table.columns]
    assert set(directory["Type"]) == {"Élu·e"}


def test_the_committee_reads_the_territory_and_the_organisations(
    open_dashboard: OpenDashboard, sample_books_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of a person nor of a volunteer: no function that lists them is called."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("people were listed for the committee")

    for module in (orientation_sections, caller_sections):
        monkeypatch.setattr(module, "people_listed", refuse)
    for name in ("threads", "at_whose_door", "orientations_by_zone"):
        monkeypatch.setattr(orientation_sections, name, refuse)
    monkeypatch.setattr(caller_sections, "callers_listed", refuse)
    app = open_dashboard(sample_books_file, "comite", screen="qui_agit")
    assert not app.error and not app.exception
    assert {"À orienter", "Acteurs actifs", "Appelants actifs", "Parrainées"} <= set(figures(app))
    assert not any(
        {"Référence", "Appelant·e", "La plus ancienne (jours)"} & set(table.columns) for table in tables(app)
    )
    [missing] = [table for table in tables(app) if "Types absents" in table.columns]
    assert missing.columns[0] == "Secteur"
    # What is missing everywhere is missing in each sector; what one of its zones has, its sector has.
    assert all("Représentants des personnes âgées" in kinds for kinds in missing["Types absents"])
    assert 1 < missing["Absents"].max() < 18 and missing["Absents"].is_monotonic_decreasing


def test_what_the_book_does_not_hold_is_said(
    open_dashboard: OpenDashboard, sample_books_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pages.parts import answers

    monkeypatch.setattr(answers, "key_of", lambda *_: "nothing of it")
    app = open_dashboard(sample_books_file, "comite", screen="qui_agit")
    assert not app.error and not app.exception
    assert "ne donne pas les orientations, les acteurs, les appelants et les parrainages" in said(app)


def test_without_actors_nor_callers_the_page_says_what_to_load(
    open_dashboard: OpenDashboard, sample_books_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "sans_acteurs.duckdb"
    path.write_bytes(sample_books_file.read_bytes())
    with Base(path) as base, base.transaction() as cursor:
        for table in ("acteurs", "appelants", "suites", "binomes"):
            cursor.execute(f"DELETE FROM {table}")
    app = open_dashboard(path, "coordination", screen="qui_agit")
    assert not app.error and not app.exception
    assert "Aucun acteur n'est chargé" in said(app)
    assert "Aucune orientation n'attend de réponse." in said(app)
    app = open_dashboard(path, "coordination", screen="agir")
    assert not app.error and not app.exception
    assert "Aucun appelant n'est connu : écrivez des heures" in said(app)
    app.text_input(key="feuille_heures_").set_value("2").run()
    assert not app.error and not app.exception
    assert "Ici s'arrêtent les 2,0 h" in said(app) and "à désigner" in said(app)
