"""Lakes: in a folder, and in PostgreSQL and S3 where the tests can start them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.network.postgres import USER, Postgres, postgres
from tests.network.s3_server import s3_server
from visa_data.network.lake import Place, place_of

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """One for the whole session; skipped with a reason where there is none."""
    with postgres() as server:
        yield server


@pytest.fixture(scope="session")
def storage() -> Iterator[tuple[str, dict[str, bytes]]]:
    """Address and objects of an S3-compatible storage."""
    with s3_server() as found:
        yield found


@pytest.fixture
def remote_lake(
    postgres_server: Postgres, storage: tuple[str, dict[str, bytes]], tmp_path: Path
) -> Callable[[], Path]:
    """Makes the settings of an empty lake in PostgreSQL and S3."""

    def make() -> Path:
        name = f"reseau{next(_numbers)}"
        postgres_server.new_database(name)
        (tmp_path / "secret").write_text("secret-invente\n")
        path = tmp_path / f"{name}.toml"
        path.write_text(
            f"""
            [catalogue]
            hote = "127.0.0.1"
            port = {postgres_server.port}
            base = "{name}"
            utilisateur = "{USER}"
            [fichiers]
            lieu = "s3://{name}/lac/"
            adresse = "{storage[0]}"
            region = "eu-west-3"
            cle = "cle-inventee"
            secret = "secret"
            """
        )
        return path

    return make


@pytest.fixture(params=["dossier", "postgres_s3"])
def lake(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place, of each kind."""
    if request.param == "dossier":
        return place_of(tmp_path / "lac")
    return place_of(request.getfixturevalue("remote_lake")())
