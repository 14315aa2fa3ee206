"""Sections of the needs screen: the ranking, the trend."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.answers import ask
from pages.parts.context import Context
from pages.parts.figures import labels_of, show_chart
from pages.parts.leads import need_leads
from pages.parts.plain import plain
from visa_data import french
from visa_data.figures.needs import median_delay, needs_ranking, ranked_needs
from visa_data.figures.trend import needs_trend
from visa_data.indicators.besoins import BESOINS
from visa_data.indicators.besoins_semaines import DEFINITION as TREND_DEFINITION
from visa_data.indicators.besoins_semaines import WEEKS, open_needs_by_week
from visa_data.vocabulary import Besoin


def ranking_section(context: Context, summary: pd.DataFrame) -> None:
    """Needs ranked by people unmet, with their median delay."""
    st.header(
        "Besoins non pourvus",
        anchor=False,
        help=plain(BESOINS.column("non_pourvus").definition(context.settings)),
    )
    ranked = ranked_needs(summary)
    show_chart(
        partial(needs_ranking, ranked),
        ranked,
        key="besoins_classement",
        alt="Besoins non pourvus : "
        + french.listed([f"{row.libelle} {french.number(row.non_pourvus)}" for row in ranked.itertuples()]),
        labels=labels_of(BESOINS.columns[1:]),
        bars=ranked,
        opens=need_leads(context),
    )
    met = summary[summary["pourvus"] > 0].sort_values("delai_median_jours", ascending=False)
    delays = french.listed(
        [f"{row.libelle} {median_delay(row.delai_median_jours)}" for row in met.itertuples()]
    )
    st.caption(
        plain(
            f"En gras, les non pourvus. {BESOINS.column('non_pourvus').definition(context.settings)} "
            + (
                f"Délai médian des besoins pourvus : {delays}."
                if len(met)
                else "Aucun besoin n'est encore pourvu."
            )
        )
    )


def trend_section(context: Context) -> pd.DataFrame:
    """Open needs at the end of each week."""
    st.header("Besoins ouverts, semaine par semaine", anchor=False, help=plain(TREND_DEFINITION))
    trend = ask(context, open_needs_by_week)
    if trend.empty:
        st.info(plain(f"Aucun besoin n'a été exprimé avant le {french.day(context.day)}."))
        return trend
    last = trend[trend["fin"] == trend["fin"].max()]
    wide = trend.pivot(index="fin", columns="besoin", values="ouverts").reset_index()
    show_chart(
        partial(needs_trend, trend),
        wide,
        key="besoins_tendance",
        alt="Besoins ouverts par semaine. Au dernier jour : "
        + french.listed([f"{Besoin(row.besoin).label} {row.ouverts}" for row in last.itertuples()]),
        labels={"fin": "Fin de semaine"} | {need.value: need.label for need in Besoin},
    )
    st.caption(plain(f"{TREND_DEFINITION} Au plus {WEEKS} semaines. Même échelle pour les dix."))
    return trend
