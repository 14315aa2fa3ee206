"""Who looks: the committee sees aggregates only, the coordination sees register references."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The two roles of the dashboard."""

    COMITE = "comite"
    COORDINATION = "coordination"

    @property
    def label(self) -> str:
        """As read on screen."""
        return {"comite": "Comité de pilotage", "coordination": "Coordination"}[self.value]

    @property
    def sees_people(self) -> bool:
        """Whether lists by reference and points of people may reach this role's browser."""
        return self is Role.COORDINATION
