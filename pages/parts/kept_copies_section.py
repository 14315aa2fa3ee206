"""The file of the base itself: whether it is encrypted, and the backups that it knows."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.parts.context import Context
from pages.parts.figures import show_as_it_is
from pages.parts.plain import plain
from visa_data import french
from visa_data.backups.making import known_backups
from visa_data.base.rewriting import awaits_rewriting
from visa_data.roles import Permission

PLAIN = (
    "La base n'est pas chiffrée : qui copie son fichier la lit. La commande « chiffrer » la chiffre, par une clé gardée dans un "
    "fichier à part (VISA_CLE_BASE)."
)
ENCRYPTED = (
    "La base est chiffrée ; sa clé est dans un fichier à part, dont une copie doit être gardée ailleurs."
)
WAITING = "Des lignes effacées restent dans les octets du fichier : il sera réécrit à sa prochaine ouverture."
LATE = (
    "Des personnes effacées de la base sont encore dans des sauvegardes faites avant. La prochaine sauvegarde les en retire "
    "(commande « sauvegarder », chaque nuit sur un serveur), comme « purger --executer »."
)
NONE = "Aucune sauvegarde n'est connue : la commande « sauvegarder » en fait une, vérifiée."


def kept_copies_section(context: Context) -> None:
    """For who keeps watch over the data."""
    context.role.require(Permission.READ_JOURNAL)
    st.header("Le fichier et ses sauvegardes", anchor=False)
    base = context.writable
    with base.references() as cursor:
        known, waiting = known_backups(cursor), awaits_rewriting(cursor)
    st.markdown(plain(ENCRYPTED if base.encrypted else PLAIN))
    if waiting:
        st.warning(WAITING)
    if not known:
        st.info(NONE)
        return
    table = pd.DataFrame(
        [
            (
                one.path.name,
                french.moment(one.made),
                "entière" if one.whole else "inachevée",
                "oui" if one.path.exists() else "non",
                "y est encore" if one.late else "n'y est pas",
            )
            for one in known
        ],
        columns=["Sauvegarde", "Faite le", "État", "À sa place", "Ce qui a été effacé depuis"],
    )
    if any(one.late for one in known):
        st.warning(plain(LATE), icon="⚠️")
    show_as_it_is(table, "Les sauvegardes connues, de la plus récente à la plus ancienne", key="sauvegardes")
