"""The kinds of meetings: each has its own agenda of steps, chosen and ordered in the settings."""

from __future__ import annotations

from visa_data.vocabulary import Term


class Reunion(Term):
    """A kind of meeting. The comité technique is the coordination's: it works on lists by reference."""

    PILOTAGE = "comite_pilotage", "Comité de pilotage"
    TECHNIQUE = "comite_technique", "Comité technique"

    @property
    def setting(self) -> str:
        """The setting that holds its steps."""
        return f"etapes_{self.value}"
