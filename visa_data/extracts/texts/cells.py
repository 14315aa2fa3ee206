"""What a cell is before any format: stripped of what exports add, empty, known to be unknown, or a spreadsheet's error."""

from __future__ import annotations

import re

from visa_data.vocabulary import fold

SPREADSHEET_ERROR = "Erreur de tableur dans la cellule"
READ_AS_EMPTY = "lu comme vide (« - », « / », « vide »…)"
READ_AS_UNKNOWN = "déclaré inconnu (« NSP », « non renseigné », « ? »…)"

_FORMULA_TEXT = re.compile(r'="([^"]*)"')
_MARKS = frozenset(("-", "--", "---", "–", "—", "/", ".", "…", "#n/a", "n/a", "(vide)"))
_WORDS = frozenset(("null", "nan", "none", "n a", "na", "vide"))
_UNKNOWN_MARKS = frozenset(("?", "??", "???"))
_UNKNOWN_WORDS = frozenset(
    wording
    for wordings in (
        "nsp|n s p|nspp|nsp nr|ne sait pas|ne sais pas|je ne sais pas|ne se prononce pas|sait pas",
        "nc|n c|nr|n r|inconnu|inconnue|inconnus|inconnues|indetermine|indeterminee",
        *(f"non {word}|non {word}e" for word in ("renseigne", "communique", "connu", "precise", "determine")),
        "a renseigner|a completer|pas d information|aucune information",
    )
    for wording in wordings.split("|")
)
_STARTS = frozenset("".join(mark[0] for mark in _MARKS) + "?nNvViIjJsSaApP")
_LONGEST = 30
_SHORT = 40
_RUN = re.compile(r"\s{2,}")
_ERRORS = frozenset(
    ("#ref!", "#valeur!", "#value!", "#nom?", "#name?", "#div/0!", "#nul!", "#null!", "#nombre!", "#num!")
)


def _one_space(run: re.Match[str]) -> str:
    return "\n" if "\n" in run[0] else " "


def bare_cell(cell: str) -> str:
    """Return the cell without outer spaces (no-break ones too) nor the marks of text exports.

    Spaces and line ends that follow each other are one: the formats' patterns would take seconds on thousands.
    """
    text = cell.strip().strip("\u200b\ufeff").strip()
    if len(text) > _SHORT:
        text = _RUN.sub(_one_space, text)
    if text.startswith("'") and len(text) > 1 and text[1].isalnum():
        return text[1:]
    if found := _FORMULA_TEXT.fullmatch(text):
        return found[1].strip()
    return text


def is_empty(text: str) -> bool:
    """Tell whether a stripped cell says that the value is not known."""
    if not text:
        return True
    if not _may_say_nothing(text):
        return False
    return text.casefold() in _MARKS or fold(text) in _WORDS or is_unknown(text)


def is_unknown(text: str) -> bool:
    """Tell whether a stripped cell answers that the value is not known (« NSP »): an answer, not a blank."""
    return _may_say_nothing(text) and (text in _UNKNOWN_MARKS or fold(text) in _UNKNOWN_WORDS)


def _may_say_nothing(text: str) -> bool:
    # Most cells start or end with something else: a million different references need no folding.
    return 0 < len(text) <= _LONGEST and text[0] in _STARTS and not text[-1].isdigit()


def is_spreadsheet_error(text: str) -> bool:
    """Tell whether a stripped cell is a spreadsheet's error (#REF!, #VALEUR!…)."""
    return text.startswith("#") and text.casefold() in _ERRORS
