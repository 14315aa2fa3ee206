"""A report made by hand, with every kind of picture and names meant to break its writers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from tests.reports.composed import composed, some_columns, some_statements
from tests.reports.handmade import HOSTILE, a_map, a_matrix, a_step, every_kind, outlined, some_bars
from tests.reports.handmade import chessboard as make_chessboard
from visa_data.meeting.step import Step
from visa_data.pictures.outlines import NO_OUTLINES
from visa_data.pictures.picture import NothingPicture, TablePicture
from visa_data.reports.document import Report
from visa_data.territory.zones import ZoneFrame

MakeReport = Callable[..., Report]
MADE_AT = datetime(2025, 12, 8, 9, 0)


@pytest.fixture(scope="session")
def chessboard() -> ZoneFrame:
    return make_chessboard()


@pytest.fixture(scope="session")
def make(chessboard: ZoneFrame) -> MakeReport:
    """A report of these steps (every kind of picture by default), its other fields changed at will."""

    def made(steps: list[Step] | None = None, **more: Any) -> Report:
        fields: dict[str, Any] = {
            "territory": "Val d'Aurette",
            "day": date(2025, 12, 6),
            "before": date(2025, 11, 29),
            "made_at": MADE_AT,
            "protects": True,
            "version": "Version du comité : dossier de séance n° 3.",
            "legend": "« < 11 » : de 1 à 10 personnes.",
            "invented": True,
            "filtered": False,
            "steps": tuple(every_kind(chessboard, composed(chessboard)) if steps is None else steps),
            "outlines": outlined(chessboard),
            "sectors": TablePicture(
                ("Secteur", "Zones réunies"), (("Commune-1 et Commune-2", "Commune-1 et Commune-2"),)
            ),
            "freshness": TablePicture(
                ("Données", "Dernier fichier", "Chargé le", "Données jusqu'au"),
                (("Appels", "appels_semaine_49.csv", "8 décembre 2025", "6 décembre 2025"),),
            ),
            "files": TablePicture(
                ("Fichier", "Données", "Chargé le", "Lignes lues"),
                (("appels_semaine_49.csv", "Appels", "8 décembre 2025 à 09:00", "environ 1 740"),),
            ),
        }
        return Report(**{**fields, **more})

    return made


@pytest.fixture(scope="session")
def hostile(make: MakeReport, chessboard: ZoneFrame) -> Report:
    """Every text a name that some writer could take for its own language."""
    table = TablePicture(HOSTILE, (HOSTILE,) * 3)
    steps = [
        a_step(1, "carte", HOSTILE[0], a_map(chessboard, HOSTILE), notes=HOSTILE, table=table),
        a_step(2, "barres", HOSTILE[1], some_bars(names=HOSTILE), definition=HOSTILE[2], table=table),
        a_step(3, "matrice", HOSTILE[2], a_matrix(names=HOSTILE), table=table),
        a_step(4, "tableau", HOSTILE[3], table, figures=()),
        a_step(5, "constats", HOSTILE[0], some_statements(chessboard, HOSTILE[2]), figures=(), table=table),
        a_step(6, "colonnes", HOSTILE[1], some_columns(text=HOSTILE[3]), figures=(), table=table),
    ]
    return make(steps, territory=" ".join(HOSTILE), sectors=table, freshness=table, files=table)


@pytest.fixture(scope="session")
def bare(make: MakeReport) -> Report:
    """What an empty base gives: sentences, and nothing to draw."""
    nothing_in_it = TablePicture((), ())
    nothing = NothingPicture("Aucune personne n'est inscrite à cette date.")
    steps = [
        a_step(n, f"etape-{n}", f"Étape {n}", nothing, figures=(), notes=(), table=TablePicture((), ()))
        for n in range(1, 11)
    ]
    return make(
        steps, outlines=NO_OUTLINES, sectors=nothing_in_it, freshness=nothing_in_it, files=nothing_in_it
    )
