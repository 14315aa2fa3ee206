"""`acces`: addresses go in by standard input, and come out nowhere."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.access.settings_file import CLAIM, SECRET, write_settings
from tests.plain_text import plain
from visa_data.access.listed import fingerprint, read_listed
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.roles import Role

ADDRESS = "quelqu-un@ville.example"
Acces = Callable[..., tuple[int, str]]


@pytest.fixture
def acces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Acces:
    monkeypatch.setenv("VISA_CONNEXION", str(write_settings(tmp_path)))
    monkeypatch.setenv("VISA_BASE", str(tmp_path / "aucune.duckdb"))

    def run(*arguments: str, typed: str = ADDRESS) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{typed}\n"))
        status = main(["acces", *arguments])
        said = capsys.readouterr()
        assert ADDRESS not in said.out + said.err
        return status, plain(said.out + said.err)

    return run


def test_who_may_sign_in_is_in_the_journal(
    acces: Acces, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "visa.duckdb"
    with Base(base) as new, new.cursor():
        pass
    monkeypatch.setenv("VISA_BASE", str(base))
    mark = fingerprint(ADDRESS, SECRET)[:8]
    assert acces("ajouter", "analyse") == (0, f"Ajoutée : {mark}, Analyse des données.\n")
    assert acces("retirer")[0] == 0
    with Base(base) as opened, opened.references() as cursor:
        noted = cursor.execute(
            "SELECT acte, auteur, details::VARCHAR FROM journal ORDER BY numero"
        ).fetchall()
    assert [(act, author, json.loads(details)) for act, author, details in noted] == [
        ("reglages", "ligne_de_commande", {"reglages": change, "role": "analyse", "empreinte": mark})
        for change in ("accès donné", "accès retiré")
    ]


def test_added_listed_and_taken_away(acces: Acces, tmp_path: Path) -> None:
    listed = tmp_path / "connexion.acces"
    mark = fingerprint(ADDRESS, SECRET)
    old = os.umask(0)
    try:
        assert acces("ajouter", "coordination") == (
            0,
            f"Ajoutée : {mark[:8]}, Coordination. Aucune base encore : cela n'est pas au journal.\n",
        )
    finally:
        os.umask(old)
    assert listed.stat().st_mode & 0o777 == 0o600
    assert acces("ajouter", "equipes", typed=ADDRESS.upper())[0] == 0
    assert read_listed(listed) == {mark: Role.EQUIPES}, "the same person, whose role changes"
    assert acces("lister") == (0, f"{mark[:8]}\tequipes\n")
    assert acces("retirer")[0] == 0
    assert read_listed(listed) == {}
    assert acces("retirer") == (2, "Adresse inconnue : cette adresse n'est pas dans la liste.\n")
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("connexion.acces.")] == []


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (("ajouter", "comite"), "pas une adresse", "ce n'est pas une adresse de courriel"),
        (("ajouter",), ADDRESS, "« ajouter » prend un rôle"),
        (("retirer", "comite"), ADDRESS, "« ajouter » prend un rôle"),
        (("ajouter", ADDRESS), ADDRESS, "Commande incomprise"),
    ],
)
def test_refused(arguments: tuple[str, ...], typed: str, sentence: str, acces: Acces, tmp_path: Path) -> None:
    status, said = acces(*arguments, typed=typed)
    assert status == 2 and sentence in said
    assert not (tmp_path / "connexion.acces").exists()


def test_where_a_claim_says_the_roles_there_is_no_list(acces: Acces, tmp_path: Path) -> None:
    write_settings(tmp_path, more=CLAIM)
    assert acces("lister")[0] == 2
