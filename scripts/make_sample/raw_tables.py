"""The same content as the organisations send it: their titles, headers, labels, dates and numbers."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from scripts.make_sample import raw_labels as labels
from scripts.make_sample.campaign import WEEKLY_CALLS
from scripts.make_sample.people import SENT_ON
from scripts.make_sample.raw_action_tables import action_tables
from scripts.make_sample.raw_table import RawTable
from scripts.make_sample.seeds import rng_for
from scripts.make_sample.territory import EPCI


def raw_tables(pivot: dict[str, pd.DataFrame], zone_names: dict[str, str]) -> list[RawTable]:
    """The raw files' tables, nothing spoilt yet."""
    people = pivot["personnes.csv"]
    sent_on = people["source"].isin(SENT_ON)
    return [
        _register(people[~sent_on], zone_names),
        _sent_on(people[sent_on]),
        *_weeks(pivot["appels.csv"]),
        _needs(pivot["besoins.csv"]),
        _teams(pivot["equipes_citoyennes.csv"]),
        _resources(pivot["ressources.csv"]),
        _population(pivot["population.csv"], zone_names),
        *action_tables(pivot),
    ]


def _register(people: pd.DataFrame, zone_names: dict[str, str]) -> RawTable:
    """The register, with the columns that must never be stored, filled with plain placeholders."""
    rng = rng_for("raw")
    header = [
        "N° registre",
        "NOM",
        "Prénom",
        "Date de naissance",
        "Adresse",
        "Code INSEE",
        "Commune",
        "Téléphone",
        "Latitude",
        "Longitude",
        "Vit seul(e)",
        "Aidant",
        "Parrain",
        "Date d'inscription",
        "Date de radiation",
        "Origine",
        "Consentement",
        "Observations",
    ]
    rows = []
    for row in people.itertuples():
        number = row.reference[-4:]
        rows.append(
            [
                row.reference,
                f"EXEMPLE-{number}",
                "Inventé·e",
                _birth_day(row.annee_naissance, rng),
                "1 rue Imaginaire",
                row.code_zone,
                zone_names.get(row.code_zone, ""),
                f"00 00 00 {number[:2]} {number[2:]}",
                labels.french_number(row.latitude),
                labels.french_number(row.longitude),
                labels.YES_NO[row.vit_seul],
                labels.CARER[row.aidant],
                row.parrain,
                labels.french_date(row.date_inscription),
                labels.french_date(row.date_radiation),
                labels.SOURCES[row.source],
                labels.CONSENT[row.consentement],
                "donnée inventée",
            ]
        )
    titles = [f"Registre communal – {EPCI} – export du 07/12/2025", ""]
    return RawTable("registre_communal.csv", header, rows, titles)


def _birth_day(year: str, rng: np.random.Generator) -> str:
    if not year:
        return ""
    day = date.fromordinal(date(int(year), 1, 1).toordinal() + int(rng.integers(0, 365)))
    return day.strftime("%d/%m/%Y")


def _sent_on(people: pd.DataFrame) -> RawTable:
    header = [
        "reference",
        "organisme",
        "commune_insee",
        "annee_naissance",
        "lat",
        "lon",
        "vit_seul",
        "aidant",
        "parrain",
        "date_transmission",
        "date_radiation",
        "consentement",
        "prestation",
    ]
    rows = [
        [
            row.reference,
            labels.SOURCES[row.source],
            row.code_zone,
            row.annee_naissance,
            row.latitude,
            row.longitude,
            row.vit_seul,
            row.aidant,
            row.parrain,
            row.date_inscription,
            row.date_radiation,
            row.consentement,
            "donnée inventée",
        ]
        for row in people.itertuples()
    ]
    return RawTable(
        "transmission_departement_carsat_caf.csv", header, rows, encoding="utf-8-sig", separator=","
    )


def _weeks(calls: pd.DataFrame) -> list[RawTable]:
    """One file a week, in the order of the calls."""
    header = [
        "Date",
        "Heure",
        "N° registre",
        "Appelant",
        "Type d'appel",
        "Résultat",
        "Niveau de fragilité",
        "Besoins exprimés",
        "Durée (min)",
    ]
    ordered = calls.sort_values(["date_appel", "appelant", "reference"])
    weeks = ordered["date_appel"].map(lambda text: date.fromisoformat(text[:10]).isocalendar().week)
    tables = []
    for week in WEEKLY_CALLS:
        rows = [
            [
                labels.french_date(row.date_appel),
                labels.french_hour(row.date_appel),
                row.reference,
                row.appelant,
                labels.CALL_KINDS[row.type_appel],
                labels.OUTCOMES[row.issue],
                row.niveau,
                labels.needs_in_words(row.besoins, ", "),
                row.duree_min,
            ]
            for row in ordered[weeks == week].itertuples()
        ]
        tables.append(RawTable(f"appels_2025-S{week}.csv", header, rows))
    return tables


def _needs(needs: pd.DataFrame) -> RawTable:
    rows = [
        [
            row.reference,
            labels.needs_in_words(row.besoin, ""),
            labels.french_date(row.date),
            labels.NEED_STATUSES[row.statut],
            row.ressource,
        ]
        for row in needs.itertuples()
    ]
    header = ["N° registre", "Besoin", "Date", "Statut", "Ressource"]
    return RawTable("suivi_besoins.tsv", header, rows, encoding="utf-16", separator="\t")


def _teams(teams: pd.DataFrame) -> RawTable:
    header = [
        "Identifiant",
        "Nom de l'équipe",
        "Porteur",
        "Code INSEE",
        "Latitude",
        "Longitude",
        "Communes d'intervention",
        "Rayon (km)",
        "Nombre de bénévoles",
        "Capacité (personnes)",
        "Statut",
        "Créée le",
    ]
    rows = [
        [
            row.identifiant,
            row.nom,
            labels.BEARERS[row.type_porteur],
            row.code_zone,
            labels.french_number(row.latitude),
            labels.french_number(row.longitude),
            row.zones_intervention.replace("|", ", "),
            labels.french_number(row.rayon_km),
            row.benevoles,
            row.capacite,
            labels.TEAM_STATUSES[row.statut],
            labels.french_date(row.date_creation),
        ]
        for row in teams.itertuples()
    ]
    return RawTable("equipes_citoyennes.csv", header, rows, encoding="utf-8-sig")


def _resources(resources: pd.DataFrame) -> RawTable:
    header = [
        "Identifiant",
        "Structure",
        "Catégorie",
        "Besoins couverts",
        "Code INSEE",
        "Latitude",
        "Longitude",
        "Zone d'intervention",
        "Rayon (km)",
        "Capacité",
        "Statut",
        "Vérifié le",
    ]
    rows = [
        [
            row.identifiant,
            row.nom,
            row.categorie,
            labels.needs_in_words(row.besoins, " ; "),
            row.code_zone,
            row.latitude,
            row.longitude,
            row.zones_intervention.replace("|", ", "),
            row.rayon_km,
            row.capacite,
            labels.RESOURCE_STATUSES[row.statut],
            row.date_verification,
        ]
        for row in resources.itertuples()
    ]
    titles = [f"Annuaire des ressources – {EPCI}", ""]
    return RawTable("ressources.xlsx", header, rows, titles, "", "", "Ressources")


def _population(population: pd.DataFrame, zone_names: dict[str, str]) -> RawTable:
    header = [
        "CODGEO",
        "LIBGEO",
        "Année",
        "Population",
        "Population de 75 ans ou plus",
        "75 ans ou plus vivant seuls",
    ]
    rows = [
        [
            row.code_zone,
            zone_names[row.code_zone],
            row.annee,
            row.population,
            row.plus_75_ans,
            row.plus_75_ans_seuls,
        ]
        for row in population.itertuples()
    ]
    titles = ["Population par commune et par IRIS – chiffres inventés, présentés à la manière de l'Insee", ""]
    return RawTable("population_insee.csv", header, rows, titles, "utf-8")
