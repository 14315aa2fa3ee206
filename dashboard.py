"""Entry point: configuration, role, dates and filters, then the screen asked for.

Whatever address is opened first, it goes through here: screens live one level below `pages/`, where
Streamlit's automatic discovery does not look.
"""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.parts.context import publish, sentence_at_worst
from pages.parts.french_words import say_in_french
from pages.parts.plain import plain
from pages.parts.sidebar import read_context
from visa_data import environment
from visa_data.traces import keep_traces, keep_values_out_of_logs

HOME = "comite"
SCREENS = {
    "La réunion": [
        (
            "comite",
            "Comité de pilotage",
            "Les chiffres clés, ce qui a changé depuis la dernière réunion, les quatre blancs.",
        ),
        (
            "carte",
            "Carte du territoire",
            "Les zones colorées par un indicateur, équipes, ressources ; une fiche par zone.",
        ),
        ("campagne", "Campagne d'appels", "Qui a été appelé, joint, évalué ; à quel rythme."),
        ("fragilite", "Fragilité", "Les niveaux déclarés, leur répartition et leurs mouvements."),
        ("besoins", "Besoins essentiels", "Les dix besoins par zone, ceux que rien ne couvre."),
        ("zones_blanches", "Zones blanches", "Où personne ne va, et où une équipe aiderait le plus."),
        ("equipes_ressources", "Équipes et ressources", "L'annuaire, sa fraîcheur, la charge des équipes."),
    ],
    "Les données": [
        (
            "importer",
            "Importer des données",
            "Charger les extractions de la semaine, voir ce qui est pris et refusé.",
        ),
        ("doublons", "Doublons", "Les références qui désignent peut-être la même personne."),
    ],
}


def main() -> None:
    """One run of the application."""
    st.set_page_config(page_title="Tableau de bord VISA", page_icon="🤝", layout="wide")
    keep_values_out_of_logs()
    with sentence_at_worst(before=lambda: navigation(everything=False)):
        keep_traces(on_standard_error=True, file=environment.log_path())
        context = read_context()
    screen = navigation(everything=context.role.sees_people)
    with sentence_at_worst():
        publish(context)
        say_in_french()
        screen.run()


def navigation(*, everything: bool) -> StreamlitPage:
    """The menu; everything: else the committee's own screen alone, the others saying so at their address."""
    return st.navigation(
        {
            section: [
                st.Page(
                    f"pages/screens/{name}.py",
                    title=plain(title),
                    help=plain(summary),
                    url_path=name,
                    default=name == HOME,
                    visibility="visible" if everything or name == HOME else "hidden",
                )
                for name, title, summary in screens
            ]
            for section, screens in SCREENS.items()
        }
    )


main()
