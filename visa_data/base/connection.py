"""The owner of the DuckDB connection.

One root connection a process, one cursor for each use: a connection shared between threads gives
wrong results silently. The root is closed when nobody has used it for a while, and as soon as another
process waits for it: processes take turns (docs/decisions/tours-de-la-base.md).
"""

from __future__ import annotations

import threading
import time
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import duckdb

from visa_data.acts import Acte
from visa_data.base.derived import Shelf, give_shelf
from visa_data.base.encryption import key_file
from visa_data.base.faults import busy, fault
from visa_data.base.file import POLL_SECONDS, BaseFile
from visa_data.base.journaling import Details, seal, write_line
from visa_data.base.people import see_people, tables_about_people
from visa_data.base.rewriting import awaits_rewriting, take_its_place
from visa_data.roles import Actor, Author

T = TypeVar("T")


class Base:
    """A VISA base file.

    wait: seconds to wait for other processes to let the file go, before BaseBusy.
    idle: seconds without use after which the file is let go; None keeps it until `close`. Either way it is
    let go, between two uses, when another process waits for it. Whoever writes or looks at people is noted in the
    journal: the command line, unless the base is lent to somebody else (`acting`).
    key: file of the key of an encrypted base; None for one that is not. A base that does not exist is made so.
    """

    who = Actor(Author.LIGNE_DE_COMMANDE)

    def __init__(
        self, path: Path | str, *, wait: float = 20.0, idle: float | None = None, key: Path | None = None
    ) -> None:
        self.path = Path(path)
        self.key = key_file(key) if key else None
        self.idle = idle
        self._root: duckdb.DuckDBPyConnection | None = None
        self._about_people: tuple[str, ...] | None = None
        self._shelf = Shelf()
        self._openings = 0
        self._retiring = False
        self._owed = False
        self._alone = False
        self._leases: Counter[int] = Counter()
        self._used_at = 0.0
        self._state = threading.Condition()
        self._writing = threading.Lock()
        self._sealing = threading.Lock()
        self._file = BaseFile(self.path, self.key, wait)

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a cursor of its own for one use (reading): it sees people, joined references as one."""
        with self.references() as cursor:
            see_people(cursor, self._tables_about_people)
            give_shelf(cursor, self._shelf)
            yield cursor

    def _tables_about_people(self, cursor: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
        """Read from the schema once an opening at most: it would be a quarter of what opening costs, and few bases join anybody."""
        if self._about_people is None:
            self._about_people = tables_about_people(cursor)
        return self._about_people

    @contextmanager
    def references(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a cursor of its own for one use (reading) that sees each reference as the extracts gave it.

        Raises BaseBusy and BaseRefused when the file cannot be opened or does not do what it is asked; other
        errors of DuckDB's are those of the statement.
        """
        holder = threading.get_ident()
        cursor = self._lend(holder)
        try:
            yield cursor
        except duckdb.Error as error:
            if isinstance(error, duckdb.FatalException):
                # DuckDB answers nothing more on this connection.
                self._retire()
            told = fault(error, self.path)
            if told is None:
                raise
            raise told from error
        finally:
            cursor.close()
            self._give_back(holder)

    def acting(self, who: Actor) -> Base:
        """The same base, as somebody uses it: what they do is noted under their name."""
        return _Lent(self, who)

    @contextmanager
    def transaction(self, act: Acte | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a cursor for one write: all of it lands, or nothing. It sees references, not people.

        Writers of this process take turns. The data version grows with each commit. act: what the journal says was
        done, with what `journaling.tell` said of it; every act of somebody's is one. Where it marked an erasure
        (`rewriting.mark_erasure`), the file is rewritten before this returns, or when the last cursor lent is given back.
        """
        with self._write(act, self.who) as cursor:
            yield cursor

    def note(self, act: Acte, **details: int | str) -> None:
        """Note in the journal what changes no data: a list seen, a sign-in. It waits for no writer.

        details: counts, numbers and codes; never a person, nor a text of theirs.
        """
        self._note(act, self.who, details)

    def _note(self, act: Acte, who: Actor, details: Details) -> None:
        with self.references() as cursor, self._sealing:
            cursor.begin()
            try:
                write_line(cursor, act, who, details)
                seal(cursor)
                self._file.make_log()
                cursor.commit()
            except BaseException:
                with suppress(duckdb.Error):
                    cursor.rollback()
                raise

    def _seal(self) -> None:
        """Number the lines of the journal that have just landed."""
        with self.references() as cursor, self._sealing:
            cursor.begin()
            seal(cursor)
            self._file.make_log()
            cursor.commit()

    @contextmanager
    def _write(self, act: Acte | None, who: Actor) -> Iterator[duckdb.DuckDBPyConnection]:
        # The lease first: who waits for another writer must not also wait for the file to be let go.
        with self.references() as cursor, self._writing:
            cursor.begin()
            done = False
            try:
                yield cursor
                cursor.execute(
                    "UPDATE meta SET valeur = (valeur::BIGINT + 1)::VARCHAR WHERE cle = 'version_donnees'"
                )
                if act is not None:
                    write_line(cursor, act, who)
                self._file.check_it_is_there()
                self._file.make_log()
                cursor.commit()
                done = True
                if act is not None:
                    self._seal()
                if awaits_rewriting(cursor):
                    self._owed = True
                    self._retire()
            finally:
                if not done:
                    # A commit that failed has rolled back already; what made it fail is what must be told.
                    with suppress(duckdb.Error):
                        cursor.rollback()

    def data_version(self) -> str:
        """A token that changes with every committed write: the key of any cache."""
        with self.references() as cursor:
            row = cursor.execute("SELECT valeur FROM meta WHERE cle = 'version_donnees'").fetchone()
        stamp = self.path.stat().st_ino if self.path.exists() else 0
        return f"{self.path}:{stamp}:{row[0] if row else 0}"

    def meta(self, key: str) -> str | None:
        """A remark kept in the base (name of the territory, invented or not…)."""
        with self.cursor() as cursor:
            row = cursor.execute("SELECT valeur FROM meta WHERE cle = ?", [key]).fetchone()
        return row[0] if row else None

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted: one that is not what `key` says is not opened."""
        return self.key is not None

    @property
    def secret(self) -> bytes | None:
        """The key of the file; None for one that is not encrypted. Raises VisaError when its file cannot be used."""
        return self._file.secret

    def alone(self, action: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """Run an action on the file itself, attached as OLD to a connection of its own: nobody else has it, here or elsewhere.

        Not to be called by who holds a cursor. Raises BaseBusy when cursors lent, or another process, keep the file too
        long, and as opening it does.
        """
        with self._state:
            if self._leases[threading.get_ident()]:
                raise RuntimeError("a thread that holds a cursor would wait for itself")
            if not self._state.wait_for(lambda: not self._alone, timeout=self._file.wait):
                raise busy(self.path)
            self._alone = True
            try:
                if not self._state.wait_for(lambda: not self._leases, timeout=self._file.wait):
                    raise busy(self.path)
                self._owed = False
                self._let_go()
                return self._file.run_alone(action)
            finally:
                self._alone = False
                self._state.notify_all()

    def rewrite(self) -> None:
        """Copy the base into a new file that takes its place, now: what was erased is in no byte of it any more.

        Waits for the cursors lent, then for its turn. Raises BaseBusy when they are not given back, BaseRefused when
        the copy cannot be written: the base is then as it was, and its mark with it.
        """
        self.alone(lambda connection: take_its_place(connection, self.path, self.secret))

    def close(self) -> None:
        """Let the file go now."""
        with self._state:
            self._let_go()

    def __enter__(self) -> Base:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _lend(self, holder: int) -> duckdb.DuckDBPyConnection:
        arrived = self._openings
        with self._state:
            # Who has a cursor already must have the next one: the file is not let go before he is done. Who
            # came before the file was opened has waited: this turn is his too.
            if not self._leases[holder] and arrived == self._openings:
                self._make_way()
            if self._root is None:
                self._root = self._file.open()
                self._shelf, self._about_people = Shelf(), None
                self._openings += 1
                threading.Thread(
                    target=_watch, args=(weakref.ref(self), self._openings), daemon=True, name="visa-base"
                ).start()
            cursor = self._file.cursor_of(self._root)
            self._leases[holder] += 1
            return cursor

    def _give_back(self, holder: int) -> None:
        with self._state:
            self._leases -= Counter([holder])
            self._used_at = time.monotonic()
            if not self._leases and self._alone:
                self._state.notify_all()
            if (
                self._root is not None
                and not self._leases
                and (self._retiring or self._file.turnstile.awaited())
            ):
                self._let_go()

    def _make_way(self) -> None:
        """Have the file let go when another process waits for it, or when it is not the same file any more."""
        if self._root is not None and (self._file.turnstile.awaited() or self._file.is_another):
            self._retire()
        # Bounded, should a use be waiting for this very one: it then goes on, and the turn comes after.
        self._state.wait_for(lambda: not (self._retiring or self._alone), timeout=self._file.wait)

    def _retire(self) -> None:
        """Let the file go as soon as nobody here uses it; who comes meanwhile waits for the next opening."""
        with self._state:
            self._retiring = True
            if not self._leases:
                self._let_go()

    def _let_go(self) -> None:
        if self._root is not None:
            self._file.close(self._root)
            self._root = None
            if self._owed:
                self._owed = False
                self._file.pay()
        self._retiring = False
        self._state.notify_all()

    def _look_around(self, opening: int) -> bool:
        """Let the file go when it is idle, or free while another process waits; False when it is not open any more."""
        with self._state:
            if self._root is None or self._openings != opening:
                return False
            idle = self.idle is not None and time.monotonic() - self._used_at >= self.idle
            if not self._leases and (idle or self._file.turnstile.awaited()):
                self._let_go()
                return False
            return True


class _Lent(Base):
    """A base as somebody uses it: everything is the owner's, but whom the journal names."""

    def __init__(self, owner: Base, who: Actor) -> None:
        self.owner = owner
        self.who = who
        self.path, self.key, self.idle = owner.path, owner.key, owner.idle
        self._file = owner._file

    def acting(self, who: Actor) -> Base:
        return self.owner.acting(who)

    def cursor(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:  # type: ignore[override]
        return self.owner.cursor()

    def references(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:  # type: ignore[override]
        return self.owner.references()

    def _write(self, act: Acte | None, who: Actor) -> AbstractContextManager[duckdb.DuckDBPyConnection]:  # type: ignore[override]
        return self.owner._write(act, who)

    def _note(self, act: Acte, who: Actor, details: Details) -> None:
        self.owner._note(act, who, details)

    def alone(self, action: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        return self.owner.alone(action)

    def data_version(self) -> str:
        return self.owner.data_version()

    def close(self) -> None:
        self.owner.close()


def _watch(owner: weakref.ref[Base], opening: int) -> None:
    """Look around from time to time, as long as the file is open and somebody may use it."""
    while True:
        time.sleep(POLL_SECONDS)
        base = owner()
        if base is None or not base._look_around(opening):
            return
        del base
