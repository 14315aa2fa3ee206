"""What every map has in its frame, whatever is drawn: controls in French, keyboard, legend, outline of what is chosen."""

from __future__ import annotations

from pathlib import Path

import folium
from branca.element import MacroElement

_PARTS = [
    (Path(__file__).parent / name).read_text(encoding="utf-8").strip()
    for name in ("frame.js", "zone_list.js", "paper.js")
]


class Frame(MacroElement):
    """Child of the base map: its scripts run once, when the map mounts; `MapView.script` then asks `window.visaMap`."""

    _template = folium.template.Template(
        """
        {% macro script(this, kwargs) %}
        {% for part in this.parts %}({{ part }})({{ this._parent.get_name() }});
        {% endfor %}
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()
        self._name = "Frame"
        self.parts = _PARTS
