"""Links of a card to other pages, as small buttons: HTML in one element, which a click on the map waits for less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

from pages.parts.context import Context
from pages.parts.screens import HOME, SCREENS


class PageLink(NamedTuple):
    """The screen, what the link says, what the address holds."""

    screen: str
    label: str
    asked: Mapping[str, str]


def page_links(context: Context, links: Sequence[PageLink]) -> str:
    """Those that the role may open, in a row; followed in the page already open by inner_links.js. Escaped."""
    return (
        '<div class="liens">'
        + "".join(
            f'<a href="{escape(_address(one))}">{escape(one.label)}</a>'
            for one in links
            if context.role.may(SCREENS[one.screen].opened_by)
        )
        + "</div>"
    )


def _address(link: PageLink) -> str:
    """Beside the page that shows it."""
    query = f"?{urlencode(link.asked)}" if link.asked else ""
    return f"./{'' if link.screen == HOME else link.screen}{query}"
