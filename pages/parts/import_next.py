"""What to do once data are loaded: see the map, decide probable duplicates, prepare the meeting; what is missing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.context import Context, link_to
from pages.parts.duplicate_pairs import found_pairs
from pages.parts.pending_imports import Loaded
from pages.parts.plain import plain
from pages.parts.screens import SCREENS
from visa_data import french
from visa_data.duplicates.listing import pairs_listed
from visa_data.extracts.kinds import PERSONNES
from visa_data.extracts.loading.placement_gaps import codes_without_outline
from visa_data.roles import Permission


def next_steps(context: Context, loaded: Sequence[Loaded]) -> DeltaGenerator | None:
    """A row of links after an import that changed something; gives where `duplicates_step` goes, None for nowhere."""
    if not _kinds(loaded):
        return None
    st.markdown("**Et maintenant**")
    row = st.container(horizontal=True, gap="small")
    with row:
        link_to(context, "carte", "Voir la carte")
        place = row.container(width="content")
        link_to(context, "agir", SCREENS["agir"].title)
        link_to(context, "preparer", SCREENS["preparer"].title)
    with context.base.cursor() as cursor:
        codes, people = codes_without_outline(cursor)
    if codes:
        st.warning(
            plain(
                f"{french.counted(codes, 'zone sans contour', 'zones sans contour')} : "
                f"{french.counted(people, 'personne y est inscrite', 'personnes y sont inscrites')}, que la carte ne peut "
                "pas placer. Déposez ici le fichier de leurs contours, ou corrigez leur code."
            ),
            icon="⚠️",
        )
    return place


def duplicates_step(context: Context, loaded: Sequence[Loaded], place: DeltaGenerator | None) -> None:
    """The pairs that are to be decided, once people were loaded. Last on the page: comparing takes seconds."""
    if place is None or PERSONNES.name not in _kinds(loaded) or not context.role.may(Permission.JOIN_PEOPLE):
        return
    found = found_pairs(context)
    with context.base.references() as cursor:
        number = len(pairs_listed(cursor, found).to_decide)
    with place:
        if number:
            link_to(
                context,
                "doublons",
                french.counted(number, "doublon probable à décider", "doublons probables à décider"),
            )


def _kinds(loaded: Sequence[Loaded]) -> set[str]:
    """What the import changed."""
    outcomes = [one.outcome for one in loaded if one.outcome is not None]
    return {one.kind for one in outcomes if one.import_id is not None}
