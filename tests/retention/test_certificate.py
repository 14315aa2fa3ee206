"""The certificate: one tagged page in French, that names nobody, whatever was destroyed and however many backups there are."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from pypdf import PdfReader

from visa_data.retention.certificate import certificate
from visa_data.retention.due import Cause, Due, DuePart
from visa_data.retention.purge import Backups, Purged

PARTS = tuple(
    DuePart(cause, "À détruire 3 mois après la fin de la crise.", 1737, {"personnes": 1737, "anciens_appels": 3}, date(2020, 10, 10))
    for cause in Cause
)  # fmt: skip
PURGED = Purged(
    "Pays d'essai",
    datetime(2020, 11, 2, 9, 30),
    Due(date(2020, 11, 1), PARTS),
    "a" * 64,
    "b" * 64,
    True,
    None,
)
MANY = Backups(
    tuple(f"visa-{rank:04d}.duckdb" for rank in range(40)), tuple(f"loin-{rank}.duckdb" for rank in range(40))
)


def read(purged: Purged) -> PdfReader:
    return PdfReader(io.BytesIO(certificate(purged)))


@pytest.mark.parametrize("backups", [None, Backups(("v.duckdb",), ()), MANY], ids=["none", "one", "many"])
def test_one_page_tagged_and_french(backups: Backups | None) -> None:
    reader = read(replace(PURGED, backups=backups))
    assert len(reader.pages) == 1
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr-FR" and root["/MarkInfo"]["/Marked"]
    assert reader.metadata and reader.metadata.title == "Certificat de destruction"


def test_it_says_what_how_many_why_when_and_how_to_verify() -> None:
    text = " ".join(read(PURGED).pages[0].extract_text().split())
    for said in (
        "Pays d'essai",
        "Le 2 novembre 2020 à 09:30",
        "au 1er novembre 2020",
        "Toutes les données sur les personnes",
        "1 737",
        "10 octobre 2020",
        "RGPD",
        "1 737 personnes et 3 appels",
        "a" * 64,
        "b" * 64,
        "Le fichier de la base a été réécrit",
        "Aucune sauvegarde",
    ):
        assert said in text.replace("\u202f", " ").replace("\u00a0", " "), said


def test_what_is_left_to_do_is_said() -> None:
    waiting = replace(PURGED, rewritten=False, backups=MANY)
    text = " ".join(read(waiting).pages[0].extract_text().split()).replace("\u00a0", " ")
    assert "reste à réécrire" in text and "loin-0.duckdb" in text and "34 autres" in text
