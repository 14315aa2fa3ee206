"""Columns that several kinds share."""

from __future__ import annotations

from visa_data.extracts.formats import (
    CODE,
    CODES,
    DATE,
    LATITUDE,
    LONGITUDE,
    PEOPLE,
    POSITION,
    RADIUS,
    REFERENCE,
)
from visa_data.extracts.kinds.kind import REGISTER, Field

REFERENCE_FIELD = Field(
    "reference",
    "Référence",
    REFERENCE,
    "n° registre|n° de registre|numéro du registre|référence registre|réf. registre|n° d'inscription"
    "|numéro d'inscription|id registre|identifiant registre|référence personne|id personne"
    "|identifiant personne|n° personne|code personne|n° dossier|numéro de dossier|référence dossier"
    "|n° usager|identifiant usager|id usager|n° bénéficiaire|identifiant bénéficiaire|n° fiche|matricule"
    "|n° de référence|référence de la personne|référence anonyme|identifiant anonyme",
    "identifiant|registre|n°|code|dossier|personne|bénéficiaire|usager|inscription|inscrit",
    required=True,
    refers_to=REGISTER,
)
CODE_ZONE = Field(
    "code_zone",
    "Code de la zone",
    CODE,
    "code insee|insee|code commune|code insee commune|commune insee|commune (insee)|insee commune|insee_com"
    "|codgeo|code iris|iris|dcomiris|depcom|code géo|code géographique|zone code|cog"
    "|code insee de la commune"
    "|code insee de résidence|insee résidence|code commune insee|citycode|code quartier|codecom"
    "|code commune de résidence|n° insee|numéro insee",
    "commune|quartier|zone|secteur|ville|commune de résidence|territoire|localisation|code",
    refers_to="zones",
)
LATITUDE_FIELD = Field(
    "latitude",
    "Latitude",
    LATITUDE,
    "lat wgs84|latitude wgs84|latitude y|gps lat|y lambert|y lambert 93|y lambert93|y l93|lambert y|lamby|y wgs84",
    "y|coord y|coordonnée y",
)
LONGITUDE_FIELD = Field(
    "longitude",
    "Longitude",
    LONGITUDE,
    "lon wgs84|longitude wgs84|longitude x|gps lon|gps lng|x lambert|x lambert 93|x lambert93|x l93|lambert x|lambx"
    "|x wgs84",
    "x|coord x|coordonnée x",
)
POSITION_FIELD = Field(
    "position",
    "Coordonnées (latitude, longitude)",
    POSITION,
    "coordonnées gps|coordonnées|coordonnées géographiques|géolocalisation|geo_point_2d|geo point|geopoint|latlong|latlon"
    "|latitude longitude|position gps|point gps|gps",
    "point|localisation",
    stored=False,
)
"""Column of both coordinates where a file has them together: read as latitude and longitude, not stored by itself."""
INTERVENTION = Field(
    "zones_intervention",
    "Zones d'intervention",
    CODES,
    "zone d'intervention|communes d'intervention|territoire d'intervention|secteur d'intervention"
    "|zones couvertes"
    "|communes couvertes|communes desservies|zones desservies|périmètre d'intervention"
    "|codes des zones couvertes"
    "|zone de couverture|zones d'action|communes d'action|intervention",
    "territoire|périmètre|secteur|couverture|communes|zones",
    refers_to="zones",
)
RADIUS_FIELD = Field(
    "rayon_km",
    "Rayon d'intervention (km)",
    RADIUS,
    "rayon|rayon d'action|rayon d'action km|rayon en km|rayon d'intervention|rayon d'intervention km"
    "|distance d'intervention|distance max|distance maximale km|km|rayon max",
)
CAPACITY = Field(
    "capacite",
    "Capacité",
    PEOPLE,
    "capacité (personnes)|capacité d'accueil|capacité personnes|nombre de places|places|nb places"
    "|nombre de personnes|personnes suivies max|capacité maximale|capacité max|nb personnes max"
    "|capacité d'accompagnement|places disponibles|nb personnes",
)
VERIFIED = Field(
    "date_verification",
    "Date de vérification",
    DATE,
    "vérifié le|vérifiée le|dernière vérification|date de dernière vérification|contrôlé le|vérification"
    "|date de mise à jour|mis à jour le|maj|date maj|dernière mise à jour|mise à jour|date de maj|dernier contrôle"
    "|à jour au",
    "date",
)
