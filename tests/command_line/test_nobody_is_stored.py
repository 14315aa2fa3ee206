"""From the command line to the bytes of the base: nothing of anybody, whatever the header, the mapping or the file's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extracts.invented_people import COLUMNS, WORDS
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.command_line import main

HEADERS = (
    "Personne",
    "Bénéficiaire",
    "Usager",
    "Dossier",
    "Numéro",
    "N°",
    "Identifiant",
    "Code",
    "N° de dossier",
    "reference",
)


def import_of(folder: Path, rows: list[str], *options: str, name: str = "extrait.csv") -> tuple[int, Path]:
    where, path = folder / "visa.duckdb", folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return main(["importer", "--base", str(where), "--confirmer", *options, str(path)]), where


def everything_in(where: Path) -> bytes:
    """Every text of every table, then the bytes of the file and of its journal."""
    texts: list[str] = []
    if where.exists():
        with Base(where) as base, base.cursor() as cursor:
            tables = cursor.execute("SELECT table_name FROM information_schema.tables").fetchall()
            for (table,) in tables:
                for row in cursor.execute(f'SELECT * FROM "{table}"').fetchall():
                    texts += [value for value in row if isinstance(value, str)]
    files = [path.read_bytes() for path in where.parent.glob("visa.duckdb*")]
    return b"\n".join([*(text.encode() for text in texts), *files])


def traces(content: bytes, cells: tuple[str, ...]) -> list[str]:
    folded = content.lower()
    wanted = [*cells, *(word for word in WORDS if any(word in cell.lower() for cell in cells))]
    return [text for text in wanted if text.lower().encode() in folded]


def people(header: str, cells: tuple[str, ...]) -> list[str]:
    return [
        f"{header};Origine;Date d'inscription;Consentement",
        *(f"{cell};Registre;12/05/2020;Oui" for cell in cells),
    ]


@pytest.mark.parametrize("header", HEADERS)
def test_a_column_of_people_for_a_reference(
    header: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for place, (way, cells) in enumerate(COLUMNS.items()):
        folder = tmp_path / str(place)
        folder.mkdir()
        code, where = import_of(folder, people(header, cells))
        said = capsys.readouterr()
        assert code == 2, way
        assert traces(everything_in(where), cells) == [], way
        assert traces((said.out + said.err).encode(), cells) == [], way


def test_the_refusal_says_which_column_what_it_looks_like_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = import_of(tmp_path, people("Personne", COLUMNS["name and birth"]))
    assert code == 2
    assert plain(capsys.readouterr().err).strip() == (
        "extrait.csv refusé, rien n'a été écrit : Colonne de données personnelles : La colonne « Personne », prise pour "
        "« Référence », ressemble à des noms de personnes (3 cellules sur 3) : rien n'en est gardé. À faire : donner à "
        "chaque personne une référence sans rapport avec son nom (n° de registre, n° de dossier), ou indiquer la colonne "
        "qui convient, puis recommencer."
    )


def test_a_mapping_by_hand_does_not_override(tmp_path: Path) -> None:
    mapping = tmp_path / "colonnes.toml"
    mapping.write_text('reference = "Qui"\nparrain = "Parrain"\n', encoding="utf-8")
    cells = COLUMNS["full names"]
    rows = [
        "Qui;Parrain;Origine;Date d'inscription;Consentement",
        *(f"{c};{c};CAF;12/05/2020;Oui" for c in cells),
    ]
    code, where = import_of(tmp_path, rows, "--correspondance", str(mapping))
    assert (code, traces(everything_in(where), cells)) == (2, [])


REGISTERED = "\n".join(
    ["reference,source,date_inscription,consentement", *(f"R{n},caf,2020-01-10,oui" for n in range(9))]
)
WHO_ACTS = {
    "acteurs": "Identifiant;Structure;Type d'acteur;Statut\nK{n};CLIC;Coordination;Actif",
    "suites": "N° registre;Date;Objet;Suite donnée\nR{n};12/05/2020;Orientation;Proposée",
    "signalements": "N°;Reçu le;Par;Suite\nG{n};12/05/2020;Tiers;En cours",
    "binomes": "Binôme;Date;Étape;N° registre\nB{n};12/05/2020;Demande;R{n}",
    "dispositifs": "Dispositif;Mois;Demandes\nCafé;0{m}/2020;12",
}
NOBODY_THOUGHT_OF = (
    *("Nom de la personne signalée", "Prénom", "Commentaire", "Observations", "Coordonnées du référent"),
    *("Dame concernée", "Pour qui", "Visitée", "Qui c'est", "Fiche contact", "Suivi par", "Zzz", "Voisine"),
)


@pytest.mark.parametrize("way", ["full names", "given names", "telephones"])
def test_people_in_columns_more_of_who_acts(
    way: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Under headers that somebody thought of or not: the lines are taken, nothing of these columns is."""
    cells = COLUMNS[way]
    import_of(tmp_path, REGISTERED.splitlines())
    for kind, text in WHO_ACTS.items():
        header, line = text.split("\n")
        more = ";".join(NOBODY_THOUGHT_OF)
        rows = [
            ";".join([line.format(n=n, m=n + 1), *[cell] * len(NOBODY_THOUGHT_OF)])
            for n, cell in enumerate(cells)
        ]
        code, where = import_of(tmp_path, [f"{header};{more}", *rows])
        said = capsys.readouterr()
        assert code == 0, (kind, said)
        assert traces((said.out + said.err).encode(), cells) == [], kind
        with Base(where) as base, base.cursor() as cursor:
            assert cursor.execute(f"SELECT count(*) FROM {kind}").fetchone() == (len(cells),)
    assert traces(everything_in(tmp_path / "visa.duckdb"), cells) == []


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("Binôme;Date;Étape;N° registre;Visiteurs", "B{n};12/05/2020;Actif;R{n};{cell}"),
        ("Binôme;Date;Étape;N° registre", "{cell};12/05/2020;Demande;R{n}"),
        ("N°;Reçu le;Par;Suite", "{cell};12/05/2020;Tiers;En cours"),
        ("N°;Reçu le;Par;Qui signale;Suite", "G{n};12/05/2020;Tiers;{cell};En cours"),
        ("N° registre;Date;Objet;Suite donnée;Acteur", "R{n};12/05/2020;Orientation;Proposée;{cell}"),
        ("N° registre;Date;Objet;Suite donnée", "{cell};12/05/2020;Orientation;Proposée"),
        ("Dispositif;Mois;Demandes", "{cell};05/2020;12"),
        ("Identifiant;Structure;Type d'acteur;Statut", "K{n};{cell};Coordination;Actif"),
    ],
)
def test_people_in_the_columns_of_who_acts(
    header: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import_of(tmp_path, REGISTERED.splitlines())
    for way in ("full names", "given names", "telephones"):
        cells = COLUMNS[way]
        _, where = import_of(
            tmp_path, [header, *(line.format(n=n, cell=cell) for n, cell in enumerate(cells))]
        )
        said = capsys.readouterr()
        assert traces(everything_in(where) + (said.out + said.err).encode(), cells) == [], way


def test_a_column_that_turns_personal_after_a_thousand_lines(tmp_path: Path) -> None:
    cells = [f"INVENTOIS{n % 7} Germaine {n}" for n in range(2000)]
    rows = people("Dossier", (*(f"D{n}" for n in range(1000)), *cells))
    code, where = import_of(tmp_path, rows)
    assert (code, traces(everything_in(where), ("INVENTOIS", "Germaine"))) == (2, [])


def test_an_optional_column_is_left_out_and_its_lines_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = (*(f"A{n}" for n in range(100)), *COLUMNS["full names"] * 30)
    rows = ["Référence;Origine;Date d'inscription;Consentement;Parrain"]
    rows += [f"R{n};CAF;12/05/2020;Oui;{cell}" for n, cell in enumerate(cells)]
    code, where = import_of(tmp_path, rows)
    assert code == 0
    assert "Jamais enregistrées : Parrain" in plain(capsys.readouterr().out)
    with Base(where) as base, base.cursor() as cursor:
        assert cursor.execute("SELECT count(*), count(parrain) FROM personnes").fetchone() == (250, 0)
    assert traces(everything_in(where), COLUMNS["full names"]) == []


def test_one_among_good_references_rejects_its_line_and_is_kept_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "rapport.txt"
    lone = ("INVENTOIS 1931", "Fictivel Odette", "03 53 01 00 01")
    rows = people("Référence", (*(f"R{n}" for n in range(30)), *lone))
    code, where = import_of(tmp_path, rows, "--rapport", str(report))
    said = capsys.readouterr()
    assert code == 1
    assert traces(everything_in(where), lone) == []
    assert traces((said.out + said.err + report.read_text(encoding="utf-8")).encode(), lone) == []
    with Base(where) as base, base.cursor() as cursor:
        reasons = cursor.execute("SELECT ligne, motif FROM lignes_signalees ORDER BY ligne").fetchall()
    assert reasons == [
        (32, "Nom de personne à la place de la référence"),
        (33, "Nom de personne à la place de la référence"),
        (34, "Numéro de téléphone à la place de la référence"),
    ]


def test_names_of_files_and_of_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ["Référence (Mme Inventois);Origine;Date d'inscription;Consentement;Fictivel Odette"]
    rows += [f"R{n};CAF;12/05/2020;Oui;x" for n in range(3)]
    mapping = tmp_path / "colonnes.toml"
    mapping.write_text('reference = "colonne A"\n', encoding="utf-8")
    code, where = import_of(tmp_path, rows, "--correspondance", str(mapping), name="INVENTOIS Germaine.csv")
    said = capsys.readouterr()
    assert code == 0
    hidden = ("Inventois", "Germaine", "Fictivel", "Odette")
    assert traces(everything_in(where), hidden) == []
    assert traces((said.out + said.err).encode(), hidden) == []
    with Base(where) as base, base.cursor() as cursor:
        assert cursor.execute("SELECT fichier FROM imports").fetchall() == [("[masqué].csv",)]


@pytest.mark.parametrize(
    ("field", "way", "nature"),
    [
        ("code", "telephones", "des numéros de téléphone (5 cellules sur 5)"),
        ("nom", "mails", "des adresses électroniques (3 cellules sur 3)"),
    ],
)
def test_attributes_of_outlines_pass_the_same_door(
    field: str, way: str, nature: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = COLUMNS[way]
    features = [
        f'{{"type":"Feature","properties":{{"code":"{cell if field == "code" else f"9900{x}"}",'
        f'"nom":"{cell if field == "nom" else f"Quartier {x}"}"}},"geometry":{{"type":"Polygon","coordinates":'
        f"[[[{x},50],[{x}.5,50],[{x}.5,50.5],[{x},50.5],[{x},50]]]}}}}"
        for x, cell in enumerate(cells)
    ]
    outlines = f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'
    code, where = import_of(tmp_path, [outlines], name="zones.geojson")
    said = capsys.readouterr()
    assert code == 2
    assert f"ressemble à {nature}" in plain(said.err)
    assert traces(everything_in(where) + (said.out + said.err).encode(), cells) == []
