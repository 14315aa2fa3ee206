"""`demo`: the invented territory, into an empty base."""

from __future__ import annotations

import argparse
from datetime import datetime

from visa_data import environment
from visa_data.base import Base
from visa_data.sample import fill_with_sample


def run_demo(options: argparse.Namespace) -> int:
    """Fill an empty base with the sample territory."""
    with Base(options.base or environment.base_path()) as base:
        loaded = fill_with_sample(base, at=datetime.now())
        print(f"Territoire d'exemple (inventé) chargé dans « {base.path} » : {loaded}.")
    return 0
