"""What cannot be written, said in French."""

from __future__ import annotations

from typing import NoReturn

from visa_data.errors import VisaError
from visa_data.typography import french as typeset


def refuse(title: str, message: str) -> NoReturn:
    """Raise the VisaError of this title and sentence, typeset."""
    raise VisaError(title, typeset(message))
