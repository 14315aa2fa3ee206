"""Columns chosen by hand, kept in the base for the next file of the same shape."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.answers.shapes import Remembered, RememberedMatching
from visa_data.extracts.columns.matching import storable_header
from visa_data.roles import Author


def remember_matching(
    base: Base, extract: Extract, mapping: Mapping[str, str], *, at: datetime, by: Author
) -> bool:
    """Keep how the columns of this extract were matched, for the next file of its shape and kind.

    mapping: what was chosen by hand (field to header, "" to leave a field out). The whole matching is kept,
    so that the next file is read exactly like this one. by: a role, never a name.
    Returns False, and keeps nothing, when there is nothing chosen, the file has no header row (outlines),
    or a header can be somebody's name, telephone, e-mail or number.
    """
    found = {match.field: match.header for match in extract.recognition.matches}
    columns = {field.name: found.get(field.name, "") for field in extract.kind.fields}
    shape = extract.recognition.shape
    if (
        not mapping
        or not shape
        or any(storable_header(header, extract.kind) != header for header in columns.values())
    ):
        return False
    with base.transaction(Acte.CORRESPONDANCE) as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO correspondances VALUES (?, ?, ?, ?, ?)",
            [shape, extract.kind.name, json.dumps(columns, ensure_ascii=False), at, Author(by).value],
        )
    return True


def remembered_matchings(base: Base) -> Remembered:
    """Everything remembered, as `read_extract` takes it."""
    with base.cursor() as cursor:
        rows = cursor.execute(
            "SELECT forme, type, colonnes, retenue_le, retenue_par FROM correspondances ORDER BY retenue_le"
        ).fetchall()
    return {
        (shape, kind): RememberedMatching(shape, kind, json.loads(columns), at, by)
        for shape, kind, columns, at, by in rows
    }


def forget_matching(base: Base, matching: RememberedMatching) -> None:
    """Forget what was remembered for one shape and kind: the next file is recognised by itself."""
    with base.transaction(Acte.CORRESPONDANCE) as cursor:
        cursor.execute(
            "DELETE FROM correspondances WHERE forme = ? AND type = ?", [matching.shape, matching.kind]
        )
