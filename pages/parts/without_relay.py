"""Sans relais: where people are registered and nobody around has ever told us of anybody."""

from __future__ import annotations

import pandas as pd

from pages.parts.answers import ask, holds
from pages.parts.context import Context
from pages.parts.map_view import theme
from pages.parts.plain import marked
from pages.parts.published import places
from pages.parts.small_maps import SmallMap
from visa_data import french
from visa_data.indicators.filters import EVERYBODY, chosen_rows
from visa_data.indicators.indicator import WHOEVER_IS_COUNTED
from visa_data.indicators.signalements import SIGNALEMENTS, reports_by_zone, silent_zones
from visa_data.maps.coloured import ColouredZones
from visa_data.maps.colours import NO_DATA
from visa_data.maps.legend import LegendRow
from visa_data.maps.palette import ramp

NAME, TITLE, MEASURE = "sans_relais", "Sans relais", "Relais qui ont signalé quelqu'un"
RELAYS = SIGNALEMENTS.column("relais_distincts")
MOST = 3
"""From so many relays on, a zone is told by many."""
NOTHING = pd.DataFrame(columns=["code_zone", "nom_zone"])


def without_relay(context: Context) -> SmallMap:
    """The zones by the relays that have ever reported somebody there: the same whoever the page counts."""
    table = chosen_rows(ask(context, reports_by_zone, filters=EVERYBODY), context.filters.zones)
    zones = table[table["code_zone"] != ""]
    definition = f"{RELAYS.definition(context.settings)} {WHOEVER_IS_COUNTED}"
    if not table["relais_distincts"].any():
        unknown = marked(
            "**Inconnu** : aucun signalement d'un relais n'est chargé. Sans le fichier des signalements, rien ne dit d'où "
            "l'on nous alerte."
        )
        return SmallMap(NAME, TITLE, definition, unknown, None, "", "", NOTHING)
    fills = ramp(MOST + 1, theme(), worse=True)[::-1]
    classes = [
        ("Aucun relais", zones["sans_relais"]),
        *(
            (french.counted(count, "relais", "relais"), zones["relais_distincts"] == count)
            for count in range(1, MOST)
        ),
        (f"{MOST} relais ou plus", zones["relais_distincts"] >= MOST),
    ]
    colours, legend = {}, []
    for (label, of_class), fill in zip(classes, fills, strict=True):
        codes = zones.loc[of_class, "code_zone"]
        colours |= dict.fromkeys(codes, fill)
        legend.append(LegendRow(label, fill, len(codes), "hatched" if fill == fills[0] else "plain"))
    nobody = len(zones) - len(colours)
    if nobody:
        legend.append(LegendRow("Personne d'inscrit", NO_DATA[theme()], nobody))
    texts = {
        zone.code_zone: "Aucun relais n'a jamais rien signalé ici"
        if zone.sans_relais
        else french.counted(
            zone.relais_distincts, "relais a signalé quelqu'un", "relais ont signalé quelqu'un"
        )
        if zone.relais_distincts
        else "Personne d'inscrit, aucun signalement"
        for zone in zones.itertuples()
    }
    return SmallMap(
        NAME,
        TITLE,
        definition,
        marked(
            "**{}** d'où aucun relais n'a jamais rien signalé.",
            french.counted(int(zones["sans_relais"].sum()), "zone"),
        ),
        ColouredZones(colours, texts, {}, {}, legend),
        MEASURE,
        fills[0],
        _said(table),
    )


def without_relay_by_sector(context: Context) -> SmallMap:
    """The same of the sectors, as the book tells it: in which no relay ever reported anybody."""
    definition = RELAYS.definition(context.settings)
    sectors = ask(context, silent_zones) if holds(context, silent_zones) else NOTHING
    if sectors.empty:
        unknown = marked(
            "**Inconnu** : ce dossier de séance ne dit pas d'où des relais signalent des personnes."
        )
        return SmallMap(NAME, TITLE, definition, unknown, None, "", "", NOTHING)
    none = sectors["sans_relais"]
    fills = ramp(2, theme(), worse=True)[::-1]
    said = {True: "Aucun relais n'a jamais rien signalé ici", False: "Un relais au moins a signalé quelqu'un"}
    return SmallMap(
        NAME,
        TITLE,
        definition,
        marked("**{}** d'où aucun relais n'a jamais rien signalé.", places(context, int(none.sum()))),
        ColouredZones(
            {code: fills[0 if mute else 1] for code, mute in zip(sectors["code_zone"], none, strict=True)},
            {code: said[mute] for code, mute in zip(sectors["code_zone"], none, strict=True)},
            {},
            {},
            [
                LegendRow("Aucun relais", fills[0], int(none.sum()), "hatched"),
                LegendRow("Un relais ou plus", fills[1], int((~none).sum())),
            ],
        ),
        MEASURE,
        fills[0],
        sectors[["code_zone", "nom_zone"]].assign(sans_relais=["oui" if mute else "non" for mute in none]),
    )


def _said(table: pd.DataFrame) -> pd.DataFrame:
    shown = table[["code_zone", "nom_zone", "relais_distincts"]]
    return shown.assign(sans_relais=["oui" if none else "non" for none in table["sans_relais"]])
