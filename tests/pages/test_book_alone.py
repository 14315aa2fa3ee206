"""A server that holds one book and no base: every page of the committee, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pages.parts.screens import SCREENS
from tests.pages.seen import OpenDashboard, everything, tables, texts
from tests.traces import unfolded
from visa_data.french import NBSP
from visa_data.roles import Role

OPENED = sorted(name for name, screen in SCREENS.items() if Role.COMITE.may(screen.opened_by))
NOT_FRENCH = re.compile(r"\b(?:nan|NaN|NaT|None|Traceback|inf)\b")
REFERENCE = re.compile(rb"VA0\d{4}")
SMALL = f"<{NBSP}11"


@pytest.fixture
def open_alone(
    open_dashboard: OpenDashboard,
    sample_book_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> OpenDashboard:
    """Open a page of the sample's book, or of the file given; whatever role the server asks for."""

    def open_page(screen: str, *, file: Path = sample_book_file, **more: object) -> object:
        monkeypatch.setenv("VISA_DOSSIER", str(file))
        app = open_dashboard(tmp_path / "jamais.duckdb", "coordination", screen=screen, **more)
        assert not (tmp_path / "jamais.duckdb").exists(), "a base was made"
        return app

    return open_page


@pytest.mark.parametrize("screen", OPENED)
def test_each_page_opens_from_the_book_alone(
    screen: str, open_alone: OpenDashboard, downloads: list[tuple[str, bytes]]
) -> None:
    app = open_alone(screen)
    assert not app.exception and not app.error and not app.warning
    assert [text[:300] for text in texts(app) if NOT_FRENCH.search(text)] == []
    assert REFERENCE.findall(everything(app)) == []
    for name, content in downloads:
        assert REFERENCE.findall(unfolded(content)) == [], name
    # No free date, no filter, no other role.
    assert not app.date_input and not app.multiselect and not app.radio


def test_withheld_counts_are_words_on_the_page_and_in_its_files(
    open_alone: OpenDashboard, downloads: list[tuple[str, bytes]]
) -> None:
    app = open_alone("campagne")
    [table] = [one for one in tables(app) if "Secteur" in one.columns]
    cells = table.drop(columns="Secteur").stack()
    assert SMALL in set(cells)
    [csv] = [content.decode("utf-8-sig") for name, content in downloads if name.endswith("_couverture.csv")]
    assert SMALL in csv
    assert not {value for value in re.findall(r"(?<=;)\d+(?=[;\n])", csv) if int(value) % 5}


@pytest.mark.parametrize(("screen", "absent"), [("importer", "Importer"), ("doublons", "Doublons")])
def test_what_handles_people_is_closed(screen: str, absent: str, open_alone: OpenDashboard) -> None:
    app = open_alone(screen)
    assert [one.value for one in app.title] == ["Page réservée à la coordination"]


def test_the_members_of_a_sector_stand_in_its_card_and_in_the_files(
    open_alone: OpenDashboard, downloads: list[tuple[str, bytes]]
) -> None:
    app = open_alone("carte", address={"fiche": "S1"})
    [lists] = [content.decode("utf-8-sig") for name, content in downloads if name.endswith("_secteurs.csv")]
    row = next(line for line in lists.splitlines() if line.startswith("S1;"))
    assert all(name.strip() in "".join(texts(app)) for name in row.split(";")[2].strip('"').split(","))


def test_nothing_is_noted_without_a_base(open_alone: OpenDashboard) -> None:
    app = open_alone("comite", address={"etape": "decisions"})
    assert "Noter une décision" not in {one.label for one in app.button}
    assert any("sans base" in one.value for one in app.caption)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 damaged", b"reference;nom\n1;a\n"])
def test_another_file_is_refused_in_one_sentence(
    content: bytes, open_alone: OpenDashboard, tmp_path: Path
) -> None:
    file = tmp_path / "autre.zip"
    file.write_bytes(content)
    app = open_alone("comite", file=file)
    assert not app.exception and len(app.error) == 1
    assert not app.title and not app.dataframe


def test_a_missing_file_is_told(open_alone: OpenDashboard, tmp_path: Path) -> None:
    [error] = [one.value for one in open_alone("comite", file=tmp_path / "absent.zip").error]
    assert "absent.zip" in error
