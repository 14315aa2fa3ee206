"""Bases and folders the tests share."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.hostile_base import make_hostile_base
from tests.made_once import made_once
from tests.shared_data import shared_folder
from tests.worked_action.load import load_acting
from visa_data.base import Base
from visa_data.cooperation.sample_books import freeze_sample_books
from visa_data.dossier.keeping import freeze, kept_books, kept_file
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract
from visa_data.provenance.meetings import record_meeting
from visa_data.roles import Author
from visa_data.sample import fill_with_sample
from visa_data.settings import load as load_settings

# The same examples every time: a test that fails here fails for everybody. To look for new ones:
# pytest --hypothesis-profile=default
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

LOADED_AT = datetime(2025, 12, 8, 9, 0)
MORMAL = ("personnes", "equipes_citoyennes", "ressources", "appels", "besoins")
MORMAL_LOADED_AT = datetime(2020, 6, 8, 8, 0)


# Thousands of modules and tests are read and stay for good: they are not looked through for what could be thrown away.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


class ByModule(LoadScopeScheduling):
    """The tests of a module go to one worker, which makes once what they share; those of the browser to one: two
    Chromiums on two cores would only wait.

    Not by `--dist loadgroup`: xdist 3.8 writes the group where pytest 9.2 no longer reads it.
    """

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return "navigateur" if module.startswith("tests/browser/") else module


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByModule:
    return ByModule(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of the browser first, under xdist: the longest group must not be left for the end, whence the order, which
    scripts/setup.py keeps (`--no-loadscope-reorder`)."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.fixture(scope="session")
def sample_base_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample territory as a base file, made once; never write to it."""

    def make(path: Path) -> None:
        with Base(path) as base:
            fill_with_sample(base, at=LOADED_AT)

    return made_once(tmp_path_factory, "exemple.duckdb", make)


@pytest.fixture(scope="session")
def sample_books_file(sample_base_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with the books of its last two meetings, as `demo` makes it; never write to it."""

    def make(path: Path) -> None:
        shutil.copy(sample_base_file, path)
        with Base(path) as base:
            freeze_sample_books(base, load_settings(), LOADED_AT)

    return made_once(tmp_path_factory, "exemple_dossiers.duckdb", make)


@pytest.fixture(scope="session")
def sample_book_file(sample_books_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The last of these books, as a file alone."""
    path = tmp_path_factory.mktemp("dossier") / "dossier.zip"
    with Base(sample_books_file) as base, base.cursor() as cursor:
        path.write_bytes(kept_file(cursor, kept_books(cursor)[0].day))
    return path


@pytest.fixture
def sample_base(sample_base_file: Path, tmp_path: Path) -> Iterator[Base]:
    """A copy of the sample base, to read or write."""
    with Base(Path(shutil.copy(sample_base_file, tmp_path))) as base:
        yield base


@pytest.fixture(scope="session")
def mormal_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Pays de Mormal of the shared extracts, in pivot format; skipped where they are absent; never write to it."""
    folder = shared_folder("data", "extracts", "pays_de_mormal", "clean")
    outlines = shared_folder("data", "contours", "pays_de_mormal_2023_53_communes.geojson")

    def make(path: Path) -> None:
        with Base(path) as base:
            for file in (outlines, *(folder / f"{kind}.csv" for kind in MORMAL)):
                load_extract(base, read_extract(file), at=MORMAL_LOADED_AT)

    return made_once(tmp_path_factory, "mormal.duckdb", make)


@pytest.fixture(scope="session")
def mormal_books_file(mormal_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Pays de Mormal with the books of two weeks; never write to it."""

    def make(path: Path) -> None:
        shutil.copy(mormal_base, path)
        with Base(path) as base:
            for day in (date(2020, 5, 31), date(2020, 6, 7)):
                freeze(base, day, load_settings(), MORMAL_LOADED_AT, Author.LIGNE_DE_COMMANDE)

    return made_once(tmp_path_factory, "mormal_dossiers.duckdb", make)


@pytest.fixture
def everyone_s_umask() -> Iterator[None]:
    """The usual mask of a system: what is made without a word is readable by all."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def empty_base(tmp_path: Path) -> Iterator[Base]:
    """A base with its schema and nothing in it."""
    with Base(tmp_path / "vide.duckdb") as base:
        yield base


@pytest.fixture
def load_all() -> Callable[..., None]:
    """Load files into a base, in the order given."""

    def load(base: Base, *paths: Path) -> None:
        for path in paths:
            load_extract(base, read_extract(path), at=LOADED_AT)

    return load


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Extract]:
    """Read a text as the file of that name: `read(text, "appels.csv", today=…)`."""

    def write_and_read(text: str, name: str = "registre.csv", **options: Any) -> Extract:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_extract(path, **options)

    return write_and_read


@pytest.fixture
def after_meeting(worked_example: Base) -> Base:
    """The worked example, its figures of 3 May 2020 recorded as shown to a meeting."""
    record_meeting(worked_example, date(2020, 5, 3), datetime(2025, 12, 9, 14), load_settings())
    return worked_example


Write = Callable[[str, str], None]


@pytest.fixture
def write(after_meeting: Base, read: Callable[..., Extract]) -> Write:
    """Load a file of this name and text into the base after its meeting, as an analyst would, some days later."""

    def load_text(name: str, text: str) -> None:
        answer = load_extract(after_meeting, read(text, name), at=datetime(2025, 12, 10, 9))
        assert answer.import_id is not None

    return load_text


@pytest.fixture(scope="session")
def worked_example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example of the contract, loaded once through the import; skipped where it is absent; never write to it."""
    folder = shared_folder("design", "worked-example")
    names = (
        "zones.geojson",
        "personnes.csv",
        "equipes_citoyennes.csv",
        "ressources.csv",
        "appels.csv",
        "besoins.csv",
    )

    def make(path: Path) -> None:
        with Base(path) as base:
            for name in names:
                load_extract(base, read_extract(folder / name), at=LOADED_AT)

    return made_once(tmp_path_factory, "exemple_contrat.duckdb", make)


@pytest.fixture
def worked_example(worked_example_file: Path, tmp_path: Path) -> Iterator[Base]:
    """A copy of the worked example, to read or write."""
    with Base(Path(shutil.copy(worked_example_file, tmp_path))) as base:
        yield base


@pytest.fixture(scope="session")
def acting_example_file(worked_example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example with those who act and what follows (`tests/worked_action`); never write to it."""
    path = Path(shutil.copy(worked_example_file, tmp_path_factory.mktemp("qui_agit")))
    with Base(path) as base:
        load_acting(base, LOADED_AT)
    return path


@pytest.fixture
def acting_example(acting_example_file: Path, tmp_path: Path) -> Iterator[Base]:
    """A copy of it, to read or write."""
    with Base(Path(shutil.copy(acting_example_file, tmp_path))) as base:
        yield base


@pytest.fixture(scope="session")
def hostile_base_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A territory whose every name is hostile, loaded through the import; never write to it."""
    files = tmp_path_factory.mktemp("hostile")
    return made_once(tmp_path_factory, "hostile.duckdb", lambda path: make_hostile_base(path, files))
