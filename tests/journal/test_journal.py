"""What was done leaves a line, in its own transaction, and a line that is gone shows."""

from __future__ import annotations

import json
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.shared_data import ROOT
from visa_data.acts import LABELS, Acte
from visa_data.base import Base
from visa_data.base.journaling import forget_before, tell
from visa_data.base.territory_name import name_territory
from visa_data.command_line import main
from visa_data.errors import VisaError
from visa_data.extracts.loading.history import undo_last
from visa_data.extracts.loading.load import foresee, load_extract
from visa_data.extracts.reading import read_extract
from visa_data.journal.listing import WORDS, journal_lines
from visa_data.journal.settings_seen import note_settings
from visa_data.journal.verifying import Seal, holds, read_seal, verify
from visa_data.roles import Actor, Author

PARIS = ZoneInfo("Europe/Paris")
AT = datetime(2020, 5, 11, 8)
ANALYST = Actor(Author.COORDINATION, "9f2c")


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path / "visa.duckdb")


def lines_of(base: Base) -> list[tuple[int, str, str, str, dict[str, object]]]:
    with base.cursor() as cursor:
        rows = cursor.execute(
            "SELECT numero, auteur, empreinte_auteur, acte, details FROM journal ORDER BY numero"
        ).fetchall()
    return [(*row[:4], json.loads(row[4])) for row in rows]


def altered(base: Base, statement: str) -> None:
    with base.references() as cursor:
        cursor.execute(statement)


def test_an_act_is_written_under_who_did_it_with_what_was_told_of_it(base: Base) -> None:
    with base.acting(ANALYST).transaction(Acte.DECISION) as cursor:
        tell(cursor, numero=7)
    base.note(Acte.LISTE_VUE, liste="a_rappeler", lignes=12)
    assert lines_of(base) == [
        (1, "coordination", "9f2c", "decision", {"numero": 7}),
        (2, "ligne_de_commande", "", "liste_vue", {"liste": "a_rappeler", "lignes": 12}),
    ]


def test_what_is_taken_back_leaves_no_line_and_gives_nothing_to_the_next(base: Base) -> None:
    with pytest.raises(RuntimeError), base.transaction(Acte.IMPORT) as cursor:
        tell(cursor, lignes=3)
        raise RuntimeError
    with base.transaction(Acte.DECISION):
        pass
    assert lines_of(base) == [(1, "ligne_de_commande", "", "decision", {})]


def test_a_list_seen_changes_no_data_and_waits_for_no_writer(base: Base) -> None:
    base.note(Acte.CONNEXION)
    before = base.data_version()
    seen = threading.Event()

    def look() -> None:
        base.note(Acte.LISTE_VUE, lignes=1)
        seen.set()

    with base.transaction(Acte.IMPORT):
        reader = threading.Thread(target=look)
        reader.start()
        assert seen.wait(10), "an import of a minute would keep the page waiting"
    reader.join()
    assert [line[3] for line in lines_of(base)] == ["connexion", "liste_vue", "import"]
    with base.cursor() as cursor:
        assert verify(cursor).breaks == ()
    assert before.rpartition(":")[2] == "0" and base.data_version().rpartition(":")[2] == "1"


def test_many_at_once_are_all_there_in_one_chain(base: Base) -> None:
    def work(number: int) -> None:
        for turn in range(10):
            if turn % 3:
                base.note(Acte.LISTE_VUE, lignes=number)
            else:
                with base.transaction(Acte.DECISION):
                    pass

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with base.cursor() as cursor:
        found = verify(cursor)
    assert (found.lines, found.breaks, found.last.number) == (60, (), 60)


def test_a_line_that_a_kill_left_without_a_number_has_one_at_the_next_opening(base: Base) -> None:
    base.note(Acte.CONNEXION)
    altered(
        base, "INSERT INTO journal VALUES (NULL, now()::TIMESTAMP, 'coordination', '', 'import', '{}', NULL)"
    )
    base.close()
    assert [line[0] for line in lines_of(base)] == [1, 2]
    with base.cursor() as cursor:
        assert verify(cursor).breaks == ()


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("DELETE FROM journal WHERE numero = 3", (4,)),
        ("UPDATE journal SET auteur = 'comite' WHERE numero = 2", (2,)),
        ("UPDATE journal SET details = '{\"lignes\": 0}' WHERE numero = 5", (5,)),
        ("UPDATE journal SET moment = moment + INTERVAL 1 SECOND WHERE numero = 1", (1,)),
        ("INSERT INTO journal SELECT * FROM journal WHERE numero = 4", (4,)),
        ("UPDATE journal SET numero = 9 - numero WHERE numero IN (4, 5)", (4, 5, 6)),
        ("DELETE FROM journal WHERE numero = 1", (2,)),
    ],
)
def test_a_line_removed_added_or_altered_shows(base: Base, statement: str, where: tuple[int, ...]) -> None:
    for number in range(6):
        base.note(Acte.LISTE_VUE, lignes=number)
    altered(base, statement)
    with base.cursor() as cursor:
        found = verify(cursor)
    assert found.breaks == where
    assert "rompue" in found.sentence


def test_a_journal_cut_short_or_written_anew_shows_by_a_seal_kept_elsewhere(
    base: Base, tmp_path: Path
) -> None:
    for number in range(4):
        base.note(Acte.LISTE_VUE, lignes=number)
    with base.cursor() as cursor:
        seal = verify(cursor).last
        assert holds(cursor, seal) and seal == read_seal(str(seal))
    altered(base, "DELETE FROM journal WHERE numero = 4")
    with base.cursor() as cursor:
        assert verify(cursor).breaks == (), "the chain alone does not tell"
        assert holds(cursor, seal) is False
    base.note(Acte.CONNEXION)
    with base.cursor() as cursor:
        assert holds(cursor, seal) is False


@pytest.mark.parametrize("text", ["", "12", "12:9f", "x:" + "0" * 64])
def test_what_is_no_seal_is_refused(text: str) -> None:
    with pytest.raises(VisaError, match="Sceau illisible"):
        read_seal(text)


def test_lines_destroyed_at_their_term_leave_a_chain_that_says_so(base: Base) -> None:
    for number in range(5):
        base.note(Acte.LISTE_VUE, lignes=number)
    with base.references() as cursor:
        third = cursor.execute("SELECT moment, numero, empreinte FROM journal WHERE numero = 3").fetchone()
        last = verify(cursor).last
    assert third is not None
    with base.transaction(Acte.PURGE) as cursor:
        assert forget_before(cursor, third[0]) == 2
        assert forget_before(cursor, third[0]) == 0
    base.close()
    with base.cursor() as cursor:
        found = verify(cursor)
        assert (found.lines, found.destroyed_up_to, found.breaks) == (4, 2, ())
        assert "2 premières, détruites" in found.sentence
        assert holds(cursor, Seal(1, "0" * 64)) is None
        assert holds(cursor, last) is True
    with base.transaction(Acte.PURGE) as cursor:
        assert forget_before(cursor, datetime.now(UTC).replace(tzinfo=None) + timedelta(days=1)) == 4
    base.note(Acte.CONNEXION)
    assert [line[0] for line in lines_of(base)] == [7, 8]


def test_an_import_its_simulation_and_its_undoing(base: Base) -> None:
    outlines = read_extract(ROOT / "geodata" / "communes.geojson")
    people = read_extract(ROOT / "sample_data" / "pivot" / "personnes.csv")
    load_extract(base, outlines, at=AT)
    foresee(base, [people], at=AT)
    load_extract(base, people, at=AT)
    undo_last(base, at=AT)
    name_territory(base, "Pays inventé")
    acts = [(line[3], line[4].get("imports"), line[4].get("types")) for line in lines_of(base)]
    assert acts == [
        ("import", "1", "zones"),
        ("import", "2", "personnes"),
        ("annulation", "2", None),
        ("reglages", None, None),
    ]


def test_the_table_is_in_words_in_the_hour_of_the_territory_by_day_and_by_act(base: Base) -> None:
    base.acting(ANALYST).note(Acte.LISTE_VUE, liste="a_rappeler", lignes=12, statut="")
    base.note(Acte.CONNEXION)
    altered(base, "UPDATE journal SET moment = '2020-05-10 22:30:15.5' WHERE numero = 1")
    with base.cursor() as cursor:
        table = journal_lines(cursor, PARIS, acts=[Acte.LISTE_VUE])
        assert len(journal_lines(cursor, PARIS, first=date(2020, 5, 11), last=date(2020, 5, 11))) == 1
        assert journal_lines(cursor, PARIS, last=date(2020, 5, 10)).empty
        assert len(journal_lines(cursor, PARIS)) == 2
    (line,) = table.to_dict("records")
    assert line["moment"] == datetime(2020, 5, 11, 0, 30, 15)
    assert (line["auteur"], line["empreinte_auteur"]) == ("Coordination", "9f2c")
    assert line["acte"] == "Liste de personnes affichée"
    assert line["details"] == "lignes : 12 · liste : a_rappeler"


def test_every_act_and_every_detail_has_its_words() -> None:
    assert set(LABELS) == set(Acte)
    assert len(set(LABELS.values())) == len(LABELS)
    assert all(WORDS.values())


def test_the_command_writes_the_lines_or_verifies_the_chain(
    base: Base, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["journal", "--base", str(base.path)]
    assert main(asked) == 2
    assert "Base introuvable" in capsys.readouterr().err
    base.note(Acte.CONNEXION)
    base.close()
    assert main(asked) == 0
    header, *lines = capsys.readouterr().out.splitlines()
    assert header == "N°,Quand,Fonction,Empreinte de qui,Acte,Ce qui en est dit,Empreinte de la ligne"
    assert len(lines) == 1 and ",Ligne de commande,,Connexion,," in lines[0]
    assert main([*asked, "--verifier"]) == 0
    told = capsys.readouterr().out
    assert "La chaîne est entière\u00a0: 2\u00a0lignes." in told
    seal = told.split()[-1]
    assert main([*asked, "--verifier", "--sceau", seal]) == 0
    assert main([*asked, "--verifier", "--sceau", "2:" + "0" * 64]) == 1
    altered(base, "DELETE FROM journal WHERE numero = 1")
    base.close()
    assert main([*asked, "--verifier"]) == 1
    assert main([*asked, "--verifier", "--sceau", "deux"]) == 2


def test_other_settings_are_noted_from_what_to_what_once(base: Base) -> None:
    for cadence in (30, 30, 21):
        note_settings(base, {"cadence": cadence, "crise_fin": None})
    note_settings(base, {"cadence": 21, "crise_fin": date(2020, 7, 10)})
    with base.cursor() as cursor:
        table = journal_lines(cursor, PARIS)
    assert list(table["details"]) == [
        "réglages : crise_fin : aucune valeur → 2020-07-10",
        "réglages : cadence : 30 → 21",
        "réglages : premier relevé",
    ]
    assert set(table["auteur"]) == {"Fichier des réglages"}
    assert base.data_version().endswith(":0"), "no figure is computed again for it"
