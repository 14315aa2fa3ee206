"""The owner of the DuckDB connection.

One root connection a process, one cursor for each use: a connection shared between threads gives
wrong results silently. The root is closed when nobody has used it for a while, and as soon as another
process waits for it: processes take turns (docs/decisions/tours-de-la-base.md).
"""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TypeVar

import duckdb

from visa_data.acts import Acte
from visa_data.base.derived import MEMORY, Shelf, give_shelf
from visa_data.base.encryption import allow_encryption, attach, key_file, secret_of
from visa_data.base.faults import (
    busy,
    damaged,
    fault,
    gone,
    opening_fault,
    replaced,
    system_fault,
    write_fault,
)
from visa_data.base.journaling import Details, seal, unsealed, write_line
from visa_data.base.migrations import migrate
from visa_data.base.people import see_people, tables_about_people
from visa_data.base.rewriting import OLD, awaits_rewriting, folder_aside, sweep_aside, take_its_place
from visa_data.base.spilling import make_spill_folder, remove_spill_folder
from visa_data.base.turnstile import Turnstile
from visa_data.errors import BaseBusy, BaseRefused, VisaError
from visa_data.private_files import OWNER_ONLY, made_private, make_private_folder
from visa_data.roles import Actor, Author

POLL_SECONDS = 0.1
HEAD_SECONDS = 0.03
"""Between two tries of the head of the queue: a try costs 5 ms."""
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "800MB",
    "preserve_insertion_order": "true",
}
ENCRYPTED = "visa"
"""Name of an encrypted base on its connection: DuckDB takes a key where a file is attached, not where it is opened."""
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
        self.wait = wait
        self.idle = idle
        self._root: duckdb.DuckDBPyConnection | None = None
        self._about_people: tuple[str, ...] | None = None
        self._shelf = Shelf()
        self._identity: tuple[int, int] | None = None
        self._openings = 0
        self._retiring = False
        self._owed = False
        self._alone = False
        self._leases: Counter[int] = Counter()
        self._used_at = 0.0
        self._state = threading.Condition()
        self._writing = threading.Lock()
        self._sealing = threading.Lock()
        self._turnstile = Turnstile(self.path)

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
                self._make_log()
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
            self._make_log()
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
                if self._identity_now() != self._identity:
                    raise replaced(self.path) if self.path.exists() else gone(self.path)
                self._make_log()
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

    def _make_log(self) -> None:
        """Make DuckDB's log before DuckDB does, which would let everybody read it: whoever may not read the base may not
        read it either. It takes an empty one for its own."""
        log = self.path.with_name(f"{self.path.name}.wal")
        with suppress(OSError):  # the commit tells what is wrong with the folder
            os.close(os.open(log, os.O_WRONLY | os.O_CREAT, OWNER_ONLY))
            if (wanted := self.path.stat().st_mode & 0o777) != log.stat().st_mode & 0o777:
                log.chmod(wanted)

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
        return secret_of(self.key) if self.key else None

    def alone(self, action: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """Run an action on the file itself, attached as OLD to a connection of its own: nobody else has it, here or elsewhere.

        Not to be called by who holds a cursor. Raises BaseBusy when cursors lent, or another process, keep the file too
        long, and as opening it does.
        """
        with self._state:
            if self._leases[threading.get_ident()]:
                raise RuntimeError("a thread that holds a cursor would wait for itself")
            if not self._state.wait_for(lambda: not self._alone, timeout=self.wait):
                raise busy(self.path)
            self._alone = True
            try:
                if not self._state.wait_for(lambda: not self._leases, timeout=self.wait):
                    raise busy(self.path)
                self._owed = False
                self._let_go()
                return self._on_the_file(action)
            finally:
                self._alone = False
                self._state.notify_all()

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
                self._root = self._open()
                self._openings += 1
                threading.Thread(
                    target=_watch, args=(weakref.ref(self), self._openings), daemon=True, name="visa-base"
                ).start()
            cursor = self._cursor_of(self._root)
            self._leases[holder] += 1
            return cursor

    def _cursor_of(self, root: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        cursor = root.cursor()
        if self.key is not None:
            cursor.execute(f"USE {ENCRYPTED}")
        return cursor

    def _give_back(self, holder: int) -> None:
        with self._state:
            self._leases -= Counter([holder])
            self._used_at = time.monotonic()
            if not self._leases and self._alone:
                self._state.notify_all()
            if self._root is not None and not self._leases and (self._retiring or self._turnstile.awaited()):
                self._let_go()

    def _make_way(self) -> None:
        """Have the file let go when another process waits for it, or when it is not the same file any more."""
        if self._root is not None and (self._turnstile.awaited() or self._identity_now() != self._identity):
            self._retire()
        # Bounded, should a use be waiting for this very one: it then goes on, and the turn comes after.
        self._state.wait_for(lambda: not (self._retiring or self._alone), timeout=self.wait)

    def _retire(self) -> None:
        """Let the file go as soon as nobody here uses it; who comes meanwhile waits for the next opening."""
        with self._state:
            self._retiring = True
            if not self._leases:
                self._let_go()

    def _let_go(self) -> None:
        if self._root is not None:
            self._close(self._root)
            self._root = None
            if self._owed:
                self._pay()
        self._retiring = False
        self._state.notify_all()

    def _close(self, root: duckdb.DuckDBPyConnection) -> None:
        remove_spill_folder(self.path)
        root.close()

    def _pay(self) -> None:
        """Rewrite the closed file if it still is to be. What prevents it is told by nobody's action: the next opening tries again."""
        self._owed = False

        def rewrite_if_marked(connection: duckdb.DuckDBPyConnection) -> None:
            if awaits_rewriting(connection, OLD):
                take_its_place(connection, self.path, self.secret)

        with suppress(VisaError, duckdb.Error):
            self._on_the_file(rewrite_if_marked)

    def _on_the_file(self, action: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """Run an action on the closed file, attached as OLD, once it is our turn."""
        if self._identity_now() is None:
            raise gone(self.path)
        connection = self._in_turn(self._attach_alone)
        try:
            return action(connection)
        except duckdb.Error as error:
            told = fault(error, self.path)
            if told is None:
                raise
            raise told from error
        except OSError as error:
            raise write_fault(error, self.path) from error
        finally:
            connection.close()

    def _attach_alone(self) -> duckdb.DuckDBPyConnection:
        return self._attached(OLD, folder_aside(self.path))

    def _attached(self, name: str, spilled: Path) -> duckdb.DuckDBPyConnection:
        """A connection to nothing else than the file, under a name; spilled: where its queries short of memory write."""
        connection = duckdb.connect(":memory:", config=CONFIG | {"temp_directory": str(spilled)})
        try:
            if self.key is not None:
                allow_encryption(connection)
            attach(connection, self.path, name, self.secret)
        except BaseException:
            connection.close()
            raise
        return connection

    def _look_around(self, opening: int) -> bool:
        """Let the file go when it is idle, or free while another process waits; False when it is not open any more."""
        with self._state:
            if self._root is None or self._openings != opening:
                return False
            idle = self.idle is not None and time.monotonic() - self._used_at >= self.idle
            if not self._leases and (idle or self._turnstile.awaited()):
                self._let_go()
                return False
            return True

    def _identity_now(self) -> tuple[int, int] | None:
        """Which file stands at the path: its device and number; None for no file."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _open(self) -> duckdb.DuckDBPyConnection:
        try:
            # A folder made for a base is its owner's alone: the base, what it writes beside, and the key.
            make_private_folder(self.path.parent)
        except OSError as error:
            raise system_fault(error, self.path) from error
        fresh = self._identity_now() is None
        if fresh and self._identity is not None:
            # Making another one would hide that everything is lost.
            raise gone(self.path)
        if not fresh and self.path.stat().st_size == 0:
            raise damaged(self.path)
        root, marked = self._prepared(fresh)
        if marked:
            # A killed process, or a full disk, left it to be done.
            self._close(root)
            self._pay()
            root, _ = self._prepared(fresh=False)
        self._shelf = Shelf()
        return root

    def _prepared(self, fresh: bool) -> tuple[duckdb.DuckDBPyConnection, bool]:
        """Open, with the newest schema; and whether the file is still to be rewritten."""
        try:
            with made_private() if fresh else nullcontext():
                root = self._in_turn(self._connect)
        except BaseRefused:
            # A file that was only begun would be taken for a damaged base.
            if fresh and self._identity_now() is not None and self.path.stat().st_size == 0:
                self.path.unlink()
            raise
        try:
            cursor = self._cursor_of(root)
            # First: it fails where another owner of this process has the file, and what spills is then that one's.
            cursor.execute(f"ATTACH ':memory:' AS {MEMORY}")
            sweep_aside(self.path)
            make_spill_folder(self.path)
            migrate(cursor, str(self.path), self._make_log)
            if unsealed(cursor):
                self._make_log()
                seal(cursor)
            marked = awaits_rewriting(cursor)
            self._about_people = None
            cursor.close()
        except duckdb.Error as error:
            self._close(root)
            told = fault(error, self.path)
            if told is None:
                raise
            raise told from error
        except BaseException:
            self._close(root)
            raise
        return root, marked

    def _connect(self) -> duckdb.DuckDBPyConnection:
        """Open the file that stands at the path: one that another took the place of meanwhile has no name any more."""
        while True:
            before = self._identity_now()
            if self.key is None:
                root = duckdb.connect(str(self.path), config=CONFIG)
            else:
                if before is None:
                    self.key.read_or_create()
                root = self._attached(ENCRYPTED, self.path.with_name(f"{self.path.name}.tmp"))
            self._identity = self._identity_now()
            if before in (None, self._identity):
                return root
            root.close()

    def _in_turn(self, connect: Callable[[], duckdb.DuckDBPyConnection]) -> duckdb.DuckDBPyConnection:
        """Open after those who already wait, then as soon as the file is let go."""
        began = time.monotonic()
        try:
            while True:
                waited = time.monotonic() - began
                refusal: BaseBusy | None = None
                if self._turnstile.held or not self._turnstile.awaited():
                    try:
                        return connect()
                    except duckdb.Error as error:
                        told = opening_fault(error, self.path)
                        if not isinstance(told, BaseBusy):
                            raise told from error
                        refusal = told
                if waited >= self.wait:
                    raise refusal or busy(self.path)
                self._turnstile.stand()
                if self._turnstile.held:
                    time.sleep(HEAD_SECONDS)
                else:
                    self._turnstile.wait_to_be_first(POLL_SECONDS)
        finally:
            self._turnstile.leave()


class _Lent(Base):
    """A base as somebody uses it: everything is the owner's, but whom the journal names."""

    def __init__(self, owner: Base, who: Actor) -> None:
        self.owner = owner
        self.who = who
        self.path, self.key, self.wait, self.idle = owner.path, owner.key, owner.wait, owner.idle

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
