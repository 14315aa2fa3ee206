"""How the declared levels are spread, before and now."""

from __future__ import annotations

from collections.abc import Mapping

from visa_data import french
from visa_data.dossier.shown import Shown, rate_text
from visa_data.indicators.fragilite import FRAGILITE, LEVEL_COLUMNS
from visa_data.indicators.mouvements import DEFINITION as MOVES_DEFINITION
from visa_data.meeting.step import MainFigure
from visa_data.meeting.steps.facts import HIGH, Facts
from visa_data.meeting.steps.item import Content, Item
from visa_data.meeting.steps.layout import nobody
from visa_data.pictures.picture import Bar, BarsPicture, Category, Picture, TablePicture, Tone
from visa_data.vocabulary import NIVEAUX

TONES = (Tone.UNKNOWN, Tone.LEVEL_1, Tone.LEVEL_2, Tone.LEVEL_3, Tone.LEVEL_4)
SERIES = tuple(
    Category(
        name, NIVEAUX[level] if not level else f"{level} – {NIVEAUX[level]}", TONES[level], str(level or "?")
    )
    for level, name in enumerate(LEVEL_COLUMNS)
)
UP, DOWN = "montees", "descendues"


def fragility_step(facts: Facts) -> Content:
    """The step, from the levels at both dates and the moves between them."""
    definition = f"{FRAGILITE.definition(facts.settings)} {MOVES_DEFINITION}"
    if facts.nobody:
        return nobody(facts, definition)
    moved = _moves(facts)
    high = facts.now[HIGH]
    registered = facts.now["inscrits"]
    figures = [
        MainFigure(
            high.text,
            high.plural("personne de niveau 3 ou 4", "personnes de niveau 3 ou 4"),
            f"sur {registered.counted('personne inscrite', 'personnes inscrites')}",
            rate_text(high, registered) if not (high.withheld or registered.withheld) else "",
            Tone.NEUTRAL,
            FRAGILITE.definition(facts.settings),
        )
    ]
    if moved:
        figures += [
            MainFigure(
                moved[UP].text,
                moved[UP].plural("devenue plus fragile", "devenues plus fragiles"),
                f"depuis le {french.short_day(facts.before)}",
                "",
                Tone.GOOD if moved[UP].nothing else Tone.BAD,
                MOVES_DEFINITION,
            ),
            MainFigure(
                moved[DOWN].text,
                moved[DOWN].plural("devenue moins fragile", "devenues moins fragiles"),
                f"depuis le {french.short_day(facts.before)}",
                "",
                Tone.NEUTRAL,
                MOVES_DEFINITION,
            ),
        ]
    return Content(
        _key_point(facts, high, moved),
        tuple(figures),
        _picture(facts),
        definition,
        facts.notes(_notes(facts)),
        _table(facts),
    )


STEP = Item(
    "fragilite",
    "La fragilité",
    "Comment la fragilité se répartit-elle, et bouge-t-elle ?",
    fragility_step,
    explained_on=("fragilite", "Voir la fragilité"),
)


def _moves(facts: Facts) -> Mapping[str, Shown]:
    """People who went up or down; nothing when no date precedes."""
    if not facts.compared or facts.moves.both == 0:
        return {}
    found = facts.moves
    return facts.protector.totals({UP: float(found.up), DOWN: float(found.down)}).counts


def _key_point(facts: Facts, high: Shown, moved: Mapping[str, Shown]) -> str:
    evaluated = facts.now["evalues"]
    if evaluated.nothing:
        return "Aucun niveau de fragilité n'est encore déclaré parmi les personnes inscrites."
    where = "parmi les personnes inscrites"
    if high.nothing:
        first = f"Aucune personne de niveau 3 ou 4 {where}"
    else:
        count = high.counted("personne est de niveau 3 ou 4", "personnes sont de niveau 3 ou 4")
        out_of = rate_text(high, facts.now["inscrits"], 0) if not high.withheld else ""
        first = f"{count}" + (
            f" ({out_of} des inscrites)" if out_of and not facts.now["inscrits"].withheld else ""
        )
    if not moved:
        return f"{first[:1].upper()}{first[1:]}."
    up, down = moved[UP], moved[DOWN]
    since = f"depuis le {french.day(facts.before)}"
    if up.nothing and down.nothing:
        sentence = f"{first} ; aucun changement de niveau {since}"
        if high.nothing:
            sentence = f"Rien à signaler : {first[:1].lower()}{first[1:]}, aucun changement de niveau {since}"
        return f"{sentence[:1].upper()}{sentence[1:]}."
    more = _said(
        up, "est devenue plus fragile", "sont devenues plus fragiles", "aucune n'est devenue plus fragile"
    )
    less = _said(down, "l'est moins", "le sont moins", "aucune ne l'est moins")
    return f"{first[:1].upper()}{first[1:]} ; {since}, {more} et {less}."


def _said(shown: Shown, one: str, many: str, none: str) -> str:
    if shown.nothing:
        return none
    return (
        shown.counted(f"personne {one}", f"personnes {many}") if shown.withheld else shown.counted(one, many)
    )


def _picture(facts: Facts) -> Picture:
    bars = _bars(facts)
    if any(value for bar in bars for value in bar.values):
        return BarsPicture(SERIES, bars, "personnes")
    return _table(facts)


def _bars(facts: Facts) -> tuple[Bar, ...]:
    sides = [(facts.day, facts.now)]
    if facts.compared and not facts.then["inscrits"].nothing and not _tells_a_small_move(facts):
        sides.insert(0, (facts.before, facts.then))
    return tuple(
        Bar(
            french.short_day(day) if facts.before.year == facts.day.year else french.day(day),
            tuple(None if (value := shown[name].value) is None else float(value) for name in LEVEL_COLUMNS),
            shown["inscrits"].counted("personne inscrite", "personnes inscrites"),
        )
        for day, shown in sides
    )


def _tells_a_small_move(facts: Facts) -> bool:
    """Whether both dates side by side would give back a change that the protection withholds."""
    gaps = [facts.changes.gaps[name] for name in ("inscrits", *LEVEL_COLUMNS)]
    return any(gap is None or gap.withheld for gap in gaps)


def _notes(facts: Facts) -> str:
    if not facts.compared:
        return "La date de comparaison doit précéder la date d'observation : aucun mouvement n'est calculé."
    if facts.then["inscrits"].nothing:
        return f"Au {french.day(facts.before)}, personne n'était inscrit : rien à comparer."
    if _tells_a_small_move(facts):
        return (
            f"La répartition au {french.day(facts.before)} n'est pas dessinée : l'écart ferait reconnaître "
            "un petit effectif."
        )
    return ""


def _table(facts: Facts) -> TablePicture:
    before = french.UNKNOWN
    rows = []
    for series in SERIES:
        now, then = facts.now[series.key], facts.then[series.key]
        if not facts.compared:
            rows.append((series.label, before, now.text, before))
            continue
        gap = facts.changes.gaps[series.key]
        rows.append((series.label, then.text, now.text, before if gap is None else gap.text))
    return TablePicture(
        (
            "Niveau déclaré",
            f"Au {french.short_day(facts.before)}",
            f"Au {french.short_day(facts.day)}",
            "Écart",
        ),
        tuple(rows),
        TONES,
    )
