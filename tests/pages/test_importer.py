"""Importing from the page: what is shown, what is written, what is refused, what is taken back."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.runtime.scriptrunner import StopException
from streamlit.testing.v1 import AppTest

from pages.parts import import_loading
from pages.parts.context import PENDING, shared_base
from tests.extracts.kinds.loans import MIGRATION, register_loans
from tests.extracts.old_workbook import old_workbook
from tests.pages.importing import (
    OUTLINES,
    PIVOT,
    REGISTER,
    THREE,
    as_upload,
    content,
    counts,
    deposit,
    history_of,
    load_by_page,
    press,
    review_of,
    said,
    table,
)
from tests.pages.seen import OpenDashboard, texts
from tests.plain_text import plain
from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading import read_extract

RAW = ROOT / "sample_data" / "brut"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(range(64))


def test_nothing_is_written_before_the_button(importer: AppTest, new_base: Path) -> None:
    deposit(importer, as_upload(OUTLINES), as_upload(PIVOT / "personnes.csv"))
    assert not importer.exception and not importer.error
    assert importer.button(key="importer").label == "Importer 2\xa0fichiers"
    assert sum(counts(new_base).values()) == 0


def test_a_pivot_file_loads(importer: AppTest, new_base: Path) -> None:
    deposit(importer, as_upload(PIVOT / "personnes.csv"), as_upload(OUTLINES))
    review = review_of(importer)
    assert review["Fichier"].tolist() == ["communes.geojson", "personnes.csv"], "outlines come first"
    assert review["Ce que c'est"].tolist() == ["Contours des zones", "Personnes inscrites"]
    people = review.iloc[1]
    assert people["Lues"] == people[["Ajoutées", "Modifiées", "Inchangées", "Écartées", "Rejetées"]].sum()
    press(importer, "importer")
    assert not importer.exception and not importer.error
    assert "2 fichiers importés." in said(importer)
    with shared_base(str(new_base)).cursor() as cursor:
        written = cursor.execute("SELECT count(*) FROM personnes").fetchone()[0]
        refused = cursor.execute("SELECT count(*) FROM personnes WHERE consentement = 'non'").fetchone()[0]
    assert (written, refused) == (people["Ajoutées"], 0)
    assert history_of(importer)["Fichier"].tolist() == [
        "personnes.csv",
        "communes.geojson",
    ]
    assert history_of(importer)["Par"].tolist() == ["Coordination", "Coordination"]


def test_calls_are_foreseen_with_the_people_deposited_beside_them(importer: AppTest) -> None:
    deposit(importer, as_upload(RAW / "appels_2025-S38.csv"))
    assert review_of(importer)["Écartées"].tolist() == [189]
    assert "189 lignes concernent des personnes absentes de la base." in plain(importer.warning[0].value)
    deposit(
        importer,
        as_upload(RAW / "appels_2025-S38.csv"),
        as_upload(RAW / "transmission_departement_carsat_caf.csv"),
        as_upload(RAW / "registre_communal.csv"),
    )
    review = review_of(importer).set_index("Fichier")
    assert review.loc["appels_2025-S38.csv", "Ajoutées"] == 189
    assert not importer.warning


def test_what_a_raw_register_is_and_what_is_wrong_in_it(importer: AppTest) -> None:
    deposit(importer, as_upload(RAW / "registre_communal.csv"))
    page = said(importer)
    assert (
        "Personnes inscrites, encodage Windows-1252, colonnes séparées par : point-virgule, "
        "1 ligne de titre laissée de côté, en-tête à la ligne 3." in page
    )
    assert "jamais enregistrée : identité de la personne" in page
    assert "EXEMPLE-" not in page and "rue Imaginaire" not in page, "nothing of a person's identity is shown"
    causes = pd.read_html(io.StringIO(next(html for html in texts(importer) if ">Cause</th>" in html)))[0]
    assert causes["Nombre"].is_monotonic_decreasing
    rejected = causes[causes["Ce qu'il en advient"].str.startswith("Rejetée")]
    assert sorted(rejected["Lignes"]) == ["ligne 196", "ligne 542", "ligne 851"]
    columns = table(importer, "Donnée")
    samples = columns.set_index("Donnée")["Exemples"]
    assert samples["Référence"] == samples["Latitude"] == samples["Longitude"] == ""
    assert samples["Origine"] != ""


def test_the_same_file_again_changes_nothing(open_dashboard: OpenDashboard, sample_copy: Path) -> None:
    before = content(sample_copy)
    app = open_dashboard(sample_copy, "coordination", screen="importer")
    deposit(app, as_upload(PIVOT / "appels.csv"), as_upload(PIVOT / "besoins.csv"))
    review = review_of(app)
    assert review[["Ajoutées", "Modifiées"]].to_numpy().sum() == 0
    press(app, "importer")
    assert plain(app.info[0].value).startswith("Rien à changer : tout est déjà dans la base")
    assert content(sample_copy) == before


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("photo.csv", PNG, "Ce n'est pas un tableau. Ce fichier est une image PNG, pas un extrait."),
        ("vide.csv", b"", "Fichier vide. Ce fichier ne contient rien."),
        (
            "large.csv",
            (";".join(f"colonne {n}" for n in range(200)) + "\n" + ";".join("1" * 200) + "\n").encode(),
            "Trop de colonnes. Ce fichier compte 200 colonnes ; un extrait en a 150 au plus.",
        ),
        (
            "loin.xls",
            old_workbook({(0, 0): "Date", (65535, 65535): "x"}),
            "Lecture interrompue. La lecture de ce fichier s'est arrêtée net : il est abîmé, ou demande plus que les "
            "1 500 Mo de mémoire permis. Ouvrez-le dans le logiciel d'où il vient, enregistrez-le de nouveau, puis "
            "recommencez.",
        ),
    ],
    ids=["image", "vide", "200 colonnes", "137 gigaoctets"],
)
def test_a_file_that_is_no_extract_shows_its_sentence(
    name: str, body: bytes, sentence: str, importer: AppTest, new_base: Path
) -> None:
    deposit(importer, (name, body, "text/csv"), as_upload(PIVOT / "appelants.csv"))
    assert not importer.exception
    assert sentence in plain(importer.error[0].value).replace("\\", "")
    press(importer, "importer")
    assert counts(new_base)["appelants"] == 51, "the good file beside it loads all the same"


def test_the_dates_follow_the_calls_loaded(importer: AppTest) -> None:
    assert importer.date_input(key="date").value == date.today()
    deposit(importer, as_upload(PIVOT / "personnes.csv"), as_upload(PIVOT / "appels.csv"))
    press(importer, "importer")
    assert importer.date_input(key="date").value == date(2025, 12, 6)
    assert importer.date_input(key="avant").value == date(2025, 11, 29)


def test_a_shapefile_comes_as_several_files(importer: AppTest, tmp_path: Path) -> None:
    import geopandas as gpd

    gpd.read_file(OUTLINES)[["code", "nom", "geometry"]].to_file(tmp_path / "zones.shp", encoding="utf-8")
    parts = [as_upload(path) for path in sorted(tmp_path.glob("zones.*"))]
    assert len(parts) >= 4
    deposit(importer, *parts)
    assert review_of(importer)["Fichier"].tolist() == ["zones.shp"]
    assert review_of(importer)["Ajoutées"].tolist() == [44]


def test_rejected_lines_can_be_taken_away(importer: AppTest, downloads: list[tuple[str, bytes]]) -> None:
    deposit(importer, as_upload(RAW / "appels_2025-S46.csv"), as_upload(RAW / "registre_communal.csv"))
    press(importer, "importer")
    body = dict(downloads)["visa_lignes_a_corriger.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body), delimiter=";"))
    assert list(rows[0]) == ["fichier", "ligne", "colonne", "valeur", "motif", "suggestion"]
    found = {(row["fichier"], row["ligne"], row["colonne"], row["valeur"]) for row in rows}
    assert ("appels_2025-S46.csv", "413", "Niveau de fragilité", "7") in found
    assert ("registre_communal.csv", "196", "Date d'inscription", "31/02/2025") in found


def test_an_import_is_taken_back_after_a_warning(open_dashboard: OpenDashboard, sample_copy: Path) -> None:
    before = content(sample_copy)
    app = open_dashboard(sample_copy, "coordination", screen="importer")
    body = "appelant,profil,heures_semaine\nA001,agent,1.5\nA999,benevole,2\n"
    deposit(app, ("nouveaux.csv", body.encode(), "text/csv"))
    press(app, "importer")
    assert content(sample_copy) != before
    choice = app.selectbox(key="import_a_annuler")
    choice.set_value((int(history_of(app)["N°"].iloc[0]),)).run()
    assert app.button(key="annuler_historique").disabled
    assert (
        "de « nouveaux.csv » : 1 ligne ajoutée sera retirée et 1 ligne modifiée reprendra ses valeurs d'avant."
        in said(app)
    )
    next(box for box in app.checkbox if "je veux l'annuler" in box.label).set_value(True).run()
    press(app, "annuler_historique")
    assert not app.exception and not app.error
    assert "1 ligne ajoutée retirée et 1 ligne modifiée rétablie" in said(app)
    assert content(sample_copy) == before


def test_an_import_that_a_later_one_needs_names_it(open_dashboard: OpenDashboard, sample_copy: Path) -> None:
    app = open_dashboard(sample_copy, "coordination", screen="importer")
    imports = history_of(app).set_index("Fichier")
    app.selectbox(key="import_a_annuler").set_value((int(imports.loc["personnes.csv", "N°"]),)).run()
    assert "ne peut pas être annulé seul" in plain(app.warning[0].value)
    assert "appels.csv" in app.warning[0].value.replace("\\", "")
    assert not [button for button in app.button if button.key == "annuler_historique"]
    app.selectbox(key="import_detail").set_value(int(imports.loc["personnes.csv", "N°"])).run()
    taken = next(html for html in texts(app) if "Colonnes prises</caption>" in html)
    assert ["Référence", "reference"] in pd.read_html(io.StringIO(taken))[0].to_numpy().tolist()


def test_before_and_after_and_the_absent_closed_on_request(importer: AppTest, new_base: Path) -> None:
    load_by_page(importer, THREE, "janvier.csv")
    deposit(importer, ("mars.csv", (REGISTER + "R1;caf;2020-01-11;non;oui\n").encode(), "text/csv"))
    assert table(importer, "Avant").to_numpy().tolist() == [[2, "R1", "Vit seul", "oui", "non"]]
    assert table(importer, "Précision")["Référence"].tolist() == ["R2", "R3"]
    assert "2 personnes inscrites, de la même origine, ne sont pas dans ce fichier" in said(importer)
    importer.radio[0].set_value("complet").run()
    assert "Absents fermés" not in review_of(importer), "nobody is closed before the box is ticked"
    next(d for d in importer.date_input if d.label == "Sorties du registre le").set_value(
        date(2020, 3, 2)
    ).run()
    next(c for c in importer.checkbox if c.label.startswith("Radier 2")).set_value(True).run()
    assert review_of(importer)["Absents fermés"].tolist() == [2]
    press(importer, "importer")
    assert not importer.exception and not importer.error
    assert "fichier complet : 2 absents fermés" in said(importer)
    assert history_of(importer)["Par"].tolist() == ["Coordination", "Coordination"]
    with shared_base(str(new_base)).cursor() as cursor:
        closed = cursor.execute("SELECT reference, date_radiation FROM personnes ORDER BY 1").fetchall()
    assert closed == [("R1", None), ("R2", date(2020, 3, 2)), ("R3", date(2020, 3, 2))]


def test_an_erasure_that_nothing_takes_back_stands_out(importer: AppTest) -> None:
    load_by_page(importer, THREE, "janvier.csv")
    deposit(importer, ("refus.csv", THREE.replace("oui;oui", "oui;non", 1).encode(), "text/csv"))
    assert "1 personne du registre a refusé ou retiré son consentement" in plain(importer.warning[0].value)


def test_the_absent_who_cannot_be_closed_say_why(importer: AppTest, new_base: Path) -> None:
    load_by_page(importer, THREE, "janvier.csv")
    deposit(importer, ("mars.csv", (REGISTER + "R1;caf;2020-01-11;oui;oui\n").encode(), "text/csv"))
    importer.radio[0].set_value("complet").run()
    next(d for d in importer.date_input if d.label == "Sorties du registre le").set_value(
        date(2019, 3, 2)
    ).run()
    next(c for c in importer.checkbox if c.label.startswith("Radier 2")).set_value(True).run()
    assert "Date de sortie trop ancienne" in importer.error[0].value
    assert importer.button(key="importer").disabled


def test_a_file_of_mostly_rejected_lines_is_confirmed(importer: AppTest, new_base: Path) -> None:
    text = REGISTER + "R1;caf;2020-01-11;oui;oui\nR2;caf;hier;oui;oui\nR3;caf;demain;oui;oui\n"
    deposit(importer, ("etrange.csv", text.encode(), "text/csv"))
    assert "2 lignes rejetées sur 3 (67 %)" in plain(importer.warning[0].value).replace("\\", "")
    assert importer.button(key="importer").disabled
    next(box for box in importer.checkbox if box.label.startswith("J'ai vérifié")).set_value(True).run()
    press(importer, "importer")
    assert counts(new_base)["personnes"] == 1


def test_refused_lines_come_back_whole(importer: AppTest, downloads: list[tuple[str, bytes]]) -> None:
    text = (
        "reference;nom;source;date_inscription;consentement\nR1;EXEMPLE-UN;caf;2020-01-11;oui\n"
        "R2;EXEMPLE-DEUX;caf;31/02/2020;oui\n"
    )
    load_by_page(importer, text, "registre.csv")
    files = [body for name, body in downloads if name == "registre_a_corriger.csv"]
    assert len(files) >= 2, "before the import, and after it"
    assert len(set(files)) == 1
    rows = list(csv.reader(io.StringIO(files[0].decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["Motif (VISA)", "Suggestion (VISA)", "reference", "nom"]
    assert [row[2:4] for row in rows[1:]] == [["R2", "EXEMPLE-DEUX"]]
    assert "EXEMPLE-DEUX" not in said(importer), "in the file alone"


def test_an_import_stopped_on_its_way_says_what_was_loaded(
    importer: AppTest, new_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deposit(importer, as_upload(OUTLINES), ("personnes.csv", THREE.encode(), "text/csv"))
    real = import_loading.load_extract

    def stop_at_people(base: Base, extract: Extract, **options: Any) -> Outcome:
        if extract.kind.name == "personnes":
            raise StopException
        return real(base, extract, **options)

    with monkeypatch.context() as patched:
        patched.setattr(import_loading, "load_extract", stop_at_people)
        press(importer, "importer")
    importer.run()
    assert "Import arrêté avant la fin : 1 fichier importé" in plain(importer.warning[0].value)
    assert (counts(new_base)["zones"], counts(new_base)["personnes"]) == (44, 0)
    press(importer, "importer")
    assert not importer.warning and counts(new_base)["personnes"] == 3


def test_the_committee_does_not_import(open_dashboard: OpenDashboard, sample_copy: Path) -> None:
    app = open_dashboard(sample_copy, "comite", screen="importer")
    assert "réservée à la coordination" in app.info[0].value
    assert len(app.file_uploader) == 0
    assert not [button for button in app.button if button.key == "annuler_historique"]


def test_nothing_received_is_left_behind(
    importer: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporaire"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    deposit(importer, as_upload(PIVOT / "personnes.csv"))
    assert list(folder.iterdir()) == [], "the copy on disk goes as soon as it is read"
    assert importer.session_state[PENDING].readings
    importer.switch_page("pages/screens/comite.py").run()
    assert PENDING not in importer.session_state, "another page forgets what was read"


def test_a_file_name_is_never_markup(importer: AppTest) -> None:
    deposit(importer, as_upload(PIVOT / "appelants.csv", "[x](http:exemple) <b>*.csv"))
    shown = [one.label for one in importer.expander]
    assert any(label.startswith("**\\[x\\](http\\:exemple) \\<b>\\*.csv** : ") for label in shown), shown


def test_a_kind_added_to_the_others_is_offered_and_listed(
    open_dashboard: OpenDashboard, new_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register_loans(monkeypatch)
    loans = tmp_path / "prets.csv"
    loans.write_text(
        "N° de prêt;N° registre;Prêté le;Tablette rendue\nP1;;04/05/2020;non\n", encoding="utf-8"
    )
    with Base(new_base) as base:
        with base.transaction() as cursor:
            cursor.execute(MIGRATION)
        load_extract(base, read_extract(loans), at=datetime(2020, 5, 11, 8, 0))
    app = open_dashboard(new_base, "coordination", screen="importer")
    assert history_of(app)["Ce que c'est"].tolist() == ["Prêts de tablettes"]
    deposit(app, as_upload(OUTLINES))
    assert "appels, besoins, suites, signalements, étapes de binômes, prêts." in said(app)
    kinds = next(box for box in app.selectbox if str(box.key).startswith("type_fichier_"))
    assert "Prêts de tablettes" in kinds.options


def test_a_refused_file_says_why_before_there_is_anything_to_press(importer: AppTest) -> None:
    deposit(importer, ("photo.csv", PNG, "text/csv"))
    assert "Ce fichier est une image PNG" in plain(importer.error[0].value)
    assert [button.key for button in importer.button if button.key in ("importer", "retirer")] == ["retirer"]
    deposit(importer, ("photo.csv", PNG, "text/csv"), as_upload(PIVOT / "appelants.csv"))
    order = [getattr(one, "key", "") or one.type for one in importer.main if hasattr(one, "type")]
    assert review_of(importer)["Fichier"].tolist() == ["photo.csv", "appelants.csv"]
    assert order.index("error") < order.index("importer"), "the reason, then the button"


def test_who_refuses_is_counted_apart_and_handed_back_to_nobody(
    importer: AppTest, downloads: list[tuple[str, bytes]]
) -> None:
    text = (
        REGISTER + "R1;caf;2020-01-11;oui;oui\nR2;caf;2020-01-11;oui;Refus\nR3;caf;2020-01-11;oui;non\n"
        "R4;caf;31/02/2020;oui;oui\n"
    )
    told = "2 lignes écartées pour refus ou effacement : jamais enregistrées, rien à y corriger."
    deposit(importer, ("registre.csv", text.encode(), "text/csv"))
    assert told in said(importer)
    assert any(
        "2 refus ou effacements, 1 écartée ou rejetée" in plain(one.label) for one in importer.expander
    )
    press(importer, "importer")
    assert told in plain(importer.success[0].value)
    files = dict(downloads)
    assert files["registre_a_corriger.csv"].decode("utf-8-sig").count("R4") == 1
    for name in ("registre_a_corriger.csv", "visa_lignes_a_corriger.csv"):
        assert b"R2" not in files[name] and b"R3" not in files[name], name


def test_what_was_dropped_together_is_taken_back_together(importer: AppTest, new_base: Path) -> None:
    before = content(new_base)
    calls = "reference;date_appel;appelant;issue\nR1;2020-05-01 09:00;A1;joint\n"
    deposit(
        importer, ("registre.csv", THREE.encode(), "text/csv"), ("appels.csv", calls.encode(), "text/csv")
    )
    press(importer, "importer")
    leads = {one.label for one in importer.get("page_link")}
    assert {"Voir la carte", "Préparer la réunion"} <= leads
    importer.toggle(key="annuler_le_depot").set_value(True).run()
    assert (
        "Annuler 2 imports (« appels.csv » et « registre.csv ») : 4 lignes ajoutées seront retirées"
        in said(importer)
    )
    assert importer.button(key="annuler_depot").disabled
    next(box for box in importer.checkbox if "je veux l'annuler" in box.label).set_value(True).run()
    press(importer, "annuler_depot")
    assert not importer.exception and not importer.error
    assert "2 imports annulés" in plain(importer.success[0].value)
    assert content(new_base) == before


def test_calls_gone_from_a_week_sent_again_are_told_before_and_after(importer: AppTest) -> None:
    calls = "reference;date_appel;appelant;issue\n" + "".join(
        f"R{number};2020-05-0{number} 09:00;A1;joint\n" for number in (1, 2, 3)
    )
    deposit(
        importer, ("registre.csv", THREE.encode(), "text/csv"), ("appels.csv", calls.encode(), "text/csv")
    )
    press(importer, "importer")
    again = calls.replace("R2;2020-05-02 09:00;A1;joint\n", "") + "R2;2020-05-04 09:00;A1;joint\n"
    deposit(importer, ("appels_bis.csv", again.encode(), "text/csv"))
    told = "Plus dans ce fichier : 1 appel du 2 mai 2020, de l'import n° 2 (« appels.csv »)."
    assert told in plain(importer.warning[0].value).replace("\\", "")
    assert table(importer, "Import n°")["Référence"].tolist() == ["R2"]
    press(importer, "importer")
    assert told in plain(importer.warning[0].value).replace("\\", "")


def test_files_are_freed_as_soon_as_they_are_of_no_use(
    importer: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taken out, imported, or the page left: the server holds them no more."""
    freed: list[str] = []
    monkeypatch.setattr("pages.parts.pending_imports.free_files", lambda: freed.append("examinés"))
    monkeypatch.setattr("pages.parts.context.free_files", lambda: freed.append("quittés"))
    deposit(importer, ("registre.csv", THREE.encode(), "text/csv"))
    assert freed == []
    press(importer, "retirer")
    assert freed == ["examinés"]
    deposit(importer, ("registre.csv", THREE.encode(), "text/csv"))
    importer.switch_page("pages/screens/definitions.py").run()
    assert freed == ["examinés", "quittés"]
