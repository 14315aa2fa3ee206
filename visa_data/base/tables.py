"""Tables of the base: their keys, their columns, whom their rows are about, and whether they keep their past.

Those that an extract fills are described with their kind (`visa_data.extracts.kinds`), all others here. Loading,
undoing and erasing follow these descriptions; a test holds them against the schema of a migrated base.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the base.

    people: the columns that hold a reference of a person; a row is about each of them, and goes with any of
    them when she is erased. key: what makes a row known, () for none. columns: the others, without the number of
    the import. keeps_past: rows are written under the number of their import, and go to `history` before
    another one changes them.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    people: tuple[str, ...] = ()
    keeps_past: bool = False

    @property
    def history(self) -> str:
        """Table of the rows as they were before an import changed them."""
        return f"anciens_{self.name}"

    def same_key(self, one: str, other: str) -> str:
        """SQL condition: rows of two aliases have the same key."""
        return " AND ".join(f"{one}.{name} = {other}.{name}" for name in self.key)

    def in_schema(self) -> dict[str, tuple[str, ...]]:
        """The table and its history, each with its columns as the schema has them."""
        described = (*self.key, *self.columns)
        if not self.keeps_past:
            return {self.name: described}
        written = (*described, "import_id")
        return {self.name: written, self.history: (*written, "remplace_par")}


FINGERPRINTS = Table(
    "empreintes", ("reference", "sorte", "empreinte", "cle"), (), people=("reference",), keeps_past=True
)
"""What people are recognised by, from one reference to another: written and taken back with their import."""

OTHERS = (
    FINGERPRINTS,
    Table("placements", ("reference",), ("code_zone", "origine", "ecart"), people=("reference",)),
    Table("placements_signalements", ("identifiant",), ("code_zone", "origine", "ecart")),
    Table("personnes_reunies", ("reference",), ("principale",), people=("reference", "principale")),
    Table(
        "rapprochements",
        ("id",),
        (
            "reference_a",
            "reference_b",
            "decision",
            "probabilite",
            "decide_le",
            "decide_par",
            "retire_le",
            "retire_par",
        ),
        people=("reference_a", "reference_b"),
    ),
    # Keyed fingerprints of people, and who they are nowhere.
    Table("personnes_ecartees", (), ("empreinte", "cle", "groupe", "motif", "le", "retenu_le", "levee_par")),
    Table("meta", ("cle",), ("valeur",)),
    Table(
        "journal",
        (),
        ("numero", "moment", "auteur", "empreinte_auteur", "acte", "details", "empreinte"),
    ),
    Table(
        "imports",
        ("id",),
        (
            "horodatage",
            "fichier",
            "empreinte",
            "type",
            "reconnaissance",
            "lues",
            "ajoutees",
            "modifiees",
            "inchangees",
            "ecartees",
            "rejetees",
            "avertissements",
            "personnes_effacees",
            "annule_le",
        ),
    ),
    Table("imports_circonstances", ("import_id",), ("fait_par", "fermees", "complet_au")),
    Table("imports_confirmes", (), ("import_id", "confirme", "lignes")),
    # A line is a row number of the analyst's file; its value is never kept.
    Table("lignes_signalees", (), ("import_id", "ligne", "colonne", "motif", "gravite")),
    Table("correspondances", ("forme", "type"), ("colonnes", "retenue_le", "retenue_par")),
    Table("codes_anciens", ("ancien",), ("nom_ancien", "actuel")),
    Table("sauvegardes", ("chemin",), ("faite_le", "empreinte", "retiree_le", "effacements_a_faire")),
    Table("voisins", (), ("nom", "geometrie")),
    Table(
        "divisions",
        ("version",),
        ("geste", "recit", "ecrite_le", "ecrite_par", "retiree_le", "retiree_par"),
    ),
    Table("divisions_zones", ("version", "code_zone"), ("code_secteur", "nom_secteur")),
    Table(
        "dossiers",
        ("numero",),
        ("jour", "precedent", "fait_le", "fait_par", "division", "octets", "empreinte"),
    ),
    Table(
        "lettres",
        ("jour", "lieu", "version"),
        ("contenu", "gardee_le", "gardee_par", "envoyee_le"),
    ),
    Table("reunions", ("jour",), ("ouverte_le", "close_le")),
    Table("reunions_chiffres", (), ("jour", "indicateur", "valeur")),
    Table("reunions_imports", (), ("jour", "import_id")),
    Table("reunions_reglages", (), ("jour", "reglage", "valeur")),
    Table(
        "decisions",
        ("id",),
        (
            "reunion",
            "texte",
            "responsable",
            "echeance",
            "code_zone",
            "besoin",
            "indicateur",
            "colonne",
            "valeur_initiale",
            "statut",
            "version",
            "creee_le",
            "modifiee_le",
        ),
    ),
    Table("propositions_acceptees", ("decision_id",), ("ecart", "zones", "initiative")),
    Table(
        "numeros",
        ("cle",),
        (
            "nom",
            "telephone",
            "site",
            "pour",
            "horaires",
            "besoins",
            "verifie_le",
            "masque",
            "version",
            "modifie_le",
            "modifie_par",
        ),
    ),
    Table(
        "journal_decisions", (), ("decision_id", "version", "geste", "statut", "jour", "champs", "ecrit_le")
    ),
)
"""The tables that no extract fills."""
