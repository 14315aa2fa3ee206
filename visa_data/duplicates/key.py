"""The key of the fingerprints: a file outside the base, never logged, never stored anywhere else."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path

from visa_data.key_file import LENGTH, SecretFile

_TAG = b"visa: quelle cle"


@dataclass(frozen=True)
class Key:
    """A key at work. tag: says which key made a fingerprint, and nothing of the key (32 bits of an HMAC)."""

    secret: bytes
    tag: int

    def __repr__(self) -> str:
        """Never the secret: a traceback or a log shows this."""
        return f"Key(tag={self.tag})"


@dataclass(frozen=True)
class KeyFile:
    """Where the key is kept. keep: False gives a key for this once, when there is none (a simulation)."""

    path: Path
    keep: bool = True

    def read(self) -> Key | None:
        """The key, or None when there is no such file. Raises VisaError as `SecretFile.read` does."""
        secret = self._file.read()
        return None if secret is None else _key(secret)

    def read_or_create(self) -> Key:
        """The key, made at first need. Raises VisaError."""
        if self.keep:
            return _key(self._file.read_or_create())
        return self.read() or _key(secrets.token_bytes(LENGTH))

    @property
    def _file(self) -> SecretFile:
        return SecretFile(
            self.path,
            "Clé des doublons",
            "VISA_CLE_DOUBLONS",
            "Remettez la copie que vous en avez, ou retirez-le : les empreintes déjà faites ne serviront plus.",
        )


def _key(secret: bytes) -> Key:
    return Key(secret, int.from_bytes(hmac.digest(secret, _TAG, hashlib.sha256)[:4]))
