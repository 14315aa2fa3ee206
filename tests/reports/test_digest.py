"""The digest: decisions of the day, late ones, a sentence a step; from a book alone, protected as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.dossier.books import book_of
from tests.reports.conftest import MakeReport
from tests.reports.test_html import Seen
from visa_data import settings
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.decisions.decision import Draft
from visa_data.decisions.record import record_decision, update_status
from visa_data.reports.digest import DECIDED, DONE, LATE, NOTHING, SENTENCES, WIDE, digest
from visa_data.reports.document import Report, make_report
from visa_data.reports.writing import DIGESTS
from visa_data.vocabulary import StatutDecision

DAY, AT = date(2025, 12, 6), datetime(2025, 12, 8, 9)
SETTINGS = settings.load()


@pytest.fixture(scope="module")
def decided(sample_base_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    path = tmp_path_factory.mktemp("decide") / "exemple.duckdb"
    path.write_bytes(sample_base_file.read_bytes())
    with Base(path) as base:
        for meeting, text, due in (
            (date(2025, 11, 15), "Appeler la mairie", date(2025, 11, 20)),
            (date(2025, 11, 22), "Ouvrir le samedi", date(2025, 12, 31)),
            (DAY, "Passer chez les voisins", date(2025, 12, 12)),
            (DAY, "Prévenir le CCAS", date(2025, 12, 9)),
        ):
            one = record_decision(base, meeting, Draft(text, "Coordination", due), AT, SETTINGS)
            if text == "Ouvrir le samedi":
                update_status(base, one.id, one.version, StatutDecision.FAITE, date(2025, 12, 4), AT)
        yield base


@pytest.fixture(scope="module")
def committee(decided: Base) -> Report:
    with decided.cursor() as cursor:
        return make_report(book_of(cursor, DAY), made_at=AT)


def test_decisions_taken_late_and_done(committee: Report) -> None:
    said = {section.title: section.lines for section in digest(committee)}
    assert {first for first, _ in said[DECIDED]} == {"Passer chez les voisins", "Prévenir le CCAS"}
    assert ("Prévenir le CCAS", "Coordination, pour le 9 décembre 2025") in said[DECIDED]
    assert said[LATE] == (("Appeler la mairie", "Coordination, attendu le 20 novembre 2025"),)
    assert said[DONE] == (("Ouvrir le samedi", "Coordination, le 4 décembre 2025"),)


def test_a_sentence_for_each_step_that_does_not_decide(committee: Report) -> None:
    [steps] = [section.lines for section in digest(committee) if section.title == SENTENCES]
    assert steps == tuple((one.title, one.key_point) for one in committee.steps if one.key != "decisions")


@pytest.mark.parametrize("form", DIGESTS)
def test_no_number_of_its_own(form: str, committee: Report) -> None:
    """What a committee's digest tells, its report does."""
    content = DIGESTS[form].write(committee).decode("utf-8")
    text = "\n".join(Seen(content).texts) if form == "html" else content
    known = [*committee.cover, committee.title, *(one.key_point for one in committee.steps)]
    known += [
        f"{row.texte} {row.echeance:%d %m %Y} {row.statut_le:%d %m %Y}"
        for row in committee.decided.itertuples()
    ]
    numbers = {number.lstrip("0") for number in re.findall(r"\d+", " ".join(known))}
    assert {number.lstrip("0") for number in re.findall(r"\d+", text)} <= numbers
    assert "Passer chez les voisins" in text


def test_the_text_holds_on_a_line_and_the_page_needs_nothing(committee: Report) -> None:
    assert all(len(line) <= WIDE for line in DIGESTS["txt"].write(committee).decode("utf-8").splitlines())
    page = DIGESTS["html"].write(committee).decode("utf-8")
    assert not re.search(r"<(style|script|img|link|svg)|https?:|url\(", page)


def test_hostile_names_stay_texts(hostile: Report) -> None:
    page = DIGESTS["html"].write(hostile).decode("utf-8")
    assert "<script>" not in page


def test_nothing_decided_is_said(make: MakeReport) -> None:
    text = DIGESTS["txt"].write(make()).decode("utf-8")
    assert all(sentence in text for sentence in NOTHING.values())


def test_on_the_command_line(decided: Base, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    decided.close()
    path = tmp_path / "copie.duckdb"
    path.write_bytes(decided.path.read_bytes())
    asked = ["rapport", "--base", str(path), "--role", "coordination"]
    assert main([*asked, "--vers", str(tmp_path / "c.txt")]) == 0
    assert "Passer chez les voisins" in (tmp_path / "c.txt").read_text(encoding="utf-8")
    assert main([*asked, "--compte-rendu", "--vers", str(tmp_path / "c.html")]) == 0
    assert "<h1" in (tmp_path / "c.html").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main([*asked, "--compte-rendu", "--vers", str(tmp_path / "c.pdf")]) == 2
    assert capsys.readouterr().err.startswith("Format de rapport inconnu")
