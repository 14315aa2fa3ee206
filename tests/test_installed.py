"""The wheel holds all that the package needs: built once, unpacked, used from elsewhere without the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.shared_data import ROOT
from visa_data.command_line import console

NOTEBOOK = ROOT / "docs" / "semaine.ipynb"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the wheel is unpacked, as pip would."""
    folder = tmp_path_factory.mktemp("paquet")
    build = [
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--wheel-dir",
        str(folder),
    ]
    subprocess.run([sys.executable, "-m", "pip", *build, str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in a folder of its own, with the wheel alone; warnings are errors."""
    environment = {"PYTHONPATH": str(installed), "PYTHONUTF8": "1", "TMPDIR": str(folder), "PATH": ""}
    return subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )


def files(folder: Path) -> set[str]:
    """Paths below a folder, leaving out what Python and the tools write."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_file_of_the_package_and_of_the_sample_is_there(installed: Path) -> None:
    package = files(installed / "visa_data")
    sample = {name for name in package if name.startswith("exemple/")}
    assert package - sample == files(ROOT / "visa_data")
    assert sample == {
        f"exemple/{folder}/{name}" for folder in ("geodata", "sample_data") for name in files(ROOT / folder)
    }


def test_what_runs_is_asked_for_and_nothing_of_the_tests(installed: Path) -> None:
    (metadata,) = installed.glob("*.dist-info/METADATA")
    asked = {
        str(Requirement(line.removeprefix("Requires-Dist: "))).lower()
        for line in metadata.read_text(encoding="utf-8").splitlines()
        if line.startswith("Requires-Dist: ")
    }
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert asked == {str(Requirement(kept)).lower() for line in lines if (kept := line.split("#")[0].strip())}


def test_the_command_visa_is_the_command_line(
    installed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (points,) = installed.glob("*.dist-info/entry_points.txt")
    assert f"visa = {console.__module__}:{console.__name__}" in points.read_text(encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["/usr/bin/visa", "indicateur", "--help"])
    with pytest.raises(SystemExit, match="0"):
        console()
    assert capsys.readouterr().out.startswith("Utilisation : visa indicateur")


def test_the_notebook_runs_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, str(ROOT / "tests" / "run_notebook.py"), str(NOTEBOOK))
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        "8 lignes lues = 5 ajoutées + 0 modifiée + 0 inchangée + 1 écartée + 2 rejetées"
        in done.stdout.replace("\xa0", " ")
    )
    assert "Sainte-Vaubane" in done.stdout
    assert "<iframe srcdoc=" in done.stdout
    assert "10. Les décisions : " in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_notebook_is_kept_without_answers_and_holds_twenty_cells() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert len(cells) == 20
    assert not [c for c in cells if c["cell_type"] == "code" and (c["outputs"] or c["execution_count"])]
