"""Damages of outlines: shapes, Shapefiles, projections, GeoPackages."""

from __future__ import annotations

import random
import re
import sqlite3
import struct
import tempfile
from pathlib import Path

from tests.damage.any_bytes import HUGE, flip


def bad_shapes(rng: random.Random, content: bytes) -> bytes:
    """Rings without points, coordinates beyond the world, nulls, texts where lists are."""
    swaps = (
        (rb"\[\s*3\.\d+\s*,", b"[1e400,"),
        (rb"\[\s*3[.\d]*\s*,\s*50[.\d]*\s*\]", b"[null,null]"),
        (rb"\[\s*3[.\d]*\s*,\s*50[.\d]*\s*\]", b"[]"),
        (rb"\[\s*3[.\d]*\s*,\s*50[.\d]*\s*\]", b"[NaN, Infinity]"),
        (rb'"type": ?"Polygon"', b'"type": "GeometryCollection"'),
        (rb'"geometry": ?\{', b'"geometry": null, "autre": {'),
        (rb'"arcs": ?\[\[\d', b'"arcs": [[-99999999999'),
        (rb'"properties": ?\{', b'"properties": [{'),
        (rb'"code": ?"(\d+)"', rb'"code": {"a": ["\1", null, 1e999]}'),
        (
            rb'"features": ?\[',
            b'"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::999999"}}, "features": [',
        ),
        (rb"<coordinates>[^<]*", b"<coordinates>a,b c 1e999,inf"),
        (rb'lat="[^"]*"', b'lat="NaN"'),
    )
    old, new = rng.choice([swap for swap in swaps if re.search(swap[0], content)] or [(rb"\d", b"")])
    return re.sub(old, new, content, count=rng.choice((0, 1, 3)))


def shp_records(rng: random.Random, content: bytes) -> bytes:
    """Lengths, types, counts of parts and points, and coordinates of a .shp; of an index too."""
    spoilt = bytearray(content)
    for _ in range(rng.randint(1, 5)):
        at = rng.choice((24, 32, 36, 100, 104, 108, 112, 144, 148, 152, 156, 160))
        pieces = [
            struct.pack(">i", 2**31 - 1),
            struct.pack("<i", 2**31 - 1),
            struct.pack("<i", -1),
            struct.pack("<i", 0),
        ]
        pieces += [struct.pack("<d", value) for value in (float("nan"), float("inf"), -1e308)]
        piece = rng.choice(pieces)
        spoilt[at : at + len(piece)] = piece
    return bytes(spoilt)


def dbf_header(rng: random.Random, content: bytes) -> bytes:
    """Number of records, lengths and types of the fields of a .dbf."""
    spoilt = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        at, length = rng.choice(
            ((4, 4), (8, 2), (10, 2), (29, 1), (43, 1), (48, 1), (49, 1), (32, 11), (64, 11))
        )
        spoilt[at : at + length] = rng.choice((b"\xff", b"\x00", b"\x7f", b"C")) * length
    return bytes(spoilt)


def projection(rng: random.Random, content: bytes) -> bytes:
    """A projection that is none."""
    texts = (
        *(
            "",
            "GEOGCS",
            "GEOGCS[" * 20_000,
            'PROJCS["x",' * 3,
            "EPSG:0",
            "+proj=pipeline +step",
            "9" * 100_000,
            "+proj=ob_tran",
        ),
        *(
            'GEOGCS["a",DATUM["b",SPHEROID["c",0,0]],PRIMEM["d",1e400],UNIT["e",NaN]]',
            "+init=epsg:999999",
            '{"type":"x"}',
        ),
        *(
            'PROJCS["x",GEOGCS["y",DATUM["z",SPHEROID["w",6378137,298]]],PROJECTION["Inconnue"],UNIT["m",0]]',
            "\x00\xff",
        ),
    )
    return rng.choice(texts).encode()


def geopackage(rng: random.Random, content: bytes) -> bytes:
    """Blobs, counts, references and views of a GeoPackage, the base itself sound."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        path.write_bytes(content)
        try:
            with sqlite3.connect(path) as base:
                _spoil_geopackage(rng, base)
            base.close()
        except (sqlite3.Error, OverflowError):
            return flip(rng, content)
        return path.read_bytes()


def _spoil_geopackage(rng: random.Random, base: sqlite3.Connection) -> None:
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        base.execute(f'DROP TRIGGER "{name}"')
    what = rng.randrange(9)
    if what <= 2:
        for row, blob in base.execute("SELECT rowid, geom FROM communes").fetchall():
            spoilt = bytearray(blob)
            at = rng.choice((0, 2, 3, 4, 8, 40, 41, 45, 49, 53, 57))
            piece = rng.choice(
                (*HUGE, struct.pack("<d", float("inf")), struct.pack("<d", float("nan")), b"\x0e")
            )
            spoilt[at : at + len(piece)] = piece
            base.execute("UPDATE communes SET geom = ? WHERE rowid = ?", [bytes(spoilt), row])
    elif what == 3:
        base.execute("UPDATE communes SET geom = zeroblob(?)", [rng.choice((0, 1, 8, 1_000_000))])
    elif what == 4:
        base.execute("ALTER TABLE communes RENAME TO anciennes")
        base.execute(
            "CREATE VIEW communes AS WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) "
            "SELECT x.n AS fid, a.geom, a.code || x.n AS code, a.nom FROM x, anciennes a"
        )
    elif what == 5:
        base.execute("UPDATE gpkg_contents SET srs_id = ?", [rng.choice((0, -1, 999999, 2**62))])
    elif what == 6:
        base.execute(
            "UPDATE gpkg_spatial_ref_sys SET definition = ?",
            [projection(rng, b"").decode("utf-8", "replace")],
        )
    elif what == 7:
        base.execute(
            "UPDATE gpkg_geometry_columns SET geometry_type_name = ?, z = 99",
            [rng.choice(("", "POINT", "X" * 99_999))],
        )
    else:
        base.execute(
            "UPDATE communes SET code = ?, nom = zeroblob(1000000)", [rng.choice((None, 1e308, "x" * 10**6))]
        )
