"""One local cooperation, as a notebook and the command line ask about it: what the pages show, without Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import duckdb
import pandas as pd

from visa_data import environment, french
from visa_data import settings as thresholds
from visa_data.base import Base
from visa_data.cooperation.account import Account, FileRead
from visa_data.cooperation.sample_books import freeze_sample_books
from visa_data.duplicates.key import KeyFile
from visa_data.errors import BaseRefused, FileRefused, VisaError
from visa_data.extracts.answers.choices import Choice
from visa_data.extracts.answers.corrections import Correction
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.answers.shapes import Remembered
from visa_data.extracts.apart import read_apart
from visa_data.extracts.columns.matching_memory import remembered_matchings
from visa_data.extracts.loading.absences import nothing_to_close
from visa_data.extracts.loading.accounts import rejected_sentence
from visa_data.extracts.loading.history import Undoable, history, undo_import, undo_last
from visa_data.extracts.loading.load import Foreseen, foresee, in_loading_order, load_together
from visa_data.extracts.loading.outcome import odd_ones
from visa_data.extracts.reading.originals import Originals
from visa_data.extracts.texts.stored_text import storable_name
from visa_data.indicators.evolution import compared_by_default
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.indicator import Indicator
from visa_data.indicators.registry import registry
from visa_data.indicators.state import last_call_day
from visa_data.provenance.meetings import previous_meeting
from visa_data.roles import Author, Permission, Role
from visa_data.sample import fill_with_sample
from visa_data.settings import Settings
from visa_data.vocabulary import Source

if TYPE_CHECKING:
    from visa_data.cooperation.meeting_steps import MeetingSteps
    from visa_data.dossier.book import Book
    from visa_data.dossier.frozen_book import FrozenBook
    from visa_data.dossier.keeping import Frozen
    from visa_data.figures.zone_map import ZoneMap

IDLE_SECONDS = 5.0
Day = date | str | None
"""A day, as a date or written AAAA-MM-JJ; None is the day of the last call."""
Codes = Sequence[str]


@dataclass(frozen=True)
class Advice:
    """What refusals advise, in the words of who asks: how a base, a day, a confirmation are given here."""

    base: str
    day: str
    confirm: str


IN_A_NOTEBOOK = Advice(
    "Vérifiez son chemin ; une base se crée en y chargeant des fichiers.",
    'avec day="AAAA-MM-JJ"',
    "confirmed=True",
)


class Cooperation:
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

    def __init__(
        self,
        path: Path | str | None = None,
        *,
        settings: Path | str | None = None,
        create: bool = False,
        advice: Advice = IN_A_NOTEBOOK,
    ) -> None:
        self.base = _owner(Path(path or environment.base_path()))
        self._own_settings = Path(settings) if settings else environment.settings_path()
        self._create = create
        self._advice = advice

    @property
    def path(self) -> Path:
        """The base's file."""
        return self.base.path

    @cached_property
    def settings(self) -> Settings:
        """The thresholds in force."""
        return thresholds.load(self._own_settings)

    def close(self) -> None:
        """Let the file go now; the next question opens it again."""
        self.base.close()

    def __enter__(self) -> Cooperation:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Cooperation({str(self.path)!r})"

    # --- What the base answers ----------------------------------------------------------------------------

    @contextmanager
    def asking(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a cursor for one question (reading): it sees people, joined references as one."""
        self._must_be_there()
        with self.base.cursor() as cursor:
            yield cursor

    def day(self, asked: Day = None, *, of: str = "d'observation") -> date:
        """The day asked, else that of the last call; VisaError when there is no call, or the text is no day."""
        if isinstance(asked, str):
            return french.read_day(asked)
        if isinstance(asked, datetime):
            return asked.date()
        if asked is not None:
            return asked
        with self.asking() as cursor:
            found = last_call_day(cursor)
        if found is None:
            raise VisaError(
                "Pas de date par défaut",
                f"la base ne contient aucun appel. Indiquez le jour {of} {self._advice.day}.",
            )
        return found

    def indicators(self) -> pd.DataFrame:
        """The indicators: nom, titre, question, par_zone (whether it is also given by zone)."""
        return pd.DataFrame(
            [(one.name, one.title, one.question, one.by_zone is not None) for one in registry().values()],
            columns=["nom", "titre", "question", "par_zone"],
        )

    def definitions(self, name: str) -> pd.DataFrame:
        """What each column of an indicator counts: colonne, libelle, unite, definition (thresholds in force)."""
        columns = self._indicator(name).described.values()
        return pd.DataFrame(
            [(c.name, c.label, c.unit.value, c.definition(self.settings)) for c in columns],
            columns=["colonne", "libelle", "unite", "definition"],
        )

    def indicator(
        self,
        name: str,
        day: Day = None,
        *,
        by: str | None = None,
        zones: Codes = (),
        sources: Codes = (),
        callers: Codes = (),
        **options: Any,
    ) -> pd.DataFrame:
        """An indicator at the end of a day, as the command `indicateur` writes it: rates are fractions, NaN for nobody.

        name: see `indicators`. by: "zone" for one row a zone, sorted by code, then « Non localisées » when there are
        such people; an indicator that only exists by zone gives that. zones, sources, callers: codes that choose
        rows and people (see `visa_data.indicators.filters.Filters`); everybody by default. options: what that
        indicator takes besides.
        """
        found = self._indicator(name)
        if by not in (None, "zone"):
            raise VisaError("Détail inconnu", f"« {by} » n'est pas un détail : by vaut None ou « zone ».")
        compute = found.by_zone if by or found.compute is None else found.compute
        if compute is None:
            raise VisaError("Indicateur sans détail", f"« {name} » n'existe pas par zone.")
        at = self.day(day)
        with self.asking() as cursor:
            filters = _filters(cursor, zones, sources, callers)
            return compute(cursor, at, self.settings, filters, **options)

    def coverage(self, day: Day = None, *, by: str | None = None, **chosen: Codes) -> pd.DataFrame:
        """How far the call campaign has got: `indicator("couverture", …)`."""
        return self.indicator("couverture", day, by=by, **chosen)

    def evolution(self, day: Day = None, *, before: Day = None) -> pd.DataFrame:
        """The key figures at two days: indicateur, avant, apres, ecart. before: seven days earlier by default."""
        return self.indicator("evolution", day, before=None if before is None else self.day(before))

    def map(
        self,
        indicator: str,
        day: Day = None,
        *,
        column: str = "",
        need: str = "",
        share: bool = False,
    ) -> ZoneMap:
        """The zones coloured by a column of an indicator; it shows itself in a notebook, without a network.

        column: by default the status of zones, else the first rate, else the first count. need: one of the ten, for
        `besoins`; all together by default. share: a count of people as a share of the registered ones (a fraction).
        Its `table` has one row a zone: code_zone, nom_zone, valeur, denominateur, classe.
        """
        from visa_data.cooperation.mapped import mapped_zones

        found, at = self._indicator(indicator), self.day(day)
        with self.asking() as cursor:
            return mapped_zones(cursor, at, self.settings, found, column=column, need=need, share=share)

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

    def meeting(self, day: Day = None, *, before: Day = None) -> MeetingSteps:
        """The weekly meeting's steps as the coordination reads them, nothing withheld; the days are those of `book`.

        Those of a frozen book, which a committee reads, are `MeetingSteps(build_meeting(frozen))`.
        """
        from visa_data.cooperation.meeting_steps import MeetingSteps
        from visa_data.meeting.steps import build_meeting

        with self.book(day, before=before) as book:
            return MeetingSteps(build_meeting(book))

    def report(
        self, path: Path | str, day: Day = None, *, before: Day = None, role: Role | str = Role.COMITE
    ) -> tuple[date, date]:
        """Write the report of a role's book; the extension gives its form (.pptx, .pdf, .html). Returns both days.

        Written whole or not at all. The committee's is that of a frozen book: see `book`.
        """
        from visa_data.reports.document import make_report
        from visa_data.reports.writing import check_place, form_of, write_whole

        target = Path(path)
        form = form_of(target)
        check_place(target)
        with self.book(day, before=before, role=role, of="du rapport") as book:
            report = make_report(book, made_at=datetime.now())
        write_whole(target, form.write(report))
        return report.day, report.before

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

    # --- Extracts -----------------------------------------------------------------------------------------

    def read(
        self,
        path: Path | str,
        *,
        name: str | None = None,
        mapping: Mapping[str, str] | None = None,
        corrections: Sequence[Correction] = (),
        constants: Mapping[str, str] = MappingProxyType({}),
        keep_key: bool = True,
        originals: Originals | None = None,
        **choice: Any,
    ) -> FileRead:
        """What a file is before loading: its kind, the account of its lines, its typed table. Nothing is written.

        The file is opened in a process of its own. mapping, corrections, constants: as
        `visa_data.extracts.reading.read_extract` takes them; matchings that the base remembers are taken up.
        choice: what settles a doubt, by the names of `visa_data.extracts.answers.choices.Choice` (kind, sheet, separator…).
        keep_key: False makes no key of duplicates where there is none. Raises FileRefused, which names the file.
        """
        where = Path(path)
        remembered: Remembered = {}
        if self.path.exists():
            remembered = remembered_matchings(self.base)
            # A long reading does not hold the base.
            self.close()

        def reading(originals: Originals | None) -> Extract:
            return read_apart(
                where,
                file_name=name,
                choice=Choice(**choice),
                mapping=mapping or None,
                constants=constants,
                corrections=corrections,
                remembered=remembered,
                key=KeyFile(environment.duplicates_key_path(self.path), keep=keep_key),
                originals=originals,
                zone=thresholds.time_zone(self._own_settings),
            )

        try:
            return FileRead(reading(originals), reading)
        except FileRefused as error:
            shown = storable_name(name or where.name)
            raise FileRefused(f"{shown} refusé, rien n'a été écrit", str(error)) from error

    def load(
        self,
        *files: Path | str | FileRead,
        complete_on: Day = None,
        confirmed: bool = False,
        by: Author = Author.COORDINATION,
    ) -> Account:
        """Load files, those read already or by their paths, in the right order: all of them, or none.

        complete_on: the day on which the people, teams and resources that complete files lack are closed.
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

    def fill_with_sample(self) -> str:
        """Load the invented territory into an empty base, and freeze the books of its last two meetings, a week apart.

        Says how much, in French. Raises BaseRefused.
        """
        at = datetime.now()
        loaded = fill_with_sample(self.base, at=at)
        freeze_sample_books(self.base, self.settings, at)
        return loaded

    # --- What is asked, made sure of ----------------------------------------------------------------------

    def _must_be_there(self) -> None:
        if not self._create and not self.path.exists():
            raise BaseRefused("Base introuvable", f"« {self.path} » n'existe pas. {self._advice.base}")

    def _indicator(self, name: str) -> Indicator:
        found = registry().get(name)
        if found is None:
            known = french.listed([f"« {one} »" for one in registry()])
            raise VisaError(
                "Indicateur inconnu", f"« {name} » n'est pas un indicateur. Les indicateurs sont {known}."
            )
        return found

    def _compared(self, before: Day, day: date) -> date:
        if before is not None:
            return self.day(before)
        meeting = previous_meeting(self.base, day)
        return meeting.day if meeting else compared_by_default(day)

    def _extracts(self, files: Sequence[Path | str | FileRead]) -> list[Extract]:
        read = [one if isinstance(one, FileRead) else self.read(one) for one in files]
        return in_loading_order([one.extract for one in read], lambda extract: extract)

    def _closing(self, extracts: Sequence[Extract], complete_on: Day) -> list[date | None]:
        """For each extract, the day on which a complete one closes the absent; None for the partial ones."""
        if complete_on is None:
            return [None] * len(extracts)
        if extracts and not any(extract.kind.closing for extract in extracts):
            raise nothing_to_close()
        day = self.day(complete_on)
        return [day if extract.kind.closing else None for extract in extracts]


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


_OWNERS: WeakValueDictionary[Path, Base] = WeakValueDictionary()
"""The bases open in this process: a notebook that opens a file twice must not have DuckDB open it twice."""


def _owner(path: Path) -> Base:
    """The one owner of a file, as long as the file is there: one that vanished is not its owner's any more."""
    found = _OWNERS.get(path.absolute())
    if found is None or not path.exists():
        found = _OWNERS[path.absolute()] = Base(path, idle=IDLE_SECONDS)
    return found


def _filters(cursor: duckdb.DuckDBPyConnection, zones: Codes, sources: Codes, callers: Codes) -> Filters:
    """What to choose; VisaError for a code that the base or the vocabulary does not have."""
    known: tuple[tuple[str, Codes, Callable[[], set[str]]], ...] = (
        ("de zone", zones, lambda: _column(cursor, "SELECT code FROM zones_actives")),
        ("de source", sources, lambda: {source.value for source in Source}),
        ("d'appelant", callers, lambda: _column(cursor, "SELECT DISTINCT appelant FROM appels")),
    )
    for of_what, asked, codes in known:
        if isinstance(asked, str):
            raise VisaError("Choix incompris", f"donnez une liste de codes, comme [« {asked} »].")
        if unknown := sorted(set(asked) - codes() if asked else ()):
            raise VisaError(
                "Choix inconnu",
                f"la base n'a pas {of_what} {french.listed([f'« {code} »' for code in unknown])}. Corrigez le code.",
            )
    return Filters(tuple(sorted(zones)), tuple(sorted(sources)), tuple(sorted(callers)))


def _column(cursor: duckdb.DuckDBPyConnection, query: str) -> set[str]:
    return {str(row[0]) for row in cursor.execute(query).fetchall()}


def _role(role: Role | str) -> Role:
    try:
        return Role(role)
    except ValueError as error:
        known = french.listed([f"« {one} »" for one in Role])
        raise VisaError("Rôle inconnu", f"« {role} » n'est pas un rôle. Les rôles sont {known}.") from error
