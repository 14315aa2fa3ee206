"""What a reader may ask of an initiative's figures: what it costs a year, how many people it serves."""

from __future__ import annotations

from visa_data.vocabulary import Term


class Cout(Term):
    """What it costs a year."""

    DIT = "dit", "Coût annuel dit"
    AU_PLUS_10_000 = "10000", "10 000 euros par an au plus"
    AU_PLUS_50_000 = "50000", "50 000 euros par an au plus"
    NON_DIT = "non_dit", "Coût annuel non dit"

    def holds(self, cost: float | None) -> bool:
        """Whether a cost in euros a year (None: not told) is such."""
        return _holds(self.value, cost, untold=self is Cout.NON_DIT, told=self is Cout.DIT)


class Taille(Term):
    """How many people it serves."""

    DITE = "dite", "Nombre dit"
    AU_PLUS_50 = "50", "50 personnes au plus"
    AU_PLUS_500 = "500", "500 personnes au plus"
    NON_DITE = "non_dite", "Nombre non dit"

    def holds(self, people: float | None) -> bool:
        """Whether a number of people served (None: not told) is such."""
        return _holds(self.value, people, untold=self is Taille.NON_DITE, told=self is Taille.DITE)


def _holds(code: str, value: float | None, *, untold: bool, told: bool) -> bool:
    if value is None or untold:
        return value is None and untold
    return told or value <= float(code)
