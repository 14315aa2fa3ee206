"""An installation upgraded, and brought back: real versions of the dashboard, a real base, each served on this machine.

Stand-ins: `systemctl` and `runuser`, which need a machine of their own; the libraries, which are those of these tests; and
`sauvegarder`, which copies the base (what a backup is worth is tested with it).
"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.shared_data import ROOT

SCRIPT = ROOT / "deploiement" / "mettre_a_jour.py"
pytestmark = pytest.mark.skipif(
    not (ROOT / ".git").exists() or not shutil.which("git") or os.name != "posix",
    reason="une mise à jour part d'un dépôt git, sur un serveur",
)
SETUP = '''
import sys
from pathlib import Path

PYTHON = """#!/bin/sh
case "$*" in
"-m visa_data sauvegarder")
    [ ! -e "$VISA_BASE.refus" ] || exit 2
    cp "$VISA_BASE" "$VISA_BASE.sauvegarde" ;;
*) exec {python} "$@" ;;
esac
"""

def altered_browser_files(root, within=""):
    return []

if __name__ == "__main__":
    assert sys.argv[1:] == ["--service"]
    program = Path(".venv/bin/python")
    program.parent.mkdir(parents=True)
    (program.parents[1] / "lib").mkdir()
    program.write_text(PYTHON)
    program.chmod(0o755)
'''
SYSTEMCTL = """#!{python}
import os, signal, subprocess, sys, time
from pathlib import Path

verb, unit = sys.argv[1], sys.argv[-1]
pid = Path("{folder}") / "pid"

def alive():
    try:
        os.kill(int(pid.read_text()), 0)
        return Path(f"/proc/{{pid.read_text()}}/stat").read_text().split(")")[1].split()[0] != "Z"
    except (OSError, ValueError):
        return False

assert unit == "visa@ville"
if verb == "is-active":
    sys.exit(0 if alive() else 3)
if verb == "start" and not alive():
    said = dict(line.split("=", 1) for line in Path("{folder}/etc/ville.env").read_text().splitlines())
    with open("{folder}/service.log", "ab") as log:
        started = subprocess.Popen(
            ["{folder}/opt/courante/.venv/bin/python", "scripts/serve.py"], cwd="{folder}/opt/courante",
            env=os.environ | said, stdout=log, stderr=log, start_new_session=True)
    pid.write_text(str(started.pid))
if verb == "stop" and alive():
    os.killpg(int(pid.read_text()), signal.SIGTERM)
    while alive():
        time.sleep(0.1)
"""
RUNUSER = '#!/bin/sh\n[ "$1 $2 $3" = "-u visa-ville --" ] || exit 2\nshift 3\nexec "$@"\n'


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=essai", "-c", "user.email=essai@visa.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@dataclass
class Server:
    """A machine as the script sees it: `opt`, `etc`, a base, one territory in service."""

    folder: Path
    port: int

    @property
    def base(self) -> Path:
        return self.folder / "var" / "visa.duckdb"

    @property
    def running(self) -> str:
        """The version in service."""
        return (self.folder / "opt" / "courante").resolve().name

    @property
    def process(self) -> str:
        return (self.folder / "pid").read_text()

    def publish(self, change: Callable[[Path], None]) -> str:
        """One more commit in the repository of origin, once `change` has written there."""
        origin = self.folder / "origine"
        change(origin)
        git(origin, "add", "--all")
        git(origin, "commit", "--quiet", "--message", "suite")
        return git(origin, "rev-parse", "HEAD")[:12]

    def upgrade(self, version: str = "main") -> subprocess.CompletedProcess[str]:
        """What the administrator types."""
        command = [sys.executable, str(SCRIPT), version, "--racine", str(self.folder / "opt")]
        path = f"{self.folder / 'bin'}:{os.environ['PATH']}"
        return subprocess.run(
            [*command, "--reglages", str(self.folder / "etc")],
            capture_output=True,
            text=True,
            env=os.environ | {"PATH": path},
        )

    def answers(self) -> bool:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=10) as answer:
            return answer.read() == b"ok"

    def left_over(self) -> list[str]:
        """What stands beside the base, and is neither it, its log, its turn nor its backup."""
        expected = {"visa.duckdb", "visa.duckdb.wal", "visa.duckdb.tour", "visa.duckdb.sauvegarde"}
        return sorted(path.name for path in self.base.parent.iterdir() if path.name not in expected)


def one_more_table(origin: Path) -> None:
    steps = origin / "visa_data" / "base" / "migrations"
    number = len(list(steps.glob("*.sql"))) + 1
    (steps / f"{number:04}_essai.sql").write_text(
        "CREATE TABLE essai_de_mise_a_jour (mot VARCHAR);\n", encoding="utf-8"
    )


def one_more_table_and_no_server(origin: Path) -> None:
    one_more_table(origin)
    (origin / "scripts" / "serve.py").write_text("raise SystemExit(1)\n", encoding="utf-8")


def has_the_table(base: Path) -> bool:
    with duckdb.connect(str(base), read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    return ("essai_de_mise_a_jour",) in names


def executable(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def server(sample_base_file: Path, tmp_path: Path) -> Iterator[Server]:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        server = Server(tmp_path, reserved.getsockname()[1])
    for name in ("opt", "etc", "var", "bin", "origine"):
        (tmp_path / name).mkdir()
    for name in git(
        ROOT, "ls-files", "dashboard.py", "pages", "scripts", "visa_data", ".streamlit"
    ).splitlines():
        if (ROOT / name).exists():
            (tmp_path / "origine" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / "origine" / name)
    (tmp_path / "origine" / "scripts" / "setup.py").write_text(SETUP.replace("{python}", sys.executable))
    executable(tmp_path / "bin" / "systemctl", SYSTEMCTL.format(python=sys.executable, folder=tmp_path))
    executable(tmp_path / "bin" / "runuser", RUNUSER)
    git(tmp_path / "origine", "init", "--quiet", "--initial-branch=main")
    server.publish(lambda origin: None)
    git(tmp_path, "clone", "--quiet", str(tmp_path / "origine"), str(tmp_path / "opt" / "depot"))
    first = server.upgrade()
    assert first.returncode == 0, first.stderr
    shutil.copy(sample_base_file, server.base)
    settings = f"VISA_BASE={server.base}\nSTREAMLIT_SERVER_PORT={server.port}\n"
    (tmp_path / "etc" / "ville.env").write_text(settings, encoding="utf-8")
    yield server
    if (tmp_path / "pid").exists():
        with suppress(ProcessLookupError):
            os.killpg(int(server.process), signal.SIGTERM)


def test_a_version_that_answers_takes_the_place(server: Server) -> None:
    former, before = server.running, server.base.read_bytes()
    fresh = server.publish(one_more_table)
    done = server.upgrade()
    assert done.returncode == 0, done.stderr
    assert server.running == fresh != former and server.answers()
    assert (server.base.parent / "visa.duckdb.sauvegarde").read_bytes() == before
    assert server.left_over() == [] and has_the_table(server.base)
    assert {path.name for path in (server.folder / "opt" / "versions").iterdir()} == {former, fresh}
    again = server.upgrade()
    assert again.stdout.endswith(f"La version {fresh} est déjà en service.\n")


def test_a_version_that_does_not_answer_gives_the_place_back(server: Server) -> None:
    former, before = server.running, hashlib.sha256(server.base.read_bytes()).digest()
    server.publish(one_more_table_and_no_server)
    done = server.upgrade()
    assert done.returncode == 2
    assert "visa@ville ne répond pas" in done.stdout
    assert done.stderr.endswith(
        f"La version {former} est de nouveau en service, sur les bases d'avant la mise à jour.\n"
    )
    assert server.running == former and server.answers()
    assert hashlib.sha256(server.base.read_bytes()).digest() == before
    assert server.left_over() == []


def test_without_a_backup_nothing_changes(server: Server) -> None:
    assert server.upgrade().returncode == 0
    former = server.running
    (server.base.parent / "visa.duckdb.refus").touch()
    server.publish(one_more_table)
    done = server.upgrade()
    assert done.returncode == 2
    assert done.stderr == "ville : la sauvegarde a échoué, la raison est juste au-dessus.\n"
    assert server.running == former and not has_the_table(server.base)


def test_an_upgrade_cut_short_is_taken_back_first(server: Server) -> None:
    former, before = server.running, server.base.read_bytes()
    fresh = server.publish(one_more_table_and_no_server)
    # As a power cut leaves it: the new version in place, its schema in the base, the copy of before beside.
    assert server.upgrade(fresh).returncode == 2
    opt = server.folder / "opt"
    (opt / "courante").unlink()
    (opt / "courante").symlink_to(opt / "versions" / fresh)
    (opt / "mise-a-jour-en-cours").write_text(former)
    (server.base.parent / "visa.duckdb.avant-mise-a-jour").write_bytes(before)
    subprocess.run([server.folder / "bin" / "systemctl", "stop", "visa@ville"], check=True)
    with duckdb.connect(str(server.base)) as connection:
        connection.execute("CREATE TABLE essai_de_mise_a_jour (mot VARCHAR)")
    done = server.upgrade(former)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"Une mise à jour a été interrompue : retour à la version {former}…",
        f"La version {former} est déjà en service.",
    ]
    assert server.running == former and server.answers()
    assert server.base.read_bytes() == before and server.left_over() == []
