"""What an import did, as lines of text and as files beside: summary, report, refused lines."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from visa_data import french
from visa_data.errors import Severity, VisaError
from visa_data.exports.tables import neutral
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading import accounts
from visa_data.extracts.loading.load import Foreseen
from visa_data.extracts.loading.outcome import Counts, Outcome, reasons
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.reading.refused_lines import (
    refused_csv,
    refused_numbers,
    refused_table,
    refused_workbook,
)
from visa_data.typography import french as typographic

SHOWN_LINES = 8
SHOWN_PROPOSALS = 5
REPORT_HEADER = ["fichier", "ligne", "colonne", "valeur", "motif"]


def summary(extract: Extract, outcome: Outcome) -> list[str]:
    """What was recognised and what became of the lines, as French sentences."""
    seen, counts = extract.recognition, outcome.counts
    sheets = seen.rows.names or (seen.sheet,)
    form = ", ".join(part for part in (seen.encoding, seen.separator, *sheets) if part)
    lines = [
        f"{extract.file_name} : {extract.kind.label}" + (f" ({form})" if form else ""),
        f"  {french.counted(counts.lues, 'ligne lue', 'lignes lues')} = {in_words(counts)}",
    ]
    if outcome.closed:
        lines.append(
            f"  Fichier complet : {french.counted(outcome.closed, 'absent fermé', 'absents fermés')}"
        )
    if seen.excluded:
        lines.append("  Jamais enregistrées : " + ", ".join(column.header for column in seen.excluded))
    if seen.ignored:
        lines.append("  Colonnes non reconnues, non enregistrées : " + ", ".join(seen.ignored))
    if outcome.changes:
        lines.append(f"  {accounts.changes_sentence(extract.kind, outcome.changes)}")
    lines += [f"  {notice}" for notice in outcome.notices]
    lines += [f"  Autre lecture possible : {other.label}" for other in seen.alternatives]
    lines += [f"  À proposer : {one.sentence}" for one in outcome.proposals[:SHOWN_PROPOSALS]]
    for severity, reason, column, numbers in reasons(outcome.problems):
        shown = ", ".join(outcome.rows.row(number) for number in numbers[:SHOWN_LINES])
        more = f" et {len(numbers) - SHOWN_LINES} autres" if len(numbers) > SHOWN_LINES else ""
        where = f" [{column}]" if column else ""
        word = "ligne" if len(numbers) == 1 else "lignes"
        lines.append(f"  {accounts.SEVERITY_WORDS[severity].lower()} : {reason}{where}, {word} {shown}{more}")
    return lines


def absent_summary(extract: Extract, foreseen: Foreseen) -> list[str]:
    """Who is absent, when somebody is, as a sentence without any reference."""
    if foreseen.absent is None or not len(foreseen.absent):
        return []
    return [f"  Absents : {accounts.absences_sentence(extract.kind, foreseen.absent)}"]


def in_words(counts: Counts) -> str:
    """The five counts as a sum: `3 ajoutées + 1 modifiée + 0 inchangée + 0 écartée + 2 rejetées`."""
    fates = accounts.fates_of(counts).items()
    return " + ".join(french.counted(count, *accounts.FATE_WORDS[name]) for name, count in fates)


def write_report(path: Path, outcomes: Iterable[Outcome]) -> None:
    """A row for each rejected or set-aside line, as spreadsheets and scripts read it (UTF-8, commas)."""
    with _writing(path), path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(REPORT_HEADER)
        for outcome in outcomes:
            for problem in sorted(outcome.problems, key=lambda p: p.line):
                if problem.severity is not Severity.WARNING:
                    value = str(neutral(problem.value))
                    writer.writerow(
                        [
                            *accounts.place_in_file(outcome, problem.line),
                            problem.column,
                            value,
                            problem.reason,
                        ]
                    )


def write_refused(
    path: Path, extract: Extract, outcome: Outcome, fetch: Callable[[Originals], object]
) -> bool:
    """Write the refused lines of a file as it writes them, in XLSX when `path` says so, else in CSV.

    fetch: reads the file again and fills the lines. Returns False, and writes nothing, when none is refused
    and for outlines.
    """
    numbers = refused_numbers(outcome.problems)
    if not numbers or not extract.recognition.header_line:
        return False
    originals = Originals(numbers)
    fetch(originals)
    table = refused_table(originals, outcome.problems)
    workbook = path.suffix.lower() == ".xlsx"
    with _writing(path):
        path.write_bytes(
            refused_workbook(table) if workbook else refused_csv(table, extract.recognition.separator)
        )
    return True


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say in French that a file beside an import cannot be written."""
    try:
        yield
    except OSError as error:
        raise VisaError(
            "Rapport non écrit",
            typographic(
                f"« {path} » ne peut pas être écrit. Les imports, eux, sont faits : choisissez un autre fichier "
                "et relancez la commande (rien ne sera chargé deux fois)."
            ),
        ) from error
