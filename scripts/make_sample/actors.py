"""The actors of the cooperation, in the columns of ``acteurs``: organisations only, nobody's name.

Nobody represents the aged themselves, nobody relieves carers in two zones, and the landlord who signed a convention as
a relay has never told anything.
"""

from __future__ import annotations

import pandas as pd

from scripts.make_sample.areas import Areas
from scripts.make_sample.outlines import Outlines
from scripts.make_sample.territory import IRIS_CODES, PEUPLIERS, SAINTE_VAUBANE, TOWN_CODE

COLUMNS = [
    "identifiant",
    "nom",
    "type",
    "role",
    "code_zone",
    "zones_intervention",
    "besoins",
    "date_convention",
    "date_charte",
    "statut",
    "date_verification",
]
#: Whom people of each level are sent to; the west and the east of the territory have a team of the Département each.
CIAS, CLIC, DAC, GERIATRICS = "K005", "K007", "K008", "K009"
WEST_TEAM, EAST_TEAM = "K011", "K012"
SSIAD, CARERS_HOUSE, RESPITE, SOCIAL_CENTRE, VISITORS = "K014", "K015", "K016", "K017", "K019"
LANDLORD = "K024"


def actor_table(outlines: Outlines, teams: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Rows of ``acteurs``, sorted by ``identifiant``; every value is text, "" when empty."""
    villages = sorted(code for code in outlines.communes["code"] if code != TOWN_CODE)
    listed = dict(zip(teams["identifiant"], teams["zones_intervention"], strict=True))
    ring, north, east = listed["EC03"], listed["EC04"], listed["EC05"]
    south, edge = listed["EC06"], listed["EC07"]
    everywhere = "|".join([TOWN_CODE, *villages])
    # Nobody relieves carers in two zones.
    iris = [code for code in IRIS_CODES if code != PEUPLIERS]
    carers = "|".join([*iris, *(code for code in villages if code != SAINTE_VAUBANE)])
    centre, station = IRIS_CODES[0], IRIS_CODES[2]
    rows = [
        ("Mairie d'Aurevilliers – délégation aux aînés", "elu", "copil", centre, TOWN_CODE, "",
         "2024-03-18", "2024-03-18", "actif", "2025-09-02"),
        ("Mairie de Valombreux – délégation aux aînés", "elu", "copil", "99129", "99129", "",
         "", "2024-05-14", "actif", "2025-03-20"),
        ("Police municipale d'Aurevilliers", "service_municipal", "relais", centre, TOWN_CODE, "arnaques",
         "2024-03-18", "", "actif", "2025-06-11"),
        ("Service des sports d'Aurevilliers", "service_municipal", "cotech", centre, TOWN_CODE, "sortir|s_occuper",
         "", "", "actif", "2024-10-08"),
        ("CIAS du Val d'Aurette", "ccas_cias", "pilote", centre, everywhere, "se_nourrir|etre_informe|quotidien",
         "2024-03-18", "2024-03-18", "actif", "2025-09-15"),
        ("CCAS de Saint-Léonin-des-Prés", "ccas_cias", "cotech", "99117", north, "etre_informe|quotidien",
         "2024-06-03", "2024-06-03", "actif", "2025-04-22"),
        ("CLIC du Val d'Aurette", "coordination", "cotech", centre, everywhere, "se_soigner|etre_informe|quotidien",
         "2024-03-18", "2024-03-18", "actif", "2025-09-15"),
        ("Dispositif d'appui à la coordination de l'Aurette", "coordination", "cotech", centre, everywhere,
         "se_soigner", "2024-09-10", "", "actif", "2025-05-06"),
        ("Centre hospitalier d'Aurevilliers – équipe mobile de gériatrie", "sanitaire", "cotech", centre,
         everywhere, "se_soigner", "2024-04-23", "", "actif", "2025-08-28"),
        ("Maison de santé de Valombreux", "sanitaire", "partenaire", "99129", south, "se_soigner",
         "", "", "actif", "2024-11-19"),
        ("Équipe médico-sociale du Département – secteur ouest", "departement", "cotech", centre,
         f"{TOWN_CODE}|{ring}|{edge}|{'|'.join(areas.asleep)}", "se_soigner|quotidien",
         "2024-03-18", "", "actif", "2025-09-01"),
        ("Équipe médico-sociale du Département – secteur est", "departement", "cotech", "99124",
         f"{north}|{east}|{south}|{'|'.join(areas.late)}", "se_soigner|quotidien",
         "2024-03-18", "", "actif", "2025-09-01"),
        ("SAAD Aurette à domicile", "medico_social", "partenaire", "99109", f"{TOWN_CODE}|{ring}|{edge}",
         "se_nourrir|quotidien", "2024-07-02", "2024-10-01", "actif", "2025-02-12"),
        ("SSIAD des Deux Rives", "medico_social", "cotech", "99105", f"{TOWN_CODE}|{ring}|{south}", "se_soigner",
         "2024-07-02", "", "actif", "2025-07-17"),
        ("Maison des aidants du Val d'Aurette", "aidants", "cotech", centre, carers, "",
         "2024-05-14", "2024-05-14", "actif", "2025-06-30"),
        ("Plateforme de répit d'Aurevilliers", "aidants", "partenaire", station, "|".join(iris), "",
         "2025-01-21", "", "actif", "2025-06-30"),
        ("Centre social des Peupliers", "social", "relais", PEUPLIERS, PEUPLIERS, "parler|s_occuper",
         "", "2024-05-14", "actif", "2025-01-28"),
        ("Coopération Monalisa du Val d'Aurette", "monalisa", "copil", centre, everywhere, "parler",
         "2024-03-18", "2024-03-18", "actif", "2025-09-15"),
        ("Je vous visite – Val d'Aurette", "association", "cotech", centre, everywhere, "parler|s_occuper",
         "2024-06-03", "2024-06-03", "actif", "2025-09-10"),
        ("Entraide de l'Aurette", "association", "relais", "99124", east, "se_nourrir|parler",
         "", "2025-02-04", "actif", "2025-02-04"),
        ("Carsat – antenne d'Aurevilliers", "caisse", "partenaire", centre, everywhere, "",
         "2024-09-10", "", "actif", "2025-03-11"),
        ("MSA – antenne du Val d'Aurette", "caisse", "partenaire", "99117", everywhere, "",
         "", "", "pressenti", "2025-10-07"),
        ("Sous-préfecture d'Aurevilliers", "etat", "partenaire", centre, everywhere, "", "", "", "actif", ""),
        ("Val d'Aurette Habitat", "bailleur", "relais", PEUPLIERS, TOWN_CODE, "",
         "2024-11-05", "2024-11-05", "actif", "2025-03-04"),
        ("Conseil de quartier des Peupliers", "quartier", "relais", PEUPLIERS, PEUPLIERS, "",
         "", "2024-10-01", "actif", "2025-01-28"),
        ("Comité de quartier de La Gare", "quartier", "", station, station, "", "", "", "pressenti", "2025-11-18"),
        ("Épicerie de Grandveau", "commerce", "relais", "99109", "99109", "se_nourrir",
         "", "2025-03-25", "actif", "2025-03-25"),
        ("Boulangerie de Sainte-Vaubane", "commerce", "relais", "99122", "99122", "",
         "", "2025-03-25", "actif", "2025-03-25"),
        ("La Poste d'Aurevilliers", "la_poste", "relais", centre, everywhere, "argent",
         "2024-06-12", "", "actif", "2025-06-12"),
        ("Pharmacie du Centre ancien", "sanitaire", "relais", centre, TOWN_CODE, "se_soigner",
         "", "2024-10-01", "actif", "2025-01-15"),
        ("Pharmacie de Clairvasseur", "sanitaire", "relais", "99135", edge, "se_soigner",
         "", "2024-10-01", "actif", "2023-05-10"),
        ("Gendarmerie de Saint-Léonin-des-Prés", "autre", "relais", "99117", north, "arnaques",
         "2024-09-10", "", "actif", "2025-05-20"),
        ("Visiteurs de Lussignolles", "association", "relais", "99115", "|".join(areas.asleep), "parler",
         "", "2021-06-08", "retire", "2025-06-24"),
        ("Radio locale de l'Aurette", "autre", "partenaire", centre, everywhere, "etre_informe|rituels",
         "", "", "pressenti", "2025-11-04"),
    ]  # fmt: skip
    return pd.DataFrame([(f"K{rank:03d}", *row) for rank, row in enumerate(rows, start=1)], columns=COLUMNS)
