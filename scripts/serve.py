"""Start the dashboard: `streamlit run dashboard.py`, with Streamlit's own discovery of pages switched off.

Where a folder `pages/` stands beside the script, a server nobody has visited yet takes it for the list of pages until
dashboard.py has run once: the first visitor of /carte is told « Page not found » and sent home. Streamlit has
no setting for this, only the class attribute below, which st.navigation sets too, but later.

    python scripts/serve.py [SCRIPT] [options of streamlit run]
"""

from __future__ import annotations

import sys
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main

DASHBOARD = Path(__file__).resolve().parent.parent / "dashboard.py"


def serve(arguments: list[str]) -> None:
    """Serve until stopped; arguments as for `streamlit run`, the dashboard where no script is named."""
    PagesManager.uses_pages_directory = False
    named = bool(arguments) and not arguments[0].startswith("-")
    sys.argv = ["streamlit", "run", *([] if named else [str(DASHBOARD)]), *arguments]
    main(prog_name="streamlit")


if __name__ == "__main__":
    serve(sys.argv[1:])
