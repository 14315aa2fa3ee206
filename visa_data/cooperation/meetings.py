"""The meeting of a cooperation: its book, its steps, its report, the book that is frozen for its committee."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from visa_data import environment, french
from visa_data.cooperation.questions import Codes, Day, Questions
from visa_data.errors import VisaError
from visa_data.indicators.evolution import compared_by_default
from visa_data.indicators.filters import EVERYBODY
from visa_data.meeting.kinds import Reunion
from visa_data.provenance.meetings import previous_meeting
from visa_data.roles import Author, Permission, Role

if TYPE_CHECKING:
    from visa_data.activity.period import Period
    from visa_data.cooperation.meeting_steps import MeetingSteps
    from visa_data.dossier.book import Book
    from visa_data.dossier.frozen_book import FrozenBook
    from visa_data.dossier.keeping import Frozen


class Meetings(Questions):
    """A base that tells its meetings; see `Cooperation`."""

    @contextmanager
    def book(
        self,
        day: Day = None,
        *,
        before: Day = None,
        role: Role | str = Role.COORDINATION,
        of: str = "d'observation",
    ) -> Iterator[Book]:
        """The meeting's book, as that role reads it. It answers questions of `visa_data.indicators`.

        The coordination's is open, of any day, and withholds nothing; before: the day compared, by default that of the
        meeting recorded before, else seven days earlier. The committee's is the one frozen for that day, by default the
        last, and compares the day that it says. Raises VisaError where there is none.
        """
        from visa_data.dossier.open_book import OpenBook

        reader = _role(role)
        reader.require(Permission.READ_BOOK)
        self._must_be_there()
        if reader.may(Permission.READ_SMALL_COUNTS):
            settings, at = self.settings, self.day(day, of=of)
            compared = self._compared(before, at)
            with self.asking() as cursor:
                yield OpenBook(cursor, at, settings, EVERYBODY, before=compared)
            return
        asked = None if day is None else self.day(day)
        with self.asking() as cursor:
            book = _frozen(cursor, asked)
        if before is not None and self.day(before) != book.before:
            raise VisaError(
                "Jour comparé refusé",
                f"le dossier de séance du {french.day(book.day)} se compare au {french.day(book.before)}, "
                "et à aucun autre jour.",
            )
        yield book

    def meeting(
        self, day: Day = None, *, before: Day = None, kind: str = Reunion.PILOTAGE.value
    ) -> MeetingSteps:
        """A meeting's steps (kind: a `Reunion`) as the coordination reads them, nothing withheld; the days are those of `book`.

        Those of a frozen book, which a committee reads, are `MeetingSteps(build_meeting(frozen))`.
        """
        from visa_data.cooperation.meeting_steps import MeetingSteps
        from visa_data.meeting.steps import agenda, build_meeting

        items = agenda(Reunion(kind), self._own_settings)
        with self.book(day, before=before) as book:
            return MeetingSteps(build_meeting(book, items))

    def report(
        self,
        path: Path | str,
        day: Day = None,
        *,
        before: Day = None,
        role: Role | str = Role.COMITE,
        kind: str = Reunion.PILOTAGE.value,
        digest: bool = False,
    ) -> tuple[date, date]:
        """Write the report of a role's book; the extension gives its form (.pptx, .pdf, .html). Returns both days.

        digest: its digest instead (.html, .txt), which alone is a text. kind: a `Reunion`; the comité technique is for who may see people. Written whole or not at all. The committee's is that of a frozen book: see `book`.
        """
        from visa_data.reports.document import make_report
        from visa_data.reports.writing import BY_EXTENSION, DIGESTS, check_place, extension_of, write_whole

        target = Path(path)
        forms = DIGESTS if digest else BY_EXTENSION
        form = forms[extension_of(target, forms)]
        check_place(target)
        if Reunion(kind) is Reunion.TECHNIQUE:
            _role(role).require(Permission.SEE_PEOPLE)
        with self.book(day, before=before, role=role, of="du rapport") as book:
            report = make_report(book, made_at=datetime.now(), kind=Reunion(kind), own=self._own_settings)
        write_whole(target, form.write(report))
        return report.day, report.before

    def town_sheets(
        self,
        path: Path | str,
        day: Day = None,
        *,
        before: Day = None,
        role: Role | str = Role.COMITE,
        places: Codes = (),
    ) -> tuple[date, date, int]:
        """Write the sheets of a role's book, in the order of names: of zones, for the committee of sectors.

        One PDF (.pdf) or one a place (.zip), which alone holds many.

        places: their codes, every place by default. Returns both days and how many. Written whole or not at all.
        """
        from visa_data.reports.writing import check_place, extension_of, write_whole
        from visa_data.town_sheets.making import make_archive, make_sheets, places_asked

        target = Path(path)
        make = {"pdf": make_sheets, "zip": make_archive}[extension_of(target, ("pdf", "zip"))]
        check_place(target)
        with self.book(day, before=before, role=role, of="des fiches") as book:
            asked = places_asked(book, places)
            content, days = make(book, asked, datetime.now()), (book.day, book.before)
        write_whole(target, content)
        return *days, len(asked)

    def activity(self, path: Path | str, since: Day, until: Day = None) -> Period:
        """Write the activity report of a period, both days included; the extension gives its form, `.csv` its figures.

        until: by default the day of the last call. Written whole or not at all. Raises VisaError where VISA_ROLE says a role
        that may not prepare the meeting, or for a period that ends before it starts.
        """
        from visa_data.activity.period import Period
        from visa_data.activity.table import figures_csv
        from visa_data.reports.activity import activity_of
        from visa_data.reports.writing import FORMS, check_place, extension_of, write_whole

        if (role := environment.declared_role()) is not None:
            Role(role).require(Permission.PREPARE_MEETING)
        target = Path(path)
        form = extension_of(target, (*FORMS, "csv"))
        check_place(target)
        period = Period(self.day(since), self.day(until, of="de la fin de la période"))
        settings = self.settings
        with self.asking() as cursor:
            found, report = activity_of(cursor, period, settings, datetime.now())
        write_whole(target, figures_csv(found) if form == "csv" else FORMS[form].write(report))
        return period

    def dossier(self, day: Day = None, path: Path | str | None = None) -> Frozen:
        """Freeze the meeting's book of a day in the base, and write its file where one is asked.

        The same book again is nothing to do; one that is kept already is written as it was frozen. Raises VisaError
        for a day before the last book's, or one whose figures would be others today.
        """
        from visa_data.dossier.file import read_book
        from visa_data.dossier.keeping import Frozen, freeze, kept_books, kept_file
        from visa_data.reports.writing import check_place, write_whole

        self._must_be_there()
        at = self.day(day, of="du dossier")
        target = None if path is None else Path(path)
        if target is not None:
            check_place(target)
        with self.base.cursor() as cursor:
            kept = next((one for one in kept_books(cursor) if one.day == at), None)
            content = kept_file(cursor, at) if kept else b""
        if kept is None or target is None:
            done = freeze(self.base, at, self.settings, datetime.now(), Author.LIGNE_DE_COMMANDE)
            with self.base.cursor() as cursor:
                content = kept_file(cursor, at)
        else:
            done = Frozen(kept, read_book(content), new=False)
        if target is not None:
            write_whole(target, content)
        return done

    def _compared(self, before: Day, day: date) -> date:
        if before is not None:
            return self.day(before)
        meeting = previous_meeting(self.base, day)
        return meeting.day if meeting else compared_by_default(day)


def _frozen(cursor: duckdb.DuckDBPyConnection, day: date | None) -> FrozenBook:
    """The book of that day, by default the last one; VisaError says to freeze it first."""
    from visa_data.dossier.keeping import kept_book, kept_books

    days = [kept.day for kept in kept_books(cursor)]
    if days and day in (None, *days):
        return kept_book(cursor, day or days[0])
    when, asked = ("encore figé", "AAAA-MM-JJ")
    if day is not None:
        when, asked = f"figé au {french.day(day)}", day.isoformat()
    last = f" (le dernier est du {french.day(days[0])})" if days else ""
    raise VisaError(
        "Dossier de séance absent",
        f"aucun dossier de séance n'est {when}{last}, et le comité ne lit que des dossiers figés. "
        f"Figez-le d'abord : « dossier --date {asked} ».",
    )


def _role(role: Role | str) -> Role:
    try:
        return Role(role)
    except ValueError as error:
        known = french.listed([f"« {one} »" for one in Role])
        raise VisaError("Rôle inconnu", f"« {role} » n'est pas un rôle. Les rôles sont {known}.") from error
