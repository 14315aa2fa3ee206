"""`chiffrer` and `dechiffrer`: the base written again under a key, or without."""

from __future__ import annotations

import argparse
from pathlib import Path

from visa_data import environment
from visa_data.base.conversion import decrypt, encrypt
from visa_data.command_line.options import Commands, add_base
from visa_data.errors import VisaError
from visa_data.typography import french as typographic


def add_chiffrer(commands: Commands) -> None:
    """What may be asked of it."""
    chiffrer = commands.add_parser(
        "chiffrer",
        help="chiffre la base",
        description="Réécrit la base, chiffrée par la clé du fichier que VISA_CLE_BASE indique ; la clé est faite s'il n'y en a pas. "
        "Gardez-en une copie à part : sans elle, la base ne se lit plus.",
    )
    add_base(chiffrer)
    chiffrer.set_defaults(run=run_chiffrer)


def add_dechiffrer(commands: Commands) -> None:
    """What may be asked of it."""
    dechiffrer = commands.add_parser(
        "dechiffrer", help="réécrit sans chiffrement une base chiffrée (clé : VISA_CLE_BASE)"
    )
    add_base(dechiffrer)
    dechiffrer.set_defaults(run=run_dechiffrer)


def run_chiffrer(options: argparse.Namespace) -> int:
    """Encrypt the base under the key of VISA_CLE_BASE, made when there is none, and say to keep a copy of it apart."""
    path, key = options.base or environment.base_path(), _key()
    made = encrypt(path, key)
    print(typographic(f"Base chiffrée : « {path} », par la clé {'neuve ' if made else ''}de « {key} »."))
    print(
        typographic(
            "Gardez une copie de cette clé à part, jamais avec la base ni avec ses sauvegardes : sans elle, rien ne se relit. "
            "Les sauvegardes faites avant ne sont pas chiffrées."
        )
    )
    return 0


def run_dechiffrer(options: argparse.Namespace) -> int:
    """Write the base without encryption."""
    path, key = options.base or environment.base_path(), _key()
    decrypt(path, key)
    print(
        typographic(
            f"Base déchiffrée : « {path} » se lit maintenant sans clé. Retirez VISA_CLE_BASE ; gardez « {key} » tant que "
            "des sauvegardes chiffrées par elle existent."
        )
    )
    return 0


def _key() -> Path:
    key = environment.base_key_path()
    if key is None:
        raise VisaError(
            "Clé de la base non indiquée",
            "indiquez dans VISA_CLE_BASE le fichier de la clé, ailleurs que dans le dossier de la base.",
        )
    return key
