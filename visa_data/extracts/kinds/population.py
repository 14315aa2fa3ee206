"""Population by zone and year."""

from __future__ import annotations

from visa_data.extracts.formats import CODE, POPULATION, YEAR
from visa_data.extracts.kinds.kind import Field, Kind
from visa_data.extracts.kinds.shared import CODE_ZONE

POPULATION_KIND = Kind(
    "population",
    "Population",
    ("population", "population"),
    (
        Field(
            CODE_ZONE.name,
            CODE_ZONE.label,
            CODE,
            CODE_ZONE.headers + "|com|code",
            "commune|zone|quartier|identifiant",
            required=True,
            refers_to="zones",
        ),
        Field(
            "annee",
            "Année",
            YEAR,
            "an|année du recensement|millésime|année de référence|année recensement|rp|année rp"
            "|exercice|year",
            "date|recensement",
            required=True,
            constant="*",
        ),
        Field(
            "population",
            "Population",
            POPULATION,
            "pop|pmun|population municipale|population totale|pop_tot|ptot|habitants|nombre d'habitants"
            "|nb habitants"
            "|total|pop totale|total population|nb hab|pop_mun",
        ),
        Field(
            "plus_75_ans",
            "75 ans et plus",
            POPULATION,
            "plus de 75 ans|population 75 ans et plus|75 ans ou plus|pop 75 ans et plus|pop75p"
            "|personnes de 75 ans et plus"
            "|75+|75 et plus|75 ans +|pop_75|pop 75 p|nb 75 ans et plus|p_pop75p|pop 75 ans ou plus|75p",
        ),
        Field(
            "plus_75_ans_seuls",
            "75 ans et plus vivant seuls",
            POPULATION,
            "plus de 75 ans seuls|75 ans et plus seuls|75 ans et plus vivant seul"
            "|75 ans ou plus vivant seuls|75+ seuls"
            "|plus de 75 ans vivant seuls|personnes de 75 ans et plus vivant seules"
            "|75 ans et plus vivant seules"
            "|75p seuls|pop75p seuls|75 ans et plus isolés|75 et plus seuls",
        ),
    ),
    key=("code_zone", "annee"),
    territory=True,
    dated="annee",
    timeless=True,
)
