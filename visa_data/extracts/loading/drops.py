"""Files imported together, by one press of a button or one command: taken back together, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from visa_data import french
from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.base.journaling import tell
from visa_data.extracts.loading.history import Undoable, undo_within
from visa_data.typography import french as typographic

NAMED = 4
"""Files named in a sentence."""


@dataclass(frozen=True)
class Drop:
    """Imports made at one moment by one role or way in, none of them taken back. imports: their numbers, newest first."""

    moment: datetime
    imports: tuple[int, ...]

    @property
    def label(self) -> str:
        """« Tout le dépôt du 11 mai 2020 à 08:00 : 3 imports, n° 4 à 6 »."""
        numbers = f"n° {self.imports[-1]} à {self.imports[0]}"
        return typographic(
            f"Tout le dépôt du {french.moment(self.moment)} : {len(self.imports)} imports, {numbers}"
        )


class _Simulated(BaseException):
    """Leaves the transaction without committing it; never seen outside `undo_together_preview`."""


def drops(imports: pd.DataFrame) -> list[Drop]:
    """The drops of several files that stand, newest first. imports: see `history`."""
    standing = imports[imports["annule_le"].isna()]
    return [
        Drop(
            pd.Timestamp(rows["horodatage"].iloc[0]).to_pydatetime(),
            tuple(int(number) for number in rows["id"]),
        )
        for _, rows in standing.groupby(["horodatage", "fait_par"], sort=False)
        if len(rows) > 1
    ]


def undo_together(base: Base, imports: Sequence[int], *, at: datetime) -> list[Undoable]:
    """Take these imports back in one transaction, the newest first. Raises VisaError, nothing taken back, as one undo does."""
    with base.transaction(Acte.ANNULATION) as cursor:
        undone = [undo_within(cursor, number, at) for number in sorted(imports, reverse=True)]
        tell(cursor, imports=", ".join(str(one.import_id) for one in undone))
        return undone


def undo_together_preview(base: Base, imports: Sequence[int]) -> list[Undoable]:
    """What `undo_together` would do, by doing it and taking it back. Raises as it does."""
    done: list[Undoable] = []
    try:
        with base.transaction() as cursor:
            done += [undo_within(cursor, number, datetime.now()) for number in sorted(imports, reverse=True)]
            raise _Simulated
    except _Simulated:
        return done


def undone_sentence(done: Sequence[Undoable], *, foreseen: bool = False) -> str:
    """What taking several imports back does, or would do: how many, of which files, how many lines."""
    names = list(dict.fromkeys(one.file_name for one in done))
    named = [f"« {name} »" for name in names[:NAMED]]
    if len(names) > NAMED:
        named.append(french.counted(len(names) - NAMED, "autre"))
    removed, restored = sum(one.removed for one in done), sum(one.restored for one in done)
    lost = sum(one.erased_for_good for one in done)
    will, wills = ("sera ", "seront ") if foreseen else ("", "")
    parts = [
        french.counted(number, f"ligne {one}e {will}{back}e", f"lignes {one}es {wills}{back}es")
        for number, one, back in ((removed, "ajouté", "retiré"), (restored, "modifié", "rétabli"))
        if number
    ]
    count = french.counted(len(done), "import")
    head = f"Annuler {count}" if foreseen else f"{count} {'annulé' if len(done) == 1 else 'annulés'}"
    text = f"{head} ({french.listed(named)}) : {french.listed(parts) or 'aucune ligne à reprendre'}."
    if lost:
        people = french.counted(
            lost,
            "personne effacée pour refus ne revient",
            "personnes effacées pour refus ne reviennent",
        )
        text += f" {people} pas."
    return typographic(text)
