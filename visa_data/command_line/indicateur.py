"""`indicateur`: one indicator, to standard output."""

from __future__ import annotations

import argparse
import json
import math
import sys
from datetime import date, timedelta

import duckdb
import pandas as pd

from visa_data import environment, settings
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.indicators.evolution import COMPARED_DAYS, evolution
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.implantations import implantations
from visa_data.indicators.registry import registry
from visa_data.indicators.state import last_call_day
from visa_data.settings import Settings

NAMES = [*registry(), "implantations", "evolution"]
DECIMALS = {
    "taux_joints": 4,
    "taux_a_jour": 4,
    "part": 4,
    "acces": 4,
    "distance_mediane_km": 2,
}
SITING_COLUMNS = ["rang", "code_zone", "nom_zone", "nouvelles_couvertes", "cumul"]


def run_indicateur(options: argparse.Namespace) -> int:
    """Print the indicator asked for."""
    thresholds = settings.load(environment.settings_path())
    with Base(options.base or environment.base_path()) as base, base.cursor() as cursor:
        day = options.date or last_call_day(cursor)
        if day is None:
            raise VisaError(
                "Pas de date par défaut",
                "la base ne contient aucun appel. Indiquez le jour d'observation avec --date AAAA-MM-JJ.",
            )
        frame = _frame(cursor, options, day, thresholds)
    sys.stdout.write(as_json(frame) if options.format == "json" else as_csv(frame))
    return 0


def _frame(
    cursor: duckdb.DuckDBPyConnection, options: argparse.Namespace, day: date, thresholds: Settings
) -> pd.DataFrame:
    if options.nom == "evolution":
        before = options.de or day - timedelta(days=COMPARED_DAYS)
        return evolution(cursor, before, day, thresholds)
    if options.nom == "implantations":
        if options.nombre < 1 or not 0 < options.rayon_km <= 500:
            raise VisaError(
                "Valeur hors bornes", "--nombre vaut au moins 1, et --rayon-km est compris entre 0 et 500."
            )
        found = implantations(cursor, day, thresholds, number=options.nombre, radius_km=options.rayon_km)
        if found.sentence:
            print(found.sentence, file=sys.stderr)
        return found.table[SITING_COLUMNS]
    indicator = registry()[options.nom]
    by_zone = options.par == "zone" or indicator.compute is None
    compute = indicator.by_zone if by_zone else indicator.compute
    if compute is None:
        raise VisaError("Indicateur sans détail", f"« {options.nom} » n'existe pas par zone.")
    return compute(cursor, day, thresholds, EVERYBODY)


def as_csv(frame: pd.DataFrame) -> str:
    """The contract's CSV: commas, points, fixed decimals, empty where there is nothing."""
    texts = {name: [_text(name, value) for value in frame[name]] for name in frame.columns}
    return pd.DataFrame(texts, columns=frame.columns).to_csv(index=False, lineterminator="\n")


def as_json(frame: pd.DataFrame) -> str:
    """A list of objects, same names and values as the CSV; null where there is nothing."""
    rows = [
        {name: _json(name, value) for name, value in zip(frame.columns, row, strict=True)}
        for row in frame.itertuples(index=False, name=None)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def _text(name: str, value: object) -> str:
    if _missing(value):
        return ""
    if isinstance(value, str):
        return value
    if name in DECIMALS:
        return f"{float(value):.{DECIMALS[name]}f}"  # type: ignore[arg-type]
    return f"{round(float(value), 4):.10g}"  # type: ignore[arg-type]


def _json(name: str, value: object) -> object:
    if _missing(value) or isinstance(value, str):
        return None if _missing(value) else value
    number = round(float(value), DECIMALS.get(name, 4))  # type: ignore[arg-type]
    return int(number) if number == int(number) and name not in DECIMALS else number
