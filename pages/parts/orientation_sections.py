"""Sections of « Qui agit » on orientations: how many wait, at whose door, since when, where."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import ask, holds
from pages.parts.context import Context
from pages.parts.downloads import csv_button
from pages.parts.figures import figure_slots, key_figure, labels_of, show_chart, show_table, table_height
from pages.parts.leads import row_leads
from pages.parts.plain import joined, marked, plain
from pages.parts.published import places
from pages.parts.zone_map import show_zone_map
from visa_data import french
from visa_data.figures.who_acts import FATES, doors, orientation_fates, zones_waiting
from visa_data.indicators.filters import chosen_rows
from visa_data.indicators.listes import Liste, people_listed
from visa_data.indicators.listes_suivi import HIGH, at_whose_door, situations, unanswered
from visa_data.indicators.orientations import (
    NOT_ORIENTED,
    ORIENTATIONS,
    orientations,
    orientations_by_zone,
    threads,
)
from visa_data.roles import Permission
from visa_data.vocabulary import NON_LOCALISEES
from visa_data.vocabulary_of_action import StatutSuite

ACTORS_SHOWN = 10
ZONES_SHOWN = 12
VIEWS = {
    "sans_orientation": "Niveaux 3 et 4 non orientées",
    "en_attente": "En attente chez un acteur",
    "closes": "Refusées ou sans suite",
    "toutes": "Tout le suivi",
}
LOG_LABELS = {
    "reference": "Référence",
    "nom_zone": "Zone",
    "niveau": "Niveau",
    "situation": "Situation",
    "nom_acteur": "Chez",
    "a_solliciter": "À solliciter",
    "jours_attente": "Attente (jours)",
    "retard_jours": "Retard (jours)",
}
DOOR_LABELS = {
    "nom_acteur": "Acteur",
    "en_attente": "Sans réponse",
    "niveaux_3_4": "Dont niveaux 3 et 4",
    "plus_ancienne": "La plus ancienne (jours)",
}


def orientation_figures(context: Context) -> pd.DataFrame:
    """The key figures of the territory, with their change; gives the frame of `orientations`, non_orientees beside."""
    now = _with_fates(ask(context, orientations))
    compared = context.before < context.day and (
        context.book is None or holds(context, orientations, day=context.before)
    )
    then = _with_fates(ask(context, orientations, day=context.before)) if compared else None
    described = {column.name: column for column in ORIENTATIONS.zone_columns}
    shown = (
        ("personnes", "À orienter", described["a_orienter"], ""),
        ("orientees", "Orientées", described["orientees"], ""),
        ("prises_en_charge", "Prises en charge", described["prises_en_charge"], f" {_median_delay(now)}"),
        ("en_attente", "Sans réponse", described["en_attente"], ""),
        ("sans_suite", "Sans suite", described["sans_suite"], ""),
    )
    places = figure_slots(len(shown) + 1, "orientations")
    total = int(now["personnes"].sum())
    for place, (name, label, column, more) in zip(places, shown, strict=False):
        count = int(now[name].sum())
        of = "" if name == "personnes" else f" Sur {french.number(total)} personnes à orienter."
        with place:
            key_figure(
                label,
                french.number(count),
                definition=column.definition(context.settings) + more + of,
                change=None if then is None else float(count - then[name].sum()),
                worse=column.worse,
            )
    high = now["niveau"] >= HIGH
    with places[-1]:
        count = int(now.loc[high, "non_orientees"].sum())
        key_figure(
            "3 et 4 non orientées",
            french.number(count),
            definition=f"{NOT_ORIENTED.definition(context.settings)} De niveau 3 ou 4, sur "
            f"{french.number(int(now.loc[high, 'personnes'].sum()))}.",
            change=None if then is None else float(count - then.loc[high, "non_orientees"].sum()),
            worse=NOT_ORIENTED.worse,
        )
    return now


def _with_fates(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(non_orientees=frame["personnes"] - frame["orientees"])


def _median_delay(frame: pd.DataFrame) -> str:
    column = ORIENTATIONS.column("delai_median_jours")
    known = frame.dropna(subset="delai_median_jours")
    if known.empty:
        return ""
    return (
        "Délai médian : "
        + french.listed(
            [
                f"{column.in_french(row.delai_median_jours)} au niveau {row.niveau}"
                for row in known.itertuples()
            ]
        )
        + "."
    )


def takeaway(context: Context) -> None:
    """What to remember, in a sentence: who waits at level 3 or 4, since when, where; and who has not answered."""
    log = ask(context, threads, permission=Permission.SEE_PEOPLE)
    high = log[(log["statut"] == "") & (log["niveau"] >= HIGH)]
    waiting = log[unanswered(log)]
    day = french.day(context.day)
    if high.empty:
        first = marked("Au {}, toutes les personnes de niveau 3 ou 4 ont été orientées.", day)
    else:
        alone = len(high) == 1
        first = marked(
            "Au {}, **{}** de niveau 3 ou 4 {} vers personne ; {} l'attend depuis {}.",
            day,
            french.counted(len(high), "personne"),
            "n'a été orientée" if alone else "n'ont été orientées",
            "elle" if alone else "la plus ancienne",
            french.counted(high["jours_attente"].max(), "jour"),
        )
    if waiting.empty:
        st.markdown(plain(first))
        return
    second = marked(
        "**{}** {} une réponse de {}, dont {} au-delà du délai de contact de leur niveau.",
        french.counted(len(waiting), "orientation"),
        "attend" if len(waiting) == 1 else "attendent",
        french.counted(waiting.loc[waiting["acteur"] != "", "acteur"].nunique(), "acteur"),
        french.number((waiting["retard_jours"] > 0).sum()),
    )
    st.markdown(joined(" ", (first, second)))


def fates_section(context: Context, frame: pd.DataFrame) -> None:
    """What became of the people of each level."""
    st.header("Orientations par niveau", anchor=False, help=plain(ORIENTATIONS.definition(context.settings)))
    show_chart(
        partial(orientation_fates, frame),
        frame.sort_values("niveau", ascending=False),
        key="qui_agit_niveaux",
        alt="Orientations par niveau : "
        + french.listed(
            [
                f"{row.libelle}, {french.number(row.non_orientees)} non orientées sur {french.number(row.personnes)}"
                for row in frame.sort_values("niveau", ascending=False).itertuples()
            ]
        ),
        labels=labels_of(ORIENTATIONS.columns) | {name: look[0] for name, look in FATES.items()},
    )
    st.caption(
        plain(
            f"À côté du niveau, les personnes inscrites au {french.day(context.day)} ; dans les barres, les effectifs."
        )
    )


def doors_section(context: Context) -> pd.DataFrame:
    """At whose door the orientations wait."""
    st.header(
        "À la porte de qui",
        anchor=False,
        help=plain(ORIENTATIONS.column("en_attente").definition(context.settings)),
    )
    found = ask(context, at_whose_door, permission=Permission.READ_SMALL_COUNTS)
    if found.empty:
        st.info("Aucune orientation n'attend de réponse.")
        return found
    shown = found.head(ACTORS_SHOWN)
    named, every = ((frame["acteur"] != "").sum() for frame in (shown, found))
    show_chart(
        partial(doors, shown),
        found,
        key="qui_agit_portes",
        alt="Orientations sans réponse par acteur : "
        + french.listed([f"{row.nom_acteur} {row.en_attente}" for row in shown.itertuples()]),
        labels=DOOR_LABELS,
    )
    st.caption(
        plain(
            f"{french.counted(named, 'acteur')} sur {french.number(every)}, les plus chargés d'abord ; à côté, "
            "depuis combien de jours attend la plus ancienne. Tous dans le tableau."
        )
    )
    return found


def log_section(context: Context) -> pd.DataFrame:
    """The referral log by reference, levels 3 and 4 without orientation first. Gives what is shown, for files."""
    st.header("Le suivi, personne par personne", anchor=False, help="Réservé à la coordination.")
    log = ask(context, threads, permission=Permission.SEE_PEOPLE)
    names = dict(
        zip(*ask(context, orientations_by_zone)[["code_zone", "nom_zone"]].to_numpy().T.tolist(), strict=True)
    )
    actors = log.loc[log["acteur"] != "", ["acteur", "nom_acteur"]].drop_duplicates("acteur")
    known = {row.acteur: row.nom_acteur or row.acteur for row in actors.itertuples()}
    view = bound(
        st.segmented_control,
        "Suivi",
        list(VIEWS),
        format_func=lambda name: plain(VIEWS[name]),
        default="sans_orientation",
        required=True,
        key="suivi_vue",
        label_visibility="collapsed",
    )
    actor = bound(
        st.selectbox,
        "À la porte de",
        ["", *sorted(known, key=lambda code: known[code])],
        format_func=lambda code: f"{known[code]} ({code})" if code else "Tous les acteurs",
        key="suivi_acteur",
        width=460,
    )
    kept = log[_in_view(log, view)]
    if actor:
        kept = kept[kept["acteur"] == actor]
    kept = kept.assign(
        nom_zone=[names.get(code, code) or NON_LOCALISEES for code in kept["code_zone"]],
        situation=situations(kept),
    )
    labels = dict(LOG_LABELS)
    if view in ("sans_orientation", "closes"):
        listed = ask(context, people_listed, permission=Permission.SEE_PEOPLE, liste=Liste.A_ORIENTER)
        kept = kept.assign(
            a_solliciter=kept["reference"].map(listed.set_index("reference")["acteur"]).fillna("")
        )
    else:
        del labels["a_solliciter"]
    if view == "sans_orientation":
        del labels["nom_acteur"]
    columns = ["reference", "code_zone", *[name for name in labels if name != "reference"]]
    table = kept[columns].reset_index(drop=True)
    if table.empty:
        st.info(plain(f"{VIEWS[view]} : personne au {french.day(context.day)} dans ce choix."))
        return table
    st.markdown(
        marked(
            "**{}** sur {} suivies ou à orienter, au {}. Rangées par niveau × jours de retard : l'attente au-delà du délai "
            "de contact du niveau.",
            french.counted(len(table), "personne"),
            french.number(len(log)),
            french.day(context.day),
        )
    )
    show_table(
        table,
        labels=labels,
        key="qui_agit_suivi",
        height=table_height(len(table), 420),
        opens=row_leads(context),
    )
    csv_button(
        "Télécharger ce suivi (CSV)",
        table,
        f"visa_suivi_{view}_{context.day.isoformat()}",
        key="qui_agit_suivi_csv",
    )
    return table


def _in_view(log: pd.DataFrame, view: str) -> pd.Series:
    if view == "sans_orientation":
        return (log["statut"] == "") & (log["niveau"] >= HIGH)
    if view == "toutes":
        return pd.Series(True, index=log.index)
    if view == "en_attente":
        return unanswered(log)
    return log["statut"].isin([StatutSuite.REFUSEE.value, StatutSuite.SANS_SUITE.value])


def where_section(context: Context) -> pd.DataFrame:
    """Where people wait to be oriented: the zones with most of them beside the map; gives the table."""
    definition = NOT_ORIENTED.definition(context.settings)
    st.header("Où l'on attend d'être orienté", anchor=False, help=plain(definition))
    every = ask(context, orientations_by_zone, filters=context.filters.everywhere)
    every["non_orientees"] = every["a_orienter"] - every["orientees"]
    table = chosen_rows(every, context.filters.zones)
    ranked = table[table["non_orientees"] > 0].sort_values(
        ["non_orientees", "nom_zone"], ascending=[False, True]
    )
    if ranked.empty:
        st.success("Toutes les personnes à orienter l'ont été.")
        return table
    shown = ranked.head(ZONES_SHOWN)
    left, right = st.columns([0.6, 0.4], gap="medium")
    with left:
        show_chart(
            partial(zones_waiting, shown),
            ranked,
            key="qui_agit_zones",
            alt="Personnes non orientées par zone : "
            + french.listed([f"{row.nom_zone} {row.non_orientees}" for row in shown.itertuples()]),
            labels=labels_of((*ORIENTATIONS.zone_columns, NOT_ORIENTED)),
            bars=shown,
            opens=row_leads(context),
        )
    with right:
        show_zone_map(
            context,
            every,
            NOT_ORIENTED,
            value="non_orientees",
            denominator="a_orienter",
            key="qui_agit_ou",
            share=False,
        )
    st.caption(
        plain(
            f"{definition} {places(context, len(shown))} sur {french.number(len(ranked))}, les plus nombreuses d'abord."
        )
    )
    return table
