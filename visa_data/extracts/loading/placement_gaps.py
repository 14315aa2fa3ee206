"""People, or reports, of an extract whose coordinates and zone code do not agree, told as warnings."""

from __future__ import annotations

import duckdb

from visa_data.errors import RowError, Severity
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.values.positions import look_swapped
from visa_data.territory.placement import PLACED
from visa_data.typography import french as typographic

SWAPPED = typographic("Latitude et longitude inversées ?")
PLACEMENT_REASONS = {
    "hors_zones": "Coordonnées en dehors de toutes les zones : {placed} par son code de zone",
    "hors_zones_sans_code": "Coordonnées en dehors de toutes les zones et pas de code connu : {nowhere}",
    "autre_zone": "Coordonnées dans une autre zone que le code : les coordonnées l'emportent",
    "code_ancien": "Ancien code de commune : {placed} dans la commune qui l'a reprise",
    "code_inconnu": "Code de zone qui n'est dans aucun contour chargé",
}
_WORDS = {
    "personnes": {"placed": "la personne est placée", "nowhere": "non localisée"},
    "signalements": {"placed": "le signalement est placé", "nowhere": "non localisé"},
}


def codes_without_outline(cursor: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Codes of zones that people bear and no outline loaded has, and how many people bear them."""
    row = cursor.execute(
        "SELECT count(DISTINCT x.code_zone), count(*) FROM placements p JOIN personnes x USING (reference) "
        "WHERE p.ecart = 'code_inconnu'"
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def placement_warnings(cursor: duckdb.DuckDBPyConnection, extract: Extract) -> list[RowError]:
    """Warnings for the people, or the reports, that `destin` holds, once they are written and placed."""
    headers = {match.field: match.header for match in extract.recognition.matches}
    table = extract.kind.name
    key, placements = PLACED[table]
    rows = cursor.execute(f"""
        SELECT d.ligne, p.ecart, p.code_zone IS NULL, x.latitude, x.longitude, x.code_zone
        FROM destin d JOIN {placements} p USING ({key}) JOIN {table} x USING ({key})
        WHERE d.derniere AND p.ecart IS NOT NULL ORDER BY d.ligne
    """).fetchall()
    warnings = []
    for line, gap, nowhere, latitude, longitude, code in rows:
        by_point = gap in {"hors_zones", "autre_zone"}
        reason = "hors_zones_sans_code" if gap == "hors_zones" and nowhere else gap
        warnings.append(
            RowError(
                line,
                headers.get("latitude" if by_point else "code_zone", ""),
                f"{latitude:g} ; {longitude:g}" if by_point else str(code),
                PLACEMENT_REASONS[reason].format(**_WORDS[table]),
                SWAPPED if by_point and look_swapped(latitude, longitude) else "",
                severity=Severity.WARNING,
            )
        )
    return warnings
