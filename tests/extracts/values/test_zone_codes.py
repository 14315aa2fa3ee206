"""Zones written by their names, with a postcode or a former code: read where the zones are known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from math import comb
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extracts.values.test_former_communes import MOVEMENTS
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.errors import FileRefused, Severity
from visa_data.extracts.answers.choices import Choice, ChoiceNeeded
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.columns.matching import Matched
from visa_data.extracts.kinds.shared import CODE_ZONE
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading import read_extract
from visa_data.extracts.values.place_names import place_key, place_keys
from visa_data.extracts.values.postcodes import PostcodeDoubt
from visa_data.extracts.values.zone_codes import KnownZones, with_zone_codes

AT = datetime(2025, 5, 11, 8, 0)
TODAY = date(2025, 5, 11)
NAMES = {
    "99001": "Aubrives",
    "99002": "Le Boismont-sur-Drève",
    "99003": "Saint-Ermin",
    "99004": "L'Évrecourt",
    "99005": "Flines",
    "99006": "Flines",
}
ZONES = (
    '{"type":"FeatureCollection","features":['
    + ",".join(
        f'{{"type":"Feature","properties":{{"code":"{code}","nom":"{name}"}},"geometry":{{"type":"Polygon",'
        f'"coordinates":[[[{x},50],[{x + 0.5},50],[{x + 0.5},50.5],[{x},50.5],[{x},50]]]}}}}'
        for x, (code, name) in enumerate(NAMES.items())
    )
    + "]}"
)
PEOPLE = "reference;source;date_inscription;{};consentement\n"


@pytest.fixture
def load(empty_base: Base, read: Callable[..., Extract]) -> Callable[..., Outcome]:
    def write_and_load(text: str, name: str = "extrait.csv", **options: object) -> Outcome:
        extract = read(text, name, today=TODAY, **options)
        outcome = load_extract(empty_base, extract, at=AT)
        assert outcome.counts.lues == extract.lines_read
        return outcome

    return write_and_load


def people(header: str, *places: str) -> str:
    return PEOPLE.format(header) + "".join(f"R{i};caf;2020-01-10;{p};oui\n" for i, p in enumerate(places, 1))


def placed(base: Base) -> list[tuple[object, ...]]:
    with base.cursor() as cursor:
        return cursor.execute("SELECT reference, code_zone FROM personnes ORDER BY reference").fetchall()


def notices(outcome: Outcome) -> str:
    return plain(" ".join(outcome.notices))


def test_names_become_the_codes_of_the_zones(load: Callable[..., Outcome], empty_base: Base) -> None:
    load(ZONES, "zones.geojson")
    outcome = load(
        people("Commune", "aubrives", "BOISMONT SUR DREVE (LE)", "St Ermin", "Evrecourt", "99001", "")
    )
    assert placed(empty_base) == [
        ("R1", "99001"),
        ("R2", "99002"),
        ("R3", "99003"),
        ("R4", "99004"),
        ("R5", "99001"),
        ("R6", None),
    ]
    assert "noms lus comme des codes (4 lignes) : aubrives → 99001 (1), " in notices(outcome)
    assert "St Ermin → 99003 – Saint-Ermin (1)" in notices(outcome)
    assert outcome.problems == []


def test_an_unknown_name_rejects_its_line_and_a_near_one_is_proposed(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    load(ZONES, "zones.geojson")
    text = people("Commune", "Aubrives", "Saint-Hermin", "Saint-Hermin", "Xanrey", "Flines")
    outcome = load(text)
    assert [(p.line, p.value, p.reason) for p in outcome.problems] == [
        (3, "Saint-Hermin", "Nom de commune ou de zone qui n'est dans aucun contour chargé"),
        (4, "Saint-Hermin", "Nom de commune ou de zone qui n'est dans aucun contour chargé"),
        (5, "Xanrey", "Nom de commune ou de zone qui n'est dans aucun contour chargé"),
        (6, "Flines", "Nom que plusieurs zones portent"),
    ]
    assert plain(outcome.problems[3].suggestion) == "Écrire le code : 99005 – Flines et 99006 – Flines"
    assert (outcome.counts.ajoutees, outcome.counts.rejetees) == (1, 4)
    assert [(p.correction.value, p.lines) for p in outcome.proposals] == [("99003 – Saint-Ermin", 2)]
    again = load(text, corrections=[proposal.correction for proposal in outcome.proposals])
    assert (again.counts.ajoutees, again.counts.inchangees, again.counts.rejetees) == (2, 1, 2)
    assert ("R2", "99003") in placed(empty_base)


def test_a_column_that_mostly_names_no_zone_is_left_aside(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    load(ZONES, "zones.geojson")
    outcome = load(people("Secteur", "Nord", "Centre ancien", "Aubrives"))
    assert (outcome.counts.ajoutees, outcome.counts.rejetees) == (3, 0)
    assert placed(empty_base) == [("R1", None), ("R2", None), ("R3", None)]
    assert "Colonne « Secteur » laissée de côté" in notices(outcome)


def test_without_any_outline_names_wait(load: Callable[..., Outcome], empty_base: Base) -> None:
    outcome = load(people("Commune", "Aubrives", "Saint-Ermin"))
    assert outcome.counts.ajoutees == 2
    assert "ses noms ne peuvent être lus qu'une fois les contours chargés (2 lignes)" in notices(outcome)
    assert placed(empty_base) == [("R1", None), ("R2", None)]
    by_code = load(people("Code INSEE", "Aubrives", "99001"))
    assert [p.suggestion for p in by_code.problems if p.severity is Severity.REJECTED] == [
        "Charger d'abord les contours des zones, ou écrire les codes"
    ]


def test_a_postcode_before_a_name_is_not_taken_for_a_code(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    load(ZONES, "zones.geojson")
    outcome = load(
        people("Commune", "99002 Aubrives", "99003 Saint-Ermin", "88000 Évrecourt", "99001 Autre lieu")
    )
    assert [code for _, code in placed(empty_base)] == ["99001", "99003", "99004", "99001"]
    assert (
        "codes postaux suivis d'un nom, lus d'après le nom (2 lignes) : 99002 Aubrives → 99001 – Aubrives (1)"
        in (notices(outcome))
    )


def test_lists_of_names_and_former_codes(load: Callable[..., Outcome], empty_base: Base) -> None:
    load(MOVEMENTS, "mouvements.csv")
    load(ZONES, "zones.geojson")
    header = "identifiant;nom;statut;Communes d'intervention\n"
    outcome = load(
        header + "E1;Les Tilleuls;active;Aubrives, Saint Ermin / 99012\nE2;Le Lavoir;active;Chardoy\n"
        "E3;Le Puits;active;Aubrives, Ailleurs\n"
    )
    with empty_base.cursor() as cursor:
        teams = cursor.execute("SELECT identifiant, zones_intervention FROM equipes ORDER BY 1").fetchall()
    assert teams == [("E1", "99001|99003|99012"), ("E2", "99012")]
    assert [p.line for p in outcome.problems] == [4]
    assert (
        "anciens codes de communes, lus comme ceux des communes qui les ont repris : 99012 Chardoy → "
        "99001 – Aubrives (2). Le code écrit est gardé."
    ) in notices(outcome)


POSTCODES = (
    "#Code_commune_INSEE;Nom_de_la_commune;Code_postal;Libellé_d_acheminement;Ligne_5\n"
    "99001;AUBRIVES;99530;AUBRIVES;\n"
    "99003;ST ERMIN;99540;ST ERMIN;\n"
    "99004;EVRECOURT;99540;EVRECOURT;LE HAMEAU\n"
    "99004;EVRECOURT;99540;EVRECOURT;LE MOULIN\n"
    "99012;CHARDOY;99550;CHARDOY;\n"
    "99777;AILLEURS;99550;AILLEURS;\n"
    "99005;FLINES;99002;FLINES;\n"
)


def test_postcodes_given_for_codes_are_proposed_or_listed(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    load(MOVEMENTS, "mouvements.csv")
    load(ZONES, "zones.geojson")
    reference = load(POSTCODES, "codes_postaux.csv")
    assert (reference.kind, reference.counts.ajoutees, reference.problems) == ("codes_postaux", 7, [])
    assert load(POSTCODES, "codes_postaux.csv").counts.inchangees == 7
    text = people("Code commune", "99530", "99530", "99540", "99550", "99002", "77000")
    told_insee = Choice(zone_codes="insee")
    outcome = load(text, choice=told_insee)
    assert outcome.counts.ajoutees == 6, "kept as they are when the analyst says so"
    assert [(p.correction.raw, p.correction.value, p.lines) for p in outcome.proposals] == [
        ("99530", "99001 – Aubrives", 2),
        ("99550", "99001 – Aubrives", 1),
    ]
    told = notices(outcome)
    assert "99540 (99003 – Saint-Ermin et 99004 – L'Évrecourt ; 1)" in told
    corrections = [proposal.correction for proposal in outcome.proposals]
    again = load(text, choice=told_insee, corrections=corrections)
    assert again.counts.modifiees == 3
    assert [code for _, code in placed(empty_base)][:4] == ["99001", "99001", "99540", "99001"]


def test_postcodes_are_asked_about_then_read_by_the_commune_they_serve(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    load(MOVEMENTS, "mouvements.csv")
    load(ZONES, "zones.geojson")
    text = people("Commune", "99530", "99530", "99540", "99550", "99002", "77000")
    with pytest.raises(ChoiceNeeded) as asked:
        load(text)
    assert plain(str(asked.value)) == (
        "Codes INSEE ou codes postaux : La colonne « Commune » semble porter des codes postaux : 4 codes différents sur 5 "
        "y finissent par 0. Un code postal est souvent aussi le code INSEE d'une autre commune. Choisissez la colonne qui "
        "porte les codes INSEE, ou dites ce que sont ceux-ci (en ligne de commande : --codes insee ou --codes postaux)."
    )
    _, postal = (alternative.choice for alternative in asked.value.alternatives)
    outcome = load(text, choice=postal)
    assert outcome.counts.ajoutees == 6
    assert "ses codes postaux ne peuvent être lus qu'une fois chargé le fichier des codes postaux" in notices(
        outcome
    )
    load(POSTCODES, "codes_postaux.csv")
    outcome = load(text, choice=postal)
    refused = [(p.line, p.reason) for p in outcome.problems if p.severity is Severity.REJECTED]
    assert refused == [
        (4, "Code postal de plusieurs communes"),
        (7, "Code postal qui n'est celui d'aucune zone chargée"),
    ]
    told = notices(outcome)
    assert "codes postaux lus comme la seule commune qu'ils desservent (4 lignes)" in told
    with empty_base.cursor() as cursor:
        codes = cursor.execute("SELECT reference, code_zone FROM personnes ORDER BY 1").fetchall()
    assert codes == [
        ("R1", "99001"), ("R2", "99001"), ("R3", None), ("R4", "99001"), ("R5", "99005"), ("R6", None),
    ]  # fmt: skip


def test_a_column_that_says_the_same_as_the_postcodes_beside_it_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "personnes.csv"
    header = "reference;source;date_inscription;Commune;Code postal;consentement\n"
    path.write_text(
        header + "R1;caf;2020-01-10;99002;99002;oui\nR2;caf;2020-01-10;99213;99213;oui\n", encoding="utf-8"
    )
    with pytest.raises(ChoiceNeeded) as asked:
        read_extract(path, today=TODAY)
    assert "elle dit la même chose que « Code postal »." in plain(str(asked.value))
    path.write_text(
        header + "R1;caf;2020-01-10;99002;99530;oui\nR2;caf;2020-01-10;99213;99213;oui\n", encoding="utf-8"
    )
    assert read_extract(path, today=TODAY).table["code_zone"].to_pylist() == ["99002", "99213"]


def test_a_code_that_is_also_a_postcode_places_nobody_among_postcodes(
    load: Callable[..., Outcome], empty_base: Base
) -> None:
    """No proof in the file alone: La Poste's gives it."""
    load(ZONES, "zones.geojson")
    load(POSTCODES.replace("99530", "99531"), "codes_postaux.csv")
    outcome = load(people("Commune", "99002", "99002", "99531"))
    assert [(p.line, p.reason) for p in outcome.problems if p.severity is Severity.REJECTED] == [
        (2, "Code de commune qui est aussi un code postal, parmi des codes postaux"),
        (3, "Code de commune qui est aussi un code postal, parmi des codes postaux"),
    ]
    assert load(people("Commune", "99002", "99001", "99003")).counts.rejetees == 0
    assert load(people("Commune", "99002", "99002"), choice=Choice(zone_codes="insee")).counts.rejetees == 0


@given(st.lists(st.integers(59_000, 59_999).map(str), min_size=1, max_size=60, unique=True))
def test_columns_of_insee_codes_are_seldom_asked_about(codes: list[str]) -> None:
    """Asked exactly when codes that end in 0 are too many to be chance, by a count of its own."""
    doubt = PostcodeDoubt([Matched(CODE_ZONE, 0, 1.0)], ["Commune"])
    doubt.see([pa.array(codes)])
    ending = sum(code[-1] == "0" for code in codes)
    chance = sum(
        comb(len(codes), n) * 9 ** (len(codes) - n) for n in range(ending, len(codes) + 1)
    ) / 10 ** len(codes)
    assert bool(doubt.doubts()) == (2 * ending > len(codes) and chance <= 0.011)


def test_an_address_book_is_no_file_of_postcodes(tmp_path: Path) -> None:
    path = tmp_path / "adresses.csv"
    path.write_text("Nom;Prénom;Code postal;Code INSEE\nInventée;Odile;99530;99001\n", encoding="utf-8")
    with pytest.raises(FileRefused):
        read_extract(path, today=TODAY)


def test_a_territory_s_own_codes_keep_their_lack_of_zero(tmp_path: Path) -> None:
    zones = KnownZones(frozenset({"1001"}), {"1001": "Îlot 1"}, {}, {})
    path = tmp_path / "personnes.csv"
    path.write_text(people("Code zone", "1001"), encoding="utf-8")
    extract = with_zone_codes(read_extract(path, today=TODAY), zones)
    assert extract.table["code_zone"].to_pylist() == ["1001"]


def test_names_of_people_are_never_taken_for_zones(load: Callable[..., Outcome]) -> None:
    load(ZONES, "zones.geojson")
    text = people("Secteur", "Mme Inventée", "M. Exemple", "Mme Fictive")
    outcome = load(text)
    assert outcome.counts.ajoutees == 3
    assert "Inventée" not in notices(outcome)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("QUESNOY (LE)", "Le Quesnoy"),
        ("St-Aubin", "Saint-Aubin"),
        ("STE GENEVIEVE", "Sainte-Geneviève"),
        ("villers s/ Exemple", "Villers-sur-Exemple"),
        ("L’Orée de Mormal", "Orée-de-Mormal"),
        ("Le Quesnoy Cedex", "Le Quesnoy"),
        ("Œuf-en-Exemple", "OEUF EN EXEMPLE"),
    ],
)
def test_two_writings_of_a_name_have_one_key(written: str, name: str) -> None:
    assert place_key(written) == place_key(name)


def test_commune_de_is_left_out_only_as_a_second_try() -> None:
    assert place_keys("Commune de Bavay") == ["commune de bavay", "bavay"]
    assert place_keys("Ville de La Longueville") == ["ville de la longueville", "longueville"]
    assert place_keys("Ville") == ["ville"]


@given(
    words=st.lists(st.text("abcdefghijklmnop", min_size=2, max_size=8), min_size=1, max_size=4),
    joint=st.sampled_from([" ", "-", "'", "  ", "\u00a0"]),
    upper=st.booleans(),
)
def test_a_key_does_not_depend_on_case_or_hyphens(words: list[str], joint: str, upper: bool) -> None:
    name = joint.join(words)
    assert place_key(name.upper() if upper else name) == place_key(" ".join(words))
