"""A PostgreSQL of the tests' own, where it is installed: on loopback, in a folder that goes with it."""

from __future__ import annotations

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

FOLDERS = (Path("/usr/local/bin"), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))
USER = "visa"


@dataclass
class Postgres:
    """A server: its port, its folder, and what to do with it."""

    port: int
    folder: Path

    def new_database(self, name: str) -> None:
        """An empty one."""
        run([find("psql"), *self._words(), "-d", "postgres", "-qc", f'CREATE DATABASE "{name}"'])

    def _words(self) -> list[str]:
        return ["-h", "127.0.0.1", "-p", str(self.port), "-U", USER]

    def kill(self) -> None:
        """Take it away as a power cut would."""
        number = int((self.folder / "d" / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGQUIT)
        while True:
            with suppress(ProcessLookupError):
                os.kill(number, 0)
                time.sleep(0.05)
                continue
            return

    def start(self) -> None:
        """Start it, again after `kill`."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        data, log = str(self.folder / "d"), str(self.folder / "log")
        run([find("pg_ctl"), "-D", data, "-o", options, "-l", log, "-w", "start"])


def find(name: str) -> str:
    """A program of PostgreSQL's; the test is skipped, with a reason, where there is none."""
    found = shutil.which(name) or next((str(one / name) for one in FOLDERS if (one / name).exists()), None)
    if found is None:
        pytest.skip(f"PostgreSQL n'est pas installé ici (« {name} » introuvable)")
    return found


def run(words: list[str]) -> None:
    """As somebody else than root, whom PostgreSQL refuses."""
    options = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid} if os.geteuid() == 0 else {}
    done = subprocess.run(words, capture_output=True, text=True, cwd="/", check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr


def _free_port() -> int:
    """Below those that systems lend to clients, one of which could have it while the server is down."""
    for port in random.sample(range(20_000, 30_000), 100):
        with socket.socket() as free, suppress(OSError):
            free.bind(("127.0.0.1", port))
            return port
    pytest.skip("aucun port libre")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server in a folder of its own: pytest's is root's alone, where root runs it."""
    initdb = find("initdb")
    find("psql")
    with tempfile.TemporaryDirectory(prefix="visa-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
        yield from _served(initdb, folder)


def _served(initdb: str, folder: Path) -> Iterator[Postgres]:
    run([initdb, "-D", str(folder / "d"), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C"])
    server = Postgres(_free_port(), folder)
    server.start()
    try:
        yield server
    finally:
        with suppress(AssertionError):
            run([find("pg_ctl"), "-D", str(folder / "d"), "-m", "immediate", "stop"])
