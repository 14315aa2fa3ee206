"""What the door gives Streamlit; that it is then shown as typed is looked at in a browser (tests/browser)."""

from __future__ import annotations

import ast

from pages.parts.plain import joined, marked, plain
from tests.shared_data import ROOT
from visa_data.extracts.answers.choices import Choice
from visa_data.extracts.answers.questions import doubtful_kind
from visa_data.extracts.kinds.appels import APPELS
from visa_data.extracts.kinds.personnes import PERSONNES


def test_a_sentence_stays_as_it_is() -> None:
    sentence = "Rien à changer : 12 lignes lues (3,4 %), le 1er mai à 09:05 ; « R+1 », 2.5. Vraiment ?"
    assert plain(sentence) == sentence


def test_a_value_is_never_markdown() -> None:
    assert marked("**{}** : {}", "*a*", "$b$") == "**\\*a\\*** : \\$b\\$"
    assert joined("  \n", ["# un", "", "- deux"]) == "\\# un  \n\\- deux"


def test_what_is_marked_is_marked_once() -> None:
    zone = marked("**{}**", "a_b")
    assert plain(zone) is zone
    assert marked("Zone {}", zone) == "Zone **a\\_b**"
    assert plain(f"Zone {zone}") == "Zone \\*\\*a\\\\\\_b\\*\\*", (
        "composed otherwise, nothing of it is trusted"
    )


def test_without_marks_for_those_who_do_not_see() -> None:
    assert marked("**{}**  \n{}", "a_b", joined(" · ", ["c*", "d"])).text == "a_b c* · d"


def test_what_is_said_to_a_terminal_is_not_said_on_a_page() -> None:
    error = doubtful_kind([PERSONNES, APPELS], Choice())
    assert "--type" in error.message
    assert plain(error.message).text.endswith(" Choisissez le type.")


def test_no_option_is_told_otherwise() -> None:
    """Every sentence about files that names an option does it where a page leaves it out."""
    answers = (ROOT / "visa_data" / "extracts" / "answers").glob("*.py")
    texts = [
        node.value
        for path in answers
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "--" in node.value
    ]
    assert (
        len(texts) > 5
        and [text for text in texts if "--" in plain(text).text.partition("(en ligne")[0]] == []
    )
