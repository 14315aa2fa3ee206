"""The address by which browsers reach the dashboard in *serveur*: one origin, in HTTPS."""

from __future__ import annotations

from dataclasses import dataclass


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
    def secure(self) -> bool:
        """Whether it is in HTTPS."""
        return self.scheme == "https"
