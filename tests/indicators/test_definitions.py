"""Definitions: everything is found, by any word, and the document in docs/ is the one that the registry gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain_text import plain
from tests.shared_data import ROOT
from visa_data import settings
from visa_data.command_line import main
from visa_data.indicators.definitions import definitions, other_words
from visa_data.indicators.evolution import key_columns
from visa_data.indicators.indicator import ZONE_COLUMNS
from visa_data.indicators.listes import Liste
from visa_data.indicators.registry import registry

SETTINGS = settings.load()
DOCUMENT = ROOT / "docs" / "definitions.md"


def test_the_document_is_the_one_that_the_registry_gives(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["definitions"]) == 0
    written = capsys.readouterr().out
    assert DOCUMENT.read_text(encoding="utf-8") == written, (
        "stale: python -m visa_data definitions > docs/definitions.md"
    )


def test_every_figure_is_there() -> None:
    found = {(one.indicator.name, column.name) for one in definitions() for column in one.columns}
    assert found == {
        (indicator.name, column.name)
        for indicator in registry().values()
        for column in indicator.described.values()
        if column not in ZONE_COLUMNS
    }
    labels = {column.label for one in definitions() for column in one.columns}
    others = {term for term, _ in other_words(SETTINGS)}
    assert {figure.label for figure in key_columns()} <= labels | others
    assert {f"Liste « {liste.heading} »" for liste in Liste} <= others


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("perdus_de_vue", {"perdus_de_vue"}),
        ("PERDUES DE VUE", {"perdus_de_vue"}),
        ("cumul", {"cumul"}),
        ("isolees_couvertes", {"isolees_couvertes"}),
        ("urgences", {"urgences", "urgences_sans_contact"}),
        ("couverture a jour", {"a_jour", "taux_a_jour"}),
        ("rien de tel nulle part", set()),
    ],
)
def test_a_word_finds_the_figures_that_hold_it(asked: str, names: set[str]) -> None:
    assert {column.name for one in definitions(asked) for column in one.columns} >= names
    if not names:
        assert definitions(asked) == [] and other_words(SETTINGS, asked) == []
    else:
        assert len([column for one in definitions(asked) for column in one.columns]) < 20


def test_a_threshold_says_who_chose_it(tmp_path: Path) -> None:
    own = tmp_path / "reglages.toml"
    own.write_text("cadence_niveau_4 = 3\n", encoding="utf-8")
    [urgent] = [one for one in definitions() if one.indicator.name == "urgences"]
    [project] = urgent.thresholds(settings.described())
    [chosen] = urgent.thresholds(settings.described(own))
    assert plain(project[1]) == "2 jours" and project[2].startswith("Valeur du projet")
    assert plain(chosen[1]) == "3 jours"
    assert plain(chosen[2]) == "Choix du territoire (valeur du projet : 2 jours)."
    assert "72 heures" in plain(" ".join(text for row in urgent.rows(settings.load(own)) for text in row))
