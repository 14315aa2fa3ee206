"""Who may import whom, checked in fresh processes and in the sources."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared_data import ROOT

PACKAGE = ROOT / "visa_data"
SOURCES = [
    ROOT / "dashboard.py",
    *(
        path
        for folder in ("visa_data", "pages", "scripts", "benchmarks", "deploiement")
        for path in (ROOT / folder).rglob("*.py")
    ),
]
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in SOURCES
}
MODULES = sorted(name for name in FILES if name.startswith("visa_data") and not name.endswith("__main__"))
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ORDER = [
    place for row in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE) for place in re.findall("`(.+?)`", row)
]
"""The folders, and files that stand by themselves, from the ground up: the table of the page, which is the rule."""


def imported(path: Path) -> set[str]:
    """The modules that a file imports; of what is ours, the file that holds it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.module and not node.level
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in FILES else node.module for name in names}
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found


def place_of(path: Path) -> str:
    """The entry of the order where a file stands."""
    name = path.relative_to(ROOT).as_posix()
    return name if name in ORDER else name.rpartition("/")[0] + "/"


def test_visa_data_never_imports_streamlit() -> None:
    script = "import sys, importlib\n" + "".join(f"importlib.import_module({name!r})\n" for name in MODULES)
    script += (
        "print([m for m in sys.modules if m.split('.')[0] in ('streamlit', 'streamlit_folium', 'pages')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"


def test_importing_the_package_loads_nothing() -> None:
    script = "import sys, visa_data; print([m for m in sys.modules if m.startswith(('visa_data.', 'pandas', 'duckdb'))])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_architecture_page_names_the_folders_that_exist() -> None:
    holding = [path for path in SOURCES if path.name != "__init__.py" or imported(path)]
    assert sorted(ORDER) == sorted(set(map(place_of, holding)))


def test_its_picture_shows_the_same_folders_and_its_arrows_go_down() -> None:
    nodes = dict(re.findall(r'^ +(\w+)\["(.+?)(?:<br/>.*)?"\]$', PAGE, re.MULTILINE))
    shown = [name for label in nodes.values() for name in label.split(" · ")]
    assert shown == [place.strip("/").removeprefix("visa_data/") for place in ORDER]
    for chain in re.findall(r"^ +(\w+(?: --> \w+)+)$", PAGE, re.MULTILINE):
        places = [list(nodes).index(node) for node in chain.split(" --> ")]
        assert places == sorted(set(places)), chain


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    name, mine = path.relative_to(ROOT).as_posix(), place_of(path)
    for other in filter(None, map(FILES.get, imported(path))):
        there = place_of(other)
        if there != mine:
            assert ORDER.index(there) < ORDER.index(mine), f"{name} imports {other.relative_to(ROOT)}"


def test_one_place_talks_to_st_folium() -> None:
    callers = [
        path.relative_to(ROOT).as_posix()
        for path in [ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py"), *PACKAGE.rglob("*.py")]
        if "streamlit_folium" in {name.split(".")[0] for name in imported(path)}
    ]
    assert callers == ["pages/parts/map_view.py"]


def test_one_module_reads_the_environment() -> None:
    readers = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in ("os.environ", "getenv"))
    ]
    assert readers == ["environment.py"]


def test_one_module_connects_to_duckdb() -> None:
    """One that of a base, one those that reach the network's files."""
    owners = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "duckdb.connect(" in path.read_text(encoding="utf-8")
    ]
    assert sorted(owners) == ["base/file.py", "network/storage.py"]


LIBRARIES = {"python_calamine", "pyogrio", "openpyxl", "gzip", "bz2", "lzma", "tarfile"}
"""What opens files that may hold anything."""


def test_one_door_opens_the_files_that_users_give() -> None:
    """`read_extract` is the door's, and the sample's for its own files; nothing else that reads is taken."""
    takers, others = set(), {}
    for path in [ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py"), *PACKAGE.rglob("*.py")]:
        name = path.relative_to(ROOT).as_posix()
        if name.startswith("visa_data/extracts/readers/"):
            continue
        taken = {
            (node.module or "", alias.name)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        if ("visa_data.extracts.reading", "read_extract") in taken:
            takers.add(name)
        opening = {module for module in imported(path) if module.split(".")[0] in LIBRARIES}
        if not name.startswith("visa_data/extracts/"):
            opening |= {
                called
                for module, called in taken
                if module.startswith(("visa_data.extracts.readers", "visa_data.extracts.reading.outlines"))
                and not called.isupper()
            }
        if opening:
            others[name] = opening
    assert takers == {"visa_data/extracts/apart/door.py", "visa_data/sample.py"}
    assert others == {}
