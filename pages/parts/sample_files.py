"""The invented files to try the import with, in one archive."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from pages.parts.downloads import file_button

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("sample_data/brut",)
OUTLINES = ("geodata/communes.geojson", "geodata/iris_aurevilliers.geojson")


def sample_archive() -> bytes:
    """A .zip of the raw sample extracts and of the sample outlines."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in FOLDERS:
            for path in sorted((ROOT / folder).iterdir()):
                archive.write(path, f"exemple/{path.name}")
        for name in OUTLINES:
            archive.write(ROOT / name, f"exemple/{Path(name).name}")
    return buffer.getvalue()


def sample_download() -> None:
    """The button that gives them."""
    file_button(
        "Télécharger des fichiers d'essai (inventés)",
        sample_archive,
        "visa_fichiers_d_essai.zip",
        key="fichiers_essai",
        note="Les extractions d'exemple et leurs contours : décompressez, puis déposez les fichiers ici.",
    )
