"""Install a version of the dashboard on a server, beside the one that runs; go back to it where the new one does not answer.

    sudo /usr/bin/python3 /opt/visa/depot/deploiement/mettre_a_jour.py VERSION

VERSION: a tag, a branch or a commit. Under /opt/visa, `depot` is a clone of the project, `versions` one folder a version with its own
libraries, `courante` a link to the one that runs: going back needs no network. A territory is a file /etc/visa/NOM.env. Standard library only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

READY = ".installee"
"""In the folder of a version whose installation came to its end."""
BEFORE = ".avant-mise-a-jour"
"""Ends the name of a base as it was when the dashboards stopped; gone when the upgrade is over, whichever way."""
BEGUN = ".avant-en-copie"
UNDER_WAY = "mise-a-jour-en-cours"
"""While the new version is on trial: holds the name of the other. Found at the start, it says that we were stopped there."""
HEALTH_TIMEOUT = 90.0
OPEN_BASE = (
    "from visa_data import environment\n"
    "from visa_data.base import Base\n"
    "from visa_data.errors import VisaError\n"
    "try:\n"
    "    with Base(environment.base_path()) as base, base.cursor():\n"
    "        pass\n"
    "except VisaError as refusal:\n"
    "    raise SystemExit(str(refusal))\n"
)
"""Brings the base to the schema of the version that runs it, as a first visitor would."""


class Refused(Exception):
    """The upgrade cannot go on; the message is one French sentence."""


def say(sentence: str) -> None:
    """Tell the administrator where we are."""
    print(sentence, flush=True)


@dataclass(frozen=True)
class Territory:
    """One dashboard of the machine: its name, its settings."""

    name: str
    settings: dict[str, str]

    @property
    def unit(self) -> str:
        """Its systemd service."""
        return f"visa@{self.name}"

    @property
    def base(self) -> Path:
        """Its base."""
        return Path(self.settings["VISA_BASE"])

    @property
    def health(self) -> str:
        """Where it says that it answers."""
        return f"http://127.0.0.1:{self.settings['STREAMLIT_SERVER_PORT']}/_stcore/health"

    def in_service(self) -> bool:
        """Whether the machine starts it."""
        return done_well(["systemctl", "is-enabled", "--quiet", self.unit])

    def run(self, version: Path, what: str, *arguments: str) -> None:
        """A Python of a version, with the account and settings of the territory; raises Refused where it fails.

        what: said then, « la sauvegarde ».
        """
        account = ["runuser", "-u", f"visa-{self.name}", "--"] if os.geteuid() == 0 else []
        command = [*account, str(version / ".venv" / "bin" / "python"), *arguments]
        environment = os.environ | self.settings | {"PYTHONDONTWRITEBYTECODE": "1"}
        if subprocess.call(command, cwd=version, env=environment) != 0:
            raise Refused(f"{self.name} : {what} a échoué, la raison est juste au-dessus.")


def done_well(command: list[str], folder: Path | None = None) -> bool:
    """Whether a command ended well; what it says is shown."""
    try:
        return subprocess.call(command, cwd=folder) == 0
    except OSError as error:
        raise Refused(f"« {command[0]} » ne peut pas être lancé ({error.strerror}).") from error


def territories(folder: Path) -> list[Territory]:
    """Those whose settings stand in a folder, by name. Raises Refused for settings that say no base or no port."""
    found = []
    for file in sorted(folder.glob("*.env")):
        lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
        pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        settings = {name.strip(): value.strip().strip("\"'") for name, value in pairs}
        for needed in ("VISA_BASE", "STREAMLIT_SERVER_PORT"):
            if not settings.get(needed):
                raise Refused(f"{file} ne dit pas {needed}.")
        found.append(Territory(file.stem, settings))
    return found


# --- Versions ---------------------------------------------------------------------------------------------


def commit_of(depot: Path, version: str) -> str:
    """The commit that a tag, a branch or the beginning of a commit names."""
    if not done_well(["git", "-C", str(depot), "fetch", "--quiet", "--tags", "--prune", "origin"]):
        say("Le dépôt d'origine n'a pas répondu : seules les versions déjà reçues sont connues.")
    for name in (f"origin/{version}", version):
        asked = ["git", "-C", str(depot), "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"]
        answer = subprocess.run(asked, stdout=subprocess.PIPE, text=True)
        if answer.returncode == 0:
            return answer.stdout.strip()
    raise Refused(f"La version « {version} » n'est pas dans {depot}.")


def install(root: Path, commit: str) -> Path:
    """The folder of a version, with its own libraries; nothing is done where it is complete."""
    folder = root / "versions" / commit[:12]
    if (folder / READY).exists():
        return folder
    say(f"Installation de la version {folder.name}, à côté de celle qui marche…")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    packed = ["git", "-C", str(root / "depot"), "archive", "--format=tar", f"--output={folder}.tar", commit]
    unpacked = done_well(packed) and done_well(["tar", "-xf", f"{folder}.tar", "-C", str(folder)])
    Path(f"{folder}.tar").unlink(missing_ok=True)
    if not unpacked or not done_well([sys.executable, "scripts/setup.py", "--service"], folder):
        raise Refused("La nouvelle version n'a pas pu être installée : rien n'a changé.")
    # The account of a territory writes nothing here: what Python would compile at each start is compiled once.
    compiled = [".venv/lib", "visa_data", "pages", "scripts", "dashboard.py"]
    done_well([".venv/bin/python", "-m", "compileall", "-q", "-j", "0", *compiled], folder)
    (folder / READY).touch()
    return folder


def put_in_service(root: Path, version: Path) -> None:
    """Point `courante` at a version, in one move."""
    fresh = root / "courante.nouvelle"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(version)
    fresh.replace(root / "courante")


def forget_versions(root: Path, kept: set[Path]) -> None:
    """Remove the folders of the other versions."""
    for folder in (root / "versions").iterdir():
        if folder not in kept:
            shutil.rmtree(folder)


# --- Bases and services -----------------------------------------------------------------------------------


def files_of(base: Path) -> list[Path]:
    """A base and its write-ahead log."""
    return [base, base.with_name(base.name + ".wal")]


def copy_of(file: Path) -> Path:
    """Where `keep` copies a file."""
    return file.with_name(file.name + BEFORE)


def keep(territory: Territory) -> None:
    """Copy a base beside itself, for its owner alone; its dashboard is stopped.

    A copy has its name once it is whole, that of the base last: `bring_back` takes no other.
    """
    for file in reversed(files_of(territory.base)):
        if file.exists():
            begun = file.with_name(file.name + BEGUN)
            begun.touch(mode=0o600)
            shutil.copyfile(file, begun)
            owner = file.stat()
            os.chown(begun, owner.st_uid, owner.st_gid)
            begun.replace(copy_of(file))


def bring_back(territory: Territory) -> None:
    """Put back the base of `keep`; nothing where it is back already, or was not copied to its end."""
    if not copy_of(territory.base).exists():
        return
    # The base last: while its copy is there, an interrupted return can be taken up again.
    for file in reversed(files_of(territory.base)):
        if copy_of(file).exists():
            copy_of(file).replace(file)
        else:
            file.unlink(missing_ok=True)


def forget_copies(found: list[Territory]) -> None:
    """Remove what `keep` wrote: a base that no purge would reach."""
    for territory in found:
        for file in files_of(territory.base):
            for copy in (copy_of(file), file.with_name(file.name + BEGUN)):
                copy.unlink(missing_ok=True)


def start(found: list[Territory]) -> None:
    """Start dashboards and wait until each answers; raises Refused for the first that does not."""
    for territory in found:
        if not done_well(["systemctl", "start", territory.unit]):
            raise Refused(f"{territory.unit} n'a pas démarré : journalctl -u {territory.unit} dit pourquoi.")
    end = time.monotonic() + HEALTH_TIMEOUT
    for territory in found:
        while not answers(territory.health):
            alive = done_well(["systemctl", "is-active", "--quiet", territory.unit])
            if not alive or time.monotonic() > end:
                raise Refused(
                    f"{territory.unit} ne répond pas : journalctl -u {territory.unit} dit pourquoi."
                )
            time.sleep(0.5)


def answers(address: str) -> bool:
    """Whether a dashboard says that it is well."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(address, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def stop(found: list[Territory]) -> None:
    """Stop dashboards; raises Refused for one that does not."""
    for territory in found:
        if not done_well(["systemctl", "stop", territory.unit]):
            raise Refused(f"{territory.unit} ne s'arrête pas.")


# --- The upgrade ------------------------------------------------------------------------------------------


def go_back(root: Path, former: Path, found: list[Territory]) -> None:
    """The former version, on the bases as they were; may be taken up again wherever it was stopped."""
    served = [territory for territory in found if territory.in_service()]
    stop(served)
    for territory in found:
        bring_back(territory)
    put_in_service(root, former)
    (root / UNDER_WAY).unlink(missing_ok=True)
    start(served)


@contextmanager
def or_back(root: Path, former: Path, found: list[Territory]) -> Iterator[None]:
    """Go back to the former version where what is tried fails, an interruption included."""
    try:
        yield
    except BaseException as failure:
        say(f"{failure or 'Interrompu.'} Retour à la version {former.name}…")
        go_back(root, former, found)
        raise Refused(
            f"La version {former.name} est de nouveau en service, sur les bases d'avant la mise à jour."
        ) from failure


def upgrade(root: Path, fresh: Path, former: Path, found: list[Territory]) -> None:
    """Backups, then the new version on trial; raises Refused where the former one stays or comes back."""
    filled = [territory for territory in found if territory.base.exists()]
    for territory in filled:
        say(f"Sauvegarde de {territory.name}…")
        territory.run(former, "la sauvegarde", "-m", "visa_data", "sauvegarder")
    served = [territory for territory in found if territory.in_service()]
    with or_back(root, former, found):
        (root / UNDER_WAY).write_text(former.name, encoding="utf-8")
        stop(served)
        for territory in filled:
            keep(territory)
        put_in_service(root, fresh)
        for territory in filled:
            territory.run(fresh, "l'ouverture de la base", "-c", OPEN_BASE)
        start(served)
    (root / UNDER_WAY).unlink()
    forget_copies(found)
    forget_versions(root, {fresh, former})


def main(arguments: list[str]) -> int:
    """Do what is asked; 0 done, 2 refused or gone back, with one sentence."""
    parser = argparse.ArgumentParser(description="Installe ou met à jour le tableau de bord d'un serveur.")
    parser.add_argument("version", help="étiquette, branche ou commit du dépôt")
    parser.add_argument("--racine", type=Path, default=Path("/opt/visa"), help="dossier du code")
    parser.add_argument("--reglages", type=Path, default=Path("/etc/visa"), help="dossier des réglages")
    asked = parser.parse_args(arguments)
    root = asked.racine.resolve()
    os.umask(0o022)
    try:
        found = territories(asked.reglages)
        if (root / UNDER_WAY).exists():
            former = root / "versions" / (root / UNDER_WAY).read_text(encoding="utf-8")
            say(f"Une mise à jour a été interrompue : retour à la version {former.name}…")
            go_back(root, former, found)
        forget_copies(found)
        fresh = install(root, commit_of(root / "depot", asked.version))
        if not (root / "courante").exists():
            put_in_service(root, fresh)
            say(f"Version {fresh.name} installée : il reste à régler un territoire et à le démarrer.")
            return 0
        former = (root / "courante").resolve()
        if former == fresh:
            say(f"La version {fresh.name} est déjà en service.")
            return 0
        upgrade(root, fresh, former, found)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"« {error.filename} » : {error.strerror}.", file=sys.stderr)
        return 2
    say(f"Version {fresh.name} en service. La précédente ({former.name}) est gardée.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
