"""Préparer la réunion: what the committee will read, made once for a day, frozen, and taken away as a file."""

import streamlit as st

from pages.parts.activity_section import activity_section
from pages.parts.answers import fact
from pages.parts.book_freezing import books_listed, freeze_button, said_before
from pages.parts.card_html import small_table
from pages.parts.context import link_to, need_data, open_page
from pages.parts.digest_section import digest_section
from pages.parts.heading import page_heading
from pages.parts.plain import marked, plain
from visa_data import french
from visa_data.dossier.keeping import kept_books
from visa_data.dossier.preparing import preparation

context = open_page("preparer")
page_heading(context, "Préparer la réunion", "Que lira le comité, et qu'est-ce qui en est masqué ?")
need_data(context)
said_before()
st.markdown(
    "Le comité, son rapport et ses cartes ne lisent qu'un **dossier de séance** : les chiffres d'un jour, protégés une fois, "
    "puis figés. Choisissez ce jour avec la date d'observation, dans le volet de gauche."
)
with context.base.cursor() as cursor:
    kept = kept_books(cursor)
later = [one for one in kept if one.day > context.day]
if later:
    st.info(
        plain(
            f"Un dossier est déjà figé au {french.day(later[0].day)} : le suivant ne peut être que d'un jour plus récent. "
            "Choisissez une date d'observation plus récente."
        )
    )
else:
    with st.spinner("Le dossier se prépare : quelques secondes."):
        found = fact(context, preparation)
    st.header(plain(f"Le dossier du {french.day(context.day)}"), anchor=False)
    st.markdown(marked("{}", found.sentence))
    link_to(context, "secteurs", "Voir ou modifier les secteurs")
    if found.changed:
        st.markdown("**Ce qui a changé depuis le dernier dossier**")
        for sentence in found.changed:
            st.markdown(marked("- {}", sentence))
    freeze_button(context, found)
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(
            marked("**Par secteur**, {} des cases portent un nombre.", french.percent(found.said))
            if found.cells.rows
            else "**Par secteur**, aucun chiffre n'est donné : le territoire est trop petit."
        )
        st.html(small_table(found.cells.headers, found.cells.rows, right=(1, 2, 3)))
        st.caption(
            marked(
                "Donnés pour tout le territoire seulement, parce que trop rares dans chaque secteur : {}.",
                french.listed(list(found.alone)),
            )
        )
    with right:
        st.html(
            small_table(
                found.settings.headers, found.settings.rows, caption="Réglages de la protection", right=(1,)
            )
        )
    st.html(small_table(found.freshness.headers, found.freshness.rows, caption="Fraîcheur des données"))
books_listed(context, kept)
digest_section(context, kept)
activity_section(context)
