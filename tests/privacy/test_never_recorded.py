"""« Jamais enregistrés », whatever the header: nobody is in a base because of where a name or a number was written.

A hurried analyst insists with every option. Everything kept or said is then searched: the tables, the bytes of
every file beside the base, what was printed and logged, what the other commands write. `--rapport` and
`--rejets` give the analyst's own file back and are not used here. Every header over every value, in every kind:
`python -m benchmarks.never_recorded`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from tests.privacy.cases import a_case_each, elsewhere_cases, field_cases, mixed_cases, must_not_stay
from tests.privacy.extracts import HEADERS, KEYS, Case, write_outlines
from tests.privacy.invented import KINDS, people
from tests.privacy.loading import exports, listening, load_case, load_known, push_in
from tests.privacy.oracle import Haystack, cells_of, strings_of
from tests.privacy.references import CALLERS, ORGANISATIONS, PLACES, PROFILES, REFERENCES, write_references
from visa_data.command_line import main

TEXTS = (
    "parrain",
    "appelant",
    "ressource",
    "acteur",
    "benevoles",
    "dispositif",
    "nom",
    "categorie",
    "profil",
    "zones",
    "zones_intervention",
    "code_zone",
)


def found(cases: Sequence[Case], folder: Path) -> list[str]:
    """The cases of which something is found where nothing may be, and where it is found."""
    kept = folder / "base"
    kept.mkdir()
    base = kept / "visa.duckdb"
    load_known(cases, base, folder)
    said = [load_case(case, base, folder / str(number))[1] for number, case in enumerate(cases)]
    places = {"bytes": Haystack(strings_of(kept))}
    if base.exists():
        places["base"] = Haystack(cells_of(base))
        places["export"] = Haystack(exports(base).splitlines())
    told = []
    for case, text in zip(cases, said, strict=True):
        own = places | {"said": Haystack(text.splitlines())}
        where = [name for name, place in own.items() if any(map(place.holds, case.betrayals()))]
        if where and must_not_stay(case):
            told.append(f"{case.label} : {', '.join(where)}")
    return told


def test_each_header_over_people_leaves_nothing(tmp_path: Path) -> None:
    cases = list(a_case_each(people()))
    assert {case.header for case in cases} == set(HEADERS)
    assert {case.value for case in cases} == set(KINDS)
    assert {case.kind for case in cases} == set(KEYS)
    assert found(cases, tmp_path) == []


def test_each_field_over_people_leaves_nothing(tmp_path: Path) -> None:
    cases = list(field_cases(people(), each=False))
    assert found([case for n, case in enumerate(cases) if case.field in TEXTS or n % 5 == 0], tmp_path) == []


def test_people_among_references_leave_nothing(tmp_path: Path) -> None:
    assert found(list(mixed_cases(people()))[::4], tmp_path) == []


def test_people_in_names_titles_and_headers_leave_nothing(tmp_path: Path) -> None:
    told = []
    for number, case in enumerate(list(elsewhere_cases(people()))[::3]):
        folder = tmp_path / str(number)
        kept = folder / "base"
        kept.mkdir(parents=True)
        path, mapping = case.written(folder)
        with listening() as said:
            push_in(path, kept / "visa.duckdb", "personnes", mapping)
        # A path given on the command line may be said back there.
        texts = [] if case.place == "file" else said.text.splitlines()
        places = {"said": Haystack(texts), "bytes": Haystack(strings_of(kept))}
        if (kept / "visa.duckdb").exists():
            places["base"] = Haystack(cells_of(kept / "visa.duckdb"))
        where = [name for name, place in places.items() if any(map(place.holds, case.betrayals()))]
        told += [f"{case.label} : {', '.join(where)}"] if where else []
    assert told == []


def test_true_references_are_all_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The other side of the promise, and the proof that the search finds what is kept."""
    base = tmp_path / "base" / "visa.duckdb"
    paths = [write_references(tmp_path, *entry) for entry in enumerate(REFERENCES.values())]
    together = ["importer", "--base", str(base), *map(str, paths)]
    assert main(together) == 0, capsys.readouterr()
    kept = cells_of(base)
    shapes = {name: {str(shape(n)) for n in range(12)} for name, shape in REFERENCES.items()}
    assert [name for name, values in shapes.items() if not values <= kept] == []
    assert Haystack(strings_of(base.parent)).holds("hdf-carsat-000123")


def test_names_that_are_public_are_all_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Organisations and places bear people's names, and callers their codes: nobody is refused for that."""
    base = tmp_path / "base" / "visa.duckdb"
    tables = {
        "equipes.csv": [("identifiant", "nom", "statut")]
        + [(f"E{n}", name, "active") for n, name in enumerate(ORGANISATIONS)],
        "ressources.csv": [("identifiant", "nom", "categorie", "besoins", "statut")]
        + [(f"S{n}", name, name, "parler", "active") for n, name in enumerate(ORGANISATIONS)],
        "appelants.csv": [("appelant", "profil")]
        + [(caller, profile) for caller, profile in zip(CALLERS, PROFILES, strict=True)],
    }
    paths = [tmp_path / name for name in tables]
    for path, table in zip(paths, tables.values(), strict=True):
        path.write_text("\n".join(";".join(row) for row in table), encoding="utf-8")
    paths.append(
        write_outlines(["code", "nom"], [[f"{59001 + n}", name] for n, name in enumerate(PLACES)], tmp_path)
    )
    assert main(["importer", "--base", str(base), *map(str, paths)]) == 0, capsys.readouterr()
    kept = cells_of(base)
    assert {*ORGANISATIONS, *PLACES, *CALLERS} - kept == set()
    with duckdb.connect(str(base), read_only=True) as connection:
        assert connection.execute("SELECT count(profil) FROM appelants").fetchone() == (len(PROFILES),)
