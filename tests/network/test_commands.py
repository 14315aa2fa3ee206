"""`publier` and `reseau` as typed: from a file, a folder, a storage, a base; what they say, and how they end."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from tests.command_line.refusing import refused
from tests.network.invented import Town, books, sign, tables, towns
from tests.plain_text import plain
from visa_data.base import Base
from visa_data.command_line import main
from visa_data.dossier.file import write_book
from visa_data.network.lake import attached, place_of

TOWN, OTHER = towns(2)


@pytest.fixture
def lake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With one cooperation; named by the environment, as a server's is."""
    path = tmp_path / "lac"
    monkeypatch.setenv("VISA_RESEAU", str(path))
    assert enrolled(TOWN) == 0
    return path


def enrolled(town: Town, *more: str, **said: str) -> int:
    member = town.member
    words = {
        "cooperation": member.code,
        "nom": member.name,
        "departement": member.departement,
        "maturite": member.maturity.value,
        "milieu": member.milieu.value,
        "cle-publique": member.key,
    } | said
    return main(
        ["reseau", "inscrire", *more, *(one for name, value in words.items() for one in (f"--{name}", value))]
    )


def laid(folder: Path, number: int = 3) -> list[Path]:
    """Signed books, as their town lays them."""
    folder.mkdir(exist_ok=True)
    found = []
    for sent in books(TOWN, number):
        path = folder / f"n{sent.signed.statement.number}.zip"
        path.write_bytes(sent.content)
        path.with_name(path.name + ".sig").write_text(sent.signed.written())
        found.append(path)
    return found


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return plain(capsys.readouterr().out)


def numbers(lake: Path) -> list[tuple[str, int]]:
    with attached(place_of(lake)) as connection:
        return connection.execute("SELECT cooperation, numero FROM lac.livres ORDER BY ALL").fetchall()


def test_from_files_then_from_their_folder(
    lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, _ = laid(tmp_path / "dossiers")
    said(capsys)
    assert main(["publier", str(first), str(second)]) == 0
    assert said(capsys) == "2 dossiers publiés, 0 déjà sur le réseau, 0 refusé.\n"
    assert main(["publier", str(tmp_path / "dossiers")]) == 0
    assert said(capsys) == "1 dossier publié, 2 déjà sur le réseau, 0 refusé.\n"
    assert numbers(lake) == [(TOWN.code, number) for number in (1, 2, 3)]


def test_one_refused_is_said_the_others_are_published_and_the_code_is_one(
    lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, second, third = laid(tmp_path / "dossiers")
    third.write_bytes(second.read_bytes())
    bad = tmp_path / "dossiers" / "autre.zip"
    foreign = sign(OTHER, 1, write_book(tables(OTHER, 1)), "")
    bad.write_bytes(foreign.content)
    bad.with_name("autre.zip.sig").write_text(foreign.signed.written())
    said(capsys)
    assert main(["publier", str(tmp_path / "dossiers")]) == 1
    lines = said(capsys).splitlines()
    assert lines[-1] == "2 dossiers publiés, 0 déjà sur le réseau, 2 refusés."
    assert len(lines) == 3
    assert any("autre.zip" in line and "que le réseau ne connaît pas" in line for line in lines)
    assert any("n3.zip" in line and "n'est pas celui qui a été signé" in line for line in lines)
    assert numbers(lake) == [(TOWN.code, 1), (TOWN.code, 2)]


def test_from_a_storage_where_a_town_laid_them(
    lake: Path, storage: tuple[str, dict[str, bytes]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret").write_text("secret-invente\n")
    settings = tmp_path / "depot.toml"
    settings.write_text(
        f'[fichiers]\nlieu = "s3://depot/dossiers"\nadresse = "{storage[0]}"\nregion = "eu-west-3"\n'
        'cle = "cle-inventee"\nsecret = "secret"\n'
    )
    key = tmp_path / "cle_signature"
    assert main(["publier", "--nouvelle-cle", "--cle", str(key)]) == 0
    public = said(capsys).split()[-1]
    assert enrolled(TOWN, **{"cle-publique": public}) == 2
    assert "déjà une clé publique" in plain(capsys.readouterr().err)
    assert enrolled(TOWN, "--remplacer-la-cle", **{"cle-publique": public}) == 0
    laid(tmp_path / "dossiers", 2)
    said(capsys)
    signing = ["--cooperation", TOWN.code, "--cle", str(key), "--deposer", str(settings)]
    assert main(["publier", str(tmp_path / "dossiers"), *signing]) == 0
    assert said(capsys).startswith("2 dossiers déposés dans ")
    assert len([name for name in storage[1] if name.startswith("/depot/")]) == 4
    assert numbers(lake) == []
    assert main(["publier", str(settings)]) == 0
    assert said(capsys) == "2 dossiers publiés, 0 déjà sur le réseau, 0 refusé.\n"
    assert numbers(lake) == [(TOWN.code, 1), (TOWN.code, 2)]


def test_straight_from_a_base(
    sample_base: Base, lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample_base.close()
    base, key = ["--base", str(sample_base.path)], tmp_path / "cle_signature"
    assert main(["publier", "--nouvelle-cle", "--cle", str(key)]) == 0
    (tmp_path / "cle.pub").write_text(said(capsys).split()[-1] + "\n")
    assert enrolled(OTHER, **{"cle-publique": str(tmp_path / "cle.pub")}) == 0
    signing = ["--cooperation", OTHER.code, "--cle", str(key)]
    assert main(["publier", *base, *signing]) == 2
    assert "aucun dossier de séance n'est figé" in plain(capsys.readouterr().err)
    assert main(["dossier", *base]) == 0
    said(capsys)
    for expected in ("1 dossier publié, 0 déjà", "0 dossier publié, 1 déjà"):
        assert main(["publier", *base, *signing]) == 0
        assert said(capsys).startswith(expected)
    assert numbers(lake) == [(OTHER.code, 1)]
    assert main(["reseau", "verifier"]) == 0


@pytest.mark.parametrize(
    ("command", "title"),
    [
        (["publier", "absent.zip"], "Dossier introuvable"),
        (["publier", "."], "Rien à publier"),
        (["publier", "depot.toml"], "Réglages du stockage refusés"),
        (["publier", "--nouvelle-cle"], "Commande incomprise"),
        (["reseau", "verifier", "--lac", "ailleurs"], "Pas de lac ici"),
        (["reseau", "membres", "--lac", "ailleurs"], "Pas de lac ici"),
        (["reseau", "entretenir", "--lac", "ailleurs.toml"], "Lac introuvable"),
    ],
    ids=" ".join,
)
def test_refusals_are_one_sentence(
    command: list[str],
    title: str,
    lake: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said(capsys)
    refused(command, title, tmp_path, capsys, monkeypatch)
    assert numbers(lake) == []


def test_without_a_lake_or_a_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISA_RESEAU", raising=False)
    monkeypatch.chdir(tmp_path)
    for command in (["publier"], ["reseau", "verifier"], ["reseau", "membres"], ["reseau", "entretenir"]):
        assert main(command) == 2
        assert capsys.readouterr().err.startswith("Quel lac")
    assert enrolled(TOWN, "--lac", "lac", **{"cle-publique": "0" * 63}) == 2
    assert capsys.readouterr().err.startswith("Clé publique refusée")
    assert enrolled(TOWN, "--lac", "lac", departement="20") == 2
    assert capsys.readouterr().err.startswith("Département inconnu")
    assert list(tmp_path.iterdir()) == []


def test_who_is_enrolled_and_what_is_said_of_it(lake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert enrolled(TOWN) == 0
    assert "déjà inscrite ainsi, rien à faire" in said(capsys)
    assert enrolled(TOWN, "--accord", nom="Autre nom") == 0
    assert enrolled(OTHER, "--habitants", "1200") == 0
    said(capsys)
    assert main(["publier", *map(str, laid(lake.parent / "dossiers", 2))]) == 0
    said(capsys)
    assert main(["reseau", "membres"]) == 0
    table = pd.read_csv(StringIO(capsys.readouterr().out))
    assert table["cooperation"].tolist() == [TOWN.code, OTHER.code]
    assert table["nom"].tolist()[0] == "Autre nom" and table["accord"].tolist() == [True, False]
    assert table["livres"].tolist() == [2, 0] and table["habitants"].tolist()[1] == 1200
    assert "cle_publique" not in table.columns


def test_verified_then_looked_after(lake: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in laid(tmp_path / "dossiers"):
        assert main(["publier", str(path)]) == 0
    said(capsys)
    assert main(["reseau", "verifier"]) == 0
    assert said(capsys) == "3 dossiers relus : aucun défaut.\n"
    assert main(["reseau", "entretenir"]) == 0
    assert said(capsys).startswith("Avant : ")
    with attached(place_of(lake), write=True) as connection:
        connection.execute("UPDATE lac.par_secteur SET marque = 0 WHERE numero = 2 AND marque = 1")
    assert main(["reseau", "verifier"]) == 1
    fault, whole = said(capsys).splitlines()
    assert "n° 2" in fault and "par_secteur" in fault
    assert whole == "3 dossiers relus : 1 défaut."
