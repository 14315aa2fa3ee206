"""The owner of the DuckDB connection.

One root connection a process, one cursor for each use: a connection shared between threads gives
wrong results silently. The root is closed when nobody has used it for a while, so that the command
line can work beside a running dashboard: the two take turns (docs/decisions/tours-de-la-base.md).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from visa_data.base.derived import MEMORY, Shelf, give_shelf
from visa_data.base.migrations import migrate
from visa_data.base.people import see_people
from visa_data.errors import BaseBusy, BaseRefused

POLL_SECONDS = 0.2
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": "800MB",
    "preserve_insertion_order": "true",
}


class Base:
    """A VISA base file.

    wait: seconds to wait for another process to let the file go, before BaseBusy.
    idle: seconds without use after which the file is let go; None keeps it until `close`.
    """

    def __init__(self, path: Path | str, *, wait: float = 20.0, idle: float | None = None) -> None:
        self.path = Path(path)
        self.wait = wait
        self.idle = idle
        self._root: duckdb.DuckDBPyConnection | None = None
        self._shelf = Shelf()
        self._leases = 0
        self._state = threading.Lock()
        self._writing = threading.Lock()
        self._timer: threading.Timer | None = None

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a cursor of its own for one use (reading): it sees people, joined references as one."""
        with self.references() as cursor:
            see_people(cursor)
            give_shelf(cursor, self._shelf)
            yield cursor

    @contextmanager
    def references(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a cursor of its own for one use (reading) that sees each reference as the extracts gave it."""
        with self._state:
            self._cancel_timer()
            if self._root is None:
                self._root = self._open()
            cursor = self._root.cursor()
            self._leases += 1
        try:
            yield cursor
        finally:
            cursor.close()
            with self._state:
                self._leases -= 1
                self._schedule_release()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a cursor for one write: all of it lands, or nothing. It sees references, not people.

        Writers of this process take turns. The data version grows with each commit.
        """
        with self._writing, self.references() as cursor:
            cursor.begin()
            done = False
            try:
                yield cursor
                cursor.execute(
                    "UPDATE meta SET valeur = (valeur::BIGINT + 1)::VARCHAR WHERE cle = 'version_donnees'"
                )
                cursor.commit()
                done = True
            finally:
                if not done:
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

    def close(self) -> None:
        """Let the file go now."""
        with self._state:
            self._cancel_timer()
            if self._root is not None:
                self._root.close()
                self._root = None

    def __enter__(self) -> Base:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _schedule_release(self) -> None:
        if self._leases == 0 and self.idle is not None and self._root is not None:
            self._timer = threading.Timer(self.idle, self._release)
            self._timer.daemon = True
            self._timer.start()

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _release(self) -> None:
        with self._state:
            if self._leases == 0 and self._root is not None:
                self._root.close()
                self._root = None

    def _open(self) -> duckdb.DuckDBPyConnection:
        try:
            # A folder made for a base is its owner's alone: the base, what it writes beside, and the key.
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise BaseRefused(
                "Dossier de la base inaccessible",
                f"le dossier « {self.path.parent} » ne peut pas être créé. "
                "Vérifiez vos droits ou choisissez un autre fichier.",
            ) from error
        fresh = not self.path.exists()
        root = _patiently(lambda: duckdb.connect(str(self.path), config=CONFIG), self.path, self.wait)
        try:
            if fresh:
                self.path.chmod(0o600)
            cursor = root.cursor()
            migrate(cursor, str(self.path))
            cursor.execute(f"ATTACH ':memory:' AS {MEMORY}")
            cursor.close()
            self._shelf = Shelf()
        except BaseException:
            root.close()
            raise
        return root


def _patiently(
    connect: Callable[[], duckdb.DuckDBPyConnection], path: Path, wait: float
) -> duckdb.DuckDBPyConnection:
    """Open, waiting for another process to let the file go."""
    deadline = time.monotonic() + wait
    while True:
        try:
            return connect()
        except duckdb.IOException as error:
            reason = str(error)
            locked = "lock" in reason.casefold() or "being used by another process" in reason
            if not locked:
                raise BaseRefused(
                    "Base illisible",
                    f"« {path} » ne peut pas être ouvert comme une base : fichier abîmé, "
                    "d'un autre type ou protégé. Choisissez un autre fichier ou restaurez une copie.",
                ) from error
            if time.monotonic() >= deadline:
                raise BaseBusy(
                    "Base occupée",
                    f"« {path} » est utilisée par un autre programme (tableau de bord ou commande en cours). "
                    "Attendez qu'il ait terminé, puis recommencez.",
                ) from error
        except duckdb.Error as error:
            raise BaseRefused(
                "Base illisible",
                f"« {path} » ne peut pas être ouvert comme une base VISA. Choisissez un autre fichier.",
            ) from error
        time.sleep(POLL_SECONDS)
