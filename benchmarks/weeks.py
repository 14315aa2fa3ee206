"""In a real Chromium: from a step of the weeks to the map drawn, for every week played on the page « Carte ».

`python -m benchmarks.weeks --adresse 'http://127.0.0.1:8501/carte?…'` (a dashboard already running, the address of a map
whose weeks are shown). A step ends two frames after it is asked: what it changed is on screen. Beside it, the time that the page's own
thread worked, which other programs of the machine do not lengthen; the baseline is two frames in which nothing changes.
"""

from __future__ import annotations

import argparse
import statistics

from playwright.sync_api import CDPSession, Frame, sync_playwright

from tests.browser.conftest import CHROMIUM_ARGUMENTS, find_chromium

STEP = """async place => {
    const slider = document.querySelector('.visa-semaines input');
    const frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    await frames();
    const start = performance.now();
    if (place !== null) {
        slider.value = place;
        slider.dispatchEvent(new Event('input'));
    }
    await frames();
    return performance.now() - start;
}"""


def worked(metrics: CDPSession) -> float:
    """Milliseconds for which the page's own thread has worked."""
    found = metrics.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in found if one["name"] == "TaskDuration") * 1000


def said(name: str, waited: list[float], work: float) -> None:
    """One line of the table."""
    print(f"| {name} | {len(waited)} | {statistics.median(waited):.0f} | {max(waited):.0f} | {work:.0f} |")


def steps(metrics: CDPSession, frame: Frame, places: list[int | None]) -> tuple[list[float], float]:
    """How long each took, and the mean time of work of one."""
    before = worked(metrics)
    waited = [float(frame.evaluate(STEP, place)) for place in places]
    return waited, (worked(metrics) - before) / len(places)


def main() -> None:
    parser = argparse.ArgumentParser(description="Temps d'un pas d'une semaine à l'autre sur la carte.")
    parser.add_argument("--adresse", required=True)
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="fr-FR")
        page.goto(f"{options.adresse}/carte?carte_semaines=true")
        iframe = page.locator("[data-testid=stCustomComponentV1]")
        iframe.wait_for(timeout=300_000)
        frame = iframe.element_handle().content_frame()
        assert frame is not None
        frame.wait_for_selector(".visa-semaines", timeout=300_000)
        page.wait_for_timeout(3000)
        metrics = page.context.new_cdp_session(page)
        metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
        last = int(frame.evaluate("() => document.querySelector('.visa-semaines input').max"))
        every: list[int | None] = [*range(last + 1)] * 3
        print("| mesure | nombre | médiane (ms) | maximum (ms) | travail moyen (ms) |\n|---|---|---|---|---|")
        said("repère : deux images sans changement", *steps(metrics, frame, [None] * 30))
        said("une semaine à la suivante", *steps(metrics, frame, every))
        browser.close()


main()
