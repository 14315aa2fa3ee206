"""The search box in a real browser: what each query finds, the best first, and what the keyboard chooses."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from pages.parts.search_box import HERE

pytestmark = pytest.mark.browser

ENTRIES = [
    ["59057", "Beaudignies", "59057"],
    ["59217", "Eth", "59217"],
    ["59232", "La Flamengrie", "59232"],
    ["59331", "Landrecies", "59331"],
    ["59357", "La Longueville", "59357"],
    ["59363", "Louvignies-Quesnoy", "59363"],
    ["59481", "Le Quesnoy", "59481"],
    ["59548", "Saint-Waast", "59548"],
    ["59549", "Salesches", "59549"],
    ["equipe:E1", "Équipe du Quesnoy", "équipe"],
    ["equipe:E2", "Relais <img src=x onerror='window.read = 1'>", "<b>équipe</b>"],
    ["ressource:R1", "Le Cœur à l'ouvrage", "ressource, Ressourcerie"],
    ["ressource:R2", "L’Épicerie d'Eth", "ressource, Épicerie sociale"],
]
FOUND = {
    "saint waast": "59548",
    "st-waast": "59548",
    "St Waast": "59548",
    "  SAINT--WAAST ": "59548",
    "waast saint": "59548",
    "saintwaast": "59548",
    "59548": "59548",
    "quesnoy": "59481 59363 equipe:E1",
    "le quesnoy": "59481",
    "quesnoy equipe": "equipe:E1",
    "eth": "59217 ressource:R2",
    "ressourcerie": "ressource:R1",
    "coeur a l'ouvrage": "ressource:R1",
    "epicerie": "ressource:R2",
    "lepicerie": "ressource:R2",
    "flamengrie (la)": "59232",
    "landrecis": "59331",
    "59545": "59548 59549",
    "relais": "equipe:E2",
    "zzz": "",
}
"""What is typed → the codes offered, the best first."""
MOUNT = """(entries) => { window.sent = []; window.mount({
    parentElement: document.body, setTriggerValue: (name, code) => window.sent.push([name, code]),
    data: { label: "Chercher", placeholder: "Nom ou code", entries },
}); }"""
BOX = """<!DOCTYPE html><div class="recherche"><label for="a"></label><input id="a" role="combobox">
<div class="trouves"><ul role="listbox" hidden></ul><div role="status"></div></div></div>"""


def test_what_each_query_finds(page: Page) -> None:
    page.set_content(BOX)
    script = HERE.with_suffix(".js").read_text(encoding="utf-8")
    page.add_script_tag(
        content=script.replace("export default function", "window.mount = function").replace("export ", "")
    )
    page.evaluate(MOUNT, ENTRIES)
    box, options = page.get_by_role("combobox", name="Chercher"), page.get_by_role("option")
    codes = {name: code for code, name, _ in ENTRIES}
    found = {}
    for query in FOUND:
        box.fill(query)
        names = page.locator("li").evaluate_all("all => all.map(one => one.firstChild.data)")
        found[query] = " ".join(codes[name] for name in names)
    assert found == FOUND
    box.fill("zzz")
    expect(page.get_by_role("status")).to_have_text("Rien ne porte ce nom ni ce code.")
    box.fill("e")
    expect(options).to_have_count(5)
    expect(page.get_by_role("status")).to_contain_text("autre")
    # Names come from files: none is read as HTML.
    box.fill("relais")
    expect(options).to_have_text("Relais <img src=x onerror='window.read = 1'> <b>équipe</b>")
    assert page.locator("img, b").count() == 0 and page.evaluate("window.read") is None
    box.fill("quesnoy")
    box.press("ArrowDown")
    box.press("Enter")
    box.fill("eth")
    options.nth(1).click()
    box.fill("saint")
    box.press("Escape")
    expect(options).to_have_count(0)
    assert page.evaluate("window.sent") == [["choisi", "59363"], ["choisi", "ressource:R2"]]
