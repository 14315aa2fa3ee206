"""What new data changed, told apart from what happened: the extracts by name, the figures put right."""

from __future__ import annotations

from visa_data import french
from visa_data.indicators.evolution import KEY_FIGURES
from visa_data.indicators.filters import Filters
from visa_data.meeting.changes import Change, Verdict
from visa_data.meeting.steps.facts import Facts
from visa_data.provenance.extracts_since import KINDS_BEHIND, UNDONE, extracts_since, weighing_on
from visa_data.provenance.meetings import read_shown

NAMED = 4


def new_data_sentences(facts: Facts) -> list[str]:
    """One sentence on what was shown then and is other now, or on the files loaded since; outlines apart."""
    shown = read_shown(facts.cursor, facts.before)
    extracts = extracts_since(facts.cursor, facts.before, shown)
    since = french.day(facts.before)
    files = list(dict.fromkeys(extracts["fichier"]))
    found = []
    if shown is None:
        found.append(
            f"Données nouvelles{french.NBSP}: "
            + (
                f"{french.counted(len(files), 'fichier chargé', 'fichiers chargés')} depuis le {since}, "
                f"{_names(files)}."
                if files
                else f"aucun fichier n'a été chargé depuis le {since}."
            )
        )
    elif facts.filters == Filters():
        moved = [
            figure
            for figure in KEY_FIGURES
            if Change(
                figure, shown.figures.get(figure.name, float("nan")), facts.raw_before[figure.name]
            ).verdict
            not in (Verdict.SAME, Verdict.UNKNOWN)
        ]
        if not moved:
            found.append(
                f"Changement de données{french.NBSP}: aucun, les chiffres montrés à la réunion du {since} "
                "restent vrais."
            )
        else:
            causes = weighing_on(extracts, {kind for f in moved for kind in KINDS_BEHIND[f.name]})
            named = list(dict.fromkeys(causes["fichier"]))
            labels = french.listed([figure.label.lower() for figure in moved[:NAMED]])
            more = len(moved) - NAMED
            if more > 0:
                labels += f" ({french.counted(more, 'autre chiffre', 'autres chiffres')} aussi)"
            cause = f", à cause de {_names(named)}" if named else ", sans qu'un fichier l'explique"
            found.append(
                f"Changement de données{french.NBSP}: ce qui a été montré le {since} a été corrigé pour "
                f"{labels}{cause}."
            )
    undone = list(dict.fromkeys(extracts.loc[extracts["geste"] == UNDONE, "fichier"]))
    if undone:
        found.append(f"Import annulé depuis{french.NBSP}: {_names(undone)}.")
    outlines = list(dict.fromkeys(extracts.loc[extracts["type"] == "zones", "fichier"]))
    if outlines:
        found.append(
            f"Les contours des zones ont changé ({_names(outlines)})"
            f"{french.NBSP}: les chiffres par zone ne se comparent plus à ceux d'alors."
        )
    return found


def _names(files: list[str]) -> str:
    named = [f"«{french.NBSP}{name}{french.NBSP}»" for name in files[:NAMED]]
    more = len(files) - NAMED
    if more > 0:
        named.append(french.counted(more, "autre"))
    return french.listed(named)
