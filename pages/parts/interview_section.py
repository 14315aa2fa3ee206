"""The interview guide of who calls: chosen by type of call, read, printed. Nothing is typed in it."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from pages.parts.address import bound
from pages.parts.answers import fact
from pages.parts.context import Context
from pages.parts.downloads import file_button
from pages.parts.plain import Marked, joined, marked, plain
from visa_data.interview.guide import interview_guide
from visa_data.interview.sheet import NOTHING_KEPT, as_page, as_printed, numbers_given, offered, paper_of
from visa_data.letter.letter import Line
from visa_data.roles import Permission


def interview_section(context: Context) -> None:
    """One type of call: its files to print, and the sheet on the screen."""
    guide = interview_guide()
    st.header("Guide d'entretien", anchor=False)
    titles = {call.key: call.title for call in guide.calls}
    key = bound(
        st.segmented_control,
        "Type d'appel",
        list(titles),
        format_func=lambda key: plain(titles.get(key, key)),
        key="guide_appel",
        default=guide.calls[0].key,
        required=True,
    )
    services = fact(context, offered, permission=Permission.SEE_PEOPLE, territory=context.territory)
    numbers = fact(context, numbers_given, permission=Permission.SEE_PEOPLE)
    paper = paper_of(guide, guide.call(key), services, numbers, context.territory)
    row = st.container(horizontal=True)
    stem = f"visa_guide_entretien_{key}_v{guide.version}"
    file_button(
        "Ce guide (page à imprimer)", lambda: as_page(paper), f"{stem}.html", key="guide_page", place=row
    )
    file_button(
        "Ce guide (PDF)", lambda: as_printed(paper, datetime.now()), f"{stem}.pdf", key="guide_pdf", place=row
    )
    st.caption(marked("{}. {}", guide.edition, NOTHING_KEPT))
    with st.expander(plain(f"Lire le guide : {titles[key]}")):
        st.markdown(marked("{}", guide.call(key).when))
        for block in paper.blocks:
            st.markdown(joined("\n", [marked("**{}**\n", block.title), *map(_shown, block.lines)]))


def _shown(line: Line) -> Marked:
    if line.head:
        return marked("- **{}** : {}", line.head, line.text)
    return marked("- {}", line.text)
