"""`rapport`: the committee's report, as slides, pages or one self-contained file."""

from __future__ import annotations

import argparse

from visa_data import environment, french
from visa_data.command_line.asked import opened
from visa_data.roles import Role


def run_rapport(options: argparse.Namespace) -> int:
    """Write the report asked for, for the role asked, else that of VISA_ROLE (the committee's by default)."""
    role = Role(options.role or environment.role())
    with opened(options, create=False) as base:
        day, before = base.report(
            options.vers,
            options.date,
            before=options.de,
            role=role,
            kind=options.reunion,
            digest=options.compte_rendu,
        )
    print(
        f"« {options.vers} » écrit : situation au {french.day(day)}, comparée au {french.day(before)}, "
        f"rôle {role.label}."
    )
    return 0
