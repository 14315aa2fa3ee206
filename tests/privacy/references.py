"""References as registers, departments and pension funds really number people: none says who they are."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

REFERENCES: dict[str, Callable[[int], object]] = {
    "REG-0001": lambda n: f"REG-{n:04}",
    "2020-117": lambda n: f"2020-{n + 117}",
    "A12": lambda n: f"A{n + 12}",
    "4521": lambda n: 4521 + n * 7,
    "59/0012": lambda n: f"59/{n + 12:04}",
    "UUID": lambda n: str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/{n}")),
    "L-KER-003": lambda n: f"L-KER-{n + 3:03}",
    "INSEE-rang": lambda n: f"59464-{n + 12:04}",
    "4521K": lambda n: f"{4521 + n}{'ABCDEFGHJKLM'[n % 12]}",
    "9f3ac1e2": lambda n: f"{0x9F3AC1E2 + n * 7919:08x}",
    "R000002": lambda n: f"R{n + 2:06}",
    "P1": lambda n: f"P{n + 1}",
    "0001": lambda n: f"{n + 1:04}",
    "CCAS/2020/0045": lambda n: f"CCAS/2020/{n + 45:04}",
    "CCAS-59464-12": lambda n: f"CCAS-59464-{n + 12}",
    "2020_S12_004": lambda n: f"2020_S{n + 12}_004",
    "N°12": lambda n: f"N°{n + 12}",
    "n° 45": lambda n: f"n° {n + 45}",
    "BEN 0012": lambda n: f"BEN {n + 12:04}",
    "USAGER-12": lambda n: f"USAGER-{n + 12}",
    "PA.2020.017": lambda n: f"PA.2020.{n + 17:03}",
    "12-B": lambda n: f"{n + 12}-B",
    "AB-123-C": lambda n: f"AB-{n + 123}-C",
    "10 000 123": lambda n: f"10 000 {n + 123}",
    "k3f9z2": lambda n: f"k{n % 10}f{n + 9}z2",
    "#117": lambda n: f"#{n + 117}",
    "59350A0012": lambda n: f"59350A{n + 12:04}",
    "DOSS2020/00045": lambda n: f"DOSS2020/{n + 45:05}",
    "D-20-0007": lambda n: f"D-20-{n + 7:04}",
    "117/2020": lambda n: f"{n + 117}/2020",
    "20200512-003": lambda n: f"20200512-{n + 3:03}",
    "HDF-CARSAT-000123": lambda n: f"HDF-CARSAT-{n + 123:06}",
    "LIL00045": lambda n: f"LIL{n + 45:05}",
    "CAF59-0001234": lambda n: f"CAF59-{n + 1234:07}",
    "7654321": lambda n: 7654321 + n * 113,
    "K-0007-Z": lambda n: f"K-{n + 7:04}-Z",
    "Dossier 45": lambda n: f"Dossier {n + 45}",
    "Usager n° 12": lambda n: f"Usager n° {n + 12}",
    "Résident 004": lambda n: f"Résident {n + 4:03}",
    "S12-045": lambda n: f"S12-{n + 45:03}",
    "a1b2-c3d4": lambda n: f"a{n}b2-c3d{n % 7}",
}
"""What a reference looks like, and its n-th."""

DOUBTFUL_REFERENCES: dict[str, Callable[[int], object]] = {
    "INSEErang": lambda n: f"59464{n + 12:04}",
    "Landrecies 12": lambda n: f"Landrecies {n + 12}",
    "01HX…": lambda n: f"01HXGJWBWBAQ4Z5T6V7Y8K9M{n:02}",
    "12/2020": lambda n: f"{n + 1:02}/2020",
    "BM-31": lambda n: f"{'ABCDEFGHIJKL'[n % 12]}M-{31 + n}",
    "0100000012": lambda n: f"01000000{n + 12}",
    "LF": lambda n: f"{'ABCDEFGHIJKL'[n % 12]}F",
}
"""Those that a telephone, a date, a place or somebody may look like: told, not asked."""

HEADERS = ("N° registre", "Référence", "Dossier", "N°", "Matricule", "Identifiant")

ORGANISATIONS = (
    *(
        "CCAS de Landrecies",
        "Croix-Rouge française",
        "Les Petits Frères des Pauvres",
        "Secours catholique - Avesnois",
    ),
    *(
        "Résidence Simone Veil",
        "EHPAD Jeanne d'Arc",
        "Centre social Jacques Brel",
        "Boulangerie Martin",
        "Taxi Dupont",
    ),
    *(
        "Maison Saint-Vincent",
        "ADMR du Pays de Mormal",
        "Pharmacie de la Place",
        "Club des aînés",
        "Portage de repas",
    ),
    *(
        "Équipe citoyenne Villereau 1",
        "Médiathèque Marguerite Yourcenar",
        "La Poste : Veiller sur mes parents",
        "MSA",
    ),
    *(
        "Écoute 24 h/24",
        "Bus n° 12",
        "Lycée Eugène Thomas",
        "ASSOCIATION LES GLYCINES",
        "Auchan Louvroil",
        "3 petits points",
    ),
)
"""Teams and resources: several bear the name of somebody known, none is somebody looked after."""

PLACES = (
    *(
        "Le Quesnoy",
        "La Longueville",
        "Saint-Aubin",
        "Sainte-Geneviève-des-Bois",
        "Villers-Pol",
        "Dom-le-Mesnil",
        "Martin",
    ),
    *(
        "Jolimetz",
        "Quartier Jean Jaurès",
        "Faubourg de Paris",
        "Charleville-Mézières",
        "L'Haÿ-les-Roses",
        "Y",
        "Saint Jean",
    ),
)
"""Names of zones, some of which are those of people too."""

PROFILES = (
    "bénévole",
    "Agent du CCAS",
    "salariée",
    "élu(e)",
    "service civique",
    "étudiante en soins",
    "Retraité, ex-facteur",
)
CALLERS = ("A003", "Bénévole 12", "Poste 4", "CCAS-2", "B12", "agent 7", "EQ1-03")


def write_references(folder: Path, number: int, shape: Callable[[int], object]) -> Path:
    """A register of twelve people known by these references, under one of the usual headers."""
    path = folder / f"registre {number}.csv"
    lines = [f"{shape(n)};CARSAT;12/05/2020;oui" for n in range(12)]
    header = f"{HEADERS[number % len(HEADERS)]};source;date_inscription;consentement"
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    return path
