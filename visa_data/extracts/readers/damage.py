"""Damaged compressed files: whatever unfolding one raises is one refusal, and nothing else is."""

from __future__ import annotations

import errno
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from visa_data.errors import FileRefused

# RuntimeError: a password, a method that this Python lacks. ValueError: an offset before the file's start.
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)


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
