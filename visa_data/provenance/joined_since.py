"""Whether references were joined, or parted again, since a meeting: figures move by it, without any extract."""

from __future__ import annotations

from datetime import date

import duckdb

JOINED_SENTENCE = (
    "Depuis, des références ont été réunies en une personne, ou séparées (page « Doublons ») : "
    "le compte des personnes s'en ressent."
)


def joined_since(cursor: duckdb.DuckDBPyConnection, day: date) -> bool:
    """Whether a join was decided or withdrawn after the figures of that day's meeting were kept."""
    row = cursor.execute(
        """
        SELECT count(*) FROM rapprochements, reunions
        WHERE jour = ? AND decision = 'meme_personne'
            AND (decide_le > coalesce(close_le, ouverte_le)) <> coalesce(retire_le > coalesce(close_le, ouverte_le), false)
        """,
        [day],
    ).fetchone()
    return bool(row and row[0])
