"""The letter being written: composed or taken up again, then edited section by section; kept while other pages are read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import fact
from pages.parts.context import Context
from pages.parts.plain import joined, marked, plain
from visa_data import french
from visa_data.letter.composing import Composed, compose_letter
from visa_data.letter.keeping import last_version
from visa_data.letter.letter import Letter, Section
from visa_data.letter.places import SECTOR, TERRITORY, Place, letter_places, place_of
from visa_data.roles import Permission

DRAFT = "_lettre_brouillon"
ADDED = "ajout_"
HOW_TO_WRITE = (
    "Une ligne par phrase ou par service. Une ligne qui commence par « - » est un point de la liste ; ce qui précède « : » y "
    "est mis en gras."
)


@dataclass
class Draft:
    """after: the last version kept of this letter, 0 for none. edition: changes when the fields are filled anew."""

    day: date
    place: str
    letter: Letter
    after: int
    sent: bool
    notes: tuple[str, ...]
    composed: Letter
    edition: int
    left_out: set[str] = field(default_factory=set)


def draft_of(context: Context) -> Draft:
    """Whom the letter is for, and its draft: the one being written, else the last kept, else composed from the data."""
    place = _asked_place(context)
    found = fact(
        context,
        compose_letter,
        permission=Permission.WRITE_LETTER,
        place=place,
        territory=context.territory,
        invented=context.invented,
    )
    draft = st.session_state.get(DRAFT)
    if not isinstance(draft, Draft) or (draft.day, draft.place) != (context.day, place.key):
        draft = _taken_up(context, place, found, edition=draft.edition + 1 if isinstance(draft, Draft) else 0)
    draft.composed, draft.notes = found.letter, found.notes
    st.session_state[DRAFT] = draft
    return draft


def _asked_place(context: Context) -> Place:
    places = fact(context, letter_places, permission=Permission.WRITE_LETTER, territory=context.territory)
    labels = _labels(places)
    chosen = bound(
        st.selectbox,
        "Pour qui",
        list(labels),
        format_func=lambda key: labels.get(key, key),
        key="lettre_pour",
        width=560,
    )
    return place_of(places, chosen or TERRITORY)


def _labels(places: list[Place]) -> dict[str, str]:
    """Each place as read; those of one name are told apart by their code."""
    names = Counter(place.name for place in places)
    return {
        place.key: "Tout le territoire"
        if place.key == TERRITORY
        else f"Secteur : {place.name}"
        if place.key.startswith(SECTOR)
        else place.name
        if names[place.name] == 1
        else f"{place.name} ({place.zones[0]})"
        for place in places
    }


def _taken_up(context: Context, place: Place, found: Composed, *, edition: int) -> Draft:
    with context.writable.cursor() as cursor:
        last = last_version(cursor, context.day, place.key)
    return Draft(
        context.day,
        place.key,
        last.letter if last else found.letter,
        last.version if last else 0,
        last is not None and last.sent_at is not None,
        found.notes,
        found.letter,
        edition,
    )


def edit_sections(draft: Draft) -> Letter:
    """Every section in its fields; the letter as they say it now."""
    st.header("Écrire", anchor=False)
    if draft.after:
        st.info(
            plain(
                f"Version {french.number(draft.after)} "
                + (
                    "déjà envoyée : une correction fera la suivante."
                    if draft.sent
                    else "gardée, pas encore envoyée."
                )
            )
        )
    if draft.notes:
        with st.expander(
            plain(f"À savoir avant d'envoyer ({french.number(len(draft.notes))})"), expanded=True
        ):
            st.markdown(joined("\n", [marked("- {}", note) for note in draft.notes]))
    st.caption(plain(HOW_TO_WRITE))
    sections = tuple(_edited(draft, rank, section) for rank, section in enumerate(draft.letter.sections))
    draft.letter = replace(draft.letter, sections=sections)
    row = st.container(horizontal=True)
    if row.button("Ajouter une section", key="lettre_ajouter"):
        number = sum(one.key.startswith(ADDED) for one in sections) + 1
        draft.letter = replace(
            draft.letter, sections=(*sections, Section(f"{ADDED}{number}", "Nouvelle section", ()))
        )
        st.rerun()
    if row.button(
        "Recomposer depuis les données",
        key="lettre_recomposer",
        help="Remplace ce qui est écrit ci-dessus par la lettre que les données donnent aujourd'hui.",
    ):
        draft.letter, draft.edition, draft.left_out = draft.composed, draft.edition + 1, set()
        st.rerun()
    return replace(
        draft.letter, sections=tuple(one for one in sections if one.key not in draft.left_out and one.lines)
    )


def _edited(draft: Draft, rank: int, section: Section) -> Section:
    stem = f"lettre_{draft.edition}_{rank}"
    for name, value in (
        ("titre", section.title),
        ("texte", section.text),
        ("affiche", section.poster),
        ("gardee", section.key not in draft.left_out),
    ):
        # The fields of a page are forgotten when another one opens: filled again from the draft.
        st.session_state.setdefault(f"{stem}_{name}", value)
    with st.expander(plain(section.title or "Section sans titre"), key=f"{stem}_section"):
        row = st.container(horizontal=True)
        kept = row.toggle("Dans la lettre", key=f"{stem}_gardee")
        poster = row.toggle("Sur l'affiche aussi", key=f"{stem}_affiche")
        title = st.text_input("Titre", key=f"{stem}_titre")
        text = st.text_area("Texte", key=f"{stem}_texte", height=max(120, 30 * (len(section.lines) + 2)))
    (draft.left_out.discard if kept else draft.left_out.add)(section.key)
    return section.edited(title, text, poster)
