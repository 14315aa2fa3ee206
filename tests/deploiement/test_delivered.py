"""The files that an administrator lays down: read here by the tools that will read them there, where they are."""

import fnmatch
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.access.settings_file import SECRET
from tests.shared_data import ROOT
from visa_data.access.address import public_address
from visa_data.access.settings import sign_in_settings
from visa_data.errors import VisaError
from visa_data.roles import Role

DELIVERED = ROOT / "deploiement"
UNITS = ("visa@.service", "visa-nuit@.service", "visa-nuit@.timer")
PROGRAM = "/opt/visa/courante/.venv/bin/python"
MOST_EXPOSED = 20
"""Of 100, for `systemd-analyze security`: under 20, « OK »."""
systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd n'est pas installé")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with a program that this machine has in the place of ours."""
    for name in UNITS:
        written = (DELIVERED / "systemd" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(written.replace(PROGRAM, sys.executable), encoding="utf-8")
    return tmp_path


@systemd
@pytest.mark.parametrize("name", UNITS)
def test_systemd_reads_every_line_of_a_unit(units: Path, name: str) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", str(units / name)],
        capture_output=True,
        text=True,
        env=os.environ | {"SYSTEMD_UNIT_PATH": f"{units}:"},
    )
    # Other units of the machine are read too, and may have faults of their own.
    assert [line for line in done.stderr.splitlines() if "visa" in line] == []


@systemd
@pytest.mark.parametrize("name", UNITS[:2])
def test_a_service_is_hardly_exposed(units: Path, name: str) -> None:
    command = ["systemd-analyze", "security", "--offline=yes", f"--threshold={MOST_EXPOSED}"]
    done = subprocess.run([*command, str(units / name)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(os.name != "posix", reason="une commande d'un serveur Linux")
def test_the_command_of_a_territory_asks_which(tmp_path: Path) -> None:
    command = DELIVERED / "systemd" / "visa-territoire"
    for arguments in ([], ["ville"], ["ville-sans-reglages", "sauvegarder"]):
        done = subprocess.run(["sh", str(command), *arguments], capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("Usage : visa-territoire TERRITOIRE COMMANDE")


def test_the_model_of_sign_in_is_refused_until_its_secret_is_written(tmp_path: Path) -> None:
    model = (DELIVERED / "connexion.toml.exemple").read_text(encoding="utf-8")
    path = tmp_path / "connexion.toml"
    path.write_text(model, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(VisaError, match=r"« secret » doit avoir au moins 32 caractères"):
        sign_in_settings(path)
    path.write_text(model.replace('\nsecret = "à remplacer"', f'\nsecret = "{SECRET}"'), encoding="utf-8")
    settings = sign_in_settings(path)
    assert settings.claim == "visa_roles"
    assert set(settings.roles.values()) == set(Role)


def test_the_model_of_a_territory_is_that_of_a_server() -> None:
    lines = (DELIVERED / "territoire.env.exemple").read_text(encoding="utf-8").splitlines()
    said = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    proxied = (DELIVERED / "caddy" / "territoires" / "ville.caddy.exemple").read_text(encoding="utf-8")
    assert said["VISA_MODE"] == "serveur"
    assert public_address(said["VISA_ADRESSE"]).place in proxied
    assert f"127.0.0.1:{said['STREAMLIT_SERVER_PORT']}" in proxied
    known = (ROOT / "visa_data" / "environment.py").read_text(encoding="utf-8")
    named = re.findall(r"^(VISA_\w+)=", "\n".join(lines), re.MULTILINE)
    assert [name for name in named if f'"{name}"' not in known] == []


def let_in(path: str, rules: list[str]) -> bool:
    """Whether a file of the repository goes to the maker of the image: the last rule that names it, or a folder of it, says."""
    inside = True
    for rule in rules:
        pattern = rule.removeprefix("!").removeprefix("**/")
        parts = Path(path).parts
        stems = ["/".join(parts[: end + 1]) for end in range(len(parts))]
        names = parts if rule.removeprefix("!").startswith("**/") else stems
        if any(fnmatch.fnmatchcase(name, pattern) for name in names):
            inside = rule.startswith("!")
    return inside


def test_the_image_is_made_of_what_runs_and_of_nothing_else() -> None:
    folder = DELIVERED / "conteneurs"
    lines = (folder / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    copied = [
        source
        for line in (folder / "Dockerfile").read_text(encoding="utf-8").splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for source in line.split()[1:-1]
    ]
    for source in copied:
        files = [
            path
            for found in ROOT.glob(source)
            for path in ([found] if found.is_file() else found.rglob("*"))
            if path.is_file()
        ]
        assert any(let_in(path.relative_to(ROOT).as_posix(), rules) for path in files), source
    for kept_out in (
        ".git/config",
        "data/visa.duckdb",
        "visa_data/essai.duckdb",
        ".streamlit/secrets.toml",
        "tests/conftest.py",
        "deploiement/conteneurs/ville/connexion.toml",
        "static/vendor/leaflet/leaflet.js",
    ):
        assert not let_in(kept_out, rules), kept_out
    final = (folder / "Dockerfile").read_text(encoding="utf-8").split("\nFROM ")[-1]
    assert "\nUSER 10001:10001\n" in final
    assert "pip" not in final and "apt" not in final


def test_no_port_is_published_but_those_of_the_proxy() -> None:
    composed = (DELIVERED / "conteneurs" / "compose.yaml").read_text(encoding="utf-8")
    services = re.split(r"\n  (?=\w[\w-]*:\n)", composed.split("\nservices:")[1].split("\nnetworks:")[0])
    published = [service.split(":")[0] for service in services if "\n    ports:" in service]
    assert published == ["mandataire"]
    for service in filter(str.strip, services):
        assert "    <<: *enferme\n" in service and "    mem_limit: " in service, service
