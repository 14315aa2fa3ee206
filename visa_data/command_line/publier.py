"""`publier`: the books of a town to the network's lake, signed; or laid where who keeps the lake takes them."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Sequence
from pathlib import Path

from visa_data import environment, french
from visa_data.command_line.asked import opened
from visa_data.command_line.options import Commands, add_base
from visa_data.errors import VisaError
from visa_data.network.checks import Last
from visa_data.network.lake import attached, place_of
from visa_data.network.publishing import Received, Sent, last_of, publish
from visa_data.network.sending import books_of, deposit, files_of, sent_as_signed, sent_under
from visa_data.network.signature import new_key
from visa_data.network.storage import Storage, storage_of
from visa_data.typography import french as typeset


def add_publier(commands: Commands) -> None:
    """What may be asked of it."""
    publier = commands.add_parser(
        "publier",
        help="envoie des dossiers de séance, signés, au lac du réseau",
        description="Un dossier de séance ne dit rien d'une personne. La coopération le signe ; le réseau vérifie sa signature, sa "
        "protection et celui qu'il suit avant de l'écrire. Publier de nouveau le même ne change rien.",
    )
    publier.add_argument(
        "sources",
        nargs="*",
        type=Path,
        metavar="SOURCE",
        help="dossier de séance (.zip), dossier qui en contient, ou réglages (.toml) d'un stockage S3 ; sans source, "
        "ceux de la base",
    )
    publier.add_argument(
        "--lac", type=Path, metavar="LAC", help="dossier du lac, ou ses réglages (.toml) (sinon VISA_RESEAU)"
    )
    publier.add_argument("--cooperation", metavar="CODE", help="au nom de quelle coopération signer")
    publier.add_argument(
        "--cle",
        type=Path,
        metavar="FICHIER",
        help="clé de signature ; sans elle, les dossiers sont déjà signés (.zip.sig à côté)",
    )
    publier.add_argument(
        "--deposer",
        type=Path,
        metavar="OÙ",
        help="pose les dossiers signés dans ce dossier, ou ce stockage S3 (.toml), au lieu de les écrire dans le lac",
    )
    publier.add_argument(
        "--nouvelle-cle",
        action="store_true",
        help="fait la clé de signature dans le fichier --cle, et donne la clé publique à remettre au réseau",
    )
    add_base(publier)
    publier.set_defaults(run=run_publier)


def run_publier(options: argparse.Namespace) -> int:
    """Make a key, lay books somewhere, or publish them: what became of each, one line a book; 1 when one was refused."""
    if options.nouvelle_cle:
        if options.cle is None:
            raise VisaError("Commande incomprise", "--nouvelle-cle attend --cle, le fichier où faire la clé.")
        key = new_key(options.cle)
        print(f"Clé de signature dans « {options.cle} » : gardez-la, et gardez-en une copie à part.")
        print(f"Clé publique, à remettre au réseau : {key}")
        return 0
    if options.deposer is not None:
        books = _books(options, Last())
        deposit(books, _storage(options.deposer))
        print(
            typeset(
                f"{french.counted(len(books), 'dossier déposé', 'dossiers déposés')} dans « {options.deposer} »."
            )
        )
        return 0
    place = place_of(lake_of(options))
    last = Last()
    if options.cle is not None and options.cooperation:
        with attached(place) as connection:
            last = last_of(connection, options.cooperation)
    return _told(list(publish(place, _books(options, last))))


def lake_of(options: argparse.Namespace) -> Path:
    """Where the lake is: --lac, else VISA_RESEAU. Raises VisaError where neither says."""
    found: Path | None = options.lac or environment.lake_path()
    if found is None:
        raise VisaError("Quel lac ?", "indiquez le lac du réseau avec --lac, ou dans VISA_RESEAU.")
    return found


def _books(options: argparse.Namespace, last: Last) -> list[Sent]:
    if options.sources:
        files = files_of([_storage(one) if one.suffix == ".toml" else one for one in options.sources])
    else:
        with opened(options, create=False) as cooperation, cooperation.base.cursor() as cursor:
            files = books_of(cursor)
    if options.cle is None and options.sources:
        return sent_as_signed(files)
    if options.cle is None or not options.cooperation:
        raise VisaError(
            "Commande incomprise",
            "pour signer, donnez --cooperation (son code) et --cle (le fichier de sa clé).",
        )
    return sent_under(files, options.cooperation, options.cle, last)


def _storage(path: Path) -> Storage:
    """A folder; or what a settings file says in its part [fichiers]."""
    if path.suffix != ".toml":
        return Storage(str(path))
    try:
        return storage_of(tomllib.loads(path.read_text(encoding="utf-8"))["fichiers"], path.parent)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError):
        raise VisaError(
            "Réglages du stockage refusés",
            f"« {path} » doit avoir une partie [fichiers] avec lieu (et adresse, region, cle, secret). Voir docs/reseau.md.",
        ) from None


def _told(received: Sequence[Received]) -> int:
    for one in received:
        if one.refusal is not None:
            print(typeset(one.refusal.message[:1].upper() + one.refusal.message[1:]))
    new = sum(one.new for one in received)
    refused = sum(one.refusal is not None for one in received)
    known = len(received) - new - refused
    print(
        typeset(
            f"{french.counted(new, 'dossier publié', 'dossiers publiés')}, {french.number(known)} déjà sur le réseau, "
            f"{french.counted(refused, 'refusé', 'refusés')}."
        )
    )
    return 1 if refused else 0
