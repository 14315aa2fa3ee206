"""« À retenir » : the one sentence that opens the meeting, written from the figures."""

from __future__ import annotations

import math
from collections.abc import Mapping

from visa_data import french
from visa_data.dossier.figure_changes import Change, Verdict
from visa_data.typography import french as typographic

SAID = 3
"""More than three figures is no longer a sentence that a room remembers."""

URGENT = "urgences_sans_contact"
WORRIES = {
    "perdus_de_vue": ("personne perdue de vue", "personnes perdues de vue"),
    "jamais_joints": (
        "personne jamais jointe malgré plusieurs appels",
        "personnes jamais jointes malgré plusieurs appels",
    ),
    "isolees_sans_equipe": (
        "personne isolée qu'aucune équipe n'atteint",
        "personnes isolées qu'aucune équipe n'atteint",
    ),
    "besoins_non_pourvus": ("besoin non pourvu", "besoins non pourvus"),
}


def key_point(found: Mapping[str, Change], *, days: int, urgent_days: int) -> str:
    """The sentence « À retenir ».

    found: see `visa_data.dossier.figure_changes.changes`. days: between the two dates (0 or less: nothing is
    compared). urgent_days: days that a level 4 person may go without contact.
    """
    if found["inscrits"].after == 0:
        return typographic("Aucune personne n'est inscrite à cette date : il n'y a encore rien à suivre.")
    worries = [found[name] for name in (URGENT, *WORRIES)]
    if not any(change.after > 0 for change in worries):
        return typographic(
            "Rien à signaler : aucune urgence sans contact, personne n'est perdu de vue, "
            "une équipe atteint chaque personne isolée et aucun besoin n'attend."
        )
    # Urgent situations first, whatever they did; then what got worse, the most first; then as listed.
    others = sorted(
        (change for change in worries[1:] if change.after > 0),
        key=lambda change: -change.weight if change.verdict is Verdict.WORSE else 1.0,
    )
    compared = days > 0 and any(c.verdict not in (Verdict.SAME, Verdict.UNKNOWN) for c in worries)
    said = [_urgent(found[URGENT], urgent_days, compared)]
    said += [_part(change, *WORRIES[change.figure.name], compared) for change in others[: SAID - 1]]
    sentence = " ; ".join(said)
    if compared or days <= 0:
        return typographic(f"{sentence[:1].upper()}{sentence[1:]}.")
    return typographic(f"Rien de nouveau en {french.counted(days, 'jour')} : {sentence}.")


def _urgent(change: Change, urgent_days: int, compared: bool) -> str:
    hours = f"depuis plus de {french.number(24 * urgent_days)}{french.NBSP}heures"
    if change.after == 0:
        return f"aucune situation urgente sans contact {hours}{_move(change, compared)}"
    return _part(
        change,
        f"situation urgente sans contact {hours}",
        f"situations urgentes sans contact {hours}",
        compared,
    )


def _part(change: Change, one: str, many: str, compared: bool) -> str:
    return french.counted(change.after, one, many) + _move(change, compared)


def _move(change: Change, compared: bool) -> str:
    if not compared or math.isnan(change.gap):
        return ""
    if change.verdict is Verdict.SAME:
        return " (sans changement)"
    return f" ({french.number(abs(change.gap))} de {'plus' if change.gap > 0 else 'moins'})"
