"""Every screen, on every state of a base, in both roles: a true French page, and nobody in the committee's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pages.seen import OpenDashboard, everything, texts
from tests.shared_data import ROOT
from tests.traces import unfolded

SCREENS = sorted(path.stem for path in (ROOT / "pages" / "screens").glob("*.py") if path.stem != "__init__")
ROLES = ("comite", "coordination")
STATES = {
    "exemple": ("sample_base_file", {}),
    "vide": ("empty_base_file", {}),
    "sans appel": ("base_without_calls", {}),
    "avant tout": ("sample_base_file", {"date": "2001-01-08", "avant": "2001-01-01"}),
}
NOT_FRENCH = re.compile(r"\b(?:nan|NaN|NaT|None|Traceback|inf)\b")
REFERENCE = re.compile(rb"VA0\d{4}")
"""References of the sample's register."""


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("screen", SCREENS)
def test_opens_on_a_true_page(
    screen: str,
    role: str,
    state: str,
    open_dashboard: OpenDashboard,
    downloads: list[tuple[str, bytes]],
    request: pytest.FixtureRequest,
) -> None:
    fixture, address = STATES[state]
    base: Path = request.getfixturevalue(fixture)
    app = open_dashboard(base, role, screen=screen, address=address)
    assert not app.exception, [one.message for one in app.exception]
    assert not app.error, [one.value for one in app.error]
    assert len(app.title) == 1, "a screen has one title"
    odd = [text[:300] for text in texts(app) if NOT_FRENCH.search(text)]
    assert odd == []
    assert [
        one.value for one in app.dataframe if one.value.isna().any(axis=None) and not one.proto.placeholder
    ] == []
    if role == "comite":
        assert REFERENCE.findall(everything(app)) == []
        for name, content in downloads:
            assert REFERENCE.findall(unfolded(content)) == [], name


def test_the_references_looked_for_are_those_of_the_sample(
    open_dashboard: OpenDashboard, sample_base_file: Path
) -> None:
    """The guard above would see a reference: the coordination's own page holds some."""
    app = open_dashboard(sample_base_file, "coordination", screen="campagne")
    assert REFERENCE.findall(everything(app))
