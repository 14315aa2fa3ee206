"""What follows the steps, in the order of every form: decisions, tables behind the pictures, sectors, sources, words."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from visa_data import french
from visa_data.meeting.step import Step
from visa_data.pictures.picture import TablePicture
from visa_data.pictures.render import NO_PICTURE, written_table
from visa_data.reports.document import Report


@dataclass(frozen=True)
class Annex:
    """A titled table after the steps.

    key: its address within a file. lead: a sentence above it. empty: what is said where it has no row.
    one_page: it takes one page at most, and says how many rows it leaves out; the others are whole.
    """

    key: str
    title: str
    table: TablePicture
    lead: str = ""
    empty: str = NO_PICTURE
    one_page: bool = False


def annexes(report: Report, cut: Container[int] = ()) -> list[Annex]:
    """All of them. cut: numbers of the steps whose own table did not hold on their page."""
    found = []
    whole = dict(report.registers)
    for step in report.steps:
        if step.key in whole and step.table.rows:
            found.append(Annex(table_address(report, step), whole[step.key], step.table))
    for step in report.steps:
        table = table_behind(step) or (written_table(step.picture) if step.number in cut else None)
        if table is not None and step.key not in whole:
            title = f"{report.part} {step.number}, en tableau : {step.title}"
            found.append(Annex(table_address(report, step), title, table, one_page=True))
    if report.sectors.rows:
        found.append(Annex("secteurs", "Secteurs", report.sectors, report.legend))
    return [
        *found,
        Annex("sources", "Sources et fraîcheur", report.freshness),
        Annex("fichiers", "Fichiers chargés", report.files, empty="Aucun import n'est enregistré."),
        Annex("definitions", "Définitions", definitions(report), empty="Aucune définition."),
    ]


def table_address(report: Report, step: Step) -> str:
    """The key of the annex that holds a step's table."""
    return step.key if step.key in dict(report.registers) else f"tableau-{step.number}"


def table_behind(step: Step) -> TablePicture | None:
    """The table with the same figures as the picture; None where the picture is that very table, or has none."""
    if not step.table.rows or step.table == step.picture:
        return None
    if isinstance(step.picture, TablePicture) and step.picture.rows == step.table.rows:
        return None
    return step.table


def definitions(report: Report) -> TablePicture:
    """What each figure counts, step by step, then the other words of the steps; each definition once."""
    rows: list[tuple[str, str]] = []
    said: set[str] = set()
    steps = (
        (term, text)
        for step in report.steps
        for term, text in ((step.title, step.definition), *((f.label, f.definition) for f in step.figures))
    )
    for term, text in (*steps, *report.terms):
        if text and text not in said:
            said.add(text)
            rows.append((term[:1].upper() + term[1:], text))
    return TablePicture(("Terme", "Définition"), tuple(rows))


def others_sentence(rows: int, report: Report) -> str:
    """`… et 12 autres lignes, dans le tableau de l'écran.`"""
    return f"… et {french.counted(rows, 'autre ligne', 'autres lignes')}, {report.beyond}."
