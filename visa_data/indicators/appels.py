"""The calls made to the people registered at the end of a day, as a CTE."""

from __future__ import annotations

CALLS_TO_REGISTERED = """
appels_inscrits AS (
    SELECT a.reference, a.date_appel, a.heure_connue, a.appelant, a.type_appel, a.issue, a.duree_min,
        e.code_zone, e.niveau AS niveau_courant, e.premier_joint
    FROM appels a JOIN etat e USING (reference)
    WHERE e.inscrit AND a.date_appel < $lendemain
)
"""
"""Calls until the end of the day, to the inscrits of `etat` (which must be defined): one row a call.

niveau_courant: the person's level at that day, not the call's.
"""
