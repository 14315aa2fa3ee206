"""The initiatives and the useful numbers as tables: what a page shows, to take away."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from visa_data import french
from visa_data.initiatives.initiative import Initiative
from visa_data.initiatives.numeros import UsefulNumber
from visa_data.initiatives.order_of_magnitude import asked_here

LINE = " | "
"""Between the sentences of one cell."""


def initiatives_table(found: Iterable[Initiative], people: float | None) -> pd.DataFrame:
    """One row an initiative, in words; with a number of people, what it would ask for them."""
    rows = []
    for one in found:
        asked = asked_here(one, people)
        rows.append(
            {
                "Nature": one.nature.label,
                "Nom": one.name,
                "Lieu": one.place,
                "Depuis": str(one.since or ""),
                "Portée par": one.carried_by,
                "Ce que c'est": one.summary,
                "Besoins": french.listed([need.label for need in one.needs]),
                "Écarts": LINE.join(gap.label for gap in one.gaps),
                "Territoires": french.listed([kind.label for kind in one.territories]),
                "Personnes servies": one.people.told if one.people else "",
                "Moyens": LINE.join(figure.told for figure in one.means),
                "Résultats": LINE.join(figure.told for figure in one.results),
                "Conditions": LINE.join(one.conditions),
                **(
                    {}
                    if people is None
                    else {"Ici": LINE.join(means.sentence for means in asked.scaled) or asked.silent}
                ),
                "Document": one.document.label,
                "Endroit": one.where,
                "Dernière année dite par le document": one.document.year,
            }
        )
    return pd.DataFrame(rows)


def figures_table(found: Iterable[Initiative]) -> pd.DataFrame:
    """One row a figure, with where the text of its document gives it."""
    rows: list[tuple[str, str, str, float, str, str, int]] = []
    for one in found:
        document = one.document.value
        if one.since:
            rows.append((one.name, "Depuis", "année", one.since, "", document, one.since_line))
        for kind, figures in (
            ("Personnes servies", (one.people,) if one.people else ()),
            ("Moyens", one.means),
            ("Résultats", one.results),
        ):
            rows += [
                (one.name, kind, figure.words, figure.value, str(figure.year or ""), document, figure.line)
                for figure in figures
            ]
    columns = ["Initiative", "Sorte", "Ce qui est compté", "Nombre", "Année", "Document", "Ligne du texte"]
    return pd.DataFrame(rows, columns=columns)


def numbers_table(numbers: Iterable[UsefulNumber]) -> pd.DataFrame:
    """One row a number."""
    rows = [
        (
            one.name,
            one.telephone,
            one.site,
            one.purpose,
            one.hours,
            french.listed([need.label for need in one.needs]),
            one.checked,
        )
        for one in numbers
    ]
    return pd.DataFrame(
        rows, columns=["Nom", "Téléphone", "Site", "Pour", "Horaires", "Besoins", "Vérification"]
    )
