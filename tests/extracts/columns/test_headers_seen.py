"""Headers in the wordings organisations use: every column of these invented files is recognised."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from visa_data.extracts.reading import read_extract
from visa_data.extracts.texts.headers import header_key

# Kind, header and one line of data.
SEEN = [
    (
        "appels",
        "Réf. registre;Date d'appel;Heure d'appel;Bénévole;Nature de l'appel;Issue;Niv. fragilité (1-4);Besoin(s) exprimé(s);Durée appel (mn)",
        "R1;12/05/2020;9h;A1;Vigilance;Joint;2;Repas;12",
    ),
    (
        "appels",
        "NUM_REGISTRE;DATE_APPEL;CODE_APPELANT;TYPE_APPEL;RESULTAT_APPEL;NIVEAU;BESOINS;DUREE",
        "R1;12/05/2020 9h;A1;Vigilance;Joint;2;Repas;12",
    ),
    (
        "appels",
        "refRegistre;dateAppel;heureAppel;idAppelant;typeAppel;resultat;niveauFragilite;besoinsExprimes;dureeMin",
        "R1;12/05/2020;9h;A1;Vigilance;Joint;2;Repas;12",
    ),
    (
        "appels",
        "N° de dossier;Jour;H;Appelant(e);Statut de l'appel;Orientation",
        "R1;12/05/2020;9h;A1;Joint;2",
    ),
    (
        "personnes",
        "Identifiant;Source;Inscrit(e) le;Sorti(e) le;Né(e) en;Commune de résidence;Latitude (WGS84);Longitude (WGS84);Personne seule;Aidant familial;Parrain / Marraine;Consentement (oui/non)",
        "R1;Registre;1/1/2020;;1940;59363;50,1;3,5;O;Non;A1;O",
    ),
    (
        "personnes",
        "n° inscription;provenance;date inscription;ddn;insee;accord",
        "R1;CAF;1/1/2020;1/1/1940;59363;oui",
    ),
    (
        "besoins",
        "Référence;Nature du besoin;Mis à jour le;État;Réponse apportée",
        "R1;Repas;1/1/2020;En cours;CCAS",
    ),
    (
        "equipes",
        "Code équipe;Équipe;Structure porteuse;Code commune;Lat.;Long.;Secteur d'intervention;Rayon d'action (km);Nb bénévoles;Nb de places;Etat;Depuis le",
        "E1;Équipe A;CCAS;59363;50,1;3,5;59363;3;4;5;Active;1/1/2019",
    ),
    (
        "ressources",
        "ID;Dénomination;Type;Thématiques;Code INSEE;X;Y;Communes desservies;Statut;Dernière vérification",
        "S1;CCAS;CCAS;Repas;59363;3,5;50,1;59363, 59057;Ouverte;1/1/2020",
    ),
    (
        "appelants",
        "Code bénévole;Qualité;Nb heures / semaine;Secteurs;Formation;Charte",
        "A1;Bénévole;3,5;59363;oui;oui",
    ),
    (
        "appelants",
        "Code;Profil;Heures / semaine;Communes;Formé(e);Charte signée;Fait des visites;Créneaux;Activités;Depuis le;Jusqu'au",
        "A1;Agent;18h;59194 / 59323;Non;Oui;Oui;Jeudi apres midi, Mardi matin;Jeux, Lecture;01/03/2020;11/05/2020",
    ),
    (
        "appelants",
        "Identifiant bénévole;Statut;Disponibilité hebdomadaire;Disponibilités;Visites à domicile;Engagé le;Date de départ",
        "A1;Étudiante;4 h;samedi;non;01/03/2020;",
    ),
    (
        "acteurs",
        "Identifiant;Structure;Type d'acteur;Rôle;Code INSEE;Secteur d'intervention;Besoins;Convention signée le;Charte Monalisa;Statut;Vérifié le",
        "K1;CCAS;CCAS ou CIAS;Copil;59363;59363, 59057;Repas;04/11/2019;;Actif;01/01/2020",
    ),
    (
        "acteurs",
        "Code acteur;Partenaire;Famille d'acteur;Instance;Commune;Périmètre;Répond aux besoins;Convention;Signature de la charte;Situation;Mis à jour le",
        "K1;Maison des aidants;Dispositif pour les aidants;Comité technique;59363;59363;Repas;;01/02/2019;À contacter;01/01/2020",
    ),
    (
        "suites",
        "N° registre;Date;Objet;Suite donnée;Acteur;Niveau",
        "R1;02/06/2020;Relais pour l'aidant;Proposée;K004;2",
    ),
    (
        "suites",
        "Référence;Date de l'orientation;Motif;Statut de l'orientation;Orienté vers;Niveau de fragilité",
        "R1;02/06/2020;Orientation;Prise en charge;CLIC;3",
    ),
    (
        "suites",
        "Horodateur;N° de dossier;Objet de la demande;Avancement;Structure sollicitée",
        "12/05/2020 10:12:08;R1;Visite;Acceptée;CCAS",
    ),
    (
        "signalements",
        "N°;Reçu le;Par;Qui signale;Code commune;Suite;Le;N° registre",
        "G1;16/03/2020;Un tiers;SAAD;59548;Inscrite;18/03/2020;R1",
    ),
    (
        "signalements",
        "N° de signalement;Date de réception;Canal;Relais de proximité;Commune;Lat.;Long.;Résultat du signalement;Traité le;Référence registre",
        "G1;16/03/2020;Mail;Voisine;59548;50,1;3,5;Déjà connue;18/03/2020;R1",
    ),
    (
        "binomes",
        "Binôme;Date;Étape;N° registre;Visiteurs;Activités souhaitées;Disponibilités",
        "B1;07/03/2020;Rencontre;R1;V047 et V055;Jeux;Lundi matin, Samedi",
    ),
    (
        "binomes",
        "N° de binôme;Date du statut;État du binôme;Usager;Bénévoles visiteurs;Centres d'intérêt;Créneaux possibles",
        "B1;07/03/2020;En cours;R1;V047 + V055;Jardinage;Samedi",
    ),
    (
        "dispositifs",
        "Dispositif;Mois;Demandes;Acceptées;Honorées;Personnes aidées;Bénévoles;Heures;Coût (€)",
        "Transport accompagné;06/2020;31;20;16;31;6;48;1821,32 €",
    ),
    (
        "dispositifs",
        "Nom du dispositif;Période;Nb sollicitations;Demandes acceptées;Interventions réalisées;Nb bénéficiaires;Nb bénévoles;Nb heures;Montant (€)",
        "Café des visiteurs;juin 2020;31;20;16;31;6;48,5;1 821,32",
    ),
    (
        "cooperations",
        "Département;Nom;Maturité;Au;Signataires de la charte;Équipes citoyennes;Animateurs",
        "02;Aisne;1er contact;31/12/2019;7;9;0",
    ),
    (
        "cooperations",
        "Code département;Coopération;Stade de maturité;Date d'observation;Nb signataires;Nb équipes;Nb animateurs",
        "2;Aisne;Active;31/12/2019;7;9;0",
    ),
    (
        "population",
        "IRIS;Année;Population totale;Pop. 75 ans et +;75 ans et plus vivant seuls",
        "593500101;2020;1200;100;40",
    ),
    ("appels", "Réference;Date apel;Resultat", "R1;12/05/2020;Joint"),
]


@pytest.mark.parametrize(("kind", "header", "line"), SEEN)
def test_every_column_is_recognised(tmp_path: Path, kind: str, header: str, line: str) -> None:
    path = tmp_path / "extrait"
    path.write_text(f"{header}\n{line}\n", encoding="utf-8")
    extract = read_extract(path, today=date(2020, 6, 15))
    recognition = extract.recognition
    assert extract.kind.name == kind
    assert len(recognition.matches) == header.count(";") + 1
    assert (recognition.excluded, recognition.ignored, extract.problems) == ([], [], [])
    assert [m.header for m in recognition.matches if not 0 < m.confidence <= 1] == []


def test_volunteers_in_a_column_each_are_put_together(tmp_path: Path) -> None:
    path = tmp_path / "extrait"
    path.write_text(
        "Binôme;Date;Étape;N° registre;Bénévole 1;Bénévole 2\nB1;07/03/2020;En cours;R1;V047;V055\n",
        encoding="utf-8",
    )
    extract = read_extract(path, today=date(2020, 6, 15))
    assert extract.kind.name == "binomes"
    assert extract.table["benevoles"].to_pylist() == ["V047|V055"]
    assert extract.recognition.ignored == []


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("N° de registre", "no registre"),
        ("num_registre", "no registre"),
        ("Numéro du registre", "no registre"),
        ("dateAppel", "date appel"),
        ("Durée (min)", "duree minute"),
        ("Vit seul(e)", "vit seul"),
        ("Nb. de bénévoles", "nb benevole"),
        ("Le", "le"),
        ("  ", ""),
    ],
)
def test_header_keys(header: str, key: str) -> None:
    assert header_key(header) == key
