"""What to decide today, what was decided, what is done or late, and how the figure each decision follows moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.decided_here import state_words
from visa_data.initiatives.catalogue import named
from visa_data.meeting.step import Content
from visa_data.meeting.steps.item import Item
from visa_data.pictures.picture import (
    Column,
    ColumnsPicture,
    Note,
    NothingPicture,
    Picture,
    TablePicture,
    Tone,
)
from visa_data.propositions.proposal import Proposal
from visa_data.propositions.ranking import HOW_RANKED, proposals
from visa_data.vocabulary import StatutDecision

DEFINITION = (
    "Décisions des réunions précédentes : faites, à faire, en retard (échéance passée), et ce qu'est devenu depuis "
    "le chiffre qu'elles suivent. Le responsable est une fonction ou un service, jamais une personne. "
    f"Les propositions viennent des écarts de la semaine. {HOW_RANKED}"
)
HEADERS = ("Décision", "Responsable", "Échéance", "État", "Indicateur suivi")
PROPOSED_SHARE, EMPTY_SHARE = 2.2, 0.75
"""Of the width: what is proposed is read first, and a column that holds nothing leaves its room to the others."""
TONES = {
    StatutDecision.A_FAIRE: Tone.NEUTRAL,
    StatutDecision.FAITE: Tone.GOOD,
    StatutDecision.ABANDONNEE: Tone.NOTHING,
}


def decisions_step(book: Book) -> Content:
    """The step, from the decisions taken up to the day."""
    decided = list(book.decided.itertuples(index=False))
    proposed = proposals(book)
    return Content(
        _key_point(decided, proposed),
        (),
        _picture(book, decided, proposed),
        DEFINITION,
        book.notes(),
        TablePicture(
            HEADERS,
            (*(_offered(one) for one in proposed), *(_row(book, one) for one in decided)),
            (*(Tone.WATCH for _ in proposed), *(_tone(one) for one in decided)),
        ),
    )


STEP = Item(
    "decisions",
    "Les décisions",
    "Qu'avons-nous décidé, et que décidons-nous aujourd'hui ?",
    decisions_step,
    decides=True,
)


def _key_point(decided: list[Any], proposed: Sequence[Proposal]) -> str:
    today = f"{french.counted(len(proposed), 'proposition')} pour aujourd'hui" if proposed else ""
    if not decided:
        if today:
            return f"Rien n'est encore décidé ; {today}."
        return "Aucune décision n'a encore été prise. Que décidons-nous aujourd'hui ?"
    words = (
        (sum(_late(one) for one in decided), "en retard", "en retard"),
        (len(_of(decided, StatutDecision.A_FAIRE)), "à faire", "à faire"),
        (len(_of(decided, StatutDecision.FAITE)), "faite", "faites"),
        (len(_of(decided, StatutDecision.ABANDONNEE)), "abandonnée", "abandonnées"),
    )
    parts = [french.counted(count, one, many) for count, one, many in words if count]
    past = f"{french.counted(len(decided), 'décision')} : {french.listed(parts)}"
    return f"{past} ; {today}." if today else f"{past}."


def _late(one: Any) -> bool:
    return bool(one.en_retard)


def _of(decided: list[Any], status: StatutDecision) -> list[Any]:
    """Those of a status, the late ones apart."""
    return [one for one in decided if StatutDecision(one.statut) is status and not _late(one)]


def _picture(book: Book, decided: list[Any], proposed: Sequence[Proposal]) -> Picture:
    if not decided and not proposed:
        return NothingPicture("Notez ici les décisions d'aujourd'hui : qui fait quoi, et pour quand.")

    def notes(some: list[Any]) -> tuple[Note, ...]:
        return tuple(_note(book, one) for one in some)

    first = Column(
        "Proposées aujourd'hui",
        tuple(map(_proposed, proposed)),
        "",
        Tone.WATCH,
        "?",
        PROPOSED_SHARE,
    )
    done = Column(
        "Faites",
        notes(_of(decided, StatutDecision.FAITE)),
        "Aucune décision n'est encore faite.",
        Tone.GOOD,
        "✓",
    )
    columns = (
        *((first,) if proposed else ()),
        Column(
            "En retard",
            notes([one for one in decided if _late(one)]),
            "Aucune décision n'est en retard.",
            Tone.WORST,
            "!",
        ),
        Column(
            "À faire",
            notes(_of(decided, StatutDecision.A_FAIRE)),
            "Rien à faire : notez ici les décisions d'aujourd'hui.",
            Tone.NEUTRAL,
            "→",
        ),
        # Beside what is proposed there is no room for what is done: it stands in the table.
        *(() if proposed else (done,)),
    )
    return ColumnsPicture(tuple(one if one.notes else replace(one, share=EMPTY_SHARE) for one in columns))


def _proposed(one: Proposal) -> Note:
    """The rank is the key that accepts it."""
    return Note(f"{one.rank}. {one.gap.action}", one.owner, one.gap.why[0].rstrip("."), "", Tone.WATCH)


def _offered(one: Proposal) -> tuple[str, ...]:
    elsewhere = f"Ailleurs : {named(one.initiative).told}." if one.initiative else ""
    return (f"{one.rank}. {one.gap.action}", one.owner, "", "Proposée", " ".join((*one.gap.why, elsewhere)))


def _note(book: Book, one: Any) -> Note:
    """Its figure without « depuis la décision », which the room knows and a note has no room for."""
    moved = str(one.suivi).replace(" depuis la décision", "")
    return Note(_text(one), str(one.responsable), state_words(book.day, one), moved, _tone(one))


def _row(book: Book, one: Any) -> tuple[str, ...]:
    return (
        _text(one),
        str(one.responsable),
        french.day(_day(one.echeance)),
        state_words(book.day, one),
        str(one.suivi),
    )


def _text(one: Any) -> str:
    if one.ecart:
        # What was proposed says its place and its need itself.
        return str(one.texte)
    about = french.listed([part for part in (str(one.zone), str(one.besoin)) if part])
    return f"{one.texte} ({about})" if about else str(one.texte)


def _day(value: Any) -> Any:
    return pd.Timestamp(value).date()


def _tone(one: Any) -> Tone:
    return Tone.WORST if _late(one) else TONES[StatutDecision(one.statut)]
