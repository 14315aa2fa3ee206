"""The worked example of the second part: invented files that come on top of the contract's own, at 10 May 2020.

What they hold, each worth a figure of its own:

- orientations: P1 refused, asked again and taken in charge ten days later; P4 (level 4) at a pharmacy's door since
  28 April; P5 without follow-up; P7 (level 3) that nobody has oriented; P6 has left, her thread counts no more.
- carers: P2, P5 and P7 asked for a relay: only P5 has one; P3 waits for consent.
- sponsors: P2's has stopped on 1 May, P5's (A9) is in no list; P1's last three calls are the same caller's, not P5's.
- callers: A4 has no profile; A2 and V10 no training; A3 and V11 have stopped. One call has no caller.
- reports: G6's follow-up comes after the day; G4 names no relay; nobody has ever told anything of Corvilly or Dormans.
- visits: B2 active, one visit missed; B3 active without a visit for 21 days; B4 meets; B5 ended; B1 and B6 wait, and
  both can be served only if V7 goes to B6.
- teams: E4 covers P5 as E2 does: P1 and P4 hang on one team each.
- schemes: two over three months, one of them with a month older than a year; cooperations: two dates each.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from visa_data.base import Base
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.reading import read_extract

FOLDER = Path(__file__).parent
IMPORTED = ("personnes", "equipes", "appels")
WRITTEN = {
    "appelants": "*",
    "acteurs": "*",
    "suites": "* REPLACE (coalesce(acteur, '') AS acteur)",
    "signalements": "*",
    "binomes": "* REPLACE (array_to_string(list_sort(string_split(benevoles, '|')), '|') AS benevoles)",
    "dispositifs": "* REPLACE (mois || '-01' AS mois)",
    "cooperations": "*",
}
"""Straight into their tables, as the import writes them: key → what is read of the file."""


def load_acting(base: Base, at: datetime) -> None:
    """On top of the contract's worked example, already loaded."""
    for name in IMPORTED:
        answer = load_extract(base, read_extract(FOLDER / f"{name}.csv"), at=at)
        assert answer.import_id is not None and not answer.counts.rejetees, name
    write_kinds(base, FOLDER)


def write_kinds(base: Base, folder: Path) -> None:
    """The files in pivot format of the seven kinds of `WRITTEN`, in place of what their tables hold."""
    with base.transaction() as cursor:
        for table, columns in WRITTEN.items():
            file = str(folder / f"{table}.csv")
            cursor.execute(f"DELETE FROM {table}")
            cursor.execute(
                f"INSERT INTO {table} BY NAME SELECT {columns}, 1 AS import_id "
                "FROM read_csv(?, all_varchar = true, header = true, delim = ',')",
                [file],
            )
        cursor.execute("DELETE FROM placements_signalements")
        cursor.execute("""
            INSERT INTO placements_signalements
            SELECT s.identifiant, z.code, CASE WHEN z.code IS NULL THEN 'aucune' ELSE 'code_zone' END, NULL
            FROM signalements s LEFT JOIN zones_actives z ON z.code = s.code_zone
        """)
