"""The fields of a file of facts: each is taken once, of the kind expected, and none is left over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Fields:
    """The fields of a table, each taken once; what is left was not expected."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = dict(values)

    def whole(self, name: str, kind: Any) -> Any:
        """A field that must be there. Raises KeyError without it, TypeError for another kind of value."""
        if name not in self.values:
            raise KeyError(name)
        return self.maybe(name, kind, None)

    def maybe(self, name: str, kind: Any, default: Any) -> Any:
        """A field, or its default. Raises TypeError for another kind of value."""
        value = self.values.pop(name, default)
        if value is not default and not isinstance(value, kind):
            raise TypeError(name)
        return value

    def several(self, name: str, of: Callable[[str], Any]) -> tuple[Any, ...]:
        """A list, each of its values made by `of`, which raises ValueError for one that it does not know."""
        return tuple(of(one) for one in self.maybe(name, list, []))

    def nothing_left(self) -> None:
        """Raises ValueError with the fields that nobody took."""
        if self.values:
            raise ValueError(", ".join(sorted(self.values)))
