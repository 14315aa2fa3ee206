from __future__ import annotations

from pathlib import Path

import pytest

from tests.access.settings_file import CLAIM, SECRET, write_settings
from visa_data.access.settings import sign_in_settings
from visa_data.errors import VisaError
from visa_data.roles import Role


def test_the_defaults(tmp_path: Path) -> None:
    settings = sign_in_settings(write_settings(tmp_path))
    assert (settings.hours, settings.idle_minutes, settings.claim) == (12, 30, "")
    assert settings.listed == tmp_path / "connexion.acces"


def test_roles_from_a_claim(tmp_path: Path) -> None:
    settings = sign_in_settings(write_settings(tmp_path, more=CLAIM))
    assert settings.claim == "acces.roles"
    assert settings.roles == {"visa-coordination": Role.COORDINATION, "visa": Role.COMITE}


def test_no_secret_is_shown_by_accident(tmp_path: Path) -> None:
    settings = sign_in_settings(write_settings(tmp_path))
    assert SECRET not in repr(settings) and "secret-du-client" not in repr(settings)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"fournisseur": None}, "« fournisseur » manque"),
        ({"fournisseur": "http://connexion.ville.example/"}, "« fournisseur » doit être l'adresse HTTPS"),
        ({"client": " "}, "« client » manque"),
        ({"secret_client": None}, "« secret_client » manque"),
        ({"secret": "court"}, "« secret » doit avoir au moins 32 caractères"),
        ({"duree_heures": 48}, "« duree_heures » doit être un nombre entier, de 1 à 24"),
        ({"inactivite_minutes": 1}, "« inactivite_minutes » doit être un nombre entier, de 5 à 120"),
        ({"inactivite": 30}, "« inactivite » n'est pas un réglage connu"),
        ({"more": "[roles]\nrevendication = 'r'\n"}, r"\[roles\] doit donner"),
        ({"more": CLAIM.replace("comite", "maire")}, r"\[roles.valeurs\] ne connaît que comite"),
        ({"more": "pas du toml"}, "n'est pas un fichier TOML"),
        ({"mode": 0o640}, "est lisible par d'autres"),
    ],
)
def test_what_is_refused(said: dict[str, object], sentence: str, tmp_path: Path) -> None:
    path = write_settings(tmp_path, **said)  # type: ignore[arg-type]
    with pytest.raises(VisaError, match=sentence) as refused:
        sign_in_settings(path)
    assert SECRET not in str(refused.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(VisaError, match="VISA_CONNEXION doit nommer"):
        sign_in_settings(None)
    with pytest.raises(VisaError, match="ne peut pas être lu"):
        sign_in_settings(tmp_path / "absent.toml")
