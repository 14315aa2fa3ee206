"""A book's file: the same bytes for the same book, and one French sentence for any other file."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.damage.any_bytes import cut, flip, flip_early, lose_block, repeat_block
from tests.plain_text import plain
from visa_data.dossier import file
from visa_data.dossier.file import MANIFEST, read_book, write_book
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.tables import COLUMNS, Tables
from visa_data.errors import VisaError

Members = dict[str, bytes]


@pytest.fixture
def content(sample_tables: Tables) -> bytes:
    return write_book(sample_tables)


@pytest.fixture
def members(content: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Members, *, compressed: bool = True) -> bytes:
    """A zip of these members, the fingerprints of the manifest made true."""
    if MANIFEST in members:
        manifest = json.loads(members[MANIFEST])
        if isinstance(manifest, dict):
            manifest["tables"] = {
                name: hashlib.sha256(body).hexdigest() for name, body in members.items() if name != MANIFEST
            }
            members = members | {MANIFEST: json.dumps(manifest).encode()}
    return as_zip(members, compressed=compressed)


def as_zip(members: Members, *, compressed: bool = True) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return target.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(VisaError) as caught:
        read_book(content, "dossier.zip")
    return plain(str(caught.value))


def parquet(frame: pd.DataFrame) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.Table.from_pandas(frame), target)
    return target.getvalue()


def test_it_comes_back_as_it_was(sample_tables: Tables, content: bytes) -> None:
    back = read_book(content)
    assert back.manifest == sample_tables.manifest
    for name in COLUMNS:
        pd.testing.assert_frame_equal(getattr(back, name), getattr(sample_tables, name))
    assert back.answers.keys() == sample_tables.answers.keys()
    for key, frames in sample_tables.answers.items():
        for part, frame in frames.items():
            pd.testing.assert_frame_equal(back.answers[key][part], frame)
    assert write_book(back) == content


def test_a_committees_book_weighs_some_hundred_kilobytes(content: bytes) -> None:
    assert len(content) < 400_000


def test_alone_it_has_the_settings_it_was_made_with(content: bytes, members: Members) -> None:
    manifest = json.loads(members[MANIFEST])
    manifest["settings"] |= {"seuil_effectif": 7, "reglage_de_demain": 1}
    book = FrozenBook.alone(read_book(packed(members | {MANIFEST: json.dumps(manifest).encode()})))
    assert book.settings.seuil_effectif == 7


@pytest.mark.parametrize("damage", [flip, flip_early, cut, lose_block, repeat_block])
def test_any_damage_is_one_sentence(
    damage: Callable[[random.Random, bytes], bytes], content: bytes, sample_tables: Tables
) -> None:
    rng = random.Random(9)
    for _ in range(40):
        try:
            found = read_book(damage(rng, content), "dossier.zip")
        except VisaError as error:
            assert "dossier.zip" in str(error)
        else:
            # What a zip says twice may be damaged once and still be the book.
            assert write_book(found) == write_book(sample_tables)


@pytest.mark.parametrize("damage", [flip, cut, lose_block])
def test_a_damaged_table_is_one_sentence_even_under_its_own_fingerprint(
    damage: Callable[[random.Random, bytes], bytes], members: Members
) -> None:
    rng = random.Random(10)
    names = sorted(members)
    for _ in range(40):
        name = rng.choice(names)
        spoilt = members | {name: damage(rng, members[name])}
        try:
            read_book(as_zip(spoilt) if name == MANIFEST else packed(spoilt), "dossier.zip")
        except VisaError as error:
            assert "dossier.zip" in str(error)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "autre"}, "n'est pas un dossier de séance"),
        ({"version": 2}, "version plus récente"),
        ({"version": 0}, "contenu inattendu (version)"),
        ({"version": "1"}, "contenu inattendu (version)"),
        ({"day": "hier"}, "contenu inattendu (day)"),
        ({"day": 20251206}, "contenu inattendu (day)"),
        ({"number": True}, "contenu inattendu (number)"),
        ({"settings": {"seuil_effectif": "onze"}}, "contenu inattendu (réglages ou phrases)"),
        ({"settings": {"seuil_effectif": 1e999}}, "contenu inattendu (réglages ou phrases)"),
        ({"sentences": [1]}, "contenu inattendu (réglages ou phrases)"),
        (
            {"answers": [{"cle": "x", "partie": "", "table": "totals.parquet"}]},
            "contenu inattendu (réponses)",
        ),
        ({"answers": []}, "une table est en trop"),
    ],
)
def test_a_manifest_unlike_ours(change: dict[str, Any], said: str, members: Members) -> None:
    manifest = json.loads(members[MANIFEST]) | change
    assert said in refusal(packed(members | {MANIFEST: json.dumps(manifest).encode()}))


def test_a_foreign_zip_and_no_zip_at_all(members: Members, tmp_path: Path) -> None:
    assert "n'est pas un dossier de séance" in refusal(as_zip({"photo.jpg": b"..."}))
    assert "n'est pas un dossier de séance" in refusal(b"reference;nom\n")
    assert "n'est pas un dossier de séance" in refusal(packed(members | {MANIFEST: b"[1]"}))
    assert "est abîmé" in refusal(as_zip(members | {MANIFEST: b"[" * 100_000}))
    with pytest.raises(VisaError, match="n'existe pas"):
        read_book(tmp_path / "absent.zip")


def test_a_table_missing_too_many_or_altered(members: Members) -> None:
    without = {name: body for name, body in members.items() if name != "around.parquet"}
    assert "une table manque ou est en trop" in refusal(as_zip(without))
    assert "« around.parquet » manque" in refusal(packed(without))
    assert "une table manque ou est en trop" in refusal(as_zip(members | {"plus.parquet": b""}))
    assert "une table est en trop" in refusal(packed(members | {"plus.parquet": members["around.parquet"]}))
    assert "est abîmé" in refusal(as_zip(members | {"around.parquet": members["totals.parquet"]}))


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("totals", lambda frame: frame.drop(columns="marque"), "colonnes de « totals.parquet »"),
        ("totals", lambda frame: frame.assign(valeur="12"), "chiffres"),
        ("by_sector", lambda frame: frame.assign(marque=9), "chiffres"),
        ("by_sector", lambda frame: frame.assign(code="S99"), "secteurs"),
        ("by_sector", lambda frame: frame.assign(moment="demain"), "secteurs"),
        ("totals", lambda frame: frame.assign(jour="lundi"), "jours"),
        ("sectors", lambda frame: frame.assign(geometrie=b"carte"), "contours"),
        ("sectors", lambda frame: frame.assign(zones=None), "secteurs"),
    ],
)
def test_a_table_unlike_ours(
    name: str,
    change: Callable[[pd.DataFrame], pd.DataFrame],
    said: str,
    members: Members,
    sample_tables: Tables,
) -> None:
    spoilt = parquet(change(getattr(sample_tables, name)))
    assert f"contenu inattendu ({said})" in refusal(packed(members | {f"{name}.parquet": spoilt}))


def test_an_answer_unlike_ours(members: Members) -> None:
    manifest = json.loads(members[MANIFEST])
    [numbers] = [
        entry["table"]
        for entry in manifest["answers"]
        if entry["partie"] == "nombres" and entry["cle"].startswith("mouvements.moves")
    ]
    spoilt = parquet(pd.DataFrame({"arrived": []}))
    assert "contenu inattendu (réponses)" in refusal(packed(members | {numbers: spoilt}))


def test_absurd_sizes_are_not_unfolded(
    members: Members, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "MOST_BYTES", 1_000_000)
    bomb = as_zip(members | {"bombe.parquet": bytes(file.UNFOLDED * file.MOST_BYTES + 1)})
    assert len(bomb) < file.MOST_BYTES
    assert "bien plus gros" in refusal(bomb)
    monkeypatch.setattr(file, "MOST_ROWS", 10)
    assert "bien plus gros" in refusal(content)
    monkeypatch.setattr(file, "MOST_BYTES", 1000)
    assert "bien plus gros" in refusal(content)
