"""A name is shown as it was typed wherever a page writes it: no link, picture, formula or colour comes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pages.parts.plain import JOINER
from tests.hostile_names import NAMES, drawn

pytestmark = pytest.mark.browser

DRAWN = 120
TEXT = "[data-testid='stMarkdownContainer'], [data-testid='stCaptionContainer']"
MADE = (
    "a, img, code, pre, em, del, s, sup, sub, ul, ol, li, blockquote, hr, table, script, style, h4, h5, h6, math, .katex, "
    "[class*='stMarkdown'][class*='olor'], [class*='Badge'], [class*='himmer'], [style]"
)
"""What Markdown makes of a name: links, pictures, formulas, colours, icons."""
READ = """([text, made, keys]) => keys.map(key => {
    const texts = [...document.querySelectorAll(`.st-key-${key} :is(${text})`)];
    return {
        texts: texts.map(one => one.innerText),
        chosen: [...document.querySelectorAll(`.st-key-${key} [data-testid="stMultiSelect"]`)].map(one => one.innerText),
        made: texts.flatMap(one => [...one.querySelectorAll(made)].map(element => element.outerHTML)),
    };
})"""


def test_a_name_is_shown_as_typed(page: Page, demo_app_url: Callable[[str], str]) -> None:
    """Given to each kind of text and label, and many drawn from all that acts upon a text."""
    names = {f"nom_{rank}": name for rank, name in enumerate(NAMES)}
    names |= {f"tire_{rank}": name for rank, name in enumerate(drawn(DRAWN))}
    page.goto(demo_app_url("texts"))
    page.locator(f".st-key-tire_{DRAWN - 1} input").wait_for(timeout=60_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    for (key, name), seen in zip(names.items(), page.evaluate(READ, [TEXT, MADE, list(names)]), strict=True):
        assert seen["made"] == [], name
        texts = [text.replace(JOINER, "") for text in seen["texts"]]
        if key.startswith("nom_"):
            assert len(texts) == 22
            assert [name in text.split("\n") for text in seen["chosen"]] == [True], "options are plain text"
            assert set(texts) == {name, f"Avant {name}\n{name}", "onglet", "ouvert"}
        else:
            assert texts == [name, f"Champ : {name}"]
