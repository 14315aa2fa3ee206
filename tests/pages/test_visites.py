"""Visites: the pipeline, the proposals accepted and taken back, and nothing of a person for the committee."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import pairings_section, visits_sections
from pages.parts.context import shared_base
from tests.pages.seen import OpenDashboard, everything, texts
from tests.traces import unfolded
from visa_data import roles
from visa_data.extracts.loading.history import history
from visa_data.roles import Permission, Role

THAT_DAY = {"date": "2020-05-10", "avant": "2020-05-03"}
CODES = re.compile(rb"\b(?:V0\d\d|B0\d\d|VA0\d{4})\b")
"""Volunteers, pairs and references of the sample."""


def said(app: AppTest) -> str:
    return "\n".join(texts(app)).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def acting(acting_example_file: Path, tmp_path: Path) -> Path:
    """The worked example of who acts, to write on."""
    return Path(shutil.copy(acting_example_file, tmp_path / "qui_agit.duckdb"))


def log(base: Path) -> list[tuple[str, str, str]]:
    with shared_base(str(base)).references() as cursor:
        return cursor.execute(
            "SELECT binome, date::VARCHAR, benevoles FROM binomes WHERE statut = 'rencontre' ORDER BY ALL"
        ).fetchall()


def test_the_figures_the_steps_and_the_lists(open_dashboard: OpenDashboard, acting: Path) -> None:
    app = open_dashboard(acting, "coordination", screen="visites", address=THAT_DAY)
    assert not app.exception and not app.error
    shown = {one.label: one.value for one in app.metric}
    assert shown["Demandes en attente"] == "3" and shown["Binômes actifs"] == "2"
    assert shown["Part visitée"].replace("\u00a0", " ") == "50 %"
    page = said(app)
    assert (
        "**3 demandes attendent** au 10 mai 2020, dont 2 sans bénévole. Les plus anciennes d'abord." in page
    )
    waiting = app.dataframe[2].value
    assert waiting["Demande"].tolist() == ["B4", "B1", "B6"]
    assert waiting["Créneaux"].tolist() == ["", "lundi matin, samedi", "mardi matin"]
    pairs = app.dataframe[3].value
    assert pairs["Binôme"].tolist() == ["B3", "B2"]
    assert pairs["À suivre"].str.replace("\u00a0", " ").tolist() == [
        "Aucune visite depuis 21 jours",
        "Aucune visite depuis 21 jours et 1 visite manquée",
    ]


def test_the_address_keeps_the_choice_of_pairs(open_dashboard: OpenDashboard, acting: Path) -> None:
    address = THAT_DAY | {"visites_binomes": "Suspendus ou terminés"}
    app = open_dashboard(acting, "coordination", screen="visites", address=address)
    assert app.dataframe[3].value["Binôme"].tolist() == ["B5"]


def test_each_proposal_says_why_and_is_accepted_alone(open_dashboard: OpenDashboard, acting: Path) -> None:
    app = open_dashboard(acting, "coordination", screen="visites", address=THAT_DAY)
    page = said(app)
    assert (
        "**2 demandes** sans bénévole peuvent être servies, sur 2. Aucun autre choix n'en sert plus." in page
    )
    assert "**B1** · P7" in page and "demandée le 20 avril 2020" in page
    assert "**V3 et V4** · zone commune : Corvilly · à " in page
    assert "activités : conversation, jeux · créneaux à convenir" in page
    before = log(acting)
    app.button(key="visites_accepter_B1").click().run()
    assert not app.exception and not app.error
    assert set(log(acting)) - set(before) == {("B1", "2020-05-10", "V3|V4")}
    assert "1 première rencontre notée au 10 mai 2020 : B1." in said(app)
    with pytest.raises(KeyError):
        app.button(key="visites_accepter_B1")
    assert history(shared_base(str(acting))).iloc[0]["fait_par"] == "coordination"
    app.button(key="visites_annuler").click().run()
    assert not app.exception and not app.error
    assert log(acting) == before
    assert app.button(key="visites_accepter_B1")


def test_all_are_accepted_together(open_dashboard: OpenDashboard, acting: Path) -> None:
    app = open_dashboard(acting, "coordination", screen="visites", address=THAT_DAY)
    before = log(acting)
    app.button(key="visites_tout_accepter").click().run()
    assert not app.exception and not app.error
    assert {binome for binome, _, _ in set(log(acting)) - set(before)} == {"B1", "B6"}
    assert "2 premières rencontres notées au 10 mai 2020 : B1 et B6." in said(app)
    assert "Aucun binôme à proposer au 10 mai 2020." in said(app)


def test_a_demand_changed_meanwhile_is_refused_with_a_sentence(
    open_dashboard: OpenDashboard, acting: Path
) -> None:
    app = open_dashboard(acting, "coordination", screen="visites", address=THAT_DAY)
    with shared_base(str(acting)).transaction() as cursor:
        cursor.execute("UPDATE binomes SET activites = 'musique' WHERE binome = 'B1'")
    before = log(acting)
    app.button(key="visites_accepter_B1").click().run()
    assert not app.exception
    assert [one.value.replace("\u00a0", " ") for one in app.error] == [
        "**Binôme refusé.** La demande B1 a changé depuis qu'elle est affichée. Rien n'a été écrit : relisez les "
        "propositions."
    ]
    assert log(acting) == before
    app.run()
    assert not app.error, "said once"


def test_who_may_not_pair_sees_the_proposals_without_a_button(
    open_dashboard: OpenDashboard, acting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fewer = Role.COORDINATION.permissions - {Permission.PAIR_VISITORS}
    monkeypatch.setitem(roles.PERMISSIONS, Role.COORDINATION, fewer)
    app = open_dashboard(acting, "coordination", screen="visites", address=THAT_DAY)
    assert "**B1** · P7" in said(app)
    assert not [one.label for one in app.button if "ccepter" in one.label]


def test_the_committee_has_the_figures_and_never_asks_for_anybody(
    open_dashboard: OpenDashboard,
    sample_books_file: Path,
    downloads: list[tuple[str, bytes]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("rows about people were computed for the committee")

    for name in ("waiting_listed", "pairs_listed"):
        monkeypatch.setattr(visits_sections, name, refuse)
    monkeypatch.setattr(pairings_section, "pairings", refuse)
    app = open_dashboard(sample_books_file, "comite", screen="visites")
    assert not app.exception and not app.error
    assert {"Demandes en attente", "Binômes actifs", "Part visitée"} <= {one.label for one in app.metric}
    page = said(app)
    assert "De la demande au binôme actif" in page and "Semaines d'attente" in page
    assert not any(
        word in page for word in ("Les binômes proposés", "Personnes et binômes", "Bénévoles par visite")
    )
    assert CODES.findall(everything(app)) == []
    assert downloads and all(CODES.findall(unfolded(content)) == [] for _, content in downloads)


def test_the_codes_looked_for_are_those_of_the_sample(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="visites")
    assert not app.exception and not app.error
    assert {code[:2] for code in CODES.findall(everything(app))} == {b"V0", b"B0", b"VA"}


def test_what_is_accepted_is_what_was_on_the_screen(open_dashboard: OpenDashboard, acting: Path) -> None:
    """Other volunteers would be proposed by now: those that were read are written, or nothing is."""
    app = open_dashboard(acting, "coordination", screen="visites", address=THAT_DAY)
    with shared_base(str(acting)).transaction() as cursor:
        cursor.execute("UPDATE appelants SET visites = 'non' WHERE appelant = 'V4'")
        cursor.execute(
            "UPDATE appelants SET zones = '99003', creneaux = NULL, activites = NULL WHERE appelant = 'V8'"
        )
    before = log(acting)
    app.button(key="visites_accepter_B1").click().run()
    assert [one.value.replace("\u00a0", " ") for one in app.error] == [
        "**Binôme refusé.** V4 n'est pas, à ce jour, un bénévole actif qui fait des visites. Rien n'a été écrit : "
        "relisez les propositions."
    ]
    assert log(acting) == before
    assert "V3 et V4" not in said(app), "others are proposed by now"
