"""One local cooperation, as a notebook and the command line open it: its imports, beside what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from visa_data import environment
from visa_data import settings as thresholds
from visa_data.backups.purging import purge_backups
from visa_data.cooperation.account import Account, FileRead, all_refused
from visa_data.cooperation.meetings import Meetings
from visa_data.cooperation.questions import Day
from visa_data.cooperation.sample_books import freeze_sample_books
from visa_data.duplicates.key import KeyFile
from visa_data.errors import FileRefused, VisaError
from visa_data.extracts.answers.choices import Choice, ChoiceNeeded
from visa_data.extracts.answers.corrections import Correction
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.answers.shapes import Remembered
from visa_data.extracts.apart import read_apart, read_several
from visa_data.extracts.columns.matching_memory import remembered_matchings
from visa_data.extracts.loading.absences import nothing_to_close
from visa_data.extracts.loading.accounts import rejected_sentence
from visa_data.extracts.loading.history import Undoable, history, undo_import, undo_last
from visa_data.extracts.loading.load import Foreseen, foresee, in_loading_order, load_together
from visa_data.extracts.loading.outcome import odd_ones
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.texts.stored_text import storable_name
from visa_data.retention.due import Due, due
from visa_data.retention.purge import Backups, Purged, purge, reach_late
from visa_data.roles import Author
from visa_data.sample import fill_with_sample


class Cooperation(Meetings):
    """A base and the thresholds in force. A context manager; used without `with`, it needs no closing.

    Other processes take their turn between two answers, and the file is let go after five idle seconds. Tables are
    pandas DataFrames with the columns of the contract (`definitions` says what each counts); a day is a
    `datetime.date` or « AAAA-MM-JJ », by default that of the last call, and an answer is as of its end. Whatever
    cannot be answered raises VisaError, a French sentence: a base that is busy, damaged or not there, a
    day, a zone or an indicator that does not exist.

    path: the base's file, by default that of VISA_BASE. settings: a TOML file of thresholds, by default that of
    VISA_REGLAGES. create: whether asking about a file that is not there makes an empty base, rather than be
    refused; loading always makes it. advice: what refusals advise.
    """

    def read(
        self,
        path: Path | str,
        *,
        name: str | None = None,
        mapping: Mapping[str, str] | None = None,
        corrections: Sequence[Correction] = (),
        constants: Mapping[str, str] = MappingProxyType({}),
        remembered: Remembered | None = None,
        keep_key: bool = True,
        originals: Originals | None = None,
        progress: Callable[[float], None] | None = None,
        **choice: Any,
    ) -> FileRead:
        """What a file is before loading: its kind, the account of its lines, its typed table. Nothing is written.

        The file is opened in a process of its own. mapping, corrections, constants, progress: as
        `visa_data.extracts.reading.read_extract` takes them. remembered: the matchings to take up, by default those that
        the base remembers.
        choice: what settles a doubt, by the names of `visa_data.extracts.answers.choices.Choice` (kind, sheet, separator…).
        keep_key: False makes no key of duplicates where there is none. Raises FileRefused, which names the file.
        """
        where = Path(path)
        matchings = self.remembered() if remembered is None else remembered

        def reading(originals: Originals | None) -> Extract:
            return read_apart(
                where,
                file_name=name,
                choice=Choice(**choice),
                mapping=mapping or None,
                constants=constants,
                corrections=corrections,
                remembered=matchings,
                key=KeyFile(environment.duplicates_key_path(self.path), keep=keep_key),
                originals=originals,
                zone=thresholds.time_zone(self._own_settings),
                progress=progress,
            )

        try:
            return FileRead(reading(originals), reading)
        except FileRefused as error:
            shown = storable_name(name or where.name)
            raise FileRefused(f"{shown} refusé, rien n'a été écrit", str(error)) from error

    def read_all(self, path: Path | str, **asked: Any) -> list[FileRead]:
        """Each extract that a file holds: several where the sheets of a workbook are each of a kind of its own.

        asked: as `read` takes it. Raises FileRefused likewise.
        """
        try:
            return [self.read(path, **asked)]
        except FileRefused as refused:
            needed = refused.__cause__
            if not isinstance(needed, ChoiceNeeded) or not needed.parts:
                raise
        settled = [{one.name: getattr(part, one.name) for one in fields(Choice)} for part in needed.parts]
        return [replace(self.read(path, **asked | part), settled=part) for part in settled]

    def remembered(self) -> Remembered:
        """The matchings chosen by hand for earlier files. The base is let go: no reading holds it."""
        if not self.path.exists():
            return {}
        try:
            return remembered_matchings(self.base)
        finally:
            self.close()

    def read_each(self, paths: Sequence[Path | str], **asked: Any) -> list[list[FileRead]]:
        """The extracts of each of several files, as `read_all` gives them; two files are opened at once.

        All are read even where one is refused: FileRefused then names every one that is.
        """
        asked = {"remembered": self.remembered()} | asked

        def read(
            path: Path | str, progress: Callable[[float], None]
        ) -> list[FileRead] | tuple[str, FileRefused]:
            try:
                return self.read_all(path, progress=progress, **asked)
            except FileRefused as refused:
                return storable_name(Path(path).name), refused

        given = read_several(read, paths)
        if refused := [one for one in given if isinstance(one, tuple)]:
            raise all_refused(refused, len(paths))
        return [one for one in given if isinstance(one, list)]

    def load(
        self,
        *files: Path | str | FileRead,
        complete_on: Day = None,
        confirmed: bool = False,
        by: Author = Author.COORDINATION,
    ) -> Account:
        """Load files, those read already or by their paths, in the right order: all of them, or none.

        complete_on: the day on which the people, teams, resources and actors that complete files lack are closed.
        confirmed: loads even a file most of whose lines are rejected (`part_rejetee`). by: a role or a way in, never
        a name. Raises FileRefused for a file, VisaError when the absent cannot be closed or one is to be confirmed.
        """
        extracts = self._extracts(files)
        days = self._closing(extracts, complete_on)

        def accept(told: Sequence[Foreseen]) -> None:
            odd = odd_ones((one.outcome for one in told), self.settings.part_rejetee)
            if odd and not confirmed:
                raise VisaError(
                    "Import à confirmer, rien n'a été écrit",
                    f"{rejected_sentence(odd[0].file_name, odd[0].counts)} "
                    f"Si c'est le bon fichier, relancez avec {self._advice.confirm}.",
                )

        told = load_together(self.base, extracts, at=datetime.now(), by=by, complete_on=days, accept=accept)
        return Account(extracts, told, written=True)

    def foresee(self, *files: Path | str | FileRead, complete_on: Day = None) -> Account:
        """What loading these files would do; nothing is written. As `load` takes them."""
        extracts = self._extracts(files)
        days = self._closing(extracts, complete_on)
        return Account(
            extracts, foresee(self.base, extracts, at=datetime.now(), complete_on=days), written=False
        )

    def imports(self) -> pd.DataFrame:
        """Every import, newest first: id, horodatage, fichier, type, counts of lines, annule_le, fait_par…"""
        self._must_be_there()
        return history(self.base)

    def undo(self, number: int | None = None) -> Undoable:
        """Take an import back, the last that stands by default; VisaError when a later one leans on it."""
        self._must_be_there()
        if number is None:
            return undo_last(self.base, at=datetime.now())
        return undo_import(self.base, number, at=datetime.now())

    def due(self, day: Day = None) -> Due:
        """What may no longer be kept at the end of a day, today by default, and what comes next: counts, never who."""
        self._must_be_there()
        with self.base.references() as cursor:
            return due(cursor, date.today() if day is None else self.day(day), self.settings)

    def purge(self, day: Day = None, certificate_to: Path | str | None = None) -> Purged | None:
        """Destroy it, and write the certificate (PDF); None, and no certificate, where nothing is due.

        Raises VisaError for a day to come, for a certificate that could not be written where it is asked (nothing is then destroyed).
        """
        from visa_data.reports.writing import check_place, extension_of, write_whole
        from visa_data.retention.certificate import certificate

        self._must_be_there()
        target = None if certificate_to is None else Path(certificate_to)
        if target is not None:
            extension_of(target, ("pdf",))
            check_place(target)
        at = datetime.now()
        last = at.date() if day is None else self.day(day)
        purged = purge(self.base, last, self.settings, at=at, reach_backups=purge_backups)
        if purged is not None and target is not None:
            write_whole(target, certificate(purged))
        return purged

    def reach_backups(self) -> Backups:
        """Erase in our backups whoever the base has erased since they were made, if they have not followed yet."""
        self._must_be_there()
        return reach_late(self.base, date.today(), self.settings, purge_backups)

    def fill_with_sample(self) -> str:
        """Load the invented territory into an empty base, and freeze the books of its last two meetings, a week apart.

        Says how much, in French. Raises BaseRefused.
        """
        at = datetime.now()
        loaded = fill_with_sample(self.base, at=at)
        freeze_sample_books(self.base, self.settings, at)
        return loaded

    def _extracts(self, files: Sequence[Path | str | FileRead]) -> list[Extract]:
        paths = [one for one in files if not isinstance(one, FileRead)]
        just_read = iter(self.read_each(paths) if paths else [])
        read = [[one] if isinstance(one, FileRead) else next(just_read) for one in files]
        return in_loading_order([one.extract for several in read for one in several], lambda extract: extract)

    def _closing(self, extracts: Sequence[Extract], complete_on: Day) -> list[date | None]:
        """For each extract, the day on which a complete one closes the absent; None for the partial ones."""
        if complete_on is None:
            return [None] * len(extracts)
        if extracts and not any(extract.kind.closing for extract in extracts):
            raise nothing_to_close()
        day = self.day(complete_on)
        return [day if extract.kind.closing else None for extract in extracts]
