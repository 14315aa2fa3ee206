"""Données et confidentialité: what is kept, until when, who did what; for who keeps watch over the data."""

from pages.parts.context import open_page
from pages.parts.heading import title_line
from pages.parts.held_section import held_section
from pages.parts.journal_section import journal_section
from pages.parts.kept_copies_section import kept_copies_section
from pages.parts.retention_section import retention_section

context = open_page("donnees")
title_line("Données et confidentialité", "Qu'est-ce qui est gardé, jusqu'à quand, et qui a fait quoi ?")
held_section(context)
retention_section(context)
kept_copies_section(context)
journal_section(context)
