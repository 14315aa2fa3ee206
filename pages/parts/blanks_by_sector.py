"""The kinds of blank by sector, from a book: the same maps, of what it publishes."""

from __future__ import annotations

import pandas as pd

from pages.parts.blanks import FEW
from pages.parts.context import Context
from pages.parts.map_view import theme
from pages.parts.plain import marked
from pages.parts.published import places
from pages.parts.small_maps import SmallMap
from pages.parts.without_relay import without_relay_by_sector
from visa_data import french
from visa_data.dossier.sectors_shown import is_given, sector_values, with_words
from visa_data.indicators.indicator import WHOEVER_IS_COUNTED
from visa_data.indicators.registry import registry
from visa_data.indicators.zone_values import STATUS, WITHOUT_RESOURCE, as_number
from visa_data.maps.coloured import coloured_zones
from visa_data.vocabulary import Besoin


def blanks_by_sector(context: Context, need: str) -> list[SmallMap]:
    """The maps, in the order of the domain; a kind that the book does not give by sector is said in its sentence."""
    return [
        _without_team(context),
        _without_resource(context, need),
        _not_reached(context),
        _blind(context),
        without_relay_by_sector(context),
    ]


def _without_team(context: Context) -> SmallMap:
    book, indicator = context.published, registry()["zones-blanches"]
    column = next(one for one in indicator.key_columns if one.name == "zones_blanches")
    counts = book.white_zones["secteur"].value_counts()
    table = pd.DataFrame({"code_zone": book.zones.codes, "nom_zone": book.zones.names})
    table["valeur"] = table["code_zone"].map(counts).fillna(0.0)
    table["denominateur"] = float("nan")
    number = len(book.white_zones)
    return SmallMap(
        "sans_equipe",
        "Sans équipe",
        f"{indicator.definition(context.settings)} {indicator.column(STATUS).definition(context.settings)}",
        marked(
            "**{}** où aucune équipe n'atteint les personnes isolées.",
            french.counted(number, "zone blanche", "zones blanches"),
        ),
        coloured_zones(table, column, theme=theme()),
        "Zones blanches du secteur",
        "",
        table[["code_zone", "nom_zone", "valeur"]].rename(columns={"valeur": "zones_blanches"}),
    )


def _without_resource(context: Context, need: str) -> SmallMap:
    book = context.published
    if need:
        column = registry()["besoins"].column("ressources")
        table, words = sector_values(book, column, need=need)
        none = int((table["valeur"] == 0).sum())
        said = marked("**{}** sans ressource pour « {} ».", places(context, none), Besoin(need).label)
    else:
        column = as_number(registry()["zones-blanches"].column(WITHOUT_RESOURCE))
        table, words = sector_values(book, column)
        lacking = int((table["valeur"] > 0).sum())
        said = marked("**{}** où un besoin au moins n'a aucune ressource.", places(context, lacking))
    return SmallMap(
        "sans_ressource",
        "Sans ressource",
        column.definition(context.settings),
        said,
        coloured_zones(table, column, theme=theme(), least_stands_out=bool(need), withheld=words),
        "Ressources" if need else "Besoins sans ressource",
        "",
        table[["code_zone", "nom_zone", "valeur"]].rename(
            columns={"valeur": f"ressources_{need}" if need else "besoins_sans_ressource"}
        ),
    )


def _not_reached(context: Context) -> SmallMap:
    book = context.published
    column = registry()["zones-blanches"].column("non_joints")
    said = marked(
        "**{}** que la campagne n'a jamais jointes.",
        book.total("non_joints").counted("personne inscrite", "personnes inscrites"),
    )
    empty = pd.DataFrame(columns=["code_zone", "nom_zone"])
    painted, table = None, empty
    if is_given(book, column):
        values, words = sector_values(book, column, share=True)
        painted = coloured_zones(values, column, share=True, theme=theme(), withheld=words)
        table = with_words(values, "valeur", words)[["code_zone", "nom_zone", "valeur"]].rename(
            columns={"valeur": "part_jamais_jointes"}
        )
    return SmallMap(
        "non_appelee",
        "Non appelée",
        "Part des personnes inscrites que la campagne n'a jamais jointes, appelées en vain ou pas encore appelées.",
        said if painted else marked("{} Elles sont trop peu pour être dites par secteur.", said),
        painted,
        "Part jamais jointe des inscrites",
        "",
        table,
    )


def _blind(context: Context) -> SmallMap:
    book, indicator = context.published, registry()["registre-aveugle"]
    column = indicator.column("part_inscrits_75")
    title, definition = "Registre aveugle", f"{indicator.definition(context.settings)} {WHOEVER_IS_COUNTED}"
    values, words = sector_values(book, column) if is_given(book, column) else (pd.DataFrame(), {})
    known = values["valeur"].dropna() if len(values) else pd.Series(dtype=float)
    if known.empty:
        unknown = marked("**Inconnu** : population de 75 ans et plus non chargée par zone. {}", FEW)
        nothing = pd.DataFrame(columns=["code_zone", "nom_zone"])
        return SmallMap("registre_aveugle", title, definition, unknown, None, "", "", nothing)
    median = float(known.median())
    return SmallMap(
        "registre_aveugle",
        title,
        definition,
        marked(
            "**{}** sous la médiane des secteurs : {}.",
            places(context, int((known < median).sum())),
            french.percent(median),
        ),
        coloured_zones(values, column, number=4, theme=theme(), withheld=words),
        "Inscrites pour 100 de 75 ans et plus",
        "",
        with_words(values, "valeur", words)[["code_zone", "nom_zone", "valeur"]].rename(
            columns={"valeur": "part_inscrits_75"}
        ),
        FEW,
    )
