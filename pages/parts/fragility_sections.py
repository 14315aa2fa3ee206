"""Sections of the fragility screen: urgent cases, moves between the two dates, ages and sources."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask
from pages.parts.context import Context
from pages.parts.figures import key_figure, labels_of, show_chart, show_table, table_height
from pages.parts.leads import row_leads
from pages.parts.listes import show_people
from pages.parts.plain import Marked, marked, plain
from pages.parts.published_figures import published_figures
from visa_data import french
from visa_data.dossier.sectors_shown import sector_table
from visa_data.figures.flows import flows
from visa_data.figures.levels import level_shares, short_level
from visa_data.indicators import ages, mouvements, sources, urgences
from visa_data.indicators.fragilite import FRAGILITE
from visa_data.indicators.listes import Liste, people_listed
from visa_data.indicators.urgences import URGENCES
from visa_data.roles import Permission

SHORT = ("Urgences", "Sans contact")
LEVELS = labels_of(FRAGILITE.zone_columns[2:])


def urgent_section(context: Context, urgent: int) -> pd.DataFrame | None:
    """Level 4: how many, how many without contact in time, in which zones; references for who may see people.

    Gives the table by zone; from a book, the sectors' where it gives them, else None.
    """
    st.header(plain(URGENCES.title), anchor=False, help=plain(URGENCES.definition(context.settings)))
    if context.book is not None:
        columns = [
            replace(column, label=label) for column, label in zip(URGENCES.columns, SHORT, strict=True)
        ]
        published_figures(context, columns)
        return _urgent_sectors(context)
    table = urgences.waiting_first(ask(context, urgences.urgent_by_zone))
    earlier = ask(context, urgences.urgent_by_zone, day=context.before)
    waiting = int(table["urgences_sans_contact"].sum())
    for place, (name, label, count) in zip(
        st.columns(2),
        (("urgences", SHORT[0], urgent), ("urgences_sans_contact", SHORT[1], waiting)),
        strict=True,
    ):
        column = URGENCES.column(name)
        with place:
            key_figure(
                label,
                french.number(count),
                definition=column.definition(context.settings),
                change=float(count - earlier[name].sum()),
                worse=column.worse,
            )
    if not urgent:
        st.info(plain(f"Aucune personne inscrite n'est de niveau 4 au {french.day(context.day)}."))
        return table
    late = _late(context)
    if waiting:
        concerned = table[table["urgences_sans_contact"] > 0]
        st.markdown(
            plain(
                f"{late} : {french.counted(waiting, 'personne')} sur {french.number(urgent)}, "
                f"dans {french.counted(len(concerned), 'zone')}."
            )
        )
    else:
        st.markdown("Toutes les personnes de niveau 4 ont été jointes dans le délai.")
    _urgent_table(context, table, "Zone")
    if waiting and context.role.may(Permission.SEE_PEOPLE):
        with st.expander("Références des urgences sans contact"):
            liste = Liste.URGENCES
            show_people(
                context,
                ask(context, people_listed, permission=Permission.SEE_PEOPLE, liste=liste),
                liste,
                key="fragilite_urgentes",
            )
    return table


def _late(context: Context) -> str:
    return f"Sans contact en {24 * context.settings.cadence_niveau_4} h"


def _urgent_table(context: Context, table: pd.DataFrame, place: str) -> None:
    show_table(
        table,
        labels={
            "nom_zone": place,
            "urgences_sans_contact": "Sans contact",
            "urgences": "Urgences",
        },
        key="fragilite_urgences",
        height=table_height(len(table), 290),
        opens=row_leads(context),
    )


def _urgent_sectors(context: Context) -> pd.DataFrame | None:
    table = sector_table(context.published, URGENCES.columns)
    if "urgences" not in table.columns:
        st.caption(
            "Ces situations sont trop peu nombreuses pour être dites secteur par secteur : la coordination les connaît "
            "et les suit une à une."
        )
        return None
    _urgent_table(context, table, "Secteur")
    return table


def moves_section(context: Context) -> pd.DataFrame:
    """Who moved between the two dates, in counts."""
    names = ["de_libelle", "vers_libelle", "personnes"]
    if context.before >= context.day:
        st.info("La date de comparaison n'est pas antérieure à la date d'observation : rien à comparer.")
        return pd.DataFrame(columns=names)
    moved = ask(context, mouvements.moves, before=context.before)
    if not moved.both:
        st.info(plain(f"Personne n'était inscrit à la fois le {french.day(context.before)} et ce jour."))
        return moved.flows[names]
    st.markdown(plain(_moves_sentence(moved)), help=plain(mouvements.DEFINITION))
    labels = {
        "de_nom": f"Le {french.day(context.before)}",
        "vers_nom": f"Le {french.day(context.day)}",
        "personnes": "Personnes",
    }
    named = moved.flows.assign(
        de_nom=moved.flows["de"].map(short_level), vers_nom=moved.flows["vers"].map(short_level)
    )
    changed = named[named["de"] != named["vers"]].sort_values("personnes", ascending=False)
    if changed.empty:
        st.info("Aucun niveau n'a changé entre les deux dates.")
        return moved.flows
    everybody = bound(
        st.segmented_control,
        "Schéma",
        ["changements", "toutes"],
        format_func=lambda name: plain(
            {
                "changements": "Celles dont le niveau a changé",
                "toutes": "Toutes les personnes",
            }[name]
        ),
        default="changements",
        required=True,
        key="fragilite_schema",
        label_visibility="collapsed",
    )
    drawn = moved.flows if everybody == "toutes" else moved.flows[moved.flows["de"] != moved.flows["vers"]]
    show_chart(
        partial(flows, drawn, context.before, context.day),
        changed,
        key="fragilite_mouvements",
        alt=_moves_sentence(moved).text,
        labels=labels,
    )
    st.caption(
        plain(
            "En orange : plus fragiles ; en bleu : moins fragiles ; en violet : première évaluation"
            + (
                " ; en gris pâle : niveau inchangé. À côté de chaque niveau, toutes ses personnes."
                if everybody == "toutes"
                else ". À côté de chaque niveau, celles qui le quittent puis celles qui y arrivent."
            )
            + " Le tableau donne les changements, du plus fréquent au plus rare."
        )
    )
    return moved.flows


def _moves_sentence(moved: mouvements.Moves) -> Marked:
    return marked(
        "Sur {} aux deux dates : **{}** plus fragiles, **{}** moins fragiles, **{}** évaluées pour la première fois. "
        "{} et {} du registre entre-temps, hors du schéma.",
        french.counted(moved.both, "personne inscrite", "personnes inscrites"),
        french.number(moved.up),
        french.number(moved.down),
        french.number(moved.evaluated),
        french.counted(moved.arrived, "arrivée", "arrivées"),
        french.counted(moved.left, "départ"),
    )


def profile_section(context: Context) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Levels by age band and by source."""
    st.header("Par âge", anchor=False, help=plain(ages.DEFINITION))
    by_age = ask(context, ages.fragility_by_age)
    shown = by_age[by_age["personnes"] > 0]
    show_chart(
        partial(level_shares, _named(shown, "tranche"), shown, each=44),
        by_age,
        key="fragilite_ages",
        alt="Parts de chaque niveau par tranche d'âge : " + french.listed(_named(shown, "tranche")),
        labels={"tranche": "Âge", "personnes": "Inscrites"} | LEVELS,
    )
    st.caption("Âge approché à un an près : seule l'année de naissance est conservée.")
    st.header("Par source", anchor=False, help=plain(sources.DEFINITION))
    by_source = ask(context, sources.fragility_by_source)
    shown = by_source[by_source["personnes"] > 0]
    show_chart(
        partial(level_shares, _named(shown, "libelle"), shown, each=44),
        by_source,
        key="fragilite_sources",
        alt="Parts de chaque niveau par source : " + french.listed(_named(shown, "libelle")),
        labels={"libelle": "Source", "personnes": "Inscrites"} | LEVELS,
    )
    st.caption("À côté du nom, le nombre de personnes inscrites ; dans les barres, les effectifs.")
    return by_age, by_source


def _named(frame: pd.DataFrame, name: str) -> list[str]:
    """`75 à 84 ans · 512` for each row."""
    return [
        f"{label} · {french.number(count)}"
        for label, count in zip(frame[name], frame["personnes"], strict=True)
    ]
