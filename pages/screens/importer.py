"""Importer des données: what the files are, what would change, then the import, and its history."""

import streamlit as st

from pages.parts.context import open_page
from pages.parts.figures import show_as_it_is
from pages.parts.french_words import file_drop
from pages.parts.heading import page_heading
from pages.parts.import_foreseen import foresee_files, stopped_sentence
from pages.parts.import_history import history_block
from pages.parts.import_loading import load_files
from pages.parts.import_next import duplicates_step
from pages.parts.import_result import result_block
from pages.parts.import_review import confirmed, people_first, refused_file, review_file, review_table
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
    "Qu'est-ce qui est pris des fichiers reçus, refusé, et pourquoi ?",
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
    if stopped := stopped_sentence(pending):
        st.warning(plain(stopped), icon="⚠️")
    contents = contents_of(uploads)
    foreseen = foresee_files(context, pending, readings)
    refused = [reading for reading in readings if reading.extract is None]
    if refused:
        st.header(plain(french.counted(len(refused), "fichier refusé", "fichiers refusés")), anchor=False)
    for reading in refused:
        refused_file(reading)
    ready = len(readings) - len(refused)
    if ready:
        st.header("Ce qui va changer", anchor=False)
        show_as_it_is(
            review_table(readings, foreseen),
            "Ce qui va changer, par fichier",
            height="content",
            key="revue",
            placeholder=french.UNKNOWN,
        )
        if advice := people_first(readings, foreseen):
            st.warning(plain(advice))
        sure = confirmed(context, pending)
    row = st.container(horizontal=True)
    if ready and row.button(
        plain(f"Importer {french.counted(ready, 'fichier')}"),
        type="primary",
        disabled=not sure,
        key="importer",
    ):
        load_files(context, pending, readings, contents)
        st.rerun()
    if row.button("Tout retirer sans importer", key="retirer"):
        forget(pending)
        st.rerun()
    if ready:
        order = ", ".join(kind.noun[1] for kind in kinds_in_loading_order())
        st.caption(
            marked(
                "Les fichiers sont importés dans l'ordre qui convient : {}. "
                "Chaque fichier entre en entier ou pas du tout.",
                order,
            )
        )
        st.header("Fichier par fichier", anchor=False)
    opened = True
    for reading in readings:
        if reading.extract is not None:
            found = foreseen[reading.received.identifier]
            review_file(context, reading, reading.extract, found, contents, opened=opened)
            opened = False
else:
    pending.readings = {}
place = result_block(context, pending.loaded)
territory_form(context)
history_block(context)
duplicates_step(context, pending.loaded, place)
