"""The page of the activity report on decisions: those taken, late, done, and how the figure of each moved."""

from __future__ import annotations

from collections.abc import Callable

from visa_data import french
from visa_data.activity.declared import Part
from visa_data.activity.gathered import NOT_GIVEN, Activity
from visa_data.activity.paged import figure, page_of
from visa_data.decisions.follow_up import Followed
from visa_data.meeting.step import Content
from visa_data.pictures.picture import (
    Column,
    ColumnsPicture,
    Note,
    NothingPicture,
    Picture,
    TablePicture,
    Tone,
)
from visa_data.vocabulary import StatutDecision


def decisions_page(a: Activity) -> Content:
    """Those of the period, those still to be done before it, and what became of each."""
    taken, late = a.value("decisions_prises"), a.value("decisions_en_retard_fin")
    if not a.decided:
        sentence = f"Aucune décision n'a été notée, ni avant la période ni {a.period.words}."
        picture: Picture = NothingPicture(
            "Les décisions notées en réunion seraient ici, avec leur échéance et leur suite."
        )
    else:
        sentence = (
            f"{french.counted(taken, 'décision prise', 'décisions prises')}, "
            f"{french.counted(a.value('decisions_faites'), 'faite')} dans la période, {french.number(late)} en retard à la fin."
        )
        picture = ColumnsPicture(
            (
                _decided(
                    a, "En retard", lambda one: one.late, "Aucune décision n'est en retard.", Tone.WORST, "!"
                ),
                _decided(
                    a,
                    "À faire",
                    lambda one: one.decision.status is StatutDecision.A_FAIRE and not one.late,
                    "Aucune décision n'est à faire.",
                    Tone.NEUTRAL,
                    "→",
                ),
                _decided(
                    a,
                    "Faites",
                    lambda one: one.decision.status is StatutDecision.FAITE,
                    "Aucune décision n'est encore faite.",
                    Tone.GOOD,
                    "✓",
                ),
            )
        )
    names = ("reunions", "decisions_prises", "decisions_prises_faites", "decisions_en_retard_fin")
    table = TablePicture(
        ("Décision", "Prise le", "Responsable", "Échéance", "État", "Indicateur suivi"),
        tuple(_decided_row(a, one) for one in a.decided),
        tuple(Tone.WORST if one.late else Tone.NEUTRAL for one in a.decided),
    )
    return page_of(a, Part.DECISIONS, sentence, tuple(figure(a, name) for name in names), picture, table)


def _decided(
    a: Activity, title: str, chosen: Callable[[Followed], bool], empty: str, tone: Tone, sign: str
) -> Column:
    notes = tuple(
        Note(_decision_text(one), one.decision.draft.owner, _state(one), _moved(a, one), tone)
        for one in a.decided
        if chosen(one)
    )
    return Column(title, notes, empty, tone, sign)


def _decided_row(a: Activity, one: Followed) -> tuple[str, ...]:
    draft = one.decision.draft
    return (
        _decision_text(one),
        french.day(one.decision.meeting),
        draft.owner,
        french.day(draft.due),
        _state(one),
        _moved(a, one),
    )


def _decision_text(one: Followed) -> str:
    draft = one.decision.draft
    if draft.basis:
        # What was proposed says its place and its need itself.
        return draft.text
    about = french.listed(
        [part for part in (one.decision.zone_name, draft.need.label if draft.need else "") if part]
    )
    return f"{draft.text} ({about})" if about else draft.text


def _state(one: Followed) -> str:
    if one.late:
        days = (one.day - one.decision.draft.due).days
        return f"En retard de {french.counted(days, 'jour')}"
    if one.decision.status is StatutDecision.A_FAIRE:
        return f"À faire pour le {french.short_day(one.decision.draft.due)}"
    return f"{one.decision.status.label} le {french.short_day(one.decision.status_day)}"


def _moved(a: Activity, one: Followed) -> str:
    """How its figure moved; that of a zone, or of a small territory, counts too few people to leave."""
    if one.line is None:
        return ""
    if one.line.column.counts_people and (one.decision.draft.zone or not all(a.exact.values())):
        return f"{one.line.column.label}{french.NBSP}: {NOT_GIVEN}"
    return one.move_sentence
