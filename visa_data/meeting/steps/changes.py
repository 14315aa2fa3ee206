"""What changed since the last meeting, what happened told apart from what was loaded."""

from __future__ import annotations

import math
from dataclasses import dataclass

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.figure_changes import ORDER, Change, Verdict, real_first
from visa_data.dossier.shown import Shown, rate_text
from visa_data.indicators.evolution import key_columns
from visa_data.indicators.indicator import Column, Unit
from visa_data.meeting.step import Content
from visa_data.meeting.steps.ground_map import ground_map
from visa_data.meeting.steps.item import Item
from visa_data.meeting.steps.key_points import URGENT, WORRIES, key_point
from visa_data.meeting.steps.layout import capital, nobody, to_visit, trend, urgent_hours
from visa_data.pictures.picture import (
    MapPicture,
    NothingPicture,
    Picture,
    Statement,
    StatementsPicture,
    TablePicture,
    Tone,
    Trend,
)
from visa_data.settings import Settings

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
MOST = 3
"""Statements that a room remembers."""
MAPPED = "zones_blanches"


@dataclass(frozen=True)
class Row:
    """A key figure at two dates as it is published, and its change."""

    change: Change
    before: str
    after: str
    withheld: bool = False

    @property
    def gap(self) -> str:
        """`+4`, `−2,1 points`, or a dash."""
        return self.change.written_gap

    @property
    def sense(self) -> str:
        """`▲ moins bien`."""
        verdict = self.change.verdict
        if self.withheld:
            return f"{french.UNKNOWN} non publié"
        if verdict in (Verdict.SAME, Verdict.UNKNOWN):
            return f"{'=' if verdict is Verdict.SAME else '–'} {verdict}"
        return f"{'▼' if self.change.gap < 0 else '▲'} {verdict}"


def changes_step(book: Book) -> Content:
    """The step, from the key figures at both dates."""
    if book.total("inscrits").nothing:
        return nobody(book, DEFINITION)
    rows = {column.name: _row(book, column) for column in key_columns()}
    found = {name: row.change for name, row in rows.items()}
    ordered = [rows[change.figure.name] for change in real_first(found)]
    return Content(
        key_point(book, found),
        (),
        _picture(book, rows),
        DEFINITION,
        book.notes(*_notes(book, rows)),
        TablePicture(
            ("Indicateur", f"Au {_day(book, book.before)}", f"Au {_day(book, book.day)}", "Écart", "Sens"),
            tuple((row.change.figure.label, row.before, row.after, row.gap, row.sense) for row in ordered),
            tuple(TONES[row.change.verdict] for row in ordered),
        ),
    )


STEP = Item(
    "ce-qui-a-change",
    "Ce qui a changé",
    "Qu'est-ce qui a changé depuis la dernière réunion ?",
    changes_step,
    explained_on=("carte", "Voir la carte du territoire"),
)


def _day(book: Book, day: object) -> str:
    write = french.short_day if book.before.year == book.day.year else french.day
    return write(day)


def _row(book: Book, column: Column) -> Row:
    parts = (column.part, column.whole) if column.unit is Unit.RATE else (column.name,)
    now = [book.total(name) for name in parts]
    after = _written(now)
    if not book.compared:
        return Row(Change(column, math.nan, _value(now)), french.UNKNOWN, after)
    then = [book.total(name, book.before) for name in parts]
    change = Change(column, _value(then), _value(now))
    return Row(change, _written(then), after, any(shown.withheld for shown in (*now, *then)))


def _written(shown: list[Shown]) -> str:
    return shown[0].text if len(shown) == 1 else rate_text(shown[0], shown[1], 1)


def _value(shown: list[Shown]) -> float:
    """The published count, or share; NaN where it is withheld, or a share of nobody."""
    values = [math.nan if one.value is None else float(one.value) for one in shown]
    if len(values) == 1:
        return values[0]
    return values[0] / values[1] if values[1] else math.nan


# --- The picture: three sentences


def _said(name: str, settings: Settings) -> tuple[str, str, str, str]:
    """A figure in a sentence: « 3 [personnes] de plus [sont perdues de vue] », for one and for many."""
    late = f"sans contact depuis plus de {urgent_hours(settings)}"
    visit = to_visit(settings)
    return {
        URGENT: ("situation urgente", "situations urgentes", f"est {late}", f"sont {late}"),
        "perdus_de_vue": ("personne", "personnes", "est perdue de vue", "sont perdues de vue"),
        "jamais_joints": ("personne", "personnes", f"est {visit}", f"sont {visit}"),
        "isolees_sans_equipe": (
            "personne isolée",
            "personnes isolées",
            "est sans équipe",
            "sont sans équipe",
        ),
        MAPPED: ("zone", "zones", "est blanche", "sont blanches"),
        "besoins_non_pourvus": ("besoin", "besoins", "n'est pas pourvu", "ne sont pas pourvus"),
        "en_attente": ("consentement", "consentements", "est en attente", "sont en attente"),
        "a_jour": ("personne", "personnes", "a un contact à jour", "ont un contact à jour"),
        "joints": ("personne", "personnes", "a été jointe", "ont été jointes"),
        "inscrits": ("personne", "personnes", "est inscrite", "sont inscrites"),
    }[name]


TOLD = (
    URGENT,
    *WORRIES,
    MAPPED,
    "en_attente",
    "a_jour",
    "joints",
    "inscrits",
)
"""Figures that make a statement, as listed where their changes weigh the same."""


def _picture(book: Book, rows: dict[str, Row]) -> Picture:
    moved = [rows[name] for name in TOLD if rows[name].change.verdict not in (Verdict.SAME, Verdict.UNKNOWN)]
    moved.sort(key=lambda row: _rank(row.change))
    standing = [rows[name] for name in (URGENT, *WORRIES, MAPPED) if not book.total(name).nothing]
    told = moved[:MOST] or standing[:MOST]
    if not told:
        return NothingPicture("Rien n'attend à cette date.")
    return StatementsPicture(
        tuple(_statement(book, row) for row in told),
        _day(book, book.before) if book.compared else "",
        _day(book, book.day),
    )


def _rank(change: Change) -> tuple[int, bool, float]:
    """The worst first, urgent situations before others that got worse, then the largest moves."""
    return (ORDER[change.verdict], change.figure.name != URGENT, -change.weight)


def _statement(book: Book, row: Row) -> Statement:
    change = row.change
    name, verdict = change.figure.name, change.verdict
    one, many, is_, are = _said(name, book.settings)
    beside: Trend | MapPicture | None = trend(book, name) if name != MAPPED else None
    if name == MAPPED:
        drawn = ground_map(book)
        beside = drawn if isinstance(drawn, MapPicture) else None
    if verdict in (Verdict.SAME, Verdict.UNKNOWN):
        after = book.total(name)
        sentence = f"{after.counted(one, many)} {after.plural(is_, are)}."
        before, said = "", str(verdict) if verdict is Verdict.SAME else ""
    else:
        gap = abs(change.gap)
        more = "de plus" if change.gap > 0 else "de moins"
        sentence = f"{french.counted(gap, one, many)} {more} {is_ if gap < 2 else are}."
        before, said = row.before, f"{row.gap} : {verdict}"
    return Statement(capital(sentence), before, row.after, said, _tone(name, verdict), beside)


def _tone(name: str, verdict: Verdict) -> Tone:
    return Tone.WORST if name == URGENT and verdict is Verdict.WORSE else TONES[verdict]


def _notes(book: Book, rows: dict[str, Row]) -> list[str]:
    if not book.compared:
        return ["La date de comparaison doit précéder la date d'observation : aucun écart n'est calculé."]
    notes = list(book.sentences)
    if book.total("inscrits", book.before).nothing:
        notes.append(f"Au {french.day(book.before)}, personne n'était inscrit : les parts n'existent pas.")
    return notes
