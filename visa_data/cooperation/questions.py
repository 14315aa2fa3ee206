"""A base and its thresholds, and what they answer of a day: indicators, definitions, maps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from weakref import WeakValueDictionary

import duckdb
import pandas as pd

from visa_data import environment, french
from visa_data import settings as thresholds
from visa_data.base import Base
from visa_data.errors import BaseRefused, VisaError
from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import Indicator
from visa_data.indicators.state import last_call_day
from visa_data.propositions.indicator import every_indicator
from visa_data.roles import Role
from visa_data.settings import Settings
from visa_data.vocabulary import Source

if TYPE_CHECKING:
    from visa_data.figures.zone_map import ZoneMap

IDLE_SECONDS = 5.0
Day = date | str | None
"""A day, as a date or written AAAA-MM-JJ; None is the day of the last call."""
Codes = Sequence[str]


@dataclass(frozen=True)
class Advice:
    """What refusals advise, in the words of who asks: how a base, a day, a confirmation are given here."""

    base: str
    day: str
    confirm: str


IN_A_NOTEBOOK = Advice(
    "Vérifiez son chemin ; une base se crée en y chargeant des fichiers.",
    'avec day="AAAA-MM-JJ"',
    "confirmed=True",
)


class Questions:
    """What a base answers; see `Cooperation`, which a notebook and the command line open."""

    def __init__(
        self,
        path: Path | str | None = None,
        *,
        settings: Path | str | None = None,
        create: bool = False,
        advice: Advice = IN_A_NOTEBOOK,
    ) -> None:
        self.base = _owner(Path(path or environment.base_path()))
        self._own_settings = Path(settings) if settings else environment.settings_path()
        self._create = create
        self._advice = advice

    @property
    def path(self) -> Path:
        """The base's file."""
        return self.base.path

    @cached_property
    def settings(self) -> Settings:
        """The thresholds in force."""
        return thresholds.load(self._own_settings)

    def close(self) -> None:
        """Let the file go now; the next question opens it again."""
        self.base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r})"

    # --- What the base answers ----------------------------------------------------------------------------

    @contextmanager
    def asking(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a cursor for one question (reading): it sees people, joined references as one."""
        self._must_be_there()
        with self.base.cursor() as cursor:
            yield cursor

    def day(self, asked: Day = None, *, of: str = "d'observation") -> date:
        """The day asked, else that of the last call; VisaError when there is no call, or the text is no day."""
        if isinstance(asked, str):
            return french.read_day(asked)
        if isinstance(asked, datetime):
            return asked.date()
        if asked is not None:
            return asked
        with self.asking() as cursor:
            found = last_call_day(cursor)
        if found is None:
            raise VisaError(
                "Pas de date par défaut",
                f"la base ne contient aucun appel. Indiquez le jour {of} {self._advice.day}.",
            )
        return found

    def indicators(self) -> pd.DataFrame:
        """The indicators: nom, titre, question, par_zone (whether it is also given by zone)."""
        return pd.DataFrame(
            [
                (one.name, one.title, one.question, one.by_zone is not None)
                for one in every_indicator().values()
            ],
            columns=["nom", "titre", "question", "par_zone"],
        )

    def definitions(self, name: str) -> pd.DataFrame:
        """What each column of an indicator counts: colonne, libelle, unite, definition (thresholds in force)."""
        columns = self._indicator(name).described.values()
        return pd.DataFrame(
            [(c.name, c.label, c.unit.value, c.definition(self.settings)) for c in columns],
            columns=["colonne", "libelle", "unite", "definition"],
        )

    def indicator(
        self,
        name: str,
        day: Day = None,
        *,
        by: str | None = None,
        zones: Codes = (),
        sources: Codes = (),
        callers: Codes = (),
        **options: Any,
    ) -> pd.DataFrame:
        """An indicator at the end of a day, as the command `indicateur` writes it: rates are fractions, NaN for nobody.

        name: see `indicators`. by: "zone" for one row a zone, sorted by code, then « Non localisées » when there are
        such people; an indicator that only exists by zone gives that. zones, sources, callers: codes that choose
        rows and people (see `visa_data.indicators.filters.Filters`); everybody by default. options: what that
        indicator takes besides. Raises VisaError for one whose rows are people where VISA_ROLE says a role that may not
        see them.
        """
        found = self._indicator(name)
        if by not in (None, "zone"):
            raise VisaError("Détail inconnu", f"« {by} » n'est pas un détail : by vaut None ou « zone ».")
        compute = found.compute if found.gives_whole(by is not None, options) else found.by_zone
        options.pop(found.on_request, None)
        if compute is None:
            raise VisaError("Indicateur sans détail", f"« {name} » n'existe pas par zone.")
        if found.permission is not None and (role := environment.declared_role()) is not None:
            Role(role).require(found.permission)
        at = self.day(day)
        with self.asking() as cursor:
            filters = _filters(cursor, zones, sources, callers)
            return compute(cursor, at, self.settings, filters, **options)

    def coverage(self, day: Day = None, *, by: str | None = None, **chosen: Codes) -> pd.DataFrame:
        """How far the call campaign has got: `indicator("couverture", …)`."""
        return self.indicator("couverture", day, by=by, **chosen)

    def evolution(self, day: Day = None, *, before: Day = None) -> pd.DataFrame:
        """The key figures at two days: indicateur, avant, apres, ecart. before: seven days earlier by default."""
        return self.indicator("evolution", day, before=None if before is None else self.day(before))

    def map(
        self,
        indicator: str,
        day: Day = None,
        *,
        column: str = "",
        need: str = "",
        share: bool = False,
    ) -> ZoneMap:
        """The zones coloured by a column of an indicator; it shows itself in a notebook, without a network.

        column: by default the status of zones, else the first rate, else the first count. need: one of the ten, for
        `besoins`; all together by default. share: a count of people as a share of the registered ones (a fraction).
        Its `table` has one row a zone: code_zone, nom_zone, valeur, denominateur, classe.
        """
        from visa_data.cooperation.mapped import mapped_zones

        found, at = self._indicator(indicator), self.day(day)
        with self.asking() as cursor:
            return mapped_zones(cursor, at, self.settings, found, column=column, need=need, share=share)

    def _must_be_there(self) -> None:
        if not self._create and not self.path.exists():
            raise BaseRefused("Base introuvable", f"« {self.path} » n'existe pas. {self._advice.base}")

    def _indicator(self, name: str) -> Indicator:
        found = every_indicator().get(name)
        if found is None:
            known = french.listed([f"« {one} »" for one in every_indicator()])
            raise VisaError(
                "Indicateur inconnu", f"« {name} » n'est pas un indicateur. Les indicateurs sont {known}."
            )
        return found


_OWNERS: WeakValueDictionary[Path, Base] = WeakValueDictionary()
"""The bases open in this process: a notebook that opens a file twice must not have DuckDB open it twice."""


def _owner(path: Path) -> Base:
    """The one owner of a file, as long as the file is there: one that vanished is not its owner's any more."""
    found = _OWNERS.get(path.absolute())
    if found is None or not path.exists():
        found = _OWNERS[path.absolute()] = Base(path, idle=IDLE_SECONDS, key=environment.base_key_path())
    return found


def _filters(cursor: duckdb.DuckDBPyConnection, zones: Codes, sources: Codes, callers: Codes) -> Filters:
    """What to choose; VisaError for a code that the base or the vocabulary does not have."""
    known: tuple[tuple[str, Codes, Callable[[], set[str]]], ...] = (
        ("de zone", zones, lambda: _column(cursor, "SELECT code FROM zones_actives")),
        ("de source", sources, lambda: {source.value for source in Source}),
        ("d'appelant", callers, lambda: _column(cursor, "SELECT DISTINCT appelant FROM appels")),
    )
    for of_what, asked, codes in known:
        if isinstance(asked, str):
            raise VisaError("Choix incompris", f"donnez une liste de codes, comme [« {asked} »].")
        if unknown := sorted(set(asked) - codes() if asked else ()):
            raise VisaError(
                "Choix inconnu",
                f"la base n'a pas {of_what} {french.listed([f'« {code} »' for code in unknown])}. Corrigez le code.",
            )
    return Filters(tuple(sorted(zones)), tuple(sorted(sources)), tuple(sorted(callers)))


def _column(cursor: duckdb.DuckDBPyConnection, query: str) -> set[str]:
    return {str(row[0]) for row in cursor.execute(query).fetchall()}
