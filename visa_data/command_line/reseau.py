"""`reseau`: the network's lake kept (members, verification, upkeep), and its dashboard served."""

from __future__ import annotations

import argparse
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from visa_data import environment, french
from visa_data.command_line.options import Commands
from visa_data.command_line.publier import lake_of
from visa_data.errors import VisaError
from visa_data.network.lake import place_of
from visa_data.network.members import Member, Milieu, enrol, members_listed
from visa_data.network.reading import days_of
from visa_data.network.signature import HEX, checked_key
from visa_data.network.upkeep import Kept, maintain, verify
from visa_data.typography import french as typeset
from visa_data.vocabulary_of_action import Maturite

ROOT = Path(__file__).parents[2]


def add_reseau(commands: Commands) -> None:
    """What may be asked of it, one word each."""
    reseau = commands.add_parser(
        "reseau",
        help="tient le lac du réseau : qui y publie, ce qu'il contient",
        description="Le lac réunit les dossiers de séance que les coopérations publient. Il est dans un dossier, ou dans un "
        "catalogue PostgreSQL et un stockage S3 que des réglages (.toml) nomment.",
    )
    words = reseau.add_subparsers(metavar="QUOI", required=True, parser_class=type(reseau))
    inscrire = words.add_parser("inscrire", help="inscrit une coopération, ou change ce qui en est dit")
    inscrire.add_argument("--cooperation", required=True, metavar="CODE")
    inscrire.add_argument("--nom", required=True)
    inscrire.add_argument("--departement", required=True, metavar="CODE", help="59, 2A, 974…")
    inscrire.add_argument(
        "--maturite",
        required=True,
        choices=[one.value for one in Maturite],
        metavar="MATURITÉ",
        help=", ".join(one.value for one in Maturite),
    )
    inscrire.add_argument(
        "--milieu",
        required=True,
        choices=[one.value for one in Milieu],
        metavar="MILIEU",
        help=", ".join(one.value for one in Milieu),
    )
    inscrire.add_argument("--habitants", type=int, metavar="N")
    inscrire.add_argument("--accord", action="store_true", help="elle accepte d'être nommée aux autres")
    inscrire.add_argument(
        "--cle-publique",
        required=True,
        metavar="CLÉ",
        help=f"{HEX} chiffres de 0 à f, ou un fichier qui les contient",
    )
    inscrire.add_argument(
        "--remplacer-la-cle", action="store_true", help="elle en a une autre, et c'est bien la sienne"
    )
    inscrire.set_defaults(run=run_inscrire)
    membres = words.add_parser("membres", help="liste les coopérations, leurs dossiers, le jour du dernier")
    membres.set_defaults(run=run_membres)
    verifier = words.add_parser(
        "verifier", help="relit chaque dossier du lac et compare ses tables à ce qu'il dit"
    )
    verifier.set_defaults(run=run_verifier)
    entretenir = words.add_parser(
        "entretenir", help="réunit les petits fichiers, retire ceux dont plus rien n'a besoin"
    )
    entretenir.set_defaults(run=run_entretenir)
    servir = words.add_parser("servir", help="ouvre le tableau de bord du réseau")
    servir.add_argument(
        "--cooperation",
        metavar="CODE",
        help="pour cette coopération seule : les autres n'y sont nommées que si elles l'acceptent",
    )
    servir.add_argument("--port", type=int, metavar="N", default=8501)
    servir.set_defaults(run=run_servir)
    for word in (servir, inscrire, membres, verifier, entretenir):
        word.add_argument(
            "--lac",
            type=Path,
            metavar="LAC",
            help="dossier du lac, ou ses réglages (.toml) (sinon VISA_RESEAU)",
        )


def run_inscrire(options: argparse.Namespace) -> int:
    """Enrol a cooperation, or change what is said of it."""
    given = options.cle_publique
    try:
        text = (
            Path(given).read_text(encoding="utf-8") if len(given) != HEX and Path(given).is_file() else given
        )
    except (OSError, UnicodeDecodeError):
        raise VisaError(
            "Clé publique illisible", f"« {given} » ne peut pas être lu. Vérifiez vos droits."
        ) from None
    member = Member(
        options.cooperation,
        options.nom,
        options.departement,
        Maturite(options.maturite),
        Milieu(options.milieu),
        options.habitants,
        options.accord,
        checked_key(text),
        datetime.now(UTC).replace(tzinfo=None, microsecond=0),
    )
    changed = enrol(place_of(lake_of(options)), member, new_key=options.remplacer_la_cle)
    print(typeset(f"« {member.name} » {'inscrite' if changed else 'déjà inscrite ainsi, rien à faire'}."))
    return 0


def run_servir(options: argparse.Namespace) -> int:
    """Start the dashboard on the lake, until it is stopped."""
    lake, serve = lake_of(options), ROOT / "scripts" / "serve.py"
    if not serve.is_file():
        raise VisaError(
            "Tableau de bord absent",
            "ce paquet n'a que les commandes. Ouvrez le réseau depuis le dossier du projet : VISA_RESEAU=… make run.",
        )
    days_of(place_of(lake))
    words = [sys.executable, str(serve), "--server.port", str(options.port)]
    return subprocess.run(
        words, cwd=ROOT, env=environment.of_the_network(lake.resolve(), options.cooperation), check=False
    ).returncode


def run_membres(options: argparse.Namespace) -> int:
    """The cooperations as CSV."""
    print(members_listed(place_of(lake_of(options))).to_csv(index=False), end="")
    return 0


def run_verifier(options: argparse.Namespace) -> int:
    """Each fault, one line; 1 when there is one."""
    found = verify(place_of(lake_of(options)))
    for fault in found.faults:
        print(fault)
    told = french.counted(len(found.faults), "défaut", "défauts") if found.faults else "aucun défaut"
    print(typeset(f"{french.counted(found.books, 'dossier relu', 'dossiers relus')} : {told}."))
    return 1 if found.faults else 0


def run_entretenir(options: argparse.Namespace) -> int:
    """What the lake took, and takes now."""
    before, after = maintain(place_of(lake_of(options)))
    print(typeset(f"Avant : {_size(before)}. Après : {_size(after)}."))
    return 0


def _size(kept: Kept) -> str:
    files = french.counted(kept.files, "fichier", "fichiers")
    states = french.counted(kept.snapshots, "état gardé", "états gardés")
    return f"{files}, {french.counted(round(kept.size / 1_000_000), 'Mo', 'Mo')}, {states}"
