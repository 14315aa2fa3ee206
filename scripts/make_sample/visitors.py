"""Who visits: the volunteers of « Je vous visite », and which callers visit too, in the columns of ``appelants``."""

from __future__ import annotations

import pandas as pd

from scripts.make_sample.territory import TOWN_CODE

COLUMNS = ["visites", "creneaux", "activites", "date_debut", "date_fin"]
#: profil, team whose zones they know ("town" = the whole town), forme, charte_signee, visites, slots, activities, first
#: day, last day. They call nobody: no hour a week. V001 to V005 go with a caller, V006 and V007 are free again.
_VISITORS = (
    ("bénévole", "EC06", "oui", "oui", "oui", "mardi_apres_midi", "conversation|promenade", "2025-09-01", ""),
    ("bénévole", "town", "oui", "oui", "oui", "mercredi_matin|samedi", "conversation|lecture", "2024-10-07", ""),
    ("étudiant", "EC07", "oui", "oui", "oui", "samedi", "jeux|numerique", "2025-10-01", ""),
    ("bénévole", "EC03", "oui", "oui", "oui", "lundi_apres_midi", "conversation|cuisine", "2024-03-04", ""),
    ("bénévole", "EC07", "non", "oui", "oui", "mardi_matin", "jardin", "2025-09-15", ""),
    ("bénévole", "town", "oui", "oui", "oui", "jeudi_apres_midi", "conversation|cuisine", "2023-11-06", ""),
    ("bénévole", "EC08", "oui", "oui", "oui", "mardi_apres_midi|vendredi_matin", "conversation", "2021-09-13",
     "2025-12-06"),
    ("bénévole", "EC05", "oui", "oui", "oui", "jeudi_matin|vendredi_apres_midi", "lecture|musique", "2025-06-02", ""),
    ("service civique", "EC05", "oui", "oui", "oui", "jeudi_matin|mardi_matin", "musique|numerique", "2025-10-01", ""),
    ("bénévole", "EC01", "oui", "oui", "oui", "lundi_matin|mercredi_matin", "jeux|travaux_manuels", "2024-01-15", ""),
    ("bénévole", "EC01", "oui", "non", "oui", "mercredi_matin", "jeux", "2025-09-08", ""),
    ("bénévole", "EC04", "oui", "oui", "oui", "lundi_apres_midi|mardi_matin", "jardin|promenade", "2024-05-13", ""),
    ("bénévole", "EC04", "oui", "oui", "oui", "jeudi_matin", "conversation|jeux", "2025-03-10", ""),
    ("bénévole", "EC04", "non", "oui", "oui", "vendredi_matin", "cuisine|lecture", "2025-10-06", ""),
    ("étudiant", "town", "oui", "oui", "oui", "mardi_apres_midi|samedi", "lecture|promenade", "2025-10-01", ""),
    ("bénévole", "town", "oui", "oui", "oui", "samedi", "jeux|promenade", "2025-02-03", ""),
    ("bénévole", "EC02", "oui", "oui", "oui", "jeudi_apres_midi|lundi_matin", "conversation|lecture", "2024-11-04", ""),
    ("bénévole", "EC02", "oui", "oui", "oui", "jeudi_apres_midi", "conversation|travaux_manuels", "2025-01-13", ""),
    ("bénévole", "EC03", "oui", "oui", "oui", "lundi_matin|mercredi_matin", "conversation|jeux", "2025-04-07", ""),
    ("bénévole", "EC03", "oui", "oui", "oui", "mercredi_matin|samedi", "jeux|musique", "2025-09-22", ""),
    ("bénévole", "EC05", "oui", "oui", "oui", "mercredi_apres_midi|vendredi_matin", "conversation|musique",
     "2025-05-05", ""),
    ("bénévole", "EC05", "oui", "oui", "oui", "vendredi_matin", "conversation|cuisine", "2025-09-29", ""),
    ("bénévole", "EC06", "oui", "oui", "oui", "lundi_matin|samedi", "travaux_manuels", "2024-09-16", ""),
    ("bénévole", "EC06", "oui", "oui", "oui", "lundi_matin", "lecture|travaux_manuels", "2025-10-13", ""),
    ("bénévole", "EC06", "oui", "oui", "non", "", "", "2025-10-13", ""),
    ("bénévole", "town", "oui", "oui", "oui", "jeudi_apres_midi", "cuisine", "2025-12-15", ""),
    ("étudiant", "town", "oui", "oui", "oui", "jeudi_apres_midi", "conversation|cuisine", "2024-10-01", "2025-07-15"),
)  # fmt: skip
VISITORS = tuple(f"V{rank:03d}" for rank in range(1, len(_VISITORS) + 1))
#: The callers who visit too: slots and activities.
VISITING_CALLERS = {
    "A008": ("lundi_apres_midi|mercredi_matin", "conversation|cuisine"),
    "A009": ("jeudi_matin|lundi_apres_midi", "conversation|jeux"),
    "A010": ("mercredi_matin|samedi", "jeux|numerique"),
    "A011": ("jeudi_matin|lundi_matin", "conversation|jeux"),
    "A012": ("vendredi_apres_midi", "musique"),
    "A014": ("jeudi_apres_midi", "conversation|lecture"),
    "A015": ("jeudi_apres_midi|mardi_matin", "conversation"),
    "A016": ("mardi_apres_midi|vendredi_matin", "conversation|jardin"),
    "A017": ("mardi_apres_midi|vendredi_matin", "conversation|promenade"),
    "A018": ("mardi_matin", "jardin|promenade"),
    "A019": ("mercredi_matin", "conversation|lecture"),
}
#: The sponsor who left: the last volunteer of the sleeping team, the day after her last call.
LEFT, LEFT_ON = "A016", "2025-12-06"


def visiting(caller: str, first_day: str) -> tuple[str, str, str, str, str]:
    """What a caller's row says besides, in the order of ``COLUMNS``; ``first_day`` is ISO or ""."""
    slots, activities = VISITING_CALLERS.get(caller, ("", ""))
    return (
        "oui" if caller in VISITING_CALLERS else "non",
        slots,
        activities,
        first_day,
        LEFT_ON if caller == LEFT else "",
    )


def visitor_rows(teams: pd.DataFrame) -> list[tuple[str, ...]]:
    """Rows of ``appelants`` for those who only visit, in the order of all its columns."""
    zones = {"town": TOWN_CODE, **dict(zip(teams["identifiant"], teams["zones_intervention"], strict=True))}
    return [
        (code, profile, "0", zones[area], trained, signed, visits, slots, activities, first, last)
        for code, (profile, area, trained, signed, visits, slots, activities, first, last) in zip(
            VISITORS, _VISITORS, strict=True
        )
    ]
