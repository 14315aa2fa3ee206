"""The file of a base: which one stands at the path, opened in turn, made ready, rewritten when it is to be.

Who uses it, and when it is let go, is `connection`'s.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TypeVar

import duckdb

from visa_data.base.derived import MEMORY
from visa_data.base.encryption import allow_encryption, attach, secret_of
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
from visa_data.base.journaling import seal, unsealed
from visa_data.base.migrations import migrate
from visa_data.base.rewriting import OLD, awaits_rewriting, folder_aside, sweep_aside, take_its_place
from visa_data.base.spilling import make_spill_folder, remove_spill_folder
from visa_data.base.turnstile import Turnstile
from visa_data.errors import BaseBusy, BaseRefused, VisaError
from visa_data.key_file import SecretFile
from visa_data.private_files import OWNER_ONLY, made_private, make_private_folder

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


class BaseFile:
    """One file, for one owner, who calls it under a lock of its own. wait: seconds to wait for other processes, before BaseBusy."""

    def __init__(self, path: Path, key: SecretFile | None, wait: float) -> None:
        self.path = path
        self.key = key
        self.wait = wait
        self.turnstile = Turnstile(path)
        self._identity: tuple[int, int] | None = None

    @property
    def secret(self) -> bytes | None:
        """The key of the file; None for one that is not encrypted. Raises VisaError when its file cannot be used."""
        return secret_of(self.key) if self.key else None

    @property
    def is_another(self) -> bool:
        """Whether what stands at the path is not the file that was opened."""
        return self._identity_now() != self._identity

    def check_it_is_there(self) -> None:
        """Raise BaseRefused when somebody removed or replaced the file since it was opened."""
        if self.is_another:
            raise replaced(self.path) if self.path.exists() else gone(self.path)

    def open(self) -> duckdb.DuckDBPyConnection:
        """A connection to the file, of the newest schema; a base that does not exist is made.

        Raises BaseBusy, BaseRefused.
        """
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
            self.close(root)
            self.pay()
            root, _ = self._prepared(fresh=False)
        return root

    def cursor_of(self, root: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        """A cursor that reads this file, whatever the name under which its connection has it."""
        cursor = root.cursor()
        if self.key is not None:
            cursor.execute(f"USE {ENCRYPTED}")
        return cursor

    def make_log(self) -> None:
        """Make DuckDB's log before DuckDB does, which would let everybody read it: whoever may not read the base may not
        read it either. It takes an empty one for its own."""
        log = self.path.with_name(f"{self.path.name}.wal")
        with suppress(OSError):  # the commit tells what is wrong with the folder
            os.close(os.open(log, os.O_WRONLY | os.O_CREAT, OWNER_ONLY))
            if (wanted := self.path.stat().st_mode & 0o777) != log.stat().st_mode & 0o777:
                log.chmod(wanted)

    def close(self, root: duckdb.DuckDBPyConnection) -> None:
        """Close what `open` gave."""
        remove_spill_folder(self.path)
        root.close()

    def pay(self) -> None:
        """Rewrite the closed file if it still is to be. What prevents it is told by nobody's action: the next opening tries again."""

        def rewrite_if_marked(connection: duckdb.DuckDBPyConnection) -> None:
            if awaits_rewriting(connection, OLD):
                take_its_place(connection, self.path, self.secret)

        with suppress(VisaError, duckdb.Error):
            self.run_alone(rewrite_if_marked)

    def run_alone(self, action: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
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

    def _identity_now(self) -> tuple[int, int] | None:
        """Which file stands at the path: its device and number; None for no file."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

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
            cursor = self.cursor_of(root)
            # First: it fails where another owner of this process has the file, and what spills is then that one's.
            cursor.execute(f"ATTACH ':memory:' AS {MEMORY}")
            sweep_aside(self.path)
            make_spill_folder(self.path)
            migrate(cursor, str(self.path), self.make_log)
            if unsealed(cursor):
                self.make_log()
                seal(cursor)
            marked = awaits_rewriting(cursor)
            cursor.close()
        except duckdb.Error as error:
            self.close(root)
            told = fault(error, self.path)
            if told is None:
                raise
            raise told from error
        except BaseException:
            self.close(root)
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
                if self.turnstile.held or not self.turnstile.awaited():
                    try:
                        return connect()
                    except duckdb.Error as error:
                        told = opening_fault(error, self.path)
                        if not isinstance(told, BaseBusy):
                            raise told from error
                        refusal = told
                if waited >= self.wait:
                    raise refusal or busy(self.path)
                self.turnstile.stand()
                if self.turnstile.held:
                    time.sleep(HEAD_SECONDS)
                else:
                    self.turnstile.wait_to_be_first(POLL_SECONDS)
        finally:
            self.turnstile.leave()
