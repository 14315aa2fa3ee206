"""Who may import whom, checked in fresh processes and in the sources."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared_data import ROOT

PACKAGE = ROOT / "visa_data"
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
    if path.name != "__main__.py"
)
LAYERS = [
    {"vocabulary", "errors", "settings", "environment", "french", "roles", "typography", "traces", "wording"},
    {"base", "territory"},
    {"duplicates"},
    {"extracts", "indicators", "protection", "exports"},
    {"figures", "maps", "cards", "meeting", "sample", "provenance", "decisions"},
    {"reports"},
    {"command_line"},
]
"""From the ground up: a module imports from its own layer or those below."""


def layer_of(module: str) -> int | None:
    name = module.split(".")[1] if "." in module else ""
    return next((level for level, names in enumerate(LAYERS) if name in names), None)


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return found


def test_visa_data_never_imports_streamlit() -> None:
    script = "import sys, importlib\n" + "".join(f"importlib.import_module({name!r})\n" for name in MODULES)
    script += (
        "print([m for m in sys.modules if m.split('.')[0] in ('streamlit', 'streamlit_folium', 'pages')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_one_way(module: str) -> None:
    path = PACKAGE.joinpath(*module.split(".")[1:])
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    mine = layer_of(module)
    if module == "visa_data":
        assert not {name for name in imported(path) if name.startswith("visa_data")}
        return
    assert mine is not None, (
        f"{module} has no layer: say where it stands in LAYERS and in the architecture page"
    )
    for name in imported(path):
        if name.startswith("visa_data."):
            other = layer_of(name)
            assert other is not None and other <= mine, f"{module} imports {name}, which is above it"


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
    owners = [
        path.name for path in PACKAGE.rglob("*.py") if "duckdb.connect(" in path.read_text(encoding="utf-8")
    ]
    assert owners == ["connection.py"]


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
