"""Postcodes and the communes that each serves: La Poste's file."""

from __future__ import annotations

from visa_data.extracts.formats import INSEE, PLACE
from visa_data.extracts.kinds.kind import Field, Kind

CODES_POSTAUX = Kind(
    "codes_postaux",
    "Codes postaux",
    ("code postal", "codes postaux"),
    (
        Field("code_postal", "Code postal", INSEE, "cp|codepostal|postcode", required=True),
        Field(
            "code_commune",
            "Code INSEE",
            INSEE,
            "code commune insee|code insee|insee|code commune|codgeo|insee commune|insee_com",
            required=True,
        ),
        Field("lieu", "Lieu", PLACE, "ligne_5|lieu dit"),
    ),
    key=("code_postal", "code_commune", "lieu"),
    reference=True,
)
