"""Threads: what became, at the end of a day, of each thing asked for a person (contract, part 4)."""

from __future__ import annotations

from visa_data.vocabulary_of_action import StatutSuite

_STATUSES = ", ".join(f"'{status.value}'" for status in StatutSuite)
_CLOSING = ", ".join(str(rank) for rank, status in enumerate(StatutSuite) if status.closes)
_DAY = "DATE '1970-01-01' + ({} // 8)::INTEGER"

THREADS = f"""
    SELECT reference, objet, ([{_STATUSES}])[dernier % 8 + 1] AS statut, {_DAY.format("dernier")} AS depuis_statut,
        {_DAY.format("min(ordre) FILTER (ordre > coalesce(cloture, -1))")} AS ouvert_le,
        max(acteur) FILTER (ordre = dernier) AS acteur
    FROM (
        SELECT *, max(ordre) FILTER (ordre < dernier AND ordre % 8 IN ({_CLOSING})) OVER fil AS cloture
        FROM (
            SELECT reference, objet, acteur, ordre, max(ordre) OVER fil AS dernier
            FROM (
                SELECT reference, objet, acteur,
                    date_diff('day', DATE '1970-01-01', date) * 8 + list_position([{_STATUSES}], statut) - 1 AS ordre
                FROM suites WHERE date <= $jour
            ) WINDOW fil AS (PARTITION BY reference, objet)
        ) WINDOW fil AS (PARTITION BY reference, objet)
    )
    GROUP BY reference, objet, dernier
"""
"""One row for each reference and objet that has rows until the end of the day: `fils_du_jour` (see `state.run`).

Columns: statut (the latest row's; on one day, the later in the order of `StatutSuite`), depuis_statut (its day),
ouvert_le (day of the first row after the last earlier one that closed the thread, or of the first ever), acteur (the
latest row's; '' when nobody is named). A row is eight times its day plus the rank of its status, as needs are.
"""

WAITING = ", ".join(f"'{status.value}'" for status in StatutSuite if not status.closes)
"""Statuses of a thread that somebody still has to answer, as listed in SQL."""


def thread_of(objet: str) -> str:
    """FROM clause: `etat`, each person beside her thread of that object (nulls where there is none).

    `etat` must be defined.
    """
    return f"etat LEFT JOIN (SELECT * FROM fils_du_jour WHERE objet = '{objet}') USING (reference)"
