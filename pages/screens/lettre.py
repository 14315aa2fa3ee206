"""La lettre: what is told to inhabitants this week, composed, edited section by section, kept, and sent in four forms."""

import streamlit as st

from pages.parts.context import need_data, open_page
from pages.parts.heading import page_heading
from pages.parts.letter_draft import draft_of, edit_sections
from pages.parts.letter_kept import keep_and_take, kept_section

context = open_page("lettre")
page_heading(context, "La lettre", "Que disons-nous cette semaine aux habitants ?")
need_data(context)
draft = draft_of(context)
editing, reading = st.columns([1, 1], gap="large")
with editing:
    letter = edit_sections(draft)
with reading:
    keep_and_take(context, draft, letter)
kept_section(context)
