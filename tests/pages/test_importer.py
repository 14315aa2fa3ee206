"""Importing from the page: what is shown, what is written, what is refused, what is taken back."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.context import PENDING, shared_base
from tests.pages.seen import OpenDashboard, texts
from tests.plain_text import plain
from tests.shared_data import ROOT

PIVOT = ROOT / "sample_data" / "pivot"
RAW = ROOT / "sample_data" / "brut"
OUTLINES = ROOT / "geodata" / "communes.geojson"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(range(64))
TABLES = ("zones", "population", "personnes", "equipes", "ressources", "appelants", "appels", "besoins")

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


@pytest.fixture
def sample_copy(sample_base_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "exemple.duckdb"
    path.write_bytes(sample_base_file.read_bytes())
    return path


@pytest.fixture
def new_base(tmp_path: Path) -> Path:
    return tmp_path / "neuve.duckdb"


@pytest.fixture
def importer(open_dashboard: OpenDashboard, new_base: Path) -> AppTest:
    return open_dashboard(new_base, "coordination", screen="importer")


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
    causes = table(importer, "Cause")
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
    assert plain(app.info[0].value).startswith("Rien à changer \\: tout est déjà dans la base")
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
    ],
    ids=["image", "vide", "200 colonnes"],
)
def test_a_file_that_is_no_extract_shows_its_sentence(
    name: str, body: bytes, sentence: str, importer: AppTest, new_base: Path
) -> None:
    deposit(importer, (name, body, "text/csv"), as_upload(PIVOT / "appelants.csv"))
    assert not importer.exception
    assert sentence in plain(importer.error[0].value).replace("\\", "")
    press(importer, "importer")
    assert counts(new_base)["appelants"] == 24, "the good file beside it loads all the same"


def test_the_dates_follow_the_calls_loaded(importer: AppTest) -> None:
    assert importer.date_input(key="date").value == date.today()
    deposit(importer, as_upload(PIVOT / "personnes.csv"), as_upload(PIVOT / "appels.csv"))
    press(importer, "importer")
    assert importer.date_input(key="date").value == date(2025, 12, 6)
    assert importer.date_input(key="avant").value == date(2025, 11, 29)


def test_a_kind_may_be_chosen_by_hand(importer: AppTest) -> None:
    deposit(importer, as_upload(PIVOT / "appelants.csv"))
    choice = next(box for box in importer.selectbox if box.label.startswith("Ce n'est pas le bon type"))
    choice.set_value("ressources").run()
    assert review_of(importer)["Ce que c'est"].tolist() == ["Refusé"]
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


def test_the_last_import_is_taken_back_after_a_warning(
    open_dashboard: OpenDashboard, sample_copy: Path
) -> None:
    before = content(sample_copy)
    app = open_dashboard(sample_copy, "coordination", screen="importer")
    body = "appelant,profil,heures_semaine\nA001,agent,1.5\nA999,benevole,2\n"
    deposit(app, ("nouveaux.csv", body.encode(), "text/csv"))
    press(app, "importer")
    assert content(sample_copy) != before
    assert app.button(key="annuler_import").disabled
    assert (
        "de « nouveaux.csv » : 1 ligne ajoutée sera retirée et 1 ligne modifiée reprendra ses valeurs d'avant."
        in said(app)
    )
    next(box for box in app.checkbox if "je veux l'annuler" in box.label).set_value(True).run()
    press(app, "annuler_import")
    assert not app.exception and not app.error
    assert "1 ligne retirée, 1 ligne rétablie" in said(app)
    assert content(sample_copy) == before


def test_the_committee_does_not_import(open_dashboard: OpenDashboard, sample_copy: Path) -> None:
    app = open_dashboard(sample_copy, "comite", screen="importer")
    assert "réservée à la coordination" in app.info[0].value
    assert len(app.file_uploader) == 0
    assert not [button for button in app.button if button.key == "annuler_import"]


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
    assert any("\\[x\\]\\(http\\:" in label and "<b>" not in label.replace("\\<", "") for label in shown)
