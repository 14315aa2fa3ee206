"""What the journal tells of: one code an act, never whom it was about."""

from __future__ import annotations

from enum import StrEnum


class Acte(StrEnum):
    """An act that leaves a line in the journal; its code is kept, its label shown."""

    CONNEXION = "connexion"
    CONNEXION_REFUSEE = "connexion_refusee"
    DECONNEXION = "deconnexion"
    IMPORT = "import"
    ANNULATION = "annulation"
    CORRESPONDANCE = "correspondance"
    RAPPROCHEMENT = "rapprochement"
    BINOMES = "binomes"
    LISTE_VUE = "liste_vue"
    LISTE_TELECHARGEE = "liste_telechargee"
    DOSSIER = "dossier"
    REUNION = "reunion"
    DECISION = "decision"
    SECTEURS = "secteurs"
    LETTRE = "lettre"
    NUMEROS = "numeros"
    REGLAGES = "reglages"
    EXEMPLE = "exemple"
    JOURNAL = "journal"
    PURGE = "purge"
    SAUVEGARDE = "sauvegarde"
    RESTAURATION = "restauration"
    CHIFFREMENT = "chiffrement"

    @property
    def label(self) -> str:
        """As read on screen."""
        return LABELS[self]


LABELS = {
    Acte.CONNEXION: "Connexion",
    Acte.CONNEXION_REFUSEE: "Connexion refusée",
    Acte.DECONNEXION: "Déconnexion",
    Acte.IMPORT: "Import",
    Acte.ANNULATION: "Import annulé",
    Acte.CORRESPONDANCE: "Correspondance de colonnes retenue ou oubliée",
    Acte.RAPPROCHEMENT: "Références réunies, séparées ou laissées à part",
    Acte.BINOMES: "Binômes de visiteurs acceptés",
    Acte.LISTE_VUE: "Liste de personnes affichée",
    Acte.LISTE_TELECHARGEE: "Liste de personnes téléchargée",
    Acte.DOSSIER: "Dossier de séance figé",
    Acte.REUNION: "Réunion close",
    Acte.DECISION: "Décision notée ou suivie",
    Acte.SECTEURS: "Découpage en secteurs modifié",
    Acte.LETTRE: "Lettre aux habitants gardée",
    Acte.NUMEROS: "Numéros utiles modifiés",
    Acte.REGLAGES: "Réglages modifiés",
    Acte.EXEMPLE: "Exemple inventé chargé",
    Acte.JOURNAL: "Journal lu ou exporté",
    Acte.PURGE: "Données détruites",
    Acte.SAUVEGARDE: "Sauvegarde",
    Acte.RESTAURATION: "Restauration",
    Acte.CHIFFREMENT: "Base chiffrée ou déchiffrée",
}
