"""What loading would change, field by field, and who is no longer in a complete extract."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.errors import VisaError
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.loading.history import history, undo_last
from visa_data.extracts.loading.load import Foreseen, foresee, load_extract
from visa_data.extracts.reading import read_extract
from visa_data.roles import Author

AT = datetime(2020, 5, 11, 8, 0)
DAY = date(2020, 5, 4)
PEOPLE = "reference,source,date_inscription,code_zone,vit_seul,consentement\n"
FOUR = PEOPLE + (
    "R1,registre_communal,2020-01-10,99001,oui,oui\n"
    "R2,registre_communal,2020-01-11,99002,non,en_attente\n"
    "R3,registre_communal,2020-01-12,99002,,oui\n"
    "C1,caf,2020-01-12,99002,,oui\n"
)
TEAMS = "identifiant,nom,statut,benevoles\n"


def foreseen(base: Base, extract: Extract, day: date | None = None) -> Foreseen:
    return foresee(base, [extract], at=AT, complete_on=[day])[0]


def rows(base: Base, query: str) -> list[tuple[object, ...]]:
    with base.cursor() as cursor:
        return cursor.execute(query).fetchall()


def content(base: Base) -> list[tuple[object, ...]]:
    return rows(base, "SELECT * FROM personnes ORDER BY reference") + rows(
        base, "SELECT * FROM equipes ORDER BY identifiant"
    )


def test_each_modified_line_shows_its_fields_before_and_after(
    empty_base: Base, read: Callable[..., Extract]
) -> None:
    load_extract(empty_base, read(FOUR), at=AT)
    changed = read(
        PEOPLE
        + "R1,registre_communal,2020-02-10,99001,oui,oui\n"
        + "R2,registre_communal,2020-01-11,,non,oui\n"
        + "R2,registre_communal,2020-01-11,,non,oui\n"
        + "R2,registre_communal,2020-01-11,,oui,oui\n"
        + "R9,registre_communal,2020-01-11,99001,,oui\n"
    )
    told = foreseen(empty_base, changed)
    assert told.modified.to_numpy().tolist() == [
        [2, "R1", "Date d'inscription", "10/01/2020", "10/02/2020"],
        [3, "R2", "Code de la zone", "99002", ""],
        [3, "R2", "Consentement", "En attente", "Oui"],
        [5, "R2", "Vit seul", "non", "oui"],
    ]
    assert told.outcome.counts.modifiees == told.modified["ligne"].nunique() == 3
    assert rows(empty_base, "SELECT count(*) FROM imports") == [(1,)], "nothing is written"


def test_a_modified_call_and_a_new_outline_are_told_too(
    empty_base: Base, read: Callable[..., Extract]
) -> None:
    zone = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"99001","nom":"Aubrives"},"geometry":{"type":"Polygon","coordinates":[[[3.0,50.0],[3.05,50.0],[3.05,50.05],[3.0,50.0]]]}}]}'
    calls = "reference,date_appel,appelant,issue,besoins\nR1,2020-04-02 10:00,A1,{},{}\n"
    for text, name in (
        (FOUR, "registre.csv"),
        (zone, "zones.geojson"),
        (calls.format("absent", "parler"), "appels.csv"),
    ):
        load_extract(empty_base, read(text, name), at=AT)
    told = foreseen(empty_base, read(calls.format("joint", "parler|argent"), "appels.csv"))
    assert told.modified.to_numpy().tolist() == [
        [2, "R1, 02/04/2020 10:00, A1", "Résultat", "Pas de réponse", "Joint"],
        [
            2,
            "R1, 02/04/2020 10:00, A1",
            "Besoins exprimés",
            "Parler avec autrui",
            "Parler avec autrui, Retirer de l'argent",
        ],
    ]
    assert told.absent is None, "a call that is not given again says nothing"
    moved = foreseen(empty_base, read(zone.replace("50.05", "50.06"), "zones.geojson"))
    assert moved.modified.to_numpy().tolist() == [[2, "99001", "Contour", "contour connu", "nouveau contour"]]


def test_the_absent_are_those_of_the_same_source(empty_base: Base, read: Callable[..., Extract]) -> None:
    load_extract(empty_base, read(FOUR), at=AT)
    told = foreseen(
        empty_base,
        read(
            FOUR.replace("R1,registre_communal,2020-01-10,99001,oui,oui\n", "").replace(
                "C1,caf,2020-01-12,99002,,oui\n", ""
            )
        ),
    )
    assert told.absent is not None
    assert told.absent.frame["identifiant"].tolist() == ["R1"], "the CAF has not said anything of C1"
    assert told.outcome.import_id is None


def test_a_partial_extract_closes_nobody(empty_base: Base, read: Callable[..., Extract]) -> None:
    load_extract(empty_base, read(FOUR), at=AT)
    before = content(empty_base)
    load_extract(empty_base, read(PEOPLE + "R1,registre_communal,2020-01-10,99001,oui,oui\n"), at=AT)
    assert content(empty_base) == before


def test_a_complete_extract_closes_the_absent_and_an_undo_brings_them_back(
    empty_base: Base, read: Callable[..., Extract]
) -> None:
    load_extract(empty_base, read(FOUR), at=AT)
    before = content(empty_base)
    outcome = load_extract(
        empty_base,
        read(PEOPLE + "R1,registre_communal,2020-01-10,99001,oui,oui\n"),
        at=AT,
        by=Author.COORDINATION,
        complete_on=DAY,
    )
    assert (outcome.closed, outcome.counts.inchangees, outcome.counts.lues) == (2, 1, 1)
    assert rows(
        empty_base, "SELECT reference FROM personnes WHERE date_radiation = '2020-05-04' ORDER BY 1"
    ) == [
        ("R2",),
        ("R3",),
    ]
    newest = history(empty_base).iloc[0]
    assert (newest["fermees"], newest["fait_par"], newest["complet_au"].date()) == (2, "coordination", DAY)
    assert undo_last(empty_base, at=AT).restored == 2
    assert content(empty_base) == before


def test_closing_twice_closes_once(empty_base: Base, read: Callable[..., Extract]) -> None:
    load_extract(empty_base, read(FOUR), at=AT)
    one = read(PEOPLE + "R1,registre_communal,2020-01-10,99001,oui,oui\n")
    load_extract(empty_base, one, at=AT, complete_on=DAY)
    again = load_extract(empty_base, one, at=AT, complete_on=DAY)
    assert (again.import_id, again.closed) == (None, 0)


def test_who_comes_back_without_a_date_column_is_told(empty_base: Base, read: Callable[..., Extract]) -> None:
    load_extract(empty_base, read(FOUR), at=AT)
    load_extract(
        empty_base,
        read(PEOPLE + "R1,registre_communal,2020-01-10,99001,oui,oui\n"),
        at=AT,
        complete_on=DAY,
    )
    back = foreseen(empty_base, read(FOUR))
    assert plain(back.outcome.notices[-2]) == (
        "2 personnes du fichier sont sorties du registre dans la base : elles le restent, "
        "car le fichier n'a pas de colonne « date de radiation »."
    )


def test_a_person_on_a_rejected_line_is_not_absent(empty_base: Base, read: Callable[..., Extract]) -> None:
    load_extract(empty_base, read(FOUR), at=AT)
    spoilt = read(
        PEOPLE
        + "R1,registre_communal,2020-01-10,99001,oui,oui\n"
        + "R2,registre_communal,31/02/2020,99002,non,oui\n"
    )
    told = foreseen(empty_base, spoilt)
    assert told.absent is not None
    assert told.absent.frame["identifiant"].tolist() == ["R3"]
    assert told.absent.unreadable == 0
    assert load_extract(empty_base, spoilt, at=AT, complete_on=DAY).closed == 1


def test_a_person_whose_zone_is_unknown_is_not_absent(empty_base: Base, read: Callable[..., Extract]) -> None:
    zone = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"99001","nom":"Aubrives"},"geometry":{"type":"Polygon","coordinates":[[[3.0,50.0],[3.05,50.0],[3.05,50.05],[3.0,50.0]]]}}]}'
    load_extract(empty_base, read(zone, "zones.geojson"), at=AT)
    load_extract(empty_base, read(FOUR), at=AT)
    told = foreseen(
        empty_base,
        read(
            PEOPLE
            + "R1,registre_communal,2020-01-10,Aubrives,oui,oui\n"
            + "R2,registre_communal,2020-01-11,Introuville,non,en_attente\n"
        ),
    )
    assert told.outcome.counts.rejetees == 1
    assert told.absent is not None
    assert (told.absent.frame["identifiant"].tolist(), told.absent.unreadable) == (["R3"], 0)


def test_nobody_is_closed_while_a_line_may_hide_somebody(
    empty_base: Base, read: Callable[..., Extract]
) -> None:
    load_extract(empty_base, read(FOUR), at=AT)
    before = content(empty_base)
    spoilt = read(
        PEOPLE
        + "R1,registre_communal,2020-01-10,99001,oui,oui\n"
        + ",registre_communal,2020-01-10,99002,non,oui\n"
    )
    with pytest.raises(VisaError) as refused:
        load_extract(empty_base, spoilt, at=AT, complete_on=DAY)
    assert plain(str(refused.value)) == (
        "Absents incertains : 1 ligne rejetée n'a pas d'identifiant lisible : les absents y sont peut-être. "
        "Corrigez le fichier, ou chargez-le comme partiel."
    )
    assert content(empty_base) == before


def test_nobody_leaves_before_entering(empty_base: Base, read: Callable[..., Extract]) -> None:
    load_extract(empty_base, read(FOUR), at=AT)
    with pytest.raises(VisaError) as refused:
        load_extract(
            empty_base,
            read(PEOPLE + "R1,registre_communal,2020-01-10,99001,oui,oui\n"),
            at=AT,
            complete_on=date(2020, 1, 11),
        )
    assert plain(refused.value.message) == (
        "1 personne absente est inscrite après le 11 janvier 2020. "
        "Choisissez le 12 janvier 2020 ou une date plus récente."
    )


def test_teams_are_compared_with_files_of_the_same_columns(
    empty_base: Base, read: Callable[..., Extract]
) -> None:
    load_extract(
        empty_base, read(TEAMS + "E1,Les Tilleuls,active,4\nE2,Les Saules,active,3\n", "a.csv"), at=AT
    )
    load_extract(
        empty_base,
        read("Code équipe;Nom;Statut\nM1;Voisins;Active\n".replace("Code équipe", "identifiant"), "b.csv"),
        at=AT,
    )
    before = content(empty_base)
    outcome = load_extract(
        empty_base, read(TEAMS + "E1,Les Tilleuls,active,4\n", "a2.csv"), at=AT, complete_on=DAY
    )
    assert outcome.closed == 1
    assert rows(empty_base, "SELECT identifiant, statut FROM equipes ORDER BY 1") == [
        ("E1", "active"),
        ("E2", "arretee"),
        ("M1", "active"),
    ]
    undo_last(empty_base, at=AT)
    assert content(empty_base) == before


def test_actors_that_a_complete_list_lacks_are_retired(
    empty_base: Base, read: Callable[..., Extract]
) -> None:
    actors = "Identifiant;Structure;Type d'acteur;Statut\n"
    first, second = "K1;CLIC;Coordination;Actif\n", "K2;CCAS;CCAS ou CIAS;Pressenti\n"
    load_extract(empty_base, read(actors + first + second, "a.csv"), at=AT)
    partial = load_extract(empty_base, read(actors + first, "b.csv"), at=AT)
    assert (partial.closed, partial.import_id) == (0, None)
    assert load_extract(empty_base, read(actors + first, "c.csv"), at=AT, complete_on=DAY).closed == 1
    found = "SELECT identifiant, statut FROM acteurs ORDER BY 1"
    assert rows(empty_base, found) == [("K1", "actif"), ("K2", "retire")]
    undo_last(empty_base, at=AT)
    assert rows(empty_base, found) == [("K1", "actif"), ("K2", "pressenti")]


def test_calls_cannot_be_complete(empty_base: Base, read: Callable[..., Extract]) -> None:
    load_extract(empty_base, read(FOUR), at=AT)
    calls = read("reference,date_appel,appelant,issue\nR1,2020-04-02 10:00,A1,absent\n", "appels.csv")
    with pytest.raises(VisaError, match="peuvent être chargés comme complets"):
        load_extract(empty_base, calls, at=AT, complete_on=DAY)
    assert rows(empty_base, "SELECT count(*) FROM appels") == [(0,)]


@pytest.mark.parametrize("stop_at", [0.0, 0.3, 0.7, 0.9, 1.0])
def test_an_import_stopped_on_its_way_writes_nothing(
    empty_base: Base, read: Callable[..., Extract], stop_at: float
) -> None:
    class Stopped(BaseException):
        pass

    def stop(fraction: float) -> None:
        if fraction >= stop_at:
            raise Stopped

    extract = read(FOUR)
    with pytest.raises(Stopped):
        load_extract(empty_base, extract, at=AT, progress=stop)
    assert content(empty_base) == [] and history(empty_base).empty
    with pytest.raises(Stopped):
        foresee(empty_base, [extract], at=AT, progress=stop)
    assert load_extract(empty_base, extract, at=AT).counts.ajoutees == 4, "the base is free again"


def test_a_reading_is_stopped_from_its_progress(tmp_path: Path) -> None:
    class Stopped(BaseException):
        pass

    def stop(_fraction: float) -> None:
        raise Stopped

    path = tmp_path / "registre.csv"
    path.write_text(FOUR, encoding="utf-8")
    with pytest.raises(Stopped):
        read_extract(path, progress=stop)
