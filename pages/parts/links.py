"""A link to another page as a value; those of a card as HTML in one element, which a click on the map waits for less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

from pages.parts.context import Context
from pages.parts.screens import HOME, SCREENS


class Lead(NamedTuple):
    """One link: the screen, what it is called, what its address holds, what a pointer left on it says."""

    screen: str
    label: str
    asked: Mapping[str, str | tuple[str, ...]]
    help: str = ""


def page_links(context: Context, leads: Sequence[Lead]) -> str:
    """Those that the role may open, in a row; followed in the page already open by inner_links.js. Escaped."""
    return (
        '<div class="liens">'
        + "".join(
            f'<a href="{escape(_address(one))}">{escape(one.label)}</a>'
            for one in leads
            if context.role.may(SCREENS[one.screen].opened_by)
        )
        + "</div>"
    )


def _address(lead: Lead) -> str:
    """Beside the page that shows it."""
    query = f"?{urlencode(lead.asked, doseq=True)}" if lead.asked else ""
    return f"./{'' if lead.screen == HOME else lead.screen}{query}"
