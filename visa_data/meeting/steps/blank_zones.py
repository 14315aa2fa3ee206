"""Where nobody goes: zones blanches on the map, people concerned, nearest team."""

from __future__ import annotations

import pandas as pd

from visa_data import french
from visa_data.indicators.services import active_teams
from visa_data.indicators.zone_reasons import ranked_zones
from visa_data.indicators.zones_blanches import ZONES_BLANCHES
from visa_data.meeting.step import MainFigure
from visa_data.meeting.steps.facts import Facts
from visa_data.meeting.steps.ground_map import (
    ALONE,
    MISSED,
    MOST_TEXTS,
    REACHED,
    UNSAID,
    WHITE,
    ground_map,
    in_zones,
    white_sectors,
    white_zones,
    whites_may_be_said,
)
from visa_data.meeting.steps.item import Content, Item
from visa_data.meeting.steps.layout import NAMED, named, nobody, ranked
from visa_data.meeting.steps.protector import Sectors
from visa_data.pictures.picture import MapPicture, Picture, TablePicture, Tone


def blank_zones_step(facts: Facts) -> Content:
    """The step, from the zones blanches."""
    if facts.nobody:
        return nobody(facts, ZONES_BLANCHES.definition(facts.settings))
    sectors = facts.isolated
    white = white_zones(facts)
    picture = ground_map(facts)
    nowhere = facts.blanks.loc[facts.blanks["code_zone"] == "", MISSED].sum() > 0
    return Content(
        _key_point(facts, white, sectors),
        _figures(facts, white),
        picture,
        ZONES_BLANCHES.definition(facts.settings),
        facts.notes(
            "Aucune équipe citoyenne n'est active à cette date."
            if active_teams(facts.cursor, facts.day).empty
            else "",
            *sectors.notes,
            "Des personnes isolées sans zone connue sont comptées dans le total, jamais parmi les zones blanches."
            if nowhere
            else "",
            _names_left_out(picture),
        ),
        _table(facts, sectors),
    )


STEP = Item(
    "zones-blanches",
    "Les zones blanches",
    "Où personne ne va-t-il ?",
    blank_zones_step,
    explained_on=("zones_blanches", "Voir les zones blanches"),
)


def _names_left_out(picture: Picture) -> str:
    """Which names the map could not hold."""
    if not isinstance(picture, MapPicture):
        return ""
    white = [area for area in picture.areas if area.category == WHITE]
    if len(white) <= MOST_TEXTS:
        return ""
    return f"Sur la carte, le nom de {MOST_TEXTS} zones blanches sur {len(white)}."


def _figures(facts: Facts, white: pd.DataFrame) -> tuple[MainFigure, ...]:
    missed, alone = facts.now[MISSED], facts.now[ALONE]
    people = MainFigure(
        missed.text,
        missed.plural("personne isolée sans équipe", "personnes isolées sans équipe"),
        f"sur {alone.counted('personne isolée', 'personnes isolées')}",
        "",
        Tone.GOOD if missed.nothing else Tone.BAD,
        ZONES_BLANCHES.column("isolees_couvertes").definition(facts.settings),
    )
    every = len(in_zones(facts))
    if not every:
        return (people,)
    if not whites_may_be_said(facts):
        return (_sectors_without_team(facts, every), people)
    zones = MainFigure(
        french.number(len(white)),
        "zone blanche" if len(white) < 2 else "zones blanches",
        f"sur {french.counted(every, 'zone')}",
        _change(facts, len(white)),
        Tone.GOOD if white.empty else Tone.WORST,
        ZONES_BLANCHES.definition(facts.settings),
    )
    return (zones, people)


def _sectors_without_team(facts: Facts, every: int) -> MainFigure:
    """What the map shows where some zones blanches are put together with others: sectors that nobody goes to."""
    zones = sum(len(sector.codes) for sector in white_sectors(facts))
    return MainFigure(
        french.number(zones) if zones else UNSAID,
        "zones d'un secteur sans équipe" if zones else "zones blanches",
        f"sur {french.counted(every, 'zone')}",
        "",
        Tone.WORST,
        "Secteurs où vivent des personnes isolées et où aucune équipe n'en atteint, avec toutes leurs zones.",
    )


def _change(facts: Facts, zones: int) -> str:
    if not facts.compared:
        return ""
    before = facts.white_before
    if before is None:
        return ""
    gap = zones - before
    since = french.short_day(facts.before)
    return f"{french.signed(gap)} depuis le {since}" if gap else f"sans changement depuis le {since}"


def _key_point(facts: Facts, white: pd.DataFrame, sectors: Sectors) -> str:
    alone, missed = facts.now[ALONE], facts.now[MISSED]
    if alone.nothing:
        return "Rien à signaler : aucune personne isolée n'est connue parmi les personnes inscrites."
    if missed.nothing:
        return _all_reached(facts, white)
    total = missed.counted("personne isolée", "personnes isolées")
    verb = missed.plural("n'est atteinte", "ne sont atteintes")
    people = f"{total} {verb} par aucune équipe"
    if white.empty:
        return f"Aucune zone entièrement blanche, mais {people}."
    worst = _worst(facts, white, sectors)
    if not whites_may_be_said(facts):
        return f"{people[:1].upper()}{people[1:]}{worst}."
    zones = french.counted(len(white), "zone blanche", "zones blanches")
    names = white["nom_zone"].tolist()
    where = f" ({french.listed(names)})" if len(names) <= NAMED and facts.protector.protects else ""
    return f"{zones}{where} ; {people}{worst}."


def _all_reached(facts: Facts, white: pd.DataFrame) -> str:
    alone = facts.now[ALONE]
    head = "Rien à signaler : aucune zone blanche, une équipe atteint"
    if not white.empty:
        # Other people than those counted here live in them.
        zones = french.counted(len(white), "zone blanche", "zones blanches")
        head = f"{zones}, mais parmi les personnes comptées ici, une équipe atteint"
    if alone.value == 1:
        return f"{head} la seule personne isolée."
    if alone.withheld:
        return f"{head} chaque personne isolée."
    return f"{head} chacune des {alone.counted('personne isolée', 'personnes isolées')}."


def _worst(facts: Facts, white: pd.DataFrame, sectors: Sectors) -> str:
    """Where most of them live: the zone and its nearest team, or the committee's sectors."""
    if not facts.protector.protects:
        reasons = ranked_zones(white)["raison"].tolist()
        return f" ; d'abord {str(reasons[0]).removesuffix('.')}" if reasons else ""
    said = [sector for sector in ranked(sectors.rows, MISSED) if not sector.values[MISSED].withheld]
    return f", d'abord {named(said, MISSED)}" if said and len(sectors.rows) > 1 else ""


def _table(facts: Facts, sectors: Sectors) -> TablePicture:
    headers = ("Zone", "Personnes isolées", "Atteintes", "Sans équipe")
    shown = ranked(sectors.rows, ALONE)
    shown.sort(key=lambda sector: -(sector.values[MISSED].value or 0))
    rows = [
        (
            sector.name,
            sector.values[ALONE].text,
            sector.values[REACHED].text,
            sector.values[MISSED].text,
        )
        for sector in shown
    ]
    if facts.protector.protects:
        return TablePicture(headers, tuple(rows))
    reasons = {row.nom_zone: str(row.raison) for row in ranked_zones(facts.blanks).itertuples()}
    return TablePicture(
        (*headers, "En clair"), tuple((*row, reasons.get(row[0], french.UNKNOWN)) for row in rows)
    )
