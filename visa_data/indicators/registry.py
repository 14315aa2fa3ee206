"""The list of indicators: the command line, the pages, the tooltips and the reference page are drawn from it."""

from __future__ import annotations

from visa_data.indicators.besoins import BESOINS
from visa_data.indicators.couverture import COUVERTURE
from visa_data.indicators.fragilite import FRAGILITE
from visa_data.indicators.indicator import Indicator
from visa_data.indicators.registre_aveugle import REGISTRE_AVEUGLE
from visa_data.indicators.zones_blanches import ZONES_BLANCHES

_KNOWN = (COUVERTURE, FRAGILITE, BESOINS, ZONES_BLANCHES, REGISTRE_AVEUGLE)


def registry() -> dict[str, Indicator]:
    """Every indicator by its contract name, in the order of the meeting."""
    return {indicator.name: indicator for indicator in _KNOWN}
