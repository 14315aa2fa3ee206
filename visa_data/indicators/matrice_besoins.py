"""Matrice: the state of each need in each zone. Unknown is never shown as covered."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from visa_data.indicators.besoins import needs_by_zone
from visa_data.indicators.couverture import coverage_by_zone
from visa_data.indicators.filters import EVERYBODY, ByZone, Counted
from visa_data.indicators.indicator import WHOEVER_IS_COUNTED
from visa_data.indicators.state import of_everybody
from visa_data.settings import Settings


class EtatBesoin(StrEnum):
    """State of a need in a zone: code, label, the letter written in its cell, and what it means."""

    label: str
    letter: str
    meaning: str

    def __new__(cls, code: str, label: str, letter: str, meaning: str) -> EtatBesoin:
        """Build a member from its code, label, letter and meaning."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.letter, member.meaning = label, letter, meaning
        return member

    SANS_RESSOURCE = (
        "sans_ressource",
        "Sans ressource",
        "R",
        "Le besoin est ouvert pour au moins une personne, et aucune ressource active n'atteint la zone.",
    )
    SATURE = (
        "sature",
        "Saturé",
        "S",
        "Une ressource atteint la zone, mais au moins un besoin reste non pourvu.",
    )
    COUVERT = (
        "couvert",
        "Couvert",
        "C",
        "Une ressource atteint la zone et aucun besoin n'y reste non pourvu.",
    )
    RIEN = (
        "rien_exprime",
        "Rien d'exprimé",
        "–",
        "Des personnes sont évaluées, aucune n'a ce besoin ouvert, et aucune ressource n'atteint la zone.",
    )
    INCONNU = (
        "inconnu",
        "Inconnu",
        "?",
        "Personne n'est encore évalué dans la zone : on ne sait pas si le besoin existe.",
    )


DEFINITION = " ".join(
    (
        "État de chaque besoin dans chaque zone.",
        *(f"{state.letter} {state.label} : {state.meaning}" for state in EtatBesoin),
        WHOEVER_IS_COUNTED,
    )
)


@ByZone
def needs_matrix(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    """One row for each zone and need: the columns of `needs_by_zone`, then evalues, inscrits and etat.

    etat is that of everybody of the zone, and its resources; the counts are those of the people counted.
    Zones with most people unmet first (then most open, then by code). People placed nowhere have no resource
    to compare with: their needs are `inconnu`.
    """
    frame = _counts(cursor, day, settings, counted)
    nowhere = frame["code_zone"] == ""
    # The state is the zone's own, whoever is counted: both tables have the same rows.
    frame["etat"] = of_everybody(
        cursor,
        "etats_besoins",
        day,
        settings,
        lambda: _states(
            frame if counted == EVERYBODY else _counts(cursor, day, settings, EVERYBODY.everywhere)
        ),
    )
    sums = frame.groupby("code_zone")[["non_pourvus", "ouverts"]].transform("sum")
    rank = pd.DataFrame(
        {"ailleurs": nowhere, "n": -sums["non_pourvus"], "o": -sums["ouverts"], "code": frame["code_zone"]}
    )
    return frame.loc[rank.sort_values(list(rank.columns), kind="stable").index].reset_index(drop=True)


def _counts(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, counted: Counted
) -> pd.DataFrame:
    zones = coverage_by_zone(cursor, day, settings, counted).set_index("code_zone")[["evalues", "inscrits"]]
    return needs_by_zone(cursor, day, settings, counted).join(zones, on="code_zone")


def _states(frame: pd.DataFrame) -> NDArray[np.str_]:
    """State of each row of everybody's counts."""
    return np.select(
        [
            (frame["code_zone"] == "") | ((frame["ouverts"] == 0) & (frame["evalues"] == 0)),
            (frame["ouverts"] > 0) & (frame["ressources"] == 0),
            frame["non_pourvus"] > 0,
            frame["ressources"] > 0,
        ],
        [
            EtatBesoin.INCONNU.value,
            EtatBesoin.SANS_RESSOURCE.value,
            EtatBesoin.SATURE.value,
            EtatBesoin.COUVERT.value,
        ],
        EtatBesoin.RIEN.value,
    )
