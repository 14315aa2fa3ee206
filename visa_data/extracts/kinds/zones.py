"""Outlines of zones, from vector files."""

from __future__ import annotations

from visa_data.extracts.formats import CODE, PLACE, POPULATION
from visa_data.extracts.kinds.kind import Computed, Field, Kind

ZONES = Kind(
    "zones",
    "Contours des zones",
    ("contour", "contours"),
    (
        Field(
            "code",
            "Code",
            CODE,
            "code_iris|dcomiris|insee_com|codgeo|code insee|insee|code commune|code zone|code géo"
            "|code quartier|cog"
            "|com|depcom|codecom|code_geo|iris|cd_iris|id_zone|code_zone|geo_code|com_code|code com"
            "|ref_insee|codeinsee"
            "|insee commune|code_insee",
            "id|identifiant|fid|objectid|numero|no|zone",
            required=True,
            refers_to="mouvements_communes",
        ),
        Field(
            "nom",
            "Nom",
            PLACE,
            "nom_iris|nom_iri|libiris|lib_iris|nom_com|libelle|nom commune|nom_comm|libgeo|nom_zone"
            "|libcom|nom quartier"
            "|nom_geo|name|lib|intitule|nom_com_m|commune|quartier|libelle iris|libellé de la commune"
            "|com_name|nom_m",
            required=True,
        ),
        Computed("geometrie", "Contour"),
        Field(
            "population",
            "Population",
            POPULATION,
            "pop|pop_tot|pmun|population municipale|ptot|nb_hab|habitants|pop_mun|population totale",
        ),
        Computed("annee_population", "Année de la population"),
    ),
    key=("code",),
    territory=True,
)
