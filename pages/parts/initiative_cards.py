"""One initiative as a card, as HTML: its facts, with the document that gives them. Every value is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from pages.parts.card_html import breakable, heading, sentence
from visa_data import french
from visa_data.initiatives.initiative import Document, Initiative
from visa_data.initiatives.order_of_magnitude import AskedHere, asked_here

LINE = "1px solid rgba(128,140,152,.45)"
CARD = f"border:{LINE};border-radius:0.5rem;padding:0.6rem 1rem 0.8rem;margin:0 0 0.4rem;line-height:1.4"
SIDES = "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:0.2rem 2rem"
NO_RESULT = "Le document ne donne aucun résultat chiffré."


def initiative_card(one: Initiative, people: float | None) -> str:
    """The card. people: how many are concerned here, None for no number."""
    facts = [
        one.place,
        f"depuis {one.since}" if one.since else "",
        f"porté par : {one.carried_by}" if one.carried_by else "",
    ]
    asked = asked_here(one, people)
    return (
        f'<article style="{CARD}">'
        + heading(one.name)
        + sentence(" · ".join(filter(None, facts)))
        + sentence(one.summary)
        + f'<div style="{SIDES}"><div>{_answers(one)}{_listed("Conditions", one.conditions)}</div>'
        + f"<div>{_here(asked, people)}{_results(one)}</div></div>"
        + f'<p style="margin:0.6em 0 0;opacity:0.85;font-size:0.92rem">{breakable(_source(one))}</p></article>'
    )


def _answers(one: Initiative) -> str:
    answered = [*(need.label for need in one.needs), *(gap.label for gap in one.gaps)]
    kinds = french.listed([kind.label.lower() for kind in one.territories])
    return _listed("Ce à quoi elle répond", answered) + _listed("Territoire", [kinds.capitalize()])


def _here(asked: AskedHere, people: float | None) -> str:
    if people is None:
        return _listed("Moyens, d'après le document", asked.fixed) or sentence(asked.silent)
    concerned = french.counted(people, "personne")
    if asked.silent:
        title = f"Ce que cela demanderait ici, pour {concerned}"
        return _listed(title, [asked.silent]) + _listed("Moyens, d'après le document", asked.fixed)
    return _listed(f"Ce que cela demanderait ici, pour {concerned}", asked.scaled, strong=True) + _listed(
        "Moyens qui ne changent pas avec le nombre de personnes", asked.fixed
    )


def _results(one: Initiative) -> str:
    served = [one.people.told] if one.people else []
    return _listed("Résultats", [*served, *(figure.told for figure in one.results)] or [NO_RESULT])


def _source(one: Initiative) -> str:
    written = (
        "Écrit au printemps 2020, pendant la crise sanitaire"
        if one.document is Document.GUIDE
        else f"Dit en {one.document.year} au plus tard"
    )
    return f"{one.document.label}, {one.where}. {written} : à vérifier avant de s'en servir."


def _listed(title: str, items: Iterable[str], *, strong: bool = False) -> str:
    """A title and what stands under it; nothing for nothing."""
    weight = "font-weight:600" if strong else ""
    lines = "".join(f'<li style="margin:0.1em 0;{weight}">{breakable(item)}</li>' for item in items)
    if not lines:
        return ""
    return (
        f'<p role="heading" aria-level="4" style="margin:0.6em 0 0.1em;font-weight:600">{breakable(title)}</p>'
        f'<ul style="margin:0;padding-left:1.2em">{lines}</ul>'
    )
