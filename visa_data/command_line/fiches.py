"""`fiches`: the sheets of towns, to print and hand over."""

from __future__ import annotations

import argparse

from visa_data import environment, french
from visa_data.command_line.asked import opened
from visa_data.roles import Role


def run_fiches(options: argparse.Namespace) -> int:
    """Write the sheets asked for, for the role asked, else that of VISA_ROLE (the committee's by default)."""
    role = Role(options.role or environment.role())
    with opened(options, create=False) as base:
        day, before, count = base.town_sheets(
            options.vers, options.date, before=options.de, role=role, places=options.zone
        )
    print(
        f"« {options.vers} » écrit : {french.counted(count, 'fiche')}, situation au {french.day(day)}, comparée au "
        f"{french.day(before)}, rôle {role.label}."
    )
    return 0
