"""A file of sign-in settings, as an administrator writes it."""

from __future__ import annotations

from pathlib import Path

SECRET = "0123456789abcdef" * 2
COMPLETE = {
    "fournisseur": "https://connexion.ville.example/.well-known/openid-configuration",
    "client": "visa",
    "secret_client": "secret-du-client",
    "secret": SECRET,
}
CLAIM = '[roles]\nrevendication = "acces.roles"\n[roles.valeurs]\nvisa-coordination = "coordination"\nvisa = "comite"\n'


def write_settings(folder: Path, *, more: str = "", mode: int = 0o600, **said: object) -> Path:
    """Write the complete settings, those given in the place of theirs (None: left out), then `more`."""
    path = folder / "connexion.toml"
    lines = [f"{name} = {value!r}\n" for name, value in (COMPLETE | said).items() if value is not None]
    path.write_text("".join(lines) + more, encoding="utf-8")
    path.chmod(mode)
    return path
