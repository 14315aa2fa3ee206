"""What the next click will need, computed once the page is shown: by one thread for everybody, which no page waits for.

A run that ends sooner answers its reader sooner, and the next reader. Whoever clicks before it is done waits for it, or
computes it: a cache is filled either way.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from streamlit.runtime.scriptrunner import StopException

from visa_data.traces import unexpected

WAITING = 4
"""Works that wait or are done at most; one more is left to the click."""
_room = threading.BoundedSemaphore(WAITING)
_one_by_one = ThreadPoolExecutor(max_workers=1, thread_name_prefix="avance")


def beforehand(work: Callable[[], object]) -> None:
    """Have this done soon. work: fills a cache; reads neither the session nor the address, and draws nothing."""
    if _room.acquire(blocking=False):
        _one_by_one.submit(_done, work)


def _done(work: Callable[[], object]) -> None:
    try:
        # A server that stops waits for what is being done, not for what waits.
        if threading.main_thread().is_alive():
            work()
    except StopException:
        # A refusal, which the page says as a sentence if it is asked.
        return
    except Exception as error:  # noqa: BLE001 - the trace goes to the server's log, without any value
        unexpected(error)
    finally:
        _room.release()
