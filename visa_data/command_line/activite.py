"""`activite`: the activity report of a period, as slides, pages, one self-contained file, or its figures."""

from __future__ import annotations

import argparse
from pathlib import Path

from visa_data import french
from visa_data.command_line.asked import opened
from visa_data.command_line.options import Commands, add_base


def add_activite(commands: Commands) -> None:
    """What may be asked of it."""
    activite = commands.add_parser(
        "activite",
        help="écrit le rapport d'activité d'une période : diaporama, document, page autonome, ou ses chiffres en CSV",
        description="Campagne, orientations, besoins pourvus, zones blanches, décisions, bénévoles, dispositifs et ce qui reste à "
        "financer, de l'ensemble du territoire : aucun effectif de personnes par zone.",
    )
    activite.add_argument(
        "--du", type=french.read_day, required=True, metavar="AAAA-MM-JJ", help="premier jour de la période"
    )
    activite.add_argument(
        "--au",
        type=french.read_day,
        metavar="AAAA-MM-JJ",
        help="dernier jour de la période, compris (sinon, celui du dernier appel)",
    )
    activite.add_argument(
        "--vers",
        type=Path,
        required=True,
        metavar="FICHIER.(pptx|pdf|html|csv)",
        help="fichier à écrire ; son extension donne la forme",
    )
    add_base(activite)
    activite.set_defaults(run=run_activite)


def run_activite(options: argparse.Namespace) -> int:
    """Write the report asked for."""
    with opened(options, create=False) as base:
        period = base.activity(options.vers, options.du, options.au)
    print(f"« {options.vers} » écrit : activité {period.words}.")
    return 0
