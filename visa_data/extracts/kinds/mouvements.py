"""Communes that merged, changed codes or came back: INSEE's file of movements."""

from __future__ import annotations

from visa_data.extracts.formats import DATE, INSEE, LABEL, PLACE
from visa_data.extracts.kinds.kind import Field, Kind

MOUVEMENTS = Kind(
    "mouvements_communes",
    "Mouvements de communes",
    ("mouvement de communes", "mouvements de communes"),
    (
        Field(
            "modalite",
            "Type d'événement",
            LABEL,
            "mod|modalité|code événement",
            "type|événement",
            required=True,
        ),
        Field("date_effet", "Date d'effet", DATE, "date_eff|date d'effet", "date", required=True),
        Field("type_avant", "Type de commune avant", LABEL, "typecom_av|type avant", needed=True),
        Field("code_avant", "Code avant", INSEE, "com_av|ancien code|code commune avant", needed=True),
        Field("type_apres", "Type de commune après", LABEL, "typecom_ap|type après", needed=True),
        Field("code_apres", "Code après", INSEE, "com_ap|nouveau code|code commune après", needed=True),
        Field("nom_avant", "Nom avant", PLACE, "libelle_av|ancien nom|nom commune avant", "nccenr_av"),
        Field("nom_apres", "Nom après", PLACE, "libelle_ap|nouveau nom|nom commune après", "nccenr_ap"),
    ),
    key=("modalite", "date_effet", "type_avant", "code_avant", "type_apres", "code_apres"),
    reference=True,
)
