"""What axe-core finds in a page: its rules run in every frame; those of Streamlit that nothing here can mend are listed.

One place for the exceptions: a rule, the elements of Streamlit's on which it is allowed, and why.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
"""Fetched by scripts/setup.py from package-lock.json; never served."""
HELD = ("serious", "critical")
"""Impacts that fail a test; the others are told by `python -m benchmarks.accessible`."""

OF_STREAMLIT: dict[str, tuple[tuple[str, str], ...]] = {}
"""By rule: selectors of Streamlit's own elements on which it is allowed, and why nothing here mends it."""

RUN = """async ([only, allowed]) => {
    const options = { resultTypes: ["violations"], ...(only.length ? { runOnly: { type: "rule", values: only } } : {}) };
    const { violations } = await axe.run(document, options);
    const theirs = (rule, node) => {
        const target = [...node.target].flat();
        const element = node.target.length === 1 ? document.querySelector(target.at(-1)) : null;
        return Boolean(element && (allowed[rule] ?? []).some((selector) => element.matches(selector)));
    };
    return violations.flatMap(({ id, impact, nodes }) => nodes.map((node) => ({
        rule: id, impact, theirs: theirs(id, node), where: node.target.flat().join(" "),
        what: node.html.slice(0, 160), why: (node.failureSummary ?? "").replace(/\\s+/g, " ").slice(0, 200),
    })));
}"""


@dataclass(frozen=True)
class Finding:
    """One element that fails a rule. theirs: whether Streamlit's, of those listed above."""

    rule: str
    impact: str
    theirs: bool
    where: str
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.impact}, {self.rule}: {self.what} ({self.where}) {self.why}"


def findings(page: Page, *only: str) -> list[Finding]:
    """Everything axe-core finds in a page and in its frames; `only` these rules where some are named."""
    for frame in page.frames:
        if not frame.evaluate("Boolean(window.axe)"):
            frame.evaluate(axe_core())
    allowed = {rule: [selector for selector, _ in places] for rule, places in OF_STREAMLIT.items()}
    found: list[dict[str, Any]] = page.evaluate(RUN, [list(only), allowed])
    return [Finding(**one) for one in found]


def ours(found: list[Finding]) -> list[str]:
    """What must be mended: serious or critical, and not among Streamlit's own."""
    return [str(one) for one in found if one.impact in HELD and not one.theirs]


def axe_core() -> str:
    """Its script. Raises FileNotFoundError, with what to do, where set-up has not fetched it."""
    if not AXE.is_file():
        raise FileNotFoundError(f"{AXE} is missing: run scripts/setup.py, which fetches it.")
    return AXE.read_text(encoding="utf-8")
