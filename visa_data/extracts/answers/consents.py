"""Lines of people who refuse: kept out because they said so. Nothing in them is to be corrected, nor handed back."""

from __future__ import annotations

from collections.abc import Iterable

from visa_data import french
from visa_data.errors import RowError, Severity
from visa_data.typography import french as typographic

CONSENT_REFUSED = "Consentement refusé ou retiré : la personne n'est pas enregistrée"
SAME_PERSON_REFUSED = "La même personne a refusé plus bas dans ce fichier : rien n'est enregistré pour elle"
JOINED_PERSON_REFUSED = "La même personne a refusé sous une autre référence : rien n'est enregistré pour elle"
REFUSALS = frozenset({CONSENT_REFUSED, SAME_PERSON_REFUSED, JOINED_PERSON_REFUSED})
NEVER_RECORDED = "Jamais enregistrée"


def refusing(problems: Iterable[RowError]) -> frozenset[int]:
    """The lines that are kept out because the person refuses."""
    return frozenset(p.line for p in problems if p.reason in REFUSALS)


def to_correct(problem: RowError) -> bool:
    """Whether a reported line is kept out for what somebody can put right in the file."""
    return problem.severity is not Severity.WARNING and problem.reason not in REFUSALS


def refusals_sentence(lines: int) -> str:
    """« 26 lignes écartées pour consentement refusé : jamais enregistrées… »; empty without any."""
    if not lines:
        return ""
    told = french.counted(
        lines,
        "ligne écartée pour consentement refusé : jamais enregistrée",
        "lignes écartées pour consentement refusé : jamais enregistrées",
    )
    return typographic(f"{told}, rien à y corriger.")
