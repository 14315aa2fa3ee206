"""`rapport`: the committee's report, as slides, pages or one self-contained file."""

from __future__ import annotations

import argparse

from visa_data import environment, french
from visa_data.command_line.asked import opened
from visa_data.errors import VisaError
from visa_data.roles import Role


def run_rapport(options: argparse.Namespace) -> int:
    """Write the report asked for, in the coordination's role; a committee's is made from a book."""
    if Role(environment.role()) is not Role.COORDINATION:
        raise VisaError(
            "Rapport réservé à la coordination",
            "ce rapport montre de petits effectifs. Relancez-le avec VISA_ROLE=coordination ; celui du comité se fait "
            "à partir du dossier de séance.",
        )
    with opened(options, create=False) as base:
        day, before = base.report(options.vers, options.date, before=options.de)
    print(
        f"« {options.vers} » écrit : situation au {french.day(day)}, comparée au {french.day(before)}, "
        f"rôle {Role.COORDINATION.label}."
    )
    return 0
