"""Where DuckDB puts what its memory does not hold: rows of the base, in files that it makes readable by all.

Their folder, beside the base, is made first and for its owner alone, for as long as the base is open.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from visa_data.private_files import FOLDER_OF_OWNER


def make_spill_folder(base: Path) -> None:
    """Make the folder of a base that this process alone has open; what a killed one had left there goes."""
    folder = _folder(base)
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # no room or no right: DuckDB says it, when it needs the folder
        folder.mkdir(mode=FOLDER_OF_OWNER)


def remove_spill_folder(base: Path) -> None:
    """Remove the folder of a base about to be closed; where it still holds something, DuckDB does as it closes."""
    with suppress(OSError):
        _folder(base).rmdir()


def _folder(base: Path) -> Path:
    """The one that DuckDB takes by itself."""
    return base.with_name(f"{base.name}.tmp")
