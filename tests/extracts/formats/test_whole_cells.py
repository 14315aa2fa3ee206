"""A format accounts for the whole cell: of a text that says two things it never reads one."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visa_data.extracts.formats import (
    ALL,
    CALLERS,
    CODE,
    CODES,
    EXAMPLES_READ_ON,
    LEVEL,
    TIME,
    Format,
    Noted,
    Refusal,
)
from visa_data.extracts.reading import read_extract
from visa_data.vocabulary import fold

JOINED = (
    "{} ou {}", "{}/{}", "{} / {}", "{}-{}", "{} - {}", "{} – {}", "{} à {}", "{} et {}", "{} puis {}",
    "{} mais {}", "{} ({})", "{} : {}", "entre {} et {}", "{} ? {}", "{} > {}",
)  # fmt: skip
TODAY = date(2020, 6, 15)


def bare(value: Any) -> Any:
    return value.value if isinstance(value, Noted) else value


def read(cell_format: Format, text: str) -> Any:
    try:
        return bare(cell_format.parse(text, EXAMPLES_READ_ON))
    except Refusal:
        return None


def one_thing(cell_format: Format, first: str, second: str, text: str, value: Any) -> bool:
    """Wordings of two values that make one: 3/4 is 3 of 4; a code has its name beside; a list holds both; a label both."""
    if cell_format is LEVEL:
        return text.replace(" ", "").endswith("/4")
    if cell_format is CODE:
        return not all(re.search(r"^\d|[A-Za-z]\d", text) for text in (first, second))
    if cell_format is TIME:
        return text == "14 : 00:00"
    if cell_format in (CODES, CALLERS) or cell_format.split:
        both = {*str(read(cell_format, first)).split("|"), *str(read(cell_format, second)).split("|")}
        return cell_format is CODES or set(str(value).split("|")) == both
    # « Bailleur/social » is the label « Bailleur social » with another sign.
    return cell_format.terms is not None and fold(text) in cell_format.terms.wordings()


@pytest.mark.parametrize("cell_format", ALL, ids=lambda f: f.name)
def test_two_values_joined_are_never_read_as_one_of_them(cell_format: Format) -> None:
    read_as_one = []
    for (first, one), (second, other) in permutations(cell_format.valid, 2):
        if bare(one) == bare(other) or None in (bare(one), bare(other)):
            continue
        for joined in JOINED:
            text = joined.format(first, second)
            value = read(cell_format, text)
            if value in (bare(one), bare(other)) and not one_thing(cell_format, first, second, text, value):
                read_as_one.append((text, value))
    assert read_as_one == []


@given(
    st.sampled_from([f for f in ALL if f.stored is None]),
    st.data(),
)
def test_nothing_is_read_with_a_doubt_beside(cell_format: Format, data: st.DataObject) -> None:
    text, _ = data.draw(st.sampled_from(cell_format.valid))
    doubt = data.draw(
        st.sampled_from(["{} ?", "{}?", "? {}", "{} ou plus", "environ {}", "{} (à confirmer)", "~{}"])
    )
    if cell_format is CODES or not text.strip(" ;|"):
        return
    assert read(cell_format, doubt.format(text)) is None


@pytest.mark.parametrize(
    ("cell", "reason", "suggestion", "sentence"),
    [
        (
            "2 ou 3",
            "Plusieurs niveaux dans la cellule",
            "Garder un seul niveau\u00a0; le plus fragile\u00a0: Isolée et vigilance médicale",
            "niveau\u00a0: lire «\u00a02 ou 3\u00a0» comme «\u00a0Isolée et vigilance médicale\u00a0» (1\u00a0ligne)",
        ),
        (
            "1 à 2",
            "Plusieurs niveaux dans la cellule",
            "Garder un seul niveau\u00a0; le plus fragile\u00a0: Isolée",
            "niveau\u00a0: lire «\u00a01 à 2\u00a0» comme «\u00a0Isolée\u00a0» (1\u00a0ligne)",
        ),
        (
            "2?",
            "Niveau accompagné d'un doute ou d'une remarque",
            "Isolée",
            "niveau\u00a0: lire «\u00a02?\u00a0» comme «\u00a0Isolée\u00a0» (1\u00a0ligne)",
        ),
    ],
)
def test_a_guessed_level_is_refused_with_a_proposal(
    tmp_path: Path, cell: str, reason: str, suggestion: str, sentence: str
) -> None:
    path = tmp_path / "appels.csv"
    path.write_text(
        f"reference;date_appel;issue;niveau\nR1;16/03/2020 9h;joint;{cell}\nR2;16/03/2020 9h;joint;2\n",
        encoding="utf-8",
    )
    extract = read_extract(path, today=TODAY)
    assert [(p.line, p.value, p.reason, p.suggestion) for p in extract.problems] == [
        (2, cell, reason, suggestion)
    ]
    assert [proposal.sentence for proposal in extract.proposals] == [sentence]
    corrected = read_extract(path, today=TODAY, corrections=[p.correction for p in extract.proposals])
    assert corrected.table.num_rows == 2


def test_a_cell_with_two_outcomes_names_both(tmp_path: Path) -> None:
    path = tmp_path / "appels.csv"
    path.write_text(
        "reference;date_appel;issue\nR1;16/03/2020 9h;Joint - Message laissé\nR3;16/03/2020 9h;Refus/joint\nR2;16/03/2020 9h;Joint ?\n",
        encoding="utf-8",
    )
    problems = read_extract(path, today=TODAY).problems
    assert [(p.reason, p.suggestion) for p in problems] == [
        (
            "Plusieurs valeurs dans la cellule",
            "Garder une seule valeur\u00a0: «\u00a0Joint\u00a0» ou «\u00a0Message laissé\u00a0»",
        ),
        (
            "Plusieurs valeurs dans la cellule",
            "Garder une seule valeur\u00a0: «\u00a0Joint\u00a0» ou «\u00a0Refus\u00a0»",
        ),
        ("Valeur accompagnée d'un doute", "Joint"),
    ]
