"""Définitions: what every figure counts, drawn from the registry, for the page, the document and the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from visa_data import french
from visa_data.indicators import ages, besoins_semaines, matrice_besoins, mouvements, rythme, sources
from visa_data.indicators.evolution import key_columns
from visa_data.indicators.indicator import ZONE_COLUMNS, Column, Indicator
from visa_data.indicators.listes import Liste
from visa_data.indicators.registry import registry
from visa_data.settings import Setting, Settings
from visa_data.vocabulary import fold
from visa_data.wording import READ_AS

THRESHOLD_HEADERS = ("Réglage", "En vigueur", "D'où vient cette valeur")
OTHER_HEADERS = ("Terme", "Définition")
COLUMN_HEADERS = ("Chiffre", "Ce qu'il compte", "Unité", "En hausse", "Nom dans les fichiers")
EXAMPLE_OF = "Exemple (territoire inventé, au 10 mai 2020)"


@dataclass(frozen=True)
class Definition:
    """An indicator and those of its columns that are shown."""

    indicator: Indicator
    columns: tuple[Column, ...]

    def rows(self, settings: Settings) -> list[tuple[str, ...]]:
        """One row a figure, under COLUMN_HEADERS."""
        return [
            (
                column.label,
                column.definition(settings),
                column.counted_in,
                column.sense or french.UNKNOWN,
                column.name,
            )
            for column in self.columns
        ]

    def thresholds(self, described: Mapping[str, Setting]) -> list[tuple[str, ...]]:
        """One row a threshold that the definitions name, under THRESHOLD_HEADERS."""
        return [threshold_row(described[name]) for name in self.indicator.thresholds]


def definitions(asked: str = "", more: Sequence[Indicator] = ()) -> list[Definition]:
    """Every indicator with all its figures; or what the name asked names; or what speaks of the words asked.

    more: those that are read from the others, after them.

    A name is an indicator's or a column's. Every word must be found, whatever its accents, in the figure, or in its
    indicator's own words.
    """
    every = [
        Definition(indicator, tuple(one for one in indicator.described.values() if one not in ZONE_COLUMNS))
        for indicator in (*registry().values(), *more)
    ]
    if asked in {one.indicator.name for one in every}:
        return [one for one in every if one.indicator.name == asked]
    words = fold(asked).split()
    return _with(every, lambda _, column: column.name == asked) or _with(
        every,
        lambda indicator, column: (
            _holds(words, (indicator.name, indicator.title, indicator.question, indicator.wording))
            or _holds(words, (indicator.title, column.name, column.label, column.wording))
        ),
    )


def _with(every: Sequence[Definition], kept: Callable[[Indicator, Column], bool]) -> list[Definition]:
    """Only the columns kept, and the indicators that have some."""
    found = (
        Definition(one.indicator, tuple(column for column in one.columns if kept(one.indicator, column)))
        for one in every
    )
    return [one for one in found if one.columns]


def other_words(settings: Settings, asked: str = "") -> list[tuple[str, str]]:
    """What is not a column: the meeting's key figures that are called otherwise there, readings, lists of people."""
    names = {column.label for indicator in registry().values() for column in indicator.described.values()}
    every = [
        *((key.label, key.definition(settings)) for key in key_columns() if key.label not in names),
        ("Rythme de la campagne", rythme.DEFINITION),
        ("Mouvements entre niveaux", mouvements.DEFINITION),
        ("Fragilité par âge", ages.DEFINITION),
        ("Fragilité par source", sources.DEFINITION),
        ("État d'un besoin dans une zone", matrice_besoins.DEFINITION),
        ("Besoins ouverts, semaine par semaine", besoins_semaines.DEFINITION),
        *((f"Liste « {liste.heading} »", liste.definition(settings)) for liste in Liste),
    ]
    words = fold(asked).split()
    return [row for row in every if _holds(words, row)]


def _holds(words: Sequence[str], texts: Sequence[str]) -> bool:
    text = fold(" ".join(texts))
    return all(word in text for word in words)


def threshold_row(setting: Setting) -> tuple[str, ...]:
    """Its label, its value in force, and whether the project or the territory chose it."""
    if setting.value == setting.default:
        origin = f"Valeur du projet. {setting.source}."
    else:
        origin = f"Choix du territoire (valeur du projet : {_value(setting, setting.default)})."
    return (setting.label, _value(setting, setting.value), origin)


def _value(setting: Setting, value: float) -> str:
    read = READ_AS.get(setting.unit)
    return read(value) if read else f"{READ_AS[''](value)}{french.NBSP}{setting.unit}"


def markdown(
    settings: Settings, described: Mapping[str, Setting], more: Sequence[Indicator] = ()
) -> Iterator[str]:
    """The document of definitions, line by line."""
    yield "# Définitions\n"
    yield (
        "Écrit par `python -m visa_data definitions > docs/definitions.md` depuis les déclarations des indicateurs "
        "(`visa_data/indicators/`) : ne pas le modifier à la main.\n"
    )
    for one in definitions(more=more):
        indicator = one.indicator
        yield f"## {indicator.title} (`{indicator.name}`)\n"
        yield f"*{indicator.question}* {indicator.definition(settings)}\n"
        yield from _table(COLUMN_HEADERS, one.rows(settings))
        yield f"{EXAMPLE_OF} : {indicator.worked_example}\n"
        yield f"Parts calculées sur : {indicator.denominator}. Source : {indicator.source}\n"
        if thresholds := one.thresholds(described):
            yield from _table(THRESHOLD_HEADERS, thresholds)
    yield "## Autres mots du tableau de bord\n"
    yield from _table(OTHER_HEADERS, other_words(settings))


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(headers) + " |"
    yield "|" + "---|" * len(headers)
    for row in rows:
        yield "| " + " | ".join(text.replace("|", "\\|") for text in row) + " |"
    yield ""
