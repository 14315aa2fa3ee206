"""Books into a lake: what enters, what is refused and why, once and for all, whoever publishes at the same time."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.network.invented import Town, books, sign, tables, towns
from tests.network.postgres import Postgres
from tests.shared_data import ROOT
from visa_data.dossier.file import write_book
from visa_data.dossier.tables import Tables
from visa_data.errors import VisaError
from visa_data.network import publishing
from visa_data.network.lake import Place, attached, place_of
from visa_data.network.members import enrol
from visa_data.network.publishing import Received, Sent, publish
from visa_data.network.reading import days_of, read_told
from visa_data.network.schema import TABLES
from visa_data.network.upkeep import maintain, size_of, verify

TOWN, SMALL = towns(8)[0], towns(8)[7]


def enrolled(place: Place, *who: Town) -> Place:
    for town in who or (TOWN,):
        enrol(place, town.member)
    return place


def rows(place: Place) -> dict[str, int]:
    with attached(place) as connection:
        return {
            name: connection.execute(f"SELECT count(*) FROM lac.{name}").fetchone()[0]  # type: ignore[index]
            for name in TABLES
        }


def one(place: Place, sent: Sent) -> Received:
    return next(iter(publish(place, [sent])))


def test_books_enter_and_twice_changes_nothing(lake: Place) -> None:
    enrolled(lake, TOWN, SMALL)
    every = [*books(TOWN, 3), *books(SMALL, 2)]
    # In any order: each town's are taken in theirs.
    received = list(publish(lake, every[::-1]))
    assert [item.refusal for item in received] == [None] * 5 and all(item.new for item in received)
    before = rows(lake)
    assert before["livres"] == 5
    assert not any(item.new or item.refusal for item in publish(lake, every))
    assert rows(lake) == before
    assert verify(lake).faults == ()
    told = read_told(lake, days_of(lake)[1][0])
    assert told.books["numero"].tolist() == [3, 2]
    assert set(told.outlines["cooperation"]) == {TOWN.code, SMALL.code}


def altered(sent: Sent, **changed: object) -> Sent:
    return replace(sent, signed=replace(sent.signed, statement=replace(sent.signed.statement, **changed)))


def with_tables(change: Callable[[Tables], Tables], town: Town = TOWN) -> Sent:
    """The first book of a town, changed, and signed by it: what a dishonest or broken installation would send."""
    return sign(town, 1, write_book(change(tables(town, 1))), "")


def _counts(change: Callable[[object], None]) -> Callable[[Tables], Tables]:
    def changed(found: Tables) -> Tables:
        table = found.by_sector.copy()
        change(table)
        return replace(found, by_sector=table)

    return changed


def small_count_shown(table: object) -> None:
    row = table.index[table["marque"] == 1][0]  # type: ignore[index]
    table.loc[row, ["valeur", "marque"]] = [5.0, 4]  # type: ignore[attr-defined]


def withheld_with_value(table: object) -> None:
    table.loc[table["marque"] == 1, "valeur"] = 7.0  # type: ignore[attr-defined, index]


def not_rounded(table: object) -> None:
    row = table.index[(table["marque"] == 4) & (table["valeur"] > 20)][0]  # type: ignore[index]
    table.loc[row, "valeur"] += 1  # type: ignore[attr-defined]


def exact_though_small(found: Tables) -> Tables:
    whole = found.totals.assign(valeur=found.totals["valeur"].fillna(7), marque=0)
    return replace(found, totals=whole, manifest=replace(found.manifest, exact=True))


def lax(found: Tables) -> Tables:
    manifest = found.manifest
    return replace(found, manifest=replace(manifest, settings={**manifest.settings, "seuil_effectif": 5.0}))


def with_references(found: Tables) -> Tables:
    frame = pd.DataFrame({"reference": ["P1"], "nom_zone": ["x"]})
    return replace(found, answers={"couverture.coverage": {"": frame}})


BAD = {
    "arrondi": (lambda: with_tables(_counts(not_rounded)), "n'est pas arrondi"),
    "petit effectif": (lambda: with_tables(_counts(small_count_shown)), "est sous 11"),
    "valeur masquée": (lambda: with_tables(_counts(withheld_with_value)), "a sa valeur"),
    "réglages": (lambda: with_tables(lax), "le réseau demande au moins 11"),
    "références": (lambda: with_tables(with_references), "colonne de personnes"),
    "petit territoire": (lambda: with_tables(exact_though_small, SMALL), "son territoire est petit"),
    "octet": (lambda: _flipped(), "n'est pas celui qui a été signé"),
    "autre clé": (
        lambda: sign(replace(TOWN, secret=b"\1" * 32), 1, write_book(tables(TOWN, 1)), ""),
        "n'est pas celle de cette coopération",
    ),
    "autre jour signé": (
        lambda: altered(next(books(TOWN, 1)), day=next(books(TOWN, 1)).signed.statement.day + timedelta(1)),
        "n'est pas celle de cette coopération",
    ),
    "sauté": (lambda: list(books(TOWN, 2))[1], "il manque avant lui n° 1"),
    "autre ville": (lambda: altered(next(books(TOWN, 1)), cooperation="inconnue"), "ne connaît pas"),
    "pas un dossier": (lambda: sign(TOWN, 1, b"rien", ""), "n'est pas un dossier de séance"),
    "table en trop": (lambda: sign(TOWN, 1, _with_one_more(), ""), "une table manque ou est en trop"),
}


def _flipped() -> Sent:
    sent = next(books(TOWN, 1))
    content = bytearray(sent.content)
    content[len(content) // 2] ^= 1
    return replace(sent, content=bytes(content))


def _with_one_more() -> bytes:
    target = io.BytesIO(write_book(tables(TOWN, 1)))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("personnes.parquet", b"PAR1")
    return target.getvalue()


@pytest.mark.parametrize("name", BAD)
def test_a_bad_book_is_refused_with_a_sentence_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    make, sentence = BAD[name]
    lake = enrolled(place_of(tmp_path / "lac"), TOWN, SMALL)
    before = rows(lake)
    received = one(lake, make())
    assert received.refusal is not None and not received.new
    assert sentence in received.refusal.message.replace("\u00a0", " ").replace("\u202f", " ")
    assert rows(lake) == before
    # The town's own book still enters, and a bad one beside it is no obstacle.
    good = [*books(TOWN, 1), *books(SMALL, 1)]
    follows = name == "sauté"
    assert [item.new for item in publish(lake, [make(), *good])] == [follows, True, True]


def test_the_day_that_is_published_is_not_published_otherwise(tmp_path: Path) -> None:
    lake = enrolled(place_of(tmp_path / "lac"))
    first, second = books(TOWN, 2)
    assert one(lake, first).new and one(lake, second).new
    other = tables(TOWN, 2)
    changed = other.totals.assign(valeur=other.totals["valeur"] + 1)
    again = sign(TOWN, 2, write_book(replace(other, totals=changed)), first.signed.statement.book)
    refusal = one(lake, again).refusal
    assert refusal is not None and "déjà le n° 2" in refusal.message.replace("\u00a0", " ")
    # Nor a third one that follows another second.
    third = sign(TOWN, 3, write_book(tables(TOWN, 3)), again.signed.statement.book)
    refusal = one(lake, third).refusal
    assert refusal is not None and "n'est pas celui que le réseau a reçu" in refusal.message
    assert one(lake, list(books(TOWN, 3))[2]).new


PUBLISH = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.network.invented import books, towns
from visa_data.network.lake import place_of
from visa_data.network.publishing import publish
place = place_of(Path(sys.argv[1]))
print("prêt", flush=True)
sys.stdin.readline()
for town in (towns(8)[int(number)] for number in sys.argv[2].split(",")):
    for received in publish(place, books(town, 3)):
        print(received.cooperation, received.number, received.new, received.refusal, flush=True)
"""


def publisher(place: Place, numbers: str) -> subprocess.Popen[str]:
    code = PUBLISH.format(root=str(ROOT))
    words = [sys.executable, "-c", code, place.told, numbers]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_publishers_at_the_same_moment_write_each_book_once(lake: Place) -> None:
    who = towns(8)
    enrolled(lake, *who[:3])
    running = [publisher(lake, numbers) for numbers in ("0,1", "0,2", "0,1,2")]
    for process in running:
        assert process.stdout is not None and process.stdout.readline() == "prêt\n"
    said = [process.communicate("allez\n", timeout=180)[0] for process in running]
    assert all(process.returncode == 0 for process in running)
    told = [line.split() for lines in said for line in lines.splitlines()]
    assert all(line[3] == "None" for line in told), said
    assert sorted((line[0], line[1]) for line in told if line[2] == "True") == sorted(
        (town.code, str(number)) for town in who[:3] for number in (1, 2, 3)
    )
    assert rows(lake)["livres"] == 9
    assert verify(lake).faults == ()


def test_a_catalogue_lost_in_the_middle_leaves_nothing_half_written(
    remote_lake: Callable[[], Path], postgres_server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake = enrolled(place_of(remote_lake()))
    first, *others = books(TOWN, 4)
    assert one(lake, first).new
    before = rows(lake)
    whole = publishing.rows_of

    def lost(*asked: object) -> object:
        if (postgres_server.folder / "d" / "postmaster.pid").exists():
            postgres_server.kill()
        return whole(*asked)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "rows_of", lost)
        with pytest.raises(VisaError, match="n'a pas répondu comme attendu") as refusal:
            list(publish(lake, others))
    assert "127.0.0.1" not in str(refusal.value) and "visa" not in str(refusal.value).split("«")[0]
    with pytest.raises(VisaError, match="n'a pas répondu"):
        rows(lake)
    postgres_server.start()
    assert rows(lake) == before
    assert all(item.new for item in publish(lake, others))
    assert verify(lake).faults == ()


def test_what_is_altered_in_the_lake_is_found(lake: Place) -> None:
    enrolled(lake)
    list(publish(lake, books(TOWN, 2)))
    with attached(lake, write=True) as connection:
        connection.execute("UPDATE lac.totaux SET valeur = valeur + 1 WHERE numero = 2 AND nom = 'inscrits'")
    (fault,) = verify(lake).faults
    assert "n° 2" in fault.replace("\u00a0", " ") and "totaux" in fault
    with attached(lake, write=True) as connection:
        connection.execute("DELETE FROM lac.livres WHERE numero = 1")
    found = " ".join(verify(lake).faults).replace("\u00a0", " ")
    assert "il manque avant lui n° 1" in found and "d'un dossier que le lac n'a pas" in found


def test_upkeep_keeps_what_is_read(lake: Place) -> None:
    enrolled(lake)
    for sent in books(TOWN, 5):
        assert one(lake, sent).new
    day = days_of(lake)[1][0]
    before = read_told(lake, day)
    was, now = maintain(lake, timedelta(0))
    assert now.files < was.files and now.snapshots < was.snapshots
    assert size_of(lake) == now
    after = read_told(lake, day)
    for name in ("books", "totals", "weeks", "cooperations"):
        np.testing.assert_array_equal(
            getattr(before, name).astype(str).to_numpy(), getattr(after, name).astype(str).to_numpy()
        )
    assert verify(lake).faults == ()


def test_a_lake_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    lake = enrolled(place_of(tmp_path / "lac"))
    with attached(lake, write=True) as connection:
        connection.execute("UPDATE lac.meta SET valeur = '99' WHERE cle = 'version'")
    for ask in (
        lambda: one(lake, next(books(TOWN, 1))),
        lambda: days_of(lake),
        lambda: enrol(lake, TOWN.member),
    ):
        with pytest.raises(VisaError, match="version plus récente"):
            ask()


def test_what_is_no_lake_says_so(tmp_path: Path) -> None:
    with pytest.raises(VisaError, match="n'est pas un lac"):
        days_of(place_of(tmp_path / "rien"))
    (tmp_path / "lac.toml").write_text("[catalogue]\nbase = 1\nmotdepasse = 'x'\n")
    with pytest.raises(VisaError, match="n'a pas la forme attendue"):
        place_of(tmp_path / "lac.toml")
    (tmp_path / "loin.toml").write_text(
        '[catalogue]\nhote = "127.0.0.1"\nport = 1\nbase = "b"\nutilisateur = "u"\nmot_de_passe = "mdp"\n'
        f'[fichiers]\nlieu = "{tmp_path}"\n'
    )
    (tmp_path / "mdp").write_text("tres-secret")
    with pytest.raises(VisaError, match="n'a pas répondu") as refusal:
        days_of(place_of(tmp_path / "loin.toml"))
    assert "tres-secret" not in f"{refusal.value!r} {refusal.value} {refusal.value.__cause__}"


def test_a_signature_is_of_one_statement() -> None:
    sent = next(books(TOWN, 1))
    told = json.loads(sent.signed.written())
    assert told["cooperation"] == TOWN.code and len(told["signature"]) == 128
