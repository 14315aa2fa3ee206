"""Who refused or was erased does not come back with an old file, and comes back with a later consent."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.plain_text import plain
from visa_data.base import Base
from visa_data.duplicates.joining import PairDecision, decide
from visa_data.duplicates.key import KeyFile
from visa_data.errors import VisaError
from visa_data.extracts.answers.consents import (
    CONSENT_REFUSED,
    OPPOSED,
    REFUSALS,
    REMEMBERED,
    SAME_IDENTITY,
)
from visa_data.extracts.loading.erasure import erase_again, erase_people
from visa_data.extracts.loading.history import history, undo_last
from visa_data.extracts.loading.load import foresee, load_extract
from visa_data.extracts.loading.outcome import Outcome
from visa_data.extracts.reading import read_extract
from visa_data.refusals.memory import memory_state
from visa_data.vocabulary import MotifEcart

AT = datetime(2020, 5, 11, 8, 0)
HER, ALSO_HER, SISTER = "ZZ-770011", "ZZ-770022", "ZZ-880033"
HEADER = "Référence;Nom;Prénom;Date de naissance;Code INSEE;Origine;Date d'inscription;Consentement"
DATED = f"{HEADER};Date du consentement"
CLORINDE = "Zyxouville;Marie-Clorinde;16/11/1932;99001"
TWIN = "Zyxouville;Marie-Odile;16/11/1932;99001"


class Files:
    def __init__(self, base: Base, folder: Path) -> None:
        self.base, self.folder = base, folder
        self.key = KeyFile(folder / "cle_doublons")

    def load(self, *lines: str, header: str = HEADER, at: datetime = AT, name: str = "r.csv") -> Outcome:
        path = self.folder / name
        path.write_text("\n".join((header, *lines)) + "\n", encoding="utf-8")
        return load_extract(self.base, read_extract(path, key=self.key), at=at)

    def references(self) -> list[str]:
        with self.base.references() as cursor:
            return [one for (one,) in cursor.execute("SELECT reference FROM personnes ORDER BY 1").fetchall()]

    def memory(self) -> list[tuple[object, ...]]:
        with self.base.references() as cursor:
            return cursor.execute(
                "SELECT DISTINCT groupe, motif, le FROM personnes_ecartees WHERE levee_par IS NULL ORDER BY le, motif"
            ).fetchall()


@pytest.fixture
def files(empty_base: Base, tmp_path: Path) -> Files:
    return Files(empty_base, tmp_path)


def line(reference: str, who: str, consent: str, source: str = "Registre", since: str = "12/02/2019") -> str:
    return f"{reference};{who};{source};{since};{consent}"


def reasons(outcome: Outcome) -> list[str]:
    return [problem.reason for problem in outcome.problems]


@pytest.mark.parametrize(
    ("said", "known", "motif", "reason"),
    [
        ("non", False, MotifEcart.REFUS, CONSENT_REFUSED),
        ("non", True, MotifEcart.RETRAIT, CONSENT_REFUSED),
        ("s'oppose", False, MotifEcart.OPPOSITION, OPPOSED),
        ("opposé(e)", True, MotifEcart.OPPOSITION, OPPOSED),
    ],
)
def test_an_old_file_does_not_register_her_again(
    files: Files, said: str, known: bool, motif: MotifEcart, reason: str
) -> None:
    if known:
        files.load(line(HER, CLORINDE, "oui"))
    assert reasons(files.load(line(HER, CLORINDE, said))) == [reason]
    [(_, kept, on)] = files.memory()
    assert (kept, on) == (motif.value, AT.date())
    old = files.load(line(HER, CLORINDE, "oui"), line(SISTER, TWIN, "oui"), name="ancien.csv")
    assert reasons(old) == [REMEMBERED[motif]]
    assert (old.counts.ajoutees, old.counts.ecartees, old.counts.lues) == (1, 1, 2)
    assert files.references() == [SISTER]
    [notice] = [notice for notice in old.notices if "revient" in notice]
    assert (
        plain(notice).startswith("1 personne écartée parce que la base a déjà retenu") and HER not in notice
    )


def test_nothing_of_her_is_in_the_base_that_remembers_her(files: Files) -> None:
    files.load(line(HER, CLORINDE, "oui"))
    files.load(line(HER, CLORINDE, "non"))
    with files.base.references() as cursor:
        rows = cursor.execute("FROM personnes_ecartees").fetchall()
    assert len(rows) == 2, "her reference and her identity"
    assert "ZZ" not in repr(rows) and "77001" not in repr(rows)


def test_the_same_file_twice_changes_nothing_more(files: Files) -> None:
    files.load(line(HER, CLORINDE, "non"))
    before = files.memory()
    files.load(line(HER, CLORINDE, "non"))
    assert files.memory() == before


@pytest.mark.parametrize(
    ("header", "text"),
    [
        (DATED, line(HER, CLORINDE, "oui") + ";12/05/2020"),
        (HEADER, line(HER, CLORINDE, "oui", since="12/05/2020")),
    ],
    ids=["a consent of a later date", "registered later, where the file has no such date"],
)
def test_she_comes_back_by_a_later_consent(files: Files, header: str, text: str) -> None:
    files.load(line(HER, CLORINDE, "non"))
    back = files.load(text, header=header)
    assert files.references() == [HER] and files.memory() == []
    assert [n for n in back.notices if "revient par un consentement plus récent" in n]
    # The old file then tells of somebody who consents.
    assert files.load(line(HER, CLORINDE, "oui")).counts.ecartees == 0
    while not history(files.base)["annule_le"].notna().all():
        undo_last(files.base, at=AT)
    assert files.references() == [] and len(files.memory()) == 1, "undone, her refusal holds again"
    assert files.load(line(HER, CLORINDE, "oui"), name="ancien.csv").counts.ecartees == 1


@pytest.mark.parametrize(
    ("header", "text"),
    [
        (DATED, line(HER, CLORINDE, "oui") + ";11/05/2020"),
        (DATED, line(HER, CLORINDE, "oui", since="12/05/2020") + ";10/05/2020"),
        (HEADER, line(HER, CLORINDE, "en attente", "CAF", "12/05/2020")),
        (HEADER, line(HER, CLORINDE, "oui", since="11/05/2020")),
    ],
    ids=["the same day", "registered later on an old consent", "sent on later", "registered the same day"],
)
def test_nothing_less_brings_her_back(files: Files, header: str, text: str) -> None:
    files.load(line(HER, CLORINDE, "non"))
    assert files.load(text, header=header).counts.ecartees == 1
    assert files.references() == [] and len(files.memory()) == 1


def test_who_comes_back_and_refuses_again_needs_a_consent_later_still(files: Files) -> None:
    files.load(line(HER, CLORINDE, "non"))
    files.load(line(HER, CLORINDE, "oui", since="12/05/2020"))
    files.load(line(HER, CLORINDE, "non"), at=datetime(2020, 6, 1, 9))
    assert [on for _, _, on in files.memory()] == [date(2020, 6, 1)]
    assert files.load(line(HER, CLORINDE, "oui", since="12/05/2020"), name="b.csv").counts.ecartees == 1
    assert files.load(line(HER, CLORINDE, "oui", since="02/06/2020"), name="c.csv").counts.ajoutees == 1


def test_her_other_references_are_remembered_with_her(files: Files) -> None:
    files.load(line(HER, CLORINDE, "oui"), line(ALSO_HER, "Quillebard;Clorinde;;99001", "en attente", "CAF"))
    decide(files.base, HER, ALSO_HER, PairDecision.SAME, at=AT, by="coordination")
    files.load(line(HER, CLORINDE, "non"))
    assert len(files.memory()) == 1
    other = line(ALSO_HER, "Quillebard;Clorinde;;99001", "en attente", "CAF")
    assert files.load(other).counts.ecartees == 1
    both = files.load(other, line(HER, CLORINDE, "oui", since="12/05/2020"))
    assert both.counts.ajoutees == 2, "her consent under one reference is hers under all"


def test_the_same_identity_under_another_reference_is_set_aside_and_told(files: Files) -> None:
    files.load(line(HER, CLORINDE, "non"))
    outcome = files.load(
        line("CAF-1", CLORINDE, "en attente", "CAF"), line("CAF-2", TWIN, "en attente", "CAF")
    )
    assert reasons(outcome) == [SAME_IDENTITY]
    assert files.references() == ["CAF-2"], "her twin sister is somebody else"


@pytest.mark.parametrize(
    "who",
    [
        "Zyxouville;Marie;16/11/1932;99001",
        "Zyxouville;Marie-Clorinde;1932;99001",
        "Zyxouville;Marie-Clorinde;17/11/1932;99001",
        "Zyxouville Quillebard;Marie-Clorinde;16/11/1932;99001",
        "Zyxouville;Marie-Clorinde;;99001",
    ],
)
def test_an_identity_that_is_not_certain_does_nothing(files: Files, who: str) -> None:
    files.load(line(HER, CLORINDE, "non"))
    assert files.load(line("CAF-1", who, "en attente", "CAF")).counts.ajoutees == 1


def test_somebody_the_base_has_already_is_not_set_aside_by_her_identity(files: Files) -> None:
    files.load(line("CAF-1", CLORINDE, "en attente", "CAF"))
    files.load(line(HER, CLORINDE, "non"))
    assert files.load(line("CAF-1", CLORINDE, "oui", "CAF")).counts.modifiees == 1


def test_a_consent_given_under_another_reference_is_not_overruled_by_her_identity(files: Files) -> None:
    files.load(line("CAF-1", CLORINDE, "non", "CAF"))
    assert files.load(line(HER, CLORINDE, "oui")).counts.ajoutees == 1


def test_another_key_is_said_and_counted(files: Files) -> None:
    files.load(line(HER, CLORINDE, "non"), line(SISTER, TWIN, "non"))
    files.key.path.rename(files.folder / "perdue")
    outcome = files.load(line("CAF-1", "Vorgemont;Anatole;03/07/1940;99001", "oui"))
    [said] = [notice for notice in outcome.notices if "reconnaissables" in notice]
    assert plain(said).startswith("2 refus ou effacements retenus ne sont plus reconnaissables : leur clé")
    with files.base.references() as cursor:
        state = memory_state(cursor, files.key.read())
    assert (state.people, state.other_key) == (2, 2)
    (files.folder / "perdue").replace(files.key.path)
    assert files.load(line(HER, CLORINDE, "oui")).counts.ecartees == 1


def test_a_key_that_cannot_be_used_stops_an_import_of_people(files: Files) -> None:
    files.load(line(HER, CLORINDE, "non"))
    files.key.path.write_bytes(b"trop court")
    with pytest.raises(VisaError, match="n'est pas une clé"):
        files.load(line(HER, CLORINDE, "oui"))


def test_what_is_only_foreseen_makes_no_key_and_no_memory(empty_base: Base, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"{HEADER}\n{line(HER, CLORINDE, 'non')}\n", encoding="utf-8")
    [told] = foresee(empty_base, [read_extract(path)], at=AT)
    assert reasons(told.outcome) == [CONSENT_REFUSED]
    assert not (tmp_path / "cle_doublons").exists()
    assert Files(empty_base, tmp_path).memory() == []


def test_every_reason_is_of_lines_that_nobody_is_handed_back() -> None:
    assert {CONSENT_REFUSED, OPPOSED, SAME_IDENTITY, *REMEMBERED.values()} <= REFUSALS
    assert set(REMEMBERED) == set(MotifEcart)


def test_a_restored_backup_loses_again_who_was_erased(files: Files) -> None:
    """Her rows of before the refusal, with the memory of after it: what a restoring leaves."""
    files.load(line(HER, CLORINDE, "non"), line(SISTER, TWIN, "oui"))
    with files.base.transaction() as cursor:
        cursor.execute(
            "INSERT INTO personnes BY NAME SELECT * REPLACE (? AS reference) FROM personnes", [HER]
        )
        cursor.execute(
            "INSERT INTO appels (reference, date_appel, heure_connue, issue, import_id) VALUES (?, ?, true, 'joint', 1)",
            ["ZZ-770022", AT],
        )
        assert erase_again(cursor, files.key.read()) == 1
    assert files.references() == [SISTER]
    with files.base.transaction() as cursor:
        assert erase_again(cursor, files.key.read()) == 0
        assert erase_people(cursor, ["ZZ-770022"]) == {"ZZ-770022"}, "who never refused is left"
