"""Where the shared data lie: beside the repository, never in it."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def shared_folder(*parts: str) -> Path:
    """A folder or file of the shared data, or a skip that says why."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"shared data absent beside the repository: {'/'.join(parts)}")
    return path
