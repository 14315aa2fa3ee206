"""One initiative as a card, as HTML: its facts, with the document that gives them. Every value is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pages.parts.card_html import LINE, breakable, heading, sentence
from visa_data import french
from visa_data.initiatives.initiative import Document, Initiative
from visa_data.initiatives.order_of_magnitude import AskedHere, asked_here
from visa_data.typography import french as typeset

CARD = f"border:{LINE};border-radius:0.5rem;padding:0.6rem 1rem 0.8rem;margin:0 0 0.4rem;line-height:1.4"
SIDES = "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:0.2rem 2rem"
OF_THE_DOCUMENT = "Moyens, d'après le document"
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
        + heading(one.name, level=3)
        + sentence(typeset(" · ".join(filter(None, facts))))
        + sentence(typeset(one.summary))
        + f'<div style="{SIDES}"><div>{_answers(one)}{_listed("Conditions", one.conditions)}</div>'
        + f"<div>{_here(asked, people)}{_results(one)}</div></div>"
        + f'<p style="margin:0.6em 0 0;opacity:0.85;font-size:0.92rem">{_text(_source(one))}</p></article>'
    )


def _answers(one: Initiative) -> str:
    kinds = french.listed([kind.label.lower() for kind in one.territories])
    facts = (
        ("Besoins", " · ".join(need.label for need in one.needs)),
        ("Écarts", " · ".join(gap.label for gap in one.gaps)),
        ("Territoire", kinds.capitalize()),
    )
    return "".join(
        f'<p style="margin:0.3em 0"><strong>{title} :</strong> {_text(text)}</p>'
        for title, text in facts
        if text
    )


def _here(asked: AskedHere, people: float | None) -> str:
    if people is None:
        return _listed(OF_THE_DOCUMENT, asked.fixed) or _listed(OF_THE_DOCUMENT, [asked.silent])
    here = f"Ce que cela demanderait ici, pour {french.counted(people, 'personne')}"
    if asked.silent:
        return _listed(here, [asked.silent]) + _listed(OF_THE_DOCUMENT, asked.fixed)
    lines = [
        f"<strong>{_text(means.magnitude)}</strong>, d'après{french.NBSP}: {_text(means.source)}."
        for means in asked.scaled
    ]
    return _titled(here, lines) + _listed(
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


def _listed(title: str, items: Iterable[str]) -> str:
    """A title and the texts that stand under it; nothing for nothing."""
    return _titled(title, [_text(item) for item in items])


def _titled(title: str, lines: Sequence[str]) -> str:
    """The same, of lines escaped already."""
    if not lines:
        return ""
    return (
        f'<p role="heading" aria-level="4" style="margin:0.6em 0 0.1em;font-weight:600">{_text(title)}</p>'
        f'<ul style="margin:0;padding-left:1.2em">{"".join(f"<li>{line}</li>" for line in lines)}</ul>'
    )


def _text(text: str) -> str:
    return breakable(typeset(text))
