"""Listes pour agir: the lists with their actor and their zone's card, and tomorrow's sheets in files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from tests.pages.seen import OpenDashboard, tables, texts
from tests.plain_text import plain
from visa_data.indicators.listes import Liste


@pytest.mark.parametrize(
    "liste",
    [
        Liste.A_ORIENTER,
        Liste.A_RELANCER,
        Liste.A_RAPPELER,
        Liste.JAMAIS_JOINTES,
        Liste.A_PARRAINER,
        Liste.A_APPARIER,
    ],
)
def test_each_list_is_counted_shown_and_taken_away(
    liste: Liste,
    open_dashboard: OpenDashboard,
    sample_books_file: Path,
    downloads: list[tuple[str, bytes]],
) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="agir", address={"agir_liste": liste.heading}
    )
    assert not app.error and not app.exception and not app.warning
    listed = next(table for table in tables(app) if "Référence" in table.columns)
    count = next(plain(one.value) for one in app.metric if one.label == liste.heading)
    assert count == str(len(listed))
    pressing = listed["Niveau"] * listed["Retard (jours)"]
    assert pressing.is_monotonic_decreasing
    assert {"Acteur", "Appelant·e"} & set(listed.columns)
    located = listed.loc[listed["Zone"] != "Non localisées", "Fiche"]
    assert all(one.startswith("carte?fiche=99") for one in located)
    [csv] = [content for name, content in downloads if name.startswith(f"visa_liste_{liste.value}_")]
    assert len(csv.decode("utf-8-sig").splitlines()) == len(listed) + 1
    assert b"carte?" not in csv


def test_tomorrow_s_sheets_give_nobody_twice(
    open_dashboard: OpenDashboard, sample_books_file: Path, downloads: list[tuple[str, bytes]]
) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="agir")
    files = dict(downloads)
    every = pd.read_csv(BytesIO(files["visa_feuille_toutes_2025-12-07.csv"]), sep=";", decimal=",")
    figures = {one.label: plain(one.value) for one in app.metric}
    assert every["reference"].is_unique
    assert figures["Sur une feuille"] == str(len(every))
    left = pd.read_csv(BytesIO(files["visa_sans_appelant_2025-12-07.csv"]), sep=";")
    assert not set(left["reference"]) & set(every["reference"])
    assert figures["À appeler demain"] == str(len(left) + len(every))
    page = files["visa_feuille_toutes_2025-12-07.html"].decode("utf-8")
    assert page.count("<section") == every["appelant"].nunique()
    assert all(reference in page for reference in every["reference"])


def test_another_caller_has_her_own_sheet(
    open_dashboard: OpenDashboard, sample_books_file: Path, downloads: list[tuple[str, bytes]]
) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="agir")
    box = app.selectbox(key="feuille_appelant")
    second = box.options[1].split(" · ")[0]
    downloads.clear()
    box.set_value(second).run()
    [csv] = [
        content.decode("utf-8-sig")
        for name, content in downloads
        if name == f"visa_feuille_{second}_2025-12-07.csv"
    ]
    shown = next(table for table in tables(app) if "Pourquoi" in table.columns)
    assert [line.split(";")[2] for line in csv.splitlines()[1:]] == shown["Référence"].tolist()
    # A volunteer's code is no part of an address: nothing there chooses one.
    asked = {"feuille_appelant": box.options[1]}
    again = open_dashboard(sample_books_file, "coordination", screen="agir", address=asked)
    assert again.selectbox(key="feuille_appelant").index == 0


def test_zones_choose_rows_of_the_lists_and_nothing_of_the_sheets(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    every = open_dashboard(sample_books_file, "coordination", screen="agir")
    here = open_dashboard(
        sample_books_file, "coordination", screen="agir", address={"zones": "Longuerive (99105)"}
    )
    assert not here.error
    listed = next(table for table in tables(here) if "Référence" in table.columns)
    assert set(listed["Zone"]) == {"Longuerive"}
    sheets = [
        {one.label: one.value for one in app.metric if one.label in ("À appeler demain", "Sur une feuille")}
        for app in (every, here)
    ]
    assert sheets[0] == sheets[1]
    assert "Ne dépendent ni des zones ni des sources choisies." in plain("\n".join(texts(here)))
