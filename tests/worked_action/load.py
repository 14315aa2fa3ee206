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
KINDS = (
    "personnes",
    "equipes",
    "appelants",
    "acteurs",
    "appels",
    "suites",
    "signalements",
    "binomes",
    "dispositifs",
    "cooperations",
)


def load_acting(base: Base, at: datetime) -> None:
    """On top of the contract's worked example, already loaded."""
    for kind in KINDS:
        answer = load_extract(base, read_extract(FOLDER / f"{kind}.csv"), at=at)
        assert (answer.kind, answer.counts.rejetees, answer.warnings) == (kind, 0, 0), answer.problems
