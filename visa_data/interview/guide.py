"""The guide as declared: types of call, themes of questions, what each level asks for, what is never asked nor written."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from visa_data import french
from visa_data.errors import VisaError
from visa_data.letter.letter import Line, read_line
from visa_data.vocabulary import NIVEAUX


@dataclass(frozen=True, slots=True)
class Theme:
    """Questions on one subject."""

    title: str
    questions: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A declared level: what shows it, what to do then."""

    level: int
    signs: str
    then: str

    @property
    def title(self) -> str:
        """« Niveau 2, isolée »."""
        return f"Niveau {self.level}, {NIVEAUX[self.level].lower()}"


@dataclass(frozen=True, slots=True)
class Call:
    """A type of call. weighs: whether a level is weighed at its end."""

    key: str
    title: str
    when: str
    before: tuple[Line, ...]
    say: tuple[Line, ...]
    themes: tuple[Theme, ...]
    weighs: bool
    then: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole guide. posture, never_asked, never_written: of every call."""

    version: int
    day: date
    posture: tuple[Line, ...]
    never_asked: tuple[Line, ...]
    never_written: tuple[Line, ...]
    levels: tuple[Level, ...]
    calls: tuple[Call, ...]

    @property
    def edition(self) -> str:
        """« Version 1 du 22 novembre 2026 »."""
        return f"Version {self.version} du {french.day(self.day)}"

    def call(self, key: str) -> Call:
        """The type of call of a key. Raises VisaError when there is none."""
        for call in self.calls:
            if call.key == key:
                return call
        raise VisaError(
            "Appel inconnu", f"le guide n'a pas d'appel « {key} ». Choisissez-en un dans la liste."
        )


@cache
def interview_guide() -> Guide:
    """The guide in force."""
    told = tomllib.loads((files(__package__) / "guide.toml").read_text(encoding="utf-8"))
    themes = {one["cle"]: Theme(one["titre"], _lines(one["questions"])) for one in told["themes"]}
    return Guide(
        told["version"],
        told["date"],
        _lines(told["posture"]),
        _lines(told["jamais_demander"]),
        _lines(told["jamais_ecrire"]),
        tuple(Level(one["niveau"], one["signes"], one["ensuite"]) for one in told["niveaux"]),
        tuple(
            Call(
                one["cle"],
                one["titre"],
                one["quand"],
                _lines(one["avant"]),
                _lines(one["dire"]),
                tuple(themes[key] for key in one["themes"]),
                one["niveaux"],
                _lines(one["ensuite"]),
            )
            for one in told["appels"]
        ),
    )


def _lines(written: list[str]) -> tuple[Line, ...]:
    return tuple(map(read_line, written))
