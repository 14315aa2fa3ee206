"""The sheets of sectors as the committee reads them, from the frozen book alone: what it withholds stays withheld."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from visa_data import french
from visa_data.dossier.decided_here import decided_at
from visa_data.dossier.frozen_book import FrozenBook
from visa_data.dossier.opening import sector_opening
from visa_data.dossier.sector_card import SectorCard, sector_card
from visa_data.dossier.sectors_shown import cells_of
from visa_data.dossier.team_places import FREE, about
from visa_data.indicators.zone_card import FIRST
from visa_data.reports.document import committee_version, marks_legend
from visa_data.town_sheets.of_zone import WHO
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

FIRST_BOOK = "Premier dossier de ce découpage : pas encore de comparaison par secteur."


def sector_sheets(book: FrozenBook, codes: Sequence[str]) -> Iterator[TownSheet]:
    """The sheets of those sectors, in that order. KeyError for a code that is none's."""
    rows = {code: row for row, code in enumerate(book.zones.codes)}
    teams, cells, zones = Teams(book), cells_of(book), book.zones
    decided = list(book.decided.itertuples(index=False))
    inside = dict(zip(book.tables.sectors["code"], book.tables.sectors["zones"], strict=True))
    for code in codes:
        found = sector_card(book, code)
        card = found.card
        drawing = teams.around(rows[code], card.teams["identifiant"].tolist(), set(found.white["equipe"]))
        beside = [teams.places[other] for other in zones.adjacent[rows[code]]]
        since = f", comparée au {french.day(book.before)}." if found.compared else f". {FIRST_BOOK}"
        yield TownSheet(
            code,
            card.name,
            (
                f"{book.territory} · secteur {code} · situation au {french.day(book.day)}{since}",
                *_members(found),
                f"{committee_version(book.tables.manifest)} {marks_legend(book.tables.manifest)}",
            ),
            sector_opening(cells, found, about=about(book), full=teams.all_full(card.teams["identifiant"])),
            _who(found, teams),
            drawing,
            drawing_said(card.name, beside, drawing),
            drawing_notes(drawing),
            f"Les chiffres, et depuis le {french.short_day(book.before)}"
            if found.compared
            else "Les chiffres",
            facts({name: card.line(name) for name in FIRST}, compared=found.compared),
            (
                _needs(book, found),
                resources_part(card.resources),
                decided_part(book, decided_at(decided, inside[code].split("|"), found.members)),
            ),
            foot(book),
        )


def _members(found: SectorCard) -> tuple[str, ...]:
    if len(found.members) < 2:
        return ()
    return (f"Réunit {french.counted(len(found.members), 'zone')} : {french.listed(list(found.members))}.",)


def _who(found: SectorCard, teams: Teams) -> Part:
    """The teams that go there, then its zones blanches, each with the nearest team."""
    if not teams.any_active:
        return Part(WHO, ("Aucune équipe citoyenne n'est active à cette date.",))
    tables = []
    if not found.card.teams.empty:
        rows = tuple(
            (f"{sign(rank)}. {team.nom}", teams.free(str(team.identifiant)))
            for rank, team in enumerate(found.card.teams.itertuples(index=False))
        )
        tables.append(Table(("Équipe qui y va", "Places libres"), rows, (1,)))
    if len(found.white):
        white = tuple(
            (
                str(zone.nom_zone),
                f"{zone.equipe}, à {french.kilometres(zone.distance_km)}"
                if zone.equipe
                else "aucune n'a de lieu connu",
                teams.free_of(str(zone.equipe)) if zone.equipe else french.UNKNOWN,
            )
            for zone in found.white.itertuples(index=False)
        )
        tables.append(Table(("Zone blanche", "Équipe la plus proche", "Places libres"), white, (2,)))
    nobody = ("Aucune équipe citoyenne n'y va.",) if found.card.teams.empty else ()
    return Part(WHO, nobody, tuple(tables), (FREE,) if tables else ())


def _needs(book: FrozenBook, found: SectorCard) -> Part:
    """Resources by need, two needs a row: how many people have each is not published by sector."""
    cells = [
        (need.label, french.number(count) if count else "aucune")
        for need, count in sorted(found.resources.items(), key=lambda item: item[1])
    ]
    line = found.card.line("besoins_ouverts")
    opened = "" if line is None else f"{line.column.label} : {line.written}. "
    half = (len(cells) + 1) // 2
    rows = tuple(
        (*left, *right) for left, right in zip_longest(cells[:half], cells[half:], fillvalue=("", ""))
    )
    return Part(
        "Les besoins",
        (),
        (Table(("Besoin", "Ressources", "Besoin", "Ressources"), rows, (1, 3)),),
        (
            f"{opened}Besoin par besoin, seules les ressources sont comptées par secteur.",
            unmet_said(book),
        ),
    )
