"""Needs by place: the matrix, as many places as the reader asks for, and beside it the cell that was pressed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask
from pages.parts.context import Context, sentence_at_worst
from pages.parts.figures import show_table
from pages.parts.need_cell import cell_panel, chosen_cell, open_cell
from pages.parts.need_matrix import show_matrix
from pages.parts.plain import plain
from pages.parts.published import places
from visa_data import french
from visa_data.dossier.sectors_shown import Figure, figure_of, is_given, short_names
from visa_data.figures.need_matrix import SECTORS, STATES, matrix_html, sector_rows, zone_rows
from visa_data.indicators.besoins import BESOINS, needs_by_zone
from visa_data.indicators.matrice_besoins import DEFINITION, EtatBesoin
from visa_data.vocabulary import BESOINS_COURTS, NON_LOCALISEES, Besoin

LIMITS = (10, 20, 40, 80)
MOST_ON_PAPER = 80
"""Rows printed whatever the screen shows: each weighs some five kilobytes."""


@st.fragment
@sentence_at_worst()
def zones_section(context: Context, cells: pd.DataFrame, located: pd.DataFrame) -> None:
    """The matrix of zones, most people unmet first; located: the cells of zones, of all those of `needs_matrix`."""
    st.header("Dix besoins, zone par zone", anchor=False, help=plain(DEFINITION))
    total = located["code_zone"].nunique()
    # Chosen under the matrix, which comes first on the page.
    above = st.container()
    limit = _limit(total)
    codes = list(dict.fromkeys(located["code_zone"]))[: max(limit, MOST_ON_PAPER)]
    html = matrix_html(
        zone_rows(located[located["code_zone"].isin(codes)]),
        STATES,
        title="Les dix besoins dans chaque zone",
        place="Zone",
        most=float(located["ouverts"].max()),
        under={
            code: f"{french.number(n)}" for code, n in located.groupby("besoin")["non_pourvus"].sum().items()
        },
        shown=limit,
    )
    with above:
        _matrix_and_cell(context, html, located)
    on_paper = f" ({french.number(len(codes))} à l'impression)" if len(codes) > limit else ""
    nowhere = cells[cells["code_zone"] == ""]["ouverts"].sum()
    st.caption(
        plain(
            f"{french.counted(limit, 'zone')} sur {french.number(total)}, celles qui ont le plus de besoins non "
            f"pourvus d'abord{on_paper} ; sous chaque nom, ses besoins non pourvus. Situation au "
            f"{french.day(context.day)}, parmi les personnes inscrites."
            + (
                f" {NON_LOCALISEES} : {french.counted(nowhere, 'besoin ouvert', 'besoins ouverts')}, hors matrice."
                if nowhere
                else ""
            )
        )
    )
    with st.expander("Voir les chiffres de cette matrice"):
        show_table(
            cells.assign(
                libelle=[Besoin(code).label for code in cells["besoin"]],
                etat_libelle=[EtatBesoin(code).label for code in cells["etat"]],
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
            key="besoins_matrice_table",
            caption="Chiffres de la matrice : chaque besoin dans chaque zone",
            on_paper=False,
        )


@st.fragment
@sentence_at_worst()
def sectors_section(context: Context) -> None:
    """The same from a book: the resources of each sector for each need, public and exact; its needs unmet together."""
    st.header("Dix besoins, secteur par secteur", anchor=False)
    book = context.published
    located, table = resources_by_sector(context)
    said = {code: found.words or french.number(found.value) for code, found in _unmet(context, table).items()}
    html = matrix_html(
        sector_rows(table, said, dict(zip(book.zones.codes, short_names(book), strict=True))),
        SECTORS,
        title="Ressources actives pour chaque besoin dans chaque secteur",
        place="Secteur",
        most=0.0,
    )
    missing = {BESOINS_COURTS[need]: int((table[need.value] == 0).sum()) for need in Besoin}
    worst = sorted((label for label, count in missing.items() if count), key=lambda label: -missing[label])
    st.markdown(
        plain(
            f"Sans aucune ressource : {french.listed([f'{label} ({places(context, missing[label])})' for label in worst])}."
            if worst
            else "Chaque besoin a une ressource au moins dans chaque secteur."
        )
    )
    _matrix_and_cell(context, html, located)
    st.caption(
        plain(
            "Ressources actives qui interviennent dans une zone du secteur, ou dont le rayon touche l'une d'elles. Le "
            "nombre de personnes qui attendent n'est pas dit besoin par besoin dans un secteur : trop petit pour être "
            "lu sans reconnaître quelqu'un. Sous chaque nom, ses besoins non pourvus, tous ensemble."
        )
    )
    with st.expander("Voir les chiffres de cette matrice"):
        show_table(
            table,
            labels={"nom_zone": "Secteur"} | {need.value: need.label for need in Besoin},
            key="besoins_ressources_secteurs_table",
            caption="Chiffres de la matrice : ressources de chaque secteur",
            on_paper=False,
        )


def resources_by_sector(context: Context) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`needs_by_zone` of the sectors, and one row a sector with a column of resources a need.

    Most needs unmet first, as published, then most needs without any resource.
    """
    cells = ask(context, needs_by_zone)
    located = cells[cells["code_zone"] != ""]
    table = located.pivot(index=["code_zone", "nom_zone"], columns="besoin", values="ressources")
    table = table[[need.value for need in Besoin]].astype(int).reset_index().rename_axis(columns=None)
    unmet = _unmet(context, table)
    rank = pd.DataFrame(
        {
            "non_pourvus": [-unmet[code].value if code in unmet else 0.0 for code in table["code_zone"]],
            "sans": -(table[[need.value for need in Besoin]] == 0).sum(axis=1),
        }
    ).sort_values(["non_pourvus", "sans"], kind="stable", na_position="last")
    return located, table.loc[rank.index].reset_index(drop=True)


def _unmet(context: Context, table: pd.DataFrame) -> dict[str, Figure]:
    """What the book gives of the needs unmet of each sector; empty where it gives nothing of them."""
    book = context.published
    column = next(one for one in BESOINS.key_columns if one.name == "besoins_non_pourvus")
    if not is_given(book, column):
        return {}
    return {str(code): figure_of(book, column, code) for code in table["code_zone"]}


def _matrix_and_cell(context: Context, html: str, cells: pd.DataFrame) -> None:
    names = dict(zip(cells["code_zone"], cells["nom_zone"], strict=True))
    with st.container(horizontal=True, key="besoins_par_lieu"):
        with st.container(key="besoins_cases"):
            show_matrix(html, chosen=chosen_cell(), choose=open_cell)
        with st.container(key="besoins_case"):
            cell_panel(context, cells, names)


def _limit(total: int) -> int:
    limits = [limit for limit in LIMITS if limit < total] + [total]
    return int(
        bound(
            st.segmented_control,
            "Zones affichées",
            limits,
            format_func=lambda limit: plain("Toutes les zones" if limit == total else f"{limit} zones"),
            default=limits[min(1, len(limits) - 1)],
            required=True,
            key="besoins_limite",
            label_visibility="collapsed",
        )
    )
