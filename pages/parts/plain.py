"""Texts that come from a file, shown as they are: no link, picture or style of theirs reaches the page."""

from __future__ import annotations

import re

SPACES = re.compile(r"[ \t\r\n]+")
"""Not the no-break ones of French typography."""
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:^=])")


def plain(text: str) -> str:
    """The same text for st.markdown and the labels of widgets, with nothing Markdown would act upon."""
    return MARKDOWN.sub(r"\\\1", SPACES.sub(" ", str(text)).strip())
