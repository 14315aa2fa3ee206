"""Définitions: what every figure counts, its source, the thresholds in force. Nobody's data: open to every role."""

import pandas as pd
import streamlit as st

from pages.parts.accessibility import accessibility_declaration
from pages.parts.address import bound
from pages.parts.card_html import small_table
from pages.parts.context import open_page, thresholds_of
from pages.parts.downloads import download_bar
from pages.parts.heading import title_line
from pages.parts.plain import joined, marked, plain
from visa_data.indicators.definitions import (
    COLUMN_HEADERS,
    EXAMPLE_OF,
    OTHER_HEADERS,
    THRESHOLD_HEADERS,
    definitions,
    other_words,
)
from visa_data.propositions.indicator import PROPOSITIONS
from visa_data.retention.sentences import (
    GROUND_HEADERS,
    RETENTION_HEADERS,
    crisis_end_sentence,
    legal_ground_rows,
    retention_rows,
)
from visa_data.settings import NOT_ADVICE

context = open_page("definitions")
title_line("Définitions", "Que compte chaque chiffre, d'où vient-il, et avec quels réglages ?")
asked = bound(
    st.text_input,
    "Chercher un chiffre, un mot, un réglage",
    key="figure",
    placeholder="Par exemple : perdues de vue, 2SFCA, urgence",
)
found = definitions(asked, [PROPOSITIONS])
others = other_words(context.settings, asked)
thresholds = thresholds_of(context)

if not found and not others:
    st.info(
        plain(f"Aucune définition ne contient « {asked} ». Essayez un seul mot, ou effacez la recherche.")
    )
elif len(found) > 1:
    st.markdown(
        joined(" · ", (marked("[{}](#{})", one.indicator.title, one.indicator.name) for one in found))
    )
for one in found:
    indicator = one.indicator
    st.header(plain(indicator.title), anchor=indicator.name)
    st.markdown(marked("**{}** {}", indicator.question, indicator.definition(context.settings)))
    st.html(small_table(COLUMN_HEADERS, one.rows(context.settings)))
    st.markdown(marked("**{} :** {}", EXAMPLE_OF, indicator.worked_example))
    if rows := one.thresholds(thresholds):
        st.html(small_table(THRESHOLD_HEADERS, rows, caption="Réglages en vigueur"))
    st.caption(plain(f"Parts calculées sur : {indicator.denominator}. Source : {indicator.source}"))
if others:
    st.header("Autres mots du tableau de bord", anchor="autres-mots")
    st.html(small_table(OTHER_HEADERS, others))

if not asked and context.book is None:
    st.header("Protection des données", anchor="protection-des-donnees")
    st.html(small_table(RETENTION_HEADERS, retention_rows(thresholds)))
    st.markdown(plain(crisis_end_sentence(context.settings)))
    st.html(small_table(GROUND_HEADERS, legal_ground_rows(context.settings)))
    st.caption(plain(NOT_ADVICE))

columns = [(one.indicator.title, *row) for one in found for row in one.rows(context.settings)]
used = dict.fromkeys(row for one in found for row in one.thresholds(thresholds))
download_bar(
    context,
    "definitions",
    {
        "Chiffres": pd.DataFrame(columns, columns=["Indicateur", *COLUMN_HEADERS]),
        "Réglages": pd.DataFrame(list(used), columns=list(THRESHOLD_HEADERS)),
        "Autres mots": pd.DataFrame(others, columns=list(OTHER_HEADERS)),
    },
)
accessibility_declaration()
