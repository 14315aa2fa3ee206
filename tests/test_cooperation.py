"""A base as a notebook asks about it: its tables are the package's, its refusals French sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pandas as pd
import pytest

import visa_data
from tests.indicators.described import asked
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.cooperation import Cooperation
from visa_data.errors import BaseRefused, FileRefused, VisaError
from visa_data.indicators.filters import EVERYBODY, Filters
from visa_data.indicators.registry import registry
from visa_data.meeting.steps import build_meeting
from visa_data.propositions.indicator import every_indicator
from visa_data.provenance.meetings import record_meeting

DAY, BEFORE = date(2025, 12, 6), date(2025, 11, 29)
PEOPLE = "reference,source,date_inscription,consentement\nR1,caf,2020-01-10,oui\nR2,caf,2020-01-11,oui\n"
CALLS = "reference,date_appel,appelant,issue\nR1,2020-04-02 10:00,A1,joint\nR9,2020-04-02 11:00,A1,absent\n"


@pytest.fixture(scope="module")
def sample(sample_base_file: Path) -> Iterator[Cooperation]:
    """The sample base, never written to."""
    with visa_data.open(sample_base_file) as base:
        yield base


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Cooperation]:
    with visa_data.open(tmp_path / "neuve.duckdb") as base:
        yield base


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", list(registry()))
def test_an_indicator_is_the_registrys(name: str, sample: Cooperation) -> None:
    found = registry()[name]
    with sample.base.cursor() as cursor:
        for compute, by in ((found.compute, None), (found.by_zone, "zone")):
            if compute is not None:
                told = asked(found, cursor) | ({found.on_request: by is None} if found.on_request else {})
                expected = compute(cursor, DAY, sample.settings, EVERYBODY, **asked(found, cursor))
                pd.testing.assert_frame_equal(sample.indicator(name, "2025-12-06", by=by, **told), expected)
    words = sample.definitions(name)
    assert set(words["colonne"]) >= {column.name for column in (*found.columns, *found.zone_columns)}
    assert words["definition"].str.len().min() > 0
    assert not words["definition"].str.contains("{", regex=False).any()


def test_every_indicator_is_listed(sample: Cooperation) -> None:
    assert list(sample.indicators()["nom"]) == list(every_indicator())


def test_the_day_is_that_of_the_last_call_and_filters_choose(sample: Cooperation) -> None:
    pd.testing.assert_frame_equal(sample.coverage(), sample.coverage(DAY))
    one = sample.coverage(by="zone", zones=["99122"], sources=["registre_communal"])
    with sample.base.cursor() as cursor:
        by_zone = registry()["couverture"].by_zone
        assert by_zone is not None
        chosen = Filters(("99122",), ("registre_communal",))
        pd.testing.assert_frame_equal(one, by_zone(cursor, DAY, sample.settings, chosen))
    assert list(one["nom_zone"]) == ["Sainte-Vaubane"]


def test_the_meeting_is_the_coordinations_own(sample: Cooperation) -> None:
    steps = sample.meeting(DAY, before="2025-11-29")
    with sample.book() as book:
        assert list(steps) == build_meeting(book)
    assert list(steps.table["cle"]) == [step.key for step in steps]
    assert "2. Les urgences : 3 situations urgentes sur 20" in plain(str(steps))
    assert steps.figures("urgences").iloc[0].tolist() == ["Ensemble du territoire", "20", "3"]
    with pytest.raises(VisaError, match="la réunion n'a pas d'étape « fin »"):
        steps.step("fin")


def test_compared_with_the_meeting_before_else_seven_days_before(sample_base: Base, tmp_path: Path) -> None:
    sample_base.close()
    with visa_data.open(sample_base.path) as base:

        def days() -> tuple[date, date]:
            return base.report(tmp_path / "rapport.html", DAY, role="coordination")

        assert days() == (DAY, BEFORE)
        record_meeting(base.base, date(2025, 11, 22), datetime(2025, 11, 22, 18, 0), base.settings)
        assert days() == (DAY, date(2025, 11, 22))


def test_a_map_shows_itself_and_asks_nothing_of_another_host(sample: Cooperation) -> None:
    found = sample.map("couverture", DAY, column="joints", share=True)
    assert found.title == "Jointes, en part des inscrites"
    assert found.table.set_index("code_zone").loc["99122", "valeur"] == pytest.approx(39 / 103)
    assert sum(row.count or 0 for row in found.legend) == 52
    shown = found._repr_html_()
    assert "Sainte-Vaubane" in shown
    page = unescape(shown.split('srcdoc="', 1)[1].split('"', 1)[0])
    assert "<script src" not in page and "<link" not in page and "@import" not in page
    assert "Personnes non localisées, absentes de la carte : 1." in page


@pytest.mark.parametrize(
    ("name", "title"),
    [("zones-blanches", "Statut"), ("couverture", "Part jointe"), ("besoins", "Ouverts (besoins)")],
)
def test_what_a_map_shows_when_no_column_is_named(name: str, title: str, sample: Cooperation) -> None:
    assert sample.map(name, DAY).title == title


REFUSED: dict[str, tuple[Callable[[Cooperation], object], str]] = {
    "day": (lambda b: b.coverage("06/12/2025"), "« 06/12/2025 » n'est pas une date."),
    "indicator": (lambda b: b.indicator("inconnu"), "« inconnu » n'est pas un indicateur."),
    "by": (lambda b: b.coverage(by="commune"), "« commune » n'est pas un détail"),
    "zone": (lambda b: b.coverage(zones=["00000"]), "la base n'a pas de zone « 00000 »."),
    "source": (lambda b: b.coverage(sources=["presse"]), "la base n'a pas de source « presse »."),
    "caller": (lambda b: b.coverage(callers=["A999"]), "la base n'a pas d'appelant « A999 »."),
    "text": (lambda b: b.coverage(zones="99122"), "donnez une liste de codes, comme [« 99122 »]."),
    "role": (lambda b: b.report("comite.pdf", role="maire"), "« maire » n'est pas un rôle."),
    "frozen book": (lambda b: b.report("comite.pdf"), "aucun dossier de séance n'est encore figé"),
    "column": (
        lambda b: b.map("couverture", column="nom_zone"),
        "n'a pas de colonne « nom_zone » à montrer.",
    ),
    "need": (
        lambda b: b.map("couverture", need="parler"),
        "« parler » n'est pas un besoin de cet indicateur.",
    ),
    "needs": (lambda b: b.map("besoins", column="ressources"), "« ressources » se lit besoin par besoin"),
    "share": (
        lambda b: b.map("couverture", column="taux_joints", share=True),
        "ne se rapporte pas aux personnes",
    ),
    "report": (
        lambda b: b.report("comite.docx"),
        "doit finir par l'une des extensions .pptx, .pdf, .html et .txt.",
    ),
    "undo": (lambda b: b.undo(999), "la base n'a pas d'import n° 999."),
}


@pytest.mark.parametrize("ask", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_answered_is_a_french_sentence(
    ask: tuple[Callable[[Cooperation], object], str], sample: Cooperation
) -> None:
    asked, sentence = ask
    with pytest.raises(VisaError) as refusal:
        asked(sample)
    assert sentence in plain(str(refusal.value))
    assert refusal.value._render_traceback_() == [str(refusal.value)]


def test_a_base_that_is_not_there_is_refused_not_made(fresh: Cooperation) -> None:
    for ask in (fresh.coverage, fresh.meeting, fresh.imports, fresh.undo):
        with pytest.raises(BaseRefused, match=r"n'existe pas\. Vérifiez son chemin"):
            ask()
    assert not fresh.path.exists()


def test_a_file_is_read_foreseen_loaded_in_the_right_order_then_taken_back(
    fresh: Cooperation, tmp_path: Path
) -> None:
    calls, people = put(tmp_path, "appels.csv", CALLS), put(tmp_path, "personnes.csv", PEOPLE)
    read = fresh.read(calls)
    assert not fresh.path.exists()
    assert (read.kind, list(read.table["reference"])) == ("appels", ["R1", "R9"])
    assert set(read.columns["champ"]) == {"reference", "date_appel", "appelant", "issue"}
    assert "2 lignes lues = 2 lignes bonnes + 0 rejetée" in plain(repr(read))
    assert list(fresh.foresee(read, people).counts["ajoutees"]) == [2, 1]
    assert fresh.imports().empty
    account = fresh.load(read, people)
    assert list(account.counts["type"]) == ["personnes", "appels"]
    assert list(account.problems["motif"]) == ["Référence absente du registre"]
    assert "1 ajoutée + 0 modifiée + 0 inchangée + 1 écartée + 0 rejetée" in plain(repr(account))
    assert "Simulation" not in repr(account)
    assert int(fresh.coverage("2020-05-01")["joints"].iloc[0]) == 1
    assert fresh.undo().file_name == "appels.csv"
    assert int(fresh.coverage("2020-05-01")["joints"].iloc[0]) == 0
    assert list(fresh.imports()["fait_par"]) == ["coordination", "coordination"]


def test_a_doubtful_file_is_loaded_once_confirmed(fresh: Cooperation, tmp_path: Path) -> None:
    odd = put(tmp_path, "personnes.csv", PEOPLE.replace("2020-01-10", "hier").replace("2020-01-11", "demain"))
    half = put(tmp_path, "suite.csv", f"{PEOPLE}R3,caf,hier,oui\nR4,caf,demain,oui\nR5,caf,avant,oui\n")
    with pytest.raises(VisaError, match="relancez avec confirmed=True"):
        fresh.load(half)
    assert fresh.imports().empty
    assert fresh.load(half, confirmed=True).troubled
    assert fresh.load(odd, confirmed=True).counts["rejetees"].tolist() == [2]


def test_a_complete_file_closes_the_absent(fresh: Cooperation, tmp_path: Path) -> None:
    fresh.load(put(tmp_path, "personnes.csv", PEOPLE))
    one = put(tmp_path, "mars.csv", PEOPLE.rsplit("R2", 1)[0])
    assert fresh.load(one, complete_on="2020-03-02").counts["fermees"].tolist() == [1]
    with pytest.raises(VisaError, match="peuvent être chargés comme complets"):
        fresh.load(put(tmp_path, "appels.csv", CALLS), complete_on="2020-03-02")


def test_a_file_that_is_no_extract_is_named(fresh: Cooperation, tmp_path: Path) -> None:
    picture = tmp_path / "photo.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    with pytest.raises(FileRefused) as refusal:
        fresh.load(picture)
    assert str(refusal.value).startswith("photo.csv refusé, rien n'a été écrit : ")
    assert not fresh.path.exists()


def test_thresholds_of_its_own(sample: Cooperation, tmp_path: Path) -> None:
    own = put(tmp_path, "reglages.toml", "tentatives_jamais_joints = 1\n")
    with visa_data.open(sample.path, settings=own) as strict:
        assert strict.coverage(DAY)["jamais_joints"].iloc[0] > sample.coverage(DAY)["jamais_joints"].iloc[0]
        assert "au moins 1 fois" in plain(" ".join(strict.definitions("couverture")["definition"]))
