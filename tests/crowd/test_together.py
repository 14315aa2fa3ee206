"""Several people on one server in the same second: each is shown what one person alone is."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from tests.crowd.room import CHOICE, PAGE, SIDE, STEP, Measures, Person, alone, role_widget_of, together
from tests.crowd.server import served
from visa_data.roles import Role

GESTURES = 6
PLACES = [
    (Role.COMITE, 0),
    (Role.COMITE, 1),
    (Role.COMITE, 3),
    (Role.COORDINATION, 0),
    (Role.COORDINATION, 1),
]
"""Role, and where in the round each begins: pages, books, sources and steps are not the same from one to the next."""


def test_each_session_is_shown_what_one_alone_is(sample_books_file: Path, tmp_path: Path) -> None:
    first, second = (Path(shutil.copy(sample_books_file, tmp_path / name)) for name in ("un", "deux"))

    async def compared() -> Measures:
        with served(first) as server:
            widget = await role_widget_of(server.address)
            people = [Person(role, rank, server.address, widget) for role, rank in PLACES]
            known = await alone(people, GESTURES, Measures())
        with served(second) as server:
            people = [Person(role, rank, server.address, widget) for role, rank in PLACES for _ in range(2)]
            measures = Measures()
            await together(people, GESTURES, 0, {view: [shown] for view, shown in known.items()}, measures)
            await asyncio.gather(*(one.leave() for one in people))
        return measures

    measures = asyncio.run(compared())
    assert measures.errors == [] and measures.differences == []
    assert measures.compared == 2 * len(PLACES) * (1 + GESTURES)
    assert {PAGE, STEP, CHOICE, SIDE} <= {kind for _, kind in measures.seconds}
