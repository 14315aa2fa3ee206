from __future__ import annotations

from pathlib import Path

import pytest

from tests.access.settings_file import write_settings
from visa_data.access.mode import listening, served, warnings_of
from visa_data.errors import VisaError

NAMES = ("VISA_MODE", "VISA_ADRESSE", "VISA_CONNEXION", "VISA_ROLE", "VISA_DOSSIER")


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def say(monkeypatch: pytest.MonkeyPatch, folder: Path, **said: str) -> None:
    asked = {"VISA_MODE": "serveur", "VISA_CONNEXION": str(write_settings(folder))} | said
    for name, value in asked.items():
        monkeypatch.setenv(name, value)


def test_by_default_this_computer_alone() -> None:
    assert served() is None
    for address in ("127.0.0.1", "localhost", "::1"):
        listening(address, None)
    for address in ("", "0.0.0.0", "::", "192.168.1.20", "visa.ville.example"):
        with pytest.raises(VisaError, match="n'écoute que cet ordinateur"):
            listening(address, None)


def test_a_mode_that_is_not_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISA_MODE", "server")
    with pytest.raises(VisaError, match="VISA_MODE vaut « poste »"):
        served()


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("https://visa.ville.example", "visa.ville.example"),
        ("https://Visa.Ville.example:443/", "visa.ville.example"),
        ("https://visa.ville.example:8443", "visa.ville.example:8443"),
        ("http://127.0.0.1:8501", "127.0.0.1:8501"),
        ("http://[::1]:8501", "[::1]:8501"),
    ],
)
def test_the_public_address(said: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, tmp_path, VISA_ADRESSE=said)
    asked = served()
    assert asked is not None and asked.address.place == place
    assert asked.address.secure == said.startswith("https")
    listening("0.0.0.0", asked)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "visa.ville.example",
        "http://visa.ville.example",
        "http://localhost:8501",
        "http://127.0.0.1.ville.example",
        "https://visa.ville.example/visa",
        "https://moi@visa.ville.example",
        "https://visa.ville.example:port",
        "ftp://127.0.0.1",
    ],
)
def test_addresses_refused(said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, tmp_path, VISA_ADRESSE=said)
    with pytest.raises(VisaError, match="VISA_ADRESSE doit dire l'adresse publique, en HTTPS"):
        served()


def test_without_settings_of_sign_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, tmp_path, VISA_ADRESSE="https://visa.ville.example")
    monkeypatch.delenv("VISA_CONNEXION")
    with pytest.raises(VisaError, match="VISA_CONNEXION doit nommer"):
        served()


def test_what_is_said_as_it_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    say(monkeypatch, tmp_path, VISA_ADRESSE="http://127.0.0.1:8501", VISA_ROLE="coordination")
    assert warnings_of(served()) == [
        "VISA_ROLE est ignoré en mode « serveur » : le rôle est celui de la personne connectée.",
        "Adresse d'essai, en HTTP : seul cet ordinateur peut s'y connecter.",
    ]
    assert warnings_of(None) == []
