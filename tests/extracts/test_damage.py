"""Damage is a refusal; what the system lacks is not called damage."""

from __future__ import annotations

import errno
import struct
import zipfile
import zlib

import pytest

from visa_data.errors import FileRefused
from visa_data.extracts.answers import refusals
from visa_data.extracts.readers.damage import damage_refused


@pytest.mark.parametrize(
    "error",
    [
        zipfile.BadZipFile("no end"),
        zlib.error("incomplete"),
        EOFError(),
        IndexError("string index out of range"),
        struct.error("unpack requires a buffer"),
        RuntimeError("password required"),
        ValueError("negative seek"),
        OSError("Invalid data stream"),
        OSError(errno.EINVAL, "Invalid argument"),
    ],
)
def test_any_damage_is_one_refusal(error: Exception) -> None:
    with pytest.raises(FileRefused) as refusal, damage_refused(refusals.broken_archive):
        raise error
    assert str(refusal.value) == str(refusals.broken_archive())


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_full_disk_is_no_damage(number: int) -> None:
    with pytest.raises(OSError) as error, damage_refused(refusals.broken_archive):
        raise OSError(number, "")
    assert error.value.errno == number


def test_another_refusal_goes_through() -> None:
    with pytest.raises(FileRefused) as refusal, damage_refused(refusals.broken_archive):
        raise refusals.protected_archive()
    assert str(refusal.value) == str(refusals.protected_archive())
