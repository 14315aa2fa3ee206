"""A letter in each of its forms: pages in large print, a poster, a page for e-mail, a text for the radio."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from visa_data.letter.letter import Letter


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its name on screen, the end of its file's name, what writes it."""

    label: str
    ending: str
    write: Callable[[Letter, datetime], bytes]

    def file_name(self, letter: Letter) -> str:
        """« lettre_2020-06-07_zone-59057.pdf »."""
        place = "".join(one if one.isalnum() else "-" for one in letter.place) or "territoire"
        return f"lettre_{letter.day.isoformat()}_{place}{self.ending}"


# typst takes a second to load: a page that only offers the letter does without it.


def _pages(letter: Letter, at: datetime) -> bytes:
    from visa_data.letter.paper import LARGE, Block, Paper, as_pdf

    blocks = tuple(Block(one.title, one.read) for one in letter.sections)
    foot = f"{letter.title} · {letter.place_name}"
    return as_pdf(Paper(letter.title, letter.under_title, blocks, foot=_short(foot)), LARGE, at)


def _poster(letter: Letter, at: datetime) -> bytes:
    from visa_data.letter.paper import POSTER, as_pdf
    from visa_data.letter.poster import poster_of

    return as_pdf(poster_of(letter).paper, POSTER, at)


def _email(letter: Letter, at: datetime) -> bytes:
    from visa_data.letter.email_page import as_email

    return as_email(letter)


def _radio(letter: Letter, at: datetime) -> bytes:
    from visa_data.letter.aloud import as_radio

    return as_radio(letter).encode("utf-8")


FORMS = {
    "lettre": Form("Lettre A4 en gros caractères (PDF)", ".pdf", _pages),
    "affiche": Form("Affiche (PDF)", "_affiche.pdf", _poster),
    "courriel": Form("Courriel (HTML)", ".html", _email),
    "radio": Form("Radio (texte à lire)", ".txt", _radio),
}


def _short(foot: str) -> str:
    """On one line beside the page's number, in large print."""
    return foot if len(foot) <= 44 else foot.partition(" · ")[0]
