"""The meeting's steps as one answer: listed, one by its key, and shown by themselves in a notebook."""

from __future__ import annotations

import pandas as pd

from visa_data import french
from visa_data.errors import VisaError
from visa_data.meeting.step import Step


class MeetingSteps(tuple[Step, ...]):
    """The steps in order: those of an open book withhold nothing, those of a frozen one have been protected."""

    __slots__ = ()

    def step(self, key: str) -> Step:
        """The step of that key (`agenda`'s); VisaError for none."""
        for step in self:
            if step.key == key:
                return step
        known = french.listed([f"« {step.key} »" for step in self])
        raise VisaError("Étape inconnue", f"la réunion n'a pas d'étape « {key} ». Ses étapes sont {known}.")

    @property
    def table(self) -> pd.DataFrame:
        """One row a step: numero, cle, titre, question, phrase (its key point)."""
        return pd.DataFrame(
            [(step.number, step.key, step.title, step.question, step.key_point) for step in self],
            columns=["numero", "cle", "titre", "question", "phrase"],
        )

    def figures(self, key: str) -> pd.DataFrame:
        """The table behind a step's picture, as texts; withheld counts are written as such."""
        table = self.step(key).table
        return pd.DataFrame(list(table.rows), columns=list(table.headers))

    def __repr__(self) -> str:
        return "\n".join(f"{step.number}. {step.title} : {step.key_point}" for step in self)
