"""What a file is, once read, and what loading files did or would do: as French lines, and as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from visa_data import french
from visa_data.errors import FileRefused
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading import accounts
from visa_data.extracts.loading.load import Foreseen
from visa_data.extracts.loading.outcome import Counts, Outcome, reasons
from visa_data.extracts.reading.originals import Originals

SHOWN_LINES = 8
SHOWN_PROPOSALS = 5


@dataclass(frozen=True, repr=False)
class FileRead:
    """A file read and not loaded: nothing of it is in the base. Shown by itself, it tells its account.

    extract: all that was read. again: reads the same file in the same way, to fetch lines as it writes them.
    settled: what was chosen in it by itself, as `Cooperation.read` takes it, where it holds other extracts.
    """

    extract: Extract
    again: Callable[[Originals], object]
    settled: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind recognised: `personnes`, `appels`…"""
        return self.extract.kind.name

    @cached_property
    def table(self) -> pd.DataFrame:
        """The good lines, typed: `ligne` (row of the file as a spreadsheet shows it), then the fields found."""
        return self.extract.table.to_pandas()

    @cached_property
    def columns(self) -> pd.DataFrame:
        """The columns taken: champ, colonne (as the file writes it), confiance (0 to 1)."""
        return pd.DataFrame(
            [(match.field, match.header, match.confidence) for match in self.extract.recognition.matches],
            columns=["champ", "colonne", "confiance"],
        )

    @cached_property
    def problems(self) -> pd.DataFrame:
        """Every line reported, in the file's order: see `visa_data.extracts.loading.accounts.each_line`."""
        return accounts.each_line(self.extract.problems, self.extract.recognition.rows)

    def __repr__(self) -> str:
        extract = self.extract
        good, read = extract.table.num_rows, extract.lines_read
        lines = [
            f"{extract.file_name} : {accounts.recognised_as(extract.kind, extract.recognition)}",
            f"  {french.counted(read, 'ligne lue', 'lignes lues')} = {french.counted(good, 'ligne bonne', 'lignes bonnes')}"
            f" + {french.counted(read - good, 'rejetée')}",
            *_columns_left_out(extract),
            *(f"  {notice}" for notice in extract.recognition.notices),
        ]
        return "\n".join(lines)


@dataclass(frozen=True, repr=False)
class Account:
    """What loading files did, or would do where `written` is False; one of each a file, in loading order.

    Shown by itself, it tells what became of every line.
    """

    extracts: Sequence[Extract]
    foreseen: Sequence[Foreseen]
    written: bool

    @property
    def outcomes(self) -> list[Outcome]:
        """What became of each file."""
        return [one.outcome for one in self.foreseen]

    @property
    def troubled(self) -> bool:
        """Whether a line was rejected, or a file brought none that could be taken."""
        return any(one.counts.rejetees or not one.counts.prises for one in self.outcomes)

    @cached_property
    def counts(self) -> pd.DataFrame:
        """One row a file: fichier, type, lues, ajoutees, modifiees, inchangees, ecartees, rejetees, fermees (lines)."""
        return pd.DataFrame(
            [
                {
                    "fichier": one.file_name,
                    "type": one.kind,
                    "lues": one.counts.lues,
                    **accounts.fates_of(one.counts),
                    "fermees": one.closed,
                }
                for one in self.outcomes
            ]
        )

    @cached_property
    def problems(self) -> pd.DataFrame:
        """One row for each rejected or set-aside line: fichier, ligne, colonne, valeur, motif, suggestion."""
        return accounts.lines_to_correct(self.outcomes)

    def __repr__(self) -> str:
        pairs = zip(self.extracts, self.foreseen, strict=True)
        lines = [line for extract, foreseen in pairs for line in account_lines(extract, foreseen)]
        lines += summed_lines(self.outcomes) if len(self.outcomes) > 1 else []
        return "\n".join([*lines, *([] if self.written else ["Simulation : rien n'a été écrit."])])


def account_lines(extract: Extract, foreseen: Foreseen) -> list[str]:
    """What was recognised and what became of the lines, as French sentences; no reference of anyone."""
    seen, outcome = extract.recognition, foreseen.outcome
    sheets = seen.rows.names or (seen.sheet,)
    form = ", ".join(part for part in (seen.encoding, seen.separator, *sheets) if part)
    lines = [
        f"{extract.file_name} : {extract.kind.label}" + (f" ({form})" if form else ""),
        f"  {_fates(outcome.counts)}",
    ]
    if outcome.closed:
        lines.append(
            f"  Fichier complet : {french.counted(outcome.closed, 'absent fermé', 'absents fermés')}"
        )
    lines += _columns_left_out(extract)
    if outcome.changes:
        lines.append(f"  {accounts.changes_sentence(extract.kind, outcome.changes)}")
    lines += [f"  {notice}" for notice in outcome.notices]
    lines += [f"  Autre lecture possible : {other.label}" for other in seen.alternatives]
    lines += [f"  À proposer : {one.sentence}" for one in outcome.proposals[:SHOWN_PROPOSALS]]
    for severity, reason, column, numbers in reasons(outcome.problems):
        lines.append(
            f"  {accounts.fate_words(severity, reason).lower()} : {reason}{_where(column)}, {_lines(outcome, numbers)}"
        )
    if foreseen.absent is not None and len(foreseen.absent):
        lines.append(f"  Absents : {accounts.absences_sentence(extract.kind, foreseen.absent)}")
    return lines


def summed_lines(outcomes: Sequence[Outcome], refused: Sequence[str] = ()) -> list[str]:
    """What became of several extracts together, then the names of those that did not land whole.

    refused: the names of the files of which nothing was taken.
    """
    counts = [one.counts for one in outcomes]
    total = Counts(*(sum(getattr(one, name) for one in counts) for name in accounts.FATE_WORDS))
    spoilt = [
        f"{one.file_name} ({french.number(one.counts.rejetees)})" for one in outcomes if one.counts.rejetees
    ]
    useless = [one.file_name for one in outcomes if not one.counts.prises]
    return [
        f"En tout, {french.counted(len(outcomes), 'extraction')} : {_fates(total)}",
        *_named("Lignes rejetées dans", spoilt),
        *_named("Aucune ligne retenue dans", useless),
        *_named("Rien chargé de", refused),
    ]


def _named(what: str, names: Sequence[str]) -> list[str]:
    return (
        [f"  {what} {french.counted(len(names), 'fichier')} : {french.listed(list(names))}"] if names else []
    )


def all_refused(refusals: Sequence[tuple[str, FileRefused]], files: int) -> FileRefused:
    """One refusal for those of several files. refusals: each with the name of its file. files: how many were given."""
    if len(refusals) == 1:
        return refusals[0][1]
    return FileRefused(
        f"{french.counted(len(refusals), 'fichier refusé', 'fichiers refusés')} sur {french.number(files)}, rien n'a été écrit",
        "corrigez-les, ou laissez-les de côté pour charger les autres."
        + "".join(f"\n  {name} : {refusal.message}" for name, refusal in refusals),
    )


def _fates(counts: Counts) -> str:
    fates = " + ".join(
        french.counted(number, *accounts.FATE_WORDS[name])
        for name, number in accounts.fates_of(counts).items()
    )
    return f"{french.counted(counts.lues, 'ligne lue', 'lignes lues')} = {fates}"


def _columns_left_out(extract: Extract) -> list[str]:
    seen = extract.recognition
    lines = []
    if seen.excluded:
        lines.append("  Jamais enregistrées : " + ", ".join(column.header for column in seen.excluded))
    if seen.ignored:
        lines.append("  Colonnes non reconnues, non enregistrées : " + ", ".join(seen.ignored))
    return lines


def _where(column: str) -> str:
    return f" [{column}]" if column else ""


def _lines(outcome: Outcome, numbers: Sequence[int]) -> str:
    shown = ", ".join(outcome.rows.row(number) for number in numbers[:SHOWN_LINES])
    more = f" et {len(numbers) - SHOWN_LINES} autres" if len(numbers) > SHOWN_LINES else ""
    return f"{'ligne' if len(numbers) == 1 else 'lignes'} {shown}{more}"
