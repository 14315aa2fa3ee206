"""Listes pour agir: the lists with their actor and their zone's card, and tomorrow's sheets in files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.hours_cut import read_hours
from tests.pages.seen import OpenDashboard, tables, texts
from tests.plain_text import plain
from visa_data import french
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
    # One table, or two where hours cut it.
    listed = pd.concat([table for table in tables(app) if "Référence" in table.columns], ignore_index=True)
    said = plain("\n".join(texts(app)))
    assert f'content: " {len(listed)}"' in said, "counted beside its name"
    pressing = listed["Niveau"] * listed["Retard (jours)"]
    assert pressing.is_monotonic_decreasing
    assert {"Acteur", "Appelant·e"} & set(listed.columns)
    files = {name.rsplit(".", 1)[1]: body for name, body in downloads if f"visa_liste_{liste.value}_" in name}
    assert len(files["csv"].decode("utf-8-sig").splitlines()) == len(listed) + 1
    printed = files["html"].decode("utf-8")
    assert all(reference in printed for reference in listed["Référence"])


def test_the_list_to_call_again_stops_where_the_hours_do(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="agir", address={"agir_liste": Liste.A_RAPPELER.heading}
    )
    every = pd.concat([table for table in tables(app) if "Référence" in table.columns])["Référence"].tolist()
    hours = app.text_input(key="agir_liste_a_rappeler_heures_")
    before: list[str] = []
    for typed in ("0,5", "2 h"):
        hours.set_value(typed).run()
        inside, left = (table for table in tables(app) if "Référence" in table.columns)
        assert [*inside["Référence"], *left["Référence"]] == every
        assert before == inside["Référence"].tolist()[: len(before)] and len(inside) > len(before)
        before = inside["Référence"].tolist()
        line = f"Ici s'arrêtent les {french.number(0.5 if typed == '0,5' else 2, 1)} h : {len(inside)} avant"
        assert line in plain("\n".join(texts(app)))
    hours.set_value("9 999").run()
    assert "Toute la liste tient dans" in plain("\n".join(texts(app)))
    hours.set_value("deux").run()
    assert "n'est pas un nombre d'heures" in " ".join(one.value for one in app.error)


def test_a_list_is_cut_by_who_acts(
    open_dashboard: OpenDashboard, sample_books_file: Path, downloads: list[tuple[str, bytes]]
) -> None:
    app = open_dashboard(
        sample_books_file, "coordination", screen="agir", address={"agir_liste": "À relancer"}
    )
    whom = app.selectbox(key="agir_liste_a_relancer_qui")
    actor, count = whom.options[1].split(" · ")
    downloads.clear()
    whom.set_value(actor).run()
    listed = next(table for table in tables(app) if "Référence" in table.columns)
    assert set(listed["Acteur"]) == {actor} and len(listed) == int(count)
    [csv] = [body for name, body in downloads if name.startswith("visa_liste_a_relancer_") and "csv" in name]
    assert len(csv.decode("utf-8-sig").splitlines()) == len(listed) + 1


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("2,5", 2.5),
        ("2.5 h", 2.5),
        ("2 h 30", 2.5),
        ("3h", 3.0),
        ("1 250", 1250.0),
        ("", None),
        ("-1", None),
        ("deux", None),
    ],
)
def test_hours_are_read_as_one_writes_them(text: str, hours: float | None) -> None:
    assert read_hours(text) == hours


def called(app: AppTest) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Those who fit in the hours, and those beyond them."""
    inside, left = (table for table in tables(app) if "À faire" in table.columns)
    return inside, left


def test_tomorrow_s_calls_stop_where_the_hours_do_and_give_nobody_twice(
    open_dashboard: OpenDashboard, sample_books_file: Path, downloads: list[tuple[str, bytes]]
) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="agir")
    inside, left = called(app)
    files = dict(downloads)
    every = pd.read_csv(BytesIO(files["visa_feuille_toutes_2025-12-07.csv"]), sep=";", decimal=",")
    assert every["reference"].is_unique
    assert sorted(inside["Référence"]) == sorted(every["reference"])
    assert not set(left["Référence"]) & set(inside["Référence"])
    for table in (inside, left):
        assert (table["Niveau"] * table["Retard (jours)"]).is_monotonic_decreasing
    page = files["visa_feuille_toutes_2025-12-07.html"].decode("utf-8")
    assert page.count("<section") == every["appelant"].nunique()
    assert all(reference in page for reference in every["reference"])
    hours = app.text_input(key="feuille_heures_")
    hours.set_value("beaucoup").run()
    assert "n'est pas un nombre d'heures" in plain(app.error[0].value)
    assert [len(table) for table in called(app)] == [len(inside), len(left)]
    hours.set_value("80,5").run()
    more, fewer = called(app)
    assert len(more) > len(inside) and len(more) + len(fewer) == len(inside) + len(left)
    hours.set_value("3").run()
    few, _ = called(app)
    assert 0 < len(few) < len(inside) and set(few["Référence"]) <= set(inside["Référence"])
    assert few["Niveau"].min() >= inside.loc[~inside["Référence"].isin(few["Référence"]), "Niveau"].max()
    assert "Ici s'arrêtent les 3,0 h" in plain("\n".join(texts(app)))


def test_a_caller_has_her_own_sheet_for_the_hours_that_she_has(
    open_dashboard: OpenDashboard, sample_books_file: Path, downloads: list[tuple[str, bytes]]
) -> None:
    app = open_dashboard(sample_books_file, "coordination", screen="agir")
    box = app.selectbox(key="feuille_appelant")
    caller = box.options[2].split(" · ")[0]
    downloads.clear()
    box.set_value(caller).run()
    [csv] = [
        content.decode("utf-8-sig")
        for name, content in downloads
        if name == f"visa_feuille_{caller}_2025-12-07.csv"
    ]
    shown, _ = called(app)
    assert [line.split(";")[2] for line in csv.splitlines()[1:]] == shown["Référence"].tolist()
    hours = app.text_input(key=f"feuille_heures_{caller}")
    hours.set_value(french.number(float(hours.value.replace(",", ".")) + 2, 1)).run()
    longer, _ = called(app)
    assert len(longer) > len(shown)
    # A volunteer's code is no part of an address: nothing there chooses one.
    asked = {"feuille_appelant": box.options[1]}
    again = open_dashboard(sample_books_file, "coordination", screen="agir", address=asked)
    assert again.selectbox(key="feuille_appelant").index == 0


def test_zones_choose_rows_of_the_lists_and_nothing_of_the_sheets(
    open_dashboard: OpenDashboard, sample_books_file: Path
) -> None:
    asked = {"zones": "Longuerive (99105)"}
    every = open_dashboard(sample_books_file, "coordination", screen="agir")
    here = open_dashboard(sample_books_file, "coordination", screen="agir", address=asked)
    assert [len(table) for table in called(every)] == [len(table) for table in called(here)]
    assert "Ne dépendent ni des zones ni des sources choisies." in plain(
        " ".join(one.help or "" for one in here.markdown)
    )
    listed = open_dashboard(
        sample_books_file, "coordination", screen="agir", address={**asked, "agir_liste": "À rappeler"}
    )
    assert not listed.error
    rows = next(table for table in tables(listed) if "Référence" in table.columns)
    assert set(rows["Zone"]) == {"Longuerive"}
