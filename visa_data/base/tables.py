"""The data tables: their keys and columns, as loading and undoing need them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table filled by one kind of extract. A kind and its table bear the same name."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def history(self) -> str:
        """Table of the rows as they were before an import changed them."""
        return f"anciens_{self.name}"


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
        ),
        DataTable("besoins", ("reference", "besoin", "date", "statut"), ("ressource",)),
    )
}
"""In loading order: what a kind refers to comes before it."""
