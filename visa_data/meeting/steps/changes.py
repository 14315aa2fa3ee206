"""What changed since the last meeting, what happened told apart from what was loaded."""

from __future__ import annotations

import math
from dataclasses import dataclass

from visa_data import french
from visa_data.dossier.figure_changes import Change, Verdict, changes, real_first
from visa_data.dossier.new_data import new_data_sentences
from visa_data.dossier.shown import rate_text
from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import Column, Unit
from visa_data.meeting.key_points import SAID, URGENT, WORRIES, key_point
from visa_data.meeting.step import MainFigure
from visa_data.meeting.steps.facts import Facts
from visa_data.meeting.steps.ground_map import UNSAID, whites_may_be_said
from visa_data.meeting.steps.item import Content, Item
from visa_data.meeting.steps.layout import nobody
from visa_data.pictures.picture import TablePicture, Tone

DEFINITION = (
    "Chaque chiffre à la fin des deux jours, calculé sur les données d'aujourd'hui : l'écart dit ce qui s'est "
    "passé entre les deux. Ce qui vient d'un fichier chargé depuis est dit à part."
)
TONES = {
    Verdict.WORSE: Tone.BAD,
    Verdict.BETTER: Tone.GOOD,
    Verdict.UP: Tone.NEUTRAL,
    Verdict.DOWN: Tone.NEUTRAL,
    Verdict.SAME: Tone.NOTHING,
    Verdict.UNKNOWN: Tone.UNKNOWN,
}
ON_SCREEN = (
    "inscrits",
    "taux_joints",
    "taux_a_jour",
    "urgences_sans_contact",
    "perdus_de_vue",
    "jamais_joints",
    "isolees_sans_equipe",
    "zones_blanches",
    "besoins_non_pourvus",
)
"""Rows of the picture: what a room reads from 8 m; the table has every figure."""
MAIN = ("urgences_sans_contact", "perdus_de_vue", "besoins_non_pourvus")


@dataclass(frozen=True)
class Row:
    """A key figure at two dates as it may be shown; words: the size of its move in a sentence.

    withheld: its move is known, and not published.
    """

    figure: Column
    before: str
    after: str
    gap: str
    verdict: Verdict
    words: str = ""
    withheld: bool = False

    @property
    def sense(self) -> str:
        """`▲ moins bien`."""
        if self.withheld:
            return f"{french.UNKNOWN} non publié"
        if self.verdict in (Verdict.SAME, Verdict.UNKNOWN):
            return f"{'=' if self.verdict is Verdict.SAME else '–'} {self.verdict}"
        return f"{'▼' if self.gap.startswith('−') else '▲'} {self.verdict}"


def changes_step(facts: Facts) -> Content:
    """The step, from the key figures at both dates."""
    if facts.nobody:
        return nobody(facts, DEFINITION)
    found = changes(facts.raw_before, facts.raw_now)
    rows = {change.figure.name: _row(facts, change) for change in real_first(found)}
    headers = _headers(facts)
    picture = _table(headers, [row for name, row in rows.items() if name in ON_SCREEN])
    return Content(
        _key_point(facts, found, rows),
        tuple(_main(facts, rows[name]) for name in MAIN),
        picture,
        DEFINITION,
        facts.notes(*_notes(facts, rows)),
        _table(headers, list(rows.values())),
    )


STEP = Item(
    "ce-qui-a-change",
    "Ce qui a changé",
    "Qu'est-ce qui a changé depuis la dernière réunion ?",
    changes_step,
    explained_on=("carte", "Voir la carte du territoire"),
)


def _headers(facts: Facts) -> tuple[str, ...]:
    same_year = facts.before.year == facts.day.year
    write = french.short_day if same_year else french.day
    return ("Indicateur", f"Au {write(facts.before)}", f"Au {write(facts.day)}", "Écart", "Sens")


def _table(headers: tuple[str, ...], rows: list[Row]) -> TablePicture:
    return TablePicture(
        headers,
        tuple((row.figure.label, row.before, row.after, row.gap, row.sense) for row in rows),
        tuple(TONES[row.verdict] for row in rows),
    )


def _row(facts: Facts, change: Change) -> Row:
    figure = change.figure
    if figure.unit is Unit.RATE:
        return _rate_row(facts, change)
    if figure.about == "zones":
        return _zones_row(facts, change)
    before, after, gap = facts.then[figure.name], facts.now[figure.name], facts.changes.gaps[figure.name]
    if not facts.compared:
        return Row(figure, french.UNKNOWN, after.text, french.UNKNOWN, Verdict.UNKNOWN)
    if gap is None:
        return Row(figure, before.text, after.text, french.UNKNOWN, Verdict.UNKNOWN, withheld=True)
    words = gap.words or french.number(abs(gap.value or 0))
    return Row(figure, before.text, after.text, gap.text, change.verdict, words)


def _zones_row(facts: Facts, change: Change) -> Row:
    """Zones blanches: their number says how many share the people whom no team reaches."""
    said = whites_may_be_said(facts)
    after = french.number(change.after) if said else UNSAID
    before = facts.white_before
    if not facts.compared or before is None or not said:
        return Row(
            change.figure, french.UNKNOWN, after, french.UNKNOWN, Verdict.UNKNOWN, withheld=facts.compared
        )
    words = french.number(abs(change.gap))
    return Row(change.figure, french.number(before), after, change.written_gap, change.verdict, words)


def _rate_row(facts: Facts, change: Change) -> Row:
    part, whole = change.figure.part, change.figure.whole
    after = rate_text(facts.now[part], facts.now[whole], 1)
    before = rate_text(facts.then[part], facts.then[whole], 1)
    known = not any(side[name].withheld for side in (facts.then, facts.now) for name in (part, whole))
    if not facts.compared or not known:
        return Row(
            change.figure,
            before if facts.compared else french.UNKNOWN,
            after,
            french.UNKNOWN,
            Verdict.UNKNOWN,
            withheld=facts.compared and not known,
        )
    return Row(change.figure, before, after, change.written_gap, change.verdict)


def _main(facts: Facts, row: Row) -> MainFigure:
    out_of = {
        "urgences_sans_contact": ("urgences", "situation urgente", "situations urgentes"),
        "perdus_de_vue": ("joints", "personne jointe", "personnes jointes"),
        "besoins_non_pourvus": ("besoins_ouverts", "besoin ouvert", "besoins ouverts"),
    }
    name, one, many = out_of[row.figure.name]
    change = "" if row.verdict is Verdict.UNKNOWN else f"{row.gap} {row.verdict}".replace("= ", "")
    tone = TONES[row.verdict] if row.verdict is not Verdict.SAME else Tone.NEUTRAL
    return MainFigure(
        row.after,
        row.figure.label,
        f"sur {facts.now[name].counted(one, many)}",
        change,
        tone,
        row.figure.definition(facts.settings),
    )


def _key_point(facts: Facts, found: dict[str, Change], rows: dict[str, Row]) -> str:
    if not facts.protector.protects:
        return key_point(found, days=facts.days, urgent_days=facts.settings.cadence_niveau_4)
    worries = [name for name in (URGENT, *WORRIES) if not facts.now[name].nothing]
    if not worries:
        return key_point(found, days=facts.days, urgent_days=facts.settings.cadence_niveau_4)
    others = [name for name in rows if name in worries and name != URGENT][: SAID - 1]
    hours = f"depuis plus de {facts.urgent_hours}"
    urgent = (
        f"aucune situation urgente sans contact {hours}"
        if facts.now[URGENT].nothing
        else facts.now[URGENT].counted(
            f"situation urgente sans contact {hours}", f"situations urgentes sans contact {hours}"
        )
    )
    said = [urgent + _move(rows[URGENT])]
    said += [facts.now[name].counted(*WORRIES[name]) + _move(rows[name]) for name in others]
    sentence = " ; ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _move(row: Row) -> str:
    if row.verdict is Verdict.UNKNOWN:
        return ""
    if row.verdict is Verdict.SAME:
        return " (sans changement)"
    return f" ({row.words} de {'moins' if row.gap.startswith('−') else 'plus'})"


def _notes(facts: Facts, rows: dict[str, Row]) -> list[str]:
    if not facts.compared:
        return ["La date de comparaison doit précéder la date d'observation : aucun écart n'est calculé."]
    notes = new_data_sentences(
        facts.cursor,
        facts.before,
        facts.settings,
        facts.raw_before if facts.filters == Filters() else None,
    )
    if facts.protector.protects and any("<" in row.gap for row in rows.values()):
        k = facts.settings.seuil_effectif
        notes.append(
            f"Un écart de 1 à {k - 1} personnes est dit sans son nombre, et l'ancien total n'est pas montré."
        )
    if any(math.isnan(value) for value in facts.raw_before.values()):
        notes.append(f"Au {french.day(facts.before)}, personne n'était inscrit : les parts n'existent pas.")
    return notes
