"""Who calls at a day: callers listed, active ones, and whom they know."""

from __future__ import annotations

RECENT_DAYS = 28
"""Days ending with the day observed on which a caller's work is counted (contract, part 5)."""

LISTED = """
listes AS (
    SELECT *, coalesce(date_debut <= $jour, true) AND coalesce(date_fin > $jour, true) AS actif FROM appelants
)
"""
"""CTE `listes`: every caller of the file; actif: whether she calls at the end of the day (contract, part 4)."""

RECENT_CALLS = f"""
appels_recents AS (
    SELECT a.appelant, a.reference, a.issue, a.duree_min FROM appels a JOIN etat e USING (reference)
    WHERE e.inscrit AND a.date_appel < $lendemain
        AND a.date_appel >= $lendemain::TIMESTAMP - INTERVAL {RECENT_DAYS} DAY
)
"""
"""CTE `appels_recents`: the calls to the inscrits of `etat` on the last days: one row a call."""

LAST_CALLS = 3
"""Joint calls that tell whether a person hears the same voice (contract, part 5)."""

VOICES = f"""
    SELECT reference, min(appelant) = max(appelant) AND min(appelant) <> '' AS meme_appelant
    FROM (
        SELECT reference, appelant FROM appels WHERE issue = 'joint' AND date_appel < $lendemain
        QUALIFY row_number() OVER (PARTITION BY reference ORDER BY date_appel DESC, appelant) <= {LAST_CALLS}
    )
    GROUP BY reference HAVING count(*) = {LAST_CALLS}
"""
"""Who was joined often enough to be followed, and whether one caller, who is known, made the last calls."""
