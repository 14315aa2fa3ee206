"""Choosing by hand on the import page: a kind, a column, a sheet, a wording nearly right."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from pages.parts.context import shared_base
from tests.pages.importing import (
    PIVOT,
    THREE,
    as_upload,
    counts,
    deposit,
    load_by_page,
    press,
    review_of,
    said,
    table,
)


def test_a_kind_may_be_chosen_by_hand(importer: AppTest) -> None:
    deposit(importer, as_upload(PIVOT / "appelants.csv"))
    choice = next(box for box in importer.selectbox if box.label.startswith("Ce n'est pas le bon type"))
    choice.set_value("ressources").run()
    assert not [button for button in importer.button if button.key == "importer"]
    assert importer.error[0].value.startswith("Colonne")
    choice = next(box for box in importer.selectbox if box.label.startswith("Ce n'est pas le bon type"))
    choice.set_value("").run()
    assert review_of(importer)["Ce que c'est"].tolist() == ["Appelant·e·s"]


def test_a_column_may_be_corrected_by_hand(importer: AppTest, new_base: Path) -> None:
    body = "identifiant;nom;statut;benevoles;reserve\nE1;Les Tilleuls;active;4;9\n"
    deposit(importer, ("equipes.csv", body.encode(), "text/csv"))
    importer.toggle[0].set_value(True).run()
    box = next(box for box in importer.selectbox if box.key.endswith("_benevoles"))
    assert box.value == "benevoles"
    box.set_value("reserve").run()
    press(importer, "importer")
    with shared_base(str(new_base)).cursor() as cursor:
        assert cursor.execute("SELECT benevoles FROM equipes").fetchall() == [(9,)]


def choose_column(app: AppTest, field: str, header: str) -> AppTest:
    return next(box for box in app.selectbox if box.key.endswith(f"_{field}")).set_value(header).run()


def test_columns_chosen_by_hand_serve_the_next_file_until_forgotten(
    importer: AppTest, new_base: Path
) -> None:
    header = "identifiant;nom;statut;benevoles;reserve\n"
    deposit(importer, ("equipes.csv", f"{header}E1;Les Tilleuls;active;4;9\n".encode(), "text/csv"))
    importer.toggle[0].set_value(True).run()
    choose_column(importer, "benevoles", "reserve")
    press(importer, "importer")
    deposit(importer, ("suite.csv", f"{header}E2;Le Lavoir;active;5;7\n".encode(), "text/csv"))
    assert "Correspondance des colonnes reprise de l'import du" in said(importer)
    with shared_base(str(new_base)).cursor() as cursor:
        written = cursor.execute(
            "SELECT fait_par FROM imports_circonstances UNION SELECT retenue_par FROM correspondances"
        ).fetchall()
    assert written == [("coordination",)], "one code wherever it is kept"
    assert table(importer, "Nombre de bénévoles")["Nombre de bénévoles"].tolist() == ["7"]
    next(one for one in importer.button if one.label.startswith("Oublier")).click().run()
    assert "Correspondance des colonnes reprise" not in said(importer)
    assert table(importer, "Nombre de bénévoles")["Nombre de bénévoles"].tolist() == ["5"]


def test_a_missing_column_is_shown_by_hand(importer: AppTest, new_base: Path) -> None:
    body = "identifiant;denom;statut;capacite\nE1;Les Tilleuls;active;3\n"
    deposit(importer, ("equipes.csv", body.encode(), "text/csv"))
    assert importer.error[0].value.startswith("Colonne manquante")
    importer.toggle[0].set_value(True).run()
    choose_column(importer, "nom", "denom")
    assert not importer.error
    press(importer, "importer")
    with shared_base(str(new_base)).cursor() as cursor:
        assert cursor.execute("SELECT nom, capacite FROM equipes").fetchall() == [("Les Tilleuls", 3)]


def test_a_near_miss_is_accepted_for_the_whole_file(importer: AppTest, new_base: Path) -> None:
    load_by_page(importer, THREE, "janvier.csv")
    calls = "reference;date_appel;appelant;issue\n" + "".join(
        f"R{n};2020-04-0{n} 10:00;A1;{'Pas de réponce' if n < 3 else 'Joint'}\n" for n in (1, 2, 3)
    )
    deposit(importer, ("appels.csv", calls.encode(), "text/csv"))
    assert review_of(importer)["Rejetées"].tolist() == [2]
    box = next(box for box in importer.checkbox if "Pas de réponce" in box.label)
    box.set_value(True)
    next(b for b in importer.button if b.label == "Relire le fichier avec ces choix").click().run()
    assert review_of(importer)[["Ajoutées", "Rejetées"]].to_numpy().tolist() == [[3, 0]]
    assert next(box for box in importer.checkbox if "Pas de réponce" in box.label).value, (
        "and can be taken back"
    )
    press(importer, "importer")
    assert counts(new_base)["appels"] == 3


def test_the_analyst_chooses_between_two_sheets(importer: AppTest, new_base: Path) -> None:
    book = Workbook()
    for place, name in enumerate(("Nord", "Sud")):
        sheet = book.active if not place else book.create_sheet()
        sheet.title = name
        sheet.append(["identifiant", "nom", "statut"])
        sheet.append([f"E{place}", f"Équipe {name}", "active"])
    body = io.BytesIO()
    book.save(body)
    deposit(importer, ("equipes.xlsx", body.getvalue(), "application/octet-stream"))
    next(button for button in importer.button if "Sud" in button.label).click().run()
    assert not importer.exception
    press(importer, "importer")
    with shared_base(str(new_base)).cursor() as cursor:
        assert cursor.execute("SELECT nom FROM equipes").fetchall() == [("Équipe Sud",)]
