"""A letter as data: sections of lines, which the page edits as text and each form writes in its own way."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date

from visa_data import french
from visa_data.typography import french as typeset

MARK = "- "
"""What a line begins with in the text of a section when it is an item of a list."""
HEAD_ENDS = " : "


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a paragraph, or an item of a list, whose head (« Portage de repas ») stands out; "" without one."""

    item: bool
    head: str
    text: str

    @property
    def whole(self) -> str:
        """Head and text as one sentence or more."""
        return f"{self.head}{HEAD_ENDS}{self.text}" if self.head else self.text

    @property
    def first_sentence(self) -> Line:
        """The line up to its first full stop: the rest is left to the letter."""
        first, stop, rest = self.text.partition(". ")
        return replace(self, text=first + "." if stop and rest else self.text)


@dataclass(frozen=True, slots=True)
class Section:
    """key: what composed it (« numeros », « besoin_parler »…), or of one added by hand. poster: shown on the poster too."""

    key: str
    title: str
    lines: tuple[str, ...]
    poster: bool = False

    @property
    def text(self) -> str:
        """As the page edits it: one line each, « - » before an item."""
        return "\n".join(self.lines)

    @property
    def read(self) -> tuple[Line, ...]:
        """Its lines, told apart."""
        return tuple(map(read_line, self.lines))

    def edited(self, title: str, text: str, poster: bool) -> Section:
        """The same with another title and text; spaces squeezed, empty lines dropped."""
        lines = tuple(
            line for line in map(_squeezed, text.splitlines()) if line.removeprefix(MARK.strip()).strip()
        )
        return replace(self, title=_squeezed(title), lines=lines, poster=poster)


def _squeezed(text: str) -> str:
    """Without what cannot be printed, one plain space between words."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def read_line(written: str) -> Line:
    """A line as written, « - » before an item; a head ends at its first « : », unless a sentence ended before."""
    if not written.startswith(MARK.strip()):
        return Line(False, "", written)
    text = written.removeprefix(MARK.strip()).strip()
    # The typography of French may have been typed: a no-break space before the colon.
    head, found, rest = text.replace(f"{french.NBSP}: ", HEAD_ENDS).partition(HEAD_ENDS)
    return Line(True, head, rest) if found and ". " not in head else Line(True, "", text)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a day to a place. place: "" for the territory, « secteur:S1 » or « zone:59057 »; place_name: as read.

    invented: whether its facts are the sample's, which every form says.
    """

    day: date
    place: str
    place_name: str
    territory: str
    sections: tuple[Section, ...]
    invented: bool = False

    @property
    def title(self) -> str:
        """« La lettre du 7 juin 2020 »."""
        return f"La lettre du {french.day(self.day)}"

    @property
    def under_title(self) -> tuple[str, ...]:
        """To whom it is, then what must be known of its facts."""
        whom = self.territory if not self.place else f"{self.place_name} ({self.territory})"
        return (whom, *((INVENTED,) if self.invented else ()))

    def as_json(self) -> str:
        """As the base keeps it."""
        return json.dumps(
            {
                "territoire": self.territory,
                "lieu": self.place_name,
                "invente": self.invented,
                "sections": [
                    {"cle": one.key, "titre": one.title, "lignes": one.lines, "affiche": one.poster}
                    for one in self.sections
                ],
            },
            ensure_ascii=False,
        )


_HELD = re.compile(r"(?<=\d) (?=\d|h\b|kilomètre|autre|heure|€)|(?<=\bh) (?=\d)")


def held_together(text: str) -> str:
    """A text as it is printed: French no-break spaces, and none of a number, its figures and its unit on two lines."""
    return _HELD.sub(french.NBSP, typeset(text))


INVENTED = "Territoire, organismes et équipes d'exemple : entièrement inventés."


def read_letter(day: date, place: str, content: str) -> Letter:
    """The letter that `as_json` wrote."""
    told = json.loads(content)
    return Letter(
        day,
        place,
        told["lieu"],
        told["territoire"],
        tuple(
            Section(one["cle"], one["titre"], tuple(one["lignes"]), one["affiche"])
            for one in told["sections"]
        ),
        told["invente"],
    )
