"""A key in a file of its own: 32 random bytes for their owner alone, never logged, never stored anywhere else."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from visa_data.errors import VisaError
from visa_data.private_files import OWNER_ONLY, make_private_folder

LENGTH = 32


@dataclass(frozen=True)
class SecretFile:
    """Where a key is kept.

    named: what a refusal calls it (« Clé des doublons »). variable: what says which file it is. lost: what to do, as a sentence
    says it, when the file is not a key.
    """

    path: Path
    named: str
    variable: str
    lost: str

    def read(self) -> bytes | None:
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
                f"{self.named} illisible",
                f"le fichier « {self.path} » ne peut pas être lu. Vérifiez vos droits.",
            ) from error
        if len(secret) != LENGTH:
            raise VisaError(
                f"{self.named} abîmée",
                f"le fichier « {self.path} » n'est pas une clé ({LENGTH} octets attendus). {self.lost}",
            )
        if os.name == "posix" and mode & 0o077:
            raise VisaError(
                f"{self.named} lisible par d'autres",
                f"d'autres comptes de cet ordinateur peuvent lire « {self.path} ». "
                f"Réservez-la au vôtre (chmod 600 {self.path}), puis recommencez.",
            )
        return secret

    def read_or_create(self) -> bytes:
        """The key, made at first need. Raises VisaError."""
        known = self.read()
        if known is not None:
            return known
        secret = secrets.token_bytes(LENGTH)
        try:
            make_private_folder(self.path.parent)
            # Written aside then linked: another process sees a whole key or none, and the first one wins.
            aside = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
            handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(secret)
                    stream.flush()
                    # What it protects is written under it at once: a power cut must not leave that alone.
                    os.fsync(stream.fileno())
                os.link(aside, self.path)
            finally:
                aside.unlink()
        except FileExistsError:
            return self.read_or_create()
        except OSError as error:
            raise VisaError(
                f"{self.named} impossible à créer",
                f"« {self.path} » ne peut pas être écrit. Vérifiez vos droits ou donnez un autre fichier "
                f"dans {self.variable}.",
            ) from error
        return secret
