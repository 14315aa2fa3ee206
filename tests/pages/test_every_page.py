"""Every screen, on every state of a base, for every role: opened or refused, true, and nobody for who may see nobody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pages.parts.screens import HOME, SCREENS
from tests.pages.seen import OpenDashboard, everything, texts
from tests.shared_data import ROOT
from tests.traces import unfolded
from visa_data import roles
from visa_data.meeting.steps import agenda
from visa_data.roles import Permission, Role

FILES = {path.stem: path for path in (ROOT / "pages" / "screens").glob("*.py") if path.stem != "__init__"}
ROLES = tuple(role.value for role in Role)
OPENED = {
    role: {name for name, screen in SCREENS.items() if Role(role).may(screen.opened_by)} for role in ROLES
}
RESERVED = {"Page réservée à la coordination", "Page réservée"}
NAMING_PEOPLE = {
    ("analyse", "doublons"),
    ("analyse", "importer"),
    *(("coordination", screen) for screen in SCREENS),
}
"""Who may read references, and where: pages of people, and the sample's own files, which are invented."""
AT_HOME = {
    "comite": "Comité de pilotage",
    "coordination": "Comité de pilotage",
    "analyse": "Importer des données",
    "delegue": "Données et confidentialité",
    "equipes": "Équipes et ressources",
    "reseau": "Les coopérations",
}
WITH_PEOPLE = {
    "campagne": {},
    "carte": {"carte_couches": "Personnes"},
    "fragilite": {},
    "besoins": {},
    "qui_agit": {"suivi_vue": "Tout le suivi"},
    "visites": {},
    "aidants": {},
}
"""Screens that show references to who may see people, and the address that asks for them."""
STATES = {
    "exemple": ("sample_books_file", {}),
    "vide": ("empty_base_file", {}),
    "sans appel": ("base_without_calls", {}),
    "avant tout": ("sample_books_file", {"date": "2001-01-08", "avant": "2001-01-01"}),
}
NOT_FRENCH = re.compile(r"\b(?:nan|NaN|NaT|None|Traceback|inf)\b")
REFERENCE = re.compile(rb"VA0\d{4}")
"""References of the sample's register."""


CASES = [
    (screen, role, state)
    for screen in sorted(FILES)
    for role in ROLES
    for state in STATES
    # The committee reads a book, whatever the base: see also test_books_of_the_base and test_book_alone.
    if role == "coordination" or state == "exemple"
]


@pytest.mark.parametrize(("screen", "role", "state"), CASES)
def test_opens_on_a_true_page(
    screen: str,
    role: str,
    state: str,
    open_dashboard: OpenDashboard,
    request: pytest.FixtureRequest,
) -> None:
    """And every file that it offers is made; the three reports, for the committee's sample alone."""
    fixture, address = STATES[state]
    reports_again = screen == "comite" and (role, state) != ("comite", "exemple")
    downloads = [] if reports_again else request.getfixturevalue("downloads")
    base: Path = request.getfixturevalue(fixture)
    app = open_dashboard(base, role, screen=screen, address=address)
    assert not app.exception, [one.message for one in app.exception]
    assert not app.error, [one.value for one in app.error]
    [title] = [one.value for one in app.title]
    if screen == HOME:
        assert title == AT_HOME[role], "the address of the server opens a page of this role"
    else:
        assert (title not in RESERVED) == (screen in OPENED[role])
    odd = [text[:300] for text in texts(app) if NOT_FRENCH.search(text)]
    assert odd == []
    assert [
        one.value for one in app.dataframe if one.value.isna().any(axis=None) and not one.proto.placeholder
    ] == []
    if (role, screen) not in NAMING_PEOPLE:
        assert REFERENCE.findall(everything(app)) == []
        for name, content in downloads:
            assert REFERENCE.findall(unfolded(content)) == [], name


def test_the_references_looked_for_are_those_of_the_sample(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    """The guard above would see a reference: the coordination's own page holds some."""
    app = open_dashboard(sample_books_file, "coordination", screen="campagne")
    assert REFERENCE.findall(everything(app))


def test_every_screen_is_declared_and_opens_under_its_own_name() -> None:
    assert set(SCREENS) == set(FILES)
    for name, path in FILES.items():
        assert f'open_page("{name}"' in path.read_text(encoding="utf-8"), name
    assert {item.explained_on[0] for item in agenda() if item.explained_on} <= set(SCREENS)


@pytest.mark.parametrize("screen", sorted(FILES))
def test_a_role_without_any_permission_is_told_so_on_each_screen(
    screen: str,
    open_dashboard: OpenDashboard,
    downloads: list[tuple[str, bytes]],
    sample_books_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(roles, "PERMISSIONS", {})
    app = open_dashboard(sample_books_file, "coordination", screen=screen)
    assert not app.exception
    assert [one.value for one in app.error] == [
        f"**Action réservée.** Le rôle « Coordination » n'a pas cette permission : {SCREENS[screen].opened_by}."
    ]
    assert REFERENCE.findall(everything(app)) == [] and downloads == []
    assert not app.title and not app.dataframe and not app.multiselect


@pytest.mark.parametrize("screen", WITH_PEOPLE)
def test_small_counts_without_people(
    screen: str,
    open_dashboard: OpenDashboard,
    downloads: list[tuple[str, bytes]],
    sample_books_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who may read small counts and not see people has the page, without anybody on it nor in its files."""
    fewer = Role.COORDINATION.permissions - {Permission.SEE_PEOPLE}
    monkeypatch.setitem(roles.PERMISSIONS, Role.COORDINATION, fewer)
    app = open_dashboard(sample_books_file, "coordination", screen=screen, address=WITH_PEOPLE[screen])
    assert not app.exception and not app.error
    assert app.title[0].value != RESERVED
    assert REFERENCE.findall(everything(app)) == []
    assert downloads and all(REFERENCE.findall(unfolded(content)) == [] for _, content in downloads)
