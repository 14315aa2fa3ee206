"""The Pays de Mormal with those who act, made once."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from tests.made_once import made_once
from tests.shared_data import shared_folder
from visa_data.base import Base
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

KINDS = ("personnes", "visites", "appelants", "acteurs", "suites", "binomes", "dispositifs")


@pytest.fixture(scope="session")
def mormal_with_action(mormal_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Never write to it."""
    folder = shared_folder("data", "extracts", "pays_de_mormal_action", "clean")

    def make(path: Path) -> None:
        shutil.copy(mormal_base, path)
        with Base(path) as base:
            for kind in KINDS:
                load_extract(base, read_extract(folder / f"{kind}.csv"), at=datetime(2020, 6, 8, 9, 0))

    return made_once(tmp_path_factory, "mormal_activite.duckdb", make)
