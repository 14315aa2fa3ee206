"""The server of the dashboard, by a clock that a file moves (seconds): hours of a sign-in pass at once.

Another file keeps each host that the server looks up or speaks to.
"""

import os
import runpy
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(os.environ["PYTHONPATH"])
ADDED = Path(os.environ["AVANCE"])

ASKED = Path(os.environ["INTERROGES"])


def note_host(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    with ASKED.open("a") as file:
        file.write(f"{host}\n")


sys.addaudithook(note_host)
sys.path.insert(0, str(ROOT))
from pages.serving import door  # noqa: E402


class Clock:
    @staticmethod
    def time() -> float:
        return time.time() + float(ADDED.read_text() or 0)


door.time = Clock
# As where Python runs the script itself.
sys.path.insert(0, str(ROOT / "scripts"))
sys.argv = [str(ROOT / "scripts" / "serve.py"), *sys.argv[1:]]
runpy.run_path(sys.argv[0], run_name="__main__")
