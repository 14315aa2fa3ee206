"""What can be asked on the command line, in French."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

from visa_data import environment, french
from visa_data.backups.making import KEPT
from visa_data.command_line.acces import run_acces
from visa_data.command_line.activite import run_activite
from visa_data.command_line.annuler import run_annuler
from visa_data.command_line.chiffrer import run_chiffrer, run_dechiffrer
from visa_data.command_line.definitions import run_definitions
from visa_data.command_line.demo import run_demo
from visa_data.command_line.dossier import run_dossier
from visa_data.command_line.doublons import run_doublons
from visa_data.command_line.fiches import run_fiches
from visa_data.command_line.importer import run_importer
from visa_data.command_line.indicateur import run_indicateur
from visa_data.command_line.journal import run_journal
from visa_data.command_line.purger import run_purger
from visa_data.command_line.rapport import run_rapport
from visa_data.command_line.restaurer import run_restaurer
from visa_data.command_line.sauvegarder import run_sauvegarder
from visa_data.command_line.schemas import run_schemas
from visa_data.errors import VisaError
from visa_data.extracts.kinds import KINDS
from visa_data.indicators.evolution import COMPARED_DAYS
from visa_data.indicators.indicator import Option
from visa_data.meeting.kinds import Reunion
from visa_data.propositions.indicator import every_indicator
from visa_data.roles import Permission, Role

MODULE, COMMAND = "visa_data", "visa"
"""The two names by which these commands are called: `python -m visa_data`, and `visa` once installed."""
READERS = [role.value for role in Role if role.may(Permission.READ_BOOK)]
"""Whom reports and sheets are written for."""


class FrenchParser(argparse.ArgumentParser):
    """An ArgumentParser whose help and refusals are French sentences."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, formatter_class=FrenchHelp, **options)  # type: ignore[arg-type]
        self._optionals.title = "Options"
        self._positionals.title = "Arguments"
        self.add_argument("-h", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """Refuse a command line; `message` is argparse's own, in English, and is not shown."""
        raise VisaError(
            "Commande incomprise",
            f"un argument manque, est en trop ou n'a pas la bonne forme. Voir « {self.prog} --help ».",
        )


class FrenchHelp(argparse.HelpFormatter):
    """Help whose usage line starts in French."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        """Start the usage line with « Utilisation »."""
        super().add_usage(usage, actions, groups, "Utilisation : " if prefix is None else prefix)


def a_row(text: str) -> int:
    """The number of a row, from 1."""
    if not text.isdecimal() or not int(text):
        raise VisaError(
            "Ligne incomprise", f"« {text} » n'est pas un numéro de ligne. Écrivez par exemple 4."
        )
    return int(text)


def how_many(text: str) -> int:
    """A number of things, one at least."""
    if not text.isdecimal() or not int(text):
        raise VisaError("Nombre incompris", f"« {text} » n'est pas un nombre à partir de 1.")
    return int(text)


def build_parser() -> FrenchParser:
    """The parser of every command; each sets `run` to the function that does it."""
    parser = FrenchParser(
        prog=COMMAND if Path(sys.argv[0]).stem == COMMAND else f"python -m {MODULE}",
        description="Charge les extractions d'une coopération VISA et calcule ses indicateurs.",
        epilog="Code de retour : 0 fait ; 1 fait, avec des lignes rejetées ou sans aucune ligne prise ; 2 refusé, rien n'a été écrit.",
    )
    commands = parser.add_subparsers(
        title="Commandes", metavar="COMMANDE", required=True, parser_class=FrenchParser
    )

    demo = commands.add_parser("demo", help="remplit une base vide avec le territoire d'exemple (inventé)")
    _add_base(demo)
    demo.set_defaults(run=run_demo)

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
        type=a_row,
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
    _add_base(importer)
    importer.set_defaults(run=run_importer)

    annuler = commands.add_parser("annuler", help="annule le dernier import, ou un autre par son numéro")
    annuler.add_argument(
        "--import",
        type=int,
        dest="numero",
        metavar="N",
        help="numéro de l'import à annuler ; refusé si un import plus récent a changé ses données",
    )
    _add_base(annuler)
    annuler.set_defaults(run=run_annuler)

    acces = commands.add_parser(
        "acces",
        help="tient la liste des personnes qui peuvent se connecter, sur un serveur (VISA_CONNEXION)",
        description="L'adresse de courriel est demandée, jamais donnée en argument : l'historique la garderait. La "
        "liste n'en garde qu'une empreinte, avec le rôle ; elle est relue à chaque page, sans redémarrer.",
    )
    acces.add_argument("action", choices=["ajouter", "retirer", "lister"], help="ce qu'il y a à faire")
    acces.add_argument(
        "role", nargs="?", choices=[role.value for role in Role], help="le rôle à donner (ajouter)"
    )
    _add_base(acces)
    acces.set_defaults(run=run_acces)
    purger = commands.add_parser(
        "purger",
        help="dit ce qui ne doit plus être conservé, et le détruit avec --executer",
        description="Données sur les personnes après la fin de la crise, personnes radiées, journaux, empreintes de refus : "
        "selon les réglages. Sans --executer, rien n'est détruit.",
    )
    purger.add_argument("--executer", action="store_true", help="détruit, sans retour possible")
    purger.add_argument(
        "--certificat", type=Path, metavar="FICHIER.pdf", help="avec --executer, certificat à écrire"
    )
    purger.add_argument(
        "--date",
        type=french.read_day,
        metavar="AAAA-MM-JJ",
        help="jour à la fin duquel les réglages s'appliquent (sinon, aujourd'hui)",
    )
    _add_base(purger)
    purger.set_defaults(run=run_purger)

    doublons = commands.add_parser(
        "doublons",
        help="liste les références qui sont peut-être une même personne",
        description="Écrit en CSV les paires à décider : références, probabilité et indices, jamais un nom. "
        "Elles se décident sur la page « Doublons ».",
    )
    doublons.add_argument("--decides", action="store_true", help="ajoute les paires déjà décidées")
    _add_base(doublons)
    doublons.set_defaults(run=run_doublons)

    indicateur = commands.add_parser("indicateur", help="écrit un indicateur sur la sortie standard")
    names = list(every_indicator())
    indicateur.add_argument("nom", choices=names, metavar="NOM", help=", ".join(names))
    indicateur.add_argument(
        "--date",
        type=french.read_day,
        metavar="AAAA-MM-JJ",
        help="jour d'observation (sinon, celui du dernier appel)",
    )
    indicateur.add_argument("--par", choices=["zone"], help="une ligne par zone")
    indicateur.add_argument(
        "--format", choices=["csv", "json"], default="csv", help="csv (par défaut) ou json"
    )
    for flag, told in _told_by_flag().items():
        one, words = told[0], " ; ".join(option.help for option in told)
        if one.of is bool:
            indicateur.add_argument(flag, dest=one.kept_as, action="store_true", help=words)
            continue
        indicateur.add_argument(
            flag,
            dest=one.kept_as,
            type=french.read_day if one.of is date else one.of,
            metavar=one.metavar,
            help=words,
        )
    _add_base(indicateur)
    indicateur.set_defaults(run=run_indicateur)

    definitions = commands.add_parser(
        "definitions",
        help="écrit la définition de chaque chiffre, en Markdown, sur la sortie standard",
        description="Les mots, l'unité, la source, les seuils en vigueur et un exemple de chaque indicateur : "
        "les mêmes que sur la page « Définitions ».",
    )
    definitions.set_defaults(run=run_definitions)

    journal = commands.add_parser(
        "journal",
        help="écrit qui a fait quoi, en CSV, sur la sortie standard ; ou vérifie que rien n'y manque",
        description="Une fonction et une empreinte, jamais un nom ; quelle liste et combien de lignes, jamais quelles "
        "personnes. Chaque ligne est enchaînée à la précédente : une ligne retirée se voit.",
    )
    journal.add_argument("--de", type=french.read_day, metavar="AAAA-MM-JJ", help="premier jour")
    journal.add_argument("--au", type=french.read_day, metavar="AAAA-MM-JJ", help="dernier jour")
    journal.add_argument(
        "--verifier", action="store_true", help="vérifie la chaîne, sans rien écrire d'autre"
    )
    journal.add_argument(
        "--sceau",
        metavar="NUMÉRO:EMPREINTE",
        help="avec --verifier : sceau qu'un certificat, une sauvegarde ou un export a gardé",
    )
    _add_base(journal)
    journal.set_defaults(run=run_journal)
    schemas = commands.add_parser(
        "schemas",
        help="écrit le schéma de table (Table Schema, JSON) de chaque type d'extraction, pour qui envoie des fichiers",
        description="Un fichier JSON par type : colonnes, types, valeurs admises. Un outil comme frictionless ou Validata vérifie "
        "un CSV avec lui, avant l'envoi. Ce qu'un schéma ne peut pas dire est dans ses descriptions.",
    )
    schemas.add_argument(
        "--vers",
        type=Path,
        required=True,
        metavar="DOSSIER",
        help="dossier où écrire les schémas, créé au besoin",
    )
    schemas.set_defaults(run=run_schemas)

    dossier = commands.add_parser(
        "dossier",
        help="fige le dossier de séance d'un jour, et l'écrit dans un fichier",
        description="Le dossier tient tout ce que le comité lit, effectifs protégés : écrans, pages et rapport. Il est gardé "
        "dans la base, et ne change plus. Un fichier s'ouvre seul, sans base, avec VISA_DOSSIER.",
    )
    dossier.add_argument(
        "--date",
        type=french.read_day,
        metavar="AAAA-MM-JJ",
        help="jour du dossier, pas avant le dernier figé (sinon, celui du dernier appel)",
    )
    dossier.add_argument(
        "--vers",
        type=Path,
        metavar="FICHIER.zip",
        help="fichier à écrire ; un dossier déjà figé est écrit tel quel",
    )
    _add_base(dossier)
    dossier.set_defaults(run=run_dossier)

    rapport = commands.add_parser(
        "rapport",
        help="écrit le rapport du comité : diaporama, document ou page autonome",
        description="Pour le comité, le rapport est celui du dossier de séance figé à cette date : petits effectifs "
        "masqués.",
    )
    rapport.add_argument(
        "--role",
        choices=READERS,
        help="à qui il est destiné (sinon, VISA_ROLE ; sans elle, le comité)",
    )
    rapport.add_argument(
        "--reunion",
        choices=[kind.value for kind in Reunion],
        default=Reunion.PILOTAGE.value,
        help="quelle réunion, avec ses étapes (sinon, le comité de pilotage) ; le comité technique est pour la coordination",
    )
    _add_book_days(rapport, "du rapport")
    rapport.add_argument(
        "--vers",
        type=Path,
        required=True,
        metavar="FICHIER.(pptx|pdf|html|txt)",
        help="fichier à écrire ; son extension donne la forme (.txt : le compte rendu)",
    )
    rapport.add_argument(
        "--compte-rendu",
        action="store_true",
        help="le compte rendu à envoyer au lieu du rapport, en .html ou .txt : décisions du jour, retards, phrases des étapes",
    )
    _add_base(rapport)
    rapport.set_defaults(run=run_rapport)

    fiches = commands.add_parser(
        "fiches",
        help="écrit la fiche de chaque zone, à imprimer et à remettre à son maire",
        description="Une fiche A4 par zone : qui peut y aller, carte, chiffres, besoins, ressources, décisions. Pour le comité, une "
        "par secteur, du dossier de séance figé à cette date : petits effectifs masqués.",
    )
    fiches.add_argument(
        "--zone",
        action="append",
        default=[],
        metavar="CODE",
        help="code d'une zone (d'un secteur, pour le comité) ; à répéter au besoin ; sinon, toutes",
    )
    fiches.add_argument(
        "--role",
        choices=READERS,
        help="pour qui les petits effectifs se lisent (sinon, VISA_ROLE ; sans elle, le comité)",
    )
    _add_book_days(fiches, "des fiches")
    fiches.add_argument(
        "--vers",
        type=Path,
        required=True,
        metavar="FICHIER.(pdf|zip)",
        help="fichier à écrire : les fiches à la suite dans un PDF, ou un PDF par fiche dans une archive .zip",
    )
    _add_base(fiches)
    fiches.set_defaults(run=run_fiches)

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
    _add_base(activite)
    activite.set_defaults(run=run_activite)

    sauvegarder = commands.add_parser(
        "sauvegarder",
        help="copie la base, vérifie la copie, supprime les plus anciennes",
        description="Le tableau de bord peut rester ouvert : il attend le temps de la copie. Chaque sauvegarde a une fiche à côté "
        "d'elle, du même nom en .json : copiez toujours les deux ensemble. Une base chiffrée donne une sauvegarde chiffrée ; la clé n'y est pas.",
    )
    sauvegarder.add_argument(
        "--vers", type=Path, metavar="DOSSIER", help="où l'écrire (sinon, « sauvegardes » à côté de la base)"
    )
    sauvegarder.add_argument(
        "--garder",
        type=how_many,
        default=KEPT,
        metavar="N",
        help=f"sauvegardes gardées dans ce dossier, les plus récentes (sinon, {KEPT})",
    )
    _add_base(sauvegarder)
    sauvegarder.set_defaults(run=run_sauvegarder)

    restaurer = commands.add_parser(
        "restaurer",
        help="remet une sauvegarde à la place de la base",
        description="Vérifie d'abord la sauvegarde et sa fiche. La base d'avant est gardée parmi les sauvegardes. Code de retour : 1 quand ce "
        "qu'elle savait de plus n'a pas pu être repris.",
    )
    restaurer.add_argument("sauvegarde", type=Path, metavar="FICHIER", help="la sauvegarde à remettre")
    _add_base(restaurer)
    restaurer.set_defaults(run=run_restaurer)

    chiffrer = commands.add_parser(
        "chiffrer",
        help="chiffre la base",
        description="Réécrit la base, chiffrée par la clé du fichier que VISA_CLE_BASE indique ; la clé est faite s'il n'y en a pas. "
        "Gardez-en une copie à part : sans elle, la base ne se lit plus.",
    )
    _add_base(chiffrer)
    chiffrer.set_defaults(run=run_chiffrer)

    dechiffrer = commands.add_parser(
        "dechiffrer", help="réécrit sans chiffrement une base chiffrée (clé : VISA_CLE_BASE)"
    )
    _add_base(dechiffrer)
    dechiffrer.set_defaults(run=run_dechiffrer)
    return parser


def _told_by_flag() -> dict[str, list[Option]]:
    """What indicators may be told, by flag: several may share one."""
    found: dict[str, list[Option]] = {}
    for indicator in every_indicator().values():
        for option in indicator.options:
            found.setdefault(option.flag, []).append(option)
    return found


def _add_book_days(command: argparse.ArgumentParser, what: str) -> None:
    """The day of the book that a document tells, and the day that it is compared with."""
    command.add_argument(
        "--date",
        type=french.read_day,
        metavar="AAAA-MM-JJ",
        help=f"jour {what} (sinon, celui du dernier appel ; pour le comité, celui du dernier dossier de séance)",
    )
    command.add_argument(
        "--de",
        type=french.read_day,
        metavar="AAAA-MM-JJ",
        help=f"jour comparé (sinon, celui de la réunion d'avant, sinon {COMPARED_DAYS} jours avant ; pour le "
        "comité, celui de son dossier de séance)",
    )


def _add_base(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--base",
        type=Path,
        metavar="FICHIER",
        default=None,
        help=f"fichier de la base (sinon VISA_BASE, sinon {environment.DEFAULT_BASE})",
    )
