"""Names of a territory, its zones, teams, resources, files and decisions: on no page are they read as Markdown or HTML."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from pages.parts.plain import plain
from tests.hostile_base import FILE_MARK, code, hostile_files
from tests.hostile_names import NAMES
from tests.pages.seen import UNREAD, OpenDashboard, blocks, elements
from visa_data.meeting.steps import agenda

PLAIN_TEXT = {
    "Selectbox.options",
    "MultiSelect.options",
    "Selectbox.raw_value",
    "MultiSelect.raw_values",
    "MultiSelect.default",
    "FileUploader.value",
    "Arrow.columns",
    "DownloadButton.url",
    "TextArea.value",
    "PageLink.query_string",
    "PlotlyChart.alt",
    "recherche_de_lieux.json",
}
"""Fields that the browser shows as they are, or does not show."""
HTML = {
    "PlotlyChart.spec",
    "Html.body",
    "planche_reunion.json",
    "matrice_des_besoins.json",
    "ComponentInstance.json_args",
}
"""Fields read as HTML, or as plotly's own tags."""
ACTIVE = [name for name in (*NAMES, FILE_MARK) if plain(name) != name]
TAGGED = [name for name in NAMES if "<" in name or "&" in name]


def strings(app: AppTest) -> Iterator[tuple[str, str]]:
    """(« Message.field », text) of all that the browser receives but the cells of tables."""
    for element in elements(app):
        yield from _strings(element.proto)
    for block in blocks(app):
        yield from _strings(block)


def _strings(message: object, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(message, Message):
        # Of a component of ours, its own name: what is told as text in one is HTML in another.
        kind = message.DESCRIPTOR.name
        name = getattr(message, "component_name", kind) if kind == "BidiComponent" else kind
        for field, value in message.ListFields():
            if field.name not in UNREAD:
                yield from _strings(value, f"{name}.{field.name}")
    elif isinstance(message, str):
        yield place, message
    elif hasattr(message, "__iter__") and not isinstance(message, bytes):
        for item in message:
            yield from _strings(item, place)


def unescaped(text: str) -> list[str]:
    """The hostile names that a text holds as they are typed, once those made plain are taken out."""
    for name in ACTIVE:
        text = text.replace(plain(name), "")
    return [name for name in ACTIVE if name in text]


def assert_harmless(app: AppTest) -> None:
    assert not app.exception, [one.message for one in app.exception]
    raw = [
        (place, names)
        for place, text in strings(app)
        if place not in PLAIN_TEXT | HTML and (names := unescaped(text))
    ]
    assert raw == []
    tags = [
        (place, name)
        for place, text in strings(app)
        if place in HTML
        for name in TAGGED
        if name in text or name.replace('"', '\\"') in text
    ]
    assert tags == []


@pytest.mark.parametrize("etape", [item.key for item in agenda()])
def test_the_meeting(etape: str, open_dashboard: OpenDashboard, hostile_base_file: Path) -> None:
    """The committee's; the coordination's: `tests/browser/test_hostile_names.py`."""
    app = open_dashboard(hostile_base_file, "comite", address={"etape": etape})
    assert_harmless(app)
    assert plain(NAMES[0]) in app.sidebar.markdown[0].value


SCREENS = (
    "carte",
    "campagne",
    "fragilite",
    "besoins",
    "zones_blanches",
    "equipes_ressources",
    "visites",
    "aidants",
    "reseau",
    "importer",
    "doublons",
)


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen(screen: str, open_dashboard: OpenDashboard, hostile_base_file: Path) -> None:
    app = open_dashboard(hostile_base_file, "coordination", screen=screen)
    assert_harmless(app)
    assert any(plain(NAMES[0]) in one.value for one in app.main.markdown), (
        "the territory is named on the page"
    )


@pytest.mark.parametrize("card", [code(0), code(7), "equipe:EC00", "ressource:RS00", NAMES[0]])
def test_every_card(card: str, open_dashboard: OpenDashboard, hostile_base_file: Path) -> None:
    app = open_dashboard(hostile_base_file, "coordination", screen="carte", address={"fiche": card})
    assert_harmless(app)


def test_a_received_file(open_dashboard: OpenDashboard, hostile_base_file: Path, tmp_path: Path) -> None:
    """Its name, headers, cells and refusals; then what loading it did."""
    base = Path(shutil.copy(hostile_base_file, tmp_path))
    app = open_dashboard(base, "coordination", screen="importer")
    teams = next(path for path in hostile_files(tmp_path) if path.name.startswith("equipes"))
    content = teams.read_text(encoding="utf-8").replace("active", NAMES[4], 3).replace("EC05", "EC99")
    app.file_uploader[0].set_value([(teams.name, content.encode(), "text/csv")]).run()
    assert any(plain(teams.name) in one.label for one in app.expander)
    assert_harmless(app)
    app.button(key="importer").click().run()
    assert_harmless(app)


def test_the_decisions(open_dashboard: OpenDashboard, hostile_base_file: Path) -> None:
    app = open_dashboard(hostile_base_file, "coordination", address={"etape": "decisions"})
    app.button(key="suivre_decisions").click().run()
    assert_harmless(app)
    assert any(plain(f"Décider : {NAMES[1]}") in one.value for one in app.markdown)
