"""Who looks: the committee sees aggregates only, the coordination sees register references. Who writes."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The two roles of the dashboard."""

    COMITE = "comite"
    COORDINATION = "coordination"

    @property
    def label(self) -> str:
        """As read on screen."""
        return {"comite": "Comité de pilotage", "coordination": "Coordination"}[self.value]

    @property
    def author(self) -> Author:
        """Who writes when somebody acts in this role."""
        return Author(self.value)

    @property
    def sees_people(self) -> bool:
        """Whether lists by reference and points of people may reach this role's browser."""
        return self is Role.COORDINATION


class Author(StrEnum):
    """Who wrote something in the base: a role or a way in, never a name. Its code is kept, its label shown."""

    COMITE = Role.COMITE.value
    COORDINATION = Role.COORDINATION.value
    LIGNE_DE_COMMANDE = "ligne_de_commande"
    DOSSIER_SURVEILLE = "dossier_surveille"

    @property
    def label(self) -> str:
        """As read on screen."""
        ways = {"ligne_de_commande": "Ligne de commande", "dossier_surveille": "Dossier surveillé"}
        return ways.get(self.value) or Role(self.value).label


def author_label(code: str) -> str:
    """The label of a code kept in the base; what is no code (nobody, an older base) stays as it is."""
    return Author(code).label if code in set(Author) else code
