"""Tournée: which loop of a mobile service, from a start, reaches most people who have a need."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from visa_data import french
from visa_data.errors import VisaError
from visa_data.indicators.besoins import needs_cte
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Example, Indicator, Option, Unit
from visa_data.indicators.state import run, state_cte
from visa_data.settings import Settings
from visa_data.territory.distance import chord, haversine_km, unit_vectors
from visa_data.territory.touring import EQUAL_KM, Tour, best_tour
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.vocabulary import Besoin

MOST_STOPS = 10
"""A loop of more stops has more orders than can be looked at."""
MOST_PLACES = 5000
"""Within reach of a loop: a distance is kept between any two of them."""


def tour(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters = EVERYBODY,
    *,
    need: str = "",
    stops: int = 4,
    radius_km: float = 3.0,
    loop_km: float = 60.0,
    start: str = "",
) -> pd.DataFrame:
    """The loop that reaches most inscrits with `need` (code) open within `radius_km` of a stop, then the shortest.

    One row a stop, in the order of the visit, then the return to the start (code of a zone); none where no loop of at
    most `loop_km` reaches anybody. Columns: ordre, code_zone, nom_zone, nouvelles_personnes, cumul,
    km_depuis_precedent, latitude, longitude (of the zone's representative point). `attrs`: note (French: how sure, and
    who cannot be reached; empty when there is nothing to add), optimal, bound (people that no loop exceeds), loop_km,
    unlocated (people with this need and no coordinates).
    Raises VisaError for a need or a start that is not one, and for numbers out of bounds.
    """
    _check(need, stops, radius_km, loop_km)
    zones = read_zones(cursor)
    home = _home(zones, start)
    people = _in_need(cursor, day, settings, filters, need)
    located = people.dropna(subset=["latitude", "longitude"])
    places = _within_loop(zones, home, loop_km)
    latitude, longitude = zones.latitude[places], zones.longitude[places]
    distances = haversine_km(latitude[:, None], longitude[:, None], latitude[None], longitude[None])
    reached = _reached_from(latitude, longitude, located, radius_km)
    first = int(np.searchsorted(places, home))
    found = best_tour(reached, len(located), distances, first, stops, loop_km, settings.solveur_secondes)
    loop = [*found.stops, first] if found.stops else []
    visited = places[loop].tolist()
    table = pd.DataFrame(
        {
            "ordre": range(1, len(visited) + 1),
            "code_zone": [zones.codes[row] for row in visited],
            "nom_zone": [zones.names[row] for row in visited],
            "nouvelles_personnes": [*found.gains, 0] if visited else [],
            "cumul": np.cumsum([*found.gains, 0], dtype=int) if visited else [],
            "km_depuis_precedent": distances[[first, *loop[:-1]], loop] if loop else [],
            "latitude": zones.latitude[visited],
            "longitude": zones.longitude[visited],
        }
    )
    unlocated = len(people) - len(located)
    table.attrs.update(
        note=" ".join(_to_know(found, unlocated)),
        optimal=found.optimal,
        bound=found.bound,
        loop_km=found.length_km,
        unlocated=unlocated,
    )
    return table


def _check(need: str, stops: int, radius_km: float, loop_km: float) -> None:
    if need not in set(Besoin):
        known = french.listed([one.value for one in Besoin])
        raise VisaError(
            "Besoin inconnu" if need else "Besoin à choisir",
            f"donnez avec --besoin le code d'un des dix besoins : {known}.",
        )
    if not 1 <= stops <= MOST_STOPS or not 0 < radius_km <= 500 or not 0 <= loop_km <= 2000:
        raise VisaError(
            "Valeur hors bornes",
            f"--arrets est compris entre 1 et {MOST_STOPS}, --rayon-km entre 0 et 500, --boucle-km entre 0 et 2000.",
        )


def _home(zones: ZoneFrame, start: str) -> int:
    rows = zones.rows_of(start)
    if len(rows) != 1:
        told = "donnez avec --depart le code d'une zone : la boucle part de son point représentatif."
        if start:
            told = f"« {start} » n'est pas le code d'une zone du territoire. {told.capitalize()}"
        raise VisaError("Départ inconnu" if start else "Départ à choisir", told)
    return rows[0]


def _in_need(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters, need: str
) -> pd.DataFrame:
    """The inscrits whose need is open: latitude, longitude (NaN where unknown)."""
    query = f"""
        WITH {state_cte(filters)}, {needs_cte()}
        SELECT e.latitude, e.longitude FROM etat_besoins b JOIN etat e USING (reference)
        WHERE b.ouvert AND b.besoin = $besoin ORDER BY reference
    """
    return run(cursor, query, day, settings, filters, besoin=need)


def _within_loop(zones: ZoneFrame, home: int, loop_km: float) -> NDArray[np.int64]:
    """Rows of the zones that a loop can go to and come back from, the start among them."""
    away = haversine_km(zones.latitude[home], zones.longitude[home], zones.latitude, zones.longitude)
    found = np.flatnonzero(2 * away <= loop_km + EQUAL_KM)
    if len(found) > MOST_PLACES:
        raise VisaError(
            "Boucle trop longue",
            f"{french.counted(len(found), 'zone')} sont à sa portée, et {french.number(MOST_PLACES)} au plus peuvent "
            "être comparées. Donnez une boucle plus courte avec --boucle-km.",
        )
    return found


def _reached_from(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64], located: pd.DataFrame, radius_km: float
) -> list[NDArray[np.int64]]:
    """For each place, rows of the people within `radius_km` of it."""
    if not len(located):
        return [np.empty(0, dtype=np.int64) for _ in latitude]
    tree = cKDTree(unit_vectors(located["latitude"].to_numpy(), located["longitude"].to_numpy()))
    found = tree.query_ball_point(unit_vectors(latitude, longitude), float(chord(radius_km)))
    return [np.asarray(rows, dtype=np.int64) for rows in found]


def _to_know(found: Tour, unlocated: int) -> list[str]:
    """What to know of the loop, in French sentences."""
    told = []
    if not found.optimal:
        limit = (
            f"aucune n'atteindrait plus de {french.number(found.bound)} personnes."
            if found.bound > sum(found.gains)
            else "aucune n'atteindrait plus de personnes, mais une boucle plus courte n'est pas exclue."
        )
        told.append(
            "Tournée la meilleure trouvée dans le temps prévu, sans preuve qu'elle est optimale : " + limit
        )
    elif not found.stops:
        told.append(
            "Aucune tournée : personne dont ce besoin est ouvert ne vit assez près d'un arrêt que la boucle permet."
        )
    if unlocated:
        told.append(
            f"{french.counted(unlocated, 'personne')} dont ce besoin est ouvert, sans coordonnées, "
            "ne peuvent être comptées."
            if unlocated > 1
            else "Une personne dont ce besoin est ouvert, sans coordonnées, ne peut être comptée."
        )
    return told


TOURNEE = Indicator(
    name="tournee",
    title="Tournée d'un service mobile",
    question="Par où passerait un service mobile pour atteindre le plus de personnes ?",
    wording="La boucle qui, depuis un départ et sans dépasser une longueur, atteint avec quelques arrêts le plus de "
    "personnes inscrites dont un besoin est ouvert, puis la plus courte. Les arrêts sont aux points représentatifs des "
    "zones ; une personne est atteinte quand elle vit dans le rayon d'un arrêt ; le départ ne dessert personne s'il n'est "
    "pas un arrêt. Les distances sont à vol d'oiseau. La boucle est prouvée la meilleure, ou il est dit qu'elle ne l'est pas.",
    source="Gendreau, Laporte et Semet (1997), problème de la tournée de couverture.",
    columns=(
        Column("ordre", "Ordre", "Ordre du passage ; la dernière ligne est le retour.", Unit.CODE, ""),
        *ZONE_COLUMNS,
        Column(
            "nouvelles_personnes",
            "Nouvelles personnes",
            "Personnes dont le besoin est ouvert, dans le rayon de cet arrêt et d'aucun arrêt précédent.",
            worse=-1,
        ),
        Column("cumul", "Cumul", "Celles-là et celles des arrêts qui précèdent.", worse=-1),
        Column(
            "km_depuis_precedent",
            "Distance",
            "Distance à vol d'oiseau depuis l'arrêt précédent, ou depuis le départ.",
            Unit.KM,
            "",
            worse=1,
            decimals=2,
        ),
    ),
    compute=tour,
    rows="arrêt",
    denominator="personnes inscrites dont ce besoin est ouvert",
    example=Example(
        "Pour le besoin « Parler avec autrui », un service qui part de Boismont et s'y arrête peut aller ensuite à "
        "{nom_zone}, {km_depuis_precedent} plus loin : {nouvelles_personnes} personne de plus, {cumul} en tout.",
        {"nom_zone": "Aubrives", "km_depuis_precedent": 3.57, "nouvelles_personnes": 1, "cumul": 2},
        {"ordre": 2},
        asked={"need": "parler", "start": "99002"},
    ),
    options=(
        Option("--besoin", "CODE", "tournee : besoin auquel répond le service (obligatoire)", "need"),
        Option("--arrets", "S", "tournee : arrêts au plus, en plus du départ (4)", "stops", int, 4),
        Option("--rayon-km", "R", "tournee : rayon d'un arrêt, en km (3)", "radius_km", float, 3.0),
        Option(
            "--boucle-km", "L", "tournee : longueur de la boucle au plus, en km (60)", "loop_km", float, 60.0
        ),
        Option("--depart", "CODE", "tournee : zone du départ et du retour (obligatoire)", "start", str, ""),
    ),
)
