"""Importer des données: what the files are, what would change, then the import, and its history."""

import streamlit as st

from pages.parts.context import open_page
from pages.parts.french_words import file_drop
from pages.parts.heading import page_heading
from pages.parts.import_foreseen import foresee_files, stopped_sentence
from pages.parts.import_history import history_block
from pages.parts.import_loading import load_files
from pages.parts.import_result import result_block
from pages.parts.import_review import confirmed, people_first, review_file, review_table
from pages.parts.pending_imports import contents_of, forget, pending_files, read_files
from pages.parts.plain import marked, plain
from pages.parts.sample_files import sample_download
from pages.parts.territory_form import territory_form
from visa_data import french
from visa_data.extracts.apart import prepare
from visa_data.extracts.kinds import kinds_in_loading_order

GUIDE = """
1. **Déposez** les fichiers tels que vous les avez reçus : CSV, TSV, Excel, OpenDocument, ou contours de zones
   (GeoJSON, GeoPackage, Shapefile). Inutile de les nettoyer ni de les trier.
2. **Vérifiez** ce qui a été reconnu, ligne par ligne. Rien n'est écrit tant que vous n'importez pas.
3. **Importez**. Un import s'annule tant que rien n'a changé ses données. Noms, téléphones, adresses et santé ne sont jamais enregistrés.
"""

context = open_page("importer", keep_files=True)
prepare()
page_heading(
    context,
    "Importer des données",
    "Que contiennent les fichiers reçus, qu'est-ce qui est pris, qu'est-ce qui est refusé, et pourquoi ?",
)
st.markdown(GUIDE)
sample_download()
if context.invented:
    st.caption(
        "Cette base est celle du territoire d'exemple : n'y déposez que des fichiers inventés. Pour vos données, "
        "démarrez le tableau de bord sur une base neuve."
    )
pending = pending_files()
uploads = file_drop("Fichiers à importer", key=f"fichiers_{pending.uploads}")
if uploads:
    readings = read_files(context, pending, uploads)
    stopped = stopped_sentence(pending)
    with st.container():
        if stopped:
            st.warning(plain(stopped), icon="⚠️")
    contents = contents_of(uploads)
    foreseen = foresee_files(context, pending, readings)
    st.subheader("Ce qui va changer", anchor=False)
    st.dataframe(
        review_table(readings, foreseen),
        hide_index=True,
        width="stretch",
        height="content",
        key="revue",
        placeholder=french.UNKNOWN,
    )
    advice = people_first(readings, foreseen)
    ready = sum(reading.extract is not None for reading in readings)
    with st.container():
        if advice:
            st.warning(plain(advice))
        sure = confirmed(context, pending)
    go, drop = st.columns([1, 3])
    if go.button(
        plain(f"Importer {french.counted(ready, 'fichier')}"),
        type="primary",
        disabled=not (ready and sure),
        key="importer",
    ):
        load_files(context, pending, readings, contents)
        st.rerun()
    if drop.button("Tout retirer sans importer", key="retirer"):
        forget(pending)
        st.rerun()
    order = ", ".join(kind.noun[1] for kind in kinds_in_loading_order())
    st.caption(
        marked(
            "Les fichiers sont importés dans l'ordre qui convient : {}. "
            "Chaque fichier entre en entier ou pas du tout.",
            order,
        )
    )
    st.subheader("Fichier par fichier", anchor=False)
    first = next((reading for reading in readings if reading.extract), None)
    for reading in readings:
        found = foreseen.get(reading.received.identifier)
        review_file(context, reading, found, contents, opened=reading is first)
else:
    pending.readings = {}
result_block(pending.loaded)
territory_form(context)
history_block(context)
