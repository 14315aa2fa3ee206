"""What changed, in sentences: what happened first, then what new data put right, and from which file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from visa_data import french
from visa_data.extracts.kinds import KINDS
from visa_data.indicators.evolution import KEY_FIGURES
from visa_data.meeting.changes import Change, Verdict, real_first
from visa_data.provenance.extracts_since import KINDS_BEHIND, UNDONE, weighing_on
from visa_data.provenance.joined_since import JOINED_SENTENCE
from visa_data.provenance.what_changed import WhatChanged
from visa_data.typography import french as typeset

NAMED = 4
"""Figures or files named in one sentence: the table has them all."""

Counted = Callable[[float, str, str], str]


def sentences(changed: WhatChanged, *, counted: Counted = french.counted) -> list[str]:
    """Every sentence of what changed, real changes first.

    counted: how a number of events is written, so that a protected one is not.
    """
    found = [events_sentence(changed, counted=counted), real_sentence(changed)]
    if changed.meeting is None:
        found += [no_meeting_sentence(changed), files_sentence(changed)]
    else:
        found += [data_sentence(changed), *cause_sentences(changed)]
    found += [outlines_sentence(changed), *threshold_sentences(changed)]
    return [sentence for sentence in found if sentence]


def events_sentence(changed: WhatChanged, *, counted: Counted = french.counted) -> str:
    """What happened between the two days, in numbers."""
    parts = [
        counted(row.nombre, row.un, row.plusieurs)
        for row in changed.events.itertuples(index=False)
        if row.nombre > 0
    ]
    if not parts:
        return typeset(f"Rien n'est daté {_between(changed)}.")
    between = _between(changed)
    return typeset(f"{between[:1].upper()}{between[1:]} : {french.listed(parts)}.")


def real_sentence(changed: WhatChanged) -> str:
    """Which key figures really moved, bad news first."""
    moved = _moved(changed, "recalcule", "apres")
    if not moved:
        return typeset("Changement réel : aucun chiffre n'a bougé.")
    return typeset(f"Changement réel : {_listed(moved)}.")


def data_sentence(changed: WhatChanged) -> str:
    """Which figures shown at the meeting are other today for the same day, with the same thresholds."""
    meeting = f"la réunion du {french.day(changed.before)}"
    moved = _moved(changed, "montre", "recalcule_anciens_reglages")
    if not moved:
        return typeset(f"Changement de données : aucun, les chiffres montrés à {meeting} restent vrais.")
    head = "un chiffre montré" if len(moved) == 1 else f"{french.number(len(moved))} chiffres montrés"
    verb = "n'est plus le même" if len(moved) == 1 else "ne sont plus les mêmes"
    return typeset(f"Changement de données : {head} à {meeting} {verb} : {_listed(moved)}.")


def cause_sentences(changed: WhatChanged) -> Iterator[str]:
    """The extracts that explain the change of data, then how many others were loaded."""
    moved = _moved(changed, "montre", "recalcule_anciens_reglages")
    kinds = {kind for change in moved for kind in KINDS_BEHIND[change.figure.name]}
    causes = weighing_on(changed.extracts, kinds) if moved else changed.extracts.iloc[:0]
    if moved and changed.joined:
        yield typeset(JOINED_SENTENCE)
    if moved and causes.empty and not changed.joined:
        yield (
            "Aucun fichier ne l'explique : des données ont été effacées, "
            "ou une nouvelle version du tableau de bord calcule autrement."
        )
    elif not causes.empty:
        head = "Fichier en cause" if len(causes) == 1 else "Fichiers en cause"
        yield typeset(f"{head} : {_files(causes)}.")
    others = changed.extracts.drop(causes.index)
    if not others.empty:
        head = (
            "Fichier sans effet sur les chiffres montrés"
            if len(others) == 1
            else "Fichiers sans effet sur les chiffres montrés"
        )
        yield typeset(f"{head} : {_files(others)}.")


def no_meeting_sentence(changed: WhatChanged) -> str:
    """Why only the real change is known."""
    return typeset(
        f"Aucune réunion n'est enregistrée au {french.day(changed.before)} : les deux dates sont calculées "
        "sur les données d'aujourd'hui, ce qui a été montré alors n'est pas connu."
    )


def files_sentence(changed: WhatChanged) -> str:
    """The extracts loaded since the old day, whatever they changed."""
    since = french.day(changed.before)
    if changed.extracts.empty:
        return typeset(f"Aucun fichier n'a été chargé depuis le {since}.")
    head = french.counted(len(changed.extracts), "fichier chargé", "fichiers chargés")
    return typeset(f"{head} depuis le {since} : {_files(changed.extracts)}.")


def outlines_sentence(changed: WhatChanged) -> str:
    """A warning when outlines were loaded or undone since."""
    if not changed.outlines_changed:
        return ""
    files = changed.extracts[changed.extracts["type"] == "zones"]["fichier"].unique()
    return typeset(
        f"Les contours des zones ont changé ({_names(list(files))}) : "
        "les chiffres par zone ne se comparent plus à ceux d'alors."
    )


def threshold_sentences(changed: WhatChanged) -> Iterator[str]:
    """The settings that changed since the meeting, and the figures that they alone moved."""
    rows = list(changed.thresholds.itertuples(index=False))
    if not rows:
        return
    listed = french.listed(
        [f"« {row.libelle} », de {_setting(row.avant)} à {_setting(row.apres)} {row.unite}" for row in rows]
    )
    head = "Un réglage a changé" if len(rows) == 1 else f"{french.number(len(rows))} réglages ont changé"
    yield typeset(f"{head} : {listed}.")
    moved = _moved(changed, "recalcule_anciens_reglages", "recalcule")
    one = len(rows) == 1
    alone = "À lui seul, ce réglage" if one else "À eux seuls, ces réglages"
    if not moved:
        yield f"{alone} {'ne change' if one else 'ne changent'} aucun chiffre."
    else:
        yield typeset(f"{alone} {'change' if one else 'changent'} : {_listed(moved)}.")


def _between(changed: WhatChanged) -> str:
    """« du 6 au 12 mai 2020 » would hide a change of month: both days are written in full."""
    return f"après le {french.day(changed.before)} et jusqu'au {french.day(changed.after)}"


def _moved(changed: WhatChanged, first: str, second: str) -> list[Change]:
    """Key figures that read differently in these two columns, bad news first, largest first."""
    frame = changed.figures.set_index("indicateur")
    found = {
        figure.name: Change(figure, frame.at[figure.name, first], frame.at[figure.name, second])
        for figure in KEY_FIGURES
    }
    still = (Verdict.SAME, Verdict.UNKNOWN)
    return [change for change in real_first(found) if change.verdict not in still]


def _listed(moved: list[Change]) -> str:
    """« personnes inscrites, de 1 489 à 1 502 (+13) ; … et 3 autres chiffres »."""
    parts = [
        f"{change.figure.label[:1].lower()}{change.figure.label[1:]}, de {change.written(change.before)} "
        f"à {change.written(change.after)} ({change.written_gap})"
        for change in moved[:NAMED]
    ]
    more = len(moved) - len(parts)
    rest = f" ; et {french.counted(more, 'autre chiffre', 'autres chiffres')}" if more else ""
    return " ; ".join(parts) + rest


def _files(extracts: pd.DataFrame) -> str:
    """Each file with its kind, what was done with it and when, and its lines."""
    parts = []
    for row in extracts.head(NAMED).itertuples(index=False):
        kind = KINDS[row.type].label.lower()
        done = "annulé" if row.geste == UNDONE else "chargé"
        lines = [
            french.counted(number, *words)
            for number, words in (
                (row.ajoutees, ("ligne ajoutée", "lignes ajoutées")),
                (row.modifiees, ("ligne modifiée", "lignes modifiées")),
                (row.personnes_effacees, ("personne effacée", "personnes effacées")),
            )
            if number
        ]
        when = french.moment(row.horodatage.to_pydatetime())
        what = f" : {french.listed(lines)}" if lines else ""
        parts.append(f"« {row.fichier} » ({kind}, {done} le {when}{what})")
    more = len(extracts) - len(parts)
    rest = f" ; et {french.counted(more, 'autre fichier', 'autres fichiers')}" if more else ""
    return " ; ".join(parts) + rest


def _names(files: list[str]) -> str:
    return french.listed([f"« {name} »" for name in files])


def _setting(value: float) -> str:
    return french.number(value, 0 if value == int(value) else 2)
