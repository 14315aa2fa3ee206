"""Ways in which a file gets damaged, by accident or on purpose: one generator of chance, one damage."""

from __future__ import annotations

import gzip
import random
import re
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.damage.valid_files import MAKERS, members_of, valid, zipped

Damage = Callable[[random.Random, bytes], bytes]

HUGE = (
    b"\xff\xff\xff\x7f",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\x00\x00\x00\x80",
    b"\xff" * 8,
    b"\x00" * 8,
)
NUMBERS = (
    b"NaN",
    b"inf",
    b"-Infinity",
    b"1e400",
    b"-1e308",
    b"9" * 400,
    b"0x7fffffff",
    b"-0",
    b"1E-400",
    b"\xd9\xa3",
)
LETTERS = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x92\xa9",
    b"\x1a",
    b"\x85",
    b"\x0b\x0c",
)


NO_ARCHIVE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, ValueError, KeyError),
    *(OSError, EOFError, OverflowError, MemoryError),
)
"""What zipfile answers to an archive damaged already."""


# Any bytes.
def flip(rng: random.Random, content: bytes) -> bytes:
    """Change one to forty bytes."""
    spoilt = bytearray(content)
    for _ in range(rng.choice((1, 2, 5, 40))):
        if spoilt:
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def flip_early(rng: random.Random, content: bytes) -> bytes:
    """Change bytes of the first three hundred, where headers are."""
    return flip(rng, content[:300]) + content[300:]


def cut(rng: random.Random, content: bytes) -> bytes:
    """Keep the beginning."""
    return content[: rng.randint(0, len(content))]


def behead(rng: random.Random, content: bytes) -> bytes:
    """Keep the end."""
    return content[rng.randint(0, len(content)) :]


def lose_block(rng: random.Random, content: bytes) -> bytes:
    """Take a piece out."""
    start = rng.randint(0, len(content))
    return content[:start] + content[start + rng.randint(1, 2000) :]


def repeat_block(rng: random.Random, content: bytes) -> bytes:
    """Repeat a piece, up to three thousand times."""
    start = rng.randint(0, len(content))
    block = content[start : start + rng.randint(1, 400)]
    return content[:start] + block * rng.choice((2, 3, 50, 3000)) + content[start:]


def swap_blocks(rng: random.Random, content: bytes) -> bytes:
    """Put the pieces in another order."""
    cuts = sorted(rng.randint(0, len(content)) for _ in range(3))
    parts = [content[a:b] for a, b in zip([0, *cuts], [*cuts, len(content)], strict=True)]
    rng.shuffle(parts)
    return b"".join(parts)


def empty_block(rng: random.Random, content: bytes) -> bytes:
    """Zeros (or ones, or chance) where a disk lost a block."""
    start, length = rng.randint(0, len(content)), rng.choice((4, 64, 512, 4096))
    block = rng.choice((bytes(length), b"\xff" * length, rng.randbytes(length)))
    return content[:start] + block + content[start + length :]


def huge_numbers(rng: random.Random, content: bytes) -> bytes:
    """Counts and lengths of a binary header, made huge."""
    spoilt = bytearray(content)
    reach = rng.choice((64, 600, len(content)))
    for _ in range(rng.randint(1, 6)):
        at, value = rng.randrange(max(1, min(reach, len(spoilt)))), rng.choice(HUGE)
        spoilt[at : at + len(value)] = value
    return bytes(spoilt)


def graft(rng: random.Random, content: bytes) -> bytes:
    """Half of this file, half of another format."""
    other = valid(rng.choice(list(MAKERS)))
    half, rest = content[: rng.randint(0, len(content))], other[rng.randint(0, len(other)) :]
    return rng.choice((half + rest, other[: len(other) // 2] + content[len(content) // 2 :], content + other))


def garbage_after(rng: random.Random, content: bytes) -> bytes:
    """Something more at the end, or before."""
    more = rng.choice((rng.randbytes(300), bytes(5000), b"\n" * 100_000, b"PK\x05\x06" + bytes(18), b'"'))
    return rng.choice((content + more, more + content))


# Texts, XML and JSON.
def strange_numbers(rng: random.Random, content: bytes) -> bytes:
    """Numbers that are none, or that no memory holds."""
    places = list(re.finditer(rb"-?\d+(\.\d+)?", content))
    for match in sorted(rng.sample(places, min(len(places), rng.randint(1, 20))), key=lambda m: -m.start()):
        content = content[: match.start()] + rng.choice(NUMBERS) + content[match.end() :]
    return content


def strange_letters(rng: random.Random, content: bytes) -> bytes:
    """NULs, marks of encodings, letters of no encoding, anywhere."""
    for _ in range(rng.randint(1, 10)):
        at = rng.randint(0, len(content))
        content = content[:at] + rng.choice(LETTERS) * rng.choice((1, 1, 1, 3000)) + content[at:]
    return content


def lone_quotes(rng: random.Random, content: bytes) -> bytes:
    """Quotes that nothing closes."""
    for _ in range(rng.randint(1, 8)):
        at = rng.randint(0, len(content))
        content = content[:at] + rng.choice((b'"', b"'", b'""', b';"', b'";"\n"')) + content[at:]
    return content


def long_cell(rng: random.Random, content: bytes) -> bytes:
    """A cell, a line or a word of up to four million characters."""
    at = rng.randint(0, len(content))
    piece = rng.choice((b"x", b"x ", b"9", b"0.", b"\xc3\xa9", b"a,b;", b"- ", b"(", b"\\"))
    return content[:at] + piece * rng.choice((40_000, 250_000, 1_000_000)) + content[at:]


def many_columns(rng: random.Random, content: bytes) -> bytes:
    """A line, or all, with thousands of separators."""
    mark = rng.choice((b";", b",", b"\t", b"|", b" "))
    if rng.random() < 0.5:
        return content.replace(b"\n", mark * 3000 + b"\n")
    at = rng.randint(0, len(content))
    return content[:at] + mark * 200_000 + content[at:]


def many_lines(rng: random.Random, content: bytes) -> bytes:
    """Hundreds of thousands of lines, empty or alike."""
    at = rng.randint(0, len(content))
    piece = rng.choice((b"\n", b";\n", b"\r\n\r\n", b'"\n"', b"R00001;CARSAT\n", b"-\n"))
    return content[:at] + piece * 200_000 + content[at:]


def mixed_encodings(rng: random.Random, content: bytes) -> bytes:
    """One half in another encoding."""
    text = content.decode("utf-8", "replace")
    half = rng.randint(0, len(text))
    other = rng.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "utf-7", "cp037"))
    return text[:half].encode("utf-8", "replace") + text[half:].encode(other, "replace")


def deep(rng: random.Random, content: bytes) -> bytes:
    """Nested thousands of times."""
    depth = rng.choice((500, 5000, 200_000))
    opened, closed = rng.choice(
        (
            (b"[", b"]"),
            (b'{"a":', b"}"),
            (b"<a>", b"</a>"),
            (b"(", b")"),
            (b'{"type":"GeometryCollection","geometries":[', b"]}"),
        )
    )
    at = rng.randint(0, len(content))
    return content[:at] + opened * depth + (closed * depth if rng.random() < 0.7 else b"") + content[at:]


def entities(rng: random.Random, content: bytes) -> bytes:
    """A document type whose entities unfold to gigabytes, or ask for a file of the machine."""
    bomb = b'<!ENTITY e0 "boum boum boum boum">' + b"".join(
        b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 12) for n in range(1, 10)
    )
    asks = rng.choice((bomb, b'<!ENTITY e9 SYSTEM "file:///etc/passwd">', b'<!ENTITY e9 "&e9;">'))
    start = content.find(b"?>") + 2 if b"?>" in content[:200] else 0
    after = content[start:]
    places = [match.end() for match in re.finditer(rb">", after)] or [0]
    at = rng.choice(places)
    return content[:start] + b"<!DOCTYPE d [" + asks + b"]>" + after[:at] + b"&e9;" + after[at:]


def huge_attributes(rng: random.Random, content: bytes) -> bytes:
    """Counts and places of a workbook's XML, made huge."""
    big = rng.choice(
        (b"1048576", b"2147483647", b"4294967295", b"99999999999999999999", b"-1", b"", b"NaN", b"16384")
    )
    names = rb'(number-rows-repeated|number-columns-repeated|text:c|count|uniqueCount|r|s|t|spans|ref|xml:space|office:value|sqref)="[^"]*"'
    places = list(re.finditer(names, content))
    for match in sorted(rng.sample(places, min(len(places), rng.randint(1, 8))), key=lambda m: -m.start()):
        value = big
        if match[1] in (b"r", b"ref", b"sqref", b"spans"):
            value = rng.choice(
                (
                    b"XFD1048576",
                    b"A1:XFD1048576",
                    b"ZZZZZ99999999999",
                    b"1048576",
                    b"A0",
                    b"$A$1",
                    b"1:16384",
                    b"",
                )
            )
        content = content[: match.start()] + match[1] + b'="' + value + b'"' + content[match.end() :]
    return content


def repeated_rows(rng: random.Random, content: bytes) -> bytes:
    """Rows, cells and spaces of an ODS repeated millions of times, with something in them."""
    times = rng.choice((b"1048576", b"100000000", b"2000000000"))
    row = rng.choice(
        (
            b'<table:table-row table:number-rows-repeated="%s"><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>',
            b'<table:table-row><table:table-cell table:number-columns-repeated="%s" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>',
            b'<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="%s"/>b</text:p></table:table-cell></table:table-row>',
            b'<table:table-row table:number-rows-repeated="%s"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
        )
    )
    places = [match.start() for match in re.finditer(rb"<table:table-row|</table:table>", content)]
    if not places:
        return huge_attributes(rng, content)
    at = rng.choice(places)
    return content[:at] + row % times * rng.choice((1, 1, 40)) + content[at:]


def lost_tags(rng: random.Random, content: bytes) -> bytes:
    """Tags and brackets taken away or doubled."""
    places = list(re.finditer(rb"<[^>]*>|[\[\]{}]", content))
    for match in sorted(rng.sample(places, min(len(places), rng.randint(1, 6))), key=lambda m: -m.start()):
        content = content[: match.start()] + match[0] * rng.choice((0, 2)) + content[match.end() :]
    return content


# Archives.
def in_a_member(rng: random.Random, content: bytes) -> bytes:
    """One or two members damaged, the archive itself sound."""
    try:
        members = members_of(content)
    except NO_ARCHIVE:
        return flip(rng, content)
    if not members:
        return flip(rng, content)
    for _ in range(rng.randint(1, 2)):
        weights = [len(body) ** 0.5 + 1 for body in members.values()]
        name = rng.choices(list(members), weights)[0]
        members[name] = rng.choice(damages_of(name, members[name]))(rng, members[name])
    return zipped(members)


def other_members(rng: random.Random, content: bytes) -> bytes:
    """Members lost, added, nested, renamed; thousands of them; one of a hundred megabytes of nothing."""
    try:
        members = members_of(content)
    except NO_ARCHIVE:
        return flip(rng, content)
    what = rng.randrange(8)
    if what == 0 and members:
        members.pop(rng.choice(list(members)))
    elif what == 1:
        members |= {f"registre{n}.csv": valid("csv ;") for n in range(rng.choice((1, 40, 3000)))}
    elif what == 2:
        members |= {
            rng.choice(
                ("../../evade.csv", "/etc/evade.csv", "C:\\evade.csv", "a/" * 3000 + "a.csv", "a\x00.csv")
            ): valid("csv ;")
        }
    elif what == 3:
        return zipped({"dedans.zip": content})
    elif what == 4:
        members["vide.csv"] = bytes(120_000_000)
    elif what == 5 and members:
        name = rng.choice(list(members))
        members[name] = valid(rng.choice(list(MAKERS)))
    elif what == 6 and members:
        name = rng.choice(list(members))
        members[name] = b"\n" * 60_000_000 if rng.random() < 0.5 else (b"a;b;c\n" * 20_000_000)
    else:
        members = {
            rng.choice((name.upper(), name + " ", name.replace("/", "\\"), name[::-1])): body
            for name, body in members.items()
        }
    return zipped(members)


def archive_sizes(rng: random.Random, content: bytes) -> bytes:
    """Sizes, offsets, methods and flags of an archive's headers."""
    spoilt = bytearray(content)
    for mark, fields in (
        (b"PK\x01\x02", (8, 10, 16, 20, 24, 28, 30, 32, 42)),
        (b"PK\x03\x04", (6, 8, 14, 18, 22, 26, 28)),
    ):
        for match in re.finditer(re.escape(mark), content):
            if rng.random() < 0.4:
                at = match.start() + rng.choice(fields)
                value = rng.choice(
                    (b"\xff\xff", b"\xff\xff\xff\x7f", b"\x01\x00", b"\x63\x00", b"\x00\x00\x00\x00")
                )
                spoilt[at : at + len(value)] = value
    return bytes(spoilt)


def gzip_bomb(rng: random.Random, content: bytes) -> bytes:
    """A small file that unfolds to hundreds of megabytes, or several one after the other."""
    piece = rng.choice((bytes(1_000_000), b"R1;CARSAT\n" * 100_000, b";" * 1_000_000))
    return (
        gzip.compress(piece * rng.choice((30, 400)), 1)
        if rng.random() < 0.6
        else content + gzip.compress(piece) * 3
    )


# Old workbooks.
def biff_records(rng: random.Random, content: bytes) -> bytes:
    """Records of an .xls: its dimensions, its shared texts, its cells, its sheets, and the tables of its sectors."""
    marks = (
        b"\x00\x02\x0e\x00",
        b"\xfc\x00",
        b"\xfd\x00\x0a\x00",
        b"\x03\x02\x0e\x00",
        b"\x85\x00",
        b"\xff\x00",
        b"\xd1\x02",
    )
    spoilt = bytearray(content)
    for _ in range(rng.randint(1, 4)):
        places = [match.start() for match in re.finditer(re.escape(rng.choice(marks)), content)]
        at = (
            rng.choice(places) + rng.choice((2, 4, 6, 8, 10, 12))
            if places and rng.random() < 0.8
            else rng.randrange(24, 520)
        )
        piece = rng.choice((*HUGE, b"\xff\xff", b"\xff", b"\x00\x00", b"\xff\x00"))
        spoilt[at : at + len(piece)] = piece
    return bytes(spoilt)


# Outlines.
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


ANY = (
    flip,
    flip_early,
    cut,
    behead,
    lose_block,
    repeat_block,
    swap_blocks,
    empty_block,
    graft,
    garbage_after,
)
BINARY = (huge_numbers, huge_numbers, flip)
TEXT = (
    strange_numbers,
    strange_letters,
    lone_quotes,
    long_cell,
    many_columns,
    many_lines,
    mixed_encodings,
    deep,
)
XML = (entities, huge_attributes, lost_tags, strange_numbers, strange_letters, long_cell, deep)
ODS = (repeated_rows, repeated_rows)
ARCHIVE = (in_a_member, in_a_member, in_a_member, in_a_member, other_members, archive_sizes)
SHAPES = (bad_shapes, bad_shapes, deep, strange_numbers, lost_tags, long_cell)
BY_END: dict[str, tuple[Damage, ...]] = {
    ".shp": (shp_records, shp_records, shp_records),
    ".shx": (shp_records,),
    ".dbf": (dbf_header, dbf_header, dbf_header),
    ".prj": (projection, projection, projection),
    ".cpg": (strange_letters, projection),
}


def damages_of(name: str, content: bytes) -> tuple[Damage, ...]:
    """The damages that make sense for a file, by what it holds."""
    own = BY_END.get(Path(name).suffix, ())
    if content.startswith(b"PK"):
        return (*ANY, *ARCHIVE, *ARCHIVE)
    if content.startswith(b"\x1f\x8b"):
        return (*ANY, gzip_bomb, gzip_bomb, huge_numbers)
    if content.startswith(b"SQLite"):
        return (*ANY, *BINARY, *[geopackage] * 12)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return (*ANY, *BINARY, *[biff_records] * 9)
    if content.lstrip()[:1] == b"<":
        return (
            *ANY,
            *XML,
            *(ODS * 3 if b"<table:table-row" in content else ()),
            *(SHAPES if b"coord" in content else ()),
        )
    if content.lstrip()[:1] in (b"{", b"["):
        return (*ANY, *SHAPES, *TEXT)
    if b"\x00" in content[:200]:
        return (*ANY, *BINARY, *BINARY, *own, *own)
    return (*ANY, *TEXT, *TEXT, *own, *own)
