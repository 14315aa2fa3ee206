"""What the marks over the zones mean, for the layers that are shown."""

from __future__ import annotations

from collections.abc import Collection

from visa_data.maps.colours import Theme
from visa_data.maps.legend import LegendRow, legend_html
from visa_data.maps.palette import INKS


def layers_legend(shown: Collection[str], theme: Theme = "light") -> str:
    """HTML of the legend of the marks (equipes, portee, ressources, personnes); empty when none is shown."""
    inks = INKS[theme]
    rows = {
        "equipes": [LegendRow("Équipe citoyenne (É) ; au survol, ses zones", inks.team, shape="point")],
        "portee": [LegendRow("Portée d'une équipe (rayon)", inks.ink, shape="line")],
        "ressources": [
            LegendRow("Ressource vérifiée", inks.resource, shape="point"),
            LegendRow("Ressource jamais vérifiée", inks.paper, shape="point"),
        ],
        "personnes": [
            LegendRow(
                "Personnes inscrites : un point, ou un cercle par zone dont la surface dit le nombre",
                inks.people,
                shape="point",
            )
        ],
    }
    kept = [row for name, found in rows.items() if name in shown for row in found]
    return legend_html("Sur la carte", kept, theme=theme) if kept else ""
