"""Tables as organisations write them: encodings, separators, titles, quotes, typed cells."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from visa_data.errors import Severity
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.reading import read_extract

TODAY = date(2020, 6, 15)
CALLS = (
    "Date;Heure;N° registre;Appelant;Type d'appel;Résultat;Niveau de fragilité;Besoins exprimés;Durée (min)\n"
    "16/03/2020;09h03;R001;A003;Évaluation;Pas de réponse;;;\n"
    "16/03/2020;9H;R002;A009;Vigilance;Joint;Niveau 3 – vigilance;Parler avec autrui, Se nourrir;22\n"
    "17/03/2020;;R003;A009;Convivialité;À rappeler;;;\n"
)


def read(folder: Path, content: str | bytes, encoding: str = "utf-8", **options: object) -> Extract:
    path = folder / "fichier.dat"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return read_extract(path, today=TODAY, **options)  # type: ignore[arg-type]


def accounted(extract: Extract) -> bool:
    rejected = {p.line for p in extract.problems if p.severity is Severity.REJECTED}
    kept = set(extract.table["ligne"].to_pylist())
    return not rejected & kept and extract.lines_read == len(kept) + len(rejected) == (
        extract.table.num_rows + len(rejected)
    )


def test_calls_in_pivot_names_and_types(tmp_path: Path) -> None:
    extract = read(tmp_path, CALLS)
    assert extract.kind.name == "appels"
    assert extract.table.schema == pa.schema(
        [
            ("ligne", pa.int32()),
            ("reference", pa.string()),
            ("date_appel", pa.timestamp("s")),
            ("heure_connue", pa.bool_()),
            ("appelant", pa.string()),
            ("type_appel", pa.string()),
            ("issue", pa.string()),
            ("niveau", pa.int32()),
            ("besoins", pa.string()),
            ("duree_min", pa.int32()),
        ]
    )
    assert extract.table.to_pylist()[1] == {
        "ligne": 3,
        "reference": "R002",
        "date_appel": datetime(2020, 3, 16, 9),
        "heure_connue": True,
        "appelant": "A009",
        "type_appel": "vigilance",
        "issue": "joint",
        "niveau": 3,
        "besoins": "se_nourrir|parler",
        "duree_min": 22,
    }
    assert extract.table["heure_connue"].to_pylist() == [True, True, False]
    assert extract.table["niveau"].to_pylist() == [None, 3, None]
    assert (extract.lines_read, extract.problems) == (3, [])


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 avec BOM"),
        ("utf-16", "UTF-16 LE avec BOM"),
        ("utf-16-le", "UTF-16 LE"),
        ("utf-16-be", "UTF-16 BE"),
        ("cp1252", "Windows-1252"),
        ("latin-1", "Latin-1 (ISO-8859-1)"),
    ],
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_encodings_separators_and_line_ends(
    tmp_path: Path, encoding: str, label: str, separator: str, line_end: str
) -> None:
    content = CALLS if encoding != "latin-1" else CALLS.replace("–", "-")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator=line_end).writerows(rows)
    extract = read(tmp_path, written.getvalue(), encoding)
    names = {";": "point-virgule", ",": "virgule", "\t": "tabulation", "|": "barre verticale"}
    assert (extract.recognition.encoding, extract.recognition.separator) == (label, names[separator])
    assert extract.table["issue"].to_pylist() == ["absent", "joint", "rappel_demande"]
    assert extract.table["besoins"].to_pylist() == [None, "se_nourrir|parler", None]
    assert accounted(extract)


def test_titles_blank_lines_repeated_headers_and_footer(tmp_path: Path) -> None:
    lines = CALLS.splitlines()
    content = "\n".join(
        ["Export des appels – juin 2020", "", *lines[:2], "", ";;;;;;;;", lines[0], *lines[2:], "Total : 3"]
    )
    extract = read(tmp_path, content)
    recognition = extract.recognition
    assert (recognition.title_lines, recognition.header_line) == (1, 3)
    assert extract.table["ligne"].to_pylist() == [4, 8, 9]
    assert (extract.lines_read, extract.problems) == (3, [])
    assert recognition.notices == [
        "En-tête répété au milieu du fichier\u00a0: 1\u00a0ligne passée.",
        "Pied de tableau (total, source…)\u00a0: 1\u00a0ligne passée.",
    ]


def test_total_in_the_middle_is_a_rejected_line(tmp_path: Path) -> None:
    lines = CALLS.splitlines()
    extract = read(tmp_path, "\n".join([*lines[:2], "Total : 1", *lines[2:]]))
    assert [(p.line, p.value) for p in extract.problems] == [(3, "")]
    assert (extract.lines_read, extract.table.num_rows) == (4, 3)


def test_ragged_lines_are_rejected_without_showing_cells(tmp_path: Path) -> None:
    content = CALLS + "18/03/2020;9h;R004;A001;Vigilance;Joint;1;;12;EXEMPLE-UN;03 27 00 00 00\n"
    content += "18/03/2020;9h;R005;A001;Vigilance;Joint;1;;12;;;\n18/03/2020;9h;R006;A0"
    extract = read(tmp_path, content)
    assert [(p.line, p.column, p.value, p.reason) for p in extract.problems] == [
        (5, "", "", "Ligne décalée\u00a0: plus de cellules que l'en-tête"),
        (7, "", "", "Ligne décalée ou coupée\u00a0: moins de cellules que l'en-tête"),
    ]
    assert extract.table["reference"].to_pylist() == ["R001", "R002", "R003", "R005"]
    assert extract.table["ligne"].to_pylist() == [2, 3, 4, 6]
    assert accounted(extract)


def test_quoted_newline_is_one_row_and_an_unclosed_quote_swallows_nothing(tmp_path: Path) -> None:
    header = "reference;besoin;date;statut;ressource\n"
    good = "".join(f"R{i:03d};Se nourrir;12/05/2020;Exprimé;\n" for i in range(100))
    content = header + 'R900;Se nourrir;12/05/2020;Exprimé;"CCAS\nde Bavay"\n'
    content += 'R901;Se nourrir;12/05/2020;Exprimé;"CCAS de Bavay\n' + good
    extract = read(tmp_path, content)
    assert [(p.line, p.reason, p.value) for p in extract.problems] == [(3, "Guillemet non refermé", "")]
    assert extract.table.num_rows == 101
    assert extract.table["ligne"].to_pylist()[:3] == [2, 4, 5]
    assert extract.table["ressource"].to_pylist()[0] == "CCAS de Bavay"
    assert accounted(extract)


def test_two_unclosed_quotes_do_not_close_each_other(tmp_path: Path) -> None:
    header = "reference;besoin;date;statut;ressource\n"
    line = "R{:03d};Se nourrir;12/05/2020;Exprimé;{}\n"
    content = header + "".join(line.format(i, '"note' if i in (3, 6) else "note") for i in range(10))
    extract = read(tmp_path, content)
    assert [p.line for p in extract.problems] == [5, 8]
    assert extract.table.num_rows == 8


def test_unclosed_quote_at_the_very_end(tmp_path: Path) -> None:
    extract = read(tmp_path, CALLS + '18/03/2020;9h;R004;A001;Vigilance;Joint;1;;"12')
    assert [(p.line, p.reason) for p in extract.problems] == [(5, "Guillemet non refermé")]
    assert extract.table.num_rows == 3


def test_stray_quote_inside_a_cell_is_text(tmp_path: Path) -> None:
    content = 'identifiant;nom;besoins;statut\nS1;Club "Les Lilas";Se nourrir;Active\n'
    extract = read(tmp_path, content)
    assert extract.table["nom"].to_pylist() == ['Club "Les Lilas"']


@pytest.mark.parametrize("characters", [1, 40, 90, 300])
def test_records_across_pieces(tmp_path: Path, characters: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from visa_data.extracts.readers import decoding

    monkeypatch.setattr(decoding, "_PIECE", characters)
    header = "reference;besoin;date;statut;ressource\n"
    content = header + "".join(
        f'R{i:03d};Se nourrir;12/05/2020;Exprimé;"a{chr(10) * (i % 4)}b"\n' for i in range(20)
    )
    extract = read(tmp_path, content + 'R900;Se nourrir;12/05/2020;Exprimé;"a\nR901;Repas;1/5/20;Pourvu;b\n')
    assert extract.table["reference"].to_pylist() == [*(f"R{i:03d}" for i in range(20)), "R901"]
    assert extract.table["ligne"].to_pylist() == [*range(2, 22), 23]
    assert [p.line for p in extract.problems] == [22]


def test_each_bad_cell_of_a_line_is_reported(tmp_path: Path) -> None:
    content = CALLS + "31/04/2020;25h;;A001;Vigilence;Pas de réponce;5;;long\n"
    extract = read(tmp_path, content)
    assert [(p.column, p.value, p.reason, p.suggestion) for p in extract.problems] == [
        ("N° registre", "", "Valeur obligatoire absente", "Compléter la cellule"),
        ("Date", "31/04/2020", "Date impossible\u00a0: ce jour n'existe pas", "Vérifier le jour et le mois"),
        ("Heure", "25h", "Heure impossible", "Écrire l'heure comme 09:05"),
        ("Type d'appel", "Vigilence", "Type d'appel inconnu", "Vigilance"),
        ("Résultat", "Pas de réponce", "Résultat d'appel inconnu", "Pas de réponse"),
        (
            "Niveau de fragilité",
            "5",
            "Niveau hors de l'intervalle de 1 à 4",
            "Laisser vide une personne non évaluée",
        ),
        ("Durée (min)", "long", "Durée illisible", "Écrire la durée en minutes, comme 22"),
    ]
    assert {p.line for p in extract.problems} == {5}
    assert (extract.lines_read, extract.table.num_rows) == (4, 3)


def test_call_after_tomorrow_is_rejected(tmp_path: Path) -> None:
    lines = CALLS.splitlines()[:1]
    lines += [f"{day}/06/2020;;R00{day};A1;Vigilance;Joint;;;" for day in (15, 16, 17)]
    extract = read(tmp_path, "\n".join(lines))
    assert [(p.line, p.reason) for p in extract.problems] == [(4, "Appel daté dans le futur")]


def test_personal_numbers_in_a_bad_cell_are_masked(tmp_path: Path) -> None:
    lines = CALLS.splitlines()[:1]
    lines += [
        "16/03/2020;9h;03 53 01 00 01;A1;Vigilance;Joint;;;",
        "16/03/2020;9h;R1;A1;Vigilance;joindre odette@exemple.fr;;;",
        "16/03/2020;9h;2 32 00 99 999 999 99;A1;Vigilance;Joint;;;",
        *(f"16/03/2020;9h;R{n};A1;Vigilance;Joint;;;" for n in range(2, 5)),
    ]
    values = [p.value for p in read(tmp_path, "\n".join(lines)).problems]
    assert values == ["[masqué]", "joindre [masqué]", "[masqué]"]


def test_register_with_columns_never_stored(tmp_path: Path) -> None:
    content = (
        "N° registre;NOM;Prénom;Date de naissance;Adresse;Code INSEE;Téléphone;Vit seul(e);Date d'inscription;"
        "Date de radiation;Origine;Consentement;GIR;Truc\n"
        "R1;EXEMPLE-UN;Inventée;16/11/1932;2 rue X;1001;0353010001;Oui;12/02/2019;01/02/2019;Registre;O;4;zig\n"
        "R2;EXEMPLE-DEUX;Inventé;1940;3 rue Y;59363 – Louvignies-Quesnoy;;NSP;43950;;Carsat;En attente;;zag\n"
    )
    extract = read(tmp_path, content)
    assert extract.kind.name == "personnes"
    rows = extract.table.to_pylist()
    assert rows[0]["code_zone"] == "01001"
    assert rows[0]["annee_naissance"] == 1932
    assert rows[1] == {
        "ligne": 3,
        "reference": "R2",
        "source": "carsat",
        "date_inscription": date(2020, 4, 29),
        "date_radiation": None,
        "annee_naissance": 1940,
        "code_zone": "59363",
        "vit_seul": None,
        "consentement": "en_attente",
    }
    assert [(e.header, e.reason) for e in extract.recognition.excluded] == [
        ("NOM", "jamais enregistrée\u00a0: identité de la personne"),
        ("Prénom", "jamais enregistrée\u00a0: identité de la personne"),
        ("Adresse", "jamais enregistrée\u00a0: adresse postale"),
        ("Téléphone", "jamais enregistrée\u00a0: numéro de téléphone"),
        ("GIR", "jamais enregistrée\u00a0: prestation perçue ou état de santé"),
    ]
    assert extract.recognition.ignored == ["Truc"]
    assert extract.recognition.notices == [
        "Colonne «\u00a0Code INSEE\u00a0»\u00a0: zéro initial rétabli (1\u00a0valeur).",
        "Colonne «\u00a0Vit seul(e)\u00a0»\u00a0: déclaré inconnu («\u00a0NSP\u00a0», «\u00a0non renseigné\u00a0», "
        "«\u00a0?\u00a0»…) (1\u00a0valeur).",
    ]
    assert [(p.line, p.column, p.reason, p.severity) for p in extract.problems] == [
        (
            2,
            "Date de radiation",
            "Date de radiation antérieure à la date d'inscription",
            Severity.WARNING,
        )
    ]
    shown = repr(extract.recognition)
    for personal in ("EXEMPLE-UN", "Inventée", "rue X", "0353010001", "16/11", "zig"):
        assert personal not in shown


def test_personal_cells_under_an_innocent_header(tmp_path: Path) -> None:
    header = "reference;date_appel;issue;appelant;infos\n"
    lines = "".join(f"R{i};2020-05-0{i};joint;Mme Durand;06 12 34 56 7{i}\n" for i in range(1, 6))
    recognition = read(tmp_path, header + lines).recognition
    assert [e.header for e in recognition.excluded] == ["appelant", "infos"]
    assert "Durand" not in repr(recognition)


def test_lost_zeros_decimal_commas_and_no_break_spaces(tmp_path: Path) -> None:
    content = (
        "Identifiant;Nom de l'équipe;Commune (INSEE);Latitude;Longitude;Communes d'intervention;Rayon (km);"
        "Nombre de bénévoles;Capacité (personnes);Statut\n"
        "E1;Équipe A;1001;46,15342649;4,926;1001, 59619;2,5;12;1\u202f200;active\n"
    )
    extract = read(tmp_path, content)
    row = extract.table.to_pylist()[0]
    assert (row["code_zone"], row["zones_intervention"]) == ("01001", "01001|59619")
    assert (row["latitude"], row["rayon_km"], row["capacite"]) == (46.153426, 2.5, 1200)


def test_workbook_with_typed_cells_titles_and_other_sheets(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    notes = workbook.active
    notes.title = "Lisez-moi"
    notes.append(["Notes de l'export"])
    sheet = workbook.create_sheet("Appels")
    sheet.append(["Appels de la semaine"])
    sheet.append([])
    sheet.append(["Référence", "Date", "Heure", "Résultat", "Niveau", "Durée", "Code"])
    sheet.append([1066, date(2020, 5, 12), time(9, 5), "Joint", 3, 12.0, 59057])
    sheet.append(["R2", datetime(2020, 5, 12, 14, 30), None, "NPR", None, None, 59057.0])
    path = tmp_path / "sans_extension"
    workbook.save(path)
    extract = read_extract(path, today=TODAY)
    assert extract.recognition.sheet == "Appels"
    assert (extract.recognition.title_lines, extract.recognition.header_line) == (1, 3)
    assert extract.table.to_pylist() == [
        {
            "ligne": 4,
            "reference": "1066",
            "date_appel": datetime(2020, 5, 12, 9, 5),
            "heure_connue": True,
            "issue": "joint",
            "niveau": 3,
            "duree_min": 12,
        },
        {
            "ligne": 5,
            "reference": "R2",
            "date_appel": datetime(2020, 5, 12, 14, 30),
            "heure_connue": True,
            "issue": "absent",
            "niveau": None,
            "duree_min": None,
        },
    ]
    assert extract.recognition.notices[0] == "Feuilles non lues\u00a0: «\u00a0Lisez-moi\u00a0»."


def test_mapping_by_hand(tmp_path: Path) -> None:
    content = "colonne a;colonne b;colonne c;Durée\nR1;12/05/2020;joint;5\n"
    mapping = {"reference": "colonne a", "date_appel": "colonne b", "issue": "colonne c", "duree_min": ""}
    extract = read(tmp_path, content, kind="appels", mapping=mapping)
    assert extract.table.column_names == ["ligne", "reference", "date_appel", "heure_connue", "issue"]
    assert extract.table["reference"].to_pylist() == ["R1"]
    assert extract.recognition.ignored == ["Durée"]


def test_progress_goes_up_to_the_end(tmp_path: Path) -> None:
    seen: list[float] = []
    read(tmp_path, CALLS, progress=seen.append)
    assert seen == sorted(seen)
    assert 0 <= seen[0] <= seen[-1] == 1.0


def test_file_cut_in_the_middle_of_a_letter_is_still_utf8(tmp_path: Path) -> None:
    content = CALLS.encode() + "18/03/2020;9h;R4;A1;É".encode()[:-1]
    extract = read(tmp_path, content)
    assert extract.recognition.encoding == "UTF-8"
    assert [p.line for p in extract.problems] == [5]
    assert extract.table["type_appel"].to_pylist()[0] == "evaluation"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("Appelant;Profil;Heures par semaine;Formé(e);Charte signée\nA1;Agent;3,5;Oui;Non\n", "appelants"),
        ("codgeo,annee,pop,75 ans et plus\n59363,2020,1 234,56\n", "population"),
        ("N° registre;Besoin;Date;Statut\nR1;Se nourrir;12/05/2020;Exprimé\n", "besoins"),
        ("Identifiant;Structure;Besoins couverts;Statut\nS1;CCAS;Se nourrir;Active\n", "ressources"),
        ("Identifiant;Nom;Statut\nE1;Équipe;En sommeil\n", "equipes"),
    ],
)
def test_kinds_recognised(tmp_path: Path, content: str, kind: str) -> None:
    extract = read(tmp_path, content)
    assert extract.kind.name == kind
    assert extract.table.num_rows == 1
