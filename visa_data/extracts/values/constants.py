"""One value for a whole file, where it lacks the column: what a register or a week's calls need not repeat."""

from __future__ import annotations

from datetime import date

from visa_data.errors import VisaError
from visa_data.extracts.answers import refusals
from visa_data.extracts.columns.matching import Matched, Matching
from visa_data.extracts.formats import Moment, Noted, Refusal
from visa_data.extracts.kinds import KINDS, Field
from visa_data.extracts.texts.stored_text import storable
from visa_data.typography import counted, french


def constant_of(written: str) -> tuple[str, str]:
    """Read `source=registre_communal` as a field and its value. Raises VisaError."""
    name, _, value = (part.strip() for part in written.partition("="))
    admitted = list(dict.fromkeys(f.name for kind in KINDS.values() for f in kind.fields if f.constant))
    if name not in admitted or not value:
        raise VisaError(
            "Valeur impossible",
            french(
                f"« {storable(written)} » n'est pas une valeur pour tout le fichier. Écrivez CHAMP=VALEUR, où CHAMP est : "
                f"{', '.join(admitted)}. Une référence, un nom ou une zone se donnent ligne par ligne."
            ),
        )
    return name, value


def given_columns(matching: Matching, today: date) -> dict[Matched, str]:
    """The fields given for the whole file, as columns after those of the file, with the text of each cell.

    Raises FileRefused for a value that the field does not admit.
    """
    found: dict[Matched, str] = {}
    for name, text in matching.lacking.items():
        field = matching.kind.field(name)
        _check(field, text, today)
        found[Matched(field, len(matching.headers) + len(found), 1.0)] = text
    return found


def _check(field: Field, text: str, today: date) -> None:
    try:
        value = field.format.parse(text, today)
    except Refusal as refusal:
        raise refusals.unreadable_constant(field, text, refusal.suggestion) from None
    value = value.value if isinstance(value, Noted) else value
    if value is None or (field.constant != "*" and value not in field.constant.split("|")):
        raise refusals.unreadable_constant(field, text, "")


def as_kept(field: Field, text: str, today: date) -> str:
    """The value as the journal keeps it: a code, a day, a moment."""
    value = field.format.parse(text, today)
    value = value.value if isinstance(value, Noted) else value
    return storable(text) if isinstance(value, Moment) else str(value)


def told_of(matching: Matching, lines: int) -> list[str]:
    """Sentences on the values given: to how many lines, or that the file's own column comes first."""
    headers = matching.by_field
    found = []
    for name, text in matching.given.items():
        label = matching.kind.field(name).label
        if name in headers:
            found.append(
                f"« {label} » : le fichier a une colonne (« {headers[name]} »), elle est prise ; la valeur donnée pour "
                "tout le fichier ne l'est pas."
            )
        else:
            found.append(
                f"« {label} » : « {storable(text)} » pour tout le fichier, à votre demande "
                f"({counted(lines, 'ligne', 'lignes')})."
            )
    return [french(sentence) for sentence in found]
