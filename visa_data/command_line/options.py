"""What several commands may be asked alike."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, TypeAlias

from visa_data import environment, french
from visa_data.indicators.evolution import COMPARED_DAYS
from visa_data.roles import Permission, Role

Commands: TypeAlias = "argparse._SubParsersAction[Any]"
"""Where a command adds its own parser."""
READERS = [role.value for role in Role if role.may(Permission.READ_BOOK)]
"""Whom reports and sheets are written for."""


def add_base(command: argparse.ArgumentParser) -> None:
    """Which base."""
    command.add_argument(
        "--base",
        type=Path,
        metavar="FICHIER",
        default=None,
        help=f"fichier de la base (sinon VISA_BASE, sinon {environment.DEFAULT_BASE})",
    )


def add_book_days(command: argparse.ArgumentParser, what: str) -> None:
    """The day of the book that a document tells, and the day that it is compared with."""
    command.add_argument(
        "--date",
        type=french.read_day,
        metavar="AAAA-MM-JJ",
        help=f"jour {what} (sinon, celui du dernier appel ; pour le comité, celui du dernier dossier de séance)",
    )
    command.add_argument(
        "--de",
        type=french.read_day,
        metavar="AAAA-MM-JJ",
        help=f"jour comparé (sinon, celui de la réunion d'avant, sinon {COMPARED_DAYS} jours avant ; pour le "
        "comité, celui de son dossier de séance)",
    )
