"""Figures, protection and presentation of a local VISA cooperation, usable without Streamlit.

    import visa_data

    base = visa_data.open("x.duckdb")
    base.coverage("2020-06-07", by="zone")

Importing the package loads nothing: `open` does.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visa_data.cooperation import Cooperation


def open(path: Path | str | None = None, *, settings: Path | str | None = None) -> Cooperation:
    """The base at `path` (else that of VISA_BASE): see `visa_data.cooperation.Cooperation` for what it answers.

    settings: the territory's own thresholds, a TOML file (else that of VISA_REGLAGES). Nothing is opened, nor
    made, before the first answer.
    """
    from visa_data.cooperation import Cooperation

    return Cooperation(path, settings=settings)
