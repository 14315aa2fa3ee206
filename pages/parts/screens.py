"""The screens: where each stands in the menu, and the permission that opens it."""

from __future__ import annotations

from dataclasses import dataclass

from visa_data.roles import Permission

HOME = "comite"
MEETING, DATA = "La réunion", "Les données"


@dataclass(frozen=True)
class Screen:
    """One screen: its name (its address, and its file in `pages/screens`), its place in the menu, who opens it."""

    name: str
    section: str
    title: str
    summary: str
    opened_by: Permission

    @property
    def path(self) -> str:
        """Its file, as Streamlit names it."""
        return f"pages/screens/{self.name}.py"


SCREENS = {
    screen.name: screen
    for screen in (
        Screen(
            HOME,
            MEETING,
            "Comité de pilotage",
            "Les chiffres clés, ce qui a changé depuis la dernière réunion, les quatre blancs.",
            Permission.FOLLOW_MEETING,
        ),
        Screen(
            "carte",
            MEETING,
            "Carte du territoire",
            "Les zones colorées par un indicateur, équipes, ressources ; une fiche par zone.",
            Permission.READ_SMALL_COUNTS,
        ),
        Screen(
            "campagne",
            MEETING,
            "Campagne d'appels",
            "Qui a été appelé, joint, évalué ; à quel rythme.",
            Permission.READ_SMALL_COUNTS,
        ),
        Screen(
            "fragilite",
            MEETING,
            "Fragilité",
            "Les niveaux déclarés, leur répartition et leurs mouvements.",
            Permission.READ_SMALL_COUNTS,
        ),
        Screen(
            "besoins",
            MEETING,
            "Besoins essentiels",
            "Les dix besoins par zone, ceux que rien ne couvre.",
            Permission.READ_SMALL_COUNTS,
        ),
        Screen(
            "zones_blanches",
            MEETING,
            "Zones blanches",
            "Où personne ne va, et où une équipe aiderait le plus.",
            Permission.READ_SMALL_COUNTS,
        ),
        Screen(
            "equipes_ressources",
            MEETING,
            "Équipes et ressources",
            "L'annuaire, sa fraîcheur, la charge des équipes.",
            Permission.READ_TEAMS,
        ),
        Screen(
            "importer",
            DATA,
            "Importer des données",
            "Charger les extractions de la semaine, voir ce qui est pris et refusé.",
            Permission.IMPORT,
        ),
        Screen(
            "doublons",
            DATA,
            "Doublons",
            "Les références qui désignent peut-être la même personne.",
            Permission.JOIN_PEOPLE,
        ),
    )
}
"""Every screen by its name, in the order of the menu."""
