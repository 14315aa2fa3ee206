"""Besoins essentiels: ten needs by zone, those nobody meets, and what would answer them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts.answers import ask, holds, zones
from pages.parts.context import Context, need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.heading import page_heading
from pages.parts.needs_by_place import resources_by_sector, sectors_section, zones_section
from pages.parts.needs_sections import ranking_section, trend_section
from pages.parts.plain import marked, plain
from pages.parts.published_figures import published_figures
from pages.parts.sector_section import sector_section
from visa_data import french
from visa_data.indicators.besoins import BESOINS, needs
from visa_data.indicators.couverture import COUVERTURE, coverage
from visa_data.indicators.matrice_besoins import DEFINITION, EtatBesoin, needs_matrix


def main(context: Context) -> None:
    page_heading(context, "Besoins essentiels", BESOINS.question)
    need_data(context)
    if context.book is not None:
        from_the_book(context)
        return
    if not ask(context, coverage).iloc[0]["inscrits"]:
        st.info(plain(f"Personne n'est inscrit au {french.day(context.day)} pour cette sélection."))
        st.stop()
    summary = ask(context, needs)
    cells = ask(context, needs_matrix)
    located = cells[cells["code_zone"] != ""]
    takeaway(context, summary, located)
    if located.empty:
        st.info(
            "Aucun contour de zone n'est chargé : les besoins ne peuvent pas être croisés avec le territoire."
        )
    else:
        zones_section(context, cells, located)
    ranking_section(context, summary)
    trend = trend_section(context)
    wide = cells.pivot(index=["code_zone", "nom_zone"], columns="besoin", values="etat").reset_index()
    download_bar(
        context,
        "besoins",
        {"Besoins": summary, "Zones et besoins": cells, "États par zone": wide, "Tendance": trend},
        zones=zones(context),
        zone_table="États par zone",
        notes=[DEFINITION],
    )


def from_the_book(context: Context) -> None:
    """The ten needs of the whole territory; by sector, all needs together and the resources for each."""
    tables = {}
    if holds(context, needs):
        summary = ask(context, needs)
        takeaway(context, summary)
        sectors_section(context)
        ranking_section(context, summary)
        tables |= {"Besoins": summary, "Tendance": trend_section(context)}
    else:
        published_figures(context, BESOINS.key_columns)
        sectors_section(context)
    by_sector = sector_section(
        context,
        "Besoins par secteur",
        tuple(reversed(BESOINS.key_columns)),
        [COUVERTURE.column("inscrits")],
        key="besoins_secteurs",
    )
    if by_sector is not None:
        tables["Besoins par secteur"] = by_sector
    tables["Ressources par secteur"] = resources_by_sector(context)[1]
    download_bar(
        context,
        "besoins",
        tables,
        zones=zones(context),
        zone_table="Ressources par secteur",
        notes=[DEFINITION],
    )


def takeaway(context: Context, summary: pd.DataFrame, located: pd.DataFrame | None = None) -> None:
    """One sentence: what is unmet, and where nothing answers (of the cells of `needs_matrix`, where there are)."""
    if not summary["ouverts"].sum():
        st.markdown(marked("**À retenir.** Aucun besoin n'est ouvert au {}.", french.day(context.day)))
        return
    worst = summary.sort_values("non_pourvus", ascending=False).iloc[0]
    st.markdown(
        marked(
            "**À retenir.** {}, dont {} non pourvus. Le plus souvent : {} ({}). {}",
            french.counted(summary["ouverts"].sum(), "besoin ouvert", "besoins ouverts"),
            french.number(summary["non_pourvus"].sum()),
            worst["libelle"],
            french.number(worst["non_pourvus"]),
            "" if located is None else _alone(located),
        )
    )


def _alone(located: pd.DataFrame) -> str:
    alone = located[(located["etat"] == EtatBesoin.SANS_RESSOURCE.value) & (located["ouverts"] > 0)]
    if alone.empty:
        return "Partout où un besoin est ouvert, au moins une ressource l'atteint."
    return (
        f"Sans aucune ressource qui les atteigne : {french.counted(alone['ouverts'].sum(), 'besoin')} "
        f"dans {french.counted(alone['code_zone'].nunique(), 'zone')}."
    )


main(open_page("besoins"))
