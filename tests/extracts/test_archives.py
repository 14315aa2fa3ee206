"""Compressed extracts: read through when they hold one table, refused in French otherwise."""

from __future__ import annotations

import gzip
import io
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from visa_data.errors import FileRefused
from visa_data.extracts.answers.choices import Choice, ChoiceNeeded
from visa_data.extracts.readers import archives
from visa_data.extracts.reading import read_extract
from visa_data.extracts.received_files import grouped, read_received

TODAY = date(2020, 6, 15)
CALLS = "Date;N° registre;Résultat\n12/05/2020;R1;Joint\n13/05/2020;R2;Absent\n"


def zipped(folder: Path, members: dict[str, str | bytes], name: str = "envoi.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["Date", "N° registre", "Résultat"], [date(2020, 5, 12), "R1", "Joint"]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def refusal(path: Path, choice: Choice | None = None) -> tuple[str, str]:
    with pytest.raises(FileRefused) as caught:
        read_extract(path, today=TODAY, choice=choice)
    return caught.value.title, caught.value.message.replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporaire"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_gzip_is_read_as_what_it_holds(tmp_path: Path, temporary: Path) -> None:
    plain, packed = tmp_path / "appels.csv", tmp_path / "appels.csv.gz"
    plain.write_bytes(CALLS.encode("cp1252"))
    packed.write_bytes(gzip.compress(CALLS.encode("cp1252")))
    one, other = read_extract(plain, today=TODAY), read_extract(packed, today=TODAY)
    assert other.table == one.table
    assert (other.file_name, other.fingerprint) == ("appels.csv", one.fingerprint)
    assert other.recognition.encoding == "Latin-1 (ISO-8859-1)"
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    "content", [CALLS, CALLS.encode("utf-16"), workbook()], ids=["utf-8", "utf-16", "xlsx"]
)
def test_zip_of_one_table(tmp_path: Path, temporary: Path, content: str | bytes) -> None:
    path = zipfile_path = zipped(
        tmp_path,
        {
            "envoi/": "",
            "envoi/table": content,
            "__MACOSX/envoi/._table": b"\x00\x05\x16",
            "envoi/.DS_Store": b"\x00",
        },
    )
    extract = read_extract(path, today=TODAY)
    assert extract.table["reference"].to_pylist()[0] == "R1"
    assert extract.file_name == "table"
    assert extract.recognition.notices == []
    assert list(temporary.iterdir()) == []
    assert zipfile_path.exists()


def test_papers_beside_the_table_are_told(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"appels.csv": CALLS, "LisezMoi.txt": "Bonjour", "notice.pdf": b"%PDF-1.7"})
    extract = read_extract(path, today=TODAY)
    assert extract.table.num_rows == 2
    assert [notice.replace("\u00a0", " ") for notice in extract.recognition.notices] == [
        "Autres fichiers de l'archive, non lus : « LisezMoi.txt » et « notice.pdf »."
    ]


def test_several_tables_are_offered(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"s20/appels.csv": CALLS, "s21/appels_21.csv": CALLS.replace("R1", "R9")})
    with pytest.raises(ChoiceNeeded) as caught:
        read_extract(path, today=TODAY, kind="appels")
    assert caught.value.message.replace("\u00a0", " ") == (
        "Cette archive contient « appels.csv » et « appels_21.csv ». "
        "Choisissez le fichier à lire (--dans-archive), ou chargez-les un par un."
    )
    offered = caught.value.alternatives
    assert [a.label.replace("\u00a0", " ") for a in offered] == [
        "Fichier « appels.csv »",
        "Fichier « appels_21.csv »",
    ]
    assert offered[1].choice == Choice(kind="appels", member="s21/appels_21.csv")
    extract = read_extract(path, today=TODAY, choice=offered[1].choice)
    assert extract.table["reference"].to_pylist() == ["R9", "R2"]
    by_last_name = read_extract(path, today=TODAY, choice=Choice(member="appels_21.csv"))
    assert by_last_name.table == extract.table
    received = grouped([("a", "envoi.zip")], lambda _: b"")[0]
    same = read_received(received, {"a": path.read_bytes()}, choice=offered[1].choice, today=TODAY)
    assert same.table == extract.table
    assert refusal(path, Choice(member="autre.csv")) == (
        "Fichier introuvable",
        "L'archive ne contient pas un fichier, et un seul, nommé « autre.csv ».",
    )


def test_archives_that_are_refused(tmp_path: Path, temporary: Path) -> None:
    inner = zipped(tmp_path, {"appels.csv": CALLS}, "dedans.zip").read_bytes()
    nested = (
        "Archive dans une archive",
        "Cette archive en contient une autre. Décompressez-la, puis chargez le tableau lui-même.",
    )
    broken = (
        "Archive illisible",
        "Cette archive ne s'ouvre pas jusqu'au bout : elle est abîmée ou incomplète. "
        "Demandez-la de nouveau, ou décompressez-la et chargez le tableau lui-même.",
    )
    assert refusal(zipped(tmp_path, {"dedans.zip": inner})) == nested
    assert refusal(zipped(tmp_path, {"dedans.csv.gz": gzip.compress(CALLS.encode())})) == nested
    packed = tmp_path / "appels.csv.gz"
    packed.write_bytes(gzip.compress(inner))
    assert refusal(packed) == nested
    packed.write_bytes(gzip.compress(CALLS.encode() * 100)[:-12])
    assert refusal(packed) == broken
    assert refusal(zipped(tmp_path, {"a.docx": b"?", "b.pdf": b"%PDF-1.7"})) == (
        "Archive sans tableau",
        "Cette archive ne contient ni tableau (CSV, classeur) ni contours. "
        "Décompressez-la, puis chargez un à un les fichiers qu'elle contient.",
    )
    cut = tmp_path / "coupe.zip"
    cut.write_bytes(inner[:-30])
    assert refusal(cut) == broken
    damaged = bytearray(inner)
    damaged[45:50] = b"\x00\x01\x02\x03\x04"
    cut.write_bytes(damaged)
    assert refusal(cut) == broken
    unknown_method = bytearray(inner)
    unknown_method[8] = unknown_method[inner.index(b"PK\x01\x02") + 10] = 99
    cut.write_bytes(unknown_method)
    assert refusal(cut) == broken
    locked = bytearray(inner)
    locked[6] |= 1
    locked[inner.index(b"PK\x01\x02") + 8] |= 1
    cut.write_bytes(locked)
    assert refusal(cut) == (
        "Archive protégée",
        "Cette archive est protégée par un mot de passe. Décompressez-la, puis chargez le tableau lui-même.",
    )
    assert list(temporary.iterdir()) == []


def test_unfolding_stops_at_the_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_UNFOLDED", 2_000_000)
    packed = tmp_path / "appels.csv.gz"
    packed.write_bytes(gzip.compress(b"x;" * 1_000_001))
    assert refusal(packed)[0] == "Fichier trop volumineux"
    assert refusal(zipped(tmp_path, {"appels.csv": b"x;" * 1_000_001}))[0] == "Fichier trop volumineux"


def test_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = zipped(tmp_path, {"appels.csv": bytes(11_000_000)})
    assert refusal(path) == (
        "Fichier trop volumineux",
        "Une fois décompressé, ce fichier dépasserait la taille admise (300 Mo) : il n'a pas été ouvert. "
        "Gardez les feuilles et les lignes utiles, puis recommencez.",
    )
