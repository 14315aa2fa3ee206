"""What stands beside a backup: a file of a few lines that says what it is, and nothing of a person."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from visa_data.errors import VisaError
from visa_data.private_files import write_private

FORMAT = "sauvegarde VISA, 1"


@dataclass(frozen=True)
class Manifest:
    """faite_le: when. schema: its version. chiffree: whether a key is needed. lignes: rows by table.

    empreintes: SHA-256 that the file may have; more than one only while a purge replaces it.
    """

    faite_le: datetime
    schema: int
    chiffree: bool
    lignes: dict[str, int]
    empreintes: tuple[str, ...]

    def also(self, fingerprint: str) -> Manifest:
        """The same, of a file that is about to be replaced by another."""
        return replace(self, empreintes=(*self.empreintes, fingerprint))


def manifest_path(backup: Path) -> Path:
    """Where the manifest of a backup is."""
    return backup.with_name(f"{backup.name}.json")


def write_manifest(backup: Path, manifest: Manifest) -> None:
    """Write it whole or not at all, for its owner alone."""
    told = {"format": FORMAT, **asdict(manifest), "faite_le": manifest.faite_le.isoformat()}
    write_private(manifest_path(backup), json.dumps(told, ensure_ascii=False, indent=1).encode())


def checked_manifest(backup: Path) -> Manifest:
    """The manifest of a backup whose bytes are those that we wrote.

    Raises VisaError: no such file, no manifest, or bytes that changed.
    """
    if not backup.is_file():
        raise VisaError("Sauvegarde introuvable", f"« {backup} » n'existe pas, ou n'est pas un fichier.")
    manifest = _read(backup)
    if fingerprint_of(backup) not in manifest.empreintes:
        raise VisaError(
            "Sauvegarde abîmée",
            f"« {backup} » n'est plus le fichier qui a été écrit : il a été modifié, coupé ou mal recopié. Prenez-en une autre.",
        )
    return manifest


def fingerprint_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal. Raises VisaError when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise VisaError(
            "Sauvegarde illisible", f"« {path} » ne peut pas être lue. Vérifiez vos droits et le disque."
        ) from error


def _read(backup: Path) -> Manifest:
    path = manifest_path(backup)
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            raise ValueError
        return Manifest(
            datetime.fromisoformat(told["faite_le"]),
            int(told["schema"]),
            bool(told["chiffree"]),
            {str(name): int(rows) for name, rows in told["lignes"].items()},
            tuple(map(str, told["empreintes"])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise VisaError(
            "Ce n'est pas une sauvegarde",
            f"la fiche « {path.name} », qui doit être à côté de « {backup} », manque ou ne se lit pas. "
            "Copiez toujours les deux fichiers ensemble.",
        ) from error
