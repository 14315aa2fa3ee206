"""The whole sample, drawn once and handed to the writers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from scripts.make_sample.areas import Areas, choose_areas
from scripts.make_sample.callers import caller_table
from scripts.make_sample.calls import draw_calls
from scripts.make_sample.needs import draw_needs
from scripts.make_sample.outlines import Outlines, draw_outlines
from scripts.make_sample.people import draw_people
from scripts.make_sample.population import draw_population
from scripts.make_sample.resources import resource_table
from scripts.make_sample.teams import team_table


@dataclass(frozen=True)
class Sample:
    """Outlines, areas of the story, and one table for each kind of extract."""

    outlines: Outlines
    areas: Areas
    population: pd.DataFrame
    people: pd.DataFrame
    callers: pd.DataFrame
    calls: pd.DataFrame
    teams: pd.DataFrame
    resources: pd.DataFrame
    needs: pd.DataFrame


def draw_sample() -> Sample:
    """Draws everything from the fixed seeds (about ten seconds)."""
    outlines = draw_outlines()
    areas = choose_areas(outlines)
    population = draw_population(outlines, areas)
    people = draw_people(outlines, population, areas)
    calls = draw_calls(people, outlines, areas)
    resources = resource_table(outlines, population, areas)
    return Sample(
        outlines,
        areas,
        population,
        people,
        caller_table(areas),
        calls,
        team_table(outlines, areas),
        resources,
        draw_needs(people, calls, resources, outlines),
    )
