"""The raw style holds the pivot's content, plus the spoilt lines that the README lists."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
RAW = ROOT / "sample_data" / "brut"
ENCODINGS = {
    "registre_communal.csv": ("cp1252", ";", 2),
    "transmission_departement_carsat_caf.csv": ("utf-8-sig", ",", 0),
    "suivi_besoins.tsv": ("utf-16", "\t", 0),
    "equipes_citoyennes.csv": ("utf-8-sig", ";", 0),
    "appelants.csv": ("cp1252", ";", 0),
    "benevoles_visiteurs.csv": ("cp1252", ";", 2),
    "annuaire_acteurs.csv": ("cp1252", ";", 2),
    "suivi_orientations.csv": ("utf-8-sig", ";", 0),
    "signalements.csv": ("cp1252", ";", 0),
    "dispositifs.csv": ("cp1252", ";", 0),
    "cooperations_monalisa.csv": ("utf-8-sig", ";", 2),
    "population_insee.csv": ("utf-8", ";", 2),
    **{f"appels_2025-S{week}.csv": ("cp1252", ";", 0) for week in range(38, 50)},
}
#: Words a spreadsheet or a careless reader would take for a formula.
FORMULA = re.compile(r"^[=+@]")


def _rows(name: str) -> list[list[str]]:
    """Every line of a raw file as a spreadsheet shows it, the first one being line 1."""
    if name.endswith(".xlsx"):
        rows = list(openpyxl.load_workbook(RAW / name).worksheets[0].values)
        return [["" if value is None else str(value) for value in row] for row in rows]
    encoding, separator, _ = ENCODINGS[name]
    text = (RAW / name).read_bytes().decode(encoding)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _spoilt() -> list[tuple[str, int, str, str, str]]:
    text = (ROOT / "sample_data" / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| `([^`]+\.\w+)` \| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    return [(name, int(line), column, value, why) for name, line, column, value, why in found]


def _clean(name: str) -> pd.DataFrame:
    """The raw file without its spoilt lines, one column a header."""
    top = 2 if name.endswith(".xlsx") else ENCODINGS[name][2]
    out = {line for file, line, *_ in _spoilt() if file == name}
    rows = _rows(name)
    kept = [row for number, row in enumerate(rows, start=1) if number > top + 1 and number not in out]
    return pd.DataFrame(kept, columns=rows[top], dtype=object)


def _french_day(day: pd.Series) -> pd.Series:
    return day.str.replace(r"^(\d{2})/(\d{2})/(\d{4})$", r"\3-\2-\1", regex=True)


def test_each_spoilt_line_of_the_readme_is_found() -> None:
    """Each parametrised below; here, that the README's own count is theirs."""
    told = re.search(
        r"plus (\d+) lignes abîmées exprès", (ROOT / "sample_data" / "README.md").read_text("utf-8")
    )
    assert told is not None
    assert len(_spoilt()) == int(told[1]) == 21


@pytest.mark.parametrize("spoilt", _spoilt(), ids=lambda spoilt: f"{spoilt[0]}:{spoilt[1]}")
def test_spoilt_line_is_where_the_readme_says(spoilt: tuple[str, int, str, str, str]) -> None:
    name, line, column, value, why = spoilt
    rows = _rows(name)
    repeated = re.fullmatch(r"répète la ligne (\d+)", why)
    if repeated:
        assert rows[line - 1] == rows[int(repeated[1]) - 1]
    else:
        top = 2 if name.endswith(".xlsx") else ENCODINGS[name][2]
        assert rows[line - 1][rows[top].index(column)] == value.replace("(vide)", "")


def test_people_are_the_same(pivot: dict[str, pd.DataFrame]) -> None:
    register, sent_on = _clean("registre_communal.csv"), _clean("transmission_departement_carsat_caf.csv")
    people = pivot["personnes"].set_index("reference")
    assert sorted([*register["N° registre"], *sent_on["reference"]]) == sorted(people.index)
    expected = people.loc[register["N° registre"]]
    same = {
        "date_inscription": _french_day(register["Date d'inscription"]),
        "date_radiation": _french_day(register["Date de radiation"]),
        "annee_naissance": register["Date de naissance"].str[-4:],
        "code_zone": register["Code INSEE"],
        "latitude": register["Latitude"].str.replace(",", "."),
        "longitude": register["Longitude"].str.replace(",", "."),
        "vit_seul": register["Vit seul(e)"].str.lower(),
        "parrain": register["Parrain"],
        "consentement": register["Consentement"].map({"O": "oui", "N": "non", "En attente": "en_attente"}),
    }
    for column, values in same.items():
        assert list(values) == list(expected[column]), column
    expected = people.loc[sent_on["reference"]]
    for column, name in (
        ("code_zone", "commune_insee"),
        ("latitude", "lat"),
        ("consentement", "consentement"),
    ):
        assert list(sent_on[name]) == list(expected[column]), column


def test_calls_are_the_same(pivot: dict[str, pd.DataFrame]) -> None:
    raw = pd.concat([_clean(f"appels_2025-S{week}.csv") for week in range(38, 50)])
    moments = _french_day(raw["Date"]) + " " + raw["Heure"].str.replace("h", ":")
    calls = pivot["appels"]
    columns = ["reference", "date_appel", "appelant", "niveau", "duree_min"]
    written = zip(
        raw["N° registre"],
        moments,
        raw["Appelant"],
        raw["Niveau de fragilité"],
        raw["Durée (min)"],
        strict=True,
    )
    assert sorted(written) == sorted(calls[columns].itertuples(index=False, name=None))
    counts = raw["Résultat"].value_counts()
    assert counts["Joint"] == (calls["issue"] == "joint").sum()
    assert counts["Pas de réponse"] == (calls["issue"] == "absent").sum()
    assert (raw["Besoins exprimés"] != "").sum() == (calls["besoins"] != "").sum()


def test_other_files_are_the_same_length(pivot: dict[str, pd.DataFrame]) -> None:
    for name, kind in (
        ("suivi_besoins.tsv", "besoins"),
        ("equipes_citoyennes.csv", "equipes_citoyennes"),
        ("ressources.xlsx", "ressources"),
        ("population_insee.csv", "population"),
        ("annuaire_acteurs.csv", "acteurs"),
        ("suivi_orientations.csv", "suites"),
        ("signalements.csv", "signalements"),
        ("je_vous_visite.xlsx", "binomes"),
        ("dispositifs.csv", "dispositifs"),
        ("cooperations_monalisa.csv", "cooperations"),
    ):
        assert len(_clean(name)) == len(pivot[kind]), name
    callers = [*_clean("appelants.csv")["Appelant"], *_clean("benevoles_visiteurs.csv")["Code bénévole"]]
    assert callers == list(pivot["appelants"]["appelant"])


def test_the_network_s_visits_are_calls_that_the_weeks_tell_already(pivot: dict[str, pd.DataFrame]) -> None:
    sheet = openpyxl.load_workbook(RAW / "je_vous_visite.xlsx")["Visites"]
    (_, *rows) = sheet.iter_rows(values_only=True)
    calls = pivot["appels"][pivot["appels"]["type_appel"] == "visite"]
    known = set(zip(calls["date_appel"], calls["reference"], calls["appelant"], calls["issue"], strict=True))
    told = {
        (f"{day:%Y-%m-%d} {hour}", who, by, {"Vu": "joint", "Absent": "absent"}[outcome])
        for day, hour, who, by, _, outcome, _ in rows
    }
    assert len(told) == len(rows) >= 8
    assert told <= known


def test_workbook_has_typed_dates_and_numbers() -> None:
    sheet = openpyxl.load_workbook(RAW / "ressources.xlsx").worksheets[0]
    row = list(sheet[4])
    assert row[0].data_type == "s"
    assert [row[place].data_type for place in (4, 5, 6)] == ["n", "n", "n"]
    assert row[11].is_date


def test_encodings_differ_as_promised() -> None:
    assert (RAW / "suivi_besoins.tsv").read_bytes().startswith(b"\xff\xfe")
    assert (RAW / "equipes_citoyennes.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(UnicodeDecodeError):
        (RAW / "registre_communal.csv").read_bytes().decode("utf-8")
    assert b"\r\n" in (RAW / "appels_2025-S38.csv").read_bytes()


def test_nothing_looks_like_a_person_or_a_formula(pivot: dict[str, pd.DataFrame]) -> None:
    register = _clean("registre_communal.csv")
    assert register["NOM"].str.fullmatch(r"EXEMPLE-\d{4}").all()
    assert set(register["Prénom"]) == {"Inventé·e"}
    assert set(register["Adresse"]) == {"1 rue Imaginaire"}
    assert set(register["Observations"]) == {"donnée inventée"}
    assert register["Téléphone"].str.fullmatch(r"00 00 00 \d\d \d\d").all()
    for name, column in (
        ("signalements.csv", "Nom de la personne signalée"),
        ("annuaire_acteurs.csv", "Interlocuteur"),
        ("benevoles_visiteurs.csv", "Prénom"),
    ):
        assert _clean(name)[column].str.fullmatch(r"EXEMPLE-[GKV]\d+").all(), name
    assert _clean("annuaire_acteurs.csv")["Téléphone"].str.fullmatch(r"00 00 00 00 \d\d").all()
    assert set(_clean("suivi_orientations.csv")["Commentaire"]) == {"donnée inventée"}
    for table in pivot.values():
        for column in table:
            assert not table[column].map(lambda value: bool(FORMULA.match(value))).any(), column
