"""`activite`: the activity report of a period, as slides, pages, one self-contained file, or its figures."""

from __future__ import annotations

import argparse

from visa_data.command_line.asked import opened


def run_activite(options: argparse.Namespace) -> int:
    """Write the report asked for."""
    with opened(options, create=False) as base:
        period = base.activity(options.vers, options.du, options.au)
    print(f"« {options.vers} » écrit : activité {period.words}.")
    return 0
