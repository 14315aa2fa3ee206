"""Texts in several encodings, marks in the middle, quotes out of order: read, counted, told by line."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plain_text import plain
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.readers import decoding
from visa_data.extracts.readers.decoding import examine_text
from visa_data.extracts.readers.records import RecordReader
from visa_data.extracts.reading import read_extract

HEADER = "identifiant;nom;besoins;statut\n"
ROW = "S{};{};Se nourrir;Active\n"


def read(folder: Path, content: bytes) -> Extract:
    path = folder / "fichier.dat"
    path.write_bytes(content)
    return read_extract(path, kind="ressources", today=date(2020, 6, 15))


def notices(extract: Extract) -> list[str]:
    return [plain(notice) for notice in extract.recognition.notices]


def test_a_few_bytes_of_windows_1252_in_a_text_of_utf8(tmp_path: Path) -> None:
    names = ["Épicerie", "Marché « d'été »", "Café", "Fragilité\u00a0» à l’œil", "Łódź", "Repas à 3 €"]
    lines = [ROW.format(i, name) for i, name in enumerate(names)]
    codecs = ["utf-8", "utf-8", "cp1252", "cp1252", "utf-8", "cp1252"]
    content = (HEADER + 'S9;"Deux\nlignes";Se nourrir;Active\n').encode()
    content += b"".join(line.encode(codec) for line, codec in zip(lines, codecs, strict=True))
    extract = read(tmp_path, content)
    assert extract.table["nom"].to_pylist() == [
        "Deux lignes",
        *(name.replace("\u00a0", " ") for name in names),
    ]
    assert extract.recognition.encoding == "UTF-8, mêlé de Windows-1252"
    assert notices(extract) == [
        "Deux encodages dans le fichier : du Windows-1252 lu comme tel, lignes 5–6 et 8."
    ]


def test_two_files_put_end_to_end_with_their_marks(tmp_path: Path) -> None:
    first = (HEADER + ROW.format(1, "Café")).encode("utf-8-sig")
    second = (HEADER + ROW.format(2, "Épicerie") + '"S3";Repas;Se nourrir;Active\n').encode("utf-8-sig")
    extract = read(tmp_path, first + second + b'\xef\xbb\xbf"S4";Bal;Se nourrir;Active\n')
    assert extract.table["identifiant"].to_pylist() == ["S1", "S2", "S3", "S4"]
    assert extract.problems == []
    assert notices(extract) == ["En-tête répété au milieu du fichier : 1 ligne passée."]


def test_half_of_each_encoding(tmp_path: Path) -> None:
    content = HEADER.encode() + ROW.format(1, "Café").encode() + ROW.format(2, "Épicerie").encode("cp1252")
    extract = read(tmp_path, content)
    assert extract.table["nom"].to_pylist() == ["Café", "Épicerie"]


@pytest.mark.parametrize(
    ("codec", "label"),
    [("mac_roman", "Mac OS Roman"), ("cp850", "DOS (page de codes 850)"), ("cp1252", "Windows-1252")],
)
def test_one_byte_encodings_told_by_french_letters(tmp_path: Path, codec: str, label: str) -> None:
    name = "Épicerie à côté, repas préparés : « élan »" + (" – 3 €" if codec == "cp1252" else "")
    extract = read(tmp_path, (HEADER + ROW.format(1, name)).encode(codec))
    assert (extract.recognition.encoding, extract.table["nom"].to_pylist()) == (label, [name])


def test_windows_1252_letters_that_look_like_utf8(tmp_path: Path) -> None:
    name = "FRAGILITÉ\u00a0» et fragilité\u00a0»"
    extract = read(tmp_path, (HEADER + ROW.format(1, name + " – été")).encode("cp1252"))
    assert extract.table["nom"].to_pylist() == [(name + " – été").replace("\u00a0", " ")]
    assert extract.recognition.encoding == "Windows-1252"


def test_letters_encoded_twice_are_restored_and_told(tmp_path: Path) -> None:
    name = "Épicerie « l’œil », à côté – 3 € ; ÀÉ°"
    twice = "".join(
        byte.decode("cp1252", "ignore") or byte.decode("latin-1")
        for byte in (bytes([code]) for code in name.replace(";", ",").encode())
    )
    content = HEADER + ROW.format(1, "Café") + ROW.format(2, twice) + ROW.format(3, "Ångström, pâté")
    extract = read(tmp_path, content.encode())
    assert extract.table["nom"].to_pylist() == ["Café", name.replace(";", ","), "Ångström, pâté"]
    assert notices(extract) == ["Lettres encodées deux fois (« Ã© »), rétablies : ligne 3."]


def test_characters_lost_are_told_by_line(tmp_path: Path) -> None:
    lost = read(tmp_path, HEADER.encode() + ROW.format(1, "Caf\ufffd").encode())
    assert notices(lost) == ["Caractères perdus, montrés « � » : ligne 2."]
    content = (HEADER + ROW.format(1, "été…")).encode("cp1252") + ROW.format(2, "x").encode()
    unknown = read(tmp_path, content.replace(b";x;", b";\x81;"))
    assert unknown.recognition.encoding == "Windows-1252"
    assert unknown.table["nom"].to_pylist() == ["été…", "�"]
    assert notices(unknown) == ["Caractères perdus, montrés « � » : ligne 3."]


def test_no_break_and_thin_spaces_around_and_within_cells(tmp_path: Path) -> None:
    content = "\u202fidentifiant\u00a0;nom;besoins;statut;capacité\nS1\u2009;\u00a0Café;Se\u00a0nourrir;Active;1\u202f200\n"
    row = read(tmp_path, content.encode()).table.to_pylist()[0]
    assert (row["identifiant"], row["nom"], row["besoins"], row["capacite"]) == (
        "S1",
        "Café",
        "se_nourrir",
        1200,
    )


def test_line_ends_of_all_sorts_in_one_file(tmp_path: Path) -> None:
    ends = ["\r\n", "\n", "\r", "\r\n", "\r"]
    content = HEADER + "".join(ROW.format(i, "Café").strip() + end for i, end in enumerate(ends))
    extract = read(tmp_path, content.encode("cp1252"))
    assert extract.table["ligne"].to_pylist() == [2, 3, 4, 5, 6]


def test_quotes_out_of_order_are_kept_as_text(tmp_path: Path) -> None:
    content = HEADER + '"S1";"Club "Les Lilas" de Bavay";Se nourrir;Active\n'
    content += '"S2";"Club \\"Élan\\"";Se nourrir;Active\nS3;"Club" du bourg;Se nourrir;Active\n'
    content += '"S4";"Le ""Relais""";Se nourrir;Active\n'
    extract = read(tmp_path, content.encode())
    assert extract.table["nom"].to_pylist() == [
        'Club "Les Lilas" de Bavay',
        'Club "Élan"',
        '"Club" du bourg',
        'Le "Relais"',
    ]
    assert notices(extract) == ["Guillemets mal placés, gardés comme du texte : lignes 2–4."]


LETTERS = st.text(alphabet="abé èàç’œ€»\u00a0ÉÀ", min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(st.tuples(LETTERS, st.sampled_from(["utf-8", "cp1252"])), min_size=1, max_size=12))
def test_each_line_reads_as_it_was_written_whatever_its_encoding(
    tmp_path_factory: pytest.TempPathFactory, parts: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "melange.txt"
    path.write_bytes("déjà\n".encode() + b"".join(f"{text}\n".encode(codec) for text, codec in parts))
    text = examine_text(path)
    with text.open() as lines:
        assert list(lines) == ["déjà\n", *(f"{text}\n" for text, _ in parts)]


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet="aé;\r\n", max_size=30), characters=st.integers(1, 8))
def test_pieces_hold_whole_lines(
    tmp_path_factory: pytest.TempPathFactory, text: str, characters: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "pieces.txt"
    path.write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoding, "_PIECE", characters)
        with examine_text(path).open() as lines:
            cut = [line for piece in lines.pieces() for line in io.StringIO(piece, newline="")]
    assert cut == [*io.StringIO(text, newline="")]


@given(sizes=st.lists(st.integers(1, 4), min_size=1, max_size=12))
def test_row_of_a_line_after_records_over_several_lines(sizes: list[int]) -> None:
    lines = ["a;b\n"]
    rows = [1]
    for row, size in enumerate(sizes, start=2):
        cell = "\n".join(["x"] * size)
        lines += f'1;"{cell}"\n'.splitlines(keepends=True)
        rows += [row] * size
    reader = RecordReader(";", 2, 1)
    list(reader.blocks(lines))
    assert [reader.row_of(line) for line in range(1, len(lines) + 1)] == rows
