"""Whom the campaign is losing: never reached, lost from sight, waiting for consent."""

from __future__ import annotations

from visa_data import french
from visa_data.dossier.shown import Shown
from visa_data.indicators.couverture import COUVERTURE
from visa_data.meeting.step import MainFigure
from visa_data.meeting.steps.facts import LOSING, Facts
from visa_data.meeting.steps.item import Content, Item
from visa_data.meeting.steps.layout import MOST_BARS, counts_table, limited_note, nobody
from visa_data.meeting.steps.protector import Sector
from visa_data.pictures.picture import Bar, BarsPicture, Category, NothingPicture, Picture, TablePicture, Tone

COLUMNS = LOST, NEVER, WAITING = LOSING
SERIES = (
    Category(LOST, "Perdues de vue", Tone.WORST, "P"),
    Category(NEVER, "Jamais jointes", Tone.BAD, "J"),
    Category(WAITING, "Consentement en attente", Tone.WATCH, "A"),
)
OUT_OF = {LOST: ("joints", "personne jointe", "personnes jointes")}


def losing_step(facts: Facts) -> Content:
    """The step, from the coverage by zone."""
    definition = " ".join(
        f"{c.label} : {c.definition(facts.settings)}" for c in map(COUVERTURE.column, COLUMNS)
    )
    if facts.nobody and facts.now[WAITING].nothing:
        return nobody(facts, definition)
    sectors = facts.losing
    concerned = _ranked(sectors.rows)
    return Content(
        _key_point(facts),
        tuple(_figure(facts, name) for name in COLUMNS),
        _picture(facts, concerned),
        definition,
        facts.notes(
            *sectors.notes,
            "Les personnes en attente de consentement sont comptées à part, jamais parmi les inscrites.",
            limited_note(MOST_BARS, len(concerned), *sectors.words),
        ),
        TablePicture(
            ("Zone", *(series.label for series in SERIES)),
            tuple((s.name, *(s.values[name].text for name in COLUMNS)) for s in concerned),
        ),
    )


STEP = Item(
    "qui-perdons-nous",
    "Qui perdons-nous ?",
    "Qui n'est jamais joint, perdu de vue, ou en attente ?",
    losing_step,
    explained_on=("campagne", "Voir la campagne d'appels"),
)


def _figure(facts: Facts, name: str) -> MainFigure:
    column = COUVERTURE.column(name)
    shown = facts.now[name]
    label = next(series.label for series in SERIES if series.key == name)
    whole, one, many = OUT_OF.get(name, ("inscrits", "personne inscrite", "personnes inscrites"))
    out_of = "en plus des inscrites" if name == WAITING else f"sur {facts.now[whole].counted(one, many)}"
    tone = Tone.GOOD if shown.nothing else next(series.tone for series in SERIES if series.key == name)
    return MainFigure(
        shown.text, label, out_of, _change(facts, name), tone, column.definition(facts.settings)
    )


def _change(facts: Facts, name: str) -> str:
    if not facts.compared:
        return ""
    gap = facts.changes.gaps[name]
    if gap is None:
        return ""
    since = french.short_day(facts.before)
    return f"sans changement depuis le {since}" if gap.nothing else f"{gap.text} depuis le {since}"


def _key_point(facts: Facts) -> str:
    lost, never, waiting = (facts.now[name] for name in COLUMNS)
    if all(shown.nothing for shown in (lost, never, waiting)):
        people = facts.now["inscrits"].counted("personne inscrite", "personnes inscrites")
        return f"Rien à signaler : personne n'est perdu de vue, jamais joint ou en attente, sur {people}."
    said = [
        _said(lost, "personne perdue de vue", "personnes perdues de vue", "aucune personne perdue de vue"),
        _said(
            never,
            "jamais jointe malgré plusieurs appels",
            "jamais jointes malgré plusieurs appels",
            "aucune jamais jointe malgré plusieurs appels",
        ),
        _said(
            waiting,
            "en attente de consentement",
            "en attente de consentement",
            "aucune en attente de consentement",
        ),
    ]
    sentence = french.listed(said)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _said(shown: Shown, one: str, many: str, none: str) -> str:
    if shown.nothing:
        return none
    if shown.withheld and not one.startswith("personne"):
        return shown.counted(f"personne {one}", f"personnes {many}")
    return shown.counted(one, many)


def _ranked(sectors: tuple[Sector, ...]) -> list[Sector]:
    """Sectors with somebody, most people lost first, then most waiting; withheld counts weigh nothing."""
    concerned = [s for s in sectors if not all(s.values[name].nothing for name in COLUMNS)]

    def weight(sector: Sector) -> tuple[int, int, str]:
        lost, never, waiting = (sector.values[name].value or 0 for name in COLUMNS)
        return (-lost - never, -waiting, sector.name)

    return sorted(concerned, key=weight)


def _picture(facts: Facts, concerned: list[Sector]) -> Picture:
    if not concerned:
        return NothingPicture("Personne n'est perdu de vue, jamais joint ou en attente à cette date.")
    if not any(sector.values[name].value for sector in concerned for name in COLUMNS):
        return counts_table(facts, [(series.key, series.label) for series in SERIES])
    bars = tuple(
        Bar(
            sector.name,
            tuple(None if (value := sector.values[name].value) is None else float(value) for name in COLUMNS),
            " · ".join(f"{s.sign}{french.NBSP}{sector.values[s.key].text}" for s in SERIES),
        )
        for sector in concerned[:MOST_BARS]
    )
    return BarsPicture(SERIES, bars, "personnes")
