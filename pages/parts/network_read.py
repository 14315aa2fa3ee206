"""The network's lake as this server reads it: looked at every half minute at most, its answers kept while it has not changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from visa_data.network.lake import place_of
from visa_data.network.reading import days_of, read_told
from visa_data.network.view import Network, Viewer, network_of

NETWORK = "Réseau des coopérations"
SECONDS = 30
"""Between two looks: opening a lake takes a third of a second, and with its own catalogue keeps publishers waiting."""


@st.cache_data(ttl=SECONDS, max_entries=2, show_spinner=False)
def lake_version(lake: str, cooperation: str | None) -> tuple[str, tuple[date, ...]]:
    """Of what the lake holds, and the days that this reader may choose, the latest first. Raises VisaError."""
    version, days = days_of(place_of(Path(lake)), cooperation)
    return f"{lake}:{version}", days


@st.cache_resource(max_entries=8, show_spinner=False)
def network_read(version: str, day: date, cooperation: str | None, _lake: Path) -> Network:
    """What this server's reader may see at the end of a day; shared, not to be changed."""
    return network_of(read_told(place_of(_lake), day), Viewer(cooperation))
