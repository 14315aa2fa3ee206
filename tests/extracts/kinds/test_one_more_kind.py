"""A kind of extract that nobody has written yet: its description and its table are all that it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from tests.base.test_tables import schema
from tests.extracts.kinds.loans import LOANS, MIGRATION, register_loans
from tests.extracts.loading.test_erasure import everywhere
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.command_line.parser import build_parser
from visa_data.dossier.sources import files, freshness
from visa_data.duplicates.joining import PairDecision, decide
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.kinds import every_table, kinds_in_loading_order
from visa_data.extracts.loading import accounts
from visa_data.extracts.loading.history import blocked_sentence, undo_last, undo_preview
from visa_data.extracts.loading.load import Foreseen, foresee, load_extract
from visa_data.extracts.loading.outcome import Outcome
from visa_data.provenance.since_meeting import extracts_since
from visa_data.roles import Author

AT = datetime(2020, 5, 11, 8, 0)

ZONES = """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"99001","nom":"Zyxouville"},
"geometry":{"type":"Polygon","coordinates":[[[3,50],[3.1,50],[3.1,50.1],[3,50.1],[3,50]]]}}]}"""
PEOPLE = "reference,source,date_inscription,consentement\n"
HER, ANOTHER = "ZZ-770011", "ZZ-880033"
HEADER = "N° de prêt;N° registre;Prêté le;Matériel prêté;Commune;Tablette rendue\n"
LOAN_1 = f"P1;{HER};04/05/2020;tablette tactile;Zyxouville;non\n"
LOAN_2 = "P2;;05/05/2020;tablette tactile;99001;non\n"
LOAN_3 = "P3;;06/05/2020;tablette tactile;99001;non\n"


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    register_loans(monkeypatch)


@pytest.fixture
def base(empty_base: Base, load: Callable[..., Outcome]) -> Base:
    """Two people in one zone."""
    load("zones.geojson", ZONES)
    load("registre.csv", PEOPLE + f"{HER},caf,2020-01-10,oui\n{ANOTHER},caf,2020-01-11,oui\n")
    return empty_base


@pytest.fixture
def load(empty_base: Base, read: Callable[..., Extract]) -> Callable[..., Outcome]:
    with empty_base.transaction() as cursor:
        cursor.execute(MIGRATION)
    # Its schema is read when it is opened.
    empty_base.close()

    def load_text(name: str, text: str, complete_on: date | None = None) -> Outcome:
        return load_extract(empty_base, read(text, name), at=AT, complete_on=complete_on)

    return load_text


def loans(base: Base) -> list[tuple[object, ...]]:
    with base.cursor() as cursor:
        return cursor.execute("SELECT pret, reference, code_zone, rendu FROM prets ORDER BY pret").fetchall()


def test_its_table_is_described_as_the_migration_makes_it(base: Base) -> None:
    described = {name: set(columns) for table in every_table() for name, columns in table.in_schema().items()}
    assert described == schema(base)


def test_it_is_recognised_offered_and_loaded_after_what_it_refers_to(
    read: Callable[..., Extract],
) -> None:
    extract = read(HEADER + LOAN_1, "envoi.csv")
    assert extract.kind is LOANS
    assert accounts.first_lines(extract)["Date du prêt"].tolist() == ["04/05/2020"]
    assert build_parser().parse_args(["importer", "--type", "prets", "envoi.csv"]).type == "prets"
    order = [kind.name for kind in kinds_in_loading_order()]
    assert order.index("prets") > max(order.index("zones"), order.index("personnes"))


def test_each_line_is_accounted_for(base: Base, load: Callable[..., Outcome]) -> None:
    """A name of zone becomes its code, nobody unknown to the register comes in, and nobody at all may be named."""
    unknown = "P3;ZZ-999999;05/05/2020;;99001;non\n"
    spoilt = f"P4;{HER};le lendemain;;99001;non\n"
    outcome = load("prets.csv", HEADER + LOAN_1 + LOAN_2 + unknown + spoilt)
    assert plain(accounts.counts_sentence(outcome.counts)) == (
        "4 lignes lues : 2 ajoutées, 0 modifiée, 0 inchangée, 1 écartée et 1 rejetée."
    )
    assert {(problem.line, problem.reason) for problem in outcome.problems if problem.line == 4} == {
        (4, "Référence absente du registre")
    }
    assert loans(base) == [("P1", HER, "99001", "non"), ("P2", None, "99001", "non")]


def test_what_is_about_nobody_comes_in_before_the_register(load: Callable[..., Outcome]) -> None:
    counts = load("prets.csv", HEADER + LOAN_2.replace("99001", "") + LOAN_1.replace("Zyxouville", "")).counts
    assert (counts.ajoutees, counts.ecartees) == (1, 1)


def test_what_would_change_is_foreseen_then_done_then_taken_back(
    base: Base, load: Callable[..., Outcome], read: Callable[..., Extract]
) -> None:
    load("prets.csv", HEADER + LOAN_1 + LOAN_2 + LOAN_3)
    before = loans(base)
    returned = HEADER + LOAN_1.replace("non", "oui") + LOAN_2
    (told,) = foresee(base, [read(returned, "rendus.csv")], at=AT)
    assert told.modified[["identifiant", "donnee", "avant", "apres"]].to_numpy().tolist() == [
        ["P1", "Rendue", "non", "oui"]
    ]
    assert absent_sentence(told) == (
        "1 prêt n'est pas dans ce fichier parmi ceux que des fichiers aux mêmes colonnes ont apportés."
    )
    assert loans(base) == before
    outcome = load("rendus.csv", returned)
    assert plain(accounts.changes_sentence(LOANS, outcome.changes)) == "Valeurs modifiées : Rendue (1)."
    assert loans(base) == [("P1", HER, "99001", "oui"), *before[1:]]
    undone = undo_last(base, at=AT)
    assert (undone.kind, undone.removed, undone.restored) == ("prets", 0, 1)
    assert loans(base) == before


def absent_sentence(told: Foreseen) -> str:
    assert told.absent is not None
    return plain(accounts.absences_sentence(LOANS, told.absent))


def test_a_complete_file_closes_what_it_lacks(base: Base, load: Callable[..., Outcome]) -> None:
    load("prets.csv", HEADER + LOAN_1 + LOAN_2 + LOAN_3)
    assert load("complet.csv", HEADER + LOAN_1 + LOAN_2, date(2020, 5, 10)).closed == 1
    assert [returned for *_, returned in loans(base)] == ["non", "non", "oui"]


def test_people_on_whom_it_leans_cannot_be_taken_back_before_it(
    base: Base, load: Callable[..., Outcome]
) -> None:
    outcome = load("prets.csv", HEADER + LOAN_1 + LOAN_2)
    preview = undo_preview(base, 2)
    assert [blocker.import_id for blocker in preview.blockers] == [outcome.import_id]
    assert plain(blocked_sentence(preview)) == (
        "l'import n° 3 (« prets.csv ») apporte 1 prêt de personnes que cet import a ajoutées. "
        "Annulez d'abord le plus récent."
    )


def test_a_person_under_two_references_has_the_loans_of_both(
    base: Base, load: Callable[..., Outcome]
) -> None:
    load("prets.csv", HEADER + LOAN_1 + LOAN_2 + LOAN_1.replace("P1", "P3").replace(HER, ANOTHER))
    decide(base, HER, ANOTHER, PairDecision.SAME, at=AT, by=Author.COORDINATION)
    assert [who for _, who, *_ in loans(base)] == [HER, None, HER]


def test_a_consent_withdrawn_takes_it_away_past_included(base: Base, load: Callable[..., Outcome]) -> None:
    load("prets.csv", HEADER + LOAN_1 + LOAN_2)
    load("rendus.csv", HEADER + LOAN_1.replace("non", "oui"))
    assert {("prets", "reference"), ("anciens_prets", "reference")} <= everywhere(base, HER)
    load("refus.csv", PEOPLE + f"{HER},caf,2020-01-10,non\n")
    assert everywhere(base, HER) == set()
    assert [number for number, *_ in loans(base)] == ["P2"]


def test_it_is_counted_among_the_sources(base: Base, load: Callable[..., Outcome]) -> None:
    load("prets.csv", HEADER + LOAN_1 + LOAN_2)
    with base.cursor() as cursor:
        fresh = {row[0]: row[1:] for row in freshness(cursor, AT).rows}
        listed = {row[0]: row[1:] for row in files(cursor, 11, in_full=False).rows}
        weighing = extracts_since(cursor, date(2020, 5, 4), None).set_index("type")["lignes_avant"]
    assert fresh["Prêts de tablettes"] == ("prets.csv", "11 mai 2020 (aujourd'hui)", "5 mai 2020")
    assert plain(listed["prets.csv"][2]) == "< 11", "lines about persons are withheld below the threshold"
    assert weighing["prets"] == 1, "the other loan is of the day after"
