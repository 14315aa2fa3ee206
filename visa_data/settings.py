"""Settings, read once from TOML and passed down: thresholds as a typed object, and the territory's time zone."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from visa_data.errors import VisaError


@dataclass(frozen=True, slots=True)
class Setting:
    """One threshold: its value, bounds, unit, French label and source; default: the project's own value."""

    name: str
    value: float
    minimum: float
    maximum: float
    unit: str
    label: str
    source: str
    default: float


TIME_ZONE = "fuseau_horaire"
"""The setting that is a name, not a number."""
AGENDAS = ("etapes_comite_pilotage", "etapes_comite_technique")
"""Those that are lists of names: the steps of each kind of meeting, in order."""
FRACTIONS = frozenset(
    {"part_grise", "acces_sature", "part_rejetee", "doublon_probable", "doublon_a_examiner"}
)
"""Settings that are not whole numbers."""


@dataclass(frozen=True)
class Settings:
    """Every threshold of the indicators (contract, part 3, values in brackets) and of imports. Days unless said."""

    cadence_niveau_1: int
    cadence_niveau_2: int
    cadence_niveau_3: int
    cadence_niveau_4: int
    perdue_de_vue_non_evaluee: int
    tentatives_jamais_joints: int
    besoin_non_pourvu: int
    ressource_verifiee: int
    part_grise: float
    acces_sature: float
    seuil_effectif: int
    arrondi: int
    petit_territoire: int
    seuil_ensemble: int
    secteur_inscrits: int
    secteur_habitants: int
    solveur_secondes: int
    part_rejetee: float
    doublon_probable: float
    doublon_a_examiner: float
    lecture_memoire: int
    lecture_duree: int

    @property
    def cadences(self) -> tuple[int, int, int, int]:
        """Expected days between contacts for levels 1 to 4."""
        return (self.cadence_niveau_1, self.cadence_niveau_2, self.cadence_niveau_3, self.cadence_niveau_4)


def described(own: Path | None = None) -> dict[str, Setting]:
    """Every threshold with its bounds and source, a territory's own values laid over the defaults.

    Raises VisaError when a value is unknown, not a number or out of its bounds.
    """
    defaults, values = _entries(own)
    described_settings = {}
    for name, entry in defaults.items():
        if name in (TIME_ZONE, *AGENDAS):
            continue
        value = values[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise VisaError("Réglage illisible", f"« {name} » doit être un nombre.")
        if not entry["min"] <= value <= entry["max"]:
            raise VisaError(
                "Réglage hors bornes",
                f"« {name} » doit être compris entre {entry['min']} et {entry['max']} {entry['unite']}.",
            )
        if isinstance(entry["valeur"], int) and value != int(value):
            raise VisaError("Réglage illisible", f"« {name} » doit être un nombre entier.")
        described_settings[name] = Setting(
            name,
            value,
            entry["min"],
            entry["max"],
            entry["unite"],
            entry["libelle"],
            entry["source"],
            entry["valeur"],
        )
    if described_settings["arrondi"].value // 2 >= described_settings["seuil_effectif"].value:
        raise VisaError(
            "Réglage hors bornes",
            "« arrondi » doit rester sous le double de « seuil_effectif » : un effectif montré serait arrondi à 0.",
        )
    return described_settings


@cache
def load(own: Path | None = None) -> Settings:
    """The thresholds as a typed object (see `described`, `time_zone` and `agendas` for what is raised)."""
    time_zone(own)
    agendas(own)
    values = {
        name: (setting.value if name in FRACTIONS else int(setting.value))
        for name, setting in described(own).items()
    }
    return Settings(**values)  # type: ignore[arg-type]


@cache
def time_zone(own: Path | None = None) -> ZoneInfo:
    """The time zone in which the territory's hours are told. Raises VisaError for one that does not exist."""
    name = _entries(own)[1][TIME_ZONE]
    if not isinstance(name, str) or name not in available_timezones():
        raise VisaError(
            "Réglage inconnu",
            f"« {TIME_ZONE} » doit être un fuseau horaire connu, comme Europe/Paris ou Indian/Reunion.",
        )
    return ZoneInfo(name)


@cache
def agendas(own: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Names of the steps of each kind of meeting (`AGENDAS`), in its order, none for the usual ones.

    Whether a meeting has such steps, `visa_data.meeting.steps.agenda` says. Raises VisaError for what is not a list of names, or
    one that comes twice.
    """
    values = _entries(own)[1]
    found: dict[str, tuple[str, ...]] = {}
    for name in AGENDAS:
        steps = values[name]
        if not isinstance(steps, list) or not all(isinstance(step, str) for step in steps):
            raise VisaError("Réglage illisible", f"« {name} » doit être une liste de noms d'étapes.")
        twice = next((step for step in steps if steps.count(step) > 1), None)
        if twice is not None:
            raise VisaError("Réglage illisible", f"« {name} » nomme deux fois l'étape « {twice} ».")
        found[name] = tuple(steps)
    return found


def _entries(own: Path | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Every setting as described by default, and its value, the territory's own laid over."""
    defaults = tomllib.loads(files("visa_data").joinpath("settings.toml").read_text(encoding="utf-8"))
    values = {name: entry["valeur"] for name, entry in defaults.items()}
    if own is not None:
        values.update(_own_values(own, set(values)))
    return defaults, values


def _own_values(path: Path, known: set[str]) -> dict[str, Any]:
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise VisaError(
            "Réglages illisibles",
            f"le fichier « {path.name} » n'est pas un fichier TOML lisible. Corrigez-le ou retirez-le.",
        ) from error
    own: dict[str, Any] = {}
    for name, entry in entries.items():
        if name not in known:
            raise VisaError("Réglage inconnu", f"« {name} » n'est pas un réglage. Retirez-le ou corrigez-le.")
        own[name] = entry["valeur"] if isinstance(entry, dict) and "valeur" in entry else entry
    return own
