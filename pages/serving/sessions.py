"""The browsers' sessions of this server: what the last run of each found that it may do, and the files that it sent.

Streamlit keeps what a browser sends in memory, whoever sends it, until the session has gone, which nobody looks at.
Here a session sends files when its role may import, within a bound, and they are freed as soon as they are of no use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.runtime import Runtime, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from visa_data.roles import Permission

SENT_AT_MOST = 800 * 2**20
"""Bytes that a session may have sent and not yet had freed: two of the largest files (config.toml)."""
_may: dict[str, frozenset[Permission]] = {}
_arriving: Counter[str] = Counter()


def note_permissions(permissions: frozenset[Permission]) -> None:
    """What the session of this run may do, until its next run."""
    if owner := _of_this_run():
        _may[owner] = permissions


def may_still(identifier: str, permissions: frozenset[Permission]) -> bool:
    """Whether these permissions hold all that the last run of a session found."""
    return _may.get(identifier, frozenset()) <= permissions


def forget_session(identifier: str) -> None:
    """It may do nothing more: it has gone, or nobody is signed in there."""
    _may.pop(identifier, None)


def free_files(identifier: str | None = None) -> None:
    """Free what a session has sent: that of this run where none is named."""
    owner = identifier or _of_this_run()
    if owner and Runtime.exists():
        get_instance().uploaded_file_mgr.remove_session_files(owner)


@contextmanager
def receiving(identifier: str, size: int | None) -> Iterator[int]:
    """The status that refuses a file of `size` bytes (None: not said) from a session, 0 to let it in; while it arrives."""
    status = _refused(identifier, size)
    arriving = 0 if status else size or 0
    _arriving[identifier] += arriving
    try:
        yield status
    finally:
        _arriving[identifier] -= arriving
        if not _arriving[identifier]:
            del _arriving[identifier]


def _of_this_run() -> str:
    run = get_script_run_ctx(suppress_warning=True)
    return "" if run is None else run.session_id


def _refused(identifier: str, size: int | None) -> int:
    if Permission.IMPORT not in _may.get(identifier, ()):
        return 403
    if size is None:
        return 411
    return 413 if size + _arriving[identifier] + _held(identifier) > SENT_AT_MOST else 0


def _held(identifier: str) -> int:
    """Bytes of the files of a session in memory."""
    files = get_instance().uploaded_file_mgr.file_storage.get(identifier, {})  # type: ignore[attr-defined]
    return sum(len(file.data) for file in files.values())
