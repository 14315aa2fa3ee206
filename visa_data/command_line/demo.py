"""`demo`: the invented territory, into an empty base."""

from __future__ import annotations

import argparse

from visa_data.command_line.asked import opened
from visa_data.command_line.options import Commands, add_base


def add_demo(commands: Commands) -> None:
    """What may be asked of it."""
    demo = commands.add_parser("demo", help="remplit une base vide avec le territoire d'exemple (inventé)")
    add_base(demo)
    demo.set_defaults(run=run_demo)


def run_demo(options: argparse.Namespace) -> int:
    """Fill an empty base with the sample territory."""
    with opened(options) as base:
        loaded = base.fill_with_sample()
        print(f"Territoire d'exemple (inventé) chargé dans « {base.path} » : {loaded}.")
    return 0
