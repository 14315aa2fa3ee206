"""What an import did, or would do: the five counts, the problems, the notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from visa_data.errors import RowError, Severity
from visa_data.extracts.answers.corrections import Proposal
from visa_data.extracts.answers.sheet_rows import ONE_TABLE, SheetRows


@dataclass(frozen=True)
class Counts:
    """What became of the data lines read: the five always add up to them."""

    ajoutees: int
    modifiees: int
    inchangees: int
    ecartees: int
    rejetees: int

    @property
    def lues(self) -> int:
        """Data lines read."""
        return self.ajoutees + self.modifiees + self.inchangees + self.ecartees + self.rejetees

    @property
    def prises(self) -> int:
        """Data lines that the base has: added, changed, or there already."""
        return self.ajoutees + self.modifiees + self.inchangees


@dataclass(frozen=True)
class Outcome:
    """What an import did, or would do.

    changes: number of known rows whose value changes, by field. closed: rows that a complete extract closed.
    proposals: near misses of the file, those of names compared with the zones of the base among them.
    rows: which sheet each line is of, where several were read. gone: of the notices, the one on what an earlier file
    brought and this one no longer holds; "" for nothing.
    """

    import_id: int | None
    kind: str
    file_name: str
    counts: Counts
    problems: list[RowError]
    notices: list[str]
    erased_people: int = 0
    changes: dict[str, int] = field(default_factory=dict)
    closed: int = 0
    proposals: tuple[Proposal, ...] = ()
    rows: SheetRows = ONE_TABLE
    gone: str = ""

    @property
    def warnings(self) -> int:
        """Number of lines kept with a warning."""
        return len({p.line for p in self.problems if p.severity is Severity.WARNING})


def odd_ones(outcomes: Iterable[Outcome], share: float) -> list[Outcome]:
    """Those of which so many lines are rejected that the file may be another than it seems: more than `share`."""
    return [one for one in outcomes if one.counts.rejetees > share * one.counts.lues]


def reasons(problems: list[RowError]) -> list[tuple[Severity, str, str, list[int]]]:
    """Problems grouped by cause, most frequent first: (severity, reason, column, lines)."""
    grouped: dict[tuple[Severity, str, str], list[int]] = {}
    for problem in problems:
        grouped.setdefault((problem.severity, problem.reason, problem.column), []).append(problem.line)
    weight = Counter({cause: len(lines) for cause, lines in grouped.items()})
    return [(*cause, grouped[cause]) for cause, _ in weight.most_common()]
