"""Besoins essentiels: ten needs by zone, those nobody meets, and what would answer them."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, holds, zones
from pages.parts.context import Context, need_data, open_page
from pages.parts.downloads import download_bar
from pages.parts.figures import show_chart
from pages.parts.heading import page_heading
from pages.parts.needs_sections import cell_section, ranking_section, resources_section, trend_section
from pages.parts.plain import joined, marked, plain
from pages.parts.published_figures import published_figures
from pages.parts.sector_section import sector_section
from visa_data import french
from visa_data.figures.needs import matrix
from visa_data.indicators.besoins import BESOINS, needs
from visa_data.indicators.couverture import COUVERTURE, coverage
from visa_data.indicators.matrice_besoins import DEFINITION, EtatBesoin, needs_matrix
from visa_data.vocabulary import NON_LOCALISEES, Besoin

LIMITS = (10, 20, 40, 80)


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
        matrix_section(context, cells, located)
        cell_section(context, located)
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
        ranking_section(context, summary)
        tables |= {"Besoins": summary, "Tendance": trend_section(context)}
    else:
        published_figures(context, BESOINS.key_columns)
    by_sector = sector_section(
        context,
        "Besoins par secteur",
        tuple(reversed(BESOINS.key_columns)),
        [COUVERTURE.column("inscrits")],
        key="besoins_secteurs",
    )
    if by_sector is not None:
        tables["Besoins par secteur"] = by_sector
    tables["Ressources par secteur"] = resources_section(context)
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


def matrix_section(context: Context, cells: pd.DataFrame, located: pd.DataFrame) -> None:
    """The matrix, worst zones first, as many as the reader asks for."""
    st.subheader("Dix besoins, zone par zone", anchor=False, help=plain(DEFINITION))
    total = located["code_zone"].nunique()
    limits = [limit for limit in LIMITS if limit < total] + [total]
    shown_count = bound(
        st.segmented_control,
        "Zones affichées",
        limits,
        format_func=lambda limit: plain("Toutes les zones" if limit == total else str(limit)),
        default=limits[min(1, len(limits) - 1)],
        required=True,
        key="besoins_limite",
    )
    codes = list(dict.fromkeys(located["code_zone"]))[: int(shown_count)]
    shown = located[located["code_zone"].isin(codes)]
    st.markdown(
        marked(
            "{} ; le nombre : personnes dont le besoin est ouvert.",
            joined(" · ", (marked("**{}** {}", state.letter, state.label.lower()) for state in EtatBesoin)),
        ),
        help=plain(DEFINITION),
    )
    counts = located["etat"].value_counts()
    labelled = cells.assign(
        libelle=[Besoin(code).label for code in cells["besoin"]],
        etat_libelle=[EtatBesoin(code).label for code in cells["etat"]],
    )
    show_chart(
        partial(matrix, shown),
        labelled,
        key="besoins_matrice",
        alt=f"Matrice de {french.counted(len(codes), 'zone')} par dix besoins. Sur tout le territoire : "
        + french.listed(
            [
                f"{french.counted(counts.get(state.value, 0), 'case')} {state.label.lower()}"
                for state in EtatBesoin
            ]
        ),
        labels={
            "nom_zone": "Zone",
            "libelle": "Besoin",
            "etat_libelle": "État",
            "ouverts": "Ouverts",
            "non_pourvus": "Non pourvus",
            "ressources": "Ressources",
            "evalues": "Évaluées",
        },
    )
    nowhere = cells[cells["code_zone"] == ""]["ouverts"].sum()
    st.caption(
        plain(
            f"{french.counted(len(codes), 'zone')} sur {french.number(total)}, celles qui ont le plus de besoins non "
            f"pourvus d'abord ; toutes sont dans le tableau. Situation au {french.day(context.day)}, parmi les "
            "personnes inscrites."
            + (
                f" {NON_LOCALISEES} : {french.counted(nowhere, 'besoin ouvert', 'besoins ouverts')}, hors matrice."
                if nowhere
                else ""
            )
        )
    )


main(open_page("besoins"))
