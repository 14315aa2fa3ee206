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
        ("  ", ""),
    ],
)
def test_header_keys(header: str, key: str) -> None:
    assert header_key(header) == key
