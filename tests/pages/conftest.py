"""The dashboard opened in the process of the tests, and everything it would show a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from pages.parts.beforehand import _one_by_one
from pages.parts.context import shared_base
from tests.pages.seen import OpenDashboard
from tests.shared_data import ROOT
from visa_data.base import Base

DASHBOARD = ROOT / "dashboard.py"
TIMEOUT = 60


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once() -> Iterator[None]:
    """Streamlit reads what every installed package says of itself at each dashboard opened: half of what that costs."""
    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def runs_awaited() -> Iterator[None]:
    """AppTest asks a thousand times a second whether the page has run, which takes its time from the page: it waits instead."""

    def wait(runner: LocalScriptRunner, timeout: float = TIMEOUT) -> None:
        thread = runner._script_thread
        assert thread is not None
        thread.join(timeout)
        if thread.is_alive():
            runner.request_stop()
            raise RuntimeError(f"the page had not run after {timeout} s")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "require_widgets_deltas", wait)
        yield


@pytest.fixture(scope="session", autouse=True)
def done_at_once() -> Iterator[None]:
    """What pages have computed ahead is computed in their run: the thread that does it would hold a base that a test is done with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_one_by_one, "submit", lambda work, *given: work(*given))
        yield


@pytest.fixture
def open_dashboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenDashboard]:
    """Open a screen on a base, in a role: `open_dashboard(path, "comite", screen="carte")`.

    The address may carry the shared choices: `address={"date": "2025-11-01"}`. Caches are empty before and after.
    """
    opened: list[str] = []

    def open_screen(
        base: Path, role: str, *, screen: str = "comite", address: dict[str, str] | None = None
    ) -> AppTest:
        monkeypatch.setenv("VISA_BASE", str(base))
        monkeypatch.setenv("VISA_ROLE", role)
        opened.append(str(base))
        app = AppTest.from_file(str(DASHBOARD), default_timeout=TIMEOUT)
        for name, value in (address or {}).items():
            app.query_params[name] = value
        if screen == "comite":
            return app.run()
        return app.switch_page(f"pages/screens/{screen}.py").run()

    st.cache_data.clear()
    yield open_screen
    for path in set(opened):
        shared_base(path).close()
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    """Every file that the screens run after this offer to download, made: (file name, content)."""
    made: list[tuple[str, bytes]] = []

    def keep(name: str, data: Any) -> None:
        content = data() if callable(data) else data
        made.append((name, content.encode() if isinstance(content, str) else bytes(content)))

    watch_buttons(monkeypatch, keep)
    return made


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of these files, none of them made: a page run five times would make each five times."""
    names: list[str] = []
    watch_buttons(monkeypatch, lambda name, data: names.append(name))
    return names


def watch_buttons(monkeypatch: pytest.MonkeyPatch, keep: Callable[[str, Any], None]) -> None:
    """Tell of each download button: the name of its file, and its data or what makes them."""
    of_column, of_page = DeltaGenerator.download_button, st.download_button

    def column_button(self: DeltaGenerator, label: str, data: Any = None, **options: Any) -> bool:
        keep(str(options.get("file_name")), data)
        return of_column(self, label, data, **options)

    def page_button(label: str, data: Any = None, **options: Any) -> bool:
        keep(str(options.get("file_name")), data)
        return of_page(label, data, **options)

    monkeypatch.setattr(DeltaGenerator, "download_button", column_button)
    monkeypatch.setattr(st, "download_button", page_button)


@pytest.fixture(scope="session")
def base_without_calls(sample_books_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample territory before its first call, needs followed all the same; never write to it."""
    path = Path(shutil.copy(sample_books_file, tmp_path_factory.mktemp("sans_appel")))
    with Base(path) as base, base.transaction() as cursor:
        cursor.execute("DELETE FROM appels")
    return path


@pytest.fixture(scope="session")
def without_population(sample_books_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample territory without its population by zone; never write to it."""
    path = Path(shutil.copy(sample_books_file, tmp_path_factory.mktemp("sans_population")))
    with Base(path) as base, base.transaction() as cursor:
        cursor.execute("DELETE FROM population")
    return path


@pytest.fixture(scope="session")
def empty_base_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base with its schema and nothing in it; never write to it."""
    path = tmp_path_factory.mktemp("vide") / "vide.duckdb"
    with Base(path) as base:
        base.data_version()
    return path


@pytest.fixture
def sample_copy(sample_books_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "exemple.duckdb"
    path.write_bytes(sample_books_file.read_bytes())
    return path


@pytest.fixture
def new_base(tmp_path: Path) -> Path:
    return tmp_path / "neuve.duckdb"


@pytest.fixture
def importer(open_dashboard: OpenDashboard, new_base: Path) -> AppTest:
    return open_dashboard(new_base, "coordination", screen="importer")
