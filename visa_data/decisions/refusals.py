"""What cannot be written, said in French; and the refusal of the second of two writers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from visa_data import french
from visa_data.errors import VisaError
from visa_data.typography import french as typeset

if TYPE_CHECKING:
    from visa_data.decisions.decision import Decision


class DecisionChanged(VisaError):
    """Somebody else wrote first: nothing was written, `current` is what the decision is now."""

    def __init__(self, current: Decision) -> None:
        super().__init__(
            "Décision modifiée entre-temps",
            typeset(
                f"quelqu'un d'autre a modifié cette décision le {french.moment(current.changed_at)}. "
                "Rien de ce que vous venez d'écrire n'a été enregistré, rien de ce qui l'était n'est perdu : "
                "relisez la décision, puis recommencez."
            ),
        )
        self.current = current


def refuse(title: str, message: str) -> NoReturn:
    """Raise the VisaError of this title and sentence, typeset."""
    raise VisaError(title, typeset(message))
