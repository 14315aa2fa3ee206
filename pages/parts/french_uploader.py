"""The drop zone in French: Streamlit writes its own words, and has no setting for them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.parts.plain import plain
from visa_data import french

BOX = "zone_de_depot"


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
