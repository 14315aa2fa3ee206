"""What new data changed, told apart from what happened: the extracts by name, the figures put right, the settings."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

import duckdb
import pandas as pd

from visa_data import french
from visa_data.dossier.figure_changes import Change, Verdict
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.indicators.evolution import key_columns
from visa_data.indicators.indicator import Column, Unit
from visa_data.provenance.meetings import ShownFigures, kept_at, read_shown
from visa_data.provenance.revisions import changed_thresholds, revised_figures
from visa_data.provenance.since_meeting import (
    UNDONE,
    extracts_since,
    joined_since,
    weighing_on,
)
from visa_data.settings import Settings
from visa_data.typography import french as typeset

NAMED = 4
JOINED_SENTENCE = (
    "Depuis, des références ont été réunies en une personne, ou séparées (page « Doublons ») : "
    "le compte des personnes s'en ressent."
)


def new_data_sentences(
    cursor: duckdb.DuckDBPyConnection,
    before: date,
    settings: Settings,
    figures_before: Mapping[str, float] | None,
) -> list[str]:
    """What was shown then and is other now, and why; without a recorded meeting, the files loaded since.

    figures_before: everybody's key figures at the end of `before`, on today's data; None says only which files came.
    """
    shown, moment = read_shown(cursor, before), kept_at(cursor, before)
    if shown is None or moment is None:
        return [_files_since(before, extracts_since(cursor, before, None))]
    return _since(cursor, before, settings, shown, moment, figures_before)


def book_sentences(
    cursor: duckdb.DuckDBPyConnection,
    previous: FrozenBook,
    settings: Settings,
    figures_before: Mapping[str, float] | None,
) -> list[str]:
    """The same, of what the book before published; a figure that it withheld is not spoken of.

    figures_before: everybody's key figures at the end of its day, on today's data and as this book may say them (NaN
    where withheld); None for a small territory, whose figures are not compared.
    """
    manifest = previous.tables.manifest
    standing = cursor.execute(
        "SELECT id FROM imports WHERE horodatage <= ? AND (annule_le IS NULL OR annule_le > ?)",
        [manifest.made_at, manifest.made_at],
    ).fetchall()
    shown = ShownFigures(_published(previous), frozenset(row[0] for row in standing), dict(manifest.settings))
    return _since(cursor, previous.day, settings, shown, manifest.made_at, figures_before)


def _published(previous: FrozenBook) -> dict[str, float]:
    """Its key figures; rates from the counts that it published."""
    found = {}
    for figure in key_columns():
        names = (figure.part, figure.whole) if figure.unit is Unit.RATE else (figure.name,)
        values = [previous.total(name).value if previous.gives(name) else None for name in names]
        known = [float(value) for value in values if value is not None]
        if len(known) == len(names):
            found[figure.name] = (
                known[0] if len(known) == 1 else known[0] / known[1] if known[1] else math.nan
            )
    return found


def _since(
    cursor: duckdb.DuckDBPyConnection,
    before: date,
    settings: Settings,
    shown: ShownFigures,
    moment: datetime,
    figures_before: Mapping[str, float] | None,
) -> list[str]:
    """What was shown at a moment and is other now, and why."""
    extracts = extracts_since(cursor, before, shown)
    found = []
    if figures_before is not None:
        figures = revised_figures(cursor, before, settings, shown, figures_before)
        moved = _moved(figures, "montre", "recalcule_anciens_reglages")
        joined = bool(moved) and joined_since(cursor, moment)
        found.append(_data_sentence(before, extracts, moved, joined=joined))
        if joined:
            found.append(typeset(JOINED_SENTENCE))
        found += _threshold_sentences(
            changed_thresholds(settings, shown),
            _moved(figures, "recalcule_anciens_reglages", "recalcule"),
        )
    undone = list(dict.fromkeys(extracts.loc[extracts["geste"] == UNDONE, "fichier"]))
    if undone:
        found.append(f"Import annulé depuis{french.NBSP}: {_names(undone)}.")
    outlines = list(dict.fromkeys(extracts.loc[extracts["type"] == "zones", "fichier"]))
    if outlines:
        found.append(
            f"Les contours des zones ont changé ({_names(outlines)})"
            f"{french.NBSP}: les chiffres par zone ne se comparent plus à ceux d'alors."
        )
    return found


def _files_since(before: date, extracts: pd.DataFrame) -> str:
    """Without a recorded meeting nobody knows what was shown: only which files came since."""
    since = french.day(before)
    files = list(dict.fromkeys(extracts["fichier"]))
    if not files:
        return f"Données nouvelles{french.NBSP}: aucun fichier n'a été chargé depuis le {since}."
    loaded = french.counted(len(files), "fichier chargé", "fichiers chargés")
    return f"Données nouvelles{french.NBSP}: {loaded} depuis le {since}, {_names(files)}."


def _data_sentence(before: date, extracts: pd.DataFrame, moved: Sequence[Column], *, joined: bool) -> str:
    """Which figures shown then are other today for the same day and the same settings.

    joined: references were joined or parted since, which may explain it without any file.
    """
    since = french.day(before)
    if not moved:
        return (
            f"Changement de données{french.NBSP}: aucun, les chiffres montrés à la réunion du {since} "
            "restent vrais."
        )
    causes = weighing_on(extracts, {kind for figure in moved for kind in figure.behind})
    named = list(dict.fromkeys(causes["fichier"]))
    unexplained = "" if joined else ", sans qu'un fichier l'explique"
    cause = f", à cause de {_names(named)}" if named else unexplained
    return (
        f"Changement de données{french.NBSP}: ce qui a été montré le {since} a été corrigé pour "
        f"{_labels(moved)}{cause}."
    )


def _threshold_sentences(thresholds: pd.DataFrame, moved: Sequence[Column]) -> Iterator[str]:
    """Which settings changed since, and which figures they alone moved."""
    names = [
        f"«{french.NBSP}{row.libelle}{french.NBSP}» ({_value(row.avant)} alors, {_value(row.apres)} aujourd'hui)"
        for row in thresholds.itertuples(index=False)
    ]
    if not names:
        return
    head = "Réglage changé" if len(names) == 1 else "Réglages changés"
    effect = f"cela change {_labels(moved)}" if moved else "aucun chiffre n'en change"
    yield f"{head} depuis{french.NBSP}: {french.listed(names)}{french.NBSP}; {effect}."


def _moved(figures: pd.DataFrame, first: str, second: str) -> list[Column]:
    """Key figures that read differently in these two columns."""
    still = (Verdict.SAME, Verdict.UNKNOWN)
    return [
        figure
        for figure in key_columns()
        if Change(figure, figures.at[figure.name, first], figures.at[figure.name, second]).verdict
        not in still
    ]


def _labels(moved: Sequence[Column]) -> str:
    labels = french.listed([f"«{french.NBSP}{figure.label}{french.NBSP}»" for figure in moved[:NAMED]])
    more = len(moved) - NAMED
    return labels + (
        f" ({french.counted(more, 'autre chiffre', 'autres chiffres')} aussi)" if more > 0 else ""
    )


def _value(value: float) -> str:
    return french.number(value, 0 if value == int(value) else 2)


def _names(files: list[str]) -> str:
    named = [f"«{french.NBSP}{name}{french.NBSP}»" for name in files[:NAMED]]
    more = len(files) - NAMED
    if more > 0:
        named.append(french.counted(more, "autre"))
    return french.listed(named)
