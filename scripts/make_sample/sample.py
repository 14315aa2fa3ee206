"""The whole sample, drawn once and handed to the writers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from scripts.make_sample.actors import actor_table
from scripts.make_sample.areas import Areas, choose_areas
from scripts.make_sample.callers import caller_table
from scripts.make_sample.calls import draw_calls
from scripts.make_sample.follow_ups import draw_follow_ups
from scripts.make_sample.needs import draw_needs
from scripts.make_sample.outlines import Outlines, draw_outlines
from scripts.make_sample.pairs import draw_pairs
from scripts.make_sample.people import draw_people
from scripts.make_sample.population import draw_population
from scripts.make_sample.reports import draw_reports
from scripts.make_sample.resources import resource_table
from scripts.make_sample.schemes import cooperation_table, scheme_table
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
    actors: pd.DataFrame
    follow_ups: pd.DataFrame
    reports: pd.DataFrame
    pairs: pd.DataFrame
    schemes: pd.DataFrame
    cooperations: pd.DataFrame


def draw_sample() -> Sample:
    """Draws everything from the fixed seeds (about ten seconds)."""
    outlines = draw_outlines()
    areas = choose_areas(outlines)
    population = draw_population(outlines, areas)
    people = draw_people(outlines, population, areas)
    calls = draw_calls(people, outlines, areas)
    resources = resource_table(outlines, population, areas)
    teams = team_table(outlines, areas)
    needs = draw_needs(people, calls, resources, outlines)
    pairs = draw_pairs(people, calls)
    actors = actor_table(outlines, teams, areas)
    return Sample(
        outlines=outlines,
        areas=areas,
        population=population,
        people=people,
        callers=caller_table(areas, teams),
        calls=calls,
        teams=teams,
        resources=resources,
        needs=needs,
        actors=actors,
        follow_ups=draw_follow_ups(people, calls, needs, pairs, actors, areas),
        reports=draw_reports(people, calls, outlines),
        pairs=pairs,
        schemes=scheme_table(),
        cooperations=cooperation_table(),
    )
