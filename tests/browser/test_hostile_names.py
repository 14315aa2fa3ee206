"""A name is shown as it was typed wherever a page writes it: no link, picture, formula or colour comes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pages.parts.plain import JOINER, plain
from tests.browser.conftest import MapFrame
from tests.browser.test_every_address import TITLES, see_shared_choices
from tests.hostile_base import FILE_MARK, code
from tests.hostile_names import ELSEWHERE, NAMES, TEXTS, drawn
from visa_data.meeting.steps import agenda

pytestmark = pytest.mark.browser

DRAWN = 60
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
    names = {f"nom_{rank}": name for rank, name in enumerate(TEXTS)}
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


CREATED = f"""() => [...document.querySelectorAll(
    "[src*='{ELSEWHERE}'], [href*='{ELSEWHERE}'], svg a, .katex, math, marquee, script, "
    + "[class*='stMarkdownColored'], [class*='stMarkdownBadge'], [data-testid='stMarkdownContainer'] :is(img, del, code)"
)].filter(element => element.tagName != "SCRIPT" || element.textContent.startsWith("alert"))
    .map(element => element.outerHTML.slice(0, 300))"""
WIDER = """() => [...document.querySelectorAll("html, [data-testid='stMain']")]
    .filter(element => element.scrollWidth > element.clientWidth + 1).length"""
POINTED_AT = """() => Object.values(map._layers).filter(layer => layer.feature).map(layer => {
    const place = layer.getLatLng ? layer.getLatLng() : layer.getCenter();
    layer.fire("mouseover", {latlng: place, layer: layer}, true);
    return [...document.querySelectorAll(".leaflet-tooltip")].map(tooltip => tooltip.innerText).join(" ");
})"""
"""What each zone, team and resource of a map says when it is pointed at."""
ESCAPED = [typed for name in (*TEXTS, FILE_MARK) if (typed := plain(name).replace(JOINER, "")) != name]


def look(page: Page, *, bears: str) -> None:
    """Nothing on the page comes of a name; that one is read as typed; none is read with backslashes; the page is no wider."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    text = page.inner_text("body").replace(JOINER, "")
    assert bears in text
    assert [typed for typed in ESCAPED if typed in text] == []
    assert page.evaluate(CREATED) == []
    assert page.evaluate(WIDER) == 0, "a long name widens the page"


def test_every_page_of_a_hostile_territory(
    page: Page, dashboard_url: Callable[..., str], hostile_base_file: Path, map_frame: Callable[..., MapFrame]
) -> None:
    """Each at its own address, which the entry has gone through first."""
    server = dashboard_url(base=hostile_base_file)
    for address, title in TITLES.items():
        page.goto(f"{server}/{address}?carte_couches=equipes&carte_couches=ressources&carte_couches=noms")
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        see_shared_choices(page)
        look(page, bears=NAMES[0])
        if address == "carte":
            shown = map_frame(page)
            said = shown.frame.evaluate(POINTED_AT)
            assert [name for name in NAMES if not any(name in text for text in said)] == []
            assert shown.frame.evaluate(CREATED) == []
    page.goto(f"{server}/carte?fiche={code(13)}")
    expect(page.get_by_role("heading", level=2, name=NAMES[13])).to_be_visible()
    look(page, bears=NAMES[13])
    page.goto("about:blank")


def test_every_step_of_a_hostile_territory(
    page: Page, dashboard_url: Callable[..., str], hostile_base_file: Path
) -> None:
    """The coordination's; the committee's: `tests/pages/test_hostile_names.py`."""
    page.goto(dashboard_url(base=hostile_base_file))
    for rank, item in enumerate(one for one in agenda() if one.key != "heures"):
        if rank:
            page.keyboard.press("PageDown")
        expect(page.locator(f".planche[data-etape='{item.key}']")).to_be_visible()
        look(page, bears=NAMES[0])
    page.goto("about:blank")
