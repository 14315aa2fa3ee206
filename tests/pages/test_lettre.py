"""The page of the letter: composed, edited section by section, kept, taken away, said to be sent."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from pages.parts.context import shared_base
from tests.pages.seen import OpenDashboard, texts
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.letter.keeping import KeptLetter, kept_letters

DAY = {"date": "2025-12-06"}


@pytest.fixture
def path(sample_base: Base) -> Path:
    sample_base.close()
    return sample_base.path


def kept(path: Path) -> list[KeptLetter]:
    with shared_base(str(path)).cursor() as cursor:
        return kept_letters(cursor)


def said(app: AppTest) -> str:
    assert not app.exception
    return plain("\n".join(texts(app)))


def field(app: AppTest, kind: str, rank: int) -> str:
    [key] = [one.key for one in app.get("text_area") if str(one.key).endswith(f"_{rank}_texte")]
    return str(key).removesuffix("texte") + kind


def test_composed_edited_kept_sent_then_corrected(
    open_dashboard: OpenDashboard, path: Path, downloads: list[tuple[str, bytes]]
) -> None:
    app = open_dashboard(path, "coordination", screen="lettre", address=DAY)
    assert "Attention aux arnaques" in said(app) and "Aucune lettre n'a encore été gardée." in said(app)
    assert kept(path) == [], "looking writes nothing"
    app.text_input(key=field(app, "titre", 0)).set_value("Bonjour à toutes et à tous").run()
    app.text_area(key=field(app, "texte", 0)).set_value("Une ligne écrite ici.\n- Le marché : samedi.").run()
    app.toggle(key=field(app, "gardee", 1)).set_value(False).run()
    downloads.clear()
    app.button(key="lettre_garder").click().run()
    [one] = kept(path)
    assert (one.version, one.kept_by, one.sent_at) == (1, "coordination", None)
    [first, *others] = one.letter.sections
    assert (first.title, first.lines) == (
        "Bonjour à toutes et à tous",
        ("Une ligne écrite ici.", "- Le marché : samedi."),
    )
    assert "numeros" not in {section.key for section in others}
    assert "Lettre gardée, version 1." in said(app)
    [pages] = [content for name, content in downloads if name == "lettre_2025-12-06_territoire.pdf"][-1:]
    assert "Le marché" in PdfReader(io.BytesIO(pages)).pages[0].extract_text()
    app.button(key="lettre_envoyee").click().run()
    assert kept(path)[0].sent_at is not None and "déjà envoyée" in said(app)
    assert not [button for button in app.button if button.key == "lettre_envoyee"]
    app.text_input(key=field(app, "titre", 0)).set_value("Bonjour").run()
    app.button(key="lettre_garder").click().run()
    assert [(one.version, one.sent_at is None) for one in kept(path)] == [(2, True), (1, False)]
    assert kept(path)[1].letter.sections[0].title == "Bonjour à toutes et à tous", (
        "what was sent is unchanged"
    )


def test_what_is_being_written_outlives_another_page(open_dashboard: OpenDashboard, path: Path) -> None:
    app = open_dashboard(path, "coordination", screen="lettre", address=DAY)
    app.text_input(key=field(app, "titre", 0)).set_value("Pas encore gardé").run()
    app.switch_page("pages/screens/definitions.py").run()
    app.switch_page("pages/screens/lettre.py").run()
    assert app.text_input(key=field(app, "titre", 0)).value == "Pas encore gardé"
    app.button(key="lettre_recomposer").click().run()
    assert app.text_input(key=field(app, "titre", 0)).value == "Ce qui est ouvert et qui appeler"


def test_a_section_is_added(open_dashboard: OpenDashboard, path: Path) -> None:
    app = open_dashboard(path, "coordination", screen="lettre", address=DAY)
    before = len(app.text_area)
    app.button(key="lettre_ajouter").click().run()
    assert len(app.text_area) == before + 1
    app.text_area(key=field(app, "texte", before)).set_value("Le mot de l'école.").run()
    app.button(key="lettre_garder").click().run()
    assert kept(path)[0].letter.sections[-1].lines == ("Le mot de l'école.",)


def test_a_person_stops_the_letter(open_dashboard: OpenDashboard, path: Path) -> None:
    app = open_dashboard(path, "coordination", screen="lettre", address=DAY)
    app.text_area(key=field(app, "texte", 0)).set_value("Demandez Mme Exemplette.").run()
    assert ["nomme une personne" in plain(one.value) for one in app.error] == [True]
    assert "lettre_garder" not in {button.key for button in app.button}
    assert not app.get("download_button"), "nothing leaves"


def test_one_letter_for_each_place(open_dashboard: OpenDashboard, path: Path) -> None:
    app = open_dashboard(path, "coordination", screen="lettre", address=DAY)
    [first, *_] = [name for name in app.selectbox(key="lettre_pour").options if not name.startswith("Tout")]
    app.selectbox(key="lettre_pour").select(first).run()
    app.button(key="lettre_garder").click().run()
    [one] = kept(path)
    assert one.letter.place and one.letter.place_name in first
    again = open_dashboard(path, "coordination", screen="lettre", address={**DAY, "lettre_pour": first})
    assert "Version 1 gardée, pas encore envoyée." in said(again)


def test_the_committee_does_not_write_letters(open_dashboard: OpenDashboard, path: Path) -> None:
    app = open_dashboard(path, "comite", screen="lettre")
    assert "Page réservée à la coordination" in said(app) and not app.text_area
