"""The four blanks in words: how many zones, how many people, which zones most."""

from __future__ import annotations

from visa_data import french
from visa_data.extracts.typography import french as typographic
from visa_data.indicators.quatre_blancs import Blank

NAMED = 3

NONE = {
    "sans_equipe": "Aucune zone blanche.",
    "sans_ressource": "Aucun besoin ouvert sans ressource.",
    "non_appelee": "Aucune personne inscrite n'attend d'être jointe.",
    "registre_aveugle": "Aucune zone sous la médiane.",
}


def blank_sentence(blank: Blank) -> str:
    """The three zones most concerned, in a sentence; or that there is none, or that nobody can tell."""
    if not blank.known:
        return typographic(
            "Population non chargée : chargez le fichier de population par zone pour le savoir."
        )
    if blank.zones == 0:
        return NONE[blank.name] if blank.people == 0 else "Aucune zone entièrement concernée."
    first = blank.table.head(NAMED)
    named = french.listed(
        [f"{row.nom_zone} ({french.number(row.personnes)})" for row in first.itertuples(index=False)]
    )
    if blank.zones == 1:
        return typographic(f"Zone concernée : {named}.")
    if blank.zones <= NAMED:
        return typographic(f"Zones concernées : {named}.")
    return typographic(f"Les plus concernées : {named}.")


def blank_people(blank: Blank) -> str:
    """`101 personnes isolées sans équipe`."""
    return french.counted(blank.people, *blank.counted)
