"""Lines of people who refuse, or were erased: kept out for good. Nothing in them is to be corrected, nor handed back."""

from __future__ import annotations

from collections.abc import Iterable

from visa_data import french
from visa_data.errors import RowError, Severity
from visa_data.typography import french as typographic
from visa_data.vocabulary import MotifEcart

CONSENT_REFUSED = "Consentement refusé ou retiré : la personne n'est pas enregistrée"
SAME_PERSON_REFUSED = "La même personne a refusé plus bas dans ce fichier : rien n'est enregistré pour elle"
JOINED_PERSON_REFUSED = "La même personne a refusé sous une autre référence : rien n'est enregistré pour elle"
OPPOSED = "Opposition de la personne : elle n'est pas enregistrée"
REMEMBERED = {
    MotifEcart.REFUS: "Refus déjà retenu : la personne n'est pas enregistrée de nouveau",
    MotifEcart.OPPOSITION: "Opposition déjà retenue : la personne n'est pas enregistrée de nouveau",
    MotifEcart.RETRAIT: "Consentement retiré, déjà retenu : la personne n'est pas enregistrée de nouveau",
    MotifEcart.RADIATION: "Radiée du registre, puis effacée : la personne n'est pas enregistrée de nouveau",
    MotifEcart.FIN_DE_CRISE: "D'avant la destruction des données de fin de crise : rien n'est enregistré de nouveau",
    MotifEcart.EFFACEMENT: "Effacée du registre : la personne n'est pas enregistrée de nouveau",
}
SAME_IDENTITY = "Mêmes nom, prénom et date de naissance qu'une personne qui a refusé ou a été effacée : elle n'est pas enregistrée"
COMES_BACK_BY = "Elle revient avec une date de consentement postérieure"
REFUSALS = frozenset(
    {
        CONSENT_REFUSED,
        SAME_PERSON_REFUSED,
        JOINED_PERSON_REFUSED,
        OPPOSED,
        *REMEMBERED.values(),
        SAME_IDENTITY,
    }
)
NEVER_RECORDED = "Jamais enregistrée"


def refusing(problems: Iterable[RowError]) -> frozenset[int]:
    """The lines that are kept out because the person refuses."""
    return frozenset(p.line for p in problems if p.reason in REFUSALS)


def to_correct(problem: RowError) -> bool:
    """Whether a reported line is kept out for what somebody can put right in the file."""
    return problem.severity is not Severity.WARNING and problem.reason not in REFUSALS


def refusals_sentence(lines: int) -> str:
    """« 26 lignes écartées pour refus ou effacement : jamais enregistrées… »; empty without any."""
    if not lines:
        return ""
    told = french.counted(
        lines,
        "ligne écartée pour refus ou effacement : jamais enregistrée",
        "lignes écartées pour refus ou effacement : jamais enregistrées",
    )
    return typographic(f"{told}, rien à y corriger.")
