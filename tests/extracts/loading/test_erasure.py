"""A consent withdrawn leaves no row with the reference, wherever the base may have put it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from visa_data.base import Base
from visa_data.duplicates.joining import PairDecision, decide, withdraw
from visa_data.duplicates.key import KeyFile
from visa_data.extracts.loading.erasure import columns_of_people
from visa_data.extracts.loading.history import history, undo_last
from visa_data.extracts.loading.load import load_extract
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading import read_extract

AT = datetime(2020, 5, 11, 8, 0)
HER, ALSO_HER, ANOTHER = "ZZ-770011", "ZZ-770022", "ZZ-880033"
REGISTER = "Référence;Nom;Prénom;Date de naissance;Code INSEE;Origine;Date d'inscription;Consentement\n"
PEOPLE = {
    HER: "Zyxouville;Clorinde;16/11/1932;99001;Registre;12/02/2019",
    ALSO_HER: "Quillebard;Clorinde;16/11/1932;99001;CAF;13/02/2019",
    ANOTHER: "Vorgemont;Anatole;03/07/1940;99001;Registre;12/02/2019",
}
Place = tuple[str, str]


class Weeks:
    """Loads the files of the weeks, one after the other."""

    def __init__(self, base: Base, folder: Path) -> None:
        self.base, self.folder, self.key = base, folder, KeyFile(folder / "cle")

    def load(self, name: str, text: str) -> Outcome:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return load_extract(self.base, read_extract(path, key=self.key), at=AT)

    def register(self, consent: str, *references: str) -> Outcome:
        lines = [f"{reference};{PEOPLE[reference]};{consent}\n" for reference in references]
        return self.load("registre.csv", REGISTER + "".join(lines))


@pytest.fixture
def weeks(empty_base: Base, tmp_path: Path) -> Weeks:
    return Weeks(empty_base, tmp_path)


def everywhere(base: Base, reference: str) -> set[Place]:
    """Every column of text of the schema in which the reference is, alone or among other words."""
    with base.references() as cursor:
        columns = cursor.execute("""
            SELECT table_name, column_name FROM duckdb_columns()
            WHERE database_name = current_database() AND data_type = 'VARCHAR'
                AND table_name IN (SELECT table_name FROM duckdb_tables())
        """).fetchall()
        return {
            (table, column)
            for table, column in columns
            if cursor.execute(
                f"SELECT 1 FROM {table} WHERE contains({column}, ?) LIMIT 1", [reference]
            ).fetchone()
        }


DESCRIBED = set(columns_of_people())


def live_through_everything(weeks: Weeks) -> None:
    """She is loaded, called, changed, recognised, joined, parted and joined again."""
    base = weeks.base
    weeks.register("oui", HER, ALSO_HER, ANOTHER)
    calls = (
        "Référence;Date;Heure;Résultat;Niveau\n"
        + f"{HER};04/05/2020;10:00;Joint;2\n{ALSO_HER};05/05/2020;11:00;Absent;\n"
    )
    weeks.load("appels.csv", calls)
    weeks.load("appels2.csv", calls.replace(";2", ";3"))
    needs = "Référence;Besoin;Date;Statut;Ressource\n" + f"{HER};parler;04/05/2020;exprimé;{{}}\n"
    weeks.load("besoins.csv", needs.format(""))
    weeks.load("besoins2.csv", needs.format("RES1"))
    asked = "Référence;Date;Objet;Suite donnée;Niveau\n" + f"{HER};04/05/2020;Orientation;Proposée;{{}}\n"
    weeks.load("suites.csv", asked.format(2))
    weeks.load("suites2.csv", asked.format(3))
    report = "N°;Reçu le;Par;Suite;N° registre\n" + f"G1;01/05/2020;Un tiers;{{}};{HER}\n"
    weeks.load("signalements.csv", report.format("En cours"))
    weeks.load("signalements2.csv", report.format("Inscrite"))
    pair = "Binôme;Date;Étape;N° registre;Activités\n" + f"B1;04/05/2020;Demande;{HER};{{}}\n"
    weeks.load("binomes.csv", pair.format(""))
    weeks.load("binomes2.csv", pair.format("jeux"))
    # Another commune and another name: rows and fingerprints of before go to the history.
    changed = REGISTER + f"{HER};Morvandel;Clorinde;16/11/1932;99002;Registre;12/02/2019;oui\n"
    weeks.load("registre2.csv", changed)
    decide(base, HER, ALSO_HER, PairDecision.SAME, at=AT, by="coordination")
    withdraw(base, HER, ALSO_HER, at=AT, by="coordination")
    decide(base, ALSO_HER, HER, PairDecision.SAME, at=AT, by="coordination")
    decide(base, HER, ANOTHER, PairDecision.DISTINCT, at=AT, by="coordination")


def test_a_life_in_the_base_goes_everywhere_that_is_described_and_nowhere_else(weeks: Weeks) -> None:
    live_through_everything(weeks)
    assert everywhere(weeks.base, HER) | everywhere(weeks.base, ALSO_HER) == DESCRIBED


@pytest.mark.parametrize("refusing", [HER, ALSO_HER])
def test_a_consent_withdrawn_leaves_no_row(weeks: Weeks, refusing: str) -> None:
    live_through_everything(weeks)
    before = everywhere(weeks.base, ANOTHER)
    assert weeks.register("non", refusing).erased_people == 1
    assert everywhere(weeks.base, HER) == everywhere(weeks.base, ALSO_HER) == set()
    assert everywhere(weeks.base, ANOTHER) == before - {
        ("rapprochements", "reference_a"),
        ("rapprochements", "reference_b"),
    }


@pytest.mark.parametrize("place", sorted(DESCRIBED), ids=".".join)
def test_she_is_erased_from_every_column_even_where_she_is_the_only_trace(weeks: Weeks, place: Place) -> None:
    """A row made from the schema: any column that can hold her, with nobody of that reference in `personnes`."""
    weeks.register("oui", ANOTHER)
    table, column = place
    with weeks.base.transaction() as cursor:
        values = {
            name: ALLOWED.get(f"{table}.{name}", ALLOWED.get(name, ALLOWED.get(kind, 0)))
            for name, kind, nullable, *_ in cursor.execute(f"DESCRIBE {table}").fetchall()
            if nullable == "NO"
        } | {column: HER}
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
            [*values.values()],
        )
    assert everywhere(weeks.base, HER) == {place}
    weeks.register("non", HER)
    assert everywhere(weeks.base, HER) == set()


ALLOWED: dict[str, object] = {
    "source": "caf",
    "consentement": "oui",
    "issue": "joint",
    "besoin": "parler",
    "statut": "exprime",
    "suites.objet": "orientation",
    "suites.statut": "proposee",
    "signalements.canal": "tiers",
    "signalements.suite": "inscrite",
    "binomes.statut": "demande",
    "origine": "aucune",
    "sorte": "naissance",
    "decision": "distinctes",
    # Either may be hers, and the first comes before the second.
    "reference_a": "A",
    "reference_b": "ZZZ",
    "DATE": AT.date(),
    "TIMESTAMP": AT,
    "BOOLEAN": True,
    "VARCHAR": "x",
}


def test_a_reference_joined_then_taken_back_still_refuses_for_her(weeks: Weeks) -> None:
    """Her other reference left with its import: the file that brings it back refusing is hers all the same."""
    weeks.register("oui", HER)
    weeks.register("oui", ALSO_HER)
    decide(weeks.base, HER, ALSO_HER, PairDecision.SAME, at=AT, by="coordination")
    undo_last(weeks.base, at=AT)
    outcome = weeks.register("non", ALSO_HER)
    assert outcome.erased_people == 1
    assert int(history(weeks.base).iloc[0]["personnes_effacees"]) == 1
    assert everywhere(weeks.base, HER) == everywhere(weeks.base, ALSO_HER) == set()


def test_the_place_of_her_report_goes_with_it(weeks: Weeks) -> None:
    live_through_everything(weeks)
    weeks.register("non", HER)
    with weeks.base.references() as cursor:
        assert cursor.execute("SELECT count(*) FROM placements_signalements").fetchone() == (0,)


def test_an_undo_brings_nothing_of_her_back(weeks: Weeks) -> None:
    live_through_everything(weeks)
    weeks.register("non", HER)
    while not history(weeks.base)["annule_le"].notna().all():
        undo_last(weeks.base, at=AT)
        assert everywhere(weeks.base, HER) == everywhere(weeks.base, ALSO_HER) == set()
