"""Settings, read once from TOML and passed down: thresholds as a typed object, legal grounds, the territory's time zone."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from visa_data.errors import VisaError
from visa_data.french import listed
from visa_data.vocabulary import Source


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
CRISIS_END = "crise_fin"
"""The setting that is a day, or none."""
LEGAL_GROUNDS = "base_legale"
"""The setting that is a table: what founds registration, by source."""
NOT_NUMBERS = (TIME_ZONE, *AGENDAS, CRISIS_END, LEGAL_GROUNDS)
FRACTIONS = frozenset(
    {"part_grise", "acces_sature", "part_rejetee", "doublon_probable", "doublon_a_examiner"}
)
"""Settings that are not whole numbers."""


@dataclass(frozen=True, slots=True)
class LegalGround:
    """A text by which whoever a source sends is registered unless she objects, from the day of the text on.

    source: a code of `visa_data.vocabulary.Source`. article: the text, as a reader finds it.
    """

    source: str
    article: str
    since: date


@dataclass(frozen=True)
class Settings:
    """Every threshold of the indicators (contract, part 3, values in brackets), of imports and of retention. Days unless said.

    crise_fin: None where retention after a crisis does not apply. bases_legales: the sources that need no consent, by
    source; all others do.
    """

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
    conservation_crise_mois: int
    conservation_radiation_jours: int
    conservation_journaux_mois: int
    conservation_refus_mois: int
    crise_fin: date | None = None
    bases_legales: tuple[LegalGround, ...] = ()

    @property
    def numbers(self) -> dict[str, float]:
        """The thresholds by name: every setting that is a number."""
        return {
            field.name: value
            for field in fields(self)
            if isinstance(value := getattr(self, field.name), int | float)
        }

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
        if name in NOT_NUMBERS:
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
    """The thresholds as a typed object (see the functions beside for what each raises)."""
    time_zone(own)
    agendas(own)
    values = {
        name: (setting.value if name in FRACTIONS else int(setting.value))
        for name, setting in described(own).items()
    }
    return Settings(**values, crise_fin=crisis_end(own), bases_legales=legal_grounds(own))  # type: ignore[arg-type]


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


def crisis_end(own: Path | None = None) -> date | None:
    """The last day of the crisis; None where none is said. Raises VisaError for what is not a day."""
    value = _entries(own)[1][CRISIS_END]
    if value == "":
        return None
    day = _day(value)
    if day is None:
        raise VisaError(
            "Réglage illisible",
            f'« {CRISIS_END} » doit être un jour, comme 2020-07-10, ou rien ("") tant que la crise dure.',
        )
    return day


FOUNDATIONS = CONSENT, UNLESS_OPPOSED = ("consentement", "sauf_opposition")
"""What may found registration."""
USUAL_ARTICLE = (
    "Code de l'action sociale et des familles, article L. 121-6-1, rédigé par l'article 8 de la loi n° 2024-317 "
    "du 8 avril 2024"
)
USUAL_SINCE = date(2024, 4, 8)


def legal_grounds(own: Path | None = None) -> tuple[LegalGround, ...]:
    """The sources whose people are registered unless they object, in the order of the vocabulary.

    Written `base_legale.carsat = "sauf_opposition"`, or with the text that founds it: `base_legale.carsat = { fondement =
    "sauf_opposition", article = "…", depuis = 2024-04-08 }`. Raises VisaError for a source, a foundation or a day that is none.
    """
    table = _entries(own)[1][LEGAL_GROUNDS]
    known = [source.value for source in Source]
    if not isinstance(table, dict):
        raise VisaError("Réglage illisible", f"« {LEGAL_GROUNDS} » doit dire un fondement par origine.")
    if stranger := next((name for name in table if name not in known), None):
        raise VisaError(
            "Réglage inconnu",
            f"« {LEGAL_GROUNDS}.{stranger} » n'est pas une origine. Les origines sont {listed(known)}.",
        )
    grounds = []
    for name in known:
        said = table.get(name, CONSENT)
        said = {"fondement": said} if isinstance(said, str) else said
        if not isinstance(said, dict) or said.get("fondement") not in FOUNDATIONS:
            raise VisaError(
                "Réglage illisible",
                f"« {LEGAL_GROUNDS}.{name} » doit être « {CONSENT} » ou « {UNLESS_OPPOSED} ».",
            )
        article, since = said.get("article", USUAL_ARTICLE), _day(said.get("depuis", USUAL_SINCE))
        if not isinstance(article, str) or not article.strip() or since is None:
            raise VisaError(
                "Réglage illisible",
                f'« {LEGAL_GROUNDS}.{name} » doit nommer son texte (article = "…") et le jour de ce texte '
                "(depuis = 2024-04-08).",
            )
        if said["fondement"] == UNLESS_OPPOSED:
            grounds.append(LegalGround(name, article, since))
    return tuple(grounds)


NOT_ADVICE = "Ceci n'est pas un conseil juridique : ces textes sont ceux que les réglages disent suivre."
"""Said wherever the legal grounds are."""


def _day(value: object) -> date | None:
    """A day of a TOML file, written as one or as a text; None for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


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
