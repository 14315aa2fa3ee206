"""Streamlit's own English words said in French, on every page: « Select all », « Choose date », « Upload »…, and roles it lacks."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.parts.look import SCRIPT
from pages.parts.plain import plain
from visa_data import french

PLACE = "mots_de_l_interface"
BOX = "zone_de_depot"

_words = st.components.v2.component("mots_francais", js=SCRIPT, isolate_styles=False)


def say_in_french() -> None:
    """Once a run, at the end of the side bar; draws nothing."""
    with st.sidebar, st.container(key=PLACE):
        st.html(f"<style>.st-key-{PLACE} {{ display: none; }}</style>")
        _words(key="mots_francais", on_fond_change=lambda: None)


def file_drop(label: str, *, key: str) -> Sequence[UploadedFile]:
    """A drop zone for several files; its button and its size limit are said in French."""
    limit = french.number(int(st.get_option("server.maxUploadSize")))
    with st.container(key=BOX):
        st.html(
            f"""<style>
            .st-key-{BOX} [data-testid="stFileUploaderDropzone"] > span button p,
            .st-key-{BOX} [data-testid="stFileUploaderDropzone"] > button p,
            .st-key-{BOX} [data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; }}
            .st-key-{BOX} [data-testid="stFileUploaderDropzone"] > span button p::after,
            .st-key-{BOX} [data-testid="stFileUploaderDropzone"] > button p::after {{
                content: "Choisir des fichiers"; font-size: 1rem;
            }}
            .st-key-{BOX} [data-testid="stFileUploaderDropzoneInstructions"]::after {{
                content: "ou les déposer ici : {limit} Mo au plus par fichier"; font-size: 0.875rem;
            }}
            </style>"""
        )
        return st.file_uploader(plain(label), accept_multiple_files=True, key=key)
