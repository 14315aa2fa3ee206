"""Who acts and what follows, as the organisations send it: a network's workbook, the CCAS's log with its comments."""

from __future__ import annotations

import pandas as pd

from scripts.make_sample import raw_labels as labels
from scripts.make_sample.raw_table import RawTable
from scripts.make_sample.territory import EPCI

WORKBOOK = "je_vous_visite.xlsx"
TERMS = ["Formé(e)", "Charte signée", "Fait des visites", "Créneaux", "Activités", "Depuis le", "Jusqu'au"]
"""What every list of callers says of each at its end."""


def action_tables(pivot: dict[str, pd.DataFrame]) -> list[RawTable]:
    """The raw tables of callers, visitors, actors, follow-ups, reports, pairs, schemes and cooperations."""
    callers = pivot["appelants.csv"]
    visits_only = callers["appelant"].str.startswith("V")
    return [
        _callers(callers[~visits_only]),
        _visitors(callers[visits_only]),
        _actors(pivot["acteurs.csv"]),
        _follow_ups(pivot["suites.csv"]),
        _reports(pivot["signalements.csv"]),
        _pairs(pivot["binomes.csv"]),
        _visits(pivot["binomes.csv"], pivot["appels.csv"]),
        _schemes(pivot["dispositifs.csv"]),
        _cooperations(pivot["cooperations.csv"]),
    ]


def _callers(callers: pd.DataFrame) -> RawTable:
    header = [
        "Appelant",
        "Profil",
        "Heures par semaine",
        "Secteur",
        *TERMS,
    ]
    rows = [
        [
            row.appelant,
            row.profil,
            labels.french_number(row.heures_semaine),
            row.zones.replace("|", ", "),
            *_terms(row),
        ]
        for row in callers.itertuples()
    ]
    return RawTable("appelants.csv", header, rows)


def _visitors(visitors: pd.DataFrame) -> RawTable:
    """The network's own list, with first names that must never be stored."""
    header = [
        "Code bénévole",
        "Prénom",
        "Profil",
        "Heures d'appel par semaine",
        "Communes",
        *TERMS,
    ]
    rows = [
        [
            row.appelant,
            f"EXEMPLE-{row.appelant}",
            row.profil.capitalize(),
            f"{row.heures_semaine}h",
            row.zones.replace("|", " / "),
            *_terms(row),
        ]
        for row in visitors.itertuples()
    ]
    return RawTable(
        "benevoles_visiteurs.csv", header, rows, ["Réseau de visiteurs – Val d'Aurette (inventé)", ""]
    )


def _terms(row: object) -> list[str]:
    return [
        labels.YES_NO[row.forme],
        labels.YES_NO[row.charte_signee],
        labels.YES_NO[row.visites],
        labels.in_words(row.creneaux, labels.SLOTS),
        labels.in_words(row.activites, labels.ACTIVITIES),
        labels.french_date(row.date_debut),
        labels.french_date(row.date_fin),
    ]


def _actors(actors: pd.DataFrame) -> RawTable:
    """The directory, with whom to ask for, who must never be stored."""
    header = [
        "Identifiant",
        "Structure",
        "Type d'acteur",
        "Rôle",
        "Interlocuteur",
        "Téléphone",
        "Code INSEE",
        "Secteur d'intervention",
        "Besoins",
        "Convention signée le",
        "Charte Monalisa",
        "Statut",
        "Vérifié le",
    ]
    rows = [
        [
            row.identifiant,
            row.nom,
            labels.ACTOR_KINDS[row.type],
            labels.ROLES[row.role],
            f"EXEMPLE-{row.identifiant}",
            f"00 00 00 00 {row.identifiant[-2:]}",
            row.code_zone,
            row.zones_intervention.replace("|", ", "),
            labels.needs_in_words(row.besoins, ", "),
            labels.french_date(row.date_convention),
            labels.french_date(row.date_charte),
            labels.ACTOR_STATUSES[row.statut],
            labels.french_date(row.date_verification),
        ]
        for row in actors.itertuples()
    ]
    return RawTable("annuaire_acteurs.csv", header, rows, [f"Annuaire des acteurs – {EPCI}", ""])


def _follow_ups(follow_ups: pd.DataFrame) -> RawTable:
    """The CCAS's log, in the order of the days, with a column of comments."""
    header = ["N° registre", "Date", "Objet", "Suite donnée", "Acteur", "Niveau", "Commentaire"]
    ordered = follow_ups.sort_values(["date", "reference", "objet"], kind="stable")
    rows = [
        [
            row.reference,
            labels.french_date(row.date),
            labels.SUBJECTS[row.objet],
            labels.FOLLOW_UPS[row.statut],
            row.acteur,
            row.niveau,
            "donnée inventée",
        ]
        for row in ordered.itertuples()
    ]
    return RawTable("suivi_orientations.csv", header, rows, encoding="utf-8-sig")


def _reports(reports: pd.DataFrame) -> RawTable:
    """The log of reports, with the names of the people reported, that must never be stored."""
    header = [
        "N°",
        "Reçu le",
        "Par",
        "Qui signale",
        "Nom de la personne signalée",
        "Code commune",
        "Latitude",
        "Longitude",
        "Suite",
        "Le",
        "N° registre",
    ]
    rows = [
        [
            row.identifiant,
            labels.french_date(row.date),
            labels.CHANNELS[row.canal],
            labels.RELAYS[row.relais],
            f"EXEMPLE-{row.identifiant}",
            row.code_zone,
            labels.french_number(row.latitude),
            labels.french_number(row.longitude),
            labels.REPORT_FATES[row.suite],
            labels.french_date(row.date_suite),
            row.reference,
        ]
        for row in reports.itertuples()
    ]
    return RawTable("signalements.csv", header, rows)


def _pairs(pairs: pd.DataFrame) -> RawTable:
    header = ["Binôme", "Date", "Étape", "N° registre", "Visiteurs", "Activités souhaitées", "Disponibilités"]
    rows = [
        [
            row.binome,
            row.date,
            labels.PAIR_STATUSES[row.statut],
            row.reference,
            row.benevoles.replace("|", " et "),
            labels.in_words(row.activites, labels.ACTIVITIES),
            labels.in_words(row.creneaux, labels.SLOTS),
        ]
        for row in pairs.itertuples()
    ]
    titles = ["Réseau de visiteurs – suivi des binômes", ""]
    return RawTable(WORKBOOK, header, rows, titles, "", "", "Je vous visite")


def _visits(pairs: pd.DataFrame, calls: pd.DataFrame) -> RawTable:
    """The pairs' own visits, which the weeks' files of calls hold already: the same lines, told twice."""
    header = ["Date", "Heure", "N° registre", "Visiteur", "Type", "Résultat", "Durée (min)"]
    started = pairs[pairs["statut"] == "actif"].set_index("reference")
    visits = calls[(calls["type_appel"] == "visite") & calls["reference"].isin(started.index)]
    rows = [
        [
            row.date_appel[:10],
            row.date_appel[11:],
            row.reference,
            row.appelant,
            "Visite",
            labels.VISIT_OUTCOMES[row.issue],
            row.duree_min,
        ]
        for row in visits.sort_values(["date_appel", "reference"]).itertuples()
        if row.date_appel[:10] >= started.at[row.reference, "date"]
        and row.appelant in started.at[row.reference, "benevoles"].split("|")
    ]
    return RawTable(WORKBOOK, header, rows, [], "", "", "Visites")


def _schemes(schemes: pd.DataFrame) -> RawTable:
    header = [
        "Dispositif",
        "Mois",
        "Demandes",
        "Acceptées",
        "Honorées",
        "Personnes aidées",
        "Bénévoles",
        "Heures",
        "Coût (€)",
    ]
    rows = [
        [
            row.dispositif,
            f"{row.mois[5:]}/{row.mois[:4]}",
            row.demandes,
            row.acceptees,
            row.honorees,
            row.beneficiaires,
            row.benevoles,
            row.heures,
            f"{labels.french_number(row.cout_eur)} €",
        ]
        for row in schemes.itertuples()
    ]
    return RawTable("dispositifs.csv", header, rows)


def _cooperations(cooperations: pd.DataFrame) -> RawTable:
    header = [
        "Département",
        "Nom",
        "Maturité",
        "Au",
        "Signataires de la charte",
        "Équipes citoyennes",
        "Animateurs",
    ]
    rows = [
        [
            row.code,
            row.nom,
            labels.MATURITIES[row.maturite],
            labels.french_date(row.date),
            row.signataires,
            row.equipes,
            row.animateurs,
        ]
        for row in cooperations.itertuples()
    ]
    titles = ["Coopérations territoriales Monalisa – départements réels, chiffres inventés", ""]
    return RawTable("cooperations_monalisa.csv", header, rows, titles, encoding="utf-8-sig")
