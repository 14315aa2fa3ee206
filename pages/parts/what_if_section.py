"""Where one more team would help most, and what would change: the map, the panel, before and after."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from pages.parts import territory_map
from pages.parts.address import bound
from pages.parts.answers import ask, fact, zones
from pages.parts.context import Context
from pages.parts.figures import key_figure, show_table
from pages.parts.map_view import CLICKED_PLACE, show_map, theme
from pages.parts.plain import marked, plain
from pages.parts.territory_map import kept_view, shapes_of
from pages.parts.what_if_live import put_down_at
from pages.parts.what_if_panel import what_if_panel
from pages.parts.what_if_teams import imagined_teams
from visa_data import french
from visa_data.indicators.evolution import key_columns
from visa_data.indicators.implantations import Implantations, implantations
from visa_data.indicators.registry import registry
from visa_data.indicators.service_lists import every_team
from visa_data.indicators.what_if import ImaginedTeam, compared, what_if
from visa_data.indicators.zones_blanches import zones_blanches_by_zone
from visa_data.maps.coloured import ColouredZones, coloured_zones
from visa_data.maps.legend import legend_html
from visa_data.maps.site_layers import imagined_layer, sites_layer
from visa_data.maps.view import MapView
from visa_data.maps.zone_layer import outline_layer, zone_layer
from visa_data.vocabulary import StatutZone

MAP = "et_si_carte"
STATUS_LABELS = {item.value: item.label for item in StatutZone}


@dataclass(frozen=True)
class WhatIf:
    """The question: how many new teams, how far they go, which are imagined, which stop; and its answers."""

    number: int
    radius_km: float
    added: tuple[ImaginedTeam, ...]
    dropped: tuple[str, ...]
    places: Implantations
    table: pd.DataFrame


def what_if_section(context: Context) -> WhatIf:
    """The whole section; gives what it shows, to download."""
    asked = _ask(context)
    _say(asked.places)
    _map(context, asked)
    if asked.added or asked.dropped:
        _before_and_after(context, asked.table)
    if not asked.places.table.empty:
        with st.expander("Voir les sites proposés"):
            labels = {
                "rang": "Rang",
                "nom_zone": "Zone",
                "nouvelles_couvertes": "Nouvelles personnes atteintes",
                "cumul": "Cumul",
            }
            show_table(asked.places.table, labels=labels, key="blancs_sites")
    return asked


def _ask(context: Context) -> WhatIf:
    first, second, third = st.columns([2, 2, 4], vertical_alignment="bottom")
    number = bound(first.slider, "Nombre d'équipes de plus", 1, 8, 3, key="blancs_nombre")
    radius = bound(second.slider, "Rayon (km)", 1, 20, 5, key="blancs_rayon")
    teams = fact(context, every_team)
    active = teams[teams["active"]]
    names = dict(zip(active["identifiant"], active["nom"], strict=True))
    stopped = bound(
        third.multiselect,
        "Et si ces équipes s'arrêtaient ?",
        list(names),
        format_func=lambda code: f"{names.get(code, code)} ({code})",
        placeholder="Aucune",
        key="blancs_retirees",
    )
    added, dropped = imagined_teams(zones(context)), tuple(sorted(stopped))
    before = ask(context, zones_blanches_by_zone)
    with st.spinner("Recherche des meilleurs sites…"):
        after = ask(context, what_if, added=added, dropped=dropped) if added or dropped else before
        places = ask(context, implantations, number=number, radius_km=float(radius))
    return WhatIf(number, float(radius), added, dropped, places, compared(before, after))


def _say(places: Implantations) -> None:
    """The main figure, and how sure it is."""
    if places.table.empty:
        st.markdown("Aucune personne isolée localisée n'attend une équipe : aucun site à proposer.")
        return
    gained = int(places.table["cumul"].iloc[-1])
    proof = "Choix optimal, prouvé par le calcul." if places.optimal else places.sentence
    st.markdown(
        marked(
            "**{}** : de quoi atteindre **{}** sur les {} qu'aucune équipe n'atteint. {}",
            french.counted(len(places.table), "site proposé", "sites proposés"),
            french.counted(gained, "personne isolée", "personnes isolées"),
            french.number(places.uncovered),
            proof,
        )
    )
    if places.unlocated:
        st.caption(
            plain(
                f"{french.counted(places.unlocated, 'personne')} sans coordonnées : aucun rayon ne peut les atteindre."
            )
        )


def _map(context: Context, asked: WhatIf) -> None:
    ground = theme()
    status = asked.table.rename(columns={"statut": "valeur"}).assign(denominateur=asked.table["isolees"])
    painted = coloured_zones(status, registry()["zones-blanches"].column("statut"), theme=ground)
    key = (
        *(MAP, context.version, context.day, *context.said, ground),
        *(asked.number, asked.radius_km, asked.added, asked.dropped, put_down_at(MAP)),
    )
    view = kept_view(key, lambda: _drawn(context, asked, painted))

    def panel(code: str | None) -> None:
        """Beside the map: what changes, what changes it, then the legend."""
        changed = asked.added or asked.dropped
        title = "Statut des zones, avec ces changements" if changed else "Statut des zones"
        note = (
            "É : équipe. Carré numéroté : site proposé. Rond : équipe imaginée, à faire glisser. Contour épais : "
            "statut changé."
        )
        what_if_panel(
            context, MAP, asked.added, asked.dropped, asked.places.table, asked.radius_km, asked.table
        )
        st.html(legend_html(title, painted.legend, theme=ground, note=note))

    show_map(view, key=MAP, height=640, card=panel, returned=CLICKED_PLACE)


def _drawn(context: Context, asked: WhatIf, painted: ColouredZones) -> MapView:
    """Zones by status, teams with their reach, proposed sites, imagined teams."""
    ground, shapes = theme(), shapes_of(context)
    teams = fact(context, every_team)
    kept = teams[teams["active"] & ~teams["identifiant"].isin(asked.dropped)].reset_index(drop=True)
    changed = asked.table.loc[asked.table["change"], "code_zone"].tolist()
    sites = asked.places.table
    marks = [
        *((lat, lon, 14.0) for lat, lon in zip(sites["latitude"], sites["longitude"], strict=True)),
        *((team.latitude, team.longitude, 14.0) for team in asked.added),
    ]
    return MapView(
        territory_map.extent(shapes, context.filters.zones),
        [
            territory_map.background(context, ground),
            zone_layer(shapes, painted.colours, painted.texts, theme=ground),
            outline_layer(shapes, changed, name="Statut changé", colour=territory_map.ink(ground), weight=4),
            territory_map.names(context, ground, fills=painted.colours, marks=marks),
            *territory_map.team_groups(context, ground, reach=True, teams=kept),
            sites_layer(sites, asked.radius_km, ground),
            imagined_layer(asked.added, ground, put_down_at(MAP)),
        ],
        label="Carte des zones blanches, avec les équipes, les sites proposés et les équipes imaginées",
    )


def _before_and_after(context: Context, table: pd.DataFrame) -> None:
    before, after = int(table["isolees_couvertes_avant"].sum()), int(table["isolees_couvertes"].sum())
    located = table[table["code_zone"] != ""]
    blank = [int((located[name] == StatutZone.BLANCHE.value).sum()) for name in ("statut_avant", "statut")]
    left, middle, right = st.columns([1, 1, 3])
    figures = (("isolees_couvertes", before, after), ("zones_blanches", *blank))
    for place, (name, earlier, later) in zip((left, middle), figures, strict=True):
        column = next(figure for figure in key_columns() if figure.name == name)
        with place:
            key_figure(
                column.label,
                french.number(later),
                definition=column.definition(context.settings),
                change=later - earlier,
                worse=column.worse,
            )
    with right:
        changed = table[table["change"]]
        if changed.empty:
            st.markdown("Aucune zone ne change de statut.")
            return
        labels = {
            "nom_zone": "Zone",
            "isolees": "Isolées",
            "statut_avant": "Statut avant",
            "statut": "Statut après",
            "isolees_couvertes_avant": "Couvertes avant",
            "isolees_couvertes": "Couvertes après",
        }
        words = {name: changed[name].map(STATUS_LABELS) for name in ("statut_avant", "statut")}
        show_table(changed.assign(**words), labels=labels, key="blancs_changent")
