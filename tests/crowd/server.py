"""A dashboard of its own, on a base, for sessions that draw nothing; its memory and its processor."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import psutil

from tests.crowd.room import SERVED
from tests.shared_data import ROOT

HOST = "127.0.0.1"
MB = 2**20


@dataclass
class Server:
    """A running dashboard. peak: megabytes of its memory at most."""

    address: str
    process: psutil.Process
    peak: float = 0
    over: Event = field(default_factory=Event)

    def memory(self) -> float:
        """Megabytes held now, by it and by the programs that it has started; what they share counts once."""
        held = 0
        for one in (self.process, *self.process.children(recursive=True)):
            with suppress(psutil.Error):
                held += one.memory_full_info().pss
        return held / MB

    def worked(self) -> float:
        """Seconds of processor since it started, those of ended programs of its own not counted."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def watch(self) -> None:
        """Note the memory at most, until it stops."""
        while not self.over.wait(0.5):
            with suppress(psutil.Error):
                self.peak = max(self.peak, self.memory())


@contextmanager
def served(base: Path) -> Iterator[Server]:
    """The dashboard on a base, started as `make run` does."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "VISA_BASE": str(base), "VISA_ROLE": SERVED.value}
    command = [sys.executable, "scripts/serve.py", "--server.port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as started:
        server = Server(f"{HOST}:{port}", psutil.Process(started.pid))
        try:
            _answering(server.address)
            Thread(target=server.watch, daemon=True).start()
            yield server
        finally:
            server.over.set()
            started.terminate()


def _answering(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://{address}/_stcore/health", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("Le tableau de bord ne démarre pas.")
