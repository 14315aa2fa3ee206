"""The digest of a meeting, ready to send: what was decided, what is late, the sentence of each step. HTML for e-mail, and text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

import pandas as pd

from visa_data import french
from visa_data.pictures.html import add, as_file
from visa_data.pictures.tones import ink
from visa_data.reports.document import Report, deciding
from visa_data.typography import french as typeset
from visa_data.vocabulary import StatutDecision

TITLE = "Compte rendu"
DECIDED, LATE, DONE, SENTENCES = (
    "Décidé à cette réunion",
    "En retard",
    "Fait depuis la dernière réunion",
    "L'essentiel, étape par étape",
)
NOTHING = {
    DECIDED: "Aucune décision n'a été notée à cette réunion.",
    LATE: "Aucune décision n'est en retard.",
    DONE: "Aucune décision n'a été déclarée faite.",
}
WIDE = 78
"""Characters of a line of the text."""
BODY = f"font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5;color:{ink('encre')};max-width:640px"
"""Written on the elements: mail programs drop style sheets."""
HEADING = "font-size:19px;margin:24px 0 6px"


@dataclass(frozen=True)
class Section:
    """A title, and lines of two texts: what stands out, and the rest; empty where there is none."""

    title: str
    lines: tuple[tuple[str, str], ...]


def digest(report: Report) -> tuple[Section, ...]:
    """What the digest says, from the report's steps and decisions alone, which are those of its book."""
    decided = list(report.decided.itertuples(index=False))
    taken = [one for one in decided if _open(one) and _day(one.statut_le) == report.day]
    done = [
        one
        for one in decided
        if one.statut == StatutDecision.FAITE.value and report.before < _day(one.statut_le) <= report.day
    ]
    skipped = deciding()
    return (
        Section(DECIDED, tuple(_line(one, f"pour le {french.day(_day(one.echeance))}") for one in taken)),
        Section(
            LATE,
            tuple(
                _line(one, f"attendu le {french.day(_day(one.echeance))}") for one in decided if one.en_retard
            ),
        ),
        Section(DONE, tuple(_line(one, f"le {french.day(_day(one.statut_le))}") for one in done)),
        Section(
            SENTENCES, tuple((step.title, step.key_point) for step in report.steps if step.key not in skipped)
        ),
    )


def digest_html(report: Report) -> bytes:
    """One HTML file to paste into a message or to send as it is: no style sheet, no picture, nothing remote."""
    page = Element("html", lang="fr")
    head, body = add(page, "head"), add(page, "body", style=BODY)
    add(head, "meta", charset="utf-8")
    add(head, "title", f"{TITLE} · {report.title}")
    add(body, "h1", f"{TITLE} · {report.name}", style="font-size:24px;margin:0 0 4px")
    add(body, "p", f"{report.territory}, {french.day(report.day)}", style="font-size:18px;margin:0 0 12px")
    for section in digest(report):
        add(body, "h2", section.title, style=HEADING)
        if not section.lines:
            add(body, "p", NOTHING.get(section.title, ""), style="margin:0")
            continue
        listed = add(body, "ul", style="margin:0;padding-left:20px")
        for first, rest in section.lines:
            item = add(listed, "li", style="margin:0 0 6px")
            add(item, "strong", first).tail = f"{_after(first)}{rest}"
    for line in report.cover:
        add(body, "p", line, style=f"font-size:14px;color:{ink('encre-douce')};margin:12px 0 0")
    return as_file(page)


def digest_text(report: Report) -> bytes:
    """The same as UTF-8 text, lines of `WIDE` characters at most."""
    lines = [f"{TITLE} · {report.name}", f"{report.territory}, {french.day(report.day)}"]
    for section in digest(report):
        lines += ["", section.title.upper()]
        lines += _wrapped(section.lines) or [NOTHING.get(section.title, "")]
    lines += ["", "--"]
    for line in report.cover:
        lines += textwrap.wrap(line, WIDE, break_long_words=False, break_on_hyphens=False)
    return ("\n".join(lines) + "\n").encode("utf-8")


def _wrapped(lines: Sequence[tuple[str, str]]) -> list[str]:
    return [
        written
        for first, rest in lines
        for written in textwrap.wrap(
            f"{first}{_after(first)}{rest}",
            WIDE,
            initial_indent="- ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    ]


def _after(first: str) -> str:
    """What parts a title from what follows it; a question parts by itself."""
    return " " if first.endswith("?") else f"{french.NBSP}: "


def _open(one: Any) -> bool:
    return bool(one.statut == StatutDecision.A_FAIRE.value)


def _line(one: Any, when: str) -> tuple[str, str]:
    """The decision and where, then who and when."""
    about = french.listed([text for text in (str(one.zone), str(one.besoin)) if text])
    text = f"{one.texte} ({about})" if about else str(one.texte)
    return typeset(text), f"{one.responsable}, {when}"


def _day(value: Any) -> date:
    return pd.Timestamp(value).date()
