"""What an import says of itself, word for word."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.plain_text import plain
from visa_data.errors import RowError, Severity
from visa_data.extracts.answers.extract import Recognition
from visa_data.extracts.answers.line_ranges import line_ranges
from visa_data.extracts.kinds import KINDS
from visa_data.extracts.loading import accounts
from visa_data.extracts.loading.absences import Absences
from visa_data.extracts.loading.history import Undoable
from visa_data.extracts.loading.outcome import Counts, Outcome
from visa_data.extracts.reading import read_extract


def error(line: int, reason: str, severity: Severity = Severity.REJECTED, suggestion: str = "") -> RowError:
    return RowError(line, "Date", "31/02", reason, suggestion, severity)


def test_five_counts_in_one_sentence() -> None:
    assert plain(accounts.counts_sentence(Counts(1256, 0, 1, 26, 3))) == (
        "1 286 lignes lues : 1 256 ajoutées, 0 modifiée, 1 inchangée, 26 écartées et 3 rejetées."
    )
    assert plain(accounts.counts_sentence(Counts(1, 0, 0, 0, 0))) == (
        "1 ligne lue : 1 ajoutée, 0 modifiée, 0 inchangée, 0 écartée et 0 rejetée."
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([12], "ligne 12"),
        ([40, 41, 42, 43, 12, 12], "lignes 12 et 40–43"),
        ([1, 3, 5, 6], "lignes 1, 3 et 5–6"),
    ],
)
def test_lines_in_ranges(lines: list[int], expected: str) -> None:
    assert line_ranges(lines) == expected


def test_many_ranges_are_counted() -> None:
    assert plain(line_ranges([1, 3, 5, 7, 8], shown=2)) == "lignes 1, 3 et 3 autres"
    assert plain(line_ranges([1, 3, 5], shown=2)) == "lignes 1, 3 et 1 autre"


def test_a_text_file_is_described() -> None:
    seen = Recognition("Windows-1252", "point-virgule", "", 2, 4, [], [], [])
    assert plain(accounts.recognised_as(KINDS["appels"], seen)) == (
        "Appels, encodage Windows-1252, colonnes séparées par : point-virgule, "
        "2 lignes de titre laissées de côté, en-tête à la ligne 4."
    )


def test_a_workbook_and_outlines_are_described() -> None:
    sheet = Recognition("Classeur", "", "Ressources", 0, 1, [], [], [])
    assert plain(accounts.recognised_as(KINDS["ressources"], sheet)) == (
        "Ressources, feuille « Ressources », classeur, en-tête à la ligne 1."
    )
    layer = Recognition("GeoJSON, UTF-8", "", "communes", 0, 0, [], [], [])
    assert plain(accounts.recognised_as(KINDS["zones"], layer)) == (
        "Contours des zones, couche « communes », encodage GeoJSON, UTF-8."
    )


def test_causes_are_grouped_most_frequent_first_with_their_suggestion() -> None:
    frame = accounts.causes(
        [
            error(9, "Date impossible"),
            error(4, "Date impossible", suggestion="12/05/2020"),
            error(5, "Personne inconnue", Severity.SET_ASIDE),
            error(6, "Hors des zones", Severity.WARNING),
            error(10, "Date impossible"),
        ]
    )
    assert frame.iloc[0].tolist() == [
        "Date impossible",
        "Rejetée",
        "Date",
        3,
        "lignes 4 et 9–10",
        "«\xa031/02\xa0»",
        "12/05/2020",
    ]
    assert frame["Ce qu'il en advient"].tolist()[1:] == ["Écartée", "Gardée, à vérifier"]


def test_no_problem_no_cause() -> None:
    assert accounts.causes([]).empty
    assert "Cause" in accounts.causes([]).columns


def test_lines_to_correct_leave_warnings_out() -> None:
    outcome = Outcome(
        1,
        "appels",
        "a.csv",
        Counts(0, 0, 0, 1, 1),
        [error(9, "X"), error(3, "Y", Severity.SET_ASIDE, "voir Z"), error(1, "W", Severity.WARNING)],
        [],
    )
    assert accounts.lines_to_correct([outcome]).to_numpy().tolist() == [
        ["a.csv", 3, "Date", "31/02", "Y", "voir Z"],
        ["a.csv", 9, "Date", "31/02", "X", ""],
    ]


def test_changes_by_field_the_most_changed_first() -> None:
    assert plain(accounts.changes_sentence(KINDS["equipes"], {"benevoles": 1, "statut": 3})) == (
        "Valeurs modifiées : Statut (3) et Nombre de bénévoles (1)."
    )
    assert accounts.changes_sentence(KINDS["equipes"], {}) == ""


def test_what_an_undo_takes_back() -> None:
    assert plain(accounts.undo_sentence(Undoable(7, "appels.csv", "appels", 120, 1, 0, ()))) == (
        "Annuler l'import n° 7 de « appels.csv » : 120 lignes ajoutées seront retirées et "
        "1 ligne modifiée reprendra ses valeurs d'avant."
    )
    assert plain(accounts.undo_sentence(Undoable(7, "appels.csv", "appels", 0, 2, 1, ()))) == (
        "Annuler l'import n° 7 de « appels.csv » : 2 lignes modifiées reprendront leurs valeurs d'avant. "
        "1 personne effacée pour refus ne revient pas."
    )
    assert plain(accounts.undo_sentence(Undoable(7, "appels.csv", "appels", 0, 0, 2, ()))) == (
        "Annuler l'import n° 7 de « appels.csv » : aucune ligne à reprendre. "
        "2 personnes effacées pour refus ne reviennent pas."
    )


def test_the_absent_are_told_by_origin() -> None:
    frame = pd.DataFrame(
        {"identifiant": ["R1", "R2", "R3"], "detail": ["CAF", "Registre communal", "Registre communal"]}
    )
    assert plain(accounts.absences_sentence(KINDS["personnes"], Absences(frame, 0))) == (
        "3 personnes inscrites, de la même origine, ne sont pas dans ce fichier "
        "(une ligne rejetée compte comme présente) : Registre communal 2 et CAF 1."
    )


def test_first_lines_are_written_as_a_reader_expects(tmp_path: Path) -> None:
    path = tmp_path / "appels.csv"
    path.write_text(
        "reference,date_appel,appelant,issue,niveau,besoins\nR1,2020-04-02 10:05,A1,numero_invalide,2,parler|argent\n"
        "R2,2020-04-03,A1,joint,,\n",
        encoding="utf-8",
    )
    frame = accounts.first_lines(read_extract(path))
    assert frame.to_numpy().tolist() == [
        ["2", "R1", "02/04/2020 10:05", "A1", "Faux numéro", "2", "Parler avec autrui, Retirer de l'argent"],
        ["3", "R2", "03/04/2020", "A1", "Joint", "", ""],
    ]


def test_each_reported_line_in_the_order_of_the_file() -> None:
    frame = accounts.each_line([error(9, "X"), error(3, "Y", Severity.WARNING, "voir Z")])
    assert frame.to_numpy().tolist() == [
        [3, "Date", "31/02", "Y", "Gardée, à vérifier", "voir Z"],
        [9, "Date", "31/02", "X", "Rejetée", ""],
    ]


@pytest.mark.parametrize(("value", "words"), [(1.0, "sûre"), (0.9, "probable"), (0.4, "à vérifier")])
def test_confidence_in_words(value: float, words: str) -> None:
    assert accounts.confidence_words(value) == words
