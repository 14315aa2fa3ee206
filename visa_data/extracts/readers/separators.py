"""How the cells of a delimited text are kept apart: separators, and the quotes around cells that hold one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_BASES: dict[str, str] = {
    ";": "point-virgule",
    ",": "virgule",
    "\t": "tabulation",
    "|": "barre verticale",
}
PLAIN_SEPARATORS = tuple(_BASES)
SPACE = " "
_APOSTROPHES = "'"
_WITH_SPACE = {f"{base} ": f"{_BASES[base]} et espace" for base in (";", ",")}
_PLAIN = {**_BASES, SPACE: "espace"}
SEPARATORS: dict[str, str] = {
    **_PLAIN,
    **_WITH_SPACE,
    **{f"{base}{_APOSTROPHES}": f"{name}, apostrophes pour guillemets" for base, name in _PLAIN.items()},
}
"""What keeps cells apart to its French name, in the order tried; on equal terms the first wins.

A character, or two (« , » then a space); followed by an apostrophe where cells are between apostrophes.
"""


def character_of(separator: str) -> str:
    """The one character that cells are kept apart by, once `as_plain` has been through a line."""
    return separator[0]


def family_of(separator: str) -> list[str]:
    """The other ways of a plain separator: only one of them is that of a file."""
    return [one for one in SEPARATORS if one != separator and character_of(one) == separator]


def in_apostrophes(separator: str) -> bool:
    """Whether the quotes of cells are apostrophes."""
    return separator.endswith(_APOSTROPHES)


def as_plain(separator: str) -> Callable[[str], str] | None:
    """What brings a line to cells apart by one character and between double quotes; None when it is so already.

    A line that does not end where its cells do (an unclosed quote, a cell over several lines) stays as it is.
    """
    if separator in _PLAIN:
        return None
    quote = _APOSTROPHES if in_apostrophes(separator) else '"'
    between = separator.removesuffix(_APOSTROPHES)
    cell = _cell(between, quote)
    character = character_of(separator)

    def plain(line: str) -> str:
        bare = line.rstrip("\r\n")
        cells, at = [], 0
        while found := cell.match(bare, at):
            quoted, free = found.groups()
            text = free if quoted is None else quoted[1:-1].replace(quote * 2, quote)
            odd = quoted is not None or character in text or '"' in text
            cells.append('"' + text.replace('"', '""') + '"' if odd else text)
            at = found.end()
            if not found[0].endswith(between) or (at >= len(bare) and not found[0]):
                break
        if at < len(bare) or not cells:
            return line
        return character.join(cells) + line[len(bare) :]

    return plain


@cache
def _cell(between: str, quote: str) -> re.Pattern[str]:
    apart = re.escape(between)
    return re.compile(
        rf"(?: *({quote}(?:[^{quote}]|{quote}{quote})*{quote}) *|((?:(?!{apart}).)*))(?:{apart}|$)"
    )
