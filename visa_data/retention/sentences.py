"""What is due, destroyed and to come, as French sentences: for the command and the page."""

from __future__ import annotations

from collections.abc import Mapping

from visa_data import french
from visa_data.indicators.definitions import threshold_row
from visa_data.retention.due import Cause, Due, DuePart
from visa_data.retention.purge import Backups
from visa_data.settings import Setting, Settings
from visa_data.typography import french as typographic
from visa_data.vocabulary import Source

CONSENT_FOUNDS = "Consentement (guide VISA ; RGPD, article 6, paragraphe 1, a)"


def due_sentences(found: Due, *, done: bool = False) -> list[str]:
    """What is due at that day, or was destroyed of it, one sentence a rule; what comes next; the warning."""
    told = [_due(part, done=done) for part in found.due]
    if not told:
        told.append(f"Rien à détruire au {french.day(found.day)}.")
    if not done:
        told += [coming_sentence(part, found) for part in found.coming]
        told += [found.warning] if found.warning else []
    return [typographic(sentence) for sentence in told]


def _due(part: DuePart, *, done: bool) -> str:
    counted = french.counted(part.total, "ligne")
    people = f"{french.counted(part.people, 'personne')}, " if part.people else ""
    head = "Détruit" if done else "À détruire"
    since = f", dû depuis le {french.day(part.since)}" if part.since else ""
    return f"{head} : {part.cause.wording[0].lower()}{part.cause.wording[1:]} ({people}{counted}){since}. {part.why}"


def coming_sentence(part: DuePart, found: Due) -> str:
    """« Dans 12 jours, le 10 octobre 2020 : les personnes radiées (1 personne). »."""
    assert part.next_on is not None
    days = (part.next_on - found.day).days
    noun = ("ligne", "lignes") if part.cause is Cause.JOURNAUX else ("personne", "personnes")
    counted = french.counted(part.next_count, *noun)
    return typographic(
        f"Dans {french.counted(days, 'jour')}, le {french.day(part.next_on)} : "
        f"{part.cause.wording[0].lower()}{part.cause.wording[1:]} ({counted})."
    )


def backup_sentences(backups: Backups | None) -> list[str]:
    """What became of the backups that were behind; none where there was none, or nobody asked."""
    if backups is None:
        return []
    told = []
    if backups.reached:
        told.append(
            f"{french.counted(len(backups.reached), 'sauvegarde')} : ce qui a été effacé de la base n'y est plus."
        )
    told += [
        f"Sauvegarde à détruire à la main, elle n'a pas pu être atteinte : {name}"
        for name in backups.unreachable
    ]
    return [typographic(sentence) for sentence in told]


GROUND_HEADERS = ("Origine", "Fondement de l'inscription", "Depuis le")


def legal_ground_rows(settings: Settings) -> list[tuple[str, str, str]]:
    """One row a source, under GROUND_HEADERS: what founds registration, and the day of the text."""
    texts = {ground.source: ground for ground in settings.bases_legales}
    return [
        (
            source.label,
            typographic(f"Sauf opposition : {texts[source.value].article}")
            if source.value in texts
            else CONSENT_FOUNDS,
            french.day(texts[source.value].since) if source.value in texts else french.UNKNOWN,
        )
        for source in Source
    ]


RETENTION_HEADERS = ("Ce qui est conservé", "Jusqu'à quand", "D'où vient cette règle")
_RULES = (
    "conservation_crise_mois",
    "conservation_radiation_jours",
    "conservation_journaux_mois",
    "conservation_refus_mois",
)


def retention_rows(known: Mapping[str, Setting]) -> list[tuple[str, ...]]:
    """One row a rule of retention, under RETENTION_HEADERS. known: see `visa_data.settings.described`."""
    return [threshold_row(known[name]) for name in _RULES]


def crisis_end_sentence(settings: Settings) -> str:
    """Until when what is about people is kept, as « Définitions » and the page of the data say it."""
    if settings.crise_fin is None:
        return typographic(
            "Fin de la crise : aucune n'est dite (réglage « crise_fin ») ; rien n'est détruit à ce titre."
        )
    return typographic(f"Fin de la crise : {french.day(settings.crise_fin)} (réglage « crise_fin »).")
