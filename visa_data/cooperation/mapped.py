"""The map of a figure of an indicator, or why it cannot be drawn."""

from __future__ import annotations

from datetime import date

import duckdb

from visa_data import french
from visa_data.errors import VisaError
from visa_data.figures.zone_map import ZoneMap, map_title, nowhere_sentence, zone_map
from visa_data.indicators.couverture import coverage_by_zone
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.indicator import Column, Indicator, Unit
from visa_data.indicators.zone_values import map_columns, zone_values
from visa_data.maps.shapes import zone_shapes
from visa_data.settings import Settings
from visa_data.vocabulary import Besoin

HEIGHT = 560


def mapped_zones(
    cursor: duckdb.DuckDBPyConnection,
    day: date,
    settings: Settings,
    indicator: Indicator,
    *,
    column: str = "",
    need: str = "",
    share: bool = False,
) -> ZoneMap:
    """The map of a column of an indicator at the end of a day; see `Cooperation.map`.

    Raises VisaError for a figure that cannot be mapped so, and when no outline is loaded.
    """
    if indicator.by_zone is None:
        raise VisaError("Indicateur sans carte", f"« {indicator.name} » n'existe pas par zone.")
    frame = indicator.by_zone(cursor, day, settings, EVERYBODY)
    figure = _figure(map_columns(indicator), column, indicator)
    if need and not (indicator.by_need and need in set(Besoin)):
        raise VisaError("Besoin sans objet", f"« {need} » n'est pas un besoin de cet indicateur.")
    if indicator.by_need and not need and figure.about != "personnes":
        raise VisaError("Besoin à choisir", f"« {figure.name} » se lit besoin par besoin : donnez need.")
    if share and (indicator.by_need or not figure.can_be_share):
        raise VisaError("Part sans objet", f"« {figure.name} » ne se rapporte pas aux personnes inscrites.")
    shapes = zone_shapes(cursor, day, settings, pixels=HEIGHT)
    if not shapes.codes:
        raise VisaError(
            "Carte impossible", "aucun contour n'est chargé. Chargez d'abord le fichier des zones."
        )
    registered = coverage_by_zone(cursor, day, settings, EVERYBODY)
    values = zone_values(frame, registered, column=indicator.column(figure.name), need=need, share=share)
    notes = (
        f"Situation au {french.day(day)}.",
        figure.definition(settings),
        nowhere_sentence(values, figure),
    )
    return zone_map(
        values,
        figure,
        shapes,
        title=map_title(indicator, figure, need, share),
        note=" ".join(note for note in notes if note),
        share=share,
        height=HEIGHT,
    )


def _figure(columns: list[Column], name: str, indicator: Indicator) -> Column:
    """The column of that name; without one the status, else the first rate, else the first."""
    if not name:
        return next((c for unit in (Unit.STATUS, Unit.RATE) for c in columns if c.unit is unit), columns[0])
    for column in columns:
        if column.name == name:
            return column
    known = french.listed([f"« {column.name} »" for column in columns])
    raise VisaError(
        "Colonne sans carte", f"« {indicator.name} » n'a pas de colonne « {name} » à montrer. Il a {known}."
    )
