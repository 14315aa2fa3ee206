"""Lines spoilt on purpose in the raw files, all of them added: without them the two styles hold the same."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.make_sample.raw_table import RawTable

Row = list[str]


@dataclass(frozen=True)
class SpoiltLine:
    """A line to be refused (or recognised as a repetition), for the README's table."""

    file: str
    line: int
    column: str
    value: str
    why: str


@dataclass(frozen=True)
class _Recipe:
    file: str
    at: float
    column: str
    value: str
    why: str
    other: tuple[tuple[str, str], ...] = ()


#: New references: nobody else in the sample has them, so that a refused line changes no figure.
_RECIPES = (
    _Recipe(
        "registre_communal.csv",
        0.15,
        "Date d'inscription",
        "31/02/2025",
        "date impossible",
        (("N° registre", "VA09001"),),
    ),
    _Recipe("registre_communal.csv", 0.42, "N° registre", "", "référence absente"),
    _Recipe(
        "registre_communal.csv",
        0.66,
        "Vit seul(e)",
        "peut-être",
        "ni oui ni non",
        (("N° registre", "VA09002"),),
    ),
    _Recipe(
        "transmission_departement_carsat_caf.csv",
        0.30,
        "organisme",
        "Mutuelle Exemple",
        "organisme inconnu",
        (("reference", "VA09003"),),
    ),
    _Recipe("appels_2025-S41.csv", 0.35, "Résultat", "Ligne en travaux", "résultat inconnu"),
    _Recipe("appels_2025-S44.csv", 0.50, "Date", "31/11/2025", "date impossible"),
    _Recipe("appels_2025-S46.csv", 0.60, "Niveau de fragilité", "7", "niveau hors de 1 à 4"),
    _Recipe("appels_2025-S48.csv", 0.20, "N° registre", "VA09999", "personne inconnue du registre"),
    _Recipe("suivi_besoins.tsv", 0.45, "Besoin", "Jardiner", "besoin inconnu"),
    _Recipe(
        "ressources.xlsx",
        0.55,
        "Vérifié le",
        "le mois dernier",
        "date illisible",
        (("Identifiant", "RS901"),),
    ),
    _Recipe(
        "annuaire_acteurs.csv", 0.40, "Type d'acteur", "Vedette", "type inconnu", (("Identifiant", "K901"),)
    ),
    _Recipe("suivi_orientations.csv", 0.25, "Suite donnée", "Peut-être", "suite inconnue"),
    _Recipe("suivi_orientations.csv", 0.60, "Date", "31/11/2025", "date impossible"),
    _Recipe("signalements.csv", 0.50, "Reçu le", "avant-hier", "date illisible", (("N°", "G0901"),)),
    _Recipe("signalements.csv", 0.75, "Suite", "À l'étude", "suite inconnue", (("N°", "G0902"),)),
    _Recipe("je_vous_visite.xlsx", 0.50, "Étape", "Goûter", "étape inconnue", (("Binôme", "B901"),)),
    _Recipe("dispositifs.csv", 0.50, "Mois", "13/2025", "mois impossible"),
    _Recipe("cooperations_monalisa.csv", 0.50, "Maturité", "Prometteuse", "maturité inconnue"),
)
_REPEATED = (("registre_communal.csv", 0.80), ("appels_2025-S47.csv", 0.70), ("suivi_orientations.csv", 0.85))


def spoil(tables: list[RawTable]) -> list[SpoiltLine]:
    """Adds the spoilt lines to ``tables`` (in place) and says where they are, by file and line."""
    # Of a workbook, its first sheet.
    by_name = {table.name: table for table in reversed(tables)}
    told: list[SpoiltLine] = []
    for recipe in _RECIPES:
        table = by_name[recipe.file]
        row = list(table.rows[_position(table, recipe.at)])
        for column, value in ((recipe.column, recipe.value), *recipe.other):
            row[table.header.index(column)] = value
        _insert(table, row, recipe.at)
    for name, share in _REPEATED:
        table = by_name[name]
        _insert(table, list(table.rows[_position(table, share) - 1]), share)
    # Line numbers once every line is in.
    for recipe in _RECIPES:
        table = by_name[recipe.file]
        index = _only(table, recipe.column, recipe.value)
        told.append(SpoiltLine(recipe.file, table.line_of(index), recipe.column, recipe.value, recipe.why))
    for name, _ in _REPEATED:
        table = by_name[name]
        index = next(i for i in range(1, len(table.rows)) if table.rows[i] == table.rows[i - 1])
        why = f"répète la ligne {table.line_of(index - 1)}"
        told.append(SpoiltLine(name, table.line_of(index), "toutes", "", why))
    return sorted(told, key=lambda spoilt: (spoilt.file, spoilt.line))


def _position(table: RawTable, share: float) -> int:
    return int(len(table.rows) * share)


def _insert(table: RawTable, row: Row, share: float) -> None:
    table.rows.insert(_position(table, share), row)


def _only(table: RawTable, column: str, value: str) -> int:
    place = table.header.index(column)
    found = [index for index, row in enumerate(table.rows) if row[place] == value]
    if len(found) != 1:
        raise ValueError(f"{table.name}: {len(found)} lines match a spoilt line, one expected.")
    return found[0]
