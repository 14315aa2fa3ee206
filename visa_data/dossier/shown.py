"""A figure as it may be shown: its value, or the words that stand for it when it is withheld."""

from __future__ import annotations

from dataclasses import dataclass

from visa_data import french
from visa_data.protection.marks import Mark, withheld_text

OTHER_WORDS = "un nombre non communiqué de"


@dataclass(frozen=True)
class Shown:
    """A count as shown: value None when withheld; text for tables and labels; words before a noun.

    words: « moins de 11 » or « un nombre non communiqué de », empty when the value is shown.
    """

    value: int | None
    text: str
    words: str = ""

    @property
    def withheld(self) -> bool:
        """Whether the protection keeps the value back."""
        return self.value is None

    @property
    def nothing(self) -> bool:
        """Whether it is a published zero."""
        return self.value == 0

    def counted(self, one: str, many: str) -> str:
        """`3 personnes`, `moins de 11 personnes`."""
        if self.value is None:
            return f"{self.words}{french.NBSP}{many}"
        return french.counted(self.value, one, many)

    def plural(self, one: str, many: str) -> str:
        """The word that agrees with this count."""
        return one if self.value is not None and self.value < 2 else many


def open_count(value: float) -> Shown:
    """A count that nothing protects."""
    return Shown(int(value), french.number(int(value)))


def marked_count(value: float, mark: Mark, k: int) -> Shown:
    """A published count: exact or rounded, or the words of the mark that withholds it."""
    if mark is Mark.SMALL:
        return Shown(None, withheld_text(mark, k), f"moins de {k}")
    if mark is Mark.OTHER:
        return Shown(None, withheld_text(mark, k), OTHER_WORDS)
    return open_count(value)


def not_given() -> Shown:
    """A count that the book keeps back, whatever its mark."""
    return Shown(None, withheld_text(Mark.OTHER, 0), OTHER_WORDS)


def rate_text(part: Shown, whole: Shown, decimals: int = 0) -> str:
    """`76 %`: a rate follows its counts; a dash when nobody is counted, the withheld count's mark else."""
    if part.value is None or whole.value is None:
        return "non publié"
    return french.percent(part.value / whole.value, decimals) if whole.value else french.UNKNOWN


def worst_first(value: Shown, name: str) -> tuple[int, str]:
    """Sort key: the largest published first; the withheld after them, whatever their value, then zeros."""
    if value.value is None:
        return (0, name)
    return (-value.value, name) if value.value else (1, name)
