"""Settings are a file, changed out of sight of the dashboard: the journal says when other values came into force."""

from __future__ import annotations

import json
from collections.abc import Mapping

from visa_data.acts import Acte
from visa_data.base import Base
from visa_data.journal.listing import VALUES
from visa_data.roles import Actor, Author

NOBODY_S = Actor(Author.FICHIER_DE_REGLAGES)


def note_settings(base: Base, settings: Mapping[str, object]) -> None:
    """Note which settings have changed since the last time that somebody looked, from what to what.

    settings: every setting in force, by name. The line holds all of them, for the next time.
    """
    now = {name: "aucune valeur" if value is None else str(value) for name, value in settings.items()}
    with base.cursor() as cursor:
        row = cursor.execute(
            f"SELECT details->>'{VALUES}' FROM journal WHERE acte = ? AND auteur = ? ORDER BY moment DESC LIMIT 1",
            [Acte.REGLAGES.value, NOBODY_S.author.value],
        ).fetchone()
    before = json.loads(row[0]) if row else None
    if before == now:
        return
    changes = "premier relevé"
    if before is not None:
        changes = " ; ".join(
            f"{name} : {before.get(name, 'rien')} → {now.get(name, 'rien')}"
            for name in sorted(before.keys() | now.keys())
            if before.get(name) != now.get(name)
        )
    said = {"reglages": changes, VALUES: json.dumps(now, ensure_ascii=False, sort_keys=True)}
    base.acting(NOBODY_S).note(Acte.REGLAGES, **said)
