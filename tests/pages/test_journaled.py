"""Whoever is shown or takes away people leaves a line in the journal, and none of it says whom."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from pages.parts.context import shared_base
from pages.parts.journaled import note_departure
from pages.parts.screens import SCREENS
from tests.pages.seen import OpenDashboard, everything
from tests.pages.test_every_page import REFERENCE, WITH_PEOPLE
from tests.plain_text import plain
from visa_data.roles import Actor, Permission, Role
from visa_data.traces import keep_traces

ADDRESSES = WITH_PEOPLE | {
    "agir": {},
    "besoins": {"besoins_zone": "Valombreux (99129)", "besoins_besoin": "Parler avec autrui"},
}
"""Screens that show people, at an address where they do; pairs of references are seen to by test_doublons."""
OTHERS = sorted(set(SCREENS) - set(ADDRESSES) - {"comite"})


@pytest.fixture
def own(sample_books_file: Path, tmp_path: Path) -> Path:
    """A sample of one's own, its journal at its beginning."""
    path = Path(shutil.copy(sample_books_file, tmp_path / "visa.duckdb"))
    with shared_base(str(path)).references() as cursor:
        cursor.execute("DELETE FROM journal")
    return path


def noted(path: Path, act: str) -> list[int]:
    """Rows told by the lines of an act, in their order; whatever they say, no reference."""
    with shared_base(str(path)).cursor() as cursor:
        (text,) = cursor.execute("SELECT string_agg(j::VARCHAR, '') FROM journal j").fetchone() or ("",)
        assert not REFERENCE.findall((text or "").encode())
        rows = cursor.execute(
            "SELECT (details->>'lignes')::INTEGER FROM journal WHERE acte = ? AND auteur = 'coordination' "
            "ORDER BY numero",
            [act],
        ).fetchall()
    return [number for (number,) in rows]


def parts(name: str, content: bytes) -> bytes:
    """What a file says: that of each file within it, where it is an archive."""
    if not name.endswith((".xlsx", ".zip", ".pptx")):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(one) for one in archive.namelist())


@pytest.mark.parametrize("screen", sorted(ADDRESSES))
def test_people_shown_or_taken_away_are_noted(
    screen: str, own: Path, open_dashboard: OpenDashboard, downloads: list[tuple[str, bytes]]
) -> None:
    app = open_dashboard(own, "coordination", screen=screen, address=ADDRESSES[screen])
    assert not app.exception
    # The layers of a map do not reach AppTest.
    assert REFERENCE.search(everything(app)) or screen == "carte", "this screen shows people"
    lists = {len(table.value) for table in app.dataframe if REFERENCE.search(table.value.to_csv().encode())}
    seen = noted(own, "liste_vue")
    assert seen and lists <= set(seen)
    taken = [name for name, content in downloads if REFERENCE.search(parts(name, content))]
    assert len(noted(own, "liste_telechargee")) >= len(taken)
    app.run()
    assert noted(own, "liste_vue") == seen, "the same list, seen again in the same session, is one line"


@pytest.mark.parametrize("screen", OTHERS)
def test_screens_without_people_note_nothing(
    screen: str, own: Path, open_dashboard: OpenDashboard, downloads: list[tuple[str, bytes]]
) -> None:
    app = open_dashboard(own, "coordination", screen=screen)
    assert not REFERENCE.search(everything(app))
    found = {name for name, content in downloads if REFERENCE.search(parts(name, content))}
    assert found <= {"visa_fichiers_d_essai.zip"}, "the invented files to try an import with"
    assert noted(own, "liste_vue") == noted(own, "liste_telechargee") == []


@pytest.mark.parametrize("screen", sorted(ADDRESSES))
def test_who_may_not_see_people_notes_no_list(
    screen: str, own: Path, open_dashboard: OpenDashboard, downloads: list[tuple[str, bytes]]
) -> None:
    assert not Role.COMITE.may(Permission.SEE_PEOPLE)
    open_dashboard(own, "comite", screen=screen, address=ADDRESSES[screen])
    with shared_base(str(own)).cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM journal WHERE auteur = 'comite'").fetchone() == (0,)


def test_without_a_base_the_log_of_the_server_says_who(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("visa_data.traces.LOGGER.handlers", [])
    keep_traces(on_standard_error=True, file=None)
    monkeypatch.setenv("VISA_DOSSIER", str(tmp_path / "dossier.zip"))
    note_departure(Actor(Role.COMITE.author, "0123abcd"))
    assert plain(capsys.readouterr().err).endswith("Déconnexion : Comité de pilotage 0123abcd\n")
