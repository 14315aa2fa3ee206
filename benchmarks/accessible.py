"""What axe-core finds on every page: `python -m benchmarks.accessible --adresse ADDRESS --role comite`, a table by page and ground.

On a running dashboard, of the role that its server was started in. Beside the findings held by the tests (serious and
critical), the moderate and minor ones: by rule, with how many elements.
"""

from __future__ import annotations

import argparse
from collections import Counter

from playwright.sync_api import Page, sync_playwright

from pages.parts.screens import SCREENS
from tests.browser.axe import findings
from visa_data.meeting.steps import agenda
from visa_data.roles import Role

DONE = "[data-testid=stApp][data-test-script-state=notRunning] h1"
SETTLING_MS = 1500


def told(page: Page) -> str:
    """« color-contrast (serious) 2, region (moderate) 1 », or a dash."""
    found = Counter((one.rule, one.impact, one.theirs) for one in findings(page))
    return (
        ", ".join(
            f"{rule} ({impact}{', Streamlit' if theirs else ''}) {number}"
            for (rule, impact, theirs), number in sorted(found.items())
        )
        or "–"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description="axe-core sur chaque page et chaque étape, en clair et en sombre."
    )
    parser.add_argument("--adresse", default="http://127.0.0.1:8501")
    parser.add_argument("--role", choices=[role.value for role in Role], default=Role.COORDINATION.value)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    opened = Role(options.role).permissions
    names = [name for name, screen in SCREENS.items() if screen.opened_by in opened]
    steps = [
        f"comite?etape={item.key}&projection={shown}" for item in agenda() for shown in ("false", "true")
    ]
    print("| page | rôle | clair | sombre |\n|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="fr-FR")
        for name in [*names, *steps]:
            seen = []
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
                page.goto(f"{options.adresse}/{name}")
                page.wait_for_selector(DONE, timeout=120_000, state="attached")
                page.wait_for_timeout(SETTLING_MS)
                seen.append(told(page))
            print(f"| {name} | {options.role} | {' | '.join(seen)} |", flush=True)
        browser.close()


main()
