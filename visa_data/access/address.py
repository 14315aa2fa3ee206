"""The address by which browsers reach the dashboard in *serveur*: one origin, in HTTPS."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from visa_data.errors import VisaError

TITLE = "Adresse refusée"


@dataclass(frozen=True)
class Address:
    """Scheme and place (host, with its port where it is not the scheme's own), as browsers write them."""

    scheme: str
    place: str

    @property
    def origin(self) -> str:
        """As the header `Origin` says it."""
        return f"{self.scheme}://{self.place}"

    @property
    def host(self) -> str:
        """The place without its port."""
        return urlsplit(self.origin).hostname or ""

    @property
    def secure(self) -> bool:
        """Whether it is in HTTPS."""
        return self.scheme == "https"


def public_address(text: str, named: str = "VISA_ADRESSE") -> Address:
    """The address that a setting gives: scheme, host and port, nothing after them.

    HTTP is taken for an address of this machine alone, in figures (127.0.0.1, [::1]): for a trial, no browser
    elsewhere could reach it. Raises VisaError for what is not one.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    whole = parts.username is None and parts.path in ("", "/") and not parts.query and not parts.fragment
    if (
        not host
        or not whole
        or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))
    ):
        raise VisaError(
            TITLE,
            f"{named} doit dire l'adresse publique, en HTTPS et sans rien après : https://visa.ville.example.",
        )
    usual = port in (None, {"https": 443, "http": 80}[parts.scheme])
    shown = f"[{host}]" if ":" in host else host
    return Address(parts.scheme, shown if usual else f"{shown}:{port}")


def is_loopback(host: str) -> bool:
    """Whether a host, in figures, is this machine and nothing else."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
