"""The certificate of a destruction: what, how many, why, when, and how it is verified; on one page, and never who."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from visa_data import french
from visa_data.extracts.kinds import KINDS
from visa_data.pictures.tones import ink
from visa_data.pictures.typesetting import as_pages
from visa_data.retention.due import Cause, DuePart
from visa_data.retention.journals import JOURNALS
from visa_data.retention.purge import Purged
from visa_data.typography import french as typographic

TEMPLATE = Path(__file__).with_name("certificate.typ")
TITLE = "Certificat de destruction"
NAMED = 6
"""Backups named on the page; the others are counted."""


def certificate(purged: Purged) -> bytes:
    """The certificate as PDF, tagged (PDF/UA-1), in French, dated of the purge."""
    return as_pages(TEMPLATE, _contents(purged), purged.at)


def _contents(purged: Purged) -> dict[str, Any]:
    parts = [_destroyed(purged), _lines(purged), _fingerprints(purged), _backups(purged)]
    when = french.moment(purged.at)
    return {
        "territory": typographic(purged.territory or "Territoire sans nom"),
        "title": TITLE,
        "lead": [
            typographic(
                f"Le {when}, le tableau de bord VISA a détruit ce qui ne devait plus être conservé au "
                f"{french.day(purged.done.day)}. Ce certificat ne nomme personne : il ne dit que des nombres."
            )
        ],
        "parts": parts,
        "foot": typographic(f"{TITLE} · {when} · sceau du journal {purged.seal or french.UNKNOWN}"),
        "signatures": ["Pour la collectivité", "Délégué·e à la protection des données"],
        "colours": {
            "encre": ink("encre"),
            "douce": ink("encre-douce"),
            "bord": ink("bord"),
            "sol": ink("sol"),
        },
    }


def _destroyed(purged: Purged) -> dict[str, Any]:
    rows = [
        [
            part.cause.wording,
            f"{part.why} Textes : {part.cause.texts}.",
            french.day(part.since) if part.since else "",
            french.number(part.people) if part.people else french.UNKNOWN,
            french.number(part.total),
        ]
        for part in purged.done.due
    ]
    table = _table(
        ("Ce qui est détruit", "Pourquoi", "Dû depuis le", "Personnes", "Lignes"),
        rows,
        (2.2, 3.9, 1.6, 1.3, 1.0),
        (3, 4),
    )
    return _part("Ce qui a été détruit", (), table)


def _lines(purged: Purged) -> dict[str, Any]:
    told = [f"{cause_of.cause.wording} : {_by_table(cause_of)}." for cause_of in purged.done.due]
    if any(part.cause is Cause.RADIATION for part in purged.done.due):
        told.append(
            "Une empreinte à clé de chaque personne radiée reste, pour qu'un fichier ancien ne l'inscrive pas de nouveau."
        )
    if any(part.cause is Cause.CRISE for part in purged.done.due):
        told.append(
            f"Un fichier d'avant le {french.day(purged.done.day)} n'inscrit plus personne ; seules restent les empreintes "
            "à clé de qui a refusé ou s'est opposé. Les dossiers de séance, décisions et lettres ne comptent que des "
            "ensembles protégés : ils restent."
        )
    return _part("Dans quelles données", told)


def _by_table(part: DuePart) -> str:
    """The rows by what they are: histories with what they are the past of."""
    nouns = _nouns()
    counts: dict[tuple[str, str], int] = {}
    for name, rows in part.rows.items():
        noun = nouns.get(name.removeprefix("anciens_"), OTHER_NOUN)
        counts[noun] = counts.get(noun, 0) + rows
    return french.listed([french.counted(rows, *noun) for noun, rows in counts.items()])


OTHER_NOUN = ("ligne dérivée", "lignes dérivées")


def _nouns() -> Mapping[str, tuple[str, str]]:
    return {
        **{kind.name: kind.noun for kind in KINDS.values()},
        **{journal.table: journal.noun for journal in JOURNALS},
        "empreintes": ("empreinte", "empreintes"),
        "personnes_ecartees": ("empreinte", "empreintes"),
    }


def _fingerprints(purged: Purged) -> dict[str, Any]:
    rewritten = (
        "Le fichier de la base a été réécrit : rien de ce qui est détruit n'y reste."
        if purged.rewritten
        else "Le fichier de la base reste à réécrire : il le sera à sa prochaine ouverture, avant toute autre chose."
    )
    told = [
        rewritten,
        "Empreinte du contenu (SHA-256 de toutes les lignes, dans quelque ordre et quelque fichier qu'elles soient) :",
    ]
    return _part(
        "Comment le vérifier",
        told,
        _table(
            ("Moment", "Empreinte"),
            [["Avant", purged.before], ["Après", purged.after]],
            (1, 7),
            (),
        ),
    )


def _backups(purged: Purged) -> dict[str, Any]:
    found = purged.backups
    if found is None or not (found.reached or found.unreachable):
        told = ["Aucune sauvegarde faite par le tableau de bord n'est connue."]
    else:
        told = []
        if found.reached:
            told.append(f"Sauvegardes dont les mêmes données ont été détruites : {_named(found.reached)}.")
        if found.unreachable:
            told.append(
                f"Sauvegardes qui n'ont pas pu être atteintes, à détruire à la main : {_named(found.unreachable)}."
            )
    told.append(
        "Les copies faites autrement (disque, serveur, courriel) sont à détruire par qui les a faites."
    )
    return _part("Sauvegardes", told)


def _named(names: Sequence[str]) -> str:
    shown = [f"« {name} »" for name in names[:NAMED]]
    more = len(names) - len(shown)
    return french.listed([*shown, french.counted(more, "autre", "autres")] if more else shown)


def _part(title: str, lines: Sequence[str], table: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"title": title, "lines": [typographic(line) for line in lines], "table": table}


def _table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], figures: Sequence[int]
) -> dict[str, Any]:
    return {
        "headers": list(headers),
        "rows": [[typographic(cell) for cell in row] for row in rows],
        "widths": list(widths),
        "figures": list(figures),
    }
