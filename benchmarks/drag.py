"""In a real Chromium: an imagined team dragged on « Et si ? », from each place told to the count read beside the map.

`python -m benchmarks.drag --adresse 'http://127.0.0.1:8501/zones_blanches?et_si=50.21,3.66,5,30,'` (a dashboard already
running; the address names one imagined team). A place told ends when the count says something else. Then the team is put
down: until the address holds it; then arrow keys move it at once: until the count follows. The baseline is two frames.
"""

from __future__ import annotations

import argparse
import statistics
import time

from playwright.sync_api import Frame, Page, sync_playwright

from tests.browser.awaiting import until
from tests.browser.conftest import CHROMIUM_ARGUMENTS, find_chromium

COUNT = "[...document.querySelectorAll('[role=status]')].map(one => one.textContent).find(one => one.includes('isol'))"
WATCH_COUNT = f"""() => {{
    const seen = (window.visaSeen = []);
    const look = () => {{
        const text = {COUNT} || '';
        if (!seen.length || seen[seen.length - 1][1] !== text) seen.push([Date.now(), text]);
    }};
    new MutationObserver(look).observe(document.body, {{ subtree: true, childList: true, characterData: true }});
    look();
}}"""
WATCH_TOLD = """() => {
    const told = (window.visaTold = []);
    const send = window.Streamlit.setComponentValue.bind(window.Streamlit);
    window.Streamlit.setComponentValue = (value) => {
        if (value.mark) told.push(Date.now());
        return send(value);
    };
}"""
FRAMES = """() => new Promise(done => {
    const start = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""


def said(name: str, times: list[float]) -> None:
    """One line of the table."""
    print(f"| {name} | {len(times)} | {statistics.median(times):.0f} | {max(times):.0f} |", flush=True)


def answers(page: Page, frame: Frame) -> list[float]:
    """From each place told to the next change of the count, where one came before the next place."""
    told, seen = frame.evaluate("window.visaTold"), page.evaluate("window.visaSeen")
    found = []
    for start, end in zip(told, [*told[1:], told[-1] + 10_000], strict=True):
        changes = [at for at, _ in seen if start < at <= end]
        if changes:
            found.append(float(changes[0] - start))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Du déplacement d'une équipe imaginée à son compte, dans Chromium."
    )
    parser.add_argument("--adresse", required=True)
    parser.add_argument("--pas", type=int, default=20)
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1366, "height": 900}, locale="fr-FR")
        page.goto(options.adresse)
        iframe = page.locator("[data-testid=stCustomComponentV1]")
        iframe.wait_for(timeout=300_000)
        frame = iframe.element_handle().content_frame()
        assert frame is not None
        team = frame.locator('.visa-site[aria-label^="Équipe imaginée"]').first
        team.wait_for(timeout=300_000)
        iframe.scroll_into_view_if_needed()
        page.wait_for_timeout(4000)
        page.evaluate(WATCH_COUNT)
        frame.evaluate(WATCH_TOLD)
        print("| geste | fois | médiane (ms) | maximum (ms) |\n|---|---|---|---|")
        said("repère : deux images", [float(frame.evaluate(FRAMES)) for _ in range(20)])

        box = team.bounding_box()
        assert box is not None
        x, y = box["x"] + 12, box["y"] + 12
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(options.pas):
            page.mouse.move(x - 10 * step, y - 6 * step, steps=2)
            page.wait_for_timeout(400)
        said("lieu dit → compte", answers(page, frame))

        before, start = page.url, time.perf_counter()
        page.mouse.up()
        until(page, "before => location.href !== before", before)
        said("équipe posée → adresse", [(time.perf_counter() - start) * 1000])
        count, start = page.evaluate(COUNT), time.perf_counter()
        team.focus()
        for _ in range(4):
            page.keyboard.press("Shift+ArrowUp")
        until(page, f"before => {COUNT} !== before", count)
        said("aussitôt, au clavier → compte", [(time.perf_counter() - start) * 1000])
        browser.close()


main()
