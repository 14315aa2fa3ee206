"""« Et si ? » while an imagined team moves: what the map hands back, and what it changes, said beside the map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

import pandas as pd
import streamlit as st

from pages.parts.answers import laid, zones
from pages.parts.context import Context
from pages.parts.what_if_teams import placed_team, write_teams
from visa_data import french
from visa_data.indicators.moved_team import Outcome, lay_ground, outcome_of
from visa_data.indicators.what_if import ImaginedTeam
from visa_data.maps.site_layers import SITE, TEAM


@dataclass(frozen=True)
class Mark:
    """A mark of the map that was moved or clicked. at: when, in milliseconds; down: False while it moves."""

    kind: str
    rank: int
    down: bool
    latitude: float
    longitude: float
    at: float


def handed_back(key: str) -> Mark | None:
    """The last mark that the map called `key` handed back; None for none, and for what no map of ours would say."""
    said = (st.session_state.get(key) or {}).get("mark")
    if not isinstance(said, dict):
        return None
    numbers = [said.get(name, math.nan) for name in ("rank", "latitude", "longitude", "at")]
    if not all(isinstance(one, int | float) for one in numbers):
        return None
    rank, latitude, longitude, at = map(float, numbers)
    if not (rank >= 0 and rank.is_integer() and math.isfinite(at)):
        return None
    return Mark(str(said.get("kind")), int(rank), said.get("down") is True, latitude, longitude, at)


def put_down_at(key: str) -> float:
    """`at` of the last team put down on the map called `key`, that the address holds; 0 before any."""
    return float(st.session_state.get(f"{key}_pose", 0.0))


def site_clicked(key: str, number: int) -> int | None:
    """Rank of the proposed site last clicked, among so many."""
    mark = handed_back(key)
    if mark is not None and mark.kind == SITE:
        st.session_state[f"{key}_site"] = mark.rank
    rank: int | None = st.session_state.get(f"{key}_site")
    return rank if rank is not None and rank < number else None


def say_outcome(
    context: Context,
    key: str,
    teams: Sequence[ImaginedTeam],
    dropped: tuple[str, ...],
    table: pd.DataFrame,
) -> None:
    """Say what the imagined teams and those that stop change, from where each is now; put down the one that moved.

    table: `what_if.compared` of the teams as the address has them.
    """
    mark = handed_back(key)
    moves = mark is not None and mark.kind == TEAM and mark.at != put_down_at(key)
    if not moves or mark is None or mark.rank >= len(teams) or math.isnan(mark.latitude + mark.longitude):
        changed = bool(teams or dropped)
        st.html(_said(outcome_of(table), "Avec ces changements" if changed else "", ""))
        return
    old = teams[mark.rank]
    # What the address will hold: the count is the same once the team is put down.
    team = replace(old, latitude=round(mark.latitude, 5), longitude=round(mark.longitude, 5), zone="")
    others = tuple(one for rank, one in enumerate(teams) if rank != mark.rank)
    if mark.down:
        st.session_state[f"{key}_pose"] = mark.at
        write_teams((*teams[: mark.rank], team, *teams[mark.rank + 1 :]))
        st.rerun()
    ground = laid(context, lay_ground, others=others, dropped=dropped)
    outcome = ground.at(team.latitude, team.longitude, team.radius_km)
    left = f"Elle ne sert plus tout {_name(context, old.zone)}, seulement son rayon." if old.zone else ""
    st.html(
        _said(
            outcome,
            f"Équipe imaginée {mark.rank + 1}{french.NBSP}: {placed_team(zones(context), team)}",
            left,
        )
    )


def _name(context: Context, code: str) -> str:
    frame = zones(context)
    return frame.names[frame.codes.index(code)]


def _said(outcome: Outcome, where: str, more: str) -> str:
    """The figures in a box that keeps its height, whatever they are."""
    if not where:
        return _box(
            "",
            f"{french.counted(outcome.waiting, 'personne isolée', 'personnes isolées')} sans équipe aujourd'hui. Ajoutez une "
            "équipe, puis faites-la glisser sur la carte (ou déplacez-la avec les flèches)"
            f"{french.NBSP}: le compte suit.",
            "",
        )
    people = "personne isolée atteinte" if abs(outcome.reached) < 2 else "personnes isolées atteintes"
    zones_opened = french.counted(outcome.opened, "zone cesse", "zones cessent")
    parts = [
        f"{zones_opened} d'être blanche{'s' if outcome.opened > 1 else ''}"
        if outcome.opened
        else "aucune zone ne cesse d'être blanche"
    ]
    if outcome.closed:
        closed = french.counted(outcome.closed, "zone le devient", "zones le deviennent")
        parts.append(closed)
    of = f", sur les {french.number(outcome.waiting)} sans équipe" if outcome.reached > 0 else ""
    gained = french.signed(outcome.reached)
    return _box(
        gained if outcome.reached else "0",
        f"{people}{of}{french.NBSP}; {', '.join(parts)}.",
        f"{where}. {more}".strip(),
    )


def _box(figure: str, words: str, under: str) -> str:
    big = f'<b style="font-size:1.9rem;line-height:1.1">{escape(figure)}</b> ' if figure else ""
    return (
        '<div role="status" style="min-height:7.2rem;padding:0.5rem 0.7rem;border:1px solid rgba(128,140,152,.55);'
        'border-radius:0.5rem;line-height:1.3;overflow-wrap:anywhere">'
        f"<div>{big}{escape(words)}</div>"
        f'<div style="font-size:0.88rem;opacity:.85;margin-top:0.3rem">{escape(under)}</div></div>'
    )
