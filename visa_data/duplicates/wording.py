"""What is said of duplicates, in French."""

from __future__ import annotations

from visa_data import french
from visa_data.duplicates.pairs import Readiness


def fingerprints_sentence(people: int) -> str:
    """What an import says when it keeps new fingerprints."""
    return (
        f"Doublons : empreintes enregistrées pour {french.counted(people, 'référence')} (noms, dates de naissance "
        "et téléphones ont été lus, ils ne sont pas enregistrés)."
    )


def readiness_sentences(ready: Readiness) -> list[str]:
    """How far the base could be searched, and what to do where it could not."""
    said = [
        f"Noms comparables pour {french.counted(ready.named, 'référence')} sur {french.number(ready.references)}."
    ]
    without = ready.references - ready.named - ready.other_key
    if without > 0:
        said.append(
            f"{french.counted(without, 'référence')} sans empreinte : leur fichier ne donne pas de nom, ou a été chargé "
            "avant la recherche des doublons (dans ce cas, chargez-le de nouveau). Seuls l'année de naissance "
            "et le lieu les comparent."
        )
    if ready.other_key:
        said.append(
            f"{french.counted(ready.other_key, 'référence')} dont les empreintes ont été faites avec une autre clé : "
            "leurs noms ne peuvent pas être comparés. Remettez la clé d'origine, ou chargez de nouveau leurs fichiers."
        )
    return said
