"""`definitions`: what every figure counts, to standard output."""

from __future__ import annotations

import argparse

from visa_data import environment, settings
from visa_data.indicators.definitions import markdown
from visa_data.propositions.indicator import PROPOSITIONS


def run_definitions(options: argparse.Namespace) -> int:
    """Print the document of definitions, with the thresholds in force."""
    own = environment.settings_path()
    for line in markdown(settings.load(own), settings.described(own), [PROPOSITIONS]):
        print(line)
    return 0
