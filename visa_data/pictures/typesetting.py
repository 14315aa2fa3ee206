"""Data and a constant template → A4 pages, tagged for screen readers (PDF/UA-1), by typst.

Every text reaches the template as a value of a JSON, so that none is read as markup.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from visa_data.pictures.lettering import FONT_FOLDER, drawable

STANDARD: Literal["ua-1"] = "ua-1"


def as_pages(template: Path, contents: object, at: datetime) -> bytes:
    """The PDF of a template that reads `sys.inputs.contents`, dated of that moment."""
    with _compiler(template, contents) as compiler:
        pages = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=int(at.timestamp()))
    assert isinstance(pages, bytes)
    return pages


def told_by(template: Path, contents: object, label: str) -> Any:
    """The value of the one metadata of that label (« <pages> »)."""
    with _compiler(template, contents) as compiler:
        return json.loads(compiler.query(label, field="value", one=True))


@contextmanager
def _compiler(template: Path, contents: object) -> Iterator[typst.Compiler]:
    # An empty folder as root: the template can read no file of this machine.
    with tempfile.TemporaryDirectory() as nothing:
        yield typst.Compiler(
            template.read_bytes(),
            root=nothing,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"contents": drawable(json.dumps(contents, ensure_ascii=False))},
            package_path=nothing,
            package_cache_path=nothing,
        )


@cache
def _fonts() -> typst.Fonts:
    """The one font, and nothing of the machine's: the same pages everywhere."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )
