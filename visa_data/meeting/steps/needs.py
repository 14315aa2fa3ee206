"""Which of the ten needs go unmet, where, and whether a resource answers them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from visa_data import french
from visa_data.dossier.shown import Shown, worst_first
from visa_data.indicators.besoins import BESOINS
from visa_data.indicators.matrice_besoins import DEFINITION as MATRIX_DEFINITION
from visa_data.indicators.matrice_besoins import EtatBesoin, needs_matrix
from visa_data.meeting.step import MainFigure
from visa_data.meeting.steps.facts import OPEN, UNMET, Facts
from visa_data.meeting.steps.item import Content, Item
from visa_data.meeting.steps.layout import nobody
from visa_data.meeting.steps.protector import Sector
from visa_data.pictures.picture import Category, MatrixPicture, NothingPicture, Picture, TablePicture, Tone
from visa_data.vocabulary import BESOINS_COURTS, Besoin

MOST_COLUMNS = 8
"""Zones that a matrix shows from 8 m."""
MOST_SECTORS = 6
"""For the committee: names of sectors are longer, and a need of eleven people must leave each sector room."""
TONES = {
    EtatBesoin.SANS_RESSOURCE: Tone.WORST,
    EtatBesoin.SATURE: Tone.BAD,
    EtatBesoin.COUVERT: Tone.GOOD,
    EtatBesoin.RIEN: Tone.NOTHING,
    EtatBesoin.INCONNU: Tone.UNKNOWN,
}
WORST_FIRST = (
    EtatBesoin.SANS_RESSOURCE,
    EtatBesoin.SATURE,
    EtatBesoin.INCONNU,
    EtatBesoin.COUVERT,
    EtatBesoin.RIEN,
)
"""When zones are merged, the sector takes the first of these states found in it."""
CATEGORIES = tuple(Category(s.value, s.label, TONES[s], s.letter) for s in EtatBesoin)
STATES = {state.value: state for state in EtatBesoin}


def needs_step(facts: Facts) -> Content:
    """The step, from the ten needs and their matrix by zone."""
    definition = f"{BESOINS.definition(facts.settings)} {MATRIX_DEFINITION}"
    if facts.nobody:
        return nobody(facts, definition)
    open_needs, unmet_needs = facts.now["besoins_ouverts"], facts.now["besoins_non_pourvus"]
    by_need = _by_need(facts)
    matrix = needs_matrix(facts.cursor, facts.day, facts.settings, facts.filters)
    picture, notes = _picture(facts, matrix)
    worst = _worst(by_need)
    figures = [
        MainFigure(
            unmet_needs.text,
            unmet_needs.plural("besoin non pourvu", "besoins non pourvus"),
            f"sur {open_needs.counted('besoin ouvert', 'besoins ouverts')}",
            "",
            Tone.GOOD if unmet_needs.nothing else Tone.BAD,
            BESOINS.column(UNMET).definition(facts.settings),
        )
    ]
    if worst is not None:
        figures.append(
            MainFigure(
                BESOINS_COURTS[worst],
                "besoin le plus souvent non pourvu",
                by_need[worst][UNMET].counted("personne", "personnes"),
                "",
                Tone.BAD,
                BESOINS.definition(facts.settings),
            )
        )
    return Content(
        _key_point(facts, by_need, worst, matrix),
        tuple(figures),
        picture,
        definition,
        facts.notes(*notes),
        _table(facts, by_need),
    )


STEP = Item(
    "besoins",
    "Les besoins",
    "Quels besoins restent sans réponse, où, et avec quelle ressource ?",
    needs_step,
    explained_on=("besoins", "Voir les besoins essentiels"),
)


def _by_need(facts: Facts) -> dict[Besoin, dict[str, Shown]]:
    return {need: {name: facts.now[f"{name}@{need.value}"] for name in (OPEN, UNMET)} for need in Besoin}


def _worst(by_need: dict[Besoin, dict[str, Shown]]) -> Besoin | None:
    """The need with most people unmet; none when nobody is, or when every count is withheld."""
    known = [need for need in Besoin if by_need[need][UNMET].value]
    return min(known, key=lambda need: worst_first(by_need[need][UNMET], need.value)) if known else None


def _key_point(
    facts: Facts, by_need: dict[Besoin, dict[str, Shown]], worst: Besoin | None, matrix: pd.DataFrame
) -> str:
    open_needs, unmet = facts.now["besoins_ouverts"], facts.now["besoins_non_pourvus"]
    if open_needs.nothing:
        return "Rien à signaler : aucun besoin n'est ouvert parmi les dix besoins essentiels."
    if unmet.nothing:
        one = "le seul besoin ouvert attend depuis moins de"
        many = f"les {open_needs.text} besoins ouverts attendent depuis moins de"
        if open_needs.withheld:
            many = "chaque besoin ouvert attend depuis moins de"
        days = french.counted(facts.settings.besoin_non_pourvu, "jour")
        return f"Rien à signaler : {one if open_needs.value == 1 else many} {days}."
    count = unmet.counted("besoin", "besoins")
    verb = unmet.plural("reste non pourvu", "restent non pourvus")
    out_of = "" if open_needs.withheld else f" sur {open_needs.counted('ouvert', 'ouverts')}"
    sentence = f"{count[:1].upper()}{count[1:]} {verb}{out_of}"
    if worst is not None:
        people = by_need[worst][UNMET].counted("personne", "personnes")
        sentence += f", d'abord «{french.NBSP}{worst.label}{french.NBSP}» ({people})"
    missing = _without_resource(matrix)
    if missing and facts.protector.room(by_need[missing[0]][OPEN], missing[1]):
        need, zones = missing
        sentence += (
            f" ; «{french.NBSP}{need.label}{french.NBSP}» n'a aucune ressource dans "
            f"{french.counted(zones, 'zone')} où il est ouvert"
        )
    return f"{sentence}."


def _without_resource(matrix: pd.DataFrame) -> tuple[Besoin, int] | None:
    """The need open without any resource in most zones."""
    bare = matrix[matrix["etat"] == EtatBesoin.SANS_RESSOURCE.value]["besoin"].value_counts()
    if bare.empty:
        return None
    most = int(bare.max())
    return next((need, most) for need in Besoin if bare.get(need.value, 0) == most)


def _picture(facts: Facts, matrix: pd.DataFrame) -> tuple[Picture, tuple[str, ...]]:
    if facts.now["besoins_ouverts"].nothing:
        return NothingPicture("Aucun besoin n'est ouvert à cette date."), ()
    zones = matrix[matrix["code_zone"] != ""]
    if zones.empty:
        return NothingPicture(
            "Aucun contour de zone n'est chargé : les besoins ne sont connus que pour l'ensemble."
        ), ()
    columns, concerned, merged = _columns(facts, zones)
    if not columns:
        return NothingPicture("Aucun besoin n'est ouvert dans une zone connue à cette date."), ()
    state = {(row.code_zone, row.besoin): row for row in zones.itertuples(index=False)}
    texts, cells, unsaid = [], [], False
    for need in Besoin:
        found = [[state[code, need.value] for code in sector.codes] for sector in columns]
        states = [_worst_state(rows) for rows in found]
        if not _may_be_said(facts, need, states):
            states, unsaid = [EtatBesoin.INCONNU] * len(columns), True
        cells.append(tuple(each.value for each in states))
        unmet = [sum(int(row.non_pourvus) for row in rows) for rows in found]
        texts.append(
            tuple(
                each.letter
                if facts.protector.protects or not count
                else f"{each.letter}{french.NBSP}{french.number(count)}"
                for each, count in zip(states, unmet, strict=True)
            )
        )
    used = {cell for line in cells for cell in line}
    picture = MatrixPicture(
        tuple(BESOINS_COURTS[need] for need in Besoin),
        tuple(sector.name for sector in columns),
        tuple(texts),
        tuple(cells),
        tuple(category for category in CATEGORIES if category.key in used),
    )
    notes = (
        f"{len(columns)} premières colonnes sur {concerned}, les plus concernées d'abord."
        if concerned > len(columns)
        else "",
        merged,
        ""
        if facts.protector.protects
        else "Le nombre est celui des personnes dont le besoin n'est pas pourvu.",
        "Un besoin trop rare pour être montré par secteur sans désigner quelqu'un y est marqué inconnu."
        if unsaid
        else "",
    )
    return picture, notes


def _columns(facts: Facts, zones: pd.DataFrame) -> tuple[list[Sector], int, str]:
    """The worst zones, how many there are, and what merging them did.

    For the committee, sectors are those of step 3: no count by zone is written here.
    """
    totals = zones.groupby("code_zone")[[UNMET, OPEN]].sum()
    if not facts.protector.protects:
        names = zones.drop_duplicates("code_zone").set_index("code_zone")["nom_zone"]
        sectors = [Sector((str(code),), str(name), {}) for code, name in names.items()]
    else:
        sectors = [sector for sector in facts.registered.rows if sector.codes]
    weight = {
        sector.codes: (
            -int(totals.loc[list(sector.codes), UNMET].sum()),
            -int(totals.loc[list(sector.codes), OPEN].sum()),
            sector.name,
        )
        for sector in sectors
    }
    most = MOST_SECTORS if facts.protector.protects else MOST_COLUMNS
    open_there = [sector for sector in sectors if weight[sector.codes][1]]
    worst = sorted(open_there, key=lambda sector: weight[sector.codes])[:most]
    merged = any(len(sector.codes) > 1 for sector in worst)
    sentence = (
        "Un secteur de plusieurs zones prend l'état le plus préoccupant de ses zones." if merged else ""
    )
    return worst, len(open_there), sentence


def _worst_state(rows: list[Any]) -> EtatBesoin:
    states = {STATES[row.etat] for row in rows}
    return next(each for each in WORST_FIRST if each in states)


def _may_be_said(facts: Facts, need: Besoin, states: list[EtatBesoin]) -> bool:
    """Each S says somebody unmet there, each R somebody with the need: their number must not tell who."""
    unmet = states.count(EtatBesoin.SATURE)
    open_there = unmet + states.count(EtatBesoin.SANS_RESSOURCE)
    return facts.protector.room(facts.now[f"{UNMET}@{need.value}"], unmet) and facts.protector.room(
        facts.now[f"{OPEN}@{need.value}"], open_there
    )


def _table(facts: Facts, by_need: dict[Besoin, dict[str, Shown]]) -> TablePicture:
    resources = {row.besoin: int(row.ressources_actives) for row in facts.needs.itertuples(index=False)}
    return TablePicture(
        ("Besoin", "Ouverts", "Non pourvus", "Ressources actives"),
        tuple(
            (
                need.label,
                by_need[need][OPEN].text,
                by_need[need][UNMET].text,
                french.number(resources[need.value]),
            )
            for need in Besoin
        ),
    )
