"""`rapport`: the committee's report, as slides, pages or one self-contained file."""

from __future__ import annotations

import argparse
from datetime import datetime

from visa_data import environment, french, settings
from visa_data.base import Base
from visa_data.errors import BaseRefused, VisaError
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.state import last_call_day
from visa_data.reports.document import compared_day, make_report
from visa_data.reports.writing import check_place, form_of, write_whole
from visa_data.roles import Role


def run_rapport(options: argparse.Namespace) -> int:
    """Write the report asked for, for the role of VISA_ROLE (the committee's by default)."""
    form = form_of(options.vers)
    check_place(options.vers)
    thresholds = settings.load(environment.settings_path())
    path = options.base or environment.base_path()
    if not path.exists():
        raise BaseRefused(
            "Base introuvable", f"« {path} » n'existe pas. Indiquez une base avec --base ou VISA_BASE."
        )
    role = Role(environment.role())
    with Base(path) as base:
        with base.cursor() as cursor:
            day = options.date or last_call_day(cursor)
        if day is None:
            raise VisaError(
                "Pas de date par défaut",
                "la base ne contient aucun appel. Indiquez le jour du rapport avec --date AAAA-MM-JJ.",
            )
        before = options.de or compared_day(base, day)
        report = make_report(
            base, day, thresholds, EVERYBODY, before=before, role=role, made_at=datetime.now()
        )
    write_whole(options.vers, form.write(report))
    print(
        f"« {options.vers} » écrit : situation au {french.day(day)}, comparée au {french.day(before)}, "
        f"rôle {role.label}."
    )
    return 0
