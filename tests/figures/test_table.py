from datetime import date
from itertools import pairwise

import pandas as pd

from tests.html_read import HtmlRead
from visa_data.figures.table import table_html

LABELS = {
    "nom": "Zone",
    "isolees": "Isolées",
    "part_jointe": "Part",
    "retard": "Retard (jours)",
    "vue": "Vue le",
}
FRAME = pd.DataFrame(
    {
        "nom": ["Val <b>inventé</b>", None],
        "isolees": [1234.5, 3.0],
        "part_jointe": [0.385, float("nan")],
        "retard": pd.array([64, pd.NA], dtype="Int64"),
        "vue": [date(2020, 6, 7), None],
        "code": ["99101", "99102"],
    }
)


def read(html: str) -> HtmlRead:
    found = HtmlRead()
    found.feed(html)
    return found


def test_it_says_what_the_screen_says() -> None:
    html = table_html(FRAME, LABELS)
    assert "Val &lt;b&gt;inventé&lt;/b&gt;" in html
    for said in ("1\u202f234,5", "38\u00a0%", "64\u00a0j", "07/06/2020", ">3<"):
        assert said in html
    assert html.count("–") == 4
    assert "99101" not in html, "only the labelled columns"


def test_it_is_a_table_for_who_hears_it() -> None:
    found = read(table_html(FRAME, LABELS, caption="Zones inventées"))
    assert found.tags.count("th") == found.attributes.count(("scope", "col")) == len(LABELS)
    assert ("table", "caption") in pairwise(found.tags)
    assert found.said.startswith("Zones inventées")
    assert read(table_html(FRAME, LABELS)).said.startswith("2\u00a0lignes : Zone, Isolées")


def test_rows_left_out_are_counted() -> None:
    long = pd.DataFrame({"nom": [f"Zone inventée {rank}" for rank in range(12)]})
    assert "de plus" not in table_html(long, LABELS, most=12)
    found = read(table_html(long, LABELS, most=10))
    assert found.tags.count("tr") == 1 + 10 + 1
    assert "et 2\u00a0lignes de plus" in found.said and "CSV" in found.said


def test_only_a_column_of_sentences_is_given_room_on_paper() -> None:
    said = "Aucune place libre connue ; l'équipe la plus proche est à 5,5 km."
    html = table_html(FRAME.assign(vue=["court", said]), LABELS)
    assert html.count("class=l") == 1 and "class=l>Vue le<" in html
