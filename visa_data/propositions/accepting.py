"""A proposal as the decision that a meeting would note, in the book that it reads."""

from __future__ import annotations

from dataclasses import replace

from visa_data.decisions.decision import Draft
from visa_data.dossier.book import Book
from visa_data.dossier.followed import is_published
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.propositions.proposal import Proposal


def draft_of(book: Book, proposal: Proposal) -> Draft:
    """To record as it is, or to amend. A figure that the book does not publish there is not followed."""
    draft = proposal.draft(book.day)
    if isinstance(book, FrozenBook) and draft.measure and not is_published(draft.measure, book):
        return replace(draft, indicator="", column="")
    return draft
