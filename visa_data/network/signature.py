"""A town's signature of its books: Ed25519 (RFC 8032) over a statement of what is signed.

The private key is a file of the town's, for its owner alone; the network holds the public one. A signature says who made the
book, and which one came before it: a book taken out or put between two others is seen.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from visa_data.errors import VisaError
from visa_data.key_file import SecretFile

FORMAT = "visa-publication 1"
SUFFIX = ".sig"
"""Of the file of a signature, after the name of the book's."""
HEX = 64
MOST_BYTES = 4096


@dataclass(frozen=True)
class Statement:
    """What a town signs. book, previous: SHA-256 (hex) of the book's file, and of the one before ("" for the first)."""

    cooperation: str
    number: int
    day: date
    book: str
    previous: str

    def written(self) -> bytes:
        """One statement gives one sequence of bytes."""
        told = {"format": FORMAT, **asdict(self), "day": self.day.isoformat()}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Signed:
    """A statement and its signature (hex)."""

    statement: Statement
    signature: str

    def written(self) -> str:
        """As it stands beside the file of a book."""
        told = {
            "format": FORMAT,
            **asdict(self.statement),
            "day": self.statement.day.isoformat(),
            "signature": self.signature,
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def print_of(content: bytes) -> str:
    """SHA-256 of the file of a book, in hex."""
    return hashlib.sha256(content).hexdigest()


def secret_file(path: Path) -> SecretFile:
    """The file of a town's private key."""
    return SecretFile(
        path,
        "Clé de signature",
        "--cle",
        "Remettez la copie que vous en avez gardée, ou faites-en une autre et donnez sa clé publique au réseau.",
    )


def new_key(path: Path) -> str:
    """Make a key in that file, if there is none; its public key (hex). Raises VisaError."""
    secret = secret_file(path).read_or_create()
    return public_key(secret)


def public_key(secret: bytes) -> str:
    """The public key (hex) of a private one."""
    key = Ed25519PrivateKey.from_private_bytes(secret).public_key()
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def signed(statement: Statement, path: Path) -> Signed:
    """The statement under the key of that file. Raises VisaError for no key there."""
    secret = secret_file(path).read()
    if secret is None:
        raise VisaError(
            "Clé de signature introuvable",
            f"« {path} » n'existe pas. Faites-en une avec « publier --nouvelle-cle », et donnez sa clé publique au réseau.",
        )
    signature = Ed25519PrivateKey.from_private_bytes(secret).sign(statement.written())
    return Signed(statement, signature.hex())


def holds(one: Signed, key: str) -> bool:
    """Whether that public key (hex) signed it."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(one.signature), one.statement.written())
    except (InvalidSignature, ValueError):
        return False
    return True


def checked_key(text: str) -> str:
    """A public key as typed or read from a file, in hex. Raises VisaError for what is none."""
    key = text.strip().lower()
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    except ValueError:
        raise VisaError(
            "Clé publique refusée",
            f"une clé publique a {HEX} chiffres de 0 à f, comme « publier --nouvelle-cle » l'écrit.",
        ) from None
    return key


def read_signature(content: bytes, told: str) -> Signed:
    """What stands beside the file of a book. told: how the refusal calls it. Raises VisaError."""
    try:
        found: dict[str, Any] = json.loads(content[: MOST_BYTES + 1]) if len(content) <= MOST_BYTES else {}
        if found["format"] != FORMAT:
            raise ValueError
        texts = [found[name] for name in ("cooperation", "book", "previous", "signature")]
        if not all(isinstance(text, str) for text in texts) or type(found["number"]) is not int:
            raise ValueError
        statement = Statement(texts[0], found["number"], date.fromisoformat(found["day"]), texts[1], texts[2])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise VisaError(
            "Signature illisible",
            f"« {told} » n'est pas la signature d'un dossier de séance. Demandez-la de nouveau à la coopération.",
        ) from None
    return Signed(statement, texts[3])
