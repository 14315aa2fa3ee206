"""An address may ask for anything: the page opens all the same, and says in French what it shows instead."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.plain import plain
from tests.hostile_names import NAMES
from tests.pages.seen import OpenDashboard
from tests.pages.test_every_page import ROLES, SCREENS
from tests.pages.test_one_door import SOURCES
from visa_data import french
from visa_data.meeting.steps import agenda

HOSTILE = (
    "2000-01-01",
    "0001-01-01",
    "9999-12-31",
    "2100-12-31",
    "abc",
    "",
    "-1",
    "1e309",
    "true",
    "équipe:\u202e\u0000\n",
    "1,2,3,4,5;nan,nan,nan,nan,;47.3,1.9,5,30,",
    "x" * 5000,
    NAMES[0],
)


def each(side: ast.expr) -> list[ast.expr]:
    """The sides of « a, b = 1, 2 », one by one."""
    return side.elts if isinstance(side, ast.Tuple) else [side]


def keys() -> set[str]:
    """Every parameter that a page reads in the address, from the sources."""
    found = set()
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            name.id: value.value
            for line in tree.body
            if isinstance(line, ast.Assign)
            for name, value in zip(*map(each, (line.targets[0], line.value)), strict=False)
            if isinstance(name, ast.Name) and isinstance(value, ast.Constant)
        }
        found |= {str(value) for name, value in constants.items() if name in ("ADDRESS", "COMPARED")}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "bound":
                key = ast.unparse(next(k.value for k in node.keywords if k.arg == "key"))
                found.add(str(constants.get(key, key)).strip("'").replace("f'{key}", "carte"))
    return (found - {"key"}) | {"campagne_liste", "agir_liste", "doublons_etat"}


def test_one_door_to_the_address() -> None:
    """A widget kept in the address is bound in one place, which says what it refuses."""
    users = {
        path.name
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "bind"
    }
    assert users == {"address.py"}
    assert {
        "date",
        "avant",
        "zones",
        "sources",
        "etape",
        "fiche",
        "comparee",
        "et_si",
        "carte_figure",
        "projection",
    } <= keys()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("screen", SCREENS)
def test_no_value_of_any_parameter_breaks_a_page(
    screen: str, role: str, open_dashboard: OpenDashboard, hostile_base_file: Path
) -> None:
    """Every parameter takes a fourth of the values on each page, and all of them over four pages; the others other ones."""
    asked = sorted(keys())
    values = HOSTILE if role == "coordination" or screen == "comite" else HOSTILE[:1]
    for start in range(list(SCREENS).index(screen) % 4 if len(values) > 1 else 0, len(values), 4):
        address = {key: HOSTILE[(start + 5 * rank) % len(HOSTILE)] for rank, key in enumerate(asked)}
        app = open_dashboard(hostile_base_file, role, screen=screen, address=address)
        assert not app.exception, (address, [one.message for one in app.exception])
        assert not app.error, (address, [one.value for one in app.error])
        assert len(app.title) == 1


def warnings(app: AppTest) -> list[str]:
    return [one.value for one in app.warning]


@pytest.mark.parametrize(
    ("asked", "shown", "said"),
    [
        ("2000-01-01", date(2000, 1, 8), "« 2000-01-01 » pour « Date d'observation »"),
        ("9999-12-31", date(2100, 12, 31), "« 9999-12-31 » pour « Date d'observation »"),
        ("abc", date(2025, 12, 6), "« abc » pour « Date d'observation »"),
    ],
)
def test_a_date_that_cannot_be_shown(
    asked: str, shown: date, said: str, open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(sample_books_file, "coordination", address={"date": asked})
    assert app.date_input(key="date").value == shown
    sentence = f"L'adresse demande {said}, que la page ne peut pas montrer. À la place : {french.day(shown)}."
    assert warnings(app) == [plain(sentence)]
    app.run()
    assert warnings(app) == [plain(sentence)], "still there when the page runs again"
    app.date_input(key="date").set_value(date(2025, 11, 1)).run()
    assert warnings(app) == [], "until another date is chosen"
    assert app.date_input(key="date").value == date(2025, 11, 1)


def test_a_day_outside_the_calls_is_said(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(sample_books_file, "coordination", address={"date": "2001-01-08"})
    assert "Avant le premier appel chargé, du 15 septembre 2025." in [
        one.value for one in app.sidebar.caption
    ]
    app = open_dashboard(sample_books_file, "coordination", address={"date": "2100-01-01"})
    assert "Après le dernier appel chargé, du 6 décembre 2025." in [one.value for one in app.sidebar.caption]


def test_zones_and_choices_that_do_not_exist(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    address = {"zones": "$99999$", "campagne_mesure": "", "sources": "x" * 99}
    app = open_dashboard(sample_books_file, "coordination", screen="campagne", address=address)
    assert warnings(app)[1:] + warnings(app)[:1] == [
        "L'adresse demande « \\$99999\\$ » pour « Zones », que la page ne peut pas montrer. "
        "À la place : Toutes les zones.",
        f"L'adresse demande « {'x' * 59}… » pour « Sources », que la page ne peut pas montrer. "
        "À la place : Toutes les sources.",
        "L'adresse demande une valeur vide pour « Mesure », que la page ne peut pas montrer. "
        "À la place : Part jointe.",
    ]


def test_teams_and_steps_that_do_not_exist(open_dashboard: OpenDashboard, sample_books_file: Path) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="zones_blanches", address={"et_si": "47.3,1.9,5,30,;nan,a"}
    )
    assert warnings(app) == [
        "L'adresse demande 1\u00a0équipe imaginée que la page ne peut pas montrer : au plus 8, chacune écrite "
        "latitude,longitude,rayon,capacité,zone. Les autres sont montrées."
    ]
    app = open_dashboard(sample_books_file, "comite", address={"etape": "nulle-part"})
    assert [one.value for one in app.toast] == [
        f"L'adresse demande l'étape « nulle-part », qui n'existe pas. À la place : « {agenda()[0].title} »."
    ]
