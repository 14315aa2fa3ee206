"""Files made by hand for the readers: workbooks of a few calls, and a gzip without end."""

from __future__ import annotations

import io
import zlib

import openpyxl

from tests.damage.valid_files import zipped

CALLS = (
    ("Date", "N° registre", "Résultat", "Durée (min)"),
    *((f"{day:02d}/05/2020", f"R{day}", "Joint", str(day)) for day in range(1, 29)),
)
_ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>{}'
    "</office:spreadsheet></office:body></office:document-content>"
)
_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods(*rows: str) -> bytes:
    """An OpenDocument spreadsheet of one sheet, its rows as they are written."""
    table = f'<table:table table:name="Appels">{"".join(rows)}</table:table>'
    return zipped(
        {
            "mimetype": _MIMETYPE.encode(),
            "META-INF/manifest.xml": b'<?xml version="1.0"?><manifest/>',
            "content.xml": _ODS.format(table).encode(),
        }
    )


def ods_row(*cells: str, attributes: str = "") -> str:
    written = (
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row{attributes}>{''.join(written)}</table:table-row>"


def xlsx() -> bytes:
    workbook = openpyxl.Workbook()
    for row in CALLS:
        workbook.active.append(row)
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


def bomb(size: int) -> bytes:
    """A gzip of `size` zeros, made without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(bytes(1 << 20)) for _ in range(size >> 20)]
    return b"".join([*pieces, packer.flush()])
