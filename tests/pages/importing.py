"""Depositing and reading on the import page, as its tests do."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest

from pages.parts.context import shared_base
from tests.pages.seen import texts
from tests.plain_text import plain
from tests.shared_data import ROOT

PIVOT = ROOT / "sample_data" / "pivot"
OUTLINES = ROOT / "geodata" / "communes.geojson"
TABLES = ("zones", "population", "personnes", "equipes", "ressources", "appelants", "appels", "besoins")
REGISTER = "reference;source;date_inscription;vit_seul;consentement\n"
THREE = REGISTER + "".join(f"R{n};caf;2020-01-1{n};oui;oui\n" for n in (1, 2, 3))

Upload = tuple[str, bytes, str]


def as_upload(path: Path, name: str | None = None) -> Upload:
    return (name or path.name, path.read_bytes(), "application/octet-stream")


def deposit(app: AppTest, *files: Upload) -> AppTest:
    return app.file_uploader[0].set_value(list(files)).run()


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def table(app: AppTest, column: str) -> pd.DataFrame:
    """The first table of the page with this column."""
    return next(one.value for one in app.dataframe if column in one.value.columns)


def review_of(app: AppTest) -> pd.DataFrame:
    """What is foreseen, one row a file."""
    return table(app, "Ce que c'est")


def history_of(app: AppTest) -> pd.DataFrame:
    return table(app, "Importé le")


def said(app: AppTest) -> str:
    """All the texts of the page, without the marks that keep Markdown off them."""
    return plain("\n".join(texts(app))).replace("\\", "")


def counts(path: Path) -> dict[str, int]:
    with shared_base(str(path)).cursor() as cursor:
        return {name: cursor.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}


def content(path: Path) -> list[list[tuple[object, ...]]]:
    """Every row of every data table, but for the number of the import that wrote it."""
    with shared_base(str(path)).cursor() as cursor:
        return [
            cursor.execute(f"SELECT * EXCLUDE (import_id) FROM {name} ORDER BY ALL").fetchall()
            for name in TABLES
        ]


def load_by_page(app: AppTest, text: str, name: str) -> AppTest:
    deposit(app, (name, text.encode(), "text/csv"))
    return press(app, "importer")
