"""The self-contained file: nothing remote, nothing that runs, every text escaped, a table behind each picture."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.reports.conftest import MakeReport
from tests.reports.handmade import HOSTILE, a_step
from visa_data.pictures.picture import TablePicture
from visa_data.reports.annexes import annexes
from visa_data.reports.document import Report
from visa_data.reports.html import as_html


class Seen(HTMLParser):
    """Tags, attributes and texts, as a browser reads them."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self._inside = ""
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(name, value or "") for name, value in attrs]
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside not in ("style", "script"):
            self.texts.append(data)


@pytest.fixture(scope="module")
def content(make: MakeReport) -> str:
    return as_html(make()).decode("utf-8")


@pytest.fixture(scope="module")
def seen(content: str) -> Seen:
    return Seen(content)


def test_nothing_is_remote_and_nothing_runs(content: str, seen: Seen) -> None:
    assert not re.search(r"https?:|//[a-z]", content, re.IGNORECASE)
    assert "@import" not in content
    assert not seen.tags.keys() & {"script", "iframe", "link", "object", "embed", "img", "base", "form"}
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "src"]
    assert {value for name, value in seen.attributes if name in ("href", "xlink:href")} <= {
        value for name, value in seen.attributes if value.startswith("#")
    }
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in seen.attributes


def test_every_step_with_its_sentence_figures_and_table(seen: Seen, make: MakeReport) -> None:
    for step in make().steps:
        assert step.title in seen.texts
        assert step.key_point in seen.texts
        for figure in step.figures:
            assert figure.value in seen.texts
    assert seen.tags["svg"] == 10
    # Twelve tables behind, the one that is a picture, sectors, sources, files, definitions.
    assert seen.tags["table"] == 12 + 5
    assert seen.tags["th"] > 0 and ("scope", "col") in seen.attributes and ("scope", "row") in seen.attributes


def test_the_annexes_follow_every_step_one_link_away(content: str, make: MakeReport) -> None:
    order = [f'id="etape-{step.number}"' for step in make().steps]
    order += [f'id="{annex.key}"' for annex in annexes(make())]
    places = [content.index(each) for each in order]
    assert places == sorted(places)
    assert content.count('href="#tableau-') == content.count('id="tableau-') > 5


def test_french_light_and_dark_and_described(content: str, seen: Seen) -> None:
    assert content.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert "prefers-color-scheme:dark" in content and "@media print" in content
    labels = [value for name, value in seen.attributes if name == "aria-label"]
    assert any(label.startswith("Carte : Zones blanches.") for label in labels)
    used = set(re.findall(r"var\((--[\w-]+)\)", content))
    light, dark = content.split("@media screen and (prefers-color-scheme:dark){", 1)
    assert used <= set(re.findall(r"(--[\w-]+):", light))
    assert used <= set(re.findall(r"(--[\w-]+):", dark))


def test_identifiers_are_unique_and_references_lead_somewhere(content: str, seen: Seen) -> None:
    identifiers = [value for name, value in seen.attributes if name == "id"]
    assert len(identifiers) == len(set(identifiers))
    assert set(re.findall(r"url\(#([^)]+)\)", content)) <= set(identifiers)
    assert {value[1:] for name, value in seen.attributes if name == "href"} <= set(identifiers)


def test_hostile_names_are_shown_and_never_run(hostile: Report) -> None:
    content = as_html(hostile).decode("utf-8")
    seen = Seen(content)
    assert "script" not in seen.tags
    assert set(HOSTILE) <= set(seen.texts)
    assert "<script>" not in content


def test_an_empty_base_makes_a_true_file(bare: Report) -> None:
    seen = Seen(as_html(bare).decode("utf-8"))
    assert seen.texts.count("Aucune personne n'est inscrite à cette date.") == 10
    assert "Aucun import n'est enregistré." in seen.texts
    assert seen.tags["svg"] == 0
    assert not [text for text in seen.texts if re.search(r"\b(nan|None)\b", text)]


def test_a_table_as_long_as_a_departement_is_whole(make: MakeReport) -> None:
    table = TablePicture(("Zone", "Personnes"), tuple((f"zone-{n}", "< 11") for n in range(648)))
    seen = Seen(as_html(make([a_step(1, "d", "Zones", table, table=table)])).decode("utf-8"))
    assert {f"zone-{n}" for n in range(648)} <= set(seen.texts)
    assert seen.texts.count("zone-7") == 1, "the picture is that very table"


@pytest.mark.browser
def test_opens_in_a_browser_without_asking_anything(hostile: Report, tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM_ARGUMENTS, find_chromium

    file = tmp_path / "rapport.html"
    file.write_bytes(as_html(hostile))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        for scheme, paper in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(16, 24, 32)")):
            page = browser.new_page(viewport={"width": 400, "height": 800}, color_scheme=scheme)
            asked: list[str] = []
            said: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.on("console", lambda message, said=said: said.append(message.text))
            page.goto(file.as_uri())
            assert asked == [file.as_uri()] and said == []
            assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == paper
            assert page.evaluate("document.documentElement.scrollWidth") <= 400, "a phone shows it whole"
            assert page.locator("svg[role=img]").count() == 5
        browser.close()
