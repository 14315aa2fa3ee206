"""Files refused as a whole: each with its French title and sentence, word for word."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from visa_data.errors import FileRefused
from visa_data.extracts.reading import read_extract

HEADER = "Date;N° registre;Résultat\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(100)


def refused(folder: Path, content: bytes | str, name: str = "appels.csv", **options: object) -> FileRefused:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FileRefused) as caught:
        read_extract(path, **options)  # type: ignore[arg-type]
    return caught.value


def plain(error: FileRefused) -> tuple[str, str]:
    return error.title.replace("\u00a0", " "), error.message.replace("\u00a0", " ")


EXPORT = "Exportez le tableau en CSV ou en classeur (XLSX, ODS), puis recommencez."
AGAIN = "Refaites l'export, puis recommencez."
SAVED_WITHOUT = "Enregistrez-le sans mot de passe, puis recommencez."


@pytest.mark.parametrize(
    ("content", "title", "message"),
    [
        (b"", "Fichier vide", f"Ce fichier ne contient rien. {AGAIN}"),
        (b"\xef\xbb\xbf \r\n\r\n", "Fichier vide", f"Ce fichier ne contient rien. {AGAIN}"),
        (PNG, "Ce n'est pas un tableau", f"Ce fichier est une image PNG, pas un extrait. {EXPORT}"),
        (
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
            "Ce n'est pas un tableau",
            f"Ce fichier est un document PDF, pas un extrait. {EXPORT}",
        ),
        (
            b"<html><body><table><tr><td>1</td></tr></table>",
            "Ce n'est pas un tableau",
            f"Ce fichier est une page web, pas un extrait. {EXPORT}",
        ),
        (
            b'{"a": 1}',
            "Ce n'est pas un tableau",
            f"Ce fichier est un document JSON sans contours, pas un extrait. {EXPORT}",
        ),
        (
            bytes(range(1, 32)) * 40,
            "Fichier illisible",
            f"Ce fichier n'est ni un texte, ni un classeur, ni un fichier de contours connu. {EXPORT}",
        ),
        (
            HEADER + "12/05/2020;R1;Jo\0int\n",
            "Fichier abîmé",
            "Ce fichier texte contient un caractère nul, ligne 2 : il a été abîmé ou n'est pas un texte. "
            + AGAIN,
        ),
        (
            HEADER,
            "Fichier sans données",
            f"Ce fichier a une ligne d'en-tête, mais aucune ligne de données. {AGAIN}",
        ),
        (
            HEADER + "12/05/2020;R1;" + "x" * 1_000_000 + "\n",
            "Ligne trop longue",
            f"La ligne 2 compte plus de 200 000 caractères : ce n'est pas un tableau. {EXPORT}",
        ),
        (
            HEADER + "12/05/2020;R1;" + "x" * 200_001 + "\n",
            "Ligne trop longue",
            f"La ligne 2 compte plus de 200 000 caractères : ce n'est pas un tableau. {EXPORT}",
        ),
        (
            ";".join(f"colonne {i}" for i in range(200)) + "\n" + ";" * 199 + "\n",
            "Trop de colonnes",
            "Ce fichier compte 200 colonnes ; un extrait en a 150 au plus. "
            "Gardez les colonnes utiles, puis recommencez.",
        ),
        (
            HEADER.strip()
            + "".join(f";colonne {i}" for i in range(197))
            + "\n12/05/2020;R1;Joint"
            + ";" * 197,
            "Trop de colonnes",
            "Ce fichier compte 200 colonnes ; un extrait en a 150 au plus. "
            "Gardez les colonnes utiles, puis recommencez.",
        ),
        (
            "Date;Appelant;N° registre;Durée\n12/05/2020;A1;R1;3\n",
            "Colonne manquante",
            "Ce fichier ressemble au type « appels » (Appels), mais il y manque la colonne « Résultat ». "
            "Colonnes trouvées : « Date », « Appelant », « N° registre » et « Durée ». "
            "Ajoutez cette colonne, ou indiquez à la main la colonne qui en tient lieu.",
        ),
        (
            "Date;Appelant;Durée\n12/05/2020;A1;3\n",
            "Colonnes manquantes",
            "Ce fichier ressemble au type « appels » (Appels), mais il y manque les colonnes « Référence » et "
            "« Résultat ». Colonnes trouvées : « Date », « Appelant » et « Durée ». "
            "Ajoutez ces colonnes, ou indiquez à la main les colonnes qui en tiennent lieu.",
        ),
        (
            "EXEMPLE-UN;Inventée;0353010001\nEXEMPLE-DEUX;Inventé;0353010002\n",
            "En-tête introuvable",
            "Ce fichier se lit comme un tableau de 3 colonnes (séparateur : point-virgule), mais aucune ligne n'y "
            "ressemble à l'en-tête d'un extrait. Vérifiez que les titres des colonnes y sont, ou choisissez le type "
            "(en ligne de commande : --type).",
        ),
        (
            "Madame, Monsieur,\nveuillez trouver ci-joint le tableau.\n",
            "En-tête introuvable",
            "Aucune ligne de ce fichier ne ressemble à l'en-tête d'un extrait. Vérifiez que les titres des "
            "colonnes y sont, ou choisissez le type (en ligne de commande : --type).",
        ),
    ],
)
def test_refused_word_for_word(tmp_path: Path, content: bytes | str, title: str, message: str) -> None:
    assert plain(refused(tmp_path, content)) == (title, message)


def test_long_but_allowed_line_and_150_columns(tmp_path: Path) -> None:
    path = tmp_path / "appels.csv"
    extra = "".join(f";colonne {i}" for i in range(147))
    path.write_text(HEADER.strip() + extra + "\n12/05/2020;R1;Joint;" + "x" * 199_800 + ";" * 146 + "\n")
    extract = read_extract(path)
    assert extract.table.num_rows == 1
    assert len(extract.recognition.ignored) == 147


def test_data_without_header_is_never_quoted(tmp_path: Path) -> None:
    for kind in (None, "personnes", "appels"):
        error = refused(
            tmp_path, "EXEMPLE-UN;Inventée;12/05/1932\nEXEMPLE-DEUX;Inventé;13/05/1932\n", kind=kind
        )
        assert "EXEMPLE-UN" not in str(error)


def test_password_workbook(tmp_path: Path) -> None:
    ole = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    )
    assert plain(refused(tmp_path, ole, "appels.xlsx")) == (
        "Classeur protégé",
        f"Ce classeur est protégé par un mot de passe. {SAVED_WITHOUT}",
    )


def test_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(11_000_000))
    with pytest.raises(FileRefused) as caught:
        read_extract(path)
    assert plain(caught.value) == (
        "Fichier trop volumineux",
        "Une fois décompressé, ce fichier dépasserait la taille admise (300 Mo) : il n'a pas été ouvert. "
        "Gardez les feuilles et les lignes utiles, puis recommencez.",
    )


def test_truncated_workbook(tmp_path: Path) -> None:
    whole = tmp_path / "entier.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.append(["Date", "N° registre", "Résultat"])
    workbook.save(whole)
    content = whole.read_bytes()
    error = refused(tmp_path, content[: len(content) // 2], "coupe.xlsx")
    assert plain(error)[0] == "Classeur illisible"


def test_empty_workbook(tmp_path: Path) -> None:
    path = tmp_path / "vide.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(FileRefused) as caught:
        read_extract(path)
    assert plain(caught.value) == ("Classeur vide", "Aucune feuille de ce classeur ne contient de tableau.")


def test_another_kind_given(tmp_path: Path) -> None:
    content = HEADER + "12/05/2020;R1;Joint\n"
    title, message = plain(refused(tmp_path, content, kind="personnes"))
    assert title == "Colonnes manquantes"
    assert message.startswith(
        "Ce fichier ressemble au type « personnes » (Personnes inscrites), mais il y manque les colonnes "
        "« Origine »"
    )
    assert plain(refused(tmp_path, content, kind="zones")) == (
        "Type incompatible",
        "Les zones se chargent depuis un fichier de contours (GeoJSON, GeoPackage, Shapefile…), "
        "pas depuis un tableau.",
    )
    assert plain(refused(tmp_path, content, kind="visites"))[0] == "Type inconnu"


def test_doubtful_kind(tmp_path: Path) -> None:
    content = "Référence;Date;Statut;Besoin;Résultat\nR1;12/05/2020;Exprimé;Se nourrir;Joint\n"
    title, message = plain(refused(tmp_path, content))
    assert title == "Type incertain"
    assert message == (
        "Ce fichier peut être lu comme « appels » et « besoins ». "
        "Choisissez le type (en ligne de commande : --type)."
    )
    path = tmp_path / "appels.csv"
    assert read_extract(path, kind="besoins").kind.name == "besoins"
    assert read_extract(path, kind="appels").kind.name == "appels"


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"visite": "Date"}, "Le type « appels » n'a pas de colonne « visite »."),
        ({"reference": "Numéro"}, "Ce fichier n'a pas de colonne intitulée « Numéro »."),
        (
            {"appelant": "NOM"},
            "La colonne « NOM » ne peut pas être choisie (jamais enregistrée : identité de la personne).",
        ),
    ],
)
def test_impossible_mapping(tmp_path: Path, mapping: dict[str, str], message: str) -> None:
    content = "Date;N° registre;Résultat;NOM\n12/05/2020;R1;Joint;EXEMPLE-UN\n"
    error = refused(tmp_path, content, kind="appels", mapping=mapping)
    assert plain(error) == ("Correspondance impossible", message)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as caught:
        read_extract(tmp_path / "absent.csv")
    assert plain(caught.value) == (
        "Fichier introuvable",
        "Le fichier « absent.csv » n'existe pas ou ne peut pas être lu.",
    )


def test_half_written_file_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "appels.csv"
    path.write_text(HEADER + "12/05/2020;R1;Joint\n13/05/2020;R")
    extract = read_extract(path)
    assert extract.table.num_rows == 1
    assert [(p.line, p.value, p.reason.replace("\u00a0", " ")) for p in extract.problems] == [
        (3, "", "Ligne décalée ou coupée : moins de cellules que l'en-tête")
    ]
