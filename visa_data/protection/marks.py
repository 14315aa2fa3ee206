"""What stands where a figure is withheld."""

from __future__ import annotations

from enum import IntEnum

from visa_data import french

NOT_GIVEN = "n. c."
NOT_GIVEN_MEANING = "non communiqué : ce nombre permettrait de retrouver un petit effectif"


class Mark(IntEnum):
    """How a count appears.

    SHOWN: exactly. SMALL: from 1 to k−1, said so (« < 11 »). OTHER: withheld so that no small count can be computed
    back; it says nothing of the value, which may be small, large or 0. ROUNDED: to the nearest multiple.
    """

    SHOWN = 0
    SMALL = 1
    OTHER = 2
    ROUNDED = 4

    @property
    def withheld(self) -> bool:
        """Whether no number is given to the reader."""
        return self in (Mark.SMALL, Mark.OTHER)


def withheld_text(mark: Mark, k: int) -> str:
    """« < 11 » or « n. c. » ; empty for a cell that is shown."""
    if mark is Mark.SMALL:
        return f"<{french.NBSP}{k}"
    return NOT_GIVEN.replace(" ", french.NBSP) if mark is Mark.OTHER else ""
