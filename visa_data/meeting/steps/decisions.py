"""What was decided, what is done or late, and how the figure each decision follows moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from visa_data import french
from visa_data.decisions.follow_up import Followed, follow_up, summary_sentence
from visa_data.indicators.indicator import Unit
from visa_data.meeting.step import MainFigure
from visa_data.meeting.steps.facts import Facts
from visa_data.meeting.steps.item import Content, Item
from visa_data.meeting.steps.protector import Changes
from visa_data.pictures.picture import NothingPicture, TablePicture, Tone
from visa_data.vocabulary import StatutDecision

MOST_ROWS = 8
DEFINITION = (
    "Décisions des réunions précédentes : faites, à faire, en retard (échéance passée), et ce qu'est devenu depuis "
    "le chiffre qu'elles suivent. Le responsable est une fonction ou un service, jamais une personne."
)
NOT_PERSONS = frozenset({"zones", "ressources", "habitants"})
HEADERS = ("Décision", "Responsable", "Échéance", "État", "Indicateur suivi")


def decisions_step(facts: Facts) -> Content:
    """The step, from the decisions taken up to the day."""
    decided = follow_up(facts.cursor, facts.day, facts.settings)
    moved = _moves(facts, decided)
    rows = tuple(_row(facts, one, moved) for one in decided)
    tones = tuple(_tone(one) for one in decided)
    late = sum(1 for one in decided if one.late)
    todo = sum(1 for one in decided if one.decision.status is StatutDecision.A_FAIRE) - late
    done = sum(1 for one in decided if one.decision.status is StatutDecision.FAITE)
    figures = (
        (
            MainFigure(french.number(done), "faite" if done < 2 else "faites", "", "", Tone.GOOD),
            MainFigure(french.number(todo), "à faire", "", "", Tone.NEUTRAL),
            MainFigure(french.number(late), "en retard", "", "", Tone.WORST if late else Tone.GOOD),
        )
        if decided
        else ()
    )
    left_out = len(rows) - MOST_ROWS
    return Content(
        summary_sentence(decided) + ("" if decided else " Que décidons-nous aujourd'hui ?"),
        figures,
        TablePicture(HEADERS, rows[:MOST_ROWS], tones[:MOST_ROWS])
        if rows
        else NothingPicture("Aucune décision n'est encore enregistrée : notez ici celles d'aujourd'hui."),
        DEFINITION,
        facts.notes(
            f"{MOST_ROWS} décisions sur {len(rows)}, les retards d'abord : le tableau les a toutes."
            if left_out > 0
            else ""
        ),
        TablePicture(HEADERS, rows, tones),
    )


STEP = Item(
    "decisions",
    "Les décisions",
    "Qu'avons-nous décidé, qu'est-ce qui est fait, en retard ?",
    decisions_step,
    decides=True,
)


def _row(facts: Facts, followed: Followed, moved: Mapping[tuple[date, str], Changes]) -> tuple[str, ...]:
    draft = followed.decision.draft
    about = french.listed(
        [part for part in (followed.decision.zone_name, draft.need.label if draft.need else "") if part]
    )
    text = f"{draft.text} ({about})" if about else draft.text
    return (text, draft.owner, french.day(draft.due), _state(followed), _move(facts, followed, moved))


def _state(followed: Followed) -> str:
    decision = followed.decision
    if decision.status is not StatutDecision.A_FAIRE:
        return f"{decision.status.label} le {french.short_day(decision.status_day)}"
    left = (decision.draft.due - followed.day).days
    if left < 0:
        return f"En retard de {french.counted(-left, 'jour')}"
    return "À faire aujourd'hui" if left == 0 else f"À faire sous {french.counted(left, 'jour')}"


def _tone(followed: Followed) -> Tone:
    if followed.late:
        return Tone.WORST
    return {
        StatutDecision.A_FAIRE: Tone.NEUTRAL,
        StatutDecision.FAITE: Tone.GOOD,
        StatutDecision.ABANDONNEE: Tone.NOTHING,
    }[followed.decision.status]


def _move(facts: Facts, followed: Followed, moved: Mapping[tuple[date, str], Changes]) -> str:
    """How the figure moved; in the committee's role a count of persons only when the meeting shows it."""
    line = followed.line
    if line is None or not facts.protector.protects:
        return followed.move_sentence
    measure = followed.decision.draft.measure
    if line.column.about in NOT_PERSONS and not (measure and measure.zone):
        return followed.move_sentence
    label = line.column.label
    if pd.isna(line.change):
        return f"{label}{french.NBSP}: pas de comparaison."
    sense = {True: "moins bien", False: "mieux", None: "a changé"}[line.bad]
    name = line.column.name
    if _shown_by_the_meeting(facts, followed):
        now = facts.now[name]
        found = moved[followed.decision.meeting, name]
        gap = found.gaps[name]
        if gap is not None and not gap.withheld:
            if gap.nothing:
                return f"{label}{french.NBSP}: {now.text}, sans changement depuis la décision."
            return f"{label}{french.NBSP}: de {found.then[name].text} à {now.text} ({gap.text}), {sense}."
        if not now.withheld:
            return f"{label}{french.NBSP}: {now.text}, évolution non publiée (petits nombres protégés)."
    # Not even which way: one person may be what moved.
    return f"{label}{french.NBSP}: évolution non publiée (petits nombres protégés)."


def _shown_by_the_meeting(facts: Facts, followed: Followed) -> bool:
    """Whether the figure is a count of the whole territory that the meeting shows."""
    measure, line = followed.decision.draft.measure, followed.line
    return (
        measure is not None
        and line is not None
        and not measure.zone
        and not measure.need
        and line.column.unit is Unit.COUNT
        and not pd.isna(line.change)
        and line.column.name in facts.raw_now
        and line.column.name in facts.now
        and line.value == facts.raw_now[line.column.name]
    )


def _moves(facts: Facts, decided: Sequence[Followed]) -> dict[tuple[date, str], Changes]:
    """The figures followed since each day of decisions, those of one day protected together."""
    before: dict[date, dict[str, float]] = {}
    if facts.protector.protects:
        for followed in decided:
            if _shown_by_the_meeting(facts, followed) and followed.line is not None:
                figures = before.setdefault(followed.decision.meeting, {})
                figures.setdefault(followed.line.column.name, float(followed.line.before))
    return {
        (day, name): found
        for day, figures in before.items()
        for found in (facts.protector.changes(figures, facts.raw_now, facts.now),)
        for name in figures
    }
