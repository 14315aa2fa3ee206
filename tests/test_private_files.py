"""Files that are their owner's alone from the first byte, and whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from visa_data.private_files import made_private, make_private_folder, write_private

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="les droits d'un fichier se disent autrement sous Windows"
)


def mode(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


def test_a_file_is_its_owner_s_alone_without_being_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, everyone_s_umask: None
) -> None:
    monkeypatch.setattr(os, "chmod", lambda *arguments, **named: pytest.fail("mended afterwards"))
    write_private(tmp_path / "noms.csv", b"reference\n")
    assert mode(tmp_path / "noms.csv") == "0o600"
    assert (tmp_path / "noms.csv").read_bytes() == b"reference\n"


def test_who_had_the_former_file_open_does_not_read_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "noms.csv"
    path.write_bytes(b"avant")
    path.chmod(0o666)
    with path.open("rb") as others:
        write_private(path, b"apres")
        assert others.read() == b"avant"
    assert (mode(path), path.read_bytes()) == ("0o600", b"apres")


def test_a_link_stays_a_link_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    link, kept, pipe = tmp_path / "lien.csv", tmp_path / "ailleurs.csv", tmp_path / "tuyau"
    kept.write_bytes(b"avant")
    link.symlink_to(kept)
    write_private(link, b"apres")
    assert link.is_symlink() and kept.read_bytes() == b"apres"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_private(pipe, b"lu")
        assert os.read(reader, 10) == b"lu"
    finally:
        os.close(reader)


def test_a_write_that_fails_leaves_what_was_there_and_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "dossier").mkdir()
    with pytest.raises(OSError):
        write_private(tmp_path / "dossier", b"x")
    assert [path.name for path in tmp_path.rglob("*")] == ["dossier"]


def test_every_folder_that_is_made_is_its_owner_s_alone_and_one_that_is_there_stays(
    tmp_path: Path, everyone_s_umask: None
) -> None:
    there = tmp_path / "la"
    there.mkdir()
    make_private_folder(there / "un" / "deux")
    assert [mode(path) for path in (there, there / "un", there / "un" / "deux")] == [
        "0o755",
        "0o700",
        "0o700",
    ]
    make_private_folder(there)
    assert mode(there) == "0o755"


def test_what_a_library_makes_is_private_and_the_mask_is_given_back(
    tmp_path: Path, everyone_s_umask: None
) -> None:
    with pytest.raises(ZeroDivisionError), made_private():
        (tmp_path / "dedans").touch()
        _ = 1 / 0
    (tmp_path / "apres").touch()
    assert (mode(tmp_path / "dedans"), mode(tmp_path / "apres")) == ("0o600", "0o644")
