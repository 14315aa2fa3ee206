"""Mode projection, and the room that the meeting's board gets: kept in the address, one click or the key P."""

from __future__ import annotations

import streamlit as st

from pages.parts.address import bound

SWITCH = "projection"

# There for the board's script, which stands for them, but neither drawn nor read out nor reached with Tab.
UNSEEN = "position: absolute !important; visibility: hidden; width: 1px; height: 1px; overflow: hidden;"
# Read out, not drawn.
READ_OUT = "position: absolute !important; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden;"
# A step is drawn for a screen: the sheet lies on its side.
ON_PAPER = "<style>@media print { @page { size: A4 landscape; } }</style>"
# Less air above the board, so that a step holds on one screen beside the menus too.
AT_THE_DESK = """
<style>
:root [data-testid="stMainBlockContainer"] { padding: 2.6rem 2rem 1rem; }
@media (max-width: 768px) { :root [data-testid="stMainBlockContainer"] { padding: 3.8rem 1rem 1rem; } }
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 0.6rem; }
.st-key-gestes_de_la_reunion { UNSEEN }
</style>
""".replace("UNSEEN", UNSEEN)
# Nothing but the board: the page behind it neither shows nor scrolls. Dialogs stand above, written larger.
PROJECTED = """
<style>
:root { font-size: max(100%, min(1.36vw, 2.42vh)) !important; }
[data-testid="stSidebar"], [data-testid="stSidebarCollapsedControl"], [data-testid="stExpandSidebarButton"],
[data-testid="stHeader"], [data-testid="stStatusWidget"] { display: none !important; }
[data-testid="stMain"] { overflow: hidden; }
[role="dialog"] :is([data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p, input::placeholder) {
    color: inherit !important; opacity: 1;
}
:root [data-testid="stMainBlockContainer"] { padding: 0; }
[data-testid="stMainBlockContainer"] [data-testid="stHeading"] { READ_OUT }
.st-key-projection, .st-key-suite_de_l_etape, .st-key-pied_imprimer { UNSEEN }
</style>
""".replace("UNSEEN", UNSEEN).replace("READ_OUT", READ_OUT)


def projection_switch() -> bool:
    """The switch, kept in the address; applies the style of the chosen mode."""
    projected = bound(
        st.toggle,
        "Projection",
        key=SWITCH,
        help="Pour le vidéoprojecteur : l'étape seule, en grand, sans menus. Touche P ; Échap en sort.",
    )
    st.html((PROJECTED if projected else AT_THE_DESK) + ON_PAPER)
    return projected
