"""What the door gives Streamlit; that it is then shown as typed is looked at in a browser (tests/browser)."""

from __future__ import annotations

from pages.parts.plain import joined, marked, plain


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
