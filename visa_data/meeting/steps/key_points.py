"""« À retenir » : the one sentence that opens the meeting, written from the published figures."""

from __future__ import annotations

from collections.abc import Mapping

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.figure_changes import Change, Verdict
from visa_data.meeting.steps.layout import to_visit, urgent_hours
from visa_data.settings import Settings
from visa_data.typography import french as typographic

SAID = 3
"""More than three figures is no longer a sentence that a room remembers."""

URGENT = "urgences_sans_contact"
WORRIES = ("perdus_de_vue", "jamais_joints", "isolees_sans_equipe", "besoins_non_pourvus")


def words(name: str, settings: Settings) -> tuple[str, str]:
    """What a worry counts, for one and for many."""
    late = f"sans contact depuis plus de {urgent_hours(settings)}"
    return {
        URGENT: (f"situation urgente {late}", f"situations urgentes {late}"),
        "perdus_de_vue": ("personne perdue de vue", "personnes perdues de vue"),
        "jamais_joints": (f"personne {to_visit(settings)}", f"personnes {to_visit(settings)}"),
        "isolees_sans_equipe": ("personne isolée sans équipe", "personnes isolées sans équipe"),
        "besoins_non_pourvus": ("besoin non pourvu", "besoins non pourvus"),
    }[name]


def key_point(book: Book, found: Mapping[str, Change]) -> str:
    """The sentence « À retenir »; found: the published changes of the key figures, by name."""
    if book.total("inscrits").nothing:
        return typographic("Aucune personne n'est inscrite à cette date : il n'y a encore rien à suivre.")
    present = [name for name in WORRIES if not book.total(name).nothing]
    if not present and book.total(URGENT).nothing:
        return typographic(
            "Rien à signaler : aucune urgence sans contact, personne n'est perdu de vue, "
            "une équipe atteint chaque personne isolée et aucun besoin n'attend."
        )
    # Urgent situations first, whatever they did; then what got worse, the most first; then as listed.
    others = sorted(
        present, key=lambda name: -found[name].weight if found[name].verdict is Verdict.WORSE else 1.0
    )
    still = (Verdict.SAME, Verdict.UNKNOWN)
    moved = book.compared and any(found[name].verdict not in still for name in (URGENT, *WORRIES))
    said = [_urgent(book, found, moved)]
    said += [_part(book, found, name, moved) for name in others[: SAID - 1]]
    sentence = " ; ".join(said)
    unknown = any(found[name].verdict is Verdict.UNKNOWN for name in (URGENT, *WORRIES))
    if moved or unknown or not book.compared:
        return typographic(f"{sentence[:1].upper()}{sentence[1:]}.")
    return typographic(f"Rien de nouveau en {french.counted(book.days, 'jour')} : {sentence}.")


def _urgent(book: Book, found: Mapping[str, Change], moved: bool) -> str:
    if book.total(URGENT).nothing:
        one, _ = words(URGENT, book.settings)
        return f"aucune {one}{_move(found[URGENT], moved)}"
    return _part(book, found, URGENT, moved)


def _part(book: Book, found: Mapping[str, Change], name: str, moved: bool) -> str:
    return book.total(name).counted(*words(name, book.settings)) + _move(found[name], moved)


def _move(change: Change, moved: bool) -> str:
    if not moved or change.verdict is Verdict.UNKNOWN:
        return ""
    if change.verdict is Verdict.SAME:
        return " (sans changement)"
    return f" ({french.number(abs(change.gap))} de {'plus' if change.gap > 0 else 'moins'})"
