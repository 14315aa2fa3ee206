"""`indicateur`: one indicator, to standard output."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from visa_data import french
from visa_data.command_line.asked import opened
from visa_data.command_line.options import Commands, add_base
from visa_data.indicators.indicator import Column, Option
from visa_data.propositions.indicator import every_indicator


def add_indicateur(commands: Commands) -> None:
    """What may be asked of it."""
    indicateur = commands.add_parser("indicateur", help="écrit un indicateur sur la sortie standard")
    names = list(every_indicator())
    indicateur.add_argument("nom", choices=names, metavar="NOM", help=", ".join(names))
    indicateur.add_argument(
        "--date",
        type=french.read_day,
        metavar="AAAA-MM-JJ",
        help="jour d'observation (sinon, celui du dernier appel)",
    )
    indicateur.add_argument("--par", choices=["zone"], help="une ligne par zone")
    indicateur.add_argument(
        "--format", choices=["csv", "json"], default="csv", help="csv (par défaut) ou json"
    )
    for flag, told in _told_by_flag().items():
        one, words = told[0], " ; ".join(option.help for option in told)
        if one.of is bool:
            indicateur.add_argument(flag, dest=one.kept_as, action="store_true", help=words)
            continue
        indicateur.add_argument(
            flag,
            dest=one.kept_as,
            type=french.read_day if one.of is date else one.of,
            metavar=one.metavar,
            help=words,
        )
    add_base(indicateur)
    indicateur.set_defaults(run=run_indicateur)


def run_indicateur(options: argparse.Namespace) -> int:
    """Print the columns that the indicator declares: what its table holds besides serves its own page."""
    indicator = every_indicator()[options.nom]
    given = {option: getattr(options, option.kept_as) for option in indicator.options}
    more = {option.argument: option.default if value is None else value for option, value in given.items()}
    whole = indicator.by_zone is None or indicator.gives_whole(options.par is not None, more)
    by = None if whole else "zone"
    if whole and options.par:
        asked = "".join(f" {o.flag}" for o in indicator.options if o.argument == indicator.on_request)
        print(
            f"« {options.nom}{asked} » n'existe pas par zone : le voici pour tout le territoire.",
            file=sys.stderr,
        )
    with opened(options) as base:
        frame = base.indicator(options.nom, options.date, by=by, **more)
    if note := frame.attrs.get("note"):
        print(note, file=sys.stderr)
    columns = indicator.columns if whole else indicator.zone_columns
    frame = frame[[column.name for column in columns]]
    write = as_json if options.format == "json" else as_csv
    sys.stdout.write(write(frame, indicator.described))
    return 0


def as_csv(frame: pd.DataFrame, columns: Mapping[str, Column]) -> str:
    """The contract's CSV: commas, points, decimals as declared, empty where there is nothing."""
    texts = {name: [_text(columns[name], value) for value in frame[name]] for name in frame.columns}
    return pd.DataFrame(texts, columns=frame.columns).to_csv(index=False, lineterminator="\n")


def as_json(frame: pd.DataFrame, columns: Mapping[str, Column]) -> str:
    """A list of objects, same names and values as the CSV; null where there is nothing."""
    rows = [
        {name: _json(columns[name], value) for name, value in zip(frame.columns, row, strict=True)}
        for row in frame.itertuples(index=False, name=None)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def _words(value: object) -> str | None:
    """A text as it is, a day as YYYY-MM-DD, oui or non; None for a number."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()[:10]
    return {True: "oui", False: "non"}[bool(value)] if isinstance(value, bool | np.bool_) else None


def _text(column: Column, value: Any) -> str:
    if _missing(value):
        return ""
    words = _words(value)
    if words is not None:
        return words
    if column.decimals is not None:
        return f"{float(value):.{column.decimals}f}"
    return f"{round(float(value), 4):.10g}"


def _json(column: Column, value: Any) -> object:
    if _missing(value):
        return None
    words = _words(value)
    if words is not None:
        return words
    number = round(float(value), 4 if column.decimals is None else column.decimals)
    return int(number) if column.decimals is None and number == int(number) else number


def _told_by_flag() -> dict[str, list[Option]]:
    """What indicators may be told, by flag: several may share one."""
    found: dict[str, list[Option]] = {}
    for indicator in every_indicator().values():
        for option in indicator.options:
            found.setdefault(option.flag, []).append(option)
    return found
