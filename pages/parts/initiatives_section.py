"""The catalogue on screen: its filters, kept in the address, and a card for each entry found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.address import bound, cut
from pages.parts.initiative_cards import initiative_card
from pages.parts.plain import marked, plain
from pages.parts.to_initiatives import GAP, MOST_PEOPLE, PEOPLE
from visa_data import french
from visa_data.initiatives.catalogue import answering, catalogue
from visa_data.initiatives.choices import Cout, Taille
from visa_data.initiatives.gaps import Ecart
from visa_data.initiatives.initiative import Initiative, Nature, Territoire
from visa_data.initiatives.tables import figures_table, initiatives_table
from visa_data.vocabulary import Besoin, Term

EACH = 12
WORDS = {
    Nature.INITIATIVE: ("initiative locale", "initiatives locales"),
    Nature.DISPOSITIF: ("dispositif à rejoindre", "dispositifs à rejoindre"),
    Nature.ACTION: ("action du guide", "actions du guide"),
    Nature.GESTE: ("geste de solidarité", "gestes de solidarité"),
}
NOTHING = (
    "Aucune fiche ne répond à tous ces choix. Retirez-en un : le coût et le nombre de personnes ne sont dits que par "
    "quelques documents."
)
HOW_TO_ASK = (
    "Écrivez combien de personnes sont concernées ici : chaque fiche dira, en ordre de grandeur, ce que cela "
    "demanderait. Sans ce nombre (inconnu, nul ou masqué), elle dit les moyens de son document."
)
COUNTED = f"Écrivez un nombre entier, {french.number(MOST_PEOPLE)} au plus."
ORDER_OF_MAGNITUDE = (
    "Ordre de grandeur : les moyens du document, en proportion des personnes concernées ici, arrondis à un seul chiffre. "
    "Ce n'est ni un devis ni une promesse : chaque lieu et chaque année diffèrent."
)
OF_THE_DOCUMENTS = (
    "Faits et chiffres relevés dans cinq documents de 2018 à 2021, chacun à son endroit ; ceux du guide sont de 2020, "
    "écrits pendant la crise sanitaire. Ce qui a changé depuis n'est pas dit."
)
T = TypeVar("T", bound=Term)


@dataclass(frozen=True)
class Choices:
    """What is chosen; None chooses nothing. people: concerned here."""

    need: Besoin | None
    gap: Ecart | None
    people: int | None
    territory: Territoire | None
    nature: Nature | None
    cost: Cout | None
    size: Taille | None


def initiatives_section(need: Besoin | None, row: DeltaGenerator) -> dict[str, pd.DataFrame]:
    """The filters after that of the need, on their row, then the cards found. Gives the tables to download."""
    chosen = _choices(need, row)
    st.caption(plain(ORDER_OF_MAGNITUDE if chosen.people else HOW_TO_ASK))
    found = answering(
        need=chosen.need.value if chosen.need else "",
        gap=chosen.gap,
        territory=chosen.territory,
        natures=tuple(Nature) if chosen.nature is None else (chosen.nature,),
        cost=chosen.cost,
        size=chosen.size,
    )
    if not found:
        st.info(plain(NOTHING))
        return {}
    counts = Counter(one.nature for one in found)
    st.markdown(
        marked(
            "**{} sur {}** : {}.",
            french.counted(len(found), "fiche"),
            french.number(len(catalogue())),
            french.listed(
                [french.counted(counts[nature], *WORDS[nature]) for nature in Nature if counts[nature]]
            ),
        )
    )
    for nature, cards in groupby(_one_page(found), key=lambda one: one.nature):
        st.header(plain(WORDS[nature][1].capitalize()), anchor=False)
        for one in cards:
            st.html(initiative_card(one, chosen.people))
    st.caption(plain(OF_THE_DOCUMENTS))
    return {"Fiches": initiatives_table(found, chosen.people), "Chiffres": figures_table(found)}


def term_choice(
    row: DeltaGenerator, label: str, terms: type[T], every: str, *, key: str, width: int
) -> T | None:
    """One of the terms of a vocabulary, or none."""
    labels = {term.value: term.label for term in terms}
    code = bound(
        row.selectbox,
        plain(label),
        ["", *labels],
        format_func=lambda one: labels.get(one, every),
        key=key,
        width=width,
    )
    return terms(code) if code else None


def _choices(need: Besoin | None, row: DeltaGenerator) -> Choices:
    return Choices(
        need,
        term_choice(row, "Écart", Ecart, "Tous les écarts", key=GAP, width=380),
        _people(row),
        term_choice(row, "Territoire", Territoire, "Tous", key="milieu", width=150),
        term_choice(row, "Nature", Nature, "Toutes", key="nature", width=220),
        term_choice(row, "Coût annuel", Cout, "Dit ou non", key="cout", width=260),
        term_choice(row, "Personnes servies", Taille, "Dites ou non", key="servies", width=240),
    )


def _people(row: DeltaGenerator) -> int | None:
    """How many are concerned here. Written as text: Streamlit 1.67 breaks on numbers such as 1e309 in an address."""
    typed = bound(
        row.text_input,
        "Personnes concernées ici",
        key=PEOPLE,
        placeholder="par exemple 25",
        width=220,
    ).strip()
    people = _count(typed)
    if typed and people is None:
        st.warning(plain(f"« {cut(typed)} » n'est pas un nombre de personnes. {COUNTED}"), icon="⚠️")
    return people or None


def _count(text: str) -> int | None:
    """The whole number written, within the bounds."""
    try:
        return int(text) if 0 <= int(text) <= MOST_PEOPLE else None
    except ValueError:
        return None


def _one_page(found: Sequence[Initiative]) -> Sequence[Initiative]:
    """As many cards as one reads at a time."""
    if len(found) <= EACH:
        return found
    pages = [f"{first + 1} à {min(first + EACH, len(found))}" for first in range(0, len(found), EACH)]
    chosen = bound(st.selectbox, "Fiches affichées", pages, key="fiches", width=200)
    first = pages.index(chosen) * EACH
    return found[first : first + EACH]
