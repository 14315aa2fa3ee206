"""People, not references: what a cursor reads once the references of one person are joined.

On a cursor lent for reading, `personnes`, `placements`, `appels`, `besoins` and whatever else extracts tell of people
are views in which each person joined stands once, under her main reference. Every indicator, list, map and export follows without
knowing. A transaction reads and writes references. With nobody joined there is no view, and nothing costs.

The person made of several references (docs/decisions/doublons.md gives the reasons):

- a refusal is not here: it erases every reference of the person when it arrives (`extracts.arrival`);
- enrolled on the earliest date; gone when the last reference is, on that day;
- consent: yes when a reference that has not left says yes, pending otherwise; where one of these says since when, on the
  earliest day that they give, one without a day giving that of its enrolment;
- place: that of the first reference placed in a zone, with coordinates before without;
- what one reference does not say, the next one does; where two disagree, the first wins;
- calls and needs of all of them; the same call noted under two references counts once.

« First »: the main reference, then by date of enrolment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import duckdb

from visa_data.base.tables import FINGERPRINTS

_MEMBERS = """
    SELECT r.principale, p.*, l.code_zone AS zone_placee, l.origine, l.ecart,
        row_number() OVER (
            PARTITION BY r.principale ORDER BY p.reference <> r.principale, p.date_inscription, p.reference
        ) AS rang
    FROM {main}.personnes_reunies r
    JOIN {main}.personnes p USING (reference) LEFT JOIN {main}.placements l USING (reference)
"""
_CONSENTED = """CASE WHEN count(date_consentement) FILTER ({which}) > 0
    THEN min(greatest(date_inscription, date_consentement)) FILTER ({which}) END"""
_FIRST_KNOWN = ("annee_naissance", "vit_seul", "aidant", "parrain")
_FIRST = ("source", "import_id")
_PLACE = ("zone_placee IS NULL", "latitude IS NULL", "rang")

_PEOPLE = """
CREATE OR REPLACE TEMP VIEW personnes AS
SELECT * FROM {main}.personnes ANTI JOIN {main}.personnes_reunies USING (reference)
UNION ALL BY NAME
SELECT principale AS reference,
    min(date_inscription) AS date_inscription,
    CASE WHEN count(*) = count(date_radiation) THEN max(date_radiation) END AS date_radiation,
    CASE WHEN bool_or(consentement = 'oui' AND date_radiation IS NULL)
        OR (count(*) = count(date_radiation) AND bool_or(consentement = 'oui'))
        THEN 'oui' ELSE 'en_attente' END AS consentement,
    CASE WHEN count(*) = count(date_radiation) THEN {consented_all} ELSE {consented_here} END AS date_consentement,
    {first},
    {known},
    {place}
FROM ({members}) GROUP BY principale
"""
_PLACEMENTS = """
CREATE OR REPLACE TEMP VIEW placements AS
SELECT * FROM {main}.placements ANTI JOIN {main}.personnes_reunies USING (reference)
UNION ALL BY NAME
SELECT principale AS reference, zone_placee AS code_zone, origine, ecart FROM ({members})
QUALIFY row_number() OVER (PARTITION BY principale ORDER BY {place_order}) = 1
"""
_CALLS = """
CREATE OR REPLACE TEMP VIEW appels AS
SELECT * FROM {main}.appels ANTI JOIN {main}.personnes_reunies USING (reference)
UNION ALL BY NAME
SELECT a.* REPLACE (r.principale AS reference)
FROM {main}.appels a JOIN {main}.personnes_reunies r USING (reference)
QUALIFY row_number() OVER (
    PARTITION BY r.principale, date_appel, appelant, rang, issue,
        CASE WHEN heure_connue THEN '' ELSE a.reference END
    ORDER BY niveau IS NULL, a.reference <> r.principale, a.reference
) = 1
"""
_ANY_OTHER = """
CREATE OR REPLACE TEMP VIEW {table} AS
SELECT * FROM {main}.{table} ANTI JOIN {main}.personnes_reunies USING (reference)
UNION ALL BY NAME
SELECT b.* REPLACE (r.principale AS reference)
FROM {main}.{table} b JOIN {main}.personnes_reunies r USING (reference)
"""
_OF_THEIR_OWN = ("personnes", "appels", FINGERPRINTS.name)


def tables_about_people(cursor: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The tables that extracts fill about people, but for those with a rule of their own: by the schema, whatever the kind."""
    rows = cursor.execute("""
        SELECT table_name FROM duckdb_columns()
        WHERE database_name = current_database() AND column_name = 'reference' ORDER BY table_name
    """).fetchall()
    found = [name for (name,) in rows]
    return tuple(name for name in found if f"anciens_{name}" in found and name not in _OF_THEIR_OWN)


def see_people(
    cursor: duckdb.DuckDBPyConnection, others: Callable[[duckdb.DuckDBPyConnection], Iterable[str]]
) -> None:
    """From here on, this cursor reads people: each one's joined references stand as one.

    others: gives `tables_about_people`, asked only where somebody is joined.
    """
    if cursor.execute("SELECT 1 FROM personnes_reunies LIMIT 1").fetchone() is None:
        return
    row = cursor.execute("SELECT current_database()").fetchone()
    assert row is not None
    main = '"' + str(row[0]).replace('"', '""') + '".main'
    members = _MEMBERS.format(main=main)
    order = ", ".join(_PLACE)
    parts = {
        "main": main,
        "members": members,
        "place_order": order,
        "consented_all": _CONSENTED.format(which="consentement = 'oui'"),
        "consented_here": _CONSENTED.format(which="consentement = 'oui' AND date_radiation IS NULL"),
        "first": ", ".join(f"first({c} ORDER BY rang) AS {c}" for c in _FIRST),
        "known": ", ".join(f"first({c} ORDER BY rang) FILTER ({c} IS NOT NULL) AS {c}" for c in _FIRST_KNOWN),
        "place": ", ".join(
            f"first({c} ORDER BY {order}) AS {c}" for c in ("code_zone", "latitude", "longitude")
        ),
    }
    for view in (_PEOPLE, _PLACEMENTS, _CALLS):
        cursor.execute(view.format(**parts))
    for table in others(cursor):
        cursor.execute(_ANY_OTHER.format(main=main, table=table))
