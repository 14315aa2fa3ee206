"""Files received from a browser: grouped, named, read and gone."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from visa_data.errors import FileRefused
from visa_data.extracts.received_files import Received, grouped, read_received, shown_name

CALLERS = b"appelant,profil\nA1,agent\n"
SHAPES = b"\x00\x00\x27\x0a" + bytes(24) + b"\xe8\x03\x00\x00" + bytes(68) + b"\x00\x00\x00\x01"
"""How a .shp starts: its code, its version, and its first record."""
INDEX = SHAPES[:100] + b"\x00\x00\x00\x32"


def head(identifier: str) -> bytes:
    return {"3": SHAPES, "4": INDEX}.get(identifier, CALLERS)


def test_tables_stay_apart_and_in_order() -> None:
    assert grouped([("1", "b.csv"), ("2", "a.XLSX")], head) == [
        Received("b.csv", ((".csv", "1"),)),
        Received("a.XLSX", ((".xlsx", "2"),)),
    ]


def test_a_shapefile_is_one_whatever_the_case_and_the_order() -> None:
    files = [
        ("1", "Zones.dbf"),
        ("2", "appels.csv"),
        ("3", "ZONES.SHP"),
        ("4", "zones.shx"),
        ("5", "zones.shp.xml"),
    ]
    shapefile, calls = grouped(files, head)
    assert shapefile.name == "ZONES.SHP"
    assert set(shapefile.parts) == {(".dbf", "1"), (".shp", "3"), (".shx", "4"), (".shp.xml", "5")}
    assert shapefile.identifier == "1+3+4+5"
    assert calls.name == "appels.csv"


def test_parts_without_their_shapefile_or_of_another_name_stay_alone() -> None:
    assert len(grouped([("1", "zones.dbf"), ("4", "zones.shx")], head)) == 2
    assert len(grouped([("3", "communes.shp"), ("2", "iris.dbf")], head)) == 2


def test_a_table_that_bears_the_name_of_outlines_is_a_table() -> None:
    files = [("1", "appels.tab"), ("2", "appels.dat"), ("5", "zones.shp"), ("6", "zones.dbf")]
    assert [one.name for one in grouped(files, head)] == [name for _, name in files]
    assert read_received(grouped(files, head)[0], {"1": CALLERS}).lines_read == 1


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Bureau\\appels.csv", "appels.csv"),
        ("appels\x00\u202evsc.exe", "appelsvsc.exe"),
        ("///", "fichier"),
        ("é" * 200 + ".csv", "é" * 120),
    ],
)
def test_a_name_is_only_a_name(given: str, shown: str) -> None:
    assert shown_name(given) == shown


def test_the_copy_on_disk_is_gone_even_when_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    extract = read_received(Received("appelants.csv", ((".csv", "1"),)), {"1": CALLERS})
    assert (extract.file_name, extract.kind.name, extract.lines_read) == ("appelants.csv", "appelants", 1)
    with pytest.raises(FileRefused):
        read_received(Received("vide.csv", ((".csv", "1"),)), {"1": b""})
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_odd_suffix_never_reaches_the_disk() -> None:
    (one,) = grouped([("1", "appelants.c s;v")], head)
    assert one.parts == (("", "1"),)
    assert read_received(one, {"1": CALLERS}).lines_read == 1
