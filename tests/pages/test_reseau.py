"""Réseau: the cooperations by maturity on squares, the schemes by month, the same for both roles."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.seen import OpenDashboard, texts
from visa_data.base import Base

THAT_DAY = {"date": "2020-05-10", "avant": "2020-05-03"}


def said(app: AppTest) -> str:
    return "\n".join(texts(app)).replace("\u00a0", " ").replace("\u202f", " ")


def changed(base: Path, tmp_path: Path, *statements: str) -> Path:
    path = Path(shutil.copy(base, tmp_path / "reseau.duckdb"))
    with Base(path) as opened, opened.transaction() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return path


@pytest.mark.parametrize("role", ["comite", "coordination"])
def test_both_roles_read_the_same_network(
    role: str, open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, role, screen="reseau")
    assert not app.exception and not app.error
    stages, listed = app.dataframe[0].value, app.dataframe[1].value
    assert stages["Maturité"].tolist() == ["Premier contact", "En sommeil", "En cours", "Active", "Mature"]
    assert stages["Coopérations"].sum() == len(listed)
    assert f"**{len(listed)} coopérations connues** : " in said(app)
    assert "Aucune coopération connue" in said(app), "a square for the others too"


def test_a_list_of_one_maturity(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    every = open_dashboard(sample_books_file, "coordination", screen="reseau").dataframe[1].value
    address = {"reseau_maturite": "A · Active"}
    shown = (
        open_dashboard(sample_books_file, "coordination", screen="reseau", address=address).dataframe[1].value
    )
    assert 0 < len(shown) < len(every)
    assert set(shown["Maturité"]) == {"Active"}


def test_a_code_that_is_no_departement_is_listed_under_the_map(
    open_dashboard: OpenDashboard, acting_example_file: Path, tmp_path: Path
) -> None:
    base = changed(
        acting_example_file,
        tmp_path,
        "INSERT INTO cooperations BY NAME SELECT '975' AS code, 'Île inventée' AS nom, 'mature' AS maturite, "
        "DATE '2020-01-01' AS date, 1 AS import_id",
    )
    app = open_dashboard(base, "coordination", screen="reseau", address=THAT_DAY)
    assert [one.value.replace("\u00a0", " ") for one in app.warning] == [
        "Hors des 101 départements, sans carré sur la carte : 975 (Île inventée, mature)."
    ]
    assert "975" in app.dataframe[1].value["Code"].tolist()


def test_a_scheme_month_by_month_says_the_months_that_lack(
    open_dashboard: OpenDashboard, acting_example_file: Path
) -> None:
    address = THAT_DAY | {"reseau_dispositif": "Portage de livres"}
    app = open_dashboard(acting_example_file, "coordination", screen="reseau", address=address)
    assert not app.exception and not app.error and not app.warning
    shown = {one.label: one.value.replace("\u00a0", " ") for one in app.metric}
    assert shown["Part honorée"] == "83 %" and shown["Coût par demande honorée"] == "15,00 €"
    page = said(app)
    assert "16 demandes, 12 acceptées et 10 honorées en 2 mois. Rien de reçu pour : juin 2019, " in page
    assert "rien<br>reçu" in page


def test_more_honoured_than_accepted_is_told(
    open_dashboard: OpenDashboard, acting_example_file: Path, tmp_path: Path
) -> None:
    base = changed(
        acting_example_file,
        tmp_path,
        "UPDATE dispositifs SET honorees = 99 WHERE dispositif = 'Portage de livres'",
    )
    app = open_dashboard(base, "coordination", screen="reseau", address=THAT_DAY)
    [told] = [one.value.replace("\u00a0", " ") for one in app.warning]
    assert (
        told
        == "« Portage de livres » : plus de demandes honorées (198) que acceptées (12). Vérifiez son fichier."
    )


def test_before_any_file_the_page_says_how_to_go_on(
    open_dashboard: OpenDashboard, worked_example_file: Path
) -> None:
    app = open_dashboard(worked_example_file, "coordination", screen="reseau", address=THAT_DAY)
    assert not app.exception and not app.error
    page = said(app)
    assert "Aucune coopération n'est connue à cette date" in page
    assert "Aucun dispositif n'a transmis de total dans les 12 derniers mois" in page
