"""What is said of duplicates, in French."""

from __future__ import annotations

from visa_data import french


def fingerprints_sentence(people: int) -> str:
    """What an import says when it keeps new fingerprints."""
    return (
        f"Doublons : empreintes enregistrées pour {french.counted(people, 'référence')} (noms, dates de naissance "
        "et téléphones ont été lus, ils ne sont pas enregistrés)."
    )
