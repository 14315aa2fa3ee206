"""Who acts: what became of orientations, at whose door they wait, who sits in the cooperation, who calls."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from visa_data import french
from visa_data.figures.bars import Part, bars, stacked
from visa_data.figures.levels import level_name, short_level
from visa_data.figures.style import BLUE, GREY, ORANGE, SKY, VERMILION, safe

FATES = {
    "non_orientees": ("Non orientées", VERMILION, "x"),
    "en_attente": ("Sans réponse", ORANGE, "/"),
    "sans_suite": ("Sans suite", GREY, "."),
    "prises_en_charge": ("Prises en charge", BLUE, ""),
}
"""What became of people to orient: column → name, colour, pattern."""


def orientation_fates(frame: pd.DataFrame) -> go.Figure:
    """Bars of 100 %, one a level, the most fragile first (frame of `orientations`, non_orientees beside)."""
    rows = frame.sort_values("niveau", ascending=False)
    labels = [f"{short_level(int(row.niveau))} · {french.number(row.personnes)}" for row in rows.itertuples()]
    hovers = []
    for row in rows.to_dict("records"):
        total = row["personnes"]
        lines = [
            f"{name} : <b>{french.number(row[column])}</b>"
            + (f" ({french.percent(row[column] / total)})" if total else "")
            for column, (name, _, _) in FATES.items()
        ]
        name = level_name(int(row["niveau"]))
        hovers.append(f"<b>{name}</b> : {french.counted(total, 'personne')}<br>" + "<br>".join(lines))
    parts = [Part(name, rows[column].tolist(), *look) for column, (name, *look) in FATES.items()]
    return stacked(labels, parts, hovers, each=62)


def doors(frame: pd.DataFrame) -> go.Figure:
    """One bar an actor: orientations that wait for an answer, and how long the oldest has (frame of `at_whose_door`)."""
    texts = [
        f"<b>{french.number(row.en_attente)}</b> · {french.number(row.plus_ancienne)}{french.NBSP}j"
        for row in frame.itertuples()
    ]
    return bars(
        frame["nom_acteur"].tolist(),
        frame["en_attente"].tolist(),
        texts,
        [
            f"<b>{safe(row.nom_acteur)}</b><br>{french.counted(row.en_attente, 'orientation')} sans réponse, dont "
            f"{french.number(row.niveaux_3_4)} de niveau 3 ou 4<br>la plus ancienne attend depuis "
            f"{french.counted(row.plus_ancienne, 'jour')}"
            for row in frame.itertuples()
        ],
        colours=ORANGE,
        each=32,
        label_limit=25,
    )


def zones_waiting(frame: pd.DataFrame) -> go.Figure:
    """One bar a zone: people to orient whom nobody oriented (frame of `orientations_by_zone`, non_orientees beside)."""
    texts = [
        f"<b>{french.number(row.non_orientees)}</b> sur {french.number(row.a_orienter)}"
        for row in frame.itertuples()
    ]
    return bars(
        frame["nom_zone"].tolist(),
        frame["non_orientees"].tolist(),
        texts,
        [
            f"<b>{safe(row.nom_zone)}</b> {safe(row.code_zone)}<br>{text} à orienter"
            for row, text in zip(frame.itertuples(), texts, strict=True)
        ],
        colours=VERMILION,
        each=32,
    )


def seats(frame: pd.DataFrame) -> go.Figure:
    """One bar a kind of actor: those that are active, and what they have signed (frame of `conventions`)."""
    texts = [
        (f"<b>{french.number(row.actifs)}</b> · {_signed(row)}" if row.actifs else "<b>aucun</b>")
        + (f" · {french.counted(row.acteurs, 'pressenti')}" if row.acteurs and not row.actifs else "")
        for row in frame.itertuples()
    ]
    return bars(
        frame["libelle"].tolist(),
        frame["actifs"].tolist(),
        texts,
        [
            f"<b>{safe(row.libelle)}</b><br>{text}"
            for row, text in zip(frame.itertuples(), texts, strict=True)
        ],
        colours=BLUE,
        each=30,
        label_limit=34,
    )


def _signed(row: Any) -> str:
    """« 2 conventions, 1 charte », « rien de signé »."""
    return (
        ", ".join(
            french.counted(count, word)
            for count, word in ((row.avec_convention, "convention"), (row.avec_charte, "charte"))
            if count
        )
        or "rien de signé"
    )


def caller_profiles(frame: pd.DataFrame) -> go.Figure:
    """One bar a profile: its calls, with the callers and hours behind (frame of `callers_by_profile`, libelle beside)."""
    texts = [
        f"<b>{french.counted(row.appels, 'appel')}</b> · {french.counted(row.appelants, 'appelant')}, "
        f"{french.number(row.heures_semaine)}{french.NBSP}h par semaine"
        for row in frame.itertuples()
    ]
    return bars(
        frame["libelle"].tolist(),
        frame["appels"].tolist(),
        texts,
        [
            f"<b>{safe(row.libelle)}</b><br>{french.counted(row.appels, 'appel')}, dont "
            f"{french.counted(row.joints, 'abouti')}<br>{french.number(row.appels_sans_formation)} sans formation, "
            f"{french.number(row.appels_sans_charte)} sans charte"
            for row in frame.itertuples()
        ],
        colours=SKY,
        each=44,
        label_limit=30,
    )
