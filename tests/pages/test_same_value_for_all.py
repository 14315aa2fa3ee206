"""The register that has no origin: one value for the whole file, said on the page."""

from __future__ import annotations

from pathlib import Path

from pages.parts.context import shared_base
from tests.pages.seen import OpenDashboard, texts
from tests.plain_text import plain

REGISTER = "N° registre;Date d'inscription;Consentement\nR1;12/05/2020;Oui\nR2;13/05/2020;Oui\n"
ORIGIN = "Origine : la même valeur pour tout le fichier"


def test_a_missing_column_is_given_one_value_then_imported(
    open_dashboard: OpenDashboard, tmp_path: Path
) -> None:
    where = tmp_path / "neuve.duckdb"
    app = open_dashboard(where, "coordination", screen="importer")
    app.file_uploader[0].set_value([("registre.csv", REGISTER.encode(), "text/csv")]).run()
    assert "il y manque la colonne « Origine »" in plain(app.error[0].value).replace("\\", "")
    app.toggle[0].set_value(True).run()
    offered = [plain(box.label) for box in app.selectbox if "la même valeur" in box.label]
    assert offered == [ORIGIN], "only what the file lacks, and that a whole file may share"
    next(box for box in app.selectbox if plain(box.label) == ORIGIN).set_value("registre_communal").run()
    assert not app.exception and not app.error
    said = plain("\n".join(texts(app))).replace("\\", "")
    assert "« Origine » : « registre_communal » pour tout le fichier, à votre demande (2 lignes)." in said
    app.button(key="importer").click().run()
    assert not app.exception
    with shared_base(str(where)).cursor() as cursor:
        assert cursor.execute("SELECT source, count(*) FROM personnes GROUP BY 1").fetchall() == [
            ("registre_communal", 2)
        ]
        assert cursor.execute("SELECT count(*) FROM correspondances").fetchone() == (0,)
