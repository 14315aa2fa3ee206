"""Damaged compressed files: whatever unfolding one raises is one refusal, and nothing else is."""

from __future__ import annotations

import errno
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from visa_data.errors import FileRefused

# RuntimeError: a password, a method that this Python lacks. ValueError: an offset before the file's start.
# IndexError, struct.error: a field said longer than it is.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    IndexError,
    RuntimeError,
    ValueError,
)


@contextmanager
def damage_refused(refusal: Callable[[], FileRefused]) -> Iterator[None]:
    """Raise `refusal()` for any damage met within.

    A full disk or a missing right is no damage: that OSError goes on as it is.
    """
    try:
        yield
    except _DAMAGE:
        raise refusal() from None
    except OSError as error:
        # Damage has no number of the system's, or that of an offset that makes no sense.
        if error.errno not in (None, errno.EINVAL):
            raise
        raise refusal() from None


@contextmanager
def panic_refused(refusal: Callable[[], FileRefused]) -> Iterator[None]:
    """Raise `refusal()` for a panic within: a reader in Rust that met what it held for impossible.

    A panic is no Exception, and its type cannot be imported.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise refusal() from None
