"""`indicateur`: one indicator, to standard output."""

from __future__ import annotations

import argparse
import json
import math
import sys

import pandas as pd

from visa_data.command_line.asked import opened
from visa_data.cooperation import Cooperation
from visa_data.errors import VisaError
from visa_data.indicators.implantations import implantations
from visa_data.indicators.registry import registry

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
    with opened(options) as base:
        frame = _frame(base, options)
    sys.stdout.write(as_json(frame) if options.format == "json" else as_csv(frame))
    return 0


def _frame(base: Cooperation, options: argparse.Namespace) -> pd.DataFrame:
    if options.nom == "evolution":
        return base.evolution(options.date, before=options.de)
    if options.nom == "implantations":
        if options.nombre < 1 or not 0 < options.rayon_km <= 500:
            raise VisaError(
                "Valeur hors bornes", "--nombre vaut au moins 1, et --rayon-km est compris entre 0 et 500."
            )
        day = base.day(options.date)
        with base.asking() as cursor:
            found = implantations(
                cursor, day, base.settings, number=options.nombre, radius_km=options.rayon_km
            )
        if found.sentence:
            print(found.sentence, file=sys.stderr)
        return found.table[SITING_COLUMNS]
    return base.indicator(options.nom, options.date, by=options.par)


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
