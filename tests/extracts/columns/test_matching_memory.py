"""Columns chosen by hand, remembered for the next file of the same shape."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from visa_data.base import Base
from visa_data.errors import FileRefused
from visa_data.extracts.answers.refusals import ColumnsMissing
from visa_data.extracts.answers.shapes import shape_of
from visa_data.extracts.columns.matching_memory import (
    forget_matching,
    remember_matching,
    remembered_matchings,
)
from visa_data.extracts.reading import read_extract

TODAY = date(2020, 6, 15)
AT = datetime(2020, 5, 12, 9, 5)
TEAMS = "identifiant;nom;statut;benevoles;reserve\nE1;Les Tilleuls;active;4;9\n"
BY_HAND = {"benevoles": "reserve"}


@pytest.fixture
def teams(tmp_path: Path) -> Path:
    path = tmp_path / "equipes.csv"
    path.write_text(TEAMS, encoding="utf-8")
    return path


def test_the_next_file_of_that_shape_is_read_the_same_way(empty_base: Base, teams: Path) -> None:
    extract = read_extract(teams, today=TODAY, mapping=BY_HAND)
    assert remember_matching(empty_base, extract, BY_HAND, at=AT, by="coordination")
    # Next week: other lines, a title above, accents and capitals in the header, columns in another order.
    teams.write_text(
        "Équipes au 18 mai\n\nRéserve;Identifiant;NOM;Statut;Bénévoles\n12;E2;Le Lavoir;active;5\n",
        encoding="utf-8",
    )
    again = read_extract(teams, today=TODAY, remembered=remembered_matchings(empty_base))
    assert again.table["benevoles"].to_pylist() == [12]
    assert again.recognition.notices == ["Correspondance des colonnes reprise de l'import du 12 mai 2020."]
    assert again.recognition.remembered is not None
    forget_matching(empty_base, again.recognition.remembered)
    alone = read_extract(teams, today=TODAY, remembered=remembered_matchings(empty_base))
    assert alone.table["benevoles"].to_pylist() == [5]
    assert alone.recognition.notices == []


def test_another_shape_or_another_kind_is_recognised_by_itself(empty_base: Base, teams: Path) -> None:
    extract = read_extract(teams, today=TODAY, mapping=BY_HAND)
    remember_matching(empty_base, extract, BY_HAND, at=AT, by="coordination")
    remembered = remembered_matchings(empty_base)
    teams.write_text(TEAMS.replace("reserve", "réservistes"), encoding="utf-8")
    assert read_extract(teams, today=TODAY, remembered=remembered).table["benevoles"].to_pylist() == [4]
    teams.write_text(TEAMS, encoding="utf-8")
    with pytest.raises(FileRefused, match="ressources"):
        read_extract(teams, today=TODAY, kind="ressources", remembered=remembered)


def test_a_choice_made_now_wins_over_the_remembered_one(empty_base: Base, teams: Path) -> None:
    extract = read_extract(teams, today=TODAY, mapping=BY_HAND)
    remember_matching(empty_base, extract, BY_HAND, at=AT, by="coordination")
    remembered = remembered_matchings(empty_base)
    again = read_extract(teams, today=TODAY, mapping={"capacite": "reserve"}, remembered=remembered)
    assert again.table["capacite"].to_pylist() == [9]
    assert again.table["benevoles"].to_pylist() == [4]


def test_a_remembered_column_of_names_is_left_out_all_the_same(empty_base: Base, tmp_path: Path) -> None:
    path = tmp_path / "appels.csv"
    path.write_text("reference;date;issue;poste\nR1;12/05/2020;joint;A1\n", encoding="utf-8")
    mapping = {"appelant": "poste"}
    extract = read_extract(path, today=TODAY, mapping=mapping)
    assert remember_matching(empty_base, extract, mapping, at=AT, by="coordination")
    path.write_text("reference;date;issue;poste\nR1;12/05/2020;joint;Inventée Inventée\n", encoding="utf-8")
    again = read_extract(path, today=TODAY, remembered=remembered_matchings(empty_base))
    assert [column.header for column in again.recognition.excluded] == ["poste"]
    assert again.table.num_rows == 1


def test_nothing_is_kept_without_a_choice_or_when_a_header_is_personal(empty_base: Base, teams: Path) -> None:
    assert not remember_matching(empty_base, read_extract(teams, today=TODAY), {}, at=AT, by="coordination")
    teams.write_text(TEAMS.replace("reserve", "Inventée Personne"), encoding="utf-8")
    mapping = {"benevoles": "Inventée Personne"}
    extract = read_extract(teams, today=TODAY, mapping=mapping)
    assert not remember_matching(empty_base, extract, mapping, at=AT, by="coordination")
    assert not remembered_matchings(empty_base)


def test_a_header_that_is_somebodys_is_remembered_by_its_letter(empty_base: Base, teams: Path) -> None:
    teams.write_text(TEAMS.replace("reserve", "exemple@exemple.fr"), encoding="utf-8")
    mapping = {"benevoles": "colonne E"}
    extract = read_extract(teams, today=TODAY, mapping=mapping)
    assert remember_matching(empty_base, extract, mapping, at=AT, by="coordination")
    (kept,) = remembered_matchings(empty_base).values()
    assert kept.columns["benevoles"] == "colonne E"


def test_a_remembered_matching_that_no_longer_fits_is_told(empty_base: Base, teams: Path) -> None:
    mapping = {"nom": "reserve"}
    extract = read_extract(teams, today=TODAY, mapping=mapping)
    remember_matching(empty_base, extract, mapping, at=AT, by="coordination")
    with empty_base.transaction() as cursor:
        cursor.execute('UPDATE correspondances SET colonnes = \'{"ancien_champ": "nom"}\'')
    again = read_extract(teams, today=TODAY, remembered=remembered_matchings(empty_base))
    assert again.table["nom"].to_pylist() == ["Les Tilleuls"]
    assert "ne convient plus" in again.recognition.notices[0]


def test_missing_columns_can_be_shown_by_hand(teams: Path) -> None:
    teams.write_text("identifiant;truc;statut;prénom\nE1;Les Tilleuls;active;Odile\n", encoding="utf-8")
    with pytest.raises(ColumnsMissing) as refused:
        read_extract(teams, today=TODAY, kind="equipes")
    assert refused.value.recognised == {"identifiant": "identifiant", "statut": "statut"}
    assert refused.value.headers == ["identifiant", "truc", "statut"]


def test_the_order_and_the_accents_of_headers_do_not_change_a_shape() -> None:
    assert shape_of(["N° registre", "Date"]) == shape_of(["date", "num_registre", ""])
    assert shape_of(["Date"]) != shape_of(["Date", "Date"])
