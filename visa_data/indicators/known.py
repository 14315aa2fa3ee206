"""The list: each indicator's declaration, in the order of the meeting. A new one is its file and a line here."""

from __future__ import annotations

from visa_data.indicators.aidants import AIDANTS
from visa_data.indicators.appariements import APPARIEMENTS
from visa_data.indicators.appelants import APPELANTS
from visa_data.indicators.besoins import BESOINS
from visa_data.indicators.cooperations import COOPERATIONS
from visa_data.indicators.couverture import COUVERTURE
from visa_data.indicators.creneaux import CRENEAUX
from visa_data.indicators.dispositifs import DISPOSITIFS
from visa_data.indicators.fragile import FRAGILE
from visa_data.indicators.fragilite import FRAGILITE
from visa_data.indicators.heures import HEURES
from visa_data.indicators.implantations import IMPLANTATIONS
from visa_data.indicators.indicator import Indicator
from visa_data.indicators.issues_appels import ISSUES
from visa_data.indicators.orientations import ORIENTATIONS
from visa_data.indicators.parrainage import PARRAINAGE
from visa_data.indicators.registre_aveugle import REGISTRE_AVEUGLE
from visa_data.indicators.semaines import SEMAINES
from visa_data.indicators.signalements import SIGNALEMENTS
from visa_data.indicators.tournee import TOURNEE
from visa_data.indicators.urgences import URGENCES
from visa_data.indicators.visites import VISITES
from visa_data.indicators.zones_blanches import ZONES_BLANCHES

KNOWN: tuple[Indicator, ...] = (
    COUVERTURE,
    FRAGILITE,
    URGENCES,
    ZONES_BLANCHES,
    BESOINS,
    REGISTRE_AVEUGLE,
    SEMAINES,
    CRENEAUX,
    ISSUES,
    HEURES,
    IMPLANTATIONS,
    ORIENTATIONS,
    AIDANTS,
    PARRAINAGE,
    APPELANTS,
    SIGNALEMENTS,
    VISITES,
    APPARIEMENTS,
    FRAGILE,
    TOURNEE,
    DISPOSITIFS,
    COOPERATIONS,
)
