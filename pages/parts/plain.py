"""The one door of texts before Streamlit: what comes from a file, a field or the address is shown as it was typed.

Streamlit reads Markdown in every text, label, tab and help: a name may hold a picture that asks another host, a
formula, a colour, an icon. `tests/pages/test_one_door.py` lets a page give it only literals, `plain` and `marked`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

SPACES = re.compile(r"[ \t\r\n]+")
"""Not the no-break ones of French typography."""
ACTIVE = re.compile(r"[\\`*_\[\]<~$]|&(?=[#\w])|:(?=[^\W\d])")
"""Anywhere in a line: emphasis, code, links, pictures, HTML, formulas, entities, directives such as « :red[ »."""
STARTS = re.compile(r"^(\d*)([#>+=-]|(?<=\d)[.)])")
"""At the start of a line: headings, quotes, lists, rules."""
READ_AFTER = re.compile(
    r":(?=//|[\w+-]+(?:/\w+)?:)"  # addresses, emoji, icons
    r"|www(?=\.)|(?<=[\w.+-])@(?=[\w-])"
    r"|(?<!\S)(?:<(?=-)|[-<>~](?=[-=>](?!\S))|<-(?=>(?!\S)))",  # arrows and signs: -> <- <-> -- >= <= ~=
    re.IGNORECASE,
)
"""What Streamlit reads in the text once its backslashes are gone: only another character between stops it."""
COMMANDS = re.compile(r" \((?:en ligne de commande\W+)?--[a-z][^()]*\)")
"""What a sentence says to who reads it in a terminal: a page has buttons for the same."""
JOINER = "\N{WORD JOINER}"
"""Neither drawn nor a place to break a line."""


class Marked(str):
    """Markdown that may be shown: its constants were written here, its values were made plain.

    text: the same words without any mark, for what reads no Markdown (alternative texts).
    """

    text: str

    def __new__(cls, markdown: str, text: str) -> Marked:
        """`markdown` as it goes to Streamlit."""
        made = super().__new__(cls, markdown)
        made.text = text
        return made


def plain(value: object) -> Marked:
    """The text of a value, on one line, for st.markdown and the labels of widgets: nothing of it is Markdown.

    What is marked already stays as it is.
    """
    if isinstance(value, Marked):
        return value
    return _made_plain(str(value))


@lru_cache(maxsize=4096)
def _made_plain(value: str) -> Marked:
    text = COMMANDS.sub("", SPACES.sub(" ", value).strip())
    escaped = ACTIVE.sub(r"\\\g<0>", READ_AFTER.sub(rf"\g<0>{JOINER}", text))
    return Marked(STARTS.sub(r"\1\\\2", escaped), text)


def marked(template: str, *values: object) -> Marked:
    """Markdown written in a page, with its values made plain: `marked("**{}** zones", count)`."""
    shown = [plain(value) for value in values]
    bare = template.replace("**", "").replace("  \n", " ")
    return Marked(template.format(*shown), bare.format(*(value.text for value in shown)))


def joined(separator: str, parts: Iterable[object]) -> Marked:
    """Several texts in one, each made plain; empty ones are left out."""
    shown = [plain(part) for part in parts if part]
    return Marked(separator.join(shown), separator.replace("  \n", " ").join(part.text for part in shown))
