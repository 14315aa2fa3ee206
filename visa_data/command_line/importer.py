"""`importer`: from files to the base, every line accounted for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from visa_data import french
from visa_data.base.territory_name import name_territory
from visa_data.command_line.asked import complete_day, how_to_read, opened, refuse_the_useless
from visa_data.command_line.options import Commands, add_base
from visa_data.command_line.surveiller import run_surveiller
from visa_data.command_line.written_beside import write_refused, write_report
from visa_data.cooperation.account import Account, FileRead
from visa_data.errors import VisaError
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.loading.load import in_loading_order
from visa_data.roles import Author


def add_importer(commands: Commands) -> None:
    """What may be asked of it."""
    importer = commands.add_parser(
        "importer",
        help="charge des extractions : contours, personnes, appels, besoins, équipes, ressources, acteurs…",
        description="Reconnaît seul la nature, l'encodage, l'en-tête et les colonnes de chaque fichier. "
        "Les fichiers sont chargés dans le bon ordre, quel que soit celui de la commande. "
        "Si l'un d'eux est refusé, aucun n'est chargé.",
    )
    importer.add_argument("fichiers", nargs="*", type=Path, metavar="FICHIER", help="fichiers à charger")
    importer.add_argument("--type", choices=sorted(KINDS), help="nature des fichiers, en cas de doute")
    importer.add_argument("--simuler", action="store_true", help="dit ce qui changerait, n'écrit rien")
    importer.add_argument(
        "--rapport",
        type=Path,
        metavar="FICHIER.csv",
        help="écrit une ligne par problème : fichier, ligne, colonne, valeur, motif",
    )
    importer.add_argument(
        "--rejets",
        type=Path,
        metavar="FICHIER.(csv|xlsx)",
        help="écrit les lignes rejetées et écartées telles que le fichier les porte, avec motif et suggestion devant, "
        "à corriger et à recharger (elles portent les noms du fichier : gardez-les en lieu sûr)",
    )
    importer.add_argument(
        "--complet",
        action="store_true",
        help="le fichier est complet : personnes de la même origine radiées, équipes arrêtées, ressources fermées et "
        "acteurs retirés quand il ne les porte plus",
    )
    importer.add_argument(
        "--sortie",
        type=french.read_day,
        metavar="AAAA-MM-JJ",
        help="avec --complet, jour de radiation des personnes absentes (sinon, aujourd'hui)",
    )
    importer.add_argument(
        "--confirmer",
        action="store_true",
        help="charge même un fichier dont la plupart des lignes sont rejetées",
    )
    importer.add_argument(
        "--correspondance",
        type=Path,
        metavar="FICHIER.toml",
        help='colonnes dites à la main : reference = "N° de registre" ; [corrections.issue] pour des valeurs',
    )
    importer.add_argument(
        "--valeur",
        action="append",
        default=[],
        metavar="CHAMP=VALEUR",
        help="la même valeur pour chaque ligne, quand le fichier n'a pas la colonne : source=registre_communal, "
        "date_inscription=2020-03-16… ; à répéter au besoin",
    )
    importer.add_argument(
        "--feuille",
        action="append",
        metavar="NOM",
        help="feuille du classeur ou couche des contours, en cas de doute ; à répéter pour lire ensemble plusieurs "
        "feuilles de mêmes colonnes",
    )
    importer.add_argument(
        "--en-tete",
        type=_row,
        metavar="LIGNE",
        help="ligne de l'en-tête, en cas de doute : rien de ce qui est au-dessus n'est lu",
    )
    importer.add_argument(
        "--separateur", metavar="CARACTÈRE", help="séparateur des colonnes, en cas de doute"
    )
    importer.add_argument(
        "--dans-archive", metavar="NOM", help="fichier à lire dans une archive .zip qui en contient plusieurs"
    )
    importer.add_argument(
        "--codes",
        choices=["insee", "postaux"],
        help="ce que sont les codes de communes, en cas de doute",
    )
    order = importer.add_mutually_exclusive_group()
    order.add_argument(
        "--mois-avant-jour",
        dest="month_first",
        action="store_const",
        const=True,
        help="les dates sont écrites mois/jour/année (05/13/2020)",
    )
    order.add_argument(
        "--jour-avant-mois",
        dest="month_first",
        action="store_const",
        const=False,
        help="les dates sont écrites jour/mois/année, celles qui ne s'y prêtent pas sont rejetées",
    )
    importer.add_argument(
        "--surveiller",
        type=Path,
        metavar="DOSSIER",
        help="un passage sur un dossier de dépôt : charge ce qui y est et le range dans « traites » ou « refuses », "
        "rapport à côté ; pour une tâche planifiée (cron, systemd)",
    )
    importer.add_argument("--territoire", metavar="NOM", help="nom du territoire, affiché sur les pages")
    add_base(importer)
    importer.set_defaults(run=run_importer)


def run_importer(options: argparse.Namespace) -> int:
    """Read every file, then load them all in dependency order, or none.

    Returns 1 when a line was rejected, or when a file brought none that could be taken.

    Nothing is written when one file is refused, when its absent cannot be closed, or when most of its lines
    are rejected and that was not confirmed.
    """
    if options.surveiller is not None:
        return run_surveiller(options)
    if not options.fichiers:
        raise VisaError(
            "Commande incomprise", "indiquez au moins un fichier, ou un dossier avec --surveiller."
        )
    how = how_to_read(options)
    with opened(options) as base:
        each = zip(options.fichiers, base.read_each(options.fichiers, **how), strict=True)
        read = in_loading_order(
            [(path, one) for path, several in each for one in several], lambda one: one[1].extract
        )
        files = [one for _, one in read]
        refuse_the_useless([one.extract for one in files], how["constants"])
        day = complete_day(options)
        if options.simuler:
            account = base.foresee(*files, complete_on=day)
        else:
            account = base.load(
                *files, complete_on=day, confirmed=options.confirmer, by=Author.LIGNE_DE_COMMANDE
            )
        print(account)
        if options.territoire and not options.simuler:
            name_territory(base.base, options.territoire)
    if options.rapport:
        write_report(options.rapport, account.outcomes)
        print(f"Rapport écrit : {options.rapport}", file=sys.stderr)
    if options.rejets:
        _write_each_refused(options.rejets, read, account)
    return 1 if account.troubled else 0


def _write_each_refused(target: Path, read: Sequence[tuple[Path, FileRead]], account: Account) -> None:
    """One file of refused lines for each extract that has some; its file's name is added where there are several.

    So is its kind, where one file holds several.
    """
    paths = [path for path, _ in read]
    for (path, one), outcome in zip(read, account.outcomes, strict=True):
        named = target if len(read) == 1 else target.with_stem(f"{target.stem}_{path.stem}")
        if paths.count(path) > 1:
            named = named.with_stem(f"{named.stem}_{one.kind}")
        if write_refused(named, one.extract, outcome, one.again):
            print(f"Lignes à corriger : {named}", file=sys.stderr)


def _row(text: str) -> int:
    """The number of a row, from 1."""
    if not text.isdecimal() or not int(text):
        raise VisaError(
            "Ligne incomprise", f"« {text} » n'est pas un numéro de ligne. Écrivez par exemple 4."
        )
    return int(text)
