"""Who wrote is one code everywhere in the base, and one label on screen."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from visa_data.base import Base
from visa_data.base.migrations import CREATE_META, steps
from visa_data.roles import Author, Role, author_label

OLD_LABELS = {
    "Coordination": "coordination",
    "Comité de pilotage": "comite",
    "Ligne de commande": "ligne_de_commande",
    "Dossier surveillé": "dossier_surveille",
    "": "",
}


def test_labels_kept_by_an_older_version_become_codes(tmp_path: Path) -> None:
    path = tmp_path / "visa.duckdb"
    with duckdb.connect(str(path)) as old:
        old.execute(CREATE_META)
        for version, script in steps():
            if version < 8:
                old.execute(script)
        old.execute("INSERT INTO meta VALUES ('version_schema', '7'), ('version_donnees', '3')")
        for number, label in enumerate(OLD_LABELS):
            old.execute("INSERT INTO imports_circonstances VALUES (?, ?, 0, NULL)", [number, label])
    with Base(path) as base, base.cursor() as cursor:
        rows = cursor.execute("SELECT fait_par FROM imports_circonstances ORDER BY import_id").fetchall()
    codes = [code for (code,) in rows]
    assert codes == list(OLD_LABELS.values())
    assert [author_label(code) for code in codes] == list(OLD_LABELS)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_writes_under_its_own_code_and_reads_as_itself(role: Role) -> None:
    assert role.author.value == role.value
    assert role.author.label == role.label


def test_every_author_has_a_label_of_its_own() -> None:
    labels = {author.label for author in Author}
    assert len(labels) == len(Author)
    assert not labels & {author.value for author in Author}
