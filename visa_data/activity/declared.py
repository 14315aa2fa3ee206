"""Every figure of the activity report: its words, its unit, whom it is counted among, and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from visa_data.indicators.indicator import PERSONS, Unit
from visa_data.settings import Settings
from visa_data.wording import written


class Part(StrEnum):
    """The parts of the report, by key; their titles are those of its pages."""

    CAMPAIGN = "campagne"
    ORIENTATIONS = "orientations"
    NEEDS = "besoins"
    ZONES = "zones-blanches"
    DECISIONS = "decisions"
    VOLUNTEERS = "benevoles"
    SCHEMES = "dispositifs"


class When(StrEnum):
    """What a figure is true of."""

    START = "debut"
    DURING = "periode"
    END = "fin"


@dataclass(frozen=True, slots=True)
class Declared:
    """One figure. whole: name of the figure that it is a part of, its denominator; about: what is counted."""

    name: str
    part: Part
    when: When
    label: str
    wording: str
    unit: Unit = Unit.COUNT
    about: str = PERSONS
    whole: str = ""

    @property
    def counts_people(self) -> bool:
        """Whether it is about persons, and so withheld where the territory is as small as a place."""
        return self.about in (PERSONS, "appels", "orientations", "besoins", "visites", "demandes")

    def definition(self, settings: Settings) -> str:
        """As read, with the thresholds in force."""
        return written(self.wording, settings)


CALLS, SENT, NEEDS, ZONES, DECIDED, HELPERS = (
    Part.CAMPAIGN,
    Part.ORIENTATIONS,
    Part.NEEDS,
    Part.ZONES,
    Part.DECISIONS,
    Part.VOLUNTEERS,
)
START, DURING, END = When.START, When.DURING, When.END
OF_THE_DAY = "À la fin du dernier jour de la période"

DECLARED = (
    Declared(
        "inscrits_debut", CALLS, START, "Inscrites au début", "Personnes inscrites à la veille de la période."
    ),
    Declared(
        "entrees",
        CALLS,
        DURING,
        "Nouvelles inscrites",
        "Personnes inscrites pendant la période, consentement recueilli.",
        whole="suivies",
    ),
    Declared(
        "sorties",
        CALLS,
        DURING,
        "Radiées",
        "Personnes inscrites qui ont quitté le registre pendant la période, quel qu'en soit le motif.",
        whole="suivies",
    ),
    Declared("inscrits_fin", CALLS, END, "Inscrites à la fin", f"Personnes inscrites. {OF_THE_DAY}."),
    Declared(
        "suivies",
        CALLS,
        DURING,
        "Personnes suivies",
        "Personnes inscrites à la fin d'un jour au moins de la période, y compris celles qui ont été radiées depuis.",
    ),
    Declared(
        "appels",
        CALLS,
        DURING,
        "Appels",
        "Appels et visites de la période aux personnes suivies, quelle qu'en soit l'issue.",
        about="appels",
    ),
    Declared(
        "appels_autres",
        CALLS,
        DURING,
        "Autres appels",
        "Appels de la période à des personnes en attente de consentement, ou qui n'étaient plus inscrites : comptés à "
        "part.",
        about="appels",
    ),
    Declared(
        "appels_joints",
        CALLS,
        DURING,
        "Appels aboutis",
        "Appels et visites de la période aux personnes suivies, dont l'issue est « joint ».",
        about="appels",
        whole="appels",
    ),
    Declared(
        "personnes_appelees",
        CALLS,
        DURING,
        "Personnes appelées",
        "Personnes suivies, appelées au moins une fois dans la période, jointes ou non.",
        whole="suivies",
    ),
    Declared(
        "personnes_jointes",
        CALLS,
        DURING,
        "Personnes jointes",
        "Personnes suivies, jointes au moins une fois dans la période.",
        whole="suivies",
    ),
    Declared(
        "premiers_contacts",
        CALLS,
        DURING,
        "Premiers contacts",
        "Personnes suivies, jointes pour la toute première fois dans la période.",
        whole="suivies",
    ),
    Declared(
        "a_jour_debut",
        CALLS,
        START,
        "À jour au début",
        "Comme à la fin, à la veille de la période.",
        whole="inscrits_debut",
    ),
    Declared(
        "a_jour_fin",
        CALLS,
        END,
        "À jour à la fin",
        f"{OF_THE_DAY}, personnes évaluées jointes dans le délai de leur niveau : {{cadence_niveau_1}}, "
        "{cadence_niveau_2}, {cadence_niveau_3} ou {cadence_niveau_4:jours} pour les niveaux 1, 2, 3 ou 4.",
        whole="inscrits_fin",
    ),
    Declared(
        "perdus_de_vue_fin",
        CALLS,
        END,
        "Perdues de vue à la fin",
        f"{OF_THE_DAY}, personnes déjà jointes, mais plus depuis deux fois le délai de leur niveau "
        "({perdue_de_vue_non_evaluee:jours} sans niveau déclaré).",
        whole="inscrits_fin",
    ),
    Declared(
        "orientations_ouvertes",
        SENT,
        DURING,
        "Orientations demandées",
        "Orientations de personnes suivies dont la première ligne du suivi est de la période. Après un refus, un arrêt ou une "
        "prise en charge, une nouvelle demande en ouvre une autre.",
        about="orientations",
    ),
    Declared(
        "orientations_closes",
        SENT,
        DURING,
        "Orientations closes",
        "Orientations de personnes suivies qui ont reçu leur réponse dans la période : prises en charge, refusées ou restées "
        "sans suite.",
        about="orientations",
    ),
    Declared(
        "prises_en_charge",
        SENT,
        DURING,
        "Prises en charge",
        "Orientations closes dans la période par une prise en charge : un acteur suit la personne.",
        about="orientations",
        whole="orientations_closes",
    ),
    Declared(
        "refus_ou_sans_suite",
        SENT,
        DURING,
        "Refusées ou sans suite",
        "Orientations closes dans la période par un refus, ou restées sans suite.",
        about="orientations",
        whole="orientations_closes",
    ),
    Declared(
        "orientations_en_attente_fin",
        SENT,
        END,
        "En attente à la fin",
        f"{OF_THE_DAY}, orientations des personnes encore inscrites, ni prises en charge ni closes.",
        about="orientations",
    ),
    Declared(
        "delai_orientation",
        SENT,
        DURING,
        "Délai médian de prise en charge",
        "Jours entre la demande et la prise en charge, pour les prises en charge de la période : la moitié ont attendu moins.",
        Unit.DAYS,
        "orientations",
        "prises_en_charge",
    ),
    Declared(
        "besoins_ouverts_periode",
        NEEDS,
        DURING,
        "Besoins exprimés",
        "Besoins de personnes suivies ouverts dans la période, par le suivi des besoins ou par un appel. Un besoin ouvert à "
        "nouveau après une réponse compte à nouveau.",
        about="besoins",
    ),
    Declared(
        "besoins_clos",
        NEEDS,
        DURING,
        "Besoins clos",
        "Besoins de personnes suivies pourvus ou abandonnés dans la période.",
        about="besoins",
    ),
    Declared(
        "besoins_pourvus",
        NEEDS,
        DURING,
        "Besoins pourvus",
        "Besoins de personnes suivies qui ont reçu une réponse dans la période, même ouverts avant elle.",
        about="besoins",
        whole="besoins_clos",
    ),
    Declared(
        "delai_besoin",
        NEEDS,
        DURING,
        "Délai médian de réponse",
        "Jours entre l'ouverture du besoin et sa réponse, pour les besoins pourvus dans la période : la moitié ont attendu "
        "moins.",
        Unit.DAYS,
        "besoins",
        "besoins_pourvus",
    ),
    Declared(
        "besoins_ouverts_fin",
        NEEDS,
        END,
        "Besoins ouverts à la fin",
        f"{OF_THE_DAY}, besoins des personnes inscrites ni pourvus ni abandonnés.",
        about="besoins",
    ),
    Declared(
        "besoins_non_pourvus_fin",
        NEEDS,
        END,
        "Besoins non pourvus à la fin",
        f"{OF_THE_DAY}, besoins ouverts déclarés sans solution, ou ouverts depuis {{besoin_non_pourvu:jours}} ou plus.",
        about="besoins",
        whole="besoins_ouverts_fin",
    ),
    Declared(
        "zones",
        ZONES,
        END,
        "Zones",
        "Zones du territoire (communes, IRIS ou quartiers) des contours chargés.",
        about="zones",
    ),
    Declared(
        "zones_blanches_debut",
        ZONES,
        START,
        "Zones blanches au début",
        "Comme à la fin, à la veille de la période.",
        about="zones",
        whole="zones",
    ),
    Declared(
        "zones_blanches_fin",
        ZONES,
        END,
        "Zones blanches à la fin",
        f"{OF_THE_DAY}, zones où vivent des personnes isolées inscrites et où aucune équipe citoyenne active n'en atteint.",
        about="zones",
        whole="zones",
    ),
    Declared(
        "zones_fermees_equipe",
        ZONES,
        DURING,
        "Zones blanches fermées",
        "Zones blanches au début qu'une équipe citoyenne atteint à la fin.",
        about="zones",
        whole="zones_blanches_debut",
    ),
    Declared(
        "zones_videes",
        ZONES,
        DURING,
        "Zones blanches sans plus personne d'isolé",
        "Zones blanches au début où plus aucune personne isolée n'est inscrite à la fin, sans qu'une équipe soit venue : "
        "comptées à part, jamais nommées.",
        about="zones",
        whole="zones_blanches_debut",
    ),
    Declared(
        "zones_ouvertes",
        ZONES,
        DURING,
        "Zones blanches ouvertes",
        "Zones blanches à la fin qui ne l'étaient pas au début.",
        about="zones",
        whole="zones_blanches_fin",
    ),
    Declared(
        "isolees_fin",
        ZONES,
        END,
        "Personnes isolées à la fin",
        f"{OF_THE_DAY}, personnes inscrites vivant seules, ou de niveau déclaré 2 ou plus.",
        whole="inscrits_fin",
    ),
    Declared(
        "isolees_sans_equipe_debut",
        ZONES,
        START,
        "Isolées sans équipe au début",
        "Comme à la fin, à la veille de la période.",
    ),
    Declared(
        "isolees_sans_equipe_fin",
        ZONES,
        END,
        "Isolées sans équipe à la fin",
        f"{OF_THE_DAY}, personnes isolées qu'aucune équipe active n'atteint.",
        whole="isolees_fin",
    ),
    Declared(
        "reunions",
        DECIDED,
        DURING,
        "Réunions enregistrées",
        "Réunions de la période où une décision a été notée, ou dont le relevé a été clos.",
        about="réunions",
    ),
    Declared(
        "decisions_prises",
        DECIDED,
        DURING,
        "Décisions prises",
        "Décisions notées à une réunion de la période.",
        about="décisions",
    ),
    Declared(
        "decisions_prises_faites",
        DECIDED,
        END,
        "Dont faites à la fin",
        f"{OF_THE_DAY}, décisions prises dans la période et déclarées faites.",
        about="décisions",
        whole="decisions_prises",
    ),
    Declared(
        "decisions_faites",
        DECIDED,
        DURING,
        "Décisions faites",
        "Décisions déclarées faites dans la période, quelle que soit la réunion qui les a prises.",
        about="décisions",
    ),
    Declared(
        "decisions_ouvertes_fin",
        DECIDED,
        END,
        "Décisions à faire à la fin",
        f"{OF_THE_DAY}, décisions ni faites ni abandonnées, quelle que soit la réunion qui les a prises.",
        about="décisions",
    ),
    Declared(
        "decisions_en_retard_fin",
        DECIDED,
        END,
        "Décisions en retard à la fin",
        f"{OF_THE_DAY}, décisions à faire dont l'échéance est passée.",
        about="décisions",
        whole="decisions_ouvertes_fin",
    ),
    Declared(
        "appelants_periode",
        HELPERS,
        DURING,
        "Appelants de la période",
        "Appelants, bénévoles ou non, qui ont passé au moins un appel dans la période, d'après leur code.",
        about="appelants",
    ),
    Declared(
        "appelants_fin",
        HELPERS,
        END,
        "Appelants actifs à la fin",
        f"{OF_THE_DAY}, appelants de la liste arrivés et pas encore partis ; sans dates, ils sont actifs.",
        about="appelants",
    ),
    Declared(
        "appelants_formes_fin",
        HELPERS,
        END,
        "Appelants formés à la fin",
        f"{OF_THE_DAY}, appelants actifs que la liste dit formés.",
        about="appelants",
        whole="appelants_fin",
    ),
    Declared(
        "heures_semaine_fin",
        HELPERS,
        END,
        "Heures par semaine déclarées à la fin",
        f"{OF_THE_DAY}, somme des heures que les appelants actifs déclarent par semaine.",
        about="heures",
    ),
    Declared(
        "appels_chronometres",
        HELPERS,
        DURING,
        "Appels dont la durée est connue",
        "Appels de la période, à qui que ce soit, dont le fichier donne la durée.",
        about="appels",
    ),
    Declared(
        "heures_appel",
        HELPERS,
        DURING,
        "Heures passées au téléphone ou en visite",
        "Durée des appels et visites de la période que les fichiers donnent, sans estimer celle des autres.",
        about="heures",
        whole="appels_chronometres",
    ),
    Declared(
        "equipes_fin",
        HELPERS,
        END,
        "Équipes citoyennes actives",
        "Équipes dites actives par le dernier fichier, créées avant la fin de la période.",
        about="équipes",
    ),
    Declared(
        "benevoles_equipes_fin",
        HELPERS,
        END,
        "Bénévoles de ces équipes",
        "Somme des bénévoles que ces équipes déclarent.",
        about="bénévoles",
    ),
    Declared(
        "demandes_visite",
        HELPERS,
        DURING,
        "Demandes de visite reçues",
        "Demandes de binôme dont la première ligne du journal est de la période.",
        about="demandes",
    ),
    Declared(
        "binomes_formes",
        HELPERS,
        DURING,
        "Binômes mis en place",
        "Binômes devenus actifs pour la première fois dans la période.",
        about="visites",
    ),
    Declared(
        "binomes_actifs_fin",
        HELPERS,
        END,
        "Binômes actifs à la fin",
        f"{OF_THE_DAY}, binômes de bénévoles qui rendent visite à une personne inscrite.",
        about="visites",
    ),
    Declared(
        "demandes_en_attente_fin",
        HELPERS,
        END,
        "Demandes de visite en attente à la fin",
        f"{OF_THE_DAY}, demandes de personnes inscrites dont les visites n'ont pas commencé.",
        about="demandes",
    ),
    Declared(
        "visites_faites",
        HELPERS,
        DURING,
        "Visites faites",
        "Appels de type visite de la période, aux personnes suivies, qui les ont jointes.",
        about="visites",
        whole="appels_joints",
    ),
)
"""In the order of the report. The figures of each need and of each scheme are in tables of their own."""
BY_NAME = {declared.name: declared for declared in DECLARED}
