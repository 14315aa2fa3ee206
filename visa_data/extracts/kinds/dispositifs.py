"""Monthly totals of the territory's schemes: nobody is in them."""

from __future__ import annotations

from visa_data.extracts.formats import COUNT, EUROS, HOURS, LABEL, MONTH, PEOPLE
from visa_data.extracts.kinds.checks import Remark, above
from visa_data.extracts.kinds.kind import Field, Kind

DISPOSITIFS = Kind(
    "dispositifs",
    "Dispositifs",
    ("mois de dispositif", "mois de dispositifs"),
    (
        Field(
            "dispositif",
            "Dispositif",
            LABEL,
            "nom du dispositif|nom dispositif|intitulé du dispositif|service proposé|programme",
            "action|service|nom|intitulé|libellé",
            required=True,
        ),
        Field(
            "mois",
            "Mois",
            MONTH,
            "mois concerné|mois de référence|période|mois année|mois du bilan",
            "date",
            required=True,
            constant="*",
        ),
        Field(
            "demandes",
            "Demandes",
            COUNT,
            "demandes reçues|nb demandes|nombre de demandes|sollicitations|nb sollicitations",
        ),
        Field(
            "acceptees",
            "Acceptées",
            COUNT,
            "demandes acceptées|nb acceptées|accordées|acceptations|nb demandes acceptées|validées",
        ),
        Field(
            "honorees",
            "Honorées",
            COUNT,
            "demandes honorées|nb honorées|réalisées|prestations honorées|interventions réalisées|effectuées"
            "|nb réalisées|rendues",
        ),
        Field(
            "beneficiaires",
            "Bénéficiaires",
            PEOPLE,
            "personnes aidées|nb bénéficiaires|nombre de bénéficiaires|personnes accompagnées|personnes servies"
            "|nb personnes aidées|personnes accueillies",
            "personnes|participants",
        ),
        Field(
            "benevoles",
            "Bénévoles",
            PEOPLE,
            "nb bénévoles|nombre de bénévoles|bénévoles mobilisés|volontaires|bénévoles engagés",
        ),
        Field(
            "heures",
            "Heures",
            HOURS,
            "nb heures|nombre d'heures|volume horaire|heures réalisées|heures effectuées|heures bénévoles"
            "|durée totale",
        ),
        Field(
            "cout_eur",
            "Coût (€)",
            EUROS,
            "coût|coût en euros|coût total|montant|montant (€)|dépenses|dépense|coût du mois|euros",
            "budget|total",
        ),
    ),
    key=("dispositif", "mois"),
    dated="mois",
    checks=(
        above(
            "dispositifs",
            ("dispositif", "mois"),
            "acceptees",
            "demandes",
            "Plus de demandes acceptées que de demandes",
            "Vérifier les deux nombres",
        ),
        above(
            "dispositifs",
            ("dispositif", "mois"),
            "honorees",
            "acceptees",
            "Plus de demandes honorées que de demandes acceptées",
            "Vérifier les deux nombres",
        ),
    ),
    remarks=(
        Remark(
            "Mois sans données entre le premier et le dernier d'un dispositif : {}.",
            """
            SELECT format('{} ({})', dispositif, string_agg(strftime(mois, '%m/%Y'), ', ' ORDER BY mois)) FROM (
                SELECT dispositif, unnest(generate_series(min(mois), max(mois), INTERVAL 1 MONTH))::DATE AS mois
                FROM dispositifs WHERE dispositif IN (SELECT dispositif FROM destin) GROUP BY dispositif
            ) ANTI JOIN dispositifs USING (dispositif, mois) GROUP BY dispositif ORDER BY dispositif
            """,
        ),
    ),
)
