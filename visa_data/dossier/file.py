"""A book as one file: a zip of Parquet tables and a JSON manifest that holds their fingerprints.

The same book gives the same bytes. Tables are written plainly (no dictionary, no compression of their own) and the zip
compresses them, so that the sizes that it declares bound what reading takes. A reader is told of any damage in one
sentence; fingerprints are those of the tables, and tell damage, not who made the file.
"""

from __future__ import annotations

import hashlib
import json
import math
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from visa_data.dossier.book import DECIDED, DECIDED_BEFORE
from visa_data.dossier.contents import CONTENTS
from visa_data.dossier.tables import COLUMNS, NOW, THEN, Manifest, Tables
from visa_data.errors import FileRefused
from visa_data.protection.marks import Mark
from visa_data.typography import french as typeset

FORMAT, VERSION = "visa-dossier", 1
MANIFEST = "dossier.json"
MOST_BYTES = 64 << 20
"""Of the file, ten times the largest measured; unfolded, four times as much."""
UNFOLDED = 4
MOST_TABLES, MOST_ROWS, MOST_COLUMNS = 500, 2_000_000, 100
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip can tell: the bytes do not depend on when they are written."""
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# RuntimeError: a password, a method that this Python lacks. ValueError, OSError: an offset that makes no sense.
# IndexError, struct.error: a field said longer than it is.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What unfolding the bytes of a damaged zip may raise: they are in memory, no disk is read."""
V = TypeVar("V")


def write_book(tables: Tables) -> bytes:
    """The file of a book."""
    members = {f"{name}.parquet": _parquet(getattr(tables, name)) for name in COLUMNS}
    listed = []
    for number, (key, frames) in enumerate(sorted(tables.answers.items()), 1):
        for part, frame in sorted(frames.items()):
            name = f"reponses/{number:03d}{part and f'-{part}'}.parquet"
            members[name] = _parquet(frame)
            listed.append({"cle": key, "partie": part, "table": name})
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        **asdict(tables.manifest),
        "answers": listed,
        "tables": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(members.items())},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True, default=_in_json)
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in {MANIFEST: text.encode(), **members}.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(entry, content, compresslevel=6)
    return target.getvalue()


def figures_print(tables: Tables) -> str:
    """SHA-256 of what a book says, whenever it was made: two books of one day that print the same say the same."""
    told = hashlib.sha256()
    for name in COLUMNS:
        if name not in ("freshness", "files"):
            told.update(_parquet(getattr(tables, name)))
    for key, frames in sorted(tables.answers.items()):
        for part, frame in sorted(frames.items()):
            told.update(f"{key}|{part}".encode())
            told.update(_parquet(frame))
    manifest = {
        name: value for name, value in asdict(tables.manifest).items() if name not in ("made_at", "sentences")
    }
    told.update(json.dumps(manifest, sort_keys=True, default=_in_json).encode())
    return told.hexdigest()


def read_book(source: Path | bytes, name: str = "") -> Tables:
    """The book of a file, or of its bytes. name: how refusals call it (that of the file by default).

    Raises FileRefused: damaged, foreign, of a newer format, too large, or with a table too many, missing or unlike what
    it must hold.
    """
    told = name or (source.name if isinstance(source, Path) else "le dossier gardé dans la base")
    if isinstance(source, Path):
        if not source.is_file():
            raise refused(f"« {told} » n'existe pas. Vérifiez son chemin.")
        if source.stat().st_size > MOST_BYTES:
            raise _too_large(told)
        source = source.read_bytes()
    if len(source) > MOST_BYTES:
        raise _too_large(told)
    if not zipfile.is_zipfile(BytesIO(source)):
        raise _foreign(told)
    try:
        members = _members(source, told)
    except DAMAGE:
        raise _damaged(told) from None
    if MANIFEST not in members:
        raise _foreign(told)
    return _Reader(told, members).tables()


def refused(sentence: str) -> FileRefused:
    """The refusal of a file, in a sentence."""
    return FileRefused("Dossier de séance refusé", typeset(sentence))


def _too_large(told: str) -> FileRefused:
    return refused(f"« {told} » est bien plus gros qu'un dossier de séance ; il n'a pas été ouvert.")


def _foreign(told: str) -> FileRefused:
    return refused(
        f"« {told} » n'est pas un dossier de séance. Choisissez un fichier .zip écrit par la commande « dossier » "
        "ou par la page « Préparer la réunion »."
    )


def _damaged(told: str) -> FileRefused:
    return refused(f"« {told} » est abîmé. Demandez-en une autre copie à la coordination.")


def _unlike(told: str, where: str) -> FileRefused:
    return refused(
        f"« {told} » a un contenu inattendu ({where}). Demandez-en une autre copie à la coordination."
    )


def _members(content: bytes, told: str) -> dict[str, bytes]:
    """What the zip holds, once it is known not to be too much."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_TABLES or sum(entry.file_size for entry in entries) > UNFOLDED * MOST_BYTES:
            raise _too_large(told)
        methods = {entry.compress_type for entry in entries}
        if len({entry.filename for entry in entries}) < len(entries) or methods - METHODS:
            raise _damaged(told)
        return {entry.filename: archive.read(entry) for entry in entries}


class _Reader:
    """Reads the members of one file, and refuses what is not as a book is."""

    def __init__(self, told: str, members: Mapping[str, bytes]) -> None:
        self.told, self.members = told, members
        self.manifest: dict[str, Any] = self._json()

    def tables(self) -> Tables:
        """The book."""
        manifest = self._manifest()
        prints = self._of("tables", dict)
        if set(prints) != set(self.members) - {MANIFEST}:
            raise _unlike(self.told, "une table manque ou est en trop")
        for name, expected in prints.items():
            if hashlib.sha256(self.members[name]).hexdigest() != expected:
                raise _damaged(self.told)
        own = {name: self._table(f"{name}.parquet", columns) for name, columns in COLUMNS.items()}
        found = Tables(
            manifest, **own, answers=self._answers(set(prints) - {f"{name}.parquet" for name in own})
        )
        self._check(found)
        return found

    def _json(self) -> dict[str, Any]:
        try:
            found = json.loads(self.members[MANIFEST])
        except (ValueError, RecursionError):
            raise _damaged(self.told) from None
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise _foreign(self.told)
        version = found.get("version")
        if isinstance(version, int) and version > VERSION:
            raise refused(
                f"« {self.told} » a été écrit par une version plus récente de ce tableau de bord. "
                "Mettez à jour cette installation."
            )
        if version != VERSION:
            raise _unlike(self.told, "version")
        return found

    def _of(self, name: str, kind: type[V]) -> V:
        value = self.manifest.get(name)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise _unlike(self.told, name)
        return value

    def _day(self, name: str) -> date:
        try:
            return date.fromisoformat(self._of(name, str))
        except ValueError:
            raise _unlike(self.told, name) from None

    def _manifest(self) -> Manifest:
        try:
            made_at = datetime.fromisoformat(self._of("made_at", str))
        except ValueError:
            raise _unlike(self.told, "made_at") from None
        settings, sentences = self._of("settings", dict), self._of("sentences", list)
        known = all(isinstance(value, int | float) and math.isfinite(value) for value in settings.values())
        if not known or not all(isinstance(sentence, str) for sentence in sentences):
            raise _unlike(self.told, "réglages ou phrases")
        return Manifest(
            self._of("territory", str),
            self._of("invented", bool),
            self._of("number", int),
            self._day("day"),
            self._day("before"),
            None if self.manifest.get("previous") is None else self._day("previous"),
            self._of("division", int),
            self._of("exact", bool),
            made_at,
            {name: float(value) for name, value in settings.items()},
            tuple(sentences),
        )

    def _answers(self, left: set[str]) -> dict[str, dict[str, pd.DataFrame]]:
        """left: the tables that must all be answers."""
        found: dict[str, dict[str, pd.DataFrame]] = {}
        for entry in self._of("answers", list):
            if not isinstance(entry, dict) or not all(isinstance(text, str) for text in entry.values()):
                raise _unlike(self.told, "réponses")
            key, part, name = (entry.get(word, "") for word in ("cle", "partie", "table"))
            if name not in left:
                raise _unlike(self.told, "réponses")
            left = left - {name}
            found.setdefault(key, {})[part] = self._table(name, None)
        if left:
            raise _unlike(self.told, "une table est en trop")
        return found

    def _table(self, name: str, columns: tuple[str, ...] | None) -> pd.DataFrame:
        if name not in self.members:
            raise _unlike(self.told, f"« {name} » manque")
        try:
            file = pq.ParquetFile(BytesIO(self.members[name]))
            if file.metadata.num_rows > MOST_ROWS or file.metadata.num_columns > MOST_COLUMNS:
                raise _too_large(self.told)
            read = file.read(use_threads=False)
            # Texts that are not UTF-8 are only met when they are looked at.
            read.validate(full=True)
            # What pandas would note beside its columns is not read: types come from the columns alone.
            frame = read.to_pandas(ignore_metadata=True, date_as_object=True)
        except (pa.ArrowException, OSError, UnicodeDecodeError):
            raise _damaged(self.told) from None
        if columns is DECIDED and tuple(frame.columns) == DECIDED_BEFORE:
            frame = frame.reindex(columns=list(DECIDED), fill_value="")
        if columns is not None and tuple(frame.columns) != columns:
            raise _unlike(self.told, f"colonnes de « {name} »")
        return frame

    def _check(self, found: Tables) -> None:
        """Whether the tables that pages read by their values hold such values."""
        marks = {int(mark) for mark in Mark}
        for table in (found.totals, found.by_sector):
            if not (
                pd.api.types.is_numeric_dtype(table["valeur"])
                and pd.api.types.is_integer_dtype(table["marque"])
                and set(table["marque"]) <= marks
            ):
                raise _unlike(self.told, "chiffres")
        if not all(isinstance(day, date) for day in found.totals["jour"]):
            raise _unlike(self.told, "jours")
        codes = set(found.sectors["code"])
        if not set(found.by_sector["moment"]) <= {NOW, THEN} or not set(found.by_sector["code"]) <= {
            *codes,
            "",
        }:
            raise _unlike(self.told, "secteurs")
        if not all(
            isinstance(text, str) for name in ("nom", "zones", "membres") for text in found.sectors[name]
        ):
            raise _unlike(self.told, "secteurs")
        for table in (found.sectors, found.around):
            try:
                shapely.from_wkb(table["geometrie"].to_numpy(dtype=object))
            except (shapely.errors.ShapelyError, TypeError):
                raise _unlike(self.told, "contours") from None
        for key, frames in found.answers.items():
            content = CONTENTS.get(key.partition("@")[0].partition("&")[0])
            if content is not None:
                try:
                    content.unpack(frames)
                except (KeyError, IndexError, TypeError, ValueError, AttributeError):
                    raise _unlike(self.told, "réponses") from None


def _parquet(frame: pd.DataFrame) -> bytes:
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    target = BytesIO()
    pq.write_table(
        table, target, compression="none", use_dictionary=False, store_schema=False, write_statistics=False
    )
    return target.getvalue()


def _in_json(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


assert {field.name for field in fields(Tables)} == {"manifest", "answers", *COLUMNS}
