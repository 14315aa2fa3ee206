"""The screens: where each stands in the menu, and the permission that opens it."""

from __future__ import annotations

from dataclasses import dataclass

from visa_data.roles import Permission

HOME = "comite"


@dataclass(frozen=True)
class Screen:
    """One screen: its name (its address, and its file in `pages/screens`), what the menu says, who opens it.

    figures: whether it shows figures: who may not read small counts reads them in a book, or not at all.
    """

    name: str
    title: str
    summary: str
    opened_by: Permission
    figures: bool = True

    @property
    def path(self) -> str:
        """Its file, as Streamlit names it."""
        return f"pages/screens/{self.name}.py"


MENU = {
    "La réunion": (
        Screen(
            HOME,
            "Comité de pilotage",
            "Les chiffres clés, ce qui a changé depuis la dernière réunion, où personne ne va.",
            Permission.FOLLOW_MEETING,
        ),
        Screen(
            "preparer",
            "Préparer la réunion",
            "Ce que le comité lira, ce qui en est masqué ; figer le dossier de séance.",
            Permission.PREPARE_MEETING,
        ),
        Screen(
            "lettre",
            "La lettre",
            "Ce qui est dit aux habitants chaque semaine : composé, relu, gardé, en gros caractères, à lire à la radio.",
            Permission.WRITE_LETTER,
            figures=False,
        ),
        Screen(
            "secteurs",
            "Secteurs",
            "Le découpage du territoire par lequel le comité lit les chiffres : proposé, modifié sur une carte.",
            Permission.PREPARE_MEETING,
        ),
        Screen(
            "carte",
            "Carte du territoire",
            "Les zones colorées par un indicateur, équipes, ressources ; une fiche par zone.",
            Permission.READ_BOOK,
        ),
        Screen(
            "campagne",
            "Campagne d'appels",
            "Qui a été appelé, joint, évalué ; à quel rythme.",
            Permission.READ_BOOK,
        ),
        Screen(
            "fragilite",
            "Fragilité",
            "Les niveaux déclarés, leur répartition et leurs mouvements.",
            Permission.READ_BOOK,
        ),
        Screen(
            "besoins",
            "Besoins essentiels",
            "Les dix besoins par zone, ceux que rien ne couvre.",
            Permission.READ_BOOK,
        ),
        Screen(
            "zones_blanches",
            "Zones blanches",
            "Où personne ne va, et où une équipe aiderait le plus.",
            Permission.READ_BOOK,
        ),
        Screen(
            "equipes_ressources",
            "Équipes et ressources",
            "L'annuaire, sa fraîcheur, la charge des équipes.",
            Permission.READ_DIRECTORY,
        ),
        Screen(
            "qui_agit",
            "Qui agit",
            "Les orientations et leur suite, les acteurs de la coopération, les appelants.",
            Permission.READ_BOOK,
        ),
        Screen(
            "agir",
            "Listes pour agir",
            "Qui orienter, rappeler, visiter, parrainer ; la feuille de chaque appelant pour demain.",
            Permission.SEE_PEOPLE,
        ),
        Screen(
            "visites",
            "Visites",
            "De la demande de visite au binôme actif ; les binômes proposés, à accepter.",
            Permission.READ_BOOK,
        ),
        Screen(
            "aidants",
            "Aidants et signalements",
            "Où un relais est demandé sans réponse, qui nous signale des personnes, et où personne ne le fait.",
            Permission.READ_BOOK,
        ),
        Screen(
            "reseau",
            "Réseau",
            "Les coopérations de France par maturité, les dispositifs du territoire.",
            Permission.READ_BOOK,
        ),
        Screen(
            "initiatives",
            "Initiatives inspirantes",
            "Ce que d'autres ont fait devant le même écart, ce que cela demanderait ici ; les numéros utiles.",
            Permission.FOLLOW_MEETING,
            figures=False,
        ),
    ),
    "Le réseau": (
        Screen(
            "cooperations",
            "Les coopérations",
            "Toutes les coopérations du réseau, par département et une à une ; au fil du temps.",
            Permission.READ_NETWORK,
            figures=False,
        ),
        Screen(
            "semblables",
            "Parmi ses semblables",
            "Une coopération parmi celles de son milieu et de sa taille : son rang, sa course.",
            Permission.READ_NETWORK,
            figures=False,
        ),
    ),
    "Les données": (
        Screen(
            "importer",
            "Importer des données",
            "Charger les extractions de la semaine, voir ce qui est pris et refusé.",
            Permission.IMPORT,
            figures=False,
        ),
        Screen(
            "doublons",
            "Doublons",
            "Les références qui désignent peut-être la même personne.",
            Permission.JOIN_PEOPLE,
            figures=False,
        ),
        Screen(
            "donnees",
            "Données et confidentialité",
            "Ce qui est gardé et jusqu'à quand, ce qui est à détruire, qui a fait quoi.",
            Permission.READ_JOURNAL,
            figures=False,
        ),
        Screen(
            "definitions",
            "Définitions",
            "Ce que compte chaque chiffre, sa source, les réglages en vigueur, un exemple.",
            Permission.READ_DEFINITIONS,
            figures=False,
        ),
    ),
}
SCREENS = {screen.name: screen for section in MENU.values() for screen in section}


def home_of(permissions: frozenset[Permission]) -> str:
    """The first screen that these permissions open: the meeting's for who follows it; the home where none does."""
    opened = (name for name, screen in SCREENS.items() if screen.opened_by in permissions)
    return next(opened, HOME)
