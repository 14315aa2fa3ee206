"""What may be stored as free text: every field that holds one is looked at, whatever its header, and references still pass."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extracts.invented_people import COLUMNS
from visa_data.extracts.columns.exclusions import verdict_on_cells
from visa_data.extracts.columns.matching import storable_header
from visa_data.extracts.formats import CALLER, IDENTIFIER, ORGANISATION, REFERENCE, Format, Refusal
from visa_data.extracts.kinds import KINDS, Field
from visa_data.extracts.texts.masking import masked
from visa_data.extracts.texts.persons import Nature, number_in
from visa_data.extracts.texts.stored_columns import odd_texts
from visa_data.extracts.texts.stored_text import REFERENCE_TEXT, somebody_in, storable, storable_name

TODAY = date(2020, 6, 15)
TEXTS = [
    (kind, field)
    for kind in KINDS.values()
    for field in kind.fields
    if pa.types.is_string(field.format.arrow_type)
]
A_NAME_OF_PLACE = {
    ("codes_postaux", "lieu"),
    ("cooperations", "nom"),
    ("zones", "nom"),
    ("mouvements_communes", "nom_avant"),
    ("mouvements_communes", "nom_apres"),
}
"""« INVENTOIS » alone may be a commune: its file is a public one, known by columns that no register has."""
BY_ZONES = {"code de zone", "codes de zones"}
"""A name there is kept only where a zone bears it (`test_zone_codes`)."""


def refused_wholly(cell_format: Format, cells: tuple[str, ...]) -> bool:
    """Whether no cell is read, or the column is refused."""
    return verdict_on_cells(cell_format, cells, TODAY) is not None or not any(
        cell_format.accepts(cell, TODAY) for cell in cells
    )


@pytest.mark.parametrize(("kind", "field"), TEXTS, ids=lambda x: x.name)
def test_no_field_of_text_takes_a_column_of_people(kind: object, field: Field) -> None:
    spared = set()
    if field.format.name in BY_ZONES:
        spared = {
            "full names",
            "small letters",
            "surnames",
            "given names",
            "initials",
            "user names",
            "addresses",
        }
    if (kind.name, field.name) in A_NAME_OF_PLACE:
        spared = {"surnames", "user names"}
    taken = [
        name
        for name, cells in COLUMNS.items()
        if name not in spared and not refused_wholly(field.format, cells)
    ]
    assert taken == []


def test_a_new_format_of_text_says_what_it_holds() -> None:
    with pytest.raises(TypeError, match="closed list, or says what may be stored"):
        Format("nouveau", pa.string(), lambda text, _today: text, (), ())


GOOD_REFERENCES = {
    "numbers": [str(n) for n in range(1, 9999, 7)],
    "dashes": [f"REG-{n:04d}" for n in range(1, 300)],
    "years": [f"2020/{n}" for n in range(1, 300)],
    "letters": [f"A{n}" for n in range(1, 99)],
    "a word they share": [f"Mormal-{n}" for n in range(1, 99)],
    "files": [f"Dossier n° {n}" for n in range(1, 99)],
    "random": ["a3f9c0d1", "7be2f104", "0c9d8e7f", "d3adbee1", "12ab34cd"],
    "a uuid": ["550e8400-e29b-41d4-a716-446655440000", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"],
    "years together": [f"2020{n:05d}" for n in range(1, 300)],
}


@pytest.mark.parametrize("cells", GOOD_REFERENCES.values(), ids=GOOD_REFERENCES)
def test_references_pass(cells: list[str]) -> None:
    assert verdict_on_cells(REFERENCE, cells, TODAY) is None
    assert [cell for cell in cells if not REFERENCE.accepts(cell, TODAY)] == []
    assert odd_texts(REFERENCE_TEXT, Counter(cells)) == {}


@given(
    st.lists(st.from_regex(r"(?:[A-Z]{1,3}[-/]?)?\d{1,7}", fullmatch=True), min_size=1, max_size=60),
    st.sampled_from([n for n in COLUMNS if n not in ("glued years", "telephones without zero")]),
)
def test_people_among_references_are_never_more_than_refused(references: list[str], way: str) -> None:
    """Whatever the share, each cell of people is refused by itself or with its column."""
    people = COLUMNS[way]
    cells = [*references, *people]
    if verdict_on_cells(REFERENCE, cells, TODAY) is None:
        odd = odd_texts(REFERENCE_TEXT, Counter(cells))
        assert [cell for cell in people if REFERENCE.accepts(cell, TODAY) and cell not in odd] == []
        assert not set(odd) & set(references)


@pytest.mark.parametrize("cell", ["353010001", "INVENTOIS1931", "INVENTOIS 1931"])
def test_a_lone_one_among_good_references(cell: str) -> None:
    cells = [f"R{n}" for n in range(30)] + [cell]
    assert verdict_on_cells(REFERENCE, cells, TODAY) is None
    assert not REFERENCE.accepts(cell, TODAY) or cell in odd_texts(REFERENCE_TEXT, Counter(cells))


ORGANISATIONS = [
    "CCAS de Landrecies", "Pharmacie Dupont", "Les Aînés de Maroilles", "ADMR Bavay", "Résidence Jeanne d'Arc",
    "Équipe citoyenne – Centre ancien", "Transport à la demande de Amfroipret", "Croix-Rouge française",
    "Boulangerie Martin", "Saint-Vincent-de-Paul", "Les Restos du cœur", "Le Lavoir", "Monalisa Bousies",
]  # fmt: skip


def test_organisations_pass() -> None:
    assert verdict_on_cells(ORGANISATION, ORGANISATIONS, TODAY) is None
    assert [name for name in ORGANISATIONS if not ORGANISATION.accepts(name, TODAY)] == []


def test_public_numbers_identify_organisations_and_nobody_else() -> None:
    finess = ["590000188", "732829320"]
    assert [IDENTIFIER.accepts(number, TODAY) for number in finess] == [True, True]
    assert [REFERENCE.accepts(number, TODAY) for number in finess] == [False, False]


def test_callers_codes_and_bodies_pass_and_short_names_make_a_column_of_people() -> None:
    codes = ["A001", "A.B.", "JMD", "Accueil mairie", "CCAS", "Bénévole 12", "17"]
    assert verdict_on_cells(CALLER, codes, TODAY) is None
    assert [code for code in codes if not CALLER.accepts(code, TODAY)] == []
    verdict = verdict_on_cells(CALLER, ["LUC", "LEA", "ZOE", "A12"], TODAY)
    assert verdict is not None
    assert (verdict.nature, verdict.cells, verdict.filled) == (Nature.NAME, 3, 4)


def test_each_text_has_its_bound() -> None:
    for _, field in TEXTS:
        if field.format.stored is not None:
            with pytest.raises(Refusal) as refused:
                field.format.parse("1" * (field.format.stored.longest + 1), TODAY)
            assert refused.value.reason == f"Texte de plus de {field.format.stored.longest} caractères"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("registre_communal_2020-S12.csv", "registre_communal_2020-S12.csv"),
        ("Extraction CARSAT Hauts-de-France.xlsx", "Extraction CARSAT Hauts-de-France.xlsx"),
        ("N° de registre", "N° de registre"),
        ("Date de naissance (JJ/MM/AAAA)", "Date de naissance (JJ/MM/AAAA)"),
        ("Civilité (M., Mme)", "Civilité (M., Mme)"),
        ("INVENTOIS Germaine.csv", "[masqué].csv"),
        ("suivi_mme_inventois.csv", "[masqué].csv"),
        ("0353010001.csv", "[masqué].csv"),
        ("Personne (Mme Inventois)", "[masqué]"),
    ],
)
def test_names_of_files_and_headers(text: str, kept: str) -> None:
    assert storable_name(text) == kept
    assert storable(text) == (text if text == kept else "[masqué]")
    assert (somebody_in(text) is None) == (text == kept)


@pytest.mark.parametrize(
    "name", ["BELLUVINGTON Philorande", "Belluvington Philorande.xlsx", "exemple@exemple.fr"]
)
def test_a_name_that_stands_alone_is_kept_only_where_its_words_are_known(name: str) -> None:
    """No list knows these names: two capitalised words of nothing that we know are taken for somebody's."""
    assert "elluv" not in storable_name(name).lower()
    assert "@" not in storable_name(name)


def test_a_header_of_a_field_is_never_taken_for_somebody() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            assert storable_header(field.label, kind) == field.label


@pytest.mark.parametrize(
    "telephone",
    [
        "(0)6 39 98 00 00",
        "(0) 639980000",
        "(06) 39 98 00 00",
        "06 - 39 - 98 - 00 - 00",
        "+33 (0) 6 39 98 00 00",
    ],
)
def test_a_telephone_is_one_whatever_stands_between_its_figures(telephone: str) -> None:
    for text in (telephone, f"{telephone} (fille)", f"Chez elle : {telephone}"):
        assert number_in(text) is Nature.PHONE
        assert "39" not in masked(text)
