"""What a book must be to enter the network's lake: whole, signed by its town, protected, and the next of its chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from visa_data import french
from visa_data.dossier.book import question_name
from visa_data.dossier.contents import CONTENTS
from visa_data.dossier.file import read_book
from visa_data.dossier.tables import Tables, settings_of
from visa_data.errors import VisaError
from visa_data.indicators.registry import by_zone
from visa_data.network.signature import Signed, holds, print_of
from visa_data.protection.marks import Mark
from visa_data.settings import Settings
from visa_data.typography import french as typeset

STRICTEST = {"seuil_effectif": 11, "arrondi": 5, "petit_territoire": 100}
"""What the network asks at least: a town may protect more, never less."""


@dataclass(frozen=True)
class Last:
    """The last book that the lake has of a cooperation: number 0 where there is none."""

    number: int = 0
    day: date | None = None
    book: str = ""


def arriving(content: bytes, one: Signed, key: str, last: Last, told: str) -> Tables:
    """The book, once it is known to be what it must. told: how refusals call it.

    Raises VisaError: a book not signed by this key, altered, unprotected, or not the one after `last`.
    """
    statement = one.statement
    if not holds(one, key):
        raise _refused(told, "sa signature n'est pas celle de cette coopération")
    if print_of(content) != statement.book:
        raise _refused(told, "son contenu n'est pas celui qui a été signé")
    tables = read_book(content, told)
    manifest = tables.manifest
    if (manifest.number, manifest.day) != (statement.number, statement.day):
        raise _refused(told, "son numéro ou son jour n'est pas celui qui a été signé")
    _follows(tables, statement.previous, last, told)
    for fault in faults(tables):
        raise _refused(told, fault)
    return tables


def _follows(tables: Tables, previous: str, last: Last, told: str) -> None:
    manifest = tables.manifest
    if manifest.number != last.number + 1:
        missing = french.listed(
            [f"n° {number}" for number in range(last.number + 1, min(manifest.number, last.number + 6))]
        )
        why = (
            f"il manque avant lui {missing}"
            if manifest.number > last.number
            else f"le réseau a déjà le n° {last.number}, plus récent"
        )
        raise _refused(told, why)
    if last.number == 0:
        if previous or manifest.previous is not None:
            raise _refused(told, "il se dit à la suite d'un autre, et c'est le premier")
    elif previous != last.book or manifest.previous != last.day:
        raise _refused(told, "le dossier qu'il suit n'est pas celui que le réseau a reçu")
    if last.day is not None and manifest.day <= last.day:
        raise _refused(told, f"il n'est pas plus récent que celui du {french.day(last.day)}")


def _refused(told: str, why: str) -> VisaError:
    return VisaError(
        "Dossier refusé par le réseau", typeset(f"« {told} » n'entre pas : {why}. Rien n'est écrit de lui.")
    )


def faults(tables: Tables) -> list[str]:
    """Why a book may not be read by others, each in a few French words; none for one made as it must be.

    What is rounded, withheld or left out by the town that made it is looked at again, by the network's own bounds.
    """
    try:
        settings = settings_of(tables.manifest)
    except (TypeError, ValueError, OverflowError):
        return ["ses réglages ne se lisent pas"]
    return [
        *_of_settings(settings),
        *_of_sectors(tables, settings),
        *_of_totals(tables, settings),
        *_of_answers(tables),
    ]


def _of_settings(settings: Settings) -> list[str]:
    return [
        f"le réglage « {name} » vaut {french.number(getattr(settings, name))}, et le réseau demande au moins {least}"
        for name, least in STRICTEST.items()
        if getattr(settings, name) < least
    ]


def _of_sectors(tables: Tables, settings: Settings) -> list[str]:
    table = tables.by_sector
    found = _of_counts(table["valeur"], table["marque"], settings)
    pairs = table[["moment", "code", "nom"]]
    if pairs.duplicated().any():
        found.append("un effectif de secteur y est deux fois")
    return found


def _of_counts(values: pd.Series, marks: pd.Series, settings: Settings) -> list[str]:
    """Of counts told by the rule of the sectors."""
    value, mark = values.to_numpy(dtype=float), marks.to_numpy()
    withheld = np.isin(mark, [int(Mark.SMALL), int(Mark.OTHER)])
    shown = ~withheld & (value != 0)
    found = []
    if np.isfinite(value[withheld]).any():
        found.append("un effectif masqué y a sa valeur")
    if np.isnan(value[~withheld]).any():
        found.append("un effectif publié n'y a pas de valeur")
    if (value[shown] % max(settings.arrondi, STRICTEST["arrondi"])).any():
        found.append("un effectif de secteur n'est pas arrondi")
    # Rounded, a count that may be shown is this at least.
    if (value[shown] + settings.arrondi // 2 < settings.seuil_effectif).any():
        found.append(f"un effectif de secteur est sous {settings.seuil_effectif}")
    if (value < 0).any():
        found.append("un effectif est négatif")
    return found


def _of_totals(tables: Tables, settings: Settings) -> list[str]:
    table, manifest = tables.totals, tables.manifest
    here = table[table["jour"] == manifest.day].set_index("nom")
    if "inscrits" not in here.index or here.index.duplicated().any():
        return ["il ne dit pas combien de personnes sont inscrites"]
    rates = table["nom"].str.startswith("taux")
    counts = table[~rates & (table["nom"] != "zones_blanches")]
    registered = float(here.loc["inscrits", "valeur"])
    if not manifest.exact:
        return _of_counts(counts["valeur"], counts["marque"], settings)
    if not registered >= settings.petit_territoire:
        return ["ses effectifs d'ensemble sont exacts, et son territoire est petit"]
    if len(tables.sectors) < 2:
        return ["ses effectifs d'ensemble sont exacts, et il n'a qu'un secteur"]
    value, mark = counts["valeur"].to_numpy(dtype=float), counts["marque"].to_numpy()
    withheld = np.isin(mark, [int(Mark.SMALL), int(Mark.OTHER)])
    small = ~withheld & (value > 0) & (value < settings.seuil_ensemble)
    return [
        *(["un effectif masqué y a sa valeur"] if np.isfinite(value[withheld]).any() else []),
        *(["un effectif d'ensemble est sous le seuil de la coopération"] if small.any() else []),
    ]


def _of_answers(tables: Tables) -> list[str]:
    known = {*CONTENTS, *(question_name(one.by_zone) for one in by_zone() if one.by_zone is not None)}
    found = []
    for key, frames in tables.answers.items():
        name = key.partition("@")[0].partition("&")[0]
        if name not in known:
            found.append("il a une réponse que les dossiers n'ont pas")
        columns = {str(column) for frame in frames.values() for column in frame.columns}
        if columns & PERSONAL:
            found.append("une de ses tables a une colonne de personnes")
    return found


PERSONAL = {"reference", "references", "telephone", "adresse", "date_naissance", "annee_naissance", "prenom"}
"""Columns of persons that no table of a book has."""
