"""Where the table starts and ends: headers on two rows, repeated or replaced in the middle, totals, other dates."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.plain_text import plain
from visa_data.errors import Severity
from visa_data.extracts.answers.choices import ChoiceNeeded
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.columns.header_rows import clean_headers
from visa_data.extracts.reading import read_extract

TODAY = date(2020, 6, 15)
REGISTER = (
    "Personne;;Inscription;;Radiation;\n"
    "N° registre;Consentement;date;origine;date;motif\n"
    "R1;Oui;12/02/2019;Registre;13/03/2020;décès\n"
    "R2;Oui;14/02/2019;Carsat;;\n"
)
CALLS = "Date;N° registre;Résultat;Appelant\n16/03/2020;R1;Joint;A1\n"
NEEDS = ("R1;Se nourrir;16/03/2020;Exprimé\n", "R2;Parler;17/03/2020;Exprimé\n")


def read(folder: Path, content: str, **options: object) -> Extract:
    path = folder / "fichier.csv"
    path.write_text(content, encoding="utf-8")
    return read_extract(path, today=TODAY, **options)  # type: ignore[arg-type]


def notices(extract: Extract) -> list[str]:
    return [plain(notice) for notice in extract.recognition.notices]


def matches(extract: Extract) -> dict[str, str]:
    return {match.field: match.header for match in extract.recognition.matches}


def test_groups_above_the_header_are_joined_with_it(tmp_path: Path) -> None:
    extract = read(tmp_path, "Registre communal\n\n" + REGISTER)
    assert matches(extract) == {
        "reference": "N° registre",
        "source": "origine",
        "date_inscription": "date Inscription",
        "date_radiation": "date Radiation",
        "consentement": "Consentement",
    }
    assert extract.table.num_rows == 2
    assert (extract.recognition.title_lines, extract.recognition.header_line) == (1, 4)
    assert notices(extract)[0] == "En-tête sur deux lignes (3 et 4) : leurs titres ont été joints."
    by_hand = read(tmp_path, REGISTER, mapping={"date_radiation": "", "date_inscription": "date Radiation"})
    assert by_hand.table["date_inscription"].to_pylist()[0] == date(2020, 3, 13)


def test_groups_merged_in_a_workbook(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for line in REGISTER.splitlines():
        sheet.append([cell or None for cell in line.split(";")])
    for cells in ("A1:B1", "C1:D1", "E1:F1"):
        sheet.merge_cells(cells)
    workbook.save(tmp_path / "registre.xlsx")
    extract = read_extract(tmp_path / "registre.xlsx", today=TODAY)
    assert matches(extract)["date_inscription"] == "date Inscription"
    assert extract.table["date_radiation"].to_pylist() == [date(2020, 3, 13), None]


def test_titles_cut_in_two_rows(tmp_path: Path) -> None:
    extract = read(
        tmp_path, "Date de;N° de;Résultat de;\nl'appel;registre;l'appel;Durée\n16/03/2020;R1;Joint;5\n"
    )
    assert matches(extract) == {
        "reference": "N° de registre",
        "date_appel": "Date de l'appel",
        "issue": "Résultat de l'appel",
        "duree_min": "Durée",
    }
    assert extract.lines_read == 1


def test_a_repeated_header_on_two_rows(tmp_path: Path) -> None:
    extract = read(tmp_path, REGISTER + REGISTER.replace("R1;", "R3;").replace("R2;", "R4;"))
    assert extract.table["reference"].to_pylist() == ["R1", "R2", "R3", "R4"]
    assert extract.problems == []


def test_a_header_over_a_first_line_of_data_stays_on_one_row(tmp_path: Path) -> None:
    extract = read(tmp_path, "Date;N° registre;Résultat;;Durée\n16/03/2020;R1;Joint;Niveau;5\n")
    assert extract.table.num_rows == 1


def test_a_header_repeated_with_other_capitals_and_spaces(tmp_path: Path) -> None:
    extract = read(tmp_path, CALLS + "DATE; N°  registre ;RÉSULTAT;APPELANT;;\n17/03/2020;R2;Joint;A1\n")
    assert (extract.table.num_rows, extract.problems) == (2, [])
    assert notices(extract) == ["En-tête répété au milieu du fichier : 1 ligne passée."]


def test_tables_one_under_the_other_are_read_together_when_their_columns_are_the_same(tmp_path: Path) -> None:
    under = "\nSemaine 13;;;\nN° registre;Date;Résultat;Qui ?;Appelant\nR2;17/03/2020;Joint;x;A1\nR3;18/03/2020;Joint;;\n"
    content = CALLS + under + CALLS.replace("R1", "R9") + "32/01/2020;R8;Joint;A1\n"
    extract = read(tmp_path, content)
    assert extract.table.select(["ligne", "reference", "appelant"]).to_pylist() == [
        {"ligne": 2, "reference": "R1", "appelant": "A1"},
        {"ligne": 6, "reference": "R2", "appelant": "A1"},
        {"ligne": 7, "reference": "R3", "appelant": None},
        {"ligne": 9, "reference": "R9", "appelant": "A1"},
    ]
    assert [(p.line, p.column) for p in extract.problems if p.severity is Severity.REJECTED] == [
        (10, "Date"),
    ]
    assert notices(extract)[0] == (
        "Tableaux l'un sous l'autre, de mêmes colonnes, lus ensemble : en-têtes, lignes 1, 5 et 8. "
        "Titre passé au-dessus d'un en-tête : ligne 4."
    )


def test_a_table_of_another_kind_below_is_rejected_and_offered(tmp_path: Path) -> None:
    needs = "Référence;Besoin;Date;Statut\n" + "".join(NEEDS)
    with pytest.raises(ChoiceNeeded) as caught:
        read(tmp_path, CALLS + "\n\n" + needs)
    assert (caught.value.title, plain(caught.value.message)) == (
        "Plusieurs tableaux",
        "Ce fichier porte plusieurs tableaux l'un sous l'autre, de types différents (en-têtes aux lignes 1 et 5). "
        "Choisissez celui à lire (--en-tete), puis chargez les autres de la même façon.",
    )
    first, second = caught.value.alternatives
    assert [plain(one.label) for one in (first, second)] == [
        "Tableau de la ligne 1 (Appels)",
        "Tableau de la ligne 5 (Besoins essentiels)",
    ]
    above = read(tmp_path, CALLS + "\n\n" + needs, choice=first.choice)
    assert (above.kind.name, above.lines_read, {p.line for p in above.problems}) == ("appels", 3, {6, 7})
    below = read(tmp_path, CALLS + "\n\n" + needs, choice=second.choice)
    assert (below.kind.name, below.lines_read, below.problems) == ("besoins", 2, [])
    assert below.table["ligne"].to_pylist() == [6, 7]
    assert notices(below)[0] == "Lignes 1 à 4 : au-dessus de l'en-tête choisi, non lues."


def test_a_table_of_another_kind_far_below_is_rejected_and_offered(tmp_path: Path) -> None:
    calls = CALLS + "".join(f"17/03/2020;R{i};Joint;A1\n" for i in range(2, 400))
    content = calls + "\nRéférence;Besoin;Date;Statut\n" + "".join(NEEDS)
    extract = read(tmp_path, content)
    assert (extract.kind.name, extract.lines_read, extract.table.num_rows) == ("appels", 401, 399)
    assert {p.line for p in extract.problems} == {403, 404}
    (offered,) = [one for one in extract.recognition.alternatives if one.choice.header_line]
    assert plain(offered.label) == "Tableau de la ligne 402 seul (Besoins essentiels)"
    below = read(tmp_path, content, choice=offered.choice)
    assert (below.kind.name, below.lines_read, below.problems) == ("besoins", 2, [])
    assert below.table["ligne"].to_pylist() == [403, 404]


def test_lines_under_another_header_are_rejected_until_the_first_comes_back(tmp_path: Path) -> None:
    away = "N° registre;Date;Résultat\nR2;17/03/2020;Joint;A1\nR3;18/03/2020;Joint;\n"
    extract = read(tmp_path, CALLS + away + CALLS.replace("R1", "R9"))
    assert extract.table["reference"].to_pylist() == ["R1", "R9"]
    rejected = {p.line for p in extract.problems if p.severity is Severity.REJECTED}
    assert rejected == {4, 5}
    assert {plain(p.reason) for p in extract.problems} == {
        "Ligne sous un autre en-tête : les colonnes ne sont plus les mêmes"
    }
    assert extract.lines_read == 4
    assert notices(extract)[0] == "En-tête répété au milieu du fichier : 1 ligne passée."
    assert notices(extract)[1] == (
        "Autre en-tête au milieu du fichier, ligne 3 : les lignes qui le suivent sont rejetées."
    )


def test_codes_and_labels_of_the_columns_one_under_the_other(tmp_path: Path) -> None:
    for content in ("date_appel;reference;issue;appelant\n" + CALLS, CALLS):
        extract = read(tmp_path, content)
        assert (extract.table["reference"].to_pylist(), extract.problems) == (["R1"], [])
    extract = read(tmp_path, "date_appel;reference;issue;appelant\n" + CALLS)
    assert notices(extract) == ["En-tête répété au milieu du fichier : 1 ligne passée."]
    assert extract.recognition.header_line == 1


@pytest.mark.parametrize(
    "note", ["* données provisoires;;;", "(1) hors visites", ";;;Champ : commune", "Légende : rien;;"]
)
def test_notes_below_the_table_are_passed_over(tmp_path: Path, note: str) -> None:
    extract = read(tmp_path, f"{CALLS}{note}\n")
    assert (extract.lines_read, extract.problems) == (1, [])
    among = read(tmp_path, f"{CALLS}{note}\n17/03/2020;R2;Joint;A1\n")
    assert (among.lines_read, [p.line for p in among.problems]) == (3, [3])


def test_data_above_the_header_are_rejected_not_lost(tmp_path: Path) -> None:
    header, first = CALLS.splitlines(keepends=True)
    extract = read(tmp_path, f"Export du 15/06/2020;page 1;;\n{first}{header}{first.replace('R1', 'R2')}")
    assert (extract.table["reference"].to_pylist(), extract.lines_read) == (["R2"], 2)
    assert [(p.line, p.reason) for p in extract.problems] == [(2, "Ligne remplie au-dessus de l'en-tête")]
    assert extract.recognition.title_lines == 1


def test_a_total_with_figures_is_a_footer(tmp_path: Path) -> None:
    content = (
        "codgeo;annee;pop;75 ans et plus\n59363;2020;1200;56\nTotal général;2020;1200;56\n;Total;1200;56\n"
    )
    extract = read(tmp_path, content + "Édité le 3 juin;;;\n")
    assert (extract.lines_read, extract.problems) == (1, [])
    assert notices(extract) == ["Pied de tableau (total, source…) : 3 lignes passées."]


@pytest.mark.parametrize(
    ("days", "doubt"),
    [
        (("01/06/2020", "02/06/2020", "05/06/2020"), ""),
        (("05/06/2020", "13/06/2020"), ""),
        (("2020-06-05", "2020-05-06"), ""),
        (("06/06/2020",), ""),
        (
            ("05/01/2020", "05/02/2020", "05/03/2020"),
            "Colonne « Date » : chaque date peut se lire jour/mois ou mois/jour ; lues le jour d'abord, du "
            "5 janvier 2020 au 5 mars 2020.",
        ),
        (
            ("05/13/2020", "05/06/2020", "13/06/2020"),
            "Colonne « Date » : des dates ont le jour d'abord (13/05/2020), d'autres le mois (05/13/2020). Celles qui se "
            "prêtent aux deux ont été lues le jour d'abord ; les autres sont rejetées.",
        ),
    ],
)
def test_dates_that_can_be_read_in_both_orders(tmp_path: Path, days: tuple[str, ...], doubt: str) -> None:
    content = "Date;N° registre;Résultat\n" + "".join(f"{day};R{i};Joint\n" for i, day in enumerate(days))
    extract = read(tmp_path, content)
    assert notices(extract) == ([doubt] if doubt else [])
    assert [a.label for a in extract.recognition.alternatives] == (
        ["Dates lues le mois d'abord (05/13/2020)"] if doubt else []
    )


def test_a_column_that_proves_its_month_first_is_asked_about(tmp_path: Path) -> None:
    content = "Date;Heure;N° registre;Résultat\n05/13/2020;9h;R1;Joint\n05/06/2020;;R2;Joint\n05/07/2020;;R3;Joint\n"
    with pytest.raises(ChoiceNeeded) as doubt:
        read(tmp_path, content)
    assert doubt.value.title == "Jour ou mois d'abord"
    assert doubt.value.message.replace("\u00a0", " ") == (
        "Dans la colonne « Date », des dates ont le mois avant le jour (05/13/2020), et aucune le jour avant le mois. "
        "Choisissez l'ordre de toutes les dates de ce fichier (--mois-avant-jour ou --jour-avant-mois)."
    )
    month, day = doubt.value.alternatives
    assert [month.label, day.label] == [
        "Dates lues le mois d'abord (05/13/2020)",
        "Dates lues le jour d'abord (13/05/2020), les autres rejetées",
    ]
    extract = read(tmp_path, content, choice=month.choice)
    assert [str(d)[:10] for d in extract.table["date_appel"].to_pylist()] == [
        "2020-05-13",
        "2020-05-06",
        "2020-05-07",
    ]
    assert (extract.problems, extract.recognition.alternatives) == ([], [])
    extract = read(tmp_path, content, choice=day.choice)
    assert [str(d)[:10] for d in extract.table["date_appel"].to_pylist()] == ["2020-06-05"]
    assert [(p.line, p.value) for p in extract.problems] == [(2, "05/13/2020"), (4, "05/07/2020")]


def test_dates_typed_in_a_workbook_are_not_in_doubt_but_those_written_there_are_asked_about(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Date", "N° registre", "Résultat"])
    for place, cell in enumerate((datetime(2020, 1, 5), datetime(2020, 2, 5), datetime(2020, 3, 5))):
        sheet.append([cell, f"R{place}", "Joint"])
    book.save(tmp_path / "appels.xlsx")
    assert notices(read_extract(tmp_path / "appels.xlsx", today=TODAY)) == []
    sheet.append(["05/13/2020", "R9", "Joint"])
    book.save(tmp_path / "appels.xlsx")
    with pytest.raises(ChoiceNeeded):
        read_extract(tmp_path / "appels.xlsx", today=TODAY)


def test_dates_of_birth_follow_the_order_chosen(tmp_path: Path) -> None:
    content = "N° registre;Origine;Inscrit le;Né le;Consentement\nR1;CAF;05/06/2020;11/16/1932;oui\n"
    with pytest.raises(ChoiceNeeded) as doubt:
        read(tmp_path, content)
    extract = read(tmp_path, content, choice=doubt.value.alternatives[0].choice)
    assert extract.table["annee_naissance"].to_pylist() == [1932]
    assert [str(d) for d in extract.table["date_inscription"].to_pylist()] == ["2020-05-06"]


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Horodateur", "16/03/2020 09:05:10"),
        ("Timestamp", "2020/03/16 9:05:10 AM UTC+1"),
        ("Heure de début", "16/03/2020 09:05:10"),
        ("Completion time", "2020-03-16 09:05:10"),
        ("Date de soumission", "2020-03-16 09:05:10"),
        ("Heure de soumission", "2020-03-16T08:05:10Z"),
        ("submitdate", "2020-03-16 09:05:10"),
        ("Start time", "16/03/2020 09:05:10"),
    ],
)
def test_the_moment_of_an_answer_to_an_online_form(tmp_path: Path, header: str, cell: str) -> None:
    extract = read(tmp_path, f"{header};N° registre;Résultat\n{cell};R1;Joint\n")
    assert extract.table["date_appel"].to_pylist() == [datetime(2020, 3, 16, 9, 5, 10)]
    assert extract.table["heure_connue"].to_pylist() == [True]


def test_the_hour_at_which_a_call_began_stays_an_hour_beside_its_date(tmp_path: Path) -> None:
    extract = read(tmp_path, "Date;Heure de début;N° registre;Résultat\n16/03/2020;9h05;R1;Joint\n")
    assert extract.table["date_appel"].to_pylist() == [datetime(2020, 3, 16, 9, 5)]


def test_a_line_of_thousands_of_characters_is_not_looked_at_as_a_title() -> None:
    """Under another separator a whole line is one cell; it is never shown as it is written."""
    assert clean_headers(["Quartier " * 200, "code", "", " "]) == ["colonne A", "code"]


def test_a_line_that_holds_byte_order_marks_alone_is_blank(tmp_path: Path) -> None:
    """What stays where two exports were put end to end, the second one empty."""
    path = tmp_path / "appels.csv"
    path.write_text(
        "Date;N° registre;Résultat\n12/05/2020;R1;Joint\n\ufeff \ufeff\n13/05/2020;R2;Joint\n\ufeff\n",
        encoding="utf-8",
    )
    extract = read_extract(path, today=TODAY)
    assert (extract.lines_read, extract.problems) == (2, [])
