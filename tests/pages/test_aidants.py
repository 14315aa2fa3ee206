"""Aidants et signalements: whom nobody has answered, who tells us, where nobody does."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import carers_sections
from tests.pages.seen import OpenDashboard, texts
from visa_data import settings
from visa_data.base import Base
from visa_data.dossier.keeping import freeze, kept_book
from visa_data.roles import Author

THAT_DAY = {"date": "2020-05-10", "avant": "2020-05-03"}


def said(app: AppTest) -> str:
    return "\n".join(texts(app)).replace("\u00a0", " ").replace("\u202f", " ")


def test_relief_asked_and_who_waits_for_it(open_dashboard: OpenDashboard, acting_example_file: Path) -> None:
    app = open_dashboard(acting_example_file, "coordination", screen="aidants", address=THAT_DAY)
    assert not app.exception and not app.error
    assert "Sur 3 relais demandés, **2 restent** sans réponse." in said(app)
    waiting = next(one.value for one in app.dataframe if "Acteur sollicité" in one.value)
    assert sorted(waiting["Référence"]) == ["P2", "P7"]
    assert set(waiting["Où en est la demande"]) <= {
        "Demandé à personne",
        "Transmise",
        "Proposée",
        "Acceptée",
        "Sans suite",
        "Refusée",
    }


def test_reports_by_relay_over_a_period(open_dashboard: OpenDashboard, acting_example_file: Path) -> None:
    app = open_dashboard(acting_example_file, "coordination", screen="aidants", address=THAT_DAY)
    table = next(one.value for one in app.dataframe if "Reçus" in one.value and "Relais" in one.value)
    assert table.set_index("Relais").loc["Voisin·e", ["Reçus", "En cours", "Déjà inscrites"]].tolist() == [
        2,
        1,
        1,
    ]
    assert "Aucun signalement du 13 avr. au 10 mai 2020 de : " in said(app)
    address = THAT_DAY | {"signalements_periode": "Depuis le début"}
    app = open_dashboard(acting_example_file, "coordination", screen="aidants", address=address)
    assert "signalements reçus** depuis le début" in said(app)
    ever = next(one.value for one in app.dataframe if "Reçus" in one.value and "Relais" in one.value)
    assert ever["Reçus"].sum() > table["Reçus"].sum()


def test_where_nobody_has_ever_told_anything(
    open_dashboard: OpenDashboard, acting_example_file: Path
) -> None:
    """The worked example: nobody from Corvilly nor from Dormans, and somebody is registered in the first alone."""
    app = open_dashboard(acting_example_file, "coordination", screen="aidants", address=THAT_DAY)
    page = said(app)
    assert "**1 zone** d'où aucun relais n'a jamais rien signalé." in page
    assert "Par nombre de personnes inscrites : Corvilly (1)." in page


def test_without_reports_nothing_is_said_to_be_silent(
    open_dashboard: OpenDashboard, worked_example_file: Path
) -> None:
    app = open_dashboard(worked_example_file, "coordination", screen="aidants", address=THAT_DAY)
    assert not app.exception and not app.error
    page = said(app)
    assert "**Inconnu** : aucun signalement d'un relais n'est chargé." in page
    assert "zone** d'où aucun relais" not in page and "zones** d'où aucun relais" not in page


def test_the_committee_reads_the_whole_and_no_list(
    open_dashboard: OpenDashboard, sample_books_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a list by reference was computed for the committee")

    monkeypatch.setattr(carers_sections, "carers_waiting", refuse)
    app = open_dashboard(sample_books_file, "comite", screen="aidants")
    assert not app.exception and not app.error
    assert {"Relais demandé", "Relais sans réponse"} <= {one.label for one in app.metric}
    page = said(app)
    assert "Qui attend un relais" not in page and "Acteur sollicité" not in page
    assert "Qui nous signale des personnes" in page


def test_the_fifth_blank_stands_beside_the_four(
    open_dashboard: OpenDashboard, acting_example_file: Path
) -> None:
    app = open_dashboard(acting_example_file, "coordination", screen="zones_blanches", address=THAT_DAY)
    assert not app.exception and not app.error
    titles = [one.value.lstrip("# ") for one in app.markdown if one.value.startswith("##")]
    assert titles == ["Sans équipe", "Sans ressource", "Non appelée", "Registre aveugle", "Sans relais"]
    assert "**1 zone** d'où aucun relais n'a jamais rien signalé." in said(app)
    table = next(one.value for one in app.dataframe if "Sans relais" in one.value).set_index("Code zone")
    assert table.drop("")["Sans relais"].to_dict() == {
        "99001": "non",
        "99002": "non",
        "99003": "oui",
        "99004": "non",
    }


@pytest.mark.parametrize(("zone", "silent"), [("99003", True), ("99001", False), ("99004", False)])
def test_the_card_of_a_zone_says_that_it_is_silent(
    zone: str, silent: bool, open_dashboard: OpenDashboard, acting_example_file: Path
) -> None:
    address = THAT_DAY | {"fiche": zone}
    app = open_dashboard(acting_example_file, "coordination", screen="carte", address=address)
    assert not app.exception and not app.error
    page = said(app)
    assert f"Zone {zone} · " in page
    assert ("Sans relais : personne ne nous a jamais rien signalé de cette zone." in page) == silent


@pytest.fixture(scope="module")
def silent_peupliers(sample_base_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, whose sector « Les Peupliers » (one zone) nobody ever told anything of, with a book."""
    path = Path(shutil.copy(sample_base_file, tmp_path_factory.mktemp("sans_relais") / "exemple.duckdb"))
    with Base(path) as base:
        with base.transaction() as cursor:
            cursor.execute(
                "UPDATE signalements SET relais = NULL WHERE identifiant IN "
                "(SELECT identifiant FROM placements_signalements JOIN zones ON code = code_zone "
                "WHERE nom = 'Les Peupliers')"
            )
        freeze(base, date(2025, 12, 6), settings.load(None), datetime(2025, 12, 8), Author.COORDINATION)
    return path


def test_the_committee_reads_the_silent_sectors_and_no_count_of_relays(
    open_dashboard: OpenDashboard, silent_peupliers: Path
) -> None:
    for screen in ("zones_blanches", "aidants"):
        app = open_dashboard(silent_peupliers, "comite", screen=screen)
        assert not app.exception and not app.error
        assert "**1 secteur** d'où aucun relais n'a jamais rien signalé." in said(app), screen
    table = next(
        one.value
        for one in open_dashboard(silent_peupliers, "comite", screen="zones_blanches").dataframe
        if "Sans relais" in one.value
    )
    assert table.loc[table["Sans relais"] == "oui", "Nom zone"].tolist() == ["Les Peupliers"]
    assert "Relais distincts" not in table


@pytest.mark.parametrize(("sector", "silent"), [("Les Peupliers", True), ("Sainte-Vaubane", False)])
def test_the_card_of_a_sector_says_that_it_is_silent(
    sector: str, silent: bool, open_dashboard: OpenDashboard, silent_peupliers: Path
) -> None:
    with Base(silent_peupliers) as base, base.cursor() as cursor:
        sectors = kept_book(cursor, date(2025, 12, 6)).zones
    code = sectors.codes[sectors.names.index(sector)]
    app = open_dashboard(silent_peupliers, "comite", screen="carte", address={"fiche": code})
    assert ("Sans relais : personne ne nous a jamais rien signalé de ce secteur." in said(app)) == silent
