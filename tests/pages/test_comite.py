"""The home is the meeting: each step at its address, in both roles, on every state of a base."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import meeting_proposals
from pages.parts.context import shared_base
from pages.parts.meeting_decisions import ACTIONS
from tests.meeting.steps import invented_step
from tests.meeting.steps.invented_step import add_invented_step
from tests.pages.seen import OpenDashboard, elements
from tests.plain_text import plain
from tests.reports.test_document import texts_of
from visa_data import environment, roles
from visa_data.decisions.decision import Decision, list_decisions
from visa_data.decisions.record import update_status
from visa_data.meeting.steps import agenda
from visa_data.provenance.meetings import meeting_of
from visa_data.reports.writing import FORMS
from visa_data.roles import Permission
from visa_data.vocabulary import StatutDecision

KEYS = [item.key for item in agenda()]
NOT_FRENCH = re.compile(r"\b(?:nan|NaN|NaT|None|Traceback|inf)\b")
LAST_CALL = date(2025, 12, 6)


def board(app: AppTest) -> dict[str, object]:
    """What the page gives the board."""
    found = [
        element.proto for element in elements(app) if hasattr(element.proto, "json") and element.proto.json
    ]
    boards = [json.loads(one.json) for one in found]
    return next(one for one in boards if "html" in one)


def said(app: AppTest) -> str:
    texts = html.unescape(re.sub(r"<[^>]+>", " ", str(board(app)["html"])))
    return " ".join(plain(texts).split())


@pytest.mark.parametrize(("key", "role"), [*((key, "comite") for key in KEYS), (KEYS[4], "coordination")])
def test_each_step_has_its_address(
    key: str, role: str, open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, role, address={"etape": key})
    assert not app.exception and not app.error
    shown, item = board(app), agenda()[KEYS.index(key)]
    assert shown["key"] == key and shown["keys"] == KEYS
    assert f"{item.number} / 10" in said(app)
    assert plain(item.title) in said(app) and plain(item.question) in said(app)
    assert not NOT_FRENCH.search(said(app))
    assert len(app.title) == 1


def test_a_step_more_is_one_more_line(
    open_dashboard: OpenDashboard,
    downloads: list[tuple[str, bytes]],
    sample_books_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An invented step of one file is at its address, in the board's progress, and in each form of the report."""
    add_invented_step(monkeypatch)
    app = open_dashboard(sample_books_file, "comite", address={"etape": invented_step.KEY})
    assert not app.exception and not app.error
    assert board(app)["key"] == invented_step.KEY and board(app)["keys"] == [*KEYS, invented_step.KEY]
    assert "11 / 11" in said(app) and f"11 {invented_step.TITLE}" in said(app)
    assert plain(invented_step.QUESTION) in said(app) and invented_step.KEY_POINT in said(app)
    reports = {name.split(".")[-1]: content for name, content in downloads if "visa_comite_" in name}
    assert set(reports) == set(FORMS)
    for form, content in reports.items():
        found = " ".join(texts_of(form, content).split())
        assert "Étape 11" in found and invented_step.KEY_POINT in found, form


@pytest.mark.parametrize("wrong", ["", "<b>"])
def test_a_wrong_address_is_the_first_step(
    wrong: str, open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, "comite", address={"etape": wrong})
    assert board(app)["key"] == KEYS[0]
    assert app.query_params["etape"] in (KEYS[0], [KEYS[0]])


def test_projection_is_in_the_address(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "comite", address={"projection": "true", "etape": "urgences"})
    assert app.toggle(key="projection").value is True
    assert board(app)["projected"] is True
    app.toggle(key="projection").set_value(False).run()
    assert board(app)["projected"] is False


def test_dates_of_the_address_are_those_of_the_step(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    asked = {"date": "2025-11-01", "avant": "2025-10-01"}
    app = open_dashboard(sample_books_file, "coordination", address=asked)
    assert "au 1er novembre 2025, comparé au 1er octobre 2025" in said(app)
    # The committee's are those of its books, whatever the address asks.
    app = open_dashboard(sample_books_file, "comite", address=asked | {"reunion": "29 novembre 2025"})
    assert "au 29 novembre 2025, comparé au 22 novembre 2025" in said(app)


@pytest.mark.parametrize("key", KEYS[:-1])
def test_before_everything_each_step_says_something_true(
    key: str, open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    address = {"date": "2001-01-08", "avant": "2001-01-01", "etape": key}
    app = open_dashboard(sample_books_file, "coordination", address=address)
    assert not app.exception and not app.error
    assert "Aucune personne n'est inscrite" in said(app)
    assert not NOT_FRENCH.search(said(app))


@pytest.mark.parametrize("role", ["comite", "coordination"])
def test_a_step_leads_to_the_page_where_to_dig(
    role: str, open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, role, address={"etape": "besoins"})
    assert len(app.get("page_link")) == 1


@pytest.mark.parametrize(
    ("role", "told", "links"),
    [("comite", "Aucun dossier de séance n'est encore figé", 0), ("coordination", "La base est vide.", 1)],
)
def test_an_empty_base_says_how_to_go_on(
    role: str, told: str, links: int, open_dashboard: OpenDashboard, empty_base_file: Path
) -> None:
    app = open_dashboard(empty_base_file, role)
    assert app.info[0].value.startswith(told)
    assert len(app.get("page_link")) == links


def one_gesture() -> None:
    """A page with one gesture of the last step, as its dialog holds it."""
    import os

    import streamlit as st

    from pages.parts import meeting_decisions
    from pages.parts.sidebar import read_context

    getattr(meeting_decisions, os.environ["GESTE"])(read_context(None))
    st.caption(str(st.session_state.get(meeting_decisions.SAID, "")))


OpenGesture = Callable[[str], AppTest]


@pytest.fixture
def gesture(
    open_dashboard: OpenDashboard, sample_books_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> OpenGesture:
    path = tmp_path / "ecrite.duckdb"
    path.write_bytes(sample_books_file.read_bytes())
    open_dashboard(path, "comite", screen="importer")

    def open_one(name: str) -> AppTest:
        monkeypatch.setenv("GESTE", name)
        return AppTest.from_function(one_gesture, default_timeout=60).run()

    return open_one


def written() -> tuple[Decision, ...]:
    return list_decisions(shared_base(str(environment.base_path())))


def noted(gesture: OpenGesture, text: str, owner: str | None = "CCAS") -> AppTest:
    app = gesture("note")
    app.text_area(key="decision_texte").set_value(text)
    if owner:
        app.selectbox(key="decision_responsable").set_value(owner)
    app.button[0].click()
    return app.run()


def test_the_committee_notes_a_decision_due_in_a_week(gesture: OpenGesture) -> None:
    app = noted(gesture, "Ouvrir une équipe à Lussignolles")
    assert not app.exception and not app.error
    assert app.caption[-1].value == "La décision est enregistrée."
    [decision] = written()
    assert decision.draft.text == "Ouvrir une équipe à Lussignolles"
    assert decision.draft.owner == "CCAS"
    assert decision.meeting == LAST_CALL and decision.draft.due == LAST_CALL + timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "owner", "why"),
    [
        ("", "CCAS", "est vide"),
        ("Ouvrir une équipe", None, "est vide"),
        ("Rappeler Mme Durand", "CCAS", "nomme une personne"),
    ],
)
def test_a_decision_that_cannot_be_kept_is_refused_and_its_words_stay(
    text: str, owner: str | None, why: str, gesture: OpenGesture
) -> None:
    app = noted(gesture, text, owner)
    assert why in plain(app.error[0].value)
    assert app.text_area(key="decision_texte").value == text
    assert written() == ()


def test_what_cannot_be_kept_is_said_under_its_field_before_anything_is_sent(gesture: OpenGesture) -> None:
    app = gesture("note")
    assert "Il manque la décision et le responsable." in [plain(one.value) for one in app.caption]
    assert not app.error, "no reproach before a word is written"
    app.text_area(key="decision_texte").set_value("Rappeler Mme Durand").run()
    assert "nomme une personne" in plain(app.error[0].value)
    app.text_area(key="decision_texte").set_value("Rappeler plus souvent").run()
    assert not app.error
    app.selectbox(key="decision_responsable").set_value("CCAS").run()
    assert "Il manque" not in plain("".join(one.value for one in app.caption))
    app.date_input(key="decision_echeance").set_value(LAST_CALL - timedelta(days=1)).run()
    assert "précède la réunion" in plain(app.error[0].value)
    app.date_input(key="decision_echeance").set_value(LAST_CALL + timedelta(days=1)).run()
    assert not app.error
    app.selectbox(key="decision_chiffre").set_value(("besoins", "ouverts")).run()
    assert "n'est pas publié pour tout le territoire" in plain(app.error[0].value)
    assert written() == ()


def test_a_proposal_is_put_right_before_it_is_accepted(
    gesture: OpenGesture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A page alone has no other page to link to.
    monkeypatch.setattr(meeting_proposals, "link_to_initiatives", lambda *_, **__: None)
    app = gesture("decide")

    def accept() -> AppTest:
        """As the third stands in its form, whatever its need: it has none."""
        return [one for one in app.button if one.label == "Accepter ainsi"][2].click().run()

    words = app.text_area(key="amender_3_texte").value
    app.text_area(key="amender_3_texte").set_value("Rappeler Mme Durand")
    app = accept()
    assert "nomme une personne" in plain(app.error[0].value)
    assert app.text_area(key="amender_3_texte").value == "Rappeler Mme Durand" and written() == ()
    app.text_area(key="amender_3_texte").set_value(f"{words}, d'abord ici")
    app.selectbox(key="amender_3_zone").set_value("99122")
    app.selectbox(key="amender_3_chiffre").set_value(("couverture", "inscrits"))
    app = accept()
    assert not app.exception
    [decision] = written()
    kept = decision.draft
    assert (kept.text, kept.zone, kept.need) == (f"{words}, d'abord ici", "99122", None)
    assert (kept.indicator, kept.column) == ("couverture", "inscrits")
    assert kept.basis is not None and kept.basis.zones == ("99122",), "it answers there, and nowhere else"


def test_who_may_not_decide_is_told_so(gesture: OpenGesture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        roles.PERMISSIONS, roles.Role.COMITE, frozenset({Permission.FOLLOW_MEETING, Permission.READ_BOOK})
    )
    app = noted(gesture, "Appeler les mairies")
    assert "Action réservée" in app.error[0].value
    assert written() == ()


def test_what_became_of_a_decision_is_one_press_away(gesture: OpenGesture) -> None:
    noted(gesture, "Appeler les mairies")
    app = gesture("follow")
    assert [one.label for one in app.button] == ["Faite", "Abandonnée"]
    app.button[0].click().run()
    assert not app.exception and not app.error
    assert written()[0].status is StatutDecision.FAITE


def test_a_change_made_meanwhile_is_said_and_nothing_is_lost(
    gesture: OpenGesture, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted(gesture, "Appeler les mairies")
    app = gesture("follow")
    [seen] = written()
    base = shared_base(str(environment.base_path()))
    update_status(base, seen.id, seen.version, StatutDecision.ABANDONNEE, LAST_CALL, datetime(2025, 12, 8, 9))
    monkeypatch.setattr("pages.parts.meeting_decisions.list_decisions", lambda *_: (seen,))
    app.button[0].click().run()
    assert "Décision modifiée entre-temps" in app.warning[0].value
    assert written()[0].status is StatutDecision.ABANDONNEE


def test_closing_the_meeting_records_it_once(gesture: OpenGesture) -> None:
    app = gesture("close")
    app.button(key="clore_pour_de_bon").click().run()
    assert not app.exception and not app.error
    meeting = meeting_of(shared_base(str(environment.base_path())), LAST_CALL)
    assert meeting is not None and meeting.closed_at is not None
    assert "déjà close" in gesture("close").info[0].value


def test_every_gesture_of_the_board_has_its_button(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, "comite", address={"etape": "decisions"})
    asked = re.findall(r'data-clique="(\w+)"', str(board(app)["html"]))
    assert asked and {app.button(key=key).label for key in asked} == {label for _, label in ACTIONS}
