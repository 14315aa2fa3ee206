"""Who looks, and what each role may do. Who writes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from visa_data.errors import VisaError


class Permission(StrEnum):
    """What a role may do, asked by name where it is done; its value is how a refusal names it."""

    FOLLOW_MEETING = "suivre la réunion"
    RECORD_DECISIONS = "noter et suivre les décisions, clore la réunion"
    READ_BOOK = "lire les chiffres publiés, ceux d'un dossier de séance"
    READ_SMALL_COUNTS = "lire les petits effectifs"
    CHOOSE_FILTERS = "choisir des zones et des sources"
    SEE_PEOPLE = "voir les personnes par leur référence, en liste ou sur la carte"
    IMPORT = "importer des données"
    UNDO_IMPORT = "annuler un import"
    JOIN_PEOPLE = "réunir les références d'une même personne"
    PREPARE_MEETING = "préparer la réunion"
    PAIR_VISITORS = "composer les binômes de visiteurs"
    WRITE_LETTER = "écrire et garder la lettre aux habitants"
    KEEP_NUMBERS = "tenir à jour les numéros utiles"
    READ_DIRECTORY = "lire l'annuaire des équipes et des ressources"
    READ_DEFINITIONS = "lire les définitions des chiffres"
    READ_JOURNAL = "lire le journal"
    RETAIN = "tenir la conservation : purger"
    READ_SETTINGS = "lire les réglages de la protection des données"
    READ_NETWORK = "lire les chiffres du réseau, ceux que les coopérations publient"


class Role(StrEnum):
    """The roles of the dashboard."""

    COMITE = "comite"
    COORDINATION = "coordination"
    ANALYSE = "analyse"
    DELEGUE = "delegue"
    EQUIPES = "equipes"
    RESEAU = "reseau"

    @property
    def label(self) -> str:
        """As read on screen."""
        return LABELS[self]

    @property
    def author(self) -> Author:
        """Who writes when somebody acts in this role."""
        return Author(self.value)

    @property
    def permissions(self) -> frozenset[Permission]:
        """All that this role may do; nothing for one that `PERMISSIONS` leaves out."""
        return PERMISSIONS.get(self, frozenset())

    def may(self, permission: Permission) -> bool:
        """Whether this role has a permission."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raises VisaError, for the reader, when this role may not: asked where the thing is done."""
        if not self.may(permission):
            raise VisaError(
                "Action réservée", f"le rôle « {self.label} » n'a pas cette permission : {permission}."
            )


LABELS = {
    Role.COMITE: "Comité de pilotage",
    Role.COORDINATION: "Coordination",
    Role.ANALYSE: "Analyse des données",
    Role.DELEGUE: "Délégué à la protection des données",
    Role.EQUIPES: "Lecture des équipes",
    Role.RESEAU: "Lecture du réseau",
}
MEETING = frozenset(
    {
        Permission.FOLLOW_MEETING,
        Permission.RECORD_DECISIONS,
        Permission.READ_BOOK,
        Permission.READ_DIRECTORY,
        Permission.READ_DEFINITIONS,
    }
)
PERMISSIONS = {
    Role.COMITE: MEETING,
    Role.ANALYSE: frozenset(
        {Permission.READ_DEFINITIONS, Permission.IMPORT, Permission.UNDO_IMPORT, Permission.JOIN_PEOPLE}
    ),
    Role.DELEGUE: frozenset(
        {
            Permission.READ_DEFINITIONS,
            Permission.READ_JOURNAL,
            Permission.RETAIN,
            Permission.READ_SETTINGS,
        }
    ),
    Role.EQUIPES: frozenset({Permission.READ_DEFINITIONS, Permission.READ_DIRECTORY}),
    Role.RESEAU: frozenset({Permission.READ_DEFINITIONS, Permission.READ_NETWORK}),
    Role.COORDINATION: MEETING
    | {
        Permission.READ_SMALL_COUNTS,
        Permission.CHOOSE_FILTERS,
        Permission.SEE_PEOPLE,
        Permission.IMPORT,
        Permission.UNDO_IMPORT,
        Permission.JOIN_PEOPLE,
        Permission.PREPARE_MEETING,
        Permission.PAIR_VISITORS,
        Permission.WRITE_LETTER,
        Permission.KEEP_NUMBERS,
    },
}
"""What each role may do, one by one: a new permission is nobody's until it is written here."""


class Author(StrEnum):
    """Who wrote something in the base: a role or a way in, never a name. Its code is kept, its label shown."""

    COMITE = Role.COMITE.value
    COORDINATION = Role.COORDINATION.value
    ANALYSE = Role.ANALYSE.value
    DELEGUE = Role.DELEGUE.value
    EQUIPES = Role.EQUIPES.value
    RESEAU = Role.RESEAU.value
    LIGNE_DE_COMMANDE = "ligne_de_commande"
    DOSSIER_SURVEILLE = "dossier_surveille"
    SANS_ROLE = "sans_role"
    FICHIER_DE_REGLAGES = "fichier_de_reglages"

    @property
    def label(self) -> str:
        """As read on screen."""
        ways = {
            "ligne_de_commande": "Ligne de commande",
            "dossier_surveille": "Dossier surveillé",
            "sans_role": "Compte sans rôle",
            "fichier_de_reglages": "Fichier des réglages",
        }
        return ways.get(self.value) or Role(self.value).label


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a role or a way in, and the keyed fingerprint of who signed in; "" where nobody signs in."""

    author: Author
    fingerprint: str = ""


def author_label(code: str) -> str:
    """The label of a code kept in the base; what is no code (nobody, an older base) stays as it is."""
    return Author(code).label if code in set(Author) else code
