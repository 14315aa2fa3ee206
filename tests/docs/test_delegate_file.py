"""The delegate's file says what the code does: tables and columns of people, what is left out, times, roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from scripts import delegate_file
from scripts.delegate_file import ACTING, DOCUMENTS, NOBODY, PEOPLE, DelegateFile, main
from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.base.tables import Table
from visa_data.extracts.columns.exclusions import reason_to_exclude
from visa_data.extracts.loading.erasure import columns_of_people

NAMES = sorted(path.name for path in DOCUMENTS.glob("*.md"))
LINK = re.compile(r"\]\(([^)#]+)\)")
BLANK = re.compile(r"⟦([^⟧]*)⟧")
HEADING = re.compile(r"^### `(\w+)`$", re.MULTILINE)


def read(name: str) -> str:
    return (DOCUMENTS / name).read_text(encoding="utf-8")


def block(document: str, name: str) -> str:
    """What is written between the two marks of a block."""
    found = re.search(rf"<!-- écrit par le code : {name} -->\n(.*?)<!-- fin -->", document, re.DOTALL)
    assert found, f"no block « {name} »"
    return found[1]


def rows(table: str) -> Iterator[list[str]]:
    """The cells of a table of Markdown, its header left out."""
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return ([cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:])


def schema(base: Base) -> dict[str, set[str]]:
    with base.references() as cursor:
        found = cursor.execute("""
            SELECT table_name, list(column_name) FROM duckdb_columns()
            WHERE database_name = current_database() AND schema_name = 'main'
                AND table_name IN (SELECT table_name FROM duckdb_tables())
            GROUP BY table_name
        """).fetchall()
    return {table: set(columns) for table, columns in found}


@pytest.mark.parametrize("name", NAMES)
def test_the_documents_are_those_that_the_code_gives(name: str) -> None:
    assert DelegateFile().written(read(name)) == read(name), "stale: python -m scripts.delegate_file"


def test_every_table_of_people_is_there_with_its_columns(empty_base: Base) -> None:
    """By the schema of a migrated base."""
    document, found = read("donnees.md"), schema(empty_base)
    sections = dict(zip(*[iter(HEADING.split(document)[1:])] * 2, strict=True))
    for table in {name for name, _ in columns_of_people() if not name.startswith("anciens_")}:
        told = {cells[0].strip("`") for cells in rows(sections[table].partition("\n## ")[0])}
        assert told == found[table], table
        assert f"anciens_{table}" not in found or f"`anciens_{table}`" in sections[table]


def test_every_table_has_a_time_and_none_is_named_that_is_not_there(empty_base: Base) -> None:
    times = block(read("durees-de-conservation.md"), "durees-par-table")
    named = {name for cells in rows(times) for name in re.findall(r"`(\w+)`", cells[0])}
    assert named == set(schema(empty_base))
    document = read("donnees.md")
    others = {cells[0].strip("`") for cells in rows(block(document, "autres-tables"))}
    assert {*HEADING.findall(document), *others} == {
        name for name in named if not name.startswith("anciens_")
    }


def test_every_word_that_is_said_to_leave_a_column_out_does() -> None:
    """Read from the document, tried on the code."""
    tried = 0
    for reason, words in rows(block(read("donnees.md"), "colonnes-exclues")):
        for word in words.split(", "):
            assert reason_to_exclude(word, about_people=True).casefold().endswith(reason.casefold()), word
            tried += 1
    assert tried > 150


def test_a_territory_has_the_file_with_its_own_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "reglages.toml"
    own.write_text(
        'conservation_crise_mois = 6\nconservation_radiation_jours = 3\ncrise_fin = "2026-12-01"\n'
        'base_legale.carsat = { fondement = "sauf_opposition", article = "Texte local", depuis = 2024-05-01 }\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("VISA_REGLAGES", str(own))
    before = {name: read(name) for name in NAMES}
    assert main(["--vers", str(tmp_path / "dossier")]) == 0
    assert {name: read(name) for name in NAMES} == before
    written = {name: (tmp_path / "dossier" / name).read_text(encoding="utf-8") for name in NAMES}
    notice, times = written["information-des-personnes.md"], written["durees-de-conservation.md"]
    assert "à effacer 3\N{NO-BREAK SPACE}jours après votre radiation" in notice
    assert "à effacer 6\N{NO-BREAK SPACE}mois après la fin de cette crise" in notice
    assert "à effacer dès votre radiation" in before["information-des-personnes.md"]
    assert "1er décembre 2026" in times and "ne s'applique pas |" not in times
    grounds = {cells[0]: cells[1:] for cells in rows(block(written["registre.md"], "fondements"))}
    assert grounds["Carsat"] == ["sauf opposition", "Texte local, depuis le 1er mai 2024"]
    assert grounds["Département"][0] == "consentement"


def test_settings_that_cannot_be_read_are_one_sentence_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "reglages.toml"
    own.write_text("conservation_refus_mois = 0\n", encoding="utf-8")
    monkeypatch.setenv("VISA_REGLAGES", str(own))
    assert main(["--vers", str(tmp_path / "dossier")]) == 2
    assert "conservation_refus_mois" in capsys.readouterr().err
    assert not (tmp_path / "dossier").exists()


def test_the_words_on_tables_are_those_of_tables_that_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    file = DelegateFile()
    assert set(file.told["tables"]) == {table.name for table in file.tables}
    assert {said["sujet"] for said in file.told["tables"].values()} == {PEOPLE, ACTING, NOBODY}
    # Who is in the table is said by the code: a table of people is never among those of nobody.
    of_people = {name for name, _ in columns_of_people() if not name.startswith("anciens_")}
    assert of_people <= {name for name, said in file.told["tables"].items() if said["sujet"] == PEOPLE}
    added = [*file.tables, Table("visites_du_maire", ("reference",), ("jour",), people=("reference",))]
    monkeypatch.setattr(delegate_file, "every_table", lambda: added)
    with pytest.raises(KeyError, match="visites_du_maire"):
        DelegateFile()


def test_a_column_of_people_without_words_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    file = DelegateFile()
    more = [
        Table(table.name, table.key, (*table.columns, "humeur"), table.people)
        if table.name == "besoins"
        else table
        for table in file.tables
    ]
    monkeypatch.setattr(delegate_file, "every_table", lambda: more)
    with pytest.raises(KeyError, match=r"besoins\.humeur"):
        DelegateFile().written(read("donnees.md"))


@pytest.mark.parametrize("name", NAMES)
def test_each_says_what_it_is_not_and_what_is_left_to_write(name: str) -> None:
    text = read(name)
    assert "eci n'est pas un conseil juridique" in text
    assert "http://" not in text and "https://" not in text
    assert text.count("⟦") == text.count("⟧")
    said_aloud = {"commune", "origine", " "}
    for blank in BLANK.findall(text):
        assert blank.startswith(("à compléter", "à décider")) or blank in said_aloud, blank
    for link in LINK.findall(text):
        assert (DOCUMENTS / link).exists(), link


def test_the_index_names_every_document_and_the_texts_with_their_dates() -> None:
    index = read("LISEZ-MOI.md")
    assert set(LINK.findall(index)) >= set(NAMES) - {"LISEZ-MOI.md"}
    texts = list(rows(index.partition("## Textes suivis")[2]))
    assert len(texts) > 5
    assert all(re.search(r"\d{4}|du jour", when) for _, when in texts)
    assert f"novembre {date(2026, 11, 1).year}" in index


def test_nothing_is_left_to_check() -> None:
    """A mark says what waits for another part; it goes with it."""
    left = [
        path.name for path in DOCUMENTS.glob("*.md") if "à vérifier :" in path.read_text(encoding="utf-8")
    ]
    assert left == [] and (ROOT / "docs" / "securite.md").exists()
