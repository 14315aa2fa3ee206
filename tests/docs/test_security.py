"""Each threat of docs/securite.md has what holds it, and a test that exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.shared_data import ROOT

DOCUMENT = ROOT / "docs" / "securite.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`( <!-- à vérifier -->)?")
PLACE = re.compile(r"`((?:visa_data|pages|scripts|deploiement|docs)/[\w./]+)`( <!-- à vérifier -->)?")
ROW = re.compile(r"^\| (?!Menace )(.+) \|$", re.MULTILINE)


@cache
def names_in(path: Path) -> frozenset[str]:
    """The tests that a file holds, or none when it is not there."""
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("path", "name", "waiting"), sorted(set(TEST.findall(TEXT))))
def test_each_test_that_it_names_exists(path: str, name: str, waiting: str) -> None:
    """One that another part brings bears a mark until it is there, and no longer."""
    assert (name in names_in(ROOT / path)) != bool(waiting)


@pytest.mark.parametrize(("path", "waiting"), sorted(set(PLACE.findall(TEXT))))
def test_each_place_that_it_names_exists(path: str, waiting: str) -> None:
    assert (ROOT / path).exists() != bool(waiting)


def test_every_threat_has_an_answer_and_a_test() -> None:
    threats = [row.split(" | ") for row in ROW.findall(TEXT)]
    assert len(threats) > 40
    for threat in threats:
        assert len(threat) == 3, threat[0]
        assert TEST.search(threat[2]) or "<!-- à vérifier" in threat[2], threat[0]


def test_the_chapters_that_apply_are_there_and_so_are_the_limits() -> None:
    chapters = re.findall(r"^## .*\((V\d+)\)$", TEXT, re.MULTILINE)
    assert chapters == ["V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V12", "V14"]
    assert "## Ce que cela ne tient pas" in TEXT
