"""The sheets of zones as the coordination reads them, from an open book: small counts are readable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from visa_data import french
from visa_data.dossier.decided_here import decided_at
from visa_data.dossier.open_book import OpenBook
from visa_data.dossier.opening import zone_opening
from visa_data.dossier.places import white_zones_listed
from visa_data.dossier.team_places import FREE
from visa_data.indicators.filters import EVERYBODY
from visa_data.indicators.reaching import reaching
from visa_data.indicators.registry import by_zone
from visa_data.indicators.zone_card import FIRST, NeedLine, ZoneCard, ZoneCards
from visa_data.town_sheets.sheet import (
    Part,
    Table,
    TownSheet,
    decided_part,
    drawing_notes,
    drawing_said,
    facts,
    foot,
    resources_part,
    unmet_said,
)
from visa_data.town_sheets.teams import Teams, sign

FOR_THE_MAYOR = "Version de la coordination : petits effectifs lisibles, à remettre au maire seul."
FILTERED = "Chiffres limités aux filtres choisis (sources ou appelants), sauf ceux des équipes."
WHO = "Qui peut y aller"


def zone_sheets(book: OpenBook, codes: Sequence[str]) -> Iterator[TownSheet]:
    """The sheets of those zones, in that order. KeyError for a code that is none's."""
    rows = {code: row for row, code in enumerate(book.zones.codes)}
    teams, zones = Teams(book), book.zones
    cards, nearest = _cards(book, teams), _nearest(book)
    decided = list(book.decided.itertuples(index=False))
    for code in codes:
        card = cards.card(code)
        near = (card.nearest_team, card.distance_km, "distance médiane des personnes isolées")
        if not card.nearest_team:
            near = (*nearest[code], "depuis le milieu de la zone")
        drawing = teams.around(
            rows[code], card.teams["identifiant"].tolist(), () if len(card.teams) else (near[0],)
        )
        beside = [zones.names[other] for other in zones.adjacent[rows[code]]]
        yield TownSheet(
            code,
            card.name,
            (
                f"{book.territory} · zone {code} · situation au {french.day(book.day)}, comparée au {french.day(book.before)}.",
                FOR_THE_MAYOR,
                *([FILTERED] if book.filters != EVERYBODY else []),
            ),
            zone_opening(card, full=teams.all_full(card.teams["identifiant"])),
            _who(card, teams, *near),
            drawing,
            drawing_said(card.name, beside, drawing),
            drawing_notes(drawing),
            f"Les chiffres, et depuis le {french.short_day(book.before)}",
            facts({name: card.line(name) for name in FIRST}, compared=book.compared),
            (
                _needs(book, card.needs),
                resources_part(card.resources),
                decided_part(book, decided_at(decided, [code])),
            ),
            foot(book),
        )


def _cards(book: OpenBook, teams: Teams) -> ZoneCards:
    """Those of every zone, from tables asked once."""
    now, before = (
        {one.name: book.ask(one.by_zone, day=day) for one in by_zone() if one.by_zone is not None}
        for day in (book.day, book.before)
    )
    places = dict(zip(book.zones.codes, book.zones.names, strict=True))
    return ZoneCards(by_zone(), places, now, before, book.ask(reaching), teams.names)


def _nearest(book: OpenBook) -> dict[str, tuple[str, float]]:
    """The active team nearest to the middle of each zone, and the kilometres to it; "" where none has a place."""
    codes = book.zones.codes
    listed = white_zones_listed(
        book.cursor,
        book.day,
        book.zones,
        pd.DataFrame({"code_zone": codes, "isolees": float("nan")}),
        dict(zip(codes, codes, strict=True)),
    )
    return {
        str(code): (str(team), float(km))
        for code, team, km in zip(listed["code_zone"], listed["equipe"], listed["distance_km"], strict=True)
    }


def _who(card: ZoneCard, teams: Teams, name: str, distance: float, measured: str) -> Part:
    """The teams that go there, else the nearest: its name, how far it is and as measured how."""
    if not card.teams.empty:
        rows = tuple(
            (
                f"{sign(rank)}. {team.nom}",
                french.number(team.isolees_atteintes),
                teams.free(str(team.identifiant)),
            )
            for rank, team in enumerate(card.teams.itertuples(index=False))
        )
        return Part(
            WHO,
            (),
            (Table(("Équipe qui y va", "Isolées à sa portée ici", "Places libres"), rows, (1, 2)),),
            (FREE,),
        )
    if not teams.any_active:
        return Part(WHO, ("Aucune équipe citoyenne n'est active à cette date.",))
    sentences = ["Aucune équipe citoyenne n'y va."]
    if name:
        sentences.append(
            f"La plus proche : {name}, à {french.kilometres(distance)} à vol d'oiseau ({measured}) ; "
            f"places libres : {teams.free_of(name)}."
        )
    return Part(WHO, tuple(sentences), notes=(FREE,) if name else ())


def _needs(book: OpenBook, needs: Sequence[NeedLine]) -> Part:
    title = "Les besoins"
    shown = [line for line in needs if line.open or not line.resources]
    rest = len(needs) - len(shown)
    if not shown:
        return Part(title, ("Aucun besoin ouvert, et une ressource au moins pour chaque besoin.",))
    rows = tuple(
        (line.need.label, french.number(line.open), french.number(line.unmet), french.number(line.resources))
        for line in sorted(shown, key=lambda line: (-line.unmet, -line.open))
    )
    left = f"{french.counted(rest, 'autre besoin', 'autres besoins')} : aucun ouvert, une ressource au moins."
    return Part(
        title,
        tables=(Table(("Besoin", "Personnes", "Non pourvus", "Ressources"), rows, (1, 2, 3)),),
        notes=(*((left,) if rest else ()), unmet_said(book)),
    )
