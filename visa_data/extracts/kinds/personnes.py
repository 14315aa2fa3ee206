"""Registered people: the register and what Département, Carsat and CAF send on."""

from __future__ import annotations

from visa_data.extracts.formats import BIRTH_YEAR, CALLER, CARER, CONSENT, DATE, SOURCE, YES_NO
from visa_data.extracts.kinds.kind import Absence, Closing, Field, Kind
from visa_data.extracts.kinds.shared import (
    CODE_ZONE,
    LATITUDE_FIELD,
    LONGITUDE_FIELD,
    POSITION_FIELD,
    REFERENCE_FIELD,
)

PERSONNES = Kind(
    "personnes",
    "Personnes inscrites",
    ("personne", "personnes"),
    (
        REFERENCE_FIELD,
        Field(
            "source",
            "Origine",
            SOURCE,
            "organisme|organisme source|origine de l'inscription|provenance|source de l'inscription"
            "|fichier d'origine"
            "|organisme d'origine|organisme transmetteur|transmis par|émetteur|origine de la demande"
            "|orienté par"
            "|inscrit par|mode d'inscription|origine du signalement|source de la donnée|prescripteur",
            "canal|type|demandeur|inscription",
            required=True,
            constant="*",
        ),
        Field(
            "date_inscription",
            "Date d'inscription",
            DATE,
            "inscription|inscrit le|inscrite le|inscrit(e) le|date de l'inscription|date de transmission"
            "|transmis le|date transmission|date d'entrée|entrée le|date de création|créé le"
            "|date d'enregistrement"
            "|enregistré le|date de demande|date de signalement|signalé le|depuis le|date d'ajout"
            "|date début",
            "date|créée le|début|entrée|horodateur|timestamp|date de soumission|heure de soumission|soumis le"
            "|submitdate|completion time|heure de fin",
            required=True,
            constant="*",
        ),
        Field(
            "date_radiation",
            "Date de radiation",
            DATE,
            "radiation|radié le|radiée le|radié(e) le|date de sortie|sorti le|sortie le|date de fin"
            "|fin d'inscription"
            "|date de désinscription|désinscrit le|date de retrait|retiré le|date de départ",
            "fin|sortie",
        ),
        Field(
            "annee_naissance",
            "Année de naissance",
            BIRTH_YEAR,
            "date de naissance|né le|née le|né(e) le|né en|née en|né(e) en|naissance|ddn|an de naissance"
            "|année naiss.|date naiss.|birth year|birthdate|année de naissance (aaaa)|dn",
            "année",
        ),
        CODE_ZONE,
        LATITUDE_FIELD,
        LONGITUDE_FIELD,
        POSITION_FIELD,
        Field(
            "vit_seul",
            "Vit seul",
            YES_NO,
            "vit seul(e)|vit seule|personne seule|seul(e) au domicile|habite seul(e)|isolement"
            "|vivant seul|vivant seule"
            "|personne vivant seule|seul au domicile|vit-il seul|seul(e)|seul|seule|vit seul oui non"
            "|habite seul",
            "isolé|isolée|isolé(e)",
        ),
        Field(
            "aidant",
            "Aidant",
            CARER,
            "aidant familial|proche aidant|présence d'un aidant|a un aidant|situation aidant"
            "|aidant présent|aidants"
            "|aidant (oui/non)|relais aidant|soutien aidant",
        ),
        Field(
            "parrain",
            "Parrain",
            CALLER,
            "marraine|parrain/marraine|parrain ou marraine|code parrain|bénévole parrain|appelant parrain"
            "|parrainage|appelant attitré|code appelant attitré|parrainé par",
        ),
        Field(
            "consentement",
            "Consentement",
            CONSENT,
            "consentement (oui/non)|accord|accord de la personne"
            "|consentement de la personne|consent|rgpd|consentement rgpd|autorisation|accord rgpd"
            "|accord écrit"
            "|statut du consentement|état du consentement",
            "statut|consentement recueilli|consentement donné|accord recueilli|accord donné",
            required=True,
            constant="en_attente",
        ),
        Field(
            "date_consentement",
            "Date du consentement",
            DATE,
            "date de consentement|date de recueil du consentement|date du recueil du consentement"
            "|date d'accord|date de l'accord|date du consentement rgpd|consent date",
            # Without its « le », the same words are a yes or a no: the cells tell.
            "consentement recueilli le|consentement donné le|consentement obtenu le|accord recueilli le|accord donné le"
            "|recueilli le|date de recueil",
        ),
    ),
    key=("reference",),
    about_people=True,
    dated="date_inscription",
    absence=Absence(
        "source",
        ("personne inscrite, de la même origine,", "personnes inscrites, de la même origine,"),
        "(une ligne rejetée compte comme présente)",
        origin="source",
        closing=Closing(
            "date_radiation",
            "",
            "Radier",
            "personne absente",
            "personnes absentes",
            "Sorties du registre le",
            later=("personne absente est inscrite", "personnes absentes sont inscrites"),
        ),
    ),
)
