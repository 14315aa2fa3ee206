"""Start the dashboard: `streamlit run dashboard.py`, with Streamlit's own discovery of pages switched off.

Where a folder `pages/` stands beside the script, a server nobody has visited yet takes it for the list of pages until
dashboard.py has run once: the first visitor of /carte is told « Page not found » and sent home. Streamlit has
no setting for this, only the class attribute below, which st.navigation sets too, but later.

    python scripts/serve.py [SCRIPT] [options of streamlit run]
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from setup import altered_browser_files
from starlette.responses import FileResponse, HTMLResponse
from starlette.staticfiles import StaticFiles
from streamlit import config, file_util, net_util
from streamlit.runtime import Runtime
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main
from streamlit.web.server.starlette import starlette_server, starlette_static_routes

DASHBOARD = Path(__file__).resolve().parent.parent / "dashboard.py"
READ_FIRST = (
    "visa_data.dossier.keeping",
    "visa_data.indicators.registry",
    "visa_data.meeting.steps",
    "visa_data.figures.style",
    "visa_data.maps.zone_layer",
)
"""What holds the large libraries: read while the browser opens, not when it has asked for a page. Nothing of `pages`:
a component declared before the server runs is one that it does not serve."""

ELEMENTS = ("../lib/src/components/elements/", "../lib/src/components/widgets/")
REFUSED = 2
"""Exit status of a server that does not start."""
SMALL = 300_000
"""Bytes of an element with what it imports: charts and tables are larger, and keep their height beforehand. Fetched with
the rest, their millions would keep the page's own scripts waiting."""


def serve(arguments: list[str]) -> None:
    """Serve until stopped; arguments as for `streamlit run`, the dashboard where no script is named."""
    PagesManager.uses_pages_directory = False
    named = bool(arguments) and not arguments[0].startswith("-")
    script = Path(arguments[0]) if named else DASHBOARD
    sys.argv = ["streamlit", "run", *([] if named else [str(DASHBOARD)]), *arguments]
    if script.resolve() == DASHBOARD:
        refuse_altered_files()
        sys.path.insert(0, str(DASHBOARD.parent))
        tell_hours_of_the_territory()
        guard(answer_with_our_first_page())
        Thread(target=read_ahead, daemon=True).start()
    main(prog_name="streamlit")


def tell_hours_of_the_territory() -> None:
    """Before anything asks what time it is."""
    from visa_data.environment import live_in_the_territory

    live_in_the_territory()


def refuse_altered_files() -> None:
    """Serve no script that is not the one we fetched: it would run in every page that has a map."""
    if altered := altered_browser_files(DASHBOARD.parent, "static/"):
        sys.exit(
            f"Le tableau de bord ne démarre pas : {', '.join(altered)} n'est pas le fichier attendu. "
            "Lancez « python3 scripts/setup.py », qui le récupère de nouveau."
        )


def answer_with_our_first_page() -> str:
    """Streamlit answers every address with one page, empty and in English until its scripts run: ours is neither.

    Returns it.
    """
    from pages.parts.look import first_page

    theirs = starlette_static_routes.create_streamlit_static_handler
    folder = file_util.get_static_dir()
    page = first_page((Path(folder) / "index.html").read_text(encoding="utf-8"), widgets(folder))

    def ours(directory: str, base_url: str | None) -> StaticFiles:
        files = theirs(directory, base_url)
        answer = files.get_response

        async def get_response(path: str, scope: Any) -> Any:
            response = await answer(path, scope)
            if isinstance(response, FileResponse) and Path(response.path).name == "index.html":
                return HTMLResponse(page, headers={"Cache-Control": "no-cache"})
            return response

        files.get_response = get_response  # type: ignore[method-assign]
        return files

    starlette_static_routes.create_streamlit_static_handler = ours
    return page


def guard(page: str) -> None:
    """Have every request go through the guard before Streamlit, whose first page is given.

    Ends the program, with a sentence, where the environment asks for what cannot be served.
    """
    from pages.serving.door import Door, set_door
    from pages.serving.guard import Guard
    from pages.serving.messages import watch_messages
    from pages.serving.turns import Turns, take_turns
    from visa_data.access.mode import listening, served, warnings_of
    from visa_data.errors import VisaError

    theirs = starlette_server.create_starlette_app
    door = None
    try:
        if (asked := served()) is not None:
            door = Door(asked)
            door.tell_streamlit()
            set_door(door)
    except VisaError as refusal:
        sys.exit(_said(refusal))

    def ours(runtime: Runtime) -> Guard:
        try:
            listening(config.get_option("server.address") or "", asked)
        except VisaError as refusal:
            sys.exit(_said(refusal))
        if asked is not None:
            # The guard answers this name alone; and nobody is who a header says.
            config.set_option("server.allowedHosts", [asked.address.host])
            config.set_option("server.trustedUserHeaders", {})
        return Guard(theirs(runtime), door=door, page=page)

    for warning in warnings_of(asked):
        print(warning, file=sys.stderr)
    watch_messages()
    take_turns(Turns())
    starlette_server.create_starlette_app = ours
    # For an origin that is not its own, Streamlit would ask a public service for the address of this machine.
    net_util.get_external_ip = net_util.get_internal_ip = lambda: None


def _said(refusal: Exception) -> int:
    print(refusal, file=sys.stderr)
    return REFUSED


def widgets(directory: str) -> list[str]:
    """The scripts of Streamlit's small elements, and what they import: fetched one by one as they are drawn, each
    would take the place of a shorter grey block, and push what stands under it."""
    folder = Path(directory)
    entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    page = (folder / "index.html").read_text(encoding="utf-8")
    needed: dict[str, None] = {}
    for source, entry in entries.items():
        if source.startswith(ELEMENTS) and entry.get("isDynamicEntry"):
            files = [file for file in imported(entries, source) if file not in page]
            if sum((folder / file).stat().st_size for file in files) < SMALL:
                needed |= dict.fromkeys(files)
    return list(needed)


def imported(entries: dict[str, Any], source: str) -> list[str]:
    """The script of an entry of the manifest, and those that it imports, theirs included."""
    found = [source]
    for name in found:
        found += [one for one in entries[name].get("imports", []) if one not in found]
    return [entries[name]["file"] for name in found]


def read_ahead() -> None:
    """Import the modules of `READ_FIRST`, in the order in which a page does."""
    for name in READ_FIRST:
        import_module(name)


if __name__ == "__main__":
    serve(sys.argv[1:])
