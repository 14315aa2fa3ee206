"""The committed sample is what the script makes, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("geodata", "sample_data")


def _files(root: Path) -> list[str]:
    return sorted(
        path.relative_to(root).as_posix()
        for folder in FOLDERS
        for path in (root / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )


def _members(path: Path) -> dict[str, bytes]:
    """A workbook's parts: their compression depends on the machine's zlib, their content does not."""
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


@pytest.fixture(scope="module")
def remade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sample")
    subprocess.run(
        [sys.executable, "-m", "scripts.make_sample", "--racine", str(root)],
        cwd=ROOT,
        check=True,
        timeout=120,
    )
    return root


def test_the_same_files_are_made(remade: Path) -> None:
    assert _files(remade) == _files(ROOT)


@pytest.mark.parametrize("name", _files(ROOT))
def test_file_is_made_again_to_the_byte(remade: Path, name: str) -> None:
    if name.endswith(".xlsx"):
        assert _members(remade / name) == _members(ROOT / name)
    else:
        assert (remade / name).read_bytes() == (ROOT / name).read_bytes()


def test_sample_stays_small() -> None:
    assert sum((ROOT / name).stat().st_size for name in _files(ROOT)) < 3_000_000


def test_sample_says_it_is_invented() -> None:
    for name in ("communes", "iris_aurevilliers", "voisins"):
        head = (ROOT / "geodata" / f"{name}.geojson").read_text(encoding="utf-8")[:400]
        assert "territoire inventé" in head
        assert "Territoire inventé" in head
    assert "**Territoire inventé.**" in (ROOT / "geodata" / "README.md").read_text(encoding="utf-8")
    assert "**Tout est inventé**" in (ROOT / "sample_data" / "README.md").read_text(encoding="utf-8")
