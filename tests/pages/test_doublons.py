"""The page of duplicates: pairs with their evidence, decided and taken back, and the counts that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.context import shared_base
from tests.duplicates.filled_base import fill
from tests.duplicates.invented_people import Invented
from tests.pages.seen import OpenDashboard, everything
from visa_data.base import Base
from visa_data.duplicates.fingerprints import Identity

CLORINDE = Identity("Quillebard", "Vorgemont", "Clorinde", date(1935, 4, 2))
ANATOLE = Identity("Zyxouville", "", "Anatole", date(1941, 9, 20))


@pytest.fixture
def twice(sample_base: Base) -> Iterator[Path]:
    """The sample, and two invented people known under two references each."""

    def known(reference: str, source: str, who: Identity, latitude: float) -> Invented:
        return Invented(reference, 0, source, who, "99001", latitude, 3.6)

    fill(
        sample_base,
        [
            known("DBL-R1", "registre_communal", CLORINDE, 50.2),
            known("DBL-T1", "carsat", CLORINDE, 50.2001),
            known("DBL-R2", "registre_communal", ANATOLE, 50.3),
            known("DBL-T2", "caf", ANATOLE, 50.4),
        ],
    )
    sample_base.close()
    yield sample_base.path


def figure(app: AppTest, label: str) -> int:
    value = next(metric.value for metric in app.metric if metric.label == label)
    return int("".join(c for c in value if c.isdigit()))


def click(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def test_a_pair_is_joined_and_taken_back(open_dashboard: OpenDashboard, twice: Path) -> None:
    app = open_dashboard(twice, "coordination", screen="doublons")
    assert not app.exception
    before = figure(app, "Personnes")
    assert figure(app, "Références") == before
    assert figure(app, "Doublons probables à décider") == 2
    sent = everything(app).decode("utf-8", "ignore")
    assert "mêmes nom et prénom (pour)" in sent.replace("\\", "")
    for secret in ("Quillebard", "Clorinde", "Zyxouville", "Anatole"):
        assert secret not in sent

    app = click(app, "meme_personne|DBL-R1|DBL-T1")
    assert figure(app, "Personnes") == before - 1
    assert figure(app, "Doublons probables à décider") == 1
    with shared_base(str(twice)).cursor() as cursor:
        seen = cursor.execute("SELECT reference FROM personnes WHERE reference LIKE 'DBL-%1'").fetchall()
    assert seen == [("DBL-R1",)]

    app = click(app, "distinctes|DBL-R2|DBL-T2")
    assert figure(app, "Personnes") == before - 1
    assert figure(app, "Doublons probables à décider") == 0

    app = app.segmented_control(key="doublons_etat").set_value("decidees").run()
    assert re.search(r"décidé le .*, Coordination", everything(app).decode("utf-8", "ignore"))
    app = click(app, "reprendre|DBL-R1|DBL-T1")
    assert figure(app, "Personnes") == before
    assert figure(app, "Doublons probables à décider") == 1
    with shared_base(str(twice)).cursor() as cursor:
        noted = cursor.execute("SELECT acte, details FROM journal WHERE auteur = 'coordination'").fetchall()
    assert ("liste_vue", '{"lignes": 2, "liste": "doublons"}') in noted
    assert [act for act, _ in noted].count("rapprochement") == 3
    assert "DBL" not in str(noted)


def test_the_committee_sees_no_pair(open_dashboard: OpenDashboard, twice: Path) -> None:
    app = open_dashboard(twice, "comite", screen="doublons")
    assert not app.exception
    sent = everything(app).decode("utf-8", "ignore")
    assert "réservée à la coordination" in sent
    assert "DBL-" not in sent
