"""Appariements: which volunteers for each person who waits for visits. For the coordination only."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from visa_data import french
from visa_data.errors import VisaError
from visa_data.indicators.callers import LISTED
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.indicator import Column, Example, Indicator, Option, Unit
from visa_data.indicators.services import zone_rows_of
from visa_data.indicators.state import everybody, of_everybody, only_chosen
from visa_data.indicators.visites import LATEST, waiting_listed
from visa_data.roles import Permission
from visa_data.settings import Settings
from visa_data.territory.distance import haversine_km, unit_vectors
from visa_data.territory.pairing import Pairing, Pairs, best_pairing
from visa_data.territory.zones import ZoneFrame, read_zones
from visa_data.vocabulary_of_action import Activite, Creneau

MOST_VOLUNTEERS = 5
"""Volunteers for one demand, at most."""
UNNAMED = f"""
SELECT count(*) FROM {LATEST} WHERE statut IN ('demande', 'rencontre') AND coalesce(benevoles, '') = ''
"""
FREE = f"""
WITH {LISTED},
pris AS (
    SELECT DISTINCT unnest(string_split(benevoles, '|')) AS appelant FROM {LATEST}
    WHERE statut IN ('actif', 'rencontre') AND benevoles IS NOT NULL
)
SELECT appelant, zones, activites, creneaux FROM listes ANTI JOIN pris USING (appelant)
WHERE actif AND visites = 'oui' ORDER BY appelant
"""


def pairings(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    filters: Filters = EVERYBODY,
    *,
    volunteers: int = 2,
) -> pd.DataFrame:
    """Who could visit whom: one row for each waiting demand served, by binome. Person-level: the coordination's only.

    Each demand of an inscrit that names no volunteer takes exactly `volunteers` free ones or none: most demands, then
    most shared activities (those of the demand that each volunteer has, summed over volunteers). Everybody's demands
    share the volunteers; filters choose rows.
    Columns: binome, reference, benevoles (codes joined by a vertical bar), activites (of the demand, that one of them
    at least has), creneaux (common to all who say: the person and them), distance_km (mean, from the person, or else
    the point of her zone, to the middle of each volunteer's zones: nobody says where volunteers live), code_zone,
    nom_zone, demande_le, activites_demandees, creneaux_demandes, pourquoi (French: zone, and what each shares).
    `attrs`: note (French: how sure, who is left out; empty when there is nothing to add), optimal, demandes_choisies
    (demands of the rows chosen), and for everybody: demandes, servies, activites_partagees, what no choice exceeds
    (servies_au_plus, activites_au_plus).
    Raises VisaError for a number of volunteers out of bounds.
    """
    if not 1 <= volunteers <= MOST_VOLUNTEERS:
        raise VisaError("Valeur hors bornes", f"--benevoles est compris entre 1 et {MOST_VOLUNTEERS}.")
    table, asked = of_everybody(
        cursor,
        f"appariements_{volunteers}",
        day,
        settings,
        lambda: _pairings(cursor, day, settings, volunteers),
    )
    chosen = only_chosen(cursor, table, day, settings, filters)
    demands = only_chosen(cursor, asked, day, settings, filters)
    chosen.attrs.update(table.attrs, demandes_choisies=len(demands))
    return chosen


def _pairings(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, volunteers: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Everybody's, and the demands that they answer: see `pairings` and `_asked`."""
    zones = read_zones(cursor)
    asked = _asked(cursor, day, settings)
    free = cursor.execute(FREE, {"jour": day}).df()
    distances = _distances(asked, free, zones)
    found = best_pairing(
        _pairs(asked, free, zones, distances),
        asked["jours_attente"].to_numpy(dtype=np.int64),
        len(free),
        volunteers,
        settings.solveur_secondes / 2,
    )
    [unnamed] = cursor.execute(UNNAMED, {"jour": day}).fetchone() or (0,)
    nowhere = sum(not zones.rows_of(_text(listed)) for listed in free["zones"])
    demands, volunteers_free = asked.to_dict("records"), free.to_dict("records")
    rows = [
        _proposal(
            demands[demand],
            [volunteers_free[one] for one in who],
            zones,
            float(distances[demand, who].mean()),
        )
        for demand, who in sorted(found.volunteers.items())
    ]
    table = pd.DataFrame(rows, columns=list(PROPOSED))
    table.attrs.update(
        note=" ".join(_to_know(found, len(asked), unnamed - len(asked), nowhere)),
        optimal=found.optimal,
        demandes=len(asked),
        servies=found.served,
        activites_partagees=found.shared,
        servies_au_plus=found.served_bound,
        activites_au_plus=found.shared_bound,
    )
    return table, asked


def _asked(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings) -> pd.DataFrame:
    """The waiting demands of inscrits that name nobody, by binome: `waiting_listed`, latitude and longitude."""
    waiting = waiting_listed(cursor, day, settings, EVERYBODY)
    where = everybody(cursor, day, settings)[["reference", "latitude", "longitude"]]
    asked = waiting[waiting["benevoles"] == ""].merge(where, on="reference")
    return asked.sort_values("binome", ignore_index=True)


PROPOSED = (
    "binome",
    "reference",
    "benevoles",
    "activites",
    "creneaux",
    "distance_km",
    "code_zone",
    "nom_zone",
    "demande_le",
    "activites_demandees",
    "creneaux_demandes",
    "pourquoi",
)


def _pairs(
    asked: pd.DataFrame, free: pd.DataFrame, zones: ZoneFrame, distances: NDArray[np.float64]
) -> Pairs:
    """Who may serve what: zones hold the person's zone and, where both say, an activity and a slot are shared."""
    serves = np.zeros((len(free), len(zones.codes) + 1), dtype=bool)
    for row, listed in enumerate(free["zones"]):
        serves[row, zones.rows_of(_text(listed))] = True
    may = serves[:, zone_rows_of(asked["code_zone"], zones)].T
    for name in ("activites", "creneaux"):
        may &= _agree(_bits(asked[name]), _bits(free[name]))
    shared = np.bitwise_count(_bits(asked["activites"])[:, None] & _bits(free["activites"])[None])
    demand, volunteer = np.nonzero(may)
    far = np.rint(np.nan_to_num(distances[demand, volunteer]) * 100).astype(np.int64)
    return Pairs(demand, volunteer, shared[demand, volunteer].astype(np.int64), far)


def _agree(ones: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether two lists share a code, or one says nothing: ones × others."""
    return ((ones[:, None] & others[None]) > 0) | (ones == 0)[:, None] | (others == 0)[None]


def _bits(lists: pd.Series) -> NDArray[np.int64]:
    """Lists of codes as integers, a bit for each code of the vocabularies."""
    return np.array([sum(BITS[code] for code in _codes(listed)) for listed in lists], dtype=np.int64)


BITS = {
    code: 1 << rank
    for rank, code in enumerate([*(one.value for one in Activite), *(one.value for one in Creneau)])
}


def _codes(listed: object) -> list[str]:
    """The codes of a list, once each and in the vocabulary's order; none for an empty one."""
    known = {code for code in (_text(listed) or "").split("|") if code}
    return sorted(known, key=lambda code: BITS[code])


def _distances(asked: pd.DataFrame, free: pd.DataFrame, zones: ZoneFrame) -> NDArray[np.float64]:
    """Demands × volunteers, km: from the person to the middle of the volunteer's zones; NaN where unknown."""
    rows = zone_rows_of(asked["code_zone"], zones)
    points = np.column_stack((zones.latitude, zones.longitude))
    home = np.vstack((points, [np.nan, np.nan]))[rows]
    own = asked[["latitude", "longitude"]].to_numpy(dtype=float)
    where = np.where(np.isnan(own).any(axis=1)[:, None], home, own)
    middles = np.full((len(free), 2), np.nan)
    for row, listed in enumerate(free["zones"]):
        if held := zones.rows_of(_text(listed)):
            x, y, z = unit_vectors(zones.latitude[held], zones.longitude[held]).mean(axis=0)
            middles[row] = np.degrees([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)])
    return haversine_km(where[:, :1], where[:, 1:], middles[:, 0][None], middles[:, 1][None])


def _proposal(
    demand: Mapping[Hashable, Any], who: list[dict[Hashable, Any]], zones: ZoneFrame, distance_km: float
) -> tuple[object, ...]:
    """One row of the answer, in the order of PROPOSED."""
    wanted, open_slots = _codes(demand["activites"]), _codes(demand["creneaux"])
    shared = [code for code in wanted if any(code in _codes(one["activites"]) for one in who)]
    said = [codes for codes in (open_slots, *(_codes(one["creneaux"]) for one in who)) if codes]
    slots = [code for code in (said[0] if said else []) if all(code in codes for codes in said)]
    name = zones.names[zones.codes.index(demand["code_zone"])]
    return (
        demand["binome"],
        demand["reference"],
        "|".join(one["appelant"] for one in who),
        "|".join(shared),
        "|".join(slots),
        distance_km,
        demand["code_zone"],
        name,
        demand["demande_le"],
        "|".join(wanted),
        "|".join(open_slots),
        f"Zone commune : {name}. " + " ".join(_shares(demand, one) for one in who),
    )


def _shares(demand: Mapping[Hashable, Any], volunteer: Mapping[Hashable, Any]) -> str:
    """What a volunteer and the person have in common, as a sentence."""
    told = []
    for name, words, unsaid in (
        ("activites", Activite, "activités non dites"),
        ("creneaux", Creneau, "créneaux non dits"),
    ):
        wanted, own = _codes(demand[name]), _codes(volunteer[name])
        common = [words(code).label.lower() for code in wanted if code in own]
        told.append(french.listed(common) if common else unsaid)
    return f"{volunteer['appelant']} : {' ; '.join(told)}."


def _to_know(found: Pairing, asked: int, strangers: int, nowhere: int) -> list[str]:
    """What to know of the pairings, in French sentences.

    asked: demands of inscrits. strangers: demands of others. nowhere: free volunteers without a zone.
    """
    told = []
    if not found.optimal:
        told.append(
            "Appariements les meilleurs trouvés dans le temps prévu, sans preuve qu'ils sont optimaux : aucun choix ne "
            f"servirait plus de {french.counted(found.served_bound, 'demande')}, ni, en servant autant de demandes que "
            f"celui-ci, ne partagerait plus de {french.counted(found.shared_bound, 'activité')}."
        )
    if left := asked - found.served:
        told.append(
            f"{french.counted(left, 'demande')} en attente sur {asked} "
            f"{'restent' if left > 1 else 'reste'} sans bénévoles."
        )
    if strangers:
        told.append(
            f"{french.counted(strangers, 'autre demande', 'autres demandes')} en attente : de personnes qui ne sont pas "
            "inscrites ce jour-là."
        )
    if nowhere:
        told.append(
            f"{french.counted(nowhere, 'bénévole libre', 'bénévoles libres')} sans zone d'intervention connue, "
            "à qui rien n'est proposé."
        )
    return told


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


APPARIEMENTS = Indicator(
    name="appariements",
    title="Bénévoles à proposer",
    question="Quels bénévoles proposer à chaque personne qui attend des visites ?",
    wording="Pour chaque demande de visites d'une personne inscrite qui ne nomme encore personne, deux bénévoles libres, ou "
    "autant qu'il est demandé : un appelant actif, qui fait des visites et n'est dans aucun binôme actif ou en rencontre. "
    "Ses zones d'intervention comprennent celle de la personne (un bénévole sans zone n'est pas proposé) ; quand les deux "
    "le disent, ils ont une activité et un créneau en commun. Le plus de demandes sont servies, entières ; puis le plus "
    "d'activités sont partagées, chaque bénévole comptant celles de la demande qui sont aussi les siennes ; puis celles "
    "qui attendent depuis le plus longtemps. Le choix est prouvé le meilleur, ou il est dit qu'il ne l'est pas.",
    source="Guide VISA (2020), visites en binôme ; problème d'affectation (Burkard, Dell'Amico et Martello, 2009).",
    columns=(
        Column("binome", "Demande", "Code du binôme demandé.", Unit.CODE, ""),
        Column("reference", "Référence", "Référence du registre.", Unit.CODE, ""),
        Column("benevoles", "Bénévoles", "Codes des bénévoles proposés.", Unit.CODE, ""),
        Column(
            "activites", "Activités", "Celles de la demande qu'au moins un d'eux pratique.", Unit.CODE, ""
        ),
        Column(
            "creneaux", "Créneaux", "Ceux de tous ceux qui en disent, personne et bénévoles.", Unit.CODE, ""
        ),
        Column(
            "distance_km",
            "Distance",
            "Distance moyenne à vol d'oiseau entre la personne (sinon le point de sa zone) et le milieu des zones de "
            "chaque bénévole : nul ne dit où les bénévoles habitent.",
            Unit.KM,
            "",
            worse=1,
            decimals=2,
        ),
    ),
    compute=pairings,
    rows="demande",
    denominator="demandes de visites en attente, sans bénévole nommé",
    example=Example(
        "À la demande {binome} répondent {benevoles}, qui partagent avec la personne {activites} : leurs zones ont leur "
        "milieu à {distance_km} de chez elle en moyenne. C'est ainsi que les deux demandes en attente sont servies.",
        {"binome": "B6", "benevoles": "V7|V8", "activites": "lecture", "distance_km": 2.94},
        {"binome": "B6"},
        acting=True,
    ),
    options=(
        Option("--benevoles", "N", "appariements : bénévoles pour chaque demande (2)", "volunteers", int, 2),
    ),
    permission=Permission.SEE_PEOPLE,
)
