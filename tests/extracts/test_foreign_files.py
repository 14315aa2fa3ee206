"""Real files that are no extract of ours: each refused, or understood, for the right reason."""

from __future__ import annotations

import pytest

from tests.plain_text import plain
from tests.shared_data import shared_folder
from visa_data.errors import FileRefused
from visa_data.extracts.reading import read_extract

pytestmark = pytest.mark.real_data
CHECK = "Vérifiez que les titres des colonnes y sont, ou choisissez le type (en ligne de commande : --type)."
EXPORT = "Exportez le tableau en CSV ou en classeur (XLSX, ODS), puis recommencez."


def no_header(columns: int, place: str) -> str:
    return (
        f"En-tête introuvable : Ce fichier se lit comme un tableau de {columns} colonnes ({place}), mais aucune "
        f"ligne n'y ressemble à l'en-tête d'un extrait. {CHECK}"
    )


REFUSALS = {
    "population/lille_iris_elderly_pct.csv": (
        "Colonne manquante : Ce fichier ressemble au type « population » (Population), mais il y manque la colonne "
        "« Année ». Colonnes trouvées : « IRIS », « total_population »"
    ),
    "population/mednum_data_scol_menage_demandeurEmplois.csv": no_header(8, "séparateur : virgule"),
    "territoire/donnees_communes.csv": (
        "Colonne manquante : Ce fichier ressemble au type « population » (Population), mais il y manque la colonne "
        "« Année ». Colonnes trouvées : « REG », « Région »"
    ),
    "territoire/epcicom.xlsx": (
        "Colonnes manquantes : Ce fichier ressemble au type « ressources » (Ressources), mais il y manque les "
        "colonnes « Identifiant », « Besoins couverts » et « Statut »."
    ),
    "ressources/data_inclusion_thematiques_v1.csv": no_header(3, "séparateur : virgule"),
    "ressources/france_services_2020-01_geocode.csv": (
        "Colonnes manquantes : Ce fichier ressemble au type « ressources » (Ressources), mais il y manque les "
        "colonnes « Identifiant », « Besoins couverts » et « Statut »."
    ),
    "ressources/france_services_2021.geojson": (
        "Ce ne sont pas des zones : Ce fichier contient des points ou des lignes. Une zone est une surface : chargez "
        "un fichier de polygones."
    ),
    "csv_suites/csv-detective/file.csv.gz": no_header(3, "séparateur : virgule"),
    "csv_suites/csv-detective/file.ods": no_header(
        5, "feuille « Laureats du concours Dataconnexions_anonyme »"
    ),
    "csv_suites/csv-detective/file.parquet": (
        f"Ce n'est pas un tableau : Ce fichier est une table Parquet sans contours, pas un extrait. {EXPORT}"
    ),
    "csv_suites/csvkit/realdata_ks_1033_data.csv": no_header(14, "séparateur : virgule"),
    "csv_suites/csvkit/test_geo.csv": no_header(12, "séparateur : virgule"),
    "csv_suites/csvkit/testdbf.dbf": (
        f"Fichier illisible : Ce fichier n'est ni un texte, ni un classeur, ni un fichier de contours connu. {EXPORT}"
    ),
    "csv_suites/csvkit/testjson.json": (
        f"Ce n'est pas un tableau : Ce fichier est un document JSON sans contours, pas un extrait. {EXPORT}"
    ),
}


@pytest.mark.parametrize(("name", "reason"), REFUSALS.items(), ids=REFUSALS)
def test_refused_for_the_right_reason(name: str, reason: str) -> None:
    with pytest.raises(FileRefused) as caught:
        read_extract(shared_folder("data", *name.split("/")))
    assert plain(str(caught.value)).startswith(reason)


def test_the_official_mergers_of_communes_are_understood() -> None:
    extract = read_extract(shared_folder("data", "territoire", "mouvements-communes.csv"))
    assert extract.kind.name == "mouvements_communes"
    assert (extract.lines_read, extract.problems) == (extract.table.num_rows, [])
    assert extract.lines_read > 13_000
