"""The only module that reads the environment."""

from __future__ import annotations

import os
import time
from pathlib import Path

from visa_data import settings
from visa_data.errors import VisaError
from visa_data.roles import Role

DEFAULT_BASE = Path("data/visa.duckdb")


def base_path() -> Path:
    """File of the base: VISA_BASE, else data/visa.duckdb in the current folder."""
    return Path(os.environ.get("VISA_BASE") or DEFAULT_BASE)


def book_path() -> Path | None:
    """The one book that this server shows, without any base: VISA_DOSSIER, else none."""
    value = os.environ.get("VISA_DOSSIER")
    return Path(value) if value else None


def lake_path() -> Path | None:
    """The network's lake, its folder or its settings: VISA_RESEAU, else none. A server that has one shows it, and no base."""
    value = os.environ.get("VISA_RESEAU")
    return Path(value) if value else None


def cooperation() -> str | None:
    """The cooperation that reads the network, where it is one: VISA_COOPERATION; else the network's own animation."""
    return os.environ.get("VISA_COOPERATION") or None


def duplicates_key_path(base: Path) -> Path:
    """Key of the fingerprints that find duplicates: VISA_CLE_DOUBLONS, else `cle_doublons` beside the base."""
    value = os.environ.get("VISA_CLE_DOUBLONS")
    return Path(value) if value else base.parent / "cle_doublons"


def base_key_path() -> Path | None:
    """Key of an encrypted base: VISA_CLE_BASE, else none (the base is not encrypted)."""
    value = os.environ.get("VISA_CLE_BASE")
    return Path(value) if value else None


def settings_path() -> Path | None:
    """The territory's own thresholds: VISA_REGLAGES, else none."""
    value = os.environ.get("VISA_REGLAGES")
    return Path(value) if value else None


def log_path() -> Path | None:
    """File in which unforeseen errors are written, without any value: VISA_JOURNAL, else none."""
    value = os.environ.get("VISA_JOURNAL")
    return Path(value) if value else None


def mode() -> str:
    """How the dashboard is served: VISA_MODE, else `poste`."""
    return os.environ.get("VISA_MODE") or "poste"


def public_address() -> str:
    """The address that browsers ask for in *serveur*: VISA_ADRESSE, else none."""
    return os.environ.get("VISA_ADRESSE", "")


def sign_in_path() -> Path | None:
    """The settings of sign-in: VISA_CONNEXION, else none."""
    value = os.environ.get("VISA_CONNEXION")
    return Path(value) if value else None


def role() -> Role:
    """Role at start: VISA_ROLE; what is no role is the committee, the safer one, as is a book alone."""
    asked = os.environ.get("VISA_ROLE", "").casefold()
    return Role(asked) if book_path() is None and asked in set(Role) else Role.COMITE


def declared_role() -> Role | None:
    """`role()` where VISA_ROLE or a book alone says one; None where nothing does, as for who types a command."""
    return role() if os.environ.get("VISA_ROLE") or book_path() is not None else None


def of_a_reader(code: Path) -> dict[str, str]:
    """Environment of the program that opens files: ours, its code at `code`, one thread, plain memory.

    Threads would be lost in a forked process, and Arrow's own allocator reserves far more than it uses.
    """
    alone = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**os.environ, **alone, "ARROW_DEFAULT_MEMORY_POOL": "system", "PYTHONPATH": str(code)}


def of_the_network(lake: Path, cooperation: str | None) -> dict[str, str]:
    """Environment of a server of the network's lake: ours, for one cooperation where one is named."""
    named = {} if cooperation is None else {"VISA_COOPERATION": cooperation}
    return {**os.environ, "VISA_RESEAU": str(lake), **named}


def live_in_the_territory() -> None:
    """Have this process, and those it starts, tell the territory's hours, whatever the machine's: a container's are universal time.

    For a program, never for a library. Settings that cannot be read change nothing: whoever opens them says so. Windows
    keeps the machine's.
    """
    try:
        zone = settings.time_zone(settings_path())
    except VisaError:
        return
    os.environ["TZ"] = zone.key
    if hasattr(time, "tzset"):
        time.tzset()
