"""Books of any base through a lake and back, as whoever holds all of the lake reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.network.invented import Town
from visa_data.dossier.file import read_book, write_book
from visa_data.dossier.tables import Tables
from visa_data.network.checks import Last
from visa_data.network.lake import attached, place_of
from visa_data.network.members import enrol
from visa_data.network.publishing import publish
from visa_data.network.sending import sent_under
from visa_data.network.signature import new_key
from visa_data.network.upkeep import verify


def through_a_lake(folder: Path, books: Sequence[Tables]) -> list[Tables]:
    """The same books, published by a town and read back from the lake, whose other tables say nothing more."""
    place, key = place_of(folder / "lac"), folder / "cle_signature"
    town = Town(1, 1000, 3, b"\0" * 32)
    enrol(place, replace(town.member, key=new_key(key)))
    files = {f"{tables.manifest.number:04d}.zip": write_book(tables) for tables in books}
    received = list(publish(place, sent_under(files, town.code, key, Last())))
    assert [one.refusal for one in received] == [None] * len(books)
    assert verify(place).faults == ()
    with attached(place) as connection:
        kept = connection.execute("SELECT contenu FROM lac.livres ORDER BY numero").fetchall()
    return [read_book(bytes(content), "lac") for (content,) in kept]
