"""What the invented territory is made of: names, codes, dates and the areas that the story needs."""

from __future__ import annotations

from datetime import date

EPCI = "Communauté de communes du Val d'Aurette (territoire inventé)"
DECLARATION = (
    "Territoire inventé : ni les communes, ni les personnes, ni les chiffres n'existent. "
    "Fabriqué par scripts/make_sample."
)

#: Department 99 does not exist: no INSEE code can be mistaken for one of these.
TOWN_CODE = "99101"
TOWN_NAME = "Aurevilliers"
TOWN_SLUG = "aurevilliers"

#: Names given to the villages from the centre outwards (43, the town comes first with its own code).
VILLAGE_NAMES = (
    "Pont-d'Aurette",
    "Gué-d'Aurette",
    "Villefrêne",
    "Longuerive",
    "Courtebrise",
    "Saint-Ormin",
    "Bourdelune",
    "Grandveau",
    "Mareuilly",
    "La Ferrandelle",
    "Chantevigne",
    "Fontaubière",
    "Noirmaison",
    "Lussignolles",
    "Orvaliers",
    "Saint-Léonin-des-Prés",
    "Mesnil-d'Aurette",
    "Brévannelle",
    "Coudrelle",
    "Petitveau",
    "Sainte-Vaubane",
    "Beaumirail",
    "Pierrecourbe",
    "Jaunaye-les-Tertres",
    "Chevrolette",
    "Ormesac",
    "Montbrumeux",
    "Valombreux",
    "Tréfontaine",
    "Marchefontaine",
    "Sérignolles-le-Bois",
    "Saint-Guévin",
    "Les Essarteaux",
    "Clairvasseur",
    "Vauclairière",
    "Querçay-le-Sec",
    "Rochebrette",
    "Hautecombelle",
    "Noyerolles",
    "Champdoré-le-Vieux",
    "Vertefeuille-en-Val",
    "Estrevelle",
    "Ponteuil-la-Forêt",
)

#: The nine IRIS of the town, in the order of their seeds in ``outlines`` (centre, inner ring, outer ring).
IRIS_NAMES = (
    "Centre ancien",
    "Les Peupliers",
    "La Gare",
    "Faubourg du Moulin",
    "Les Tanneries",
    "Bellevue",
    "Les Grands Champs",
    "La Croix Verte",
    "Coteau de l'Aurette",
)
IRIS_CODES = tuple(f"{TOWN_CODE}{rank:02d}01" for rank in range(1, len(IRIS_NAMES) + 1))
PEUPLIERS = IRIS_CODES[1]
BELLEVUE = IRIS_CODES[5]
SAINTE_VAUBANE = "99122"

NEIGHBOUR_NAMES = (
    "Pays d'Ormelle (inventé)",
    "Plateau de Vaucresane (inventé)",
    "Entre Lure et Brume (inventé)",
    "Terres de Saint-Évroult-le-Neuf (inventé)",
    "Vallées de la Combrelle (inventé)",
    "Pays des Sept Étangs (inventé)",
    "Forêts d'Argelune (inventé)",
    "Bocage de Maurepierre (inventé)",
    "Côtes de Sauvaire (inventé)",
    "Rives de la Doulette (inventé)",
    "Hauts de Brisevent (inventé)",
)

#: Centre of the town, WGS84 degrees.
CENTRE_LAT, CENTRE_LON = 47.3, 1.9

#: The campaign: twelve ISO weeks, 2025-S38 to 2025-S49.
FIRST_DAY = date(2025, 9, 15)
LAST_DAY = date(2025, 12, 7)
LATE_AREA_WEEK = 45

#: The ten essential needs, codes and labels, in the guide's order.
NEEDS = {
    "se_nourrir": "Se nourrir",
    "se_soigner": "Prendre soin de soi et se soigner",
    "etre_informe": "Être informé et écouté",
    "parler": "Parler avec autrui",
    "sortir": "Pouvoir sortir et maintenir une activité physique",
    "argent": "Retirer de l'argent",
    "arnaques": "Se prémunir des arnaques",
    "s_occuper": "S'occuper et se cultiver",
    "quotidien": "Organiser sa vie quotidienne",
    "rituels": "Maintenir des rituels symboliques ou spirituels",
}
