"""Proposed pairings accepted: volunteers named for a demand, written to the log of pairs as an import of one's own.

An import of the kind « binômes », read from the screen instead of a file: the journal lists it with its author, and it is
taken back like any other (`extracts.loading.history`).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pandas as pd
import pyarrow as pa

from visa_data import french
from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.base.journaling import tell
from visa_data.errors import VisaError
from visa_data.extracts.answers.extract import Extract, Recognition
from visa_data.extracts.kinds.binomes import BINOMES
from visa_data.extracts.loading.load import load_within
from visa_data.extracts.loading.outcome import Outcome
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.visites import waiting_listed
from visa_data.roles import Permission, Role
from visa_data.settings import Settings
from visa_data.typography import french as typographic
from visa_data.vocabulary_of_action import StatutBinome

FROM_THE_SCREEN = "Binômes acceptés (page Visites)"
"""What the journal of imports calls them, where a file has its name."""
TAKEN = (StatutBinome.RENCONTRE, StatutBinome.ACTIF)
"""A volunteer of a pair of such a status is not free."""
LISTS = ("activites", "creneaux")
SCHEMA = pa.schema(
    [
        ("ligne", pa.int32()),
        ("binome", pa.string()),
        ("date", pa.date32()),
        ("statut", pa.string()),
        ("reference", pa.string()),
        ("benevoles", pa.string()),
        ("activites", pa.string()),
        ("creneaux", pa.string()),
    ]
)


@dataclass(frozen=True)
class Accepted:
    """A pairing as it was read: the demand, with the activities and slots that it had then, and who would visit.

    activites, creneaux: codes joined by a vertical bar, in any order.
    """

    binome: str
    activites: str
    creneaux: str
    benevoles: tuple[str, ...]


def accept_pairings(
    base: Base, role: Role, accepted: Sequence[Accepted], *, day: date, settings: Settings, at: datetime
) -> Outcome:
    """Write a meeting of each of these, on the day whose figures were read: all of them, or none.

    Raises VisaError, with nothing written: the role may not; a demand waits no more, or changed since it was read; a
    volunteer has stopped, makes no visits, or is in a pair already, one of these included.
    """
    role.require(Permission.PAIR_VISITORS)
    if not accepted:
        raise VisaError("Rien à accepter", "aucun binôme n'est choisi.")
    # The turn to write is held while reading: what is checked is what is written upon.
    with base.transaction(Acte.BINOMES) as writing:
        tell(writing, binomes=len(accepted))
        with base.cursor() as reading:
            waiting = waiting_listed(reading, day, settings, EVERYBODY).set_index("binome")
        _check_demands(writing, accepted, waiting, day)
        _check_volunteers(writing, accepted, day)
        return load_within(writing, _as_extract(writing, accepted, waiting, day), at=at, by=role.author)


def _check_demands(
    cursor: duckdb.DuckDBPyConnection, accepted: Sequence[Accepted], waiting: pd.DataFrame, day: date
) -> None:
    repeated = [name for name, times in Counter(one.binome for one in accepted).items() if times > 1]
    if repeated:
        raise _refused(f"la demande {repeated[0]} est choisie deux fois.")
    for one in accepted:
        later = cursor.execute(
            "SELECT date FROM binomes WHERE binome = ? AND date > ? ORDER BY date LIMIT 1", [one.binome, day]
        ).fetchone()
        if later is not None:
            raise _refused(
                f"la demande {one.binome} a une suite au {french.day(later[0])}, après le jour affiché. Choisissez une "
                "date d'observation plus récente."
            )
        if one.binome not in waiting.index or waiting.at[one.binome, "benevoles"]:
            raise _refused(f"la demande {one.binome} n'attend plus de bénévoles.")
        now = waiting.loc[one.binome]
        if any(set(str(now[name]).split("|")) != set(getattr(one, name).split("|")) for name in LISTS):
            raise _refused(f"la demande {one.binome} a changé depuis qu'elle est affichée.")


def _check_volunteers(cursor: duckdb.DuckDBPyConnection, accepted: Sequence[Accepted], day: date) -> None:
    named = Counter(code for one in accepted for code in one.benevoles)
    for code, times in named.items():
        if times > 1:
            raise _refused(f"{code} est choisi pour deux visites.")
    if not all(one.benevoles for one in accepted):
        raise _refused("aucun bénévole n'y est nommé.")
    visiting = {
        code
        for (code,) in cursor.execute(
            "SELECT appelant FROM appelants WHERE visites = 'oui' "
            "AND coalesce(date_debut <= $day, true) AND coalesce(date_fin > $day, true)",
            {"day": day},
        ).fetchall()
    }
    gone = sorted(set(named) - visiting)
    if gone:
        raise _refused(f"{gone[0]} n'est pas, à ce jour, un bénévole actif qui fait des visites.")
    # As of the day, and as of the last line known: nobody is named twice because a past day is looked at.
    for until in (day, date.max):
        for binome, status, listed in _latest(cursor, until):
            taken = sorted(set(named) & set((listed or "").split("|")))
            if taken and status in TAKEN:
                raise _refused(
                    f"{taken[0]} est déjà du binôme {binome} ({StatutBinome(status).label.lower()})."
                )


def _latest(cursor: duckdb.DuckDBPyConnection, until: date) -> list[tuple[str, str, str | None]]:
    """Each pair's status and volunteers, as its last line leaves them."""
    order = [status.value for status in StatutBinome]
    return cursor.execute(
        "SELECT binome, statut, benevoles FROM binomes WHERE date <= $until QUALIFY row_number() OVER ("
        "PARTITION BY binome ORDER BY date DESC, list_position($order, statut) DESC) = 1 ORDER BY binome",
        {"until": until, "order": order},
    ).fetchall()


def _refused(why: str) -> VisaError:
    return VisaError("Binôme refusé", typographic(f"{why} Rien n'a été écrit : relisez les propositions."))


def _as_extract(
    cursor: duckdb.DuckDBPyConnection, accepted: Sequence[Accepted], waiting: pd.DataFrame, day: date
) -> Extract:
    """The lines that a file of the kind would give."""
    references = dict(
        cursor.execute("SELECT binome, any_value(reference) FROM binomes GROUP BY binome").fetchall()
    )
    rows = [
        {
            "ligne": line,
            "binome": one.binome,
            "date": day,
            "statut": StatutBinome.RENCONTRE.value,
            "reference": references[one.binome],
            "benevoles": "|".join(sorted(one.benevoles)),
            **{name: waiting.at[one.binome, name] or None for name in LISTS},
        }
        for line, one in enumerate(accepted, start=1)
    ]
    described = json.dumps(rows, default=str, sort_keys=True).encode()
    counted = french.counted(len(rows), "binôme accepté", "binômes acceptés")
    said = typographic(f"{counted} sur la page « Visites », au {french.day(day)}.")
    return Extract(
        FROM_THE_SCREEN,
        hashlib.sha256(described).hexdigest(),
        BINOMES,
        Recognition("", "", "", 0, 0, [], [], [], [said]),
        pa.Table.from_pylist(rows, schema=SCHEMA),
        [],
        len(rows),
    )
