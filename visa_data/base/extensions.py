"""DuckDB's extensions, from the wheels that they are installed as: loaded from where they are, never fetched."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import duckdb

from visa_data.errors import VisaError


def load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Let this connection use it. Raises VisaError when its wheel is not installed, or is of another DuckDB."""
    package = find_spec(f"duckdb_extension_{name}")
    places = [
        found
        for folder in (package.submodule_search_locations or [] if package else [])
        for found in Path(folder).glob(f"extensions/v{duckdb.__version__}/{name}.duckdb_extension")
    ]
    if not places:
        raise VisaError(
            "Installation incomplète",
            f"il manque le paquet « duckdb-extension-{name.replace('_', '-')} », ou il n'est pas de la même version que DuckDB. "
            "Refaites l'installation (python3 scripts/setup.py), puis recommencez.",
        )
    quoted = str(places[0]).replace("'", "''")
    connection.execute(f"LOAD '{quoted}'")
