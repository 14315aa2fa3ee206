"""The people of a meeting's room and what they do: round by round, each screen compared with that of one person alone."""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.crowd.visitor import NotAnswered, Screen, Visitor
from visa_data.roles import Role

ARRIVAL, PAGE, STEP, CHOICE = "premier écran", "autre page", "étape suivante", "autre choix"
SIDE = "choix à côté"
SERVED = Role.COORDINATION
"""The role that the server gives; another is chosen at the side, where it reads less."""
View = tuple[object, ...]
"""Who looks at what: role, page, choices there and at the side, step, and whether a part of the page answers."""
Signature = Mapping[str, str]
"""Place and kind of each element → what stands there, or its fingerprint."""
SHORT = 400
"""Bytes under which an element is its own fingerprint."""


@dataclass(frozen=True)
class Gesture:
    """One thing that somebody does. name: of the page, or the key of the widget; option: its rank, or the step's.

    What is chosen at the side stays from page to page.
    """

    kind: str
    name: str = ""
    option: int = 0


def _steps(*ranks: int) -> list[Gesture]:
    return [Gesture(STEP, option=rank) for rank in ranks]


COMMITTEE = [
    *_steps(1, 2, 3, 5),
    Gesture(PAGE, "carte"),
    Gesture(CHOICE, "carte_figure", 3),
    Gesture(CHOICE, "carte_figure", 5),
    Gesture(PAGE, "comite"),
    *_steps(6, 7),
    Gesture(PAGE, "zones_blanches"),
    Gesture(CHOICE, "blancs_besoin", 3),
    Gesture(PAGE, "comite"),
    *_steps(4, 8),
    Gesture(SIDE, "reunion", 1),
    Gesture(PAGE, "fragilite"),
    Gesture(SIDE, "reunion", 0),
    Gesture(PAGE, "besoins"),
    Gesture(PAGE, "comite"),
    *_steps(9, 0),
    Gesture(PAGE, "campagne"),
    Gesture(PAGE, "comite"),
]
COORDINATION = [
    Gesture(PAGE, "carte"),
    Gesture(CHOICE, "carte_figure", 4),
    Gesture(PAGE, "agir"),
    Gesture(SIDE, "sources", 1),
    Gesture(PAGE, "besoins"),
    Gesture(PAGE, "zones_blanches"),
    Gesture(SIDE, "sources", 2),
    Gesture(PAGE, "comite"),
    *_steps(1, 5),
    Gesture(PAGE, "qui_agit"),
]
ROUNDS = {Role.COMITE: COMMITTEE, Role.COORDINATION: COORDINATION}
STARTS = {Role.COMITE: (0, 4, 10, 15), Role.COORDINATION: (0, 4, 7)}
"""Where in the round somebody may begin: a room is not all at one place."""


@dataclass
class Person:
    """Somebody in front of a screen. rank: among those of the room; it says where in the round they begin."""

    role: Role
    rank: int
    address: str
    role_widget: str
    visitor: Visitor | None = None
    page: str = "comite"
    choices: dict[str, int] = field(default_factory=dict)
    step: int | None = None
    side: dict[str, int] = field(default_factory=dict)

    def doing(self, gestures: int) -> list[Gesture]:
        """What they do, in their order: so many gestures, the round again where it is short."""
        starts, every = STARTS[self.role], ROUNDS[self.role]
        start = starts[self.rank % len(starts)]
        return [every[(start + turn) % len(every)] for turn in range(gestures)]

    def view(self, screen: Screen) -> View:
        """What they look at."""
        step = self.step if self.page == "comite" else None
        return (
            self.role.value,
            self.page,
            *(tuple(sorted(chosen.items())) for chosen in (self.choices, self.side)),
            step,
            screen.part,
        )

    async def arrive(self) -> Screen:
        """Open the dashboard; in the role that the server does not give, as an earlier choice of this browser's."""
        self.visitor = await Visitor.arrive(self.address)
        if self.role is not SERVED:
            state = WidgetState(id=self.role_widget, string_value=self.role.label)
            self.visitor.touched[self.role_widget] = state
        return await self.visitor.open()

    async def do(self, gesture: Gesture) -> Screen:
        """One gesture. Raises NotAnswered."""
        if self.visitor is None:
            raise NotAnswered("absente")
        if gesture.kind == PAGE:
            self.page, self.choices = gesture.name, {}
            return await self.visitor.open("" if gesture.name == "comite" else gesture.name)
        if gesture.kind == STEP:
            self.step = gesture.option
            return await self.visitor.tell("planche", "aller", lambda told: told["keys"][gesture.option])
        chosen = self.side if gesture.kind == SIDE else self.choices
        chosen[gesture.name] = gesture.option
        return await self.visitor.touch(
            gesture.name, lambda widget, state: _choose(widget, state, gesture.option)
        )

    async def leave(self) -> None:
        """Close the page."""
        if self.visitor is not None:
            await self.visitor.leave()


def _choose(widget: Any, state: WidgetState, rank: int) -> None:
    option = widget.options[rank % len(widget.options)]
    if widget.DESCRIPTOR.name == "MultiSelect":
        state.string_array_value.data.append(option)
    else:
        state.string_value = option


def signature(screen: Screen) -> Signature:
    """What a screen shows, element by element; without what names a session, a file or a message."""
    return {
        f"{place} {element.WhichOneof('type')}": _in_short(_plain(element))
        for place, element in screen.shown.items()
        if element.WhichOneof("type") not in ("toast", "favicon")
    }


def _in_short(said: bytes) -> str:
    return said.decode("utf-8", "replace") if len(said) < SHORT else hashlib.sha256(said).hexdigest()


def _plain(element: Element) -> bytes:
    kind = element.WhichOneof("type")
    if kind == "bidi_component" and element.bidi_component.WhichOneof("data") == "json":
        told = json.loads(element.bidi_component.json)
        if isinstance(told, dict) and "sent" in told:
            element = Element.FromString(element.SerializeToString())
            element.bidi_component.json = json.dumps(told | {"sent": 0})
    elif kind == "download_button":
        element = Element.FromString(element.SerializeToString())
        element.download_button.url = element.download_button.deferred_file_id = ""
    elif kind == "multiselect":
        # What is chosen, said or left to the browser that chose it.
        element = Element.FromString(element.SerializeToString())
        element.multiselect.set_value = False
        del element.multiselect.raw_values[:]
    return element.SerializeToString(deterministic=True)


@dataclass
class Measures:
    """What a room saw. seconds: by role and kind of gesture; looked: each with what was looked at. errors, differences: in words, with where."""

    seconds: dict[tuple[Role, str], list[float]] = field(default_factory=dict)
    looked: list[tuple[float, View]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    compared: int = 0

    def note(self, person: Person, kind: str, screen: Screen, alone: Mapping[View, list[Signature]]) -> None:
        """A screen: its time, and whether one person alone is shown the same."""
        self.seconds.setdefault((person.role, kind), []).append(screen.seconds)
        view = person.view(screen)
        self.looked.append((screen.seconds, view))
        self.errors += [f"{view} : {one}" for one in screen.wrong]
        if view in alone:
            self.compared += 1
            shown = signature(screen)
            if shown not in alone[view]:
                nearest = min((_apart(shown, one) for one in alone[view]), key=len)
                self.differences.append(f"{view} : {', '.join(nearest[:3])}")


def _apart(shown: Signature, expected: Signature) -> list[str]:
    return [
        f"{key} : {shown.get(key)!r} et non {expected.get(key)!r}"
        for key in sorted({*shown, *expected})
        if shown.get(key) != expected.get(key)
    ]


async def alone(people: Iterable[Person], gestures: int, measures: Measures) -> dict[View, Signature]:
    """The screens of each of these people, one after the other; their times go to `measures`."""
    found: dict[View, Signature] = {}
    for person in people:
        screen = await person.arrive()
        measures.note(person, ARRIVAL, screen, {})
        found.setdefault(person.view(screen), signature(screen))
        for gesture in person.doing(gestures):
            screen = await person.do(gesture)
            measures.note(person, gesture.kind, screen, {})
            found.setdefault(person.view(screen), signature(screen))
        await person.leave()
    return found


async def together(
    people: list[Person],
    gestures: int,
    think: float,
    known: Mapping[View, list[Signature]],
    measures: Measures,
) -> None:
    """The room at work. think: seconds between two gestures of somebody, on average; 0: all in the same instant."""

    async def noted(person: Person, kind: str, act: Callable[[], Awaitable[Screen]]) -> None:
        try:
            measures.note(person, kind, await act(), known)
        except NotAnswered as failure:
            measures.errors.append(f"{person.page}, {kind} : {failure}")

    if think == 0:
        await asyncio.gather(*(noted(one, ARRIVAL, one.arrive) for one in people))
        for gestures_now in zip(*(one.doing(gestures) for one in people), strict=True):
            await asyncio.gather(
                *(
                    noted(one, gesture.kind, partial(one.do, gesture))
                    for one, gesture in zip(people, gestures_now, strict=True)
                )
            )
        return

    async def live(person: Person) -> None:
        draw = random.Random(person.rank)
        await asyncio.sleep(draw.uniform(0, think))
        await noted(person, ARRIVAL, person.arrive)
        for gesture in person.doing(gestures):
            await asyncio.sleep(draw.uniform(0.5, 1.5) * think)
            await noted(person, gesture.kind, partial(person.do, gesture))

    await asyncio.gather(*(live(one) for one in people))


async def role_widget_of(address: str) -> str:
    """The identifier of the choice of a role, the same for every session."""
    visitor = await Visitor.arrive(address)
    await visitor.open()
    found, _, _ = visitor.widget("role")
    await visitor.leave()
    return found
