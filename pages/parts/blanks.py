"""The five kinds of blank of the coordination's page: where nobody goes, calls, answers, is registered, or tells us."""

from __future__ import annotations

import pandas as pd

from pages.parts.answers import ask
from pages.parts.context import Context
from pages.parts.map_choice import map_values
from pages.parts.map_view import theme
from pages.parts.plain import marked
from pages.parts.small_maps import SmallMap
from pages.parts.without_relay import without_relay
from visa_data import french
from visa_data.indicators.filters import EVERYBODY, chosen_rows
from visa_data.indicators.indicator import WHOEVER_IS_COUNTED
from visa_data.indicators.registre_aveugle import below_median, blind_register, blind_register_by_zone
from visa_data.indicators.registry import registry
from visa_data.indicators.zone_values import STATUS, WITHOUT_RESOURCE, as_number
from visa_data.maps.coloured import ColouredZones, coloured_zones
from visa_data.maps.legend import LegendRow
from visa_data.maps.palette import STATUS as STATUS_COLOURS
from visa_data.maps.palette import ramp
from visa_data.vocabulary import Besoin, StatutZone

FEW = "Peu d'inscriptions ne veut pas dire peu de besoins."


def blanks(context: Context, need: str) -> list[SmallMap]:
    """Their maps, in the order of the domain."""
    return [
        _without_team(context),
        _without_resource(context, need),
        _not_reached(context),
        _blind(context),
        without_relay(context),
    ]


def _without_team(context: Context) -> SmallMap:
    indicator = registry()["zones-blanches"]
    every = map_values(context, indicator.name, STATUS)
    painted = coloured_zones(every, indicator.column(STATUS), theme=theme(), chosen=context.filters.zones)
    table = chosen_rows(every, context.filters.zones)
    white = STATUS_COLOURS[theme()][StatutZone.BLANCHE.value]
    legend = [
        LegendRow(row.label, row.colour, row.count, "hatched" if row.colour == white else "plain")
        for row in painted.legend
    ]
    count = int(((table["valeur"] == StatutZone.BLANCHE.value) & (table["code_zone"] != "")).sum())
    return SmallMap(
        "sans_equipe",
        "Sans équipe",
        f"{indicator.definition(context.settings)} {indicator.column(STATUS).definition(context.settings)}",
        marked("**{}** où aucune équipe n'atteint les personnes isolées.", french.counted(count, "zone")),
        _with_legend(painted, legend),
        "Statut",
        white,
        _named(table, "statut_equipes").assign(
            statut_equipes=table["valeur"].map({item.value: item.label for item in StatutZone})
        ),
    )


def _without_resource(context: Context, need: str) -> SmallMap:
    dark, pale = ramp(5, theme(), worse=True)[3], ramp(5, theme())[0]
    column = registry()["zones-blanches"].column(WITHOUT_RESOURCE)
    definition = column.definition(context.settings)
    if not need:
        every = map_values(context, "zones-blanches", WITHOUT_RESOURCE)
        painted = coloured_zones(every, as_number(column), theme=theme(), chosen=context.filters.zones)
        table = chosen_rows(every, context.filters.zones)
        count = int((table.loc[table["code_zone"] != "", "valeur"] > 0).sum())
        said = marked("**{}** où un besoin au moins n'a aucune ressource.", french.counted(count, "zone"))
        return SmallMap(
            "sans_ressource",
            "Sans ressource",
            definition,
            said,
            painted,
            "Besoins sans ressource",
            "",
            _named(table, "besoins_sans_ressource"),
        )
    table = chosen_rows(map_values(context, "besoins", "ressources", need=need), context.filters.zones)
    zones = table[table["code_zone"] != ""]
    missing = zones["valeur"] == 0
    count = int(missing.sum())
    painted = ColouredZones(
        {code: dark if none else pale for code, none in zip(zones["code_zone"], missing, strict=True)},
        {
            code: "aucune ressource" if not value else french.counted(int(value), "ressource")
            for code, value in zip(zones["code_zone"], zones["valeur"], strict=True)
        },
        {},
        {},
        [
            LegendRow("Aucune ressource", dark, count, "hatched"),
            LegendRow("Une ressource ou plus", pale, len(zones) - count),
        ],
    )
    return SmallMap(
        "sans_ressource",
        "Sans ressource",
        definition,
        marked("**{}** sans ressource pour « {} ».", french.counted(count, "zone"), Besoin(need).label),
        painted,
        "Ressources",
        dark,
        _named(table, f"ressources_{need}"),
    )


def _not_reached(context: Context) -> SmallMap:
    every = map_values(context, "zones-blanches", "non_joints", share=True)
    column = registry()["zones-blanches"].column("non_joints")
    painted = coloured_zones(every, column, share=True, theme=theme(), chosen=context.filters.zones)
    table = chosen_rows(every, context.filters.zones)
    count = round(float((table["valeur"] * table["denominateur"]).sum()))
    return SmallMap(
        "non_appelee",
        "Non appelée",
        "Part des personnes inscrites non jointes, appelées en vain ou pas encore appelées.",
        marked(
            "**{}** non {}.",
            french.counted(count, "personne inscrite", "personnes inscrites"),
            "jointe" if count < 2 else "jointes",
        ),
        painted,
        "Part non jointe des inscrites",
        "",
        _named(table, "part_non_jointes"),
    )


def _blind(context: Context) -> SmallMap:
    indicator = registry()["registre-aveugle"]
    # A register is blind for everybody: neither the shares nor their median depend on whom the page counts.
    every = ask(context, blind_register_by_zone, filters=EVERYBODY)
    frame = chosen_rows(every, context.filters.zones)
    median = float(ask(context, blind_register, filters=EVERYBODY)["mediane_75"].iloc[0])
    known = frame["part_inscrits_75"].notna()
    if not known.any():
        return SmallMap(
            "registre_aveugle",
            "Registre aveugle",
            indicator.definition(context.settings),
            marked(
                "**Inconnu** : population non chargée. Chargez les habitants de 75 ans et plus par zone pour le "
                "savoir. {}",
                FEW,
            ),
            None,
            "",
            "",
            frame[["code_zone", "nom_zone"]],
        )
    table = every.rename(columns={"part_inscrits_75": "valeur", "plus_75_ans": "denominateur"})
    column = indicator.column("part_inscrits_75")
    painted = coloured_zones(table, column, number=4, theme=theme(), chosen=context.filters.zones)
    texts = {
        row.code_zone: f"{french.counted(int(row.inscrits), 'inscrite')} pour {french.number(row.plus_75_ans)} "
        f"habitants de 75 ans et plus : {french.percent(row.part_inscrits_75)}"
        for row in frame[known].itertuples()
    }
    count = int(below_median(frame, median).sum())
    return SmallMap(
        "registre_aveugle",
        "Registre aveugle",
        f"{indicator.definition(context.settings)} {WHOEVER_IS_COUNTED}",
        marked(
            "**{}** sous la médiane des zones : {}.", french.counted(count, "zone"), french.percent(median)
        ),
        ColouredZones(painted.colours, texts, painted.values, painted.classes, painted.legend),
        "Inscrites pour 100 de 75 ans et plus",
        "",
        _named(chosen_rows(table, context.filters.zones), "part_inscrits_75"),
        FEW,
    )


def _named(table: pd.DataFrame, name: str) -> pd.DataFrame:
    return table[["code_zone", "nom_zone", "valeur"]].rename(columns={"valeur": name})


def _with_legend(painted: ColouredZones, legend: list[LegendRow]) -> ColouredZones:
    return ColouredZones(painted.colours, painted.texts, painted.values, painted.classes, legend)
