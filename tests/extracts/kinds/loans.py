"""An invented kind of extract, about loans of tablets to people, and the table that it fills."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from visa_data.extracts.columns import header_rows
from visa_data.extracts.formats import DATE, IDENTIFIER, LABEL, YES_NO
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.kinds.kind import Absence, Closing, Field, Kind
from visa_data.extracts.kinds.shared import CODE_ZONE, REFERENCE_FIELD

LOANS = Kind(
    "prets",
    "Prêts de tablettes",
    ("prêt", "prêts"),
    (
        Field("pret", "Prêt", IDENTIFIER, "n° de prêt|code prêt", required=True),
        replace(REFERENCE_FIELD, required=False),
        Field("date_pret", "Date du prêt", DATE, "prêté le", required=True),
        Field("materiel", "Matériel", LABEL, "matériel prêté"),
        CODE_ZONE,
        Field("rendu", "Rendue", YES_NO, "tablette rendue", required=True),
    ),
    key=("pret",),
    about_people=True,
    dated="date_pret",
    absence=Absence(
        "materiel",
        among="parmi ceux que des fichiers aux mêmes colonnes ont apportés",
        closing=Closing("rendu", "oui", "Clore", "prêt absent", "prêts absents", "Rendus le"),
    ),
)
MIGRATION = """
CREATE TABLE prets (
    pret VARCHAR PRIMARY KEY, reference VARCHAR, date_pret DATE NOT NULL, materiel VARCHAR, code_zone VARCHAR,
    rendu VARCHAR NOT NULL CHECK (rendu IN ('oui', 'non')), import_id INTEGER NOT NULL
);
CREATE TABLE anciens_prets AS SELECT *, 0 AS remplace_par FROM prets WHERE false;
"""


def register_loans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the kind among the others for one test; the keys of headers are gathered once for a process."""
    monkeypatch.setitem(KINDS, LOANS.name, LOANS)
    monkeypatch.setattr(header_rows, "_kinds_of_keys", cache(header_rows._kinds_of_keys.__wrapped__))
