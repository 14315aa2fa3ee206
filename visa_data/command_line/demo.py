"""`demo`: the invented territory, into an empty base."""

from __future__ import annotations

import argparse

from visa_data.command_line.asked import opened


def run_demo(options: argparse.Namespace) -> int:
    """Fill an empty base with the sample territory."""
    with opened(options) as base:
        loaded = base.fill_with_sample()
        print(f"Territoire d'exemple (inventé) chargé dans « {base.path} » : {loaded}.")
    return 0
