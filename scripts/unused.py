"""Production code that production does not use, found by vulture without looking at the tests.

Two rules rather than lists of names: a member of an enumeration is a value of the data, read from files and looked up
by its value; an attribute set on an object of a library is read by that library. Names that libraries call are in
pyproject.toml, each with its reason.
"""

from __future__ import annotations

import ast
import sys
from functools import lru_cache
from pathlib import Path

import vulture
from vulture.config import make_config
from vulture.core import Item

ROOT = Path(__file__).resolve().parent.parent
ENUMERATIONS = {"Enum", "StrEnum", "IntEnum", "Term"}


def unused(paths: list[str], ignored_names: list[str]) -> list[Item]:
    """What vulture finds in these files and folders, but for the two rules above."""
    search = vulture.Vulture(ignore_names=ignored_names)
    search.scavenge(paths)
    return [item for item in search.get_unused_code() if not _allowed(item)]


def _allowed(item: Item) -> bool:
    tree = _parsed(Path(item.filename))
    if item.typ == "variable":
        return any(
            isinstance(node, ast.ClassDef)
            and ENUMERATIONS & {base.id for base in node.bases if isinstance(base, ast.Name)}
            and node.lineno < item.first_lineno <= (node.end_lineno or 0)
            for node in ast.walk(tree)
        )
    return item.typ == "attribute" and not any(
        isinstance(node, ast.Attribute)
        and node.attr == item.name
        and node.lineno == item.first_lineno
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
        for node in ast.walk(tree)
    )


@lru_cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def main(paths: list[str]) -> int:
    """Report what is unused; 1 when anything is."""
    with (ROOT / "pyproject.toml").open("rb") as settings:
        config = make_config([], settings)
    found = unused(paths or [str(ROOT / path) for path in config["paths"]], config["ignore_names"])
    for item in found:
        print(item.get_report())
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
