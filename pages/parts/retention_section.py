"""Until when data are kept: what is due today, what comes next, its destruction and its certificate."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from pages.parts.card_html import small_table
from pages.parts.context import Context, current_settings
from pages.parts.downloads import file_button
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.backups.purging import purge_backups
from visa_data.retention.certificate import certificate
from visa_data.retention.due import due
from visa_data.retention.purge import Purged, purge
from visa_data.retention.sentences import (
    GROUND_HEADERS,
    backup_sentences,
    crisis_end_sentence,
    due_sentences,
    legal_ground_rows,
)
from visa_data.roles import Permission
from visa_data.settings import NOT_ADVICE

DONE = "_purge_faite"
"""Session state key of the last purge of this session, for its certificate."""
CONFIRM = "purge_confirmee"
MEANING = (
    "Les durées sont des réglages ; chacune dit d'où elle vient sur la page « Définitions ». Une destruction porte aussi sur "
    "l'historique, les fichiers de travail et les sauvegardes que le tableau de bord a faites ; elle ne se reprend pas."
)


def retention_section(context: Context) -> None:
    """For who keeps watch; the button, for who may destroy."""
    context.role.require(Permission.READ_JOURNAL)
    st.header("Jusqu'à quand", anchor=False, help=plain(MEANING))
    today, settings = date.today(), current_settings()
    _just_done()
    with context.writable.references() as cursor:
        found = due(cursor, today, settings)
    st.markdown(plain(crisis_end_sentence(settings)))
    for sentence in due_sentences(found):
        if sentence == found.warning:
            st.warning(plain(sentence), icon="⚠️")
        else:
            st.markdown(marked("- {}", sentence))
    if found.due and context.role.may(Permission.RETAIN):
        _destroy_form(context)
    with st.expander("Textes suivis, par origine des personnes"):
        st.html(small_table(GROUND_HEADERS, legal_ground_rows(settings)))
        st.caption(plain(NOT_ADVICE))


def _destroy_form(context: Context) -> None:
    sure = st.checkbox(
        "Je détruis ce qui est dû aujourd'hui : cela ne se reprend pas.", key=CONFIRM, value=False
    )
    st.button(
        "Détruire maintenant",
        key="purger",
        type="primary",
        disabled=not sure,
        on_click=_destroy,
        args=(context,),
        help=None if sure else plain("Cochez d'abord la case : une destruction ne se reprend pas."),
    )


def _destroy(context: Context) -> None:
    context.role.require(Permission.RETAIN)
    base, settings, at = context.writable, current_settings(), datetime.now()
    st.session_state[DONE] = purge(base, at.date(), settings, at=at, reach_backups=purge_backups)
    st.session_state[CONFIRM] = False


def _just_done() -> None:
    """What this session has destroyed, and the certificate of it."""
    done = st.session_state.get(DONE)
    if not isinstance(done, Purged):
        return
    st.success(plain(" ".join(due_sentences(done.done, done=True))))
    if not done.rewritten:
        st.warning("Le fichier de la base est occupé : il sera réécrit à sa prochaine ouverture.")
    for sentence in backup_sentences(done.backups):
        (st.warning if done.backups and done.backups.unreachable else st.success)(plain(sentence))
    file_button(
        "Télécharger le certificat de destruction (PDF)",
        lambda: certificate(done),
        f"visa_certificat_{done.at:%Y-%m-%d_%H%M}.pdf",
        key="certificat_pdf",
        note=f"Quoi, combien, pourquoi, quand ; jamais qui. Fait le {french.moment(done.at)}.",
    )
