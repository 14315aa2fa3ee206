"""A meeting's room on one server: so many sessions at once, in Streamlit's own protocol, while a million calls come in.

`python -m benchmarks.crowd --base COPY.duckdb` (a sample made by `python -m visa_data demo`, or a département by
`python -m benchmarks --garder`; both with a frozen book). Times are taken from what is asked to the last element
received, by sessions that draw nothing; each screen is compared with that of one session alone on the same base.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import statistics
import tempfile
import time
import urllib.request
from http.cookies import SimpleCookie
from pathlib import Path

import numpy as np
import pandas as pd
from streamlit.proto.Common_pb2 import UploadedFileInfo

from benchmarks.territory import write_calls
from tests.crowd.room import (
    ARRIVAL,
    ROUNDS,
    STARTS,
    Measures,
    Person,
    Signature,
    View,
    alone,
    role_widget_of,
    together,
)
from tests.crowd.server import MB, served
from tests.crowd.visitor import Visitor
from visa_data.base import Base
from visa_data.roles import Role
from visa_data.vocabulary import Issue, TypeAppel

COORDINATORS = 3
CALLS = 1_000_000
LEFT_AT_ONCE = 10
SLOWEST = 8
AFTER_THE_LAST = 15.0
"""Seconds, beyond the time that a server keeps the session of a browser that has gone, before its memory is read."""


def million_calls(path: Path, base_file: Path, count: int) -> None:
    """Calls to the people of a base between its first and its last, as an extract."""
    draw = np.random.default_rng(20200607)
    with Base(base_file) as base, base.cursor() as cursor:
        people = cursor.execute("SELECT reference FROM personnes ORDER BY 1").df()["reference"].to_numpy()
        callers = (
            cursor.execute("SELECT DISTINCT appelant FROM appels ORDER BY 1").df()["appelant"].to_numpy()
        )
        first, last = cursor.execute(
            "SELECT date_trunc('day', min(date_appel)), date_trunc('day', max(date_appel)) FROM appels"
        ).fetchall()[0]
    minutes = draw.integers(0, (last - first).days, count) * 1440 + draw.integers(540, 1080, count)
    outcome = draw.choice([issue.value for issue in Issue], count)
    reached = outcome == Issue.JOINT.value
    frame = pd.DataFrame(
        {
            "reference": people[draw.integers(0, len(people), count)],
            "date_appel": np.datetime64(first, "s") + minutes.astype("timedelta64[m]"),
            "appelant": callers[draw.integers(0, len(callers), count)],
            "type_appel": draw.choice([kind.value for kind in TypeAppel], count),
            "issue": outcome,
            "niveau": pd.array(np.where(reached, draw.integers(1, 5, count), None), dtype="Int32"),
            "besoins": None,
            "duree_min": pd.array(np.where(reached, draw.integers(2, 40, count), None), dtype="Int32"),
        }
    )
    write_calls(path, frame.drop_duplicates(["reference", "date_appel", "appelant"]))


async def imported(address: str, role_widget: str, calls: Path, after: float) -> str:
    """The import of a file by a coordinator, from its page: what came of it, in words."""
    await asyncio.sleep(after)
    person = Person(Role.COORDINATION, 0, address, role_widget)
    await person.arrive()
    visitor = person.visitor
    assert visitor is not None
    await visitor.open("importer")
    start = time.perf_counter()
    identifier, place = await visitor.upload_place()
    size = calls.stat().st_size
    await asyncio.to_thread(_send, address, place, calls)
    await visitor.touch(
        "fichiers_0",
        lambda widget, state: state.file_uploader_state_value.uploaded_file_info.append(
            UploadedFileInfo(name=calls.name, size=size, file_id=identifier)
        ),
    )
    read = time.perf_counter() - start
    screen = await visitor.touch("importer", lambda widget, state: setattr(state, "trigger_value", True))
    done = time.perf_counter() - start
    await visitor.leave()
    if screen.wrong:
        return f"Import refusé : {screen.wrong[0]}"
    return f"Import de {size / MB:.0f} Mo par la page : lu et comparé en {read:.0f} s, écrit {done - read:.0f} s après."


def _send(address: str, place: str, calls: Path) -> None:
    origin = f"http://{address}"
    with urllib.request.urlopen(f"{origin}/_stcore/health") as answer:
        cookie = SimpleCookie(answer.headers.get("Set-Cookie", ""))
    token = next((one.value for one in cookie.values()), "")
    boundary = "limite-des-appels"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{calls.name}"\r\n\r\n'
    body = head.encode() + calls.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
    request = urllib.request.Request(f"{origin}{place}", data=body, method="PUT")
    request.add_header("Content-Type", f"multipart/form-data; boundary={boundary}")
    request.add_header("Origin", origin)
    request.add_header("Cookie", f"_streamlit_xsrf={token}")
    request.add_header("X-Xsrftoken", token)
    urllib.request.urlopen(request).close()


def someone_everywhere(address: str, role_widget: str) -> list[Person]:
    """Of each role, somebody at each place where the round may begin."""
    return [
        Person(role, rank, address, role_widget)
        for role, starts in STARTS.items()
        for rank in range(len(starts))
    ]


async def opened_and_closed(address: str, sessions: int) -> None:
    """So many sessions, some at a time: a first screen, then gone."""

    async def pass_by() -> None:
        visitor = await Visitor.arrive(address)
        await visitor.open()
        await visitor.leave()

    for _ in range(0, sessions, LEFT_AT_ONCE):
        await asyncio.gather(*(pass_by() for _ in range(LEFT_AT_ONCE)))


def printed(title: str, measures: Measures) -> None:
    """A table of times, then what went wrong."""
    print(f"\n**{title}**\n\n| geste | écrans | médiane (s) | p95 (s) | au plus (s) |\n|---|---|---|---|---|")
    rows = {
        f"{role.label}, {kind}": seconds
        for (role, kind), seconds in sorted(measures.seconds.items(), key=lambda one: one[0])
    }
    for role in ROUNDS:
        rows[f"**{role.label}, après le premier écran**"] = [
            one
            for (whose, kind), some in measures.seconds.items()
            if whose is role and kind != ARRIVAL
            for one in some
        ]
    for said, seconds in rows.items():
        if seconds:
            figures = (statistics.median(seconds), percentile(seconds, 95), max(seconds))
            print(
                f"| {said} | {len(seconds)} | "
                + " | ".join(f"{one:.2f}".replace(".", ",") for one in figures)
                + " |"
            )
    compared = (
        f"{measures.compared} écrans comparés, {len(measures.differences)} différents"
        if measures.compared
        else ""
    )
    print(f"\n{len(measures.errors)} erreurs. {compared}")
    slowest = sorted(measures.looked, key=lambda one: one[0], reverse=True)[:SLOWEST]
    print("Les plus lents : " + " ; ".join(f"{seconds:.2f} s {view}" for seconds, view in slowest))
    for line in [*measures.errors[:5], *measures.differences[:5]]:
        print(f"  - {line}")


def percentile(values: list[float], part: int) -> float:
    """The value that `part` % of them do not exceed."""
    return sorted(values)[max(0, -(-len(values) * part // 100) - 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Une salle entière sur un seul serveur.")
    parser.add_argument(
        "--base", type=Path, required=True, help="base qui a un dossier figé ; elle est copiée"
    )
    parser.add_argument(
        "--personnes", type=int, default=30, help="sessions du comité ; trois de la coordination s'y ajoutent"
    )
    parser.add_argument("--gestes", type=int, default=12, help="gestes de chacun après son premier écran")
    parser.add_argument(
        "--reflexion",
        type=float,
        default=10,
        help="secondes entre deux gestes, en moyenne ; 0 : tous au même instant",
    )
    parser.add_argument(
        "--import",
        dest="calls",
        type=int,
        nargs="?",
        const=CALLS,
        default=0,
        help="un import de tant d'appels pendant ce temps",
    )
    parser.add_argument(
        "--ouvertures",
        type=int,
        default=0,
        help="sessions ouvertes puis fermées ensuite, dont la mémoire est lue",
    )
    parser.add_argument(
        "--froid", action="store_true", help="les premiers écrans sur un serveur que personne n'a visité"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asyncio.run(play(options, folder))


async def play(options: argparse.Namespace, folder: Path) -> None:
    """One person alone, then the room, on copies of the base."""
    first, second = folder / "seule.duckdb", folder / "ensemble.duckdb"
    for copy in (first, second):
        shutil.copyfile(options.base, copy)
        # An invented base loses its books with the first file that is not the sample's: here it is one like another.
        with Base(copy) as base, base.transaction() as cursor:
            cursor.execute("DELETE FROM meta WHERE cle = 'invente'")
    known: dict[View, list[Signature]] = {}
    with served(first) as server:
        role_widget = await role_widget_of(server.address)
        measures = Measures()
        one_of_each = someone_everywhere(server.address, role_widget)
        for view, shown in (await alone(one_of_each, options.gestes, measures)).items():
            known.setdefault(view, []).append(shown)
        printed("Une session à la fois, chaque écran pour la première fois ou non", measures)
    calls = folder / "appels.csv"
    after: dict[View, Signature] = {}
    if options.calls:
        million_calls(calls, first, options.calls)
        after = await once_imported(first, role_widget, calls, options.gestes)
    for view, shown in after.items():
        known.setdefault(view, []).append(shown)
    with served(second) as server:
        if not options.froid:
            await opened_and_closed(server.address, 1)
        before, worked = server.memory(), server.worked()
        people = [Person(Role.COMITE, rank, server.address, role_widget) for rank in range(options.personnes)]
        people += [
            Person(Role.COORDINATION, rank, server.address, role_widget) for rank in range(COORDINATORS)
        ]
        measures = Measures()
        room = together(people, options.gestes, options.reflexion, known, measures)
        if options.calls:
            delay = options.reflexion * 2
            _, said = await asyncio.gather(room, imported(server.address, role_widget, calls, delay))
            print(f"\n{said}")
        else:
            await room
        screens = sum(map(len, measures.seconds.values()))
        printed(f"{len(people)} sessions ensemble, {options.reflexion:g} s entre deux gestes", measures)
        print(
            f"Processeur du serveur : {(server.worked() - worked) / max(1, screens) * 1000:.0f} ms par écran, en moyenne."
        )
        print(
            f"Mémoire : {before:.0f} Mo avant, {server.peak:.0f} au plus haut, {server.memory():.0f} ensuite."
        )
        await asyncio.gather(*(one.leave() for one in people))
        if options.ouvertures:
            kept = 120 + AFTER_THE_LAST
            await asyncio.sleep(kept)
            level = server.memory()
            await opened_and_closed(server.address, options.ouvertures)
            at_once = server.memory()
            await asyncio.sleep(kept)
            print(
                f"Mémoire une fois la salle partie : {level:.0f} Mo ; {options.ouvertures} sessions ouvertes et fermées ensuite : "
                f"{at_once:.0f} Mo, puis {server.memory():.0f}."
            )


async def once_imported(base: Path, role_widget: str, calls: Path, gestures: int) -> dict[View, Signature]:
    """The screens of one session alone, once the calls are in the base."""
    with served(base) as server:
        print(f"\nSeule : {await imported(server.address, role_widget, calls, 0)}")
    with served(base) as server:
        return await alone(someone_everywhere(server.address, role_widget), gestures, Measures())


if __name__ == "__main__":
    main()
