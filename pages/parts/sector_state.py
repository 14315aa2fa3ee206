"""Over the map of sectors: what the last gesture did, which division is in force, what is wrong with it."""

from __future__ import annotations

import streamlit as st

from pages.parts.context import Context
from pages.parts.plain import marked, plain
from pages.parts.sector_card import SAID
from visa_data import french
from visa_data.indicators.filters import EVERYBODY
from visa_data.roles import author_label
from visa_data.sectors.current import CurrentDivision
from visa_data.sectors.listing import remarks_sentence, small_sectors
from visa_data.territory.sectors import Sizes
from visa_data.territory.zones import ZoneFrame


def division_state(context: Context, current: CurrentDivision, zones: ZoneFrame, sizes: Sizes) -> None:
    """All of it in one container: a sentence more or less must not move the map, which would be drawn anew."""
    with st.container():
        if said := st.session_state.pop(SAID, ""):
            st.success(plain(said))
        for note in current.notes:
            st.warning(plain(note), icon="⚠️")
        _in_force(current)
        _remarks(context, current, zones, sizes)
        if context.filters != EVERYBODY:
            st.caption(
                "Les filtres choisis à gauche ne changent rien ici : le découpage est celui de tout le territoire."
            )


def _in_force(current: CurrentDivision) -> None:
    version = current.version
    if version is None:
        st.markdown(
            "**Découpage proposé**, pas encore gardé : il le sera à la première modification, ou au premier dossier de "
            "séance. Une zone assez grande reste seule, les petites voisines vont ensemble."
        )
        return
    st.markdown(
        marked(
            "**Découpage gardé**, version {} du {} ({}).",
            version.number,
            french.moment(version.at),
            author_label(version.author),
        )
    )


def _remarks(context: Context, current: CurrentDivision, zones: ZoneFrame, sizes: Sizes) -> None:
    division, settings = current.division, context.settings
    st.markdown(
        marked(
            "**{}** pour {}. {}",
            french.counted(len(division.sectors), "secteur"),
            french.counted(len(zones.codes), "zone"),
            remarks_sentence(small_sectors(division, sizes, settings), division.in_pieces(zones)),
        ),
        help=plain(
            "Petit (la plupart de ses chiffres seront masqués au comité) : moins de "
            f"{french.counted(settings.secteur_inscrits, 'inscrite')}, arrondies à 5 près, ou de "
            f"{french.counted(settings.secteur_habitants, 'habitant')} là où ils sont connus. En plusieurs morceaux : "
            "ses zones ne se touchent pas toutes."
        ),
    )
