"""Sections of « Qui agit » on callers: by profile, trained or not, their load; sponsors who left."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.parts.answers import ask
from pages.parts.context import Context
from pages.parts.figures import figure_slots, key_figure, labels_of, show_chart, show_table, table_height
from pages.parts.listes import show_people
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.figures.who_acts import caller_profiles
from visa_data.indicators.appelants import APPELANTS, UNKNOWN, callers_by_profile, callers_listed
from visa_data.indicators.callers import RECENT_DAYS
from visa_data.indicators.listes import Liste, people_listed
from visa_data.indicators.parrainage import PARRAINAGE, sponsoring
from visa_data.roles import Permission
from visa_data.vocabulary_of_action import Profil

WEEKS = RECENT_DAYS / 7
CALLER_LABELS = {
    "appelant": "Appelant·e",
    "libelle": "Profil",
    "activite": "Appelle",
    "forme": "Formé·e",
    "charte_signee": "Charte",
    "heures_semaine": "Heures données par semaine",
    "heures_passees": "Heures d'appel par semaine",
    "part_passee": "Part utilisée",
    "filleuls": "Filleuls",
    "appels_28_jours": "Appels",
    "joints_28_jours": "Aboutis",
}


def callers_section(context: Context) -> dict[str, pd.DataFrame]:
    """Callers by profile, and for the coordination one by one. Gives the tables for files."""
    by_profile = ask(context, callers_by_profile)
    if by_profile.empty:
        st.info("Aucun appelant n'est connu : chargez le fichier des appelants pour savoir qui appelle.")
        return {}
    by_profile.insert(1, "libelle", [profile_label(code) for code in by_profile["profil"]])
    calls = int(by_profile["appels"].sum())
    shown = (
        ("appelants", "Appelants actifs", False),
        ("heures_semaine", "Heures par semaine", False),
        ("appels", "Appels", False),
        ("appels_sans_formation", "Sans formation", True),
        ("appels_sans_charte", "Sans charte", True),
    )
    for place, (name, label, share) in zip(figure_slots(len(shown), "appelants"), shown, strict=True):
        total = float(by_profile[name].sum())
        of = f" {french.number(total)} sur {french.counted(calls, 'appel')}." if share else ""
        with place:
            key_figure(
                label,
                french.percent(total / calls if calls else None) if share else french.number(total),
                definition=APPELANTS.column(name).definition(context.settings) + of,
            )
    show_chart(
        partial(caller_profiles, by_profile),
        by_profile,
        key="qui_agit_profils",
        alt="Appels par profil : "
        + french.listed([f"{row.libelle} {french.number(row.appels)}" for row in by_profile.itertuples()]),
        labels={"libelle": "Profil"} | labels_of(APPELANTS.columns[1:]),
    )
    st.caption(plain(APPELANTS.definition(context.settings)))
    tables = {"Appelants par profil": by_profile}
    if context.role.may(Permission.SEE_PEOPLE):
        tables["Appelants"] = _one_by_one(context)
    return tables


def profile_label(code: str) -> str:
    """A profile as read: files may name others than those of the vocabulary."""
    if code in ("", UNKNOWN):
        return "Profil inconnu"
    return Profil(code).label if code in set(Profil) else code


def _one_by_one(context: Context) -> pd.DataFrame:
    """Every caller, the most loaded first: hours spent on the last weeks' calls against those given."""
    listed = ask(context, callers_listed, permission=Permission.SEE_PEOPLE)
    spent = listed["minutes_28_jours"] / 60 / WEEKS
    table = listed.assign(
        libelle=[profile_label(code) for code in listed["profil"]],
        activite=["oui" if active else "n'appelle plus" for active in listed["actif"]],
        forme=[known or "inconnu" for known in listed["forme"]],
        charte_signee=[known or "inconnu" for known in listed["charte_signee"]],
        heures_passees=spent,
        part_passee=spent / listed["heures_semaine"].where(listed["heures_semaine"] > 0),
    )[list(CALLER_LABELS)].sort_values("part_passee", ascending=False, na_position="last", ignore_index=True)
    untrained = listed[listed["actif"] & (listed["forme"] == "non")]
    unsigned = listed[listed["actif"] & (listed["charte_signee"] == "non")]
    over = int((table["part_passee"] > 1).sum())
    st.markdown(
        marked(
            "**À former** : {} encore actifs et sans formation. **À faire signer** : {} sans charte. **Trop chargés** : {} "
            "passent au téléphone plus d'heures qu'ils n'en donnent.",
            french.counted(len(untrained), "appelant"),
            french.number(len(unsigned)),
            french.number(over),
        )
    )
    with st.expander(plain(f"Voir {french.counted(len(table), 'appelant')}, par code")):
        show_table(
            table, labels=CALLER_LABELS, key="qui_agit_appelants", height=table_height(len(table), 460)
        )
        st.caption(
            plain(
                f"Appels aboutis des {RECENT_DAYS} derniers jours dont la durée est connue, ramenés à la semaine. Les plus "
                "chargés d'abord."
            )
        )
    return table


def sponsors_section(context: Context) -> pd.DataFrame:
    """Who has a sponsor, whose has left, who hears the same voice; whom to give the orphans to."""
    counts = ask(context, sponsoring)
    row = counts.iloc[0]
    for place, column in zip(figure_slots(4, "parrainage"), PARRAINAGE.columns[1:], strict=True):
        of = f" Sur {french.number(row[column.whole])}."
        with place:
            key_figure(
                column.label,
                french.number(row[column.name]),
                definition=column.definition(context.settings) + of,
            )
    if context.role.may(Permission.SEE_PEOPLE):
        liste = Liste.A_PARRAINER
        show_people(
            context,
            ask(context, people_listed, permission=Permission.SEE_PEOPLE, liste=liste),
            liste,
            key="qui_agit_orphelins",
        )
    return counts
