"""Personal data under every header and in every field: what of them reaches the base, a message or an export.

`python -m benchmarks.never_recorded` tries each header over each sort of value (alone, beside a reference) in extracts of people;
`--kinds personnes appels …` in others, `--values` and `--alone` fewer of them, `--fields` each field of each kind,
`--quick` one of each as the tests do, `--references` shapes of references, and people that look like them.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from tests.privacy.cases import (
    a_case_each,
    elsewhere_cases,
    field_cases,
    header_cases,
    mixed_cases,
    must_not_stay,
)
from tests.privacy.extracts import HEADERS, KEYS, Case, draw
from tests.privacy.invented import DOUBTFUL, KINDS, people
from tests.privacy.loading import exports, listening, load_case, load_known, push_in
from tests.privacy.oracle import Haystack, cells_of, strings_of
from tests.privacy.references import DOUBTFUL_REFERENCES, REFERENCES, write_references
from visa_data.command_line import main as command

Found = tuple[Case, int, dict[str, int]]


def tried(cases: Sequence[Case]) -> list[Found]:
    """Load the cases into one base; for each, the exit code and how many of its data were found where."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "base"
        kept.mkdir()
        base = kept / "visa.duckdb"
        load_known(cases, base, Path(folder))
        said = [load_case(case, base, Path(folder) / str(n)) for n, case in enumerate(cases)]
        if not base.exists():
            places = {}
        else:
            places = {
                "export": Haystack(exports(base).splitlines()),
                "base": Haystack(cells_of(base)),
                "bytes": Haystack(strings_of(kept)),
            }
    found = []
    for case, (code, text) in zip(cases, said, strict=True):
        own = places | {"said": Haystack(text.splitlines())}
        betrayals = case.betrayals()
        counts = {name: sum(place.holds(needle) for needle in betrayals) for name, place in own.items()}
        found.append((case, code, counts))
    return found


def printed(found: Iterable[Found], rows: str) -> None:
    """A row for each header (or field), and each sort of value of which something reached the base."""
    by_row: dict[str, list[Found]] = defaultdict(list)
    for entry in found:
        case = entry[0]
        by_row[case.header.replace("\n", "⏎") if rows == "header" else f"{case.kind}.{case.field}"].append(
            entry
        )
    print(
        "| | essais | refusés | arrivés | dont à proscrire | sortes de valeurs |\n|---|---|---|---|---|---|"
    )
    for row, entries in by_row.items():
        reached = [case for case, _, counts in entries if any(counts.values())]
        values = Counter(case.value for case in reached)
        print(
            f"| {row} | {len(entries)} | {sum(code == 2 for _, code, _ in entries)} | {len(reached)} "
            f"| {sum(map(must_not_stay, reached))} | {', '.join(values)} |",
            flush=True,
        )
    everything = [entry for entries in by_row.values() for entry in entries]
    where = Counter(name for _, _, counts in everything for name, count in counts.items() if count)
    bad = [case.label for case, _, counts in everything if any(counts.values()) and must_not_stay(case)]
    print(f"\n{len(everything)} essais ; à proscrire et trouvés : {len(bad)} ; où : {dict(where)}\n")


def elsewhere() -> None:
    """People in names of files, sheets, titles and headers."""
    for case in elsewhere_cases(people()):
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder) / "base"
            kept.mkdir()
            with listening() as said:
                path, mapping = case.written(Path(folder))
                code = push_in(path, kept / "visa.duckdb", "personnes", mapping)
            places = {"said": Haystack(said.text.splitlines()), "bytes": Haystack(strings_of(kept))}
            if (kept / "visa.duckdb").exists():
                places["base"] = Haystack(cells_of(kept / "visa.duckdb"))
            held = [name for name, place in places.items() if any(map(place.holds, case.betrayals()))]
        print(f"{code} {case.label} : {', '.join(held) or 'rien'}")


def references() -> None:
    """What looks like a reference: true ones, those in doubt, and people written as references may be."""
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, shape) in enumerate((REFERENCES | DOUBTFUL_REFERENCES).items()):
            path = write_references(Path(folder), number, shape)
            with listening() as said:
                code = command(["importer", "--base", f"{folder}/visa.duckdb", str(path)])
            print(f"{code} {name}{' (dans le doute)' if name in DOUBTFUL_REFERENCES else ''}")
            if code:
                print("   ", said.text.strip().splitlines()[-1])
    drawn = people()
    printed(tried([Case("personnes", "Dossier", value, "", draw(drawn)) for value in DOUBTFUL]), "header")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kinds", nargs="*", default=["personnes"], choices=sorted(KEYS))
    parser.add_argument("--headers", nargs="*", default=list(HEADERS))
    parser.add_argument("--values", nargs="*", default=list(KINDS), choices=list(KINDS))
    parser.add_argument("--alone", action="store_true", help="never beside a reference")
    parser.add_argument("--fields", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument(
        "--references", action="store_true", help="what may be taken for a reference, or may not"
    )
    options = parser.parse_args()
    start = time.perf_counter()
    drawn = people()

    def wanted(case: Case) -> bool:
        return case.value in options.values

    if options.references:
        references()
    elif options.quick:
        printed(tried(list(a_case_each(drawn))), "header")
        printed(tried(list(field_cases(drawn, each=False))), "field")
        printed(tried(list(mixed_cases(drawn))), "header")
        elsewhere()
    elif options.fields:
        cases, found = filter(wanted, field_cases(drawn)), list[Found]()
        while some := list(islice(cases, 200)):
            found += tried(some)
        printed(found, "field")
    else:
        found = list[Found]()
        for header in options.headers:
            cases = header_cases(drawn, header, tuple(options.kinds))
            found += tried([case for case in cases if wanted(case) and not (options.alone and case.beside)])
        printed(found, "header")
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
