"""Real files of every format that is read, spoilt in their bytes or in what they hold: one seed, one file."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd
import openpyxl

from tests.shared_data import ROOT, SHARED

CALLS = (
    ("Date", "N° registre", "Résultat", "Durée (min)"),
    *((f"{day:02d}/05/2020", f"R{day}", "Joint", str(day)) for day in range(1, 29)),
)
_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{}'
    "</office:spreadsheet></office:body></office:document-content>"
)
_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
NUMBERS = (
    b"NaN",
    b"Infinity",
    b"-Infinity",
    b"1e400",
    b"-1e308",
    b"1e308",
    b"null",
    b'"x"',
    b"[[[[1]]]]",
    b"{}",
)
ATTRIBUTES = (b"0", b"-1", b"1000000", b"4294967295", b"18446744073709551616", b"1e9", b"", b"x")


@dataclass(frozen=True)
class Damaged:
    """A file, or the files of a set by suffix, and how it came to be."""

    name: str
    parts: dict[str, bytes]
    story: str

    def write(self, folder: Path) -> Path:
        """Lay it in a folder; returns what is to be read."""
        for suffix, content in self.parts.items():
            (folder / f"{self.name.partition('.')[0]}{suffix}").write_bytes(content)
        return folder if len(self.parts) > 1 else folder / self.name


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()


def members_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def ods(*rows: str) -> bytes:
    """An OpenDocument spreadsheet of one sheet, its rows as they are written."""
    table = f'<table:table table:name="Appels">{"".join(rows)}</table:table>'
    return zipped(
        {
            "mimetype": _MIMETYPE.encode(),
            "META-INF/manifest.xml": b'<?xml version="1.0"?><manifest/>',
            "content.xml": _ODS.format(table).encode(),
        }
    )


def ods_row(*cells: str, attributes: str = "") -> str:
    written = (
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row{attributes}>{''.join(written)}</table:table-row>"


def xlsx() -> bytes:
    workbook = openpyxl.Workbook()
    for row in CALLS:
        workbook.active.append(row)
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


@cache
def sources(folder: Path) -> dict[str, dict[str, bytes]]:
    """Whole files by name, as parts by suffix; those of vector formats are written in `folder`."""
    outlines = gpd.read_file(ROOT / "geodata" / "communes.geojson").head(8)
    found: dict[str, dict[str, bytes]] = {
        "extrait.xlsx": {".xlsx": xlsx()},
        "extrait.ods": {".ods": ods(*(ods_row(*row) for row in CALLS))},
        "extrait.csv": {".csv": "\n".join(map(";".join, CALLS)).encode()},
        "extrait.csv.gz": {".csv.gz": gzip.compress("\n".join(map(";".join, CALLS)).encode(), mtime=0)},
        "extrait.zip": {".zip": zipped({"appels.csv": "\n".join(map(";".join, CALLS)).encode()})},
    }
    for number, old in enumerate(sorted((SHARED / "data" / "csv_suites").rglob("*.xls"))):
        found[f"ancien{number}.xls"] = {".xls": old.read_bytes()}
    for suffix, driver in (
        (".geojson", "GeoJSON"),
        (".gpkg", "GPKG"),
        (".fgb", "FlatGeobuf"),
        (".kml", "KML"),
    ):
        outlines.to_file(folder / f"zones{suffix}", driver=driver)
        found[f"zones{suffix}"] = {suffix: (folder / f"zones{suffix}").read_bytes()}
    outlines.to_parquet(folder / "zones.parquet")
    found["zones.parquet"] = {".parquet": (folder / "zones.parquet").read_bytes()}
    outlines[["code", "nom", "geometry"]].to_file(folder / "formes.shp")
    parts = {path.suffix: path.read_bytes() for path in sorted(folder.glob("formes.*"))}
    found["formes.shp"] = parts
    found["formes.zip"] = {".zip": zipped({f"formes{suffix}": part for suffix, part in parts.items()})}
    found["zones.topojson"] = {".topojson": topojson()}
    return found


def topojson() -> bytes:
    arcs = [[[0, 0], [9999, 0], [0, 9999], [-9999, 0], [0, -9999]]]
    zone = {"type": "Polygon", "arcs": [[0]], "properties": {"code": "59001", "nom": "Zone"}}
    return json.dumps(
        {
            "type": "Topology",
            "transform": {"scale": [0.0001, 0.0001], "translate": [3, 50]},
            "objects": {"zones": {"type": "GeometryCollection", "geometries": [zone]}},
            "arcs": arcs,
        }
    ).encode()


Change = Callable[[random.Random, bytes], bytes]


def flipped(rng: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 3, 10, 60))):
        changed[rng.randrange(len(changed))] = rng.choice((0, 0x7F, 0x80, 0xFF, rng.randrange(256)))
    return bytes(changed)


def flipped_in_the_head(rng: random.Random, content: bytes) -> bytes:
    most = min(len(content), 600)
    return flipped(rng, content[:most]) + content[most:]


def wide_numbers(rng: random.Random, content: bytes) -> bytes:
    """Counts and offsets of binary formats made huge, or negative."""
    changed = bytearray(content)
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(max(len(changed) - 8, 1)) & ~rng.choice((0, 1, 3))
        wide = rng.choice(
            (b"\xff\xff", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"\xff" * 8)
        )
        changed[at : at + len(wide)] = wide
    return bytes(changed[: len(content)])


def cut(rng: random.Random, content: bytes) -> bytes:
    return content[: rng.randint(1, len(content))]


def emptied_inside(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content))
    size = rng.choice((16, 200, 4096))
    return content[:at] + b"\0" * len(content[at : at + size]) + content[at + size :]


def swapped(rng: random.Random, content: bytes) -> bytes:
    size = rng.choice((4, 64, 512))
    one, other = rng.randrange(len(content)), rng.randrange(len(content))
    piece = content[one : one + size]
    return content[:other] + piece + content[other + len(piece) :]


def odd_numbers(rng: random.Random, content: bytes) -> bytes:
    """Numbers of a text made infinite, absent, or no number."""
    places = [found.span() for found in re.finditer(rb"-?\d+(?:\.\d+)?", content)]
    for start, end in sorted(rng.sample(places, min(len(places), rng.randint(1, 4))), reverse=True):
        content = content[:start] + rng.choice(NUMBERS) + content[end:]
    return content


def deep(rng: random.Random, content: bytes) -> bytes:
    """Brackets or elements put in one another by thousands."""
    at = rng.randrange(len(content))
    opening, closing = rng.choice(((b"[", b"]"), (b'{"a":', b"}"), (b"<a>", b"</a>"), (b"(", b")")))
    times = rng.choice((50, 2_000, 200_000))
    return content[:at] + opening * times + b"1" + closing * times + content[at:]


def entities(rng: random.Random, content: bytes) -> bytes:
    """An XML whose entities double ten, or forty, times."""
    doubled = b"".join(b'<!ENTITY e%d "&e%d;&e%d;">' % (n + 1, n, n) for n in range(rng.choice((10, 40))))
    declared = b'<!DOCTYPE d [<!ENTITY e0 "aaaaaaaaaa">' + doubled + b"]>"
    at = content.find(b"?>") + 2 if b"?>" in content[:200] else 0
    return (
        content[:at]
        + declared
        + content[at:].replace(b">R1<", b">&e10;<").replace(b"<name>", b"<name>&e10;", 1)
    )


def odd_attributes(rng: random.Random, content: bytes) -> bytes:
    """Attributes of an XML, or numbers of a text, made huge or negative; a repetition where there was none."""
    places = [found.span(1) for found in re.finditer(rb'="([^"]{1,12})"', content)]
    for start, end in sorted(rng.sample(places, min(len(places), rng.randint(1, 3))), reverse=True):
        content = content[:start] + rng.choice(ATTRIBUTES) + content[end:]
    if rng.random() < 0.5:
        times = rng.choice((2, 70_000, 1_048_576, 2**31, 2**63))
        content = content.replace(
            b"<table:table-row", b'<table:table-row table:number-rows-repeated="%d"' % times, 1
        )
        content = content.replace(
            b"<table:table-cell",
            b'<table:table-cell table:number-columns-repeated="%d"' % times,
            rng.randint(0, 3),
        )
        content = content.replace(b"<text:p>", b'<text:p><text:s text:c="%d"/>' % times, rng.randint(0, 2))
    return content


BYTES: tuple[Change, ...] = (flipped, flipped_in_the_head, wide_numbers, cut, emptied_inside, swapped)
TEXTS: tuple[Change, ...] = (odd_numbers, deep, entities, odd_attributes, flipped, cut)
_TEXT_SUFFIXES = frozenset((".csv", ".geojson", ".topojson", ".kml", ".prj", ".xml"))


def damaged(seed: int, folder: Path) -> Damaged:
    """The file of a seed; `folder`: where whole ones are made, once."""
    rng = random.Random(seed)
    whole = sources(folder)
    name = sorted(whole)[seed % len(whole)]
    parts = dict(whole[name])
    suffix = rng.choice(sorted(parts))
    inside = zipfile.is_zipfile(io.BytesIO(parts[suffix])) and rng.random() < 0.75
    if inside:
        members = members_of(parts[suffix])
        member = rng.choice(sorted(name for name in members if members[name]))
        members[member], done = _changed(rng, members[member], Path(member).suffix)
        parts[suffix] = zipped(members)
        story = f"{name}: {member}, {done}"
    elif len(parts) > 1 and rng.random() < 0.15:
        del parts[suffix]
        story = f"{name}: no {suffix}"
    else:
        parts[suffix], done = _changed(rng, parts[suffix], suffix)
        story = f"{name}: {suffix}, {done}"
    return Damaged(name, parts, f"seed {seed}, {story}")


def _changed(rng: random.Random, content: bytes, suffix: str) -> tuple[bytes, str]:
    changes = TEXTS if suffix in _TEXT_SUFFIXES else BYTES
    done = [rng.choice(changes) for _ in range(rng.choice((1, 1, 2)))]
    for change in done:
        content = change(rng, content) if content else content
    return content, ", ".join(change.__name__ for change in done)


def bomb(size: int) -> bytes:
    """A gzip of `size` zeros, made without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(bytes(1 << 20)) for _ in range(size >> 20)]
    return b"".join([*pieces, packer.flush()])


def every(seeds: range, folder: Path) -> Iterator[Damaged]:
    for seed in seeds:
        yield damaged(seed, folder)
