"""What is asked of a file that can be read in several ways: every French question, with the readings offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from visa_data.extracts.answers.choices import Alternative, Choice, ChoiceNeeded
from visa_data.extracts.answers.refusals import listed, shown_member
from visa_data.extracts.kinds import Kind
from visa_data.extracts.texts.stored_text import storable
from visa_data.french import listed as words
from visa_data.typography import french

MONTH_FIRST = "Dates lues le mois d'abord (05/13/2020)"
"""Label of the other reading of dates, asked for or only offered."""


def _choice(
    title: str, message: str, readings: Sequence[tuple[str, Choice]], parts: Sequence[Choice] = ()
) -> ChoiceNeeded:
    alternatives = [Alternative(french(label), choice) for label, choice in readings]
    return ChoiceNeeded(french(title), french(message), alternatives, parts)


def several_members(names: Sequence[str], choice: Choice) -> ChoiceNeeded:
    """Refuse an archive with several tables; `names` are those of its members."""
    return _choice(
        "Plusieurs tableaux",
        f"Cette archive contient {listed([shown_member(name) for name in names])}. "
        "Choisissez le fichier à lire (--dans-archive), ou chargez-les un par un.",
        [(f"Fichier « {storable(shown_member(name))} »", replace(choice, member=name)) for name in names],
    )


def several_sheets(
    groups: Sequence[tuple[str, Sequence[str]]], choice: Choice, apart: Sequence[Sequence[str]] = ()
) -> ChoiceNeeded:
    """Refuse a workbook in which sheets of several sorts can be the extract.

    groups: the kind's label and the sheets of each reading; several sheets are read together. apart: the sheets of
    each extract, where each sort is of a kind of its own.
    """
    names = [sheets[0] for _, sheets in groups if len(sheets) == 1]
    return _choice(
        "Plusieurs feuilles possibles",
        f"Dans ce classeur, l'extrait peut être {listed(names, 'ou')}. Ces feuilles n'ont pas toutes le même type et "
        "les mêmes colonnes : choisissez ce qui est à lire (--feuille), puis chargez le reste de la même façon.",
        [
            (
                f"{'Feuilles' if len(sheets) > 1 else 'Feuille'} {listed(sheets)} ({label})",
                replace(choice, sheet=sheets[0], beside=tuple(sheets[1:])),
            )
            for label, sheets in groups
        ],
        [
            replace(
                choice,
                sheet=sheets[0],
                beside=tuple(sheets[1:]),
                elsewhere=tuple(name for others in apart if others is not sheets for name in others),
            )
            for sheets in apart
        ],
    )


def several_tables(kinds: Mapping[int, Kind], choice: Choice) -> ChoiceNeeded:
    """Refuse a sheet or a text with tables of several kinds one under the other; `kinds`: header's row to kind."""
    rows = words(list(map(str, kinds)))
    return _choice(
        "Plusieurs tableaux",
        f"Ce fichier porte plusieurs tableaux l'un sous l'autre, de types différents (en-têtes aux lignes {rows}). "
        "Choisissez celui à lire (--en-tete), puis chargez les autres de la même façon.",
        [
            (f"Tableau de la ligne {row} ({kind.label})", replace(choice, kind=kind.name, header_line=row))
            for row, kind in kinds.items()
        ],
    )


def several_layers(labels: Mapping[str, str], choice: Choice) -> ChoiceNeeded:
    """Refuse a vector file in which several layers can be the extract; `labels`: layer to kind's label."""
    return _choice(
        "Plusieurs couches possibles",
        f"Dans ce fichier, l'extrait peut être {listed(list(labels), 'ou')}. "
        "Choisissez la couche à lire (--feuille), puis chargez les autres de la même façon.",
        [
            (f"Couche « {storable(layer)} » ({label})", replace(choice, sheet=layer))
            for layer, label in labels.items()
        ],
    )


def postcodes_for_codes(header: str, why: str, choice: Choice) -> ChoiceNeeded:
    """Refuse to place people by codes that may be postcodes."""
    return _choice(
        "Codes INSEE ou codes postaux",
        f"La colonne « {storable(header)} » semble porter des codes postaux : {why}. Un code postal est souvent aussi le "
        "code INSEE d'une autre commune. Choisissez la colonne qui porte les codes INSEE, ou dites ce que sont ceux-ci "
        "(en ligne de commande : --codes insee ou --codes postaux).",
        [
            (f"« {storable(header)} » porte des codes INSEE", replace(choice, zone_codes="insee")),
            (f"« {storable(header)} » porte des codes postaux", replace(choice, zone_codes="postaux")),
        ],
    )


def doubtful_kind(kinds: Sequence[Kind], choice: Choice) -> ChoiceNeeded:
    """Refuse a table that fits two kinds as well."""
    return _choice(
        "Type incertain",
        f"Ce fichier peut être lu comme {listed([kind.name for kind in kinds])}. "
        "Choisissez le type (en ligne de commande : --type).",
        [(kind.label, replace(choice, kind=kind.name)) for kind in kinds],
    )


def month_or_day(headers: Sequence[str], choice: Choice) -> ChoiceNeeded:
    """Refuse dates of which some have their month first for sure, and none its day: the others could be either."""
    named = f"{'la colonne' if len(headers) == 1 else 'les colonnes'} {listed(headers)}"
    return _choice(
        "Jour ou mois d'abord",
        f"Dans {named}, des dates ont le mois avant le jour (05/13/2020), et aucune le jour avant le mois. "
        "Choisissez l'ordre de toutes les dates de ce fichier (--mois-avant-jour ou --jour-avant-mois).",
        [
            (MONTH_FIRST, replace(choice, month_first=True)),
            (
                "Dates lues le jour d'abord (13/05/2020), les autres rejetées",
                replace(choice, month_first=False),
            ),
        ],
    )
