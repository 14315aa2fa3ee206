"""The page of sectors: proposed, edited, taken back; what each gesture writes and says."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.context import shared_base
from pages.parts.map_view import selection_key
from pages.parts.sector_card import NEXT_BOOK
from tests.pages.seen import OpenDashboard, texts
from visa_data.base import Base
from visa_data.sectors.keeping import Version, kept_division
from visa_data.territory.sectors import Division

ZONE = selection_key("secteurs")


@pytest.fixture
def path(sample_base: Base) -> Path:
    sample_base.close()
    return sample_base.path


def kept(path: Path) -> Version | None:
    with shared_base(str(path)).cursor() as cursor:
        return kept_division(cursor)


def division(path: Path) -> Division:
    version = kept(path)
    assert version is not None
    return version.division


def said(app: AppTest) -> str:
    [told] = [one.value for one in app.success]
    return str(told).replace("\u00a0", " ").replace("\u202f", " ")


def chosen(app: AppTest, zone: str) -> AppTest:
    return app.selectbox(key="secteurs_recherche").set_value(zone).run()


def pressed(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception and not app.error, [one.value for one in app.error]
    return app


def test_the_proposal_is_kept_when_it_is_accepted(open_dashboard: OpenDashboard, path: Path) -> None:
    app = open_dashboard(path, "coordination", screen="secteurs")
    assert any("**Découpage proposé**, pas encore gardé" in one.value for one in app.markdown)
    assert kept(path) is None, "looking writes nothing"
    assert app.button(key="secteurs_annuler").disabled
    pressed(app, "secteurs_garder")
    assert said(app).endswith(NEXT_BOOK)
    version = kept(path)
    assert version is not None and (version.number, version.author) == (1, "coordination")
    assert any("**Découpage gardé**, version 1" in one.value for one in app.markdown)
    assert "secteurs_garder" not in {one.key for one in app.button}


def test_a_zone_moves_and_comes_back(open_dashboard: OpenDashboard, path: Path) -> None:
    app = pressed(open_dashboard(path, "coordination", screen="secteurs"), "secteurs_garder")
    before = division(path)
    home = max(before.sectors, key=lambda sector: len(sector.zones))
    zone = home.zones[-1]
    chosen(app, zone)
    assert app.session_state[ZONE] == zone
    to = app.selectbox(key=f"secteurs_vers_{zone}")
    target = before.sector(next(s.code for s in before.sectors if s.name == to.options[0]))
    to.set_value(target.code).run()
    pressed(app, "secteurs_deplacer")
    assert f"passe du secteur « {home.name} » au secteur « {target.name} »." in said(app)
    after = division(path)
    assert after.of_zone()[zone] == target.code
    assert {**after.of_zone(), zone: home.code} == before.of_zone(), "nothing else moved"
    assert after.sector(target.code).name != target.name, (
        "a name that followed from the members follows the new ones"
    )
    pressed(app, "secteurs_annuler")
    assert "Dernière modification annulée." in said(app)
    past = next(one.value for one in app.dataframe if "Ce qui a été fait" in one.value.columns)
    assert past["Version"].tolist() == [2, 1] and past["Par"].tolist() == ["Coordination"] * 2
    assert past["Annulée le"].tolist()[0] and past["Annulée le"].tolist()[1] == ""
    assert division(path) == before


def test_a_zone_forms_a_sector_and_a_sector_gets_a_name(open_dashboard: OpenDashboard, path: Path) -> None:
    """At once, on what is only proposed."""
    app = open_dashboard(path, "coordination", screen="secteurs")
    zone = "99115"
    pressed(chosen(app, zone), "secteurs_nouveau")
    after = division(path)
    assert not app.button(key="secteurs_annuler").disabled
    assert after.sector_of(zone).zones == (zone,)
    new = after.sector_of(zone)
    assert new.number == len(after.sectors)
    [name] = [one for one in app.text_input if one.label == "Nom du secteur"]
    name.set_value("Le vieux pays")
    next(one for one in app.button if one.label == "Renommer").click().run()
    assert "s'appelle désormais « Le vieux pays »." in said(app)
    assert division(path).sector(new.code).name == "Le vieux pays"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("M. Zyxouville", "Le nom nomme une personne."),
        ("Appeler le 06 00 00 00 00", "contient ce qui ressemble à un numéro de téléphone"),
        (" ", "Le nom du secteur est vide."),
    ],
)
def test_a_name_that_cannot_be_kept_is_a_sentence(
    name: str, sentence: str, open_dashboard: OpenDashboard, path: Path
) -> None:
    app = pressed(open_dashboard(path, "coordination", screen="secteurs"), "secteurs_garder")
    before = kept(path)
    chosen(app, division(path).sectors[0].zones[0])
    [box] = [one for one in app.text_input if one.label == "Nom du secteur"]
    box.set_value(name)
    next(one for one in app.button if one.label == "Renommer").click().run()
    [refused] = [one.value for one in app.error]
    assert sentence in refused
    assert kept(path) == before


def test_proposing_again_replaces_the_edits_and_may_be_taken_back(
    open_dashboard: OpenDashboard, path: Path
) -> None:
    app = pressed(open_dashboard(path, "coordination", screen="secteurs"), "secteurs_garder")
    proposal = division(path)
    zone = max(proposal.sectors, key=lambda sector: len(sector.zones)).zones[0]
    pressed(chosen(app, zone), "secteurs_nouveau")
    edited = division(path)
    pressed(app, "secteurs_remplacer")
    assert division(path) == proposal, "the same sectors have the same codes and names"
    pressed(app, "secteurs_annuler")
    assert division(path) == edited


def test_two_sectors_become_one_and_small_ones_are_said(open_dashboard: OpenDashboard, path: Path) -> None:
    app = pressed(open_dashboard(path, "coordination", screen="secteurs"), "secteurs_garder")
    before = division(path)
    assert "Aucun n'est petit." in " ".join(one.value for one in app.markdown)
    zone = max(before.sectors, key=lambda sector: len(sector.zones)).zones[0]
    pressed(chosen(app, zone), "secteurs_nouveau")
    assert any("petit (la plupart de ses chiffres" in text.replace("\u00a0", " ") for text in texts(app))
    small = division(path).sector_of(zone)
    target = next(sector for sector in before.sectors if zone not in sector.zones)
    app.selectbox(key=f"secteurs_vers_{zone}").set_value(target.code).run()
    pressed(app, "secteurs_deplacer")
    assert f"Le secteur « {small.name} » n'existe plus." in said(app)
    assert small.code not in {sector.code for sector in division(path).sectors}


def test_filters_choose_nothing_here(open_dashboard: OpenDashboard, path: Path) -> None:
    address = {"zones": "Lussignolles (99115)", "sources": "Carsat"}
    app = open_dashboard(path, "coordination", screen="secteurs", address=address)
    assert any("Les filtres choisis à gauche ne changent rien ici" in one.value for one in app.caption)
    assert "**14 secteurs** pour 52 zones" in " ".join(one.value for one in app.markdown).replace(
        "\u00a0", " "
    )


def test_the_committee_has_no_such_page(open_dashboard: OpenDashboard, path: Path) -> None:
    app = open_dashboard(path, "comite", screen="secteurs")
    assert app.title[0].value == "Page réservée à la coordination"
    assert not app.button and not app.dataframe
