"""Every table of the base: its key, its columns, whom its rows are about, and whether it keeps its past.

Loading, undoing and erasing follow this description; a test holds it against the schema of a migrated base.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the base.

    people: the columns that hold a reference of a person; a row is about each of them, and goes with any of
    them when she is erased. key: what makes a row known, "" for none. keeps_past: rows go to `history`
    before an import changes them.
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

    def past(self) -> Table:
        """The history table itself."""
        return Table(self.history, (), (*self.key, *self.columns, "import_id", "remplace_par"), self.people)


@dataclass(frozen=True, slots=True)
class DataTable(Table):
    """A table filled by one kind of extract. A kind and its table bear the same name.

    columns: without the number of the import, which every data table has.
    """

    keeps_past: bool = True


TABLES: dict[str, DataTable] = {
    table.name: table
    for table in (
        DataTable(
            "mouvements_communes",
            ("modalite", "date_effet", "type_avant", "code_avant", "type_apres", "code_apres"),
            ("nom_avant", "nom_apres"),
        ),
        DataTable("codes_postaux", ("code_postal", "code_commune", "lieu"), ()),
        DataTable("zones", ("code",), ("nom", "geometrie", "population", "annee_population")),
        DataTable("population", ("code_zone", "annee"), ("population", "plus_75_ans", "plus_75_ans_seuls")),
        DataTable(
            "personnes",
            ("reference",),
            (
                "source",
                "date_inscription",
                "date_radiation",
                "annee_naissance",
                "code_zone",
                "latitude",
                "longitude",
                "vit_seul",
                "aidant",
                "parrain",
                "consentement",
            ),
            people=("reference",),
        ),
        DataTable(
            "equipes",
            ("identifiant",),
            (
                "nom",
                "type_porteur",
                "code_zone",
                "latitude",
                "longitude",
                "zones_intervention",
                "rayon_km",
                "benevoles",
                "capacite",
                "statut",
                "date_creation",
            ),
        ),
        DataTable(
            "ressources",
            ("identifiant",),
            (
                "nom",
                "categorie",
                "besoins",
                "code_zone",
                "latitude",
                "longitude",
                "zones_intervention",
                "rayon_km",
                "capacite",
                "statut",
                "date_verification",
            ),
        ),
        DataTable(
            "appelants", ("appelant",), ("profil", "heures_semaine", "zones", "forme", "charte_signee")
        ),
        DataTable(
            "appels",
            ("reference", "date_appel", "appelant", "rang"),
            ("heure_connue", "type_appel", "issue", "niveau", "besoins", "duree_min"),
            people=("reference",),
        ),
        DataTable(
            "besoins", ("reference", "besoin", "date", "statut"), ("ressource",), people=("reference",)
        ),
    )
}
"""The data tables, in loading order: what a kind refers to comes before it."""

FINGERPRINTS = Table(
    "empreintes", ("reference", "sorte", "empreinte", "cle"), (), people=("reference",), keeps_past=True
)
"""What people are recognised by, from one reference to another: written and taken back with their import."""

_OTHERS = (
    FINGERPRINTS,
    Table("placements", ("reference",), ("code_zone", "origine", "ecart"), people=("reference",)),
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
    Table("meta", ("cle",), ("valeur",)),
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
    Table("voisins", (), ("nom", "geometrie")),
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
    Table(
        "journal_decisions", (), ("decision_id", "version", "geste", "statut", "jour", "champs", "ecrit_le")
    ),
)


def _with_past(table: Table) -> list[Table]:
    """A table filled by imports as the schema has it, and its history."""
    written = Table(table.name, table.key, (*table.columns, "import_id"), table.people, keeps_past=True)
    return [written, table.past()]


EVERY_TABLE: dict[str, Table] = {
    one.name: one
    for table in (*TABLES.values(), *_OTHERS)
    for one in (_with_past(table) if table.keeps_past else [table])
}
"""Every table of the base under its name, the history tables and the numbers of imports included."""
