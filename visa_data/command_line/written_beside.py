"""The files written beside an import: its report, and the refused lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from visa_data.errors import VisaError
from visa_data.exports.tables import neutral
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading import accounts
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.reading.refused_lines import refused_csv, refused_rows, refused_workbook
from visa_data.private_files import write_private
from visa_data.typography import french as typographic

REPORT_HEADER = ["fichier", "ligne", "colonne", "valeur", "motif"]


def write_report(path: Path, outcomes: Iterable[Outcome]) -> None:
    """A row for each rejected or set-aside line, as spreadsheets and scripts read it (UTF-8, commas)."""
    table = accounts.lines_to_correct(outcomes)[REPORT_HEADER]
    table["valeur"] = table["valeur"].map(lambda value: str(neutral(value)))
    write_beside(path, table.to_csv(index=False, lineterminator="\n").encode("utf-8"))


def write_refused(
    path: Path, extract: Extract, outcome: Outcome, fetch: Callable[[Originals], object]
) -> bool:
    """Write the refused lines of a file as it writes them, in XLSX when `path` says so, else in CSV.

    fetch: reads the file again and fills the lines. Returns False, and writes nothing, when none is refused
    and for outlines.
    """
    table = refused_rows(extract, outcome.problems, fetch)
    if not table:
        return False
    workbook = path.suffix.lower() == ".xlsx"
    write_beside(
        path, refused_workbook(table) if workbook else refused_csv(table, extract.recognition.separator)
    )
    return True


def write_beside(path: Path, content: bytes) -> None:
    """Write a file beside an import, for its owner alone: it names people. Raises VisaError when it cannot be written."""
    try:
        write_private(path, content)
    except OSError as error:
        raise VisaError(
            "Rapport non écrit",
            typographic(
                f"« {path} » ne peut pas être écrit. Les imports, eux, sont faits : choisissez un autre fichier "
                "et relancez la commande (rien ne sera chargé deux fois)."
            ),
        ) from error
