"""Extracts spoilt in the ways files get spoilt: one seed, one file, always the same."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.shared_data import ROOT

LINES = 40
SAMPLE = ROOT / "sample_data"
SOURCES = (
    "brut/annuaire_acteurs.csv",
    "brut/appelants.csv",
    "brut/appels_2025-S40.csv",
    "brut/benevoles_visiteurs.csv",
    "brut/cooperations_monalisa.csv",
    "brut/dispositifs.csv",
    "brut/equipes_citoyennes.csv",
    "brut/population_insee.csv",
    "brut/registre_communal.csv",
    "brut/signalements.csv",
    "brut/suivi_besoins.tsv",
    "brut/suivi_orientations.csv",
    "brut/transmission_departement_carsat_caf.csv",
    "pivot/acteurs.csv",
    "pivot/appelants.csv",
    "pivot/appels.csv",
    "pivot/besoins.csv",
    "pivot/binomes.csv",
    "pivot/cooperations.csv",
    "pivot/dispositifs.csv",
    "pivot/equipes_citoyennes.csv",
    "pivot/personnes.csv",
    "pivot/population.csv",
    "pivot/ressources.csv",
    "pivot/signalements.csv",
    "pivot/suites.csv",
)
WORKBOOK = "brut/ressources.xlsx"


@dataclass(frozen=True)
class Spoilt:
    """A spoilt file: its content, and how it came to be (for a test that fails)."""

    name: str
    content: bytes
    story: str


Change = Callable[[random.Random, list[bytes], bytes], list[bytes]]
"""Lines with their ends, and the separator, to lines."""


def _separator(lines: Sequence[bytes]) -> bytes:
    return max((b";", b",", b"\t"), key=lambda mark: sum(line.count(mark) for line in lines))


def _edit(rng: random.Random, lines: list[bytes], pieces: Sequence[bytes], most: int) -> list[bytes]:
    """Insert pieces of bytes at random places of random lines."""
    for _ in range(rng.randint(1, most)):
        i = rng.randrange(len(lines))
        at = rng.randint(0, len(lines[i]))
        lines[i] = lines[i][:at] + rng.choice(pieces) + lines[i][at:]
    return lines


def flip_bytes(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    content = bytearray(b"".join(lines))
    for _ in range(rng.randint(1, 20)):
        content[rng.randrange(len(content))] = rng.randrange(256)
    return bytes(content).splitlines(keepends=True)


def truncate(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    content = b"".join(lines)
    return content[: rng.randint(1, len(content))].splitlines(keepends=True)


def behead(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    return lines[rng.randint(1, 5) :] or lines


def shuffle_columns(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    width = max(line.count(mark) for line in lines) + 1
    order = rng.sample(range(width), width)
    start = rng.choice([0, 0, len(lines) // 2])

    def shuffled(line: bytes) -> bytes:
        cells = line.rstrip(b"\r\n").split(mark)
        return mark.join(cells[i] for i in order if i < len(cells)) + b"\n"

    return lines[:start] + [shuffled(line) for line in lines[start:]]


def mix_encodings(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    codecs = ["utf-8", "cp1252", "latin-1", "mac_roman"]
    texts = [line.decode("utf-8", "replace") for line in lines]
    return [
        (text + " é’\n" if rng.random() < 0.1 else text).encode(rng.choice(codecs), "replace")
        for text in texts
    ]


def repeat_lines(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    for _ in range(rng.randint(1, 8)):
        lines.insert(rng.randint(0, len(lines)), rng.choice(lines))
    return lines


def shuffle_lines(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    return rng.sample(lines, len(lines))


def insert_nulls(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    return _edit(rng, lines, [b"\0", b"\0\0\0"], 3)


def unbalance_quotes(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    return _edit(rng, lines, [b'"', b'""', mark + b'"', b'"' + mark, b'\\"'], 6)


def move_separators(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    return _edit(rng, lines, [mark, mark * 3, b";", b",", b"\t", b"|"], 8)


def change_separator(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    new = rng.choice([b";", b",", b"\t", b"|", b":"])
    start = rng.choice([0, len(lines) // 2])
    return lines[:start] + [line.replace(mark, new) for line in lines[start:]]


def mix_line_ends(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    ends = [b"\n", b"\r\n", b"\r", b"\r\r\n", b"\n\n", b""]
    return [line.rstrip(b"\r\n") + rng.choice(ends) for line in lines]


def strange_cells(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    cells = [b"=cmd()", b"#REF!", b"x" * 3000, b"\x1b[31m", "𝟜²".encode(), b"1e999", b"-0", b"99999999999999"]
    cells += ["\u202e\u200b".encode(), b"31/02/2020", b"NaN", b"inf", b"00/00/0000", b"\xff\xfe", b"\x1a"]
    for _ in range(rng.randint(1, 12)):
        i = rng.randrange(len(lines))
        row = lines[i].rstrip(b"\r\n").split(mark)
        row[rng.randrange(len(row))] = rng.choice(cells)
        lines[i] = mark.join(row) + b"\n"
    return lines


def marks_of_encoding(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    return _edit(rng, lines, [b"\xef\xbb\xbf", "\u00a0".encode(), "\u202f".encode(), b"\xa0"], 8)


def another_file_below(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    return lines + source_lines(rng.choice(SOURCES))[: rng.randint(1, LINES)]


def drop_columns(rng: random.Random, lines: list[bytes], mark: bytes) -> list[bytes]:
    place = rng.randint(0, 5)

    def without(line: bytes) -> bytes:
        cells = line.rstrip(b"\r\n").split(mark)
        return mark.join(cells[:place] + cells[place + 1 :]) + b"\n"

    return [without(line) for line in lines]


CHANGES: tuple[Change, ...] = (
    flip_bytes,
    truncate,
    behead,
    shuffle_columns,
    mix_encodings,
    repeat_lines,
    shuffle_lines,
    insert_nulls,
    unbalance_quotes,
    move_separators,
    change_separator,
    mix_line_ends,
    strange_cells,
    marks_of_encoding,
    another_file_below,
    drop_columns,
)


def source_lines(name: str) -> list[bytes]:
    return (SAMPLE / name).read_bytes().splitlines(keepends=True)[:LINES]


def spoilt(seed: int) -> Spoilt:
    """The file of a seed: a sample extract's first lines, changed one to three times, wrapped now and then."""
    rng = random.Random(seed)
    if seed % 20 == 0:
        return _spoilt_container(rng, (SAMPLE / WORKBOOK).read_bytes(), "classeur.xlsx", WORKBOOK)
    source = rng.choice(SOURCES)
    lines = source_lines(source)
    mark = _separator(lines)
    changes = [CHANGES[seed % len(CHANGES)], *rng.sample(CHANGES, rng.randint(0, 2))]
    for change in changes:
        lines = change(rng, lines, mark) or [b"\n"]
    content = b"".join(lines)
    story = f"{source}: {', '.join(change.__name__ for change in changes)}"
    wrapping = rng.random()
    if wrapping < 0.06:
        codec = rng.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
        content = content.decode("utf-8", "replace").encode(codec)[: -rng.randint(1, 3)]
        return Spoilt("extrait.csv", content, f"{story}, {codec} cut")
    if wrapping < 0.12:
        return _spoilt_container(rng, gzip.compress(content, mtime=0), "extrait.csv.gz", story)
    if wrapping < 0.16:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo("extrait.csv"), content)
        return _spoilt_container(rng, packed.getvalue(), "extrait.zip", story)
    return Spoilt(Path(source).name, content, story)


def _spoilt_container(rng: random.Random, content: bytes, name: str, story: str) -> Spoilt:
    """A compressed file, whole, cut, or with bytes changed."""
    damage = rng.choice(["whole", "cut", "flipped"])
    if damage == "cut":
        content = content[: rng.randint(1, len(content))]
    elif damage == "flipped":
        changed = bytearray(content)
        for _ in range(rng.randint(1, 6)):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        content = bytes(changed)
    return Spoilt(name, content, f"{story}, {name} {damage}")
