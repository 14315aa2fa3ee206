"""Communes that merged or changed codes: which zone of the base took each former code over.

From INSEE's file of movements (« Événements survenus aux communes depuis 1943 »). An outline file has the
communes of one year; a register keeps the codes of the day each person came in.
"""

from __future__ import annotations

import duckdb

# INSEE's events by which a commune comes under another code: suppression (30), merger (31), new commune
# (32), association (33), change of département (41), transfer of the chef-lieu (50). A commune restored
# (21) or created (20) leaves its former commune in place.
_PASSING = ("30", "31", "32", "33", "41", "50")

_FORMER = """
INSERT INTO codes_anciens
WITH RECURSIVE
connues AS (SELECT code FROM zones_actives UNION SELECT commune FROM zones_actives),
vivantes AS (
    SELECT code_apres AS code, max(date_effet) AS depuis
    FROM mouvements_communes WHERE type_apres = 'COM' GROUP BY 1
),
-- The last thing that happened to a code was that another took it over: one restored since is not former.
passages AS (
    SELECT m.code_avant AS ancien, m.nom_avant, m.code_apres AS suivant, m.date_effet
    FROM mouvements_communes m LEFT JOIN vivantes v ON v.code = m.code_avant
    WHERE m.type_avant = 'COM' AND m.type_apres = 'COM' AND m.code_avant <> m.code_apres
        AND m.modalite IN (SELECT unnest($passages)) AND (v.depuis IS NULL OR m.date_effet > v.depuis)
        AND m.code_avant NOT IN (FROM connues)
),
derniers AS (
    SELECT * FROM passages p
    WHERE date_effet = (SELECT max(date_effet) FROM passages q WHERE q.ancien = p.ancien)
),
-- From each zone back: who joined it, then who had joined those.
suite AS (
    SELECT ancien, nom_avant, suivant AS actuel, date_effet FROM derniers WHERE suivant IN (FROM connues)
    UNION
    SELECT d.ancien, d.nom_avant, s.actuel, d.date_effet
    FROM derniers d JOIN suite s ON d.suivant = s.ancien AND d.date_effet <= s.date_effet
)
SELECT ancien, min(coalesce(nom_avant, ancien)), min(actuel) FROM suite
WHERE ancien IN (SELECT ancien FROM derniers GROUP BY ancien HAVING count(DISTINCT suivant) = 1)
GROUP BY ancien HAVING count(DISTINCT actuel) = 1
"""
# A commune shared out between several has no one successor: its people cannot be placed by its code.


def rebuild_former_codes(cursor: duckdb.DuckDBPyConnection) -> None:
    """Fill `codes_anciens` from `mouvements_communes` and `zones_actives`."""
    cursor.execute("DELETE FROM codes_anciens")
    cursor.execute(_FORMER, {"passages": list(_PASSING)})


def former_codes(cursor: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Former code to the code of the zone, or of its commune, that took it over."""
    return dict(cursor.execute("SELECT ancien, actuel FROM codes_anciens").fetchall())
