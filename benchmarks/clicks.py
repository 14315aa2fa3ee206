"""In a real Chromium: from a click on the map to its card, from a choice to the map drawn anew, both on screen.

`python -m benchmarks.clicks --adresse http://127.0.0.1:8501` (a dashboard already running). The clock is the browser's: from
the event of the click to the frame in which the card says whose it is, then to the one in which the page is at rest.
The baseline is a bare answer of the same server, asked from the same page, and the frame that follows it.
"""

from __future__ import annotations

import argparse
import random
import statistics

from playwright.sync_api import Frame, Page, sync_playwright

from tests.browser.conftest import CHROMIUM_ARGUMENTS, find_chromium

MAP = "[data-testid=stCustomComponentV1]"
NAMES = """() => Object.values(map._layers).filter(l => l.feature && l.getBounds && l.feature.properties.code)
    .map(l => [String(l.feature.properties.code), l.feature.properties.nom])"""
# Clear of the controls, of the legend and of the card; and the zone that answers there is the one meant.
POINT = """code => {
    const zone = window.visaMap.find(code), box = map.getContainer().getBoundingClientRect();
    const inside = map.latLngToContainerPoint(zone.getCenter());
    const free = inside.x > 330 && inside.y > 20 && inside.x < box.width - 450 && inside.y < box.height - 90;
    return free ? [inside.x, inside.y] : null;
}"""
# Times since the epoch: the frame's clock and the page's have not the same origin.
WATCH = """() => {
    const now = () => performance.timeOrigin + performance.now();
    const app = document.querySelector("[data-testid=stApp]");
    const atRest = () => app.dataset.testScriptState === "notRunning" && !document.querySelector("[data-stale=true]");
    // The frame after the one in which a thing is found: that one is on screen.
    const until = (found) => new Promise((done) => {
        const look = () => requestAnimationFrame(found() ? () => done(now()) : look);
        look();
    });
    window.visaTimes = { now, atRest, until };
}"""
CARD = """async (name) => {
    const { until, atRest } = window.visaTimes;
    const said = () => {
        const head = document.querySelector(".st-key-carte_fiche [role=heading]");
        return head && head.textContent === name;
    };
    const told = await until(said);
    return [told, await until(atRest)];
}"""
DRAWN = """async (before) => {
    const { until, atRest } = window.visaTimes;
    const drawn = () => document.querySelector("[data-testid=stCustomComponentV1]").contentWindow.visaMap.drawing !== before;
    const told = await until(drawn);
    return [told, await until(atRest)];
}"""
BARE = """async () => {
    const { now, until } = window.visaTimes, start = now();
    await (await fetch("/_stcore/health")).text();
    return (await until(() => true)) - start;
}"""
HEARD = """type => {
    window.heard = 0;
    addEventListener(type, (event) => (window.heard = performance.timeOrigin + event.timeStamp), { capture: true, once: true });
}"""


def said(name: str, times: list[float]) -> None:
    """One line of the table."""
    rank = sorted(times)[min(len(times) - 1, round(0.95 * (len(times) - 1)))]
    print(
        f"| {name} | {len(times)} | {statistics.median(times):.0f} | {rank:.0f} | {max(times):.0f} |",
        flush=True,
    )


def card_times(page: Page, frame: Frame, number: int) -> list[tuple[float, float]]:
    """Milliseconds from clicks on zones in sight to their card, then to the page at rest."""
    names = dict(frame.evaluate(NAMES))
    codes = sorted(names)
    random.Random(1).shuffle(codes)
    box = page.locator(MAP).bounding_box()
    assert box is not None
    times: list[tuple[float, float]] = []
    for code in codes:
        point = frame.evaluate(POINT, code)
        if point is None or len(times) == number:
            continue
        page.mouse.move(box["x"] + point[0], box["y"] + point[1])
        page.wait_for_timeout(150)
        frame.evaluate(HEARD, "click")
        page.mouse.click(box["x"] + point[0], box["y"] + point[1])
        clicked = frame.evaluate("[heard, String(visaMap.chosen)]")
        if clicked[1] not in names:
            continue
        told, rest = page.evaluate(CARD, names[clicked[1]])
        times.append((told - clicked[0], rest - clicked[0]))
        page.wait_for_timeout(400)
    return times


def drawing_times(page: Page, frame: Frame, number: int) -> list[tuple[float, float]]:
    """Milliseconds from another figure chosen in the list to the map drawn so, then to the page at rest."""
    times = []
    for rank in range(number):
        before = frame.evaluate("visaMap.drawing")
        page.locator(".st-key-carte_figure input").click()
        page.keyboard.press("ArrowDown" if rank % 2 else "ArrowUp")
        page.wait_for_timeout(200)
        page.evaluate(HEARD, "keydown")
        page.keyboard.press("Enter")
        start = page.evaluate("heard")
        told, rest = page.evaluate(DRAWN, before)
        times.append((told - start, rest - start))
        page.wait_for_timeout(600)
    return times


def layer_times(page: Page, frame: Frame, number: int) -> list[tuple[float, float]]:
    """Milliseconds from a layer shown or hidden to the map drawn so, then to the page at rest."""
    page.get_by_role("button", name="Couches et classes").click()
    layer = page.get_by_role("button", name="Portée")
    layer.wait_for()
    times = []
    for _ in range(number):
        before = frame.evaluate("visaMap.drawing")
        page.evaluate(HEARD, "click")
        layer.click()
        start = page.evaluate("heard")
        told, rest = page.evaluate(DRAWN, before)
        times.append((told - start, rest - start))
        page.wait_for_timeout(600)
    page.keyboard.press("Escape")
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description="Du clic à la fiche, dans Chromium.")
    parser.add_argument("--adresse", default="http://127.0.0.1:8501")
    parser.add_argument("--clics", type=int, default=40)
    parser.add_argument("--dessins", type=int, default=10)
    parser.add_argument("--largeur", type=int, default=1920)
    parser.add_argument("--hauteur", type=int, default=1080)
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(
            viewport={"width": options.largeur, "height": options.hauteur}, locale="fr-FR"
        )
        page.goto(f"{options.adresse}/carte")
        handle = page.wait_for_selector(MAP, timeout=120_000)
        assert handle is not None
        frame = handle.content_frame()
        assert frame is not None
        frame.wait_for_function("window.visaMap && window.visaMap.drawing", timeout=120_000)
        page.wait_for_timeout(4000)
        page.evaluate(WATCH)
        print("| geste | fois | médiane (ms) | 95e centile (ms) | plus long (ms) |\n|---|---|---|---|---|")
        said("repère : une réponse du serveur, dessinée", [page.evaluate(BARE) for _ in range(40)])
        card_times(page, frame, 3)
        for name, measured in (
            ("clic → fiche", card_times(page, frame, options.clics)),
            ("autre couleur", drawing_times(page, frame, options.dessins)),
            ("autre couche", layer_times(page, frame, options.dessins)),
        ):
            said(name, [told for told, _ in measured])
            said(f"{name}, page au repos", [rest for _, rest in measured])
        browser.close()


main()
