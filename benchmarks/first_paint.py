"""How long until a page says something, and until it stands: in Chromium, on a server just started and on a warm one.

`python -m benchmarks.first_paint --base FILE [--pages carte besoins …]` (a copy of a base): for each page, the first
words of its main area, its title, its end, and how far it jumped on the way (layout shift). The first page is that of
a server just started: its visitor comes as soon as it listens.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pages.parts.screens import SCREENS

ROOT = Path(__file__).resolve().parents[1]
WATCH = """
window.seen = { shifts: 0 };
new PerformanceObserver((list) => {
    for (const one of list.getEntries()) { if (!one.hadRecentInput) { window.seen.shifts += one.value; } }
}).observe({ type: "layout-shift", buffered: true });
const watch = () => {
    const body = document.body?.innerText.trim();
    const title = document.querySelector("[data-testid=stMain] h1");
    if (body) { window.seen.words ??= performance.now(); }
    if (title) { window.seen.title ??= performance.now(); }
    requestAnimationFrame(watch);
};
requestAnimationFrame(watch);
"""
DONE = "[data-testid=stApp][data-test-script-state=notRunning] h1"


def visit(browser: Browser, address: str) -> tuple[float, float, float, float]:
    """Milliseconds to the first words, to the title, to the end; layout shift."""
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="fr-FR")
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_selector(DONE, timeout=120_000)
    end = page.evaluate("performance.now()")
    page.wait_for_timeout(1500)
    seen = page.evaluate("window.seen")
    page.close()
    return seen["words"], seen["title"], end, seen["shifts"]


def started(base: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A server that has just begun to listen, and its address."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
    variables = {**os.environ, "VISA_BASE": str(base), "VISA_ROLE": "coordination"}
    server = subprocess.Popen(
        [sys.executable, str(ROOT / "scripts" / "serve.py"), "--server.port", str(port)],
        cwd=ROOT,
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    while True:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return server, address
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.05)


def main() -> None:
    parser = argparse.ArgumentParser(description="Premiers mots, titre et fin de chaque page, dans Chromium.")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--pages", nargs="*", default=list(SCREENS))
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    print("| page | premiers mots (ms) | titre (ms) | fin (ms) | décalage |\n|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        server, address = started(options.base)
        try:
            for again in (" (serveur à froid)", ""):
                for name in options.pages[:1] if again else options.pages:
                    words, title, end, shifts = visit(browser, f"{address}/{name}")
                    print(
                        f"| {name}{again} | {words:.0f} | {title:.0f} | {end:.0f} | {shifts:.3f} |",
                        flush=True,
                    )
        finally:
            server.terminate()
            server.wait()
            browser.close()


main()
