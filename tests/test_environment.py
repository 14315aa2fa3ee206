"""Hours are told in the territory's time zone, whatever the machine's."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows garde l'heure de la machine")


def test_a_backup_bears_the_hour_of_the_territory(tmp_path: Path) -> None:
    """La Réunion never changes its hour, and is far from every machine's."""
    own = tmp_path / "reglages.toml"
    own.write_text('fuseau_horaire = "Indian/Reunion"\n', encoding="utf-8")
    given = {"VISA_BASE": str(tmp_path / "visa.duckdb"), "VISA_REGLAGES": str(own), "TZ": "Pacific/Honolulu"}
    before = datetime.now(UTC)
    for command in (["demo"], ["sauvegarder", "--vers", str(tmp_path / "copies")]):
        subprocess.run(
            [sys.executable, "-m", "visa_data", *command],
            env={**os.environ, **given},
            check=True,
            capture_output=True,
        )
    (backup,) = (tmp_path / "copies").glob("*.duckdb")
    told = datetime.strptime(backup.stem, "visa_%Y-%m-%d_%Hh%Mm%S").replace(tzinfo=ZoneInfo("Indian/Reunion"))
    assert before.replace(microsecond=0) <= told <= datetime.now(UTC)
