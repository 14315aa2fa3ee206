"""The key of the fingerprints: a file outside the base, never logged, never stored anywhere else."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from visa_data.errors import VisaError
from visa_data.private_files import OWNER_ONLY, make_private_folder

LENGTH = 32
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
        """The key, or None when there is no such file.

        Raises VisaError when the file is not a key or when others than its owner can read it.
        """
        try:
            secret = self.path.read_bytes()
            mode = self.path.stat().st_mode
        except FileNotFoundError:
            return None
        except OSError as error:
            raise VisaError(
                "Clé des doublons illisible",
                f"le fichier « {self.path} » ne peut pas être lu. Vérifiez vos droits.",
            ) from error
        if len(secret) != LENGTH:
            raise VisaError(
                "Clé des doublons abîmée",
                f"le fichier « {self.path} » n'est pas une clé ({LENGTH} octets attendus). Remettez la copie "
                "que vous en avez, ou retirez-le : les empreintes déjà faites ne serviront plus.",
            )
        if os.name == "posix" and mode & 0o077:
            raise VisaError(
                "Clé des doublons lisible par d'autres",
                f"d'autres comptes de cet ordinateur peuvent lire « {self.path} ». "
                f"Réservez-la au vôtre (chmod 600 {self.path}), puis recommencez.",
            )
        return _key(secret)

    def read_or_create(self) -> Key:
        """The key, made at first need: 32 random bytes, for their owner alone. Raises VisaError."""
        known = self.read()
        if known is not None:
            return known
        secret = secrets.token_bytes(LENGTH)
        if not self.keep:
            return _key(secret)
        try:
            make_private_folder(self.path.parent)
            # Written aside then linked: another process sees a whole key or none, and the first one wins.
            aside = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
            handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(secret)
                os.link(aside, self.path)
            finally:
                aside.unlink()
        except FileExistsError:
            return self.read_or_create()
        except OSError as error:
            raise VisaError(
                "Clé des doublons impossible à créer",
                f"« {self.path} » ne peut pas être écrit. Vérifiez vos droits ou donnez un autre fichier "
                "dans VISA_CLE_DOUBLONS.",
            ) from error
        return _key(secret)


def _key(secret: bytes) -> Key:
    return Key(secret, int.from_bytes(hmac.digest(secret, _TAG, hashlib.sha256)[:4]))
