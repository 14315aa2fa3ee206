"""What every page looks like: sizes, spaces, the side bar, the inks that Streamlit writes too faintly. One style."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import streamlit as st

from visa_data.tokens import BORDER, INK, PAPER, SOFT_INK, VEIL

SIDE_BAR = 256
"""Pixels of the side bar as a page opens: the longest entry of the menu, « Aidants et signalements », on one line."""
# Streamlit writes white on the primary colour, which is pale on the dark ground: less than 2:1; and captions, hints
# and placeholders in its text faded to 60 %: less than 4.5:1.
INKS = f"""
:root {{
    --cote: {SIDE_BAR}px; --filet: 1px solid {VEIL.format(0.45)};
    --papier: light-dark({PAPER["light"]}, {PAPER["dark"]}); --bord: light-dark({BORDER["light"]}, {BORDER["dark"]});
}}
[data-testid^="stBaseButton-primary"]:not(:disabled) {{ color: light-dark({PAPER["light"]}, {INK["light"]}); }}
:root :is([data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] :is(p, li)),
:root :is([data-testid="InputInstructions"], [data-testid="stMetricLabel"], [data-testid="stNavSectionHeader"]),
:root :is(input, textarea)::placeholder {{
    color: light-dark({SOFT_INK["light"]}, {SOFT_INK["dark"]}); opacity: 1;
}}
"""
_SHEETS = [
    Path(__file__).with_name(name).read_text(encoding="utf-8")
    for name in ("look.css", "layouts.css", "print.css")
]
STYLE = f"<style>{_SHEETS[0]}{_SHEETS[1]}{INKS}{_SHEETS[2]}</style>"
SCRIPT = "".join(
    Path(__file__).with_name(name).read_text(encoding="utf-8")
    for name in ("inner_links.js", "roles.js", "french_words.js")
)
"""In the page: our own links, then what mends Streamlit's elements, their roles and their words."""
# In the page before anything is drawn; french_words.py gives the same later, where this page is not ours.
MENDER = (
    SCRIPT.replace("export default function", "const inFrenchFromNowOn = function") + "inFrenchFromNowOn();"
)
OPENING = "Ouverture du tableau de bord…"
# Before any script has run: the ground and the ink that the theme of this screen will have.
FIRST_STYLE = f"""<style>
body {{ background: {PAPER["light"]}; color: {INK["light"]}; }}
@media (prefers-color-scheme: dark) {{ body {{ background: {PAPER["dark"]}; color: {INK["dark"]}; }} }}
#ouverture {{ position: fixed; z-index: 1; top: 37px; left: 1rem; font: 20px system-ui, sans-serif; }}
@media (min-width: 769px) {{ #ouverture {{ left: calc({SIDE_BAR}px + clamp(17px, 2.6vw, 51px)); }} }}
</style>"""
# Gone as soon as the page says something itself.
UNTIL_THE_PAGE = """<script>new MutationObserver((_, watch) => {
    if (document.querySelector('[data-testid="stSidebar"], [role="dialog"], .stMainBlockContainer h1')) {
        document.getElementById("ouverture").remove();
        watch.disconnect();
    }
}).observe(document.body, { childList: true, subtree: true });</script>"""
# Where the server is: beside the page, as its scripts are. Streamlit would ask under the page first, and be refused.
SERVER = '<script>window.__streamlit = { BACKEND_BASE_URL: new URL("./", location.href).href };</script>'
FIRST_PAGE = {
    '<html lang="en">': '<html lang="fr">',
    "<title>Streamlit</title>": f"<title>Tableau de bord VISA</title>{SERVER}{STYLE}{FIRST_STYLE}",
    '<div id="root"></div>': f'<div id="root"></div><p id="ouverture" role="status">{OPENING}</p>{UNTIL_THE_PAGE}',
}
"""Of the page that Streamlit answers with before anything runs: what stands there → what we put in its place."""

WITHOUT_SCRIPTS = (
    "<noscript><p>Ce tableau de bord a besoin de JavaScript : autorisez-le dans le navigateur.</p></noscript>"
)


def dress_page() -> None:
    """Once a run, before anything is drawn; draws nothing."""
    st.html(STYLE)


def first_page(html: str, scripts: Iterable[str] = ()) -> str:
    """Streamlit's page, in French, with our style, and a sentence to read until it has run.

    scripts: those to fetch without waiting, by their paths beside the page.
    """
    html = html.replace("</body>", f'<script type="module">{MENDER}</script></body>')
    fetched = (
        f'<link rel="modulepreload" crossorigin href="./{path}">' for path in scripts if path not in html
    )
    html = html.replace("</head>", f"{''.join(fetched)}</head>")
    for theirs, ours in FIRST_PAGE.items():
        html = html.replace(theirs, ours)
    return re.sub(r"<noscript>.*?</noscript>", WITHOUT_SCRIPTS, html, flags=re.DOTALL)
