"""How the declared levels 3 and 4 evolved over twelve weeks, and who moved."""

from __future__ import annotations

from visa_data import french
from visa_data.dossier.book import Book
from visa_data.dossier.by_place import asked
from visa_data.dossier.counts import HIGH
from visa_data.dossier.shown import Shown, rate_text
from visa_data.indicators.fragilite import FRAGILITE, LEVEL_COLUMNS
from visa_data.indicators.listes import Liste
from visa_data.indicators.mouvements import DEFINITION as MOVES_DEFINITION
from visa_data.indicators.mouvements import Moves, moves
from visa_data.meeting.step import Content, MainFigure
from visa_data.meeting.steps.item import Item
from visa_data.meeting.steps.layout import capital, nobody, since, value_of
from visa_data.pictures.picture import (
    Category,
    CurvesPicture,
    Listing,
    NothingPicture,
    Picture,
    TablePicture,
    Tone,
)
from visa_data.vocabulary import NIVEAUX

TONES = (Tone.UNKNOWN, Tone.LEVEL_1, Tone.LEVEL_2, Tone.LEVEL_3, Tone.LEVEL_4)
LABELS = tuple(
    NIVEAUX[level] if not level else f"{level} – {NIVEAUX[level]}" for level in range(len(LEVEL_COLUMNS))
)
CURVES = (
    Category("niveau_4", "Niveau 4", Tone.LEVEL_4, "4"),
    Category("niveau_3", "Niveau 3", Tone.LEVEL_3, "3"),
)


def fragility_step(book: Book) -> Content:
    """The step, from the levels of twelve weeks and the moves since the comparison date."""
    definition = f"{FRAGILITE.definition(book.settings)} {MOVES_DEFINITION}"
    if book.total("inscrits").nothing:
        return nobody(book, definition)
    high, registered = book.total(HIGH), book.total("inscrits")
    moved = _moves(book)
    return Content(
        _key_point(book, high, moved),
        (
            MainFigure(
                high.text,
                high.plural("personne de niveau 3 ou 4", "personnes de niveau 3 ou 4"),
                _share(high, registered),
                since(book, HIGH),
                Tone.NEUTRAL,
                FRAGILITE.definition(book.settings),
            ),
        ),
        _picture(book, moved),
        definition,
        book.notes(_note(book)),
        _table(book),
    )


STEP = Item(
    "fragilite",
    "La fragilité",
    "Combien de niveaux 3 et 4, semaine après semaine, et qui a bougé ?",
    fragility_step,
    explained_on=("fragilite", "Voir la fragilité"),
    worked_on=Liste.A_ORIENTER,
)


def _share(high: Shown, registered: Shown) -> str:
    out_of = f"sur {registered.counted('personne inscrite', 'personnes inscrites')}"
    if high.withheld or registered.withheld:
        return out_of
    return f"{out_of} ({rate_text(high, registered)})"


def _moves(book: Book) -> Moves | None:
    """Who moved; None when no date precedes, nobody was there, or the book keeps it back."""
    if not book.compared:
        return None
    found = asked(book, moves, before=book.before)
    return found if found is not None and found.both else None


def _key_point(book: Book, high: Shown, moved: Moves | None) -> str:
    evaluated, registered = book.total("evalues"), book.total("inscrits")
    if evaluated.nothing:
        return "Aucun niveau de fragilité n'est encore déclaré parmi les personnes inscrites."
    if high.nothing:
        first = "Aucune personne de niveau 3 ou 4 parmi les personnes inscrites"
    else:
        first = high.counted("personne est de niveau 3 ou 4", "personnes sont de niveau 3 ou 4")
        if not (high.withheld or registered.withheld):
            first += f" ({rate_text(high, registered)} des inscrites)"
    if moved is None:
        return f"{capital(first)}."
    day = f"depuis le {french.day(book.before)}"
    if not moved.up and not moved.down:
        sentence = f"{first} ; aucun changement de niveau {day}"
        if high.nothing:
            sentence = f"Rien à signaler : {first[:1].lower()}{first[1:]}, aucun changement de niveau {day}"
        return f"{capital(sentence)}."
    more = _said(
        moved.up,
        "est devenue plus fragile",
        "sont devenues plus fragiles",
        "aucune n'est devenue plus fragile",
    )
    less = _said(moved.down, "l'est moins", "le sont moins", "aucune ne l'est moins")
    return f"{capital(first)} ; {day}, {more} et {less}."


def _said(count: int, one: str, many: str, none: str) -> str:
    return french.counted(count, one, many) if count else none


def _picture(book: Book, moved: Moves | None) -> Picture:
    if book.total("evalues").nothing:
        return NothingPicture("Aucun niveau n'est encore déclaré à cette date.")
    series = [book.series(category.key) for category in CURVES]
    values = tuple(tuple(value_of(point.shown) for point in points) for points in series)
    if all(value is None for line in values for value in line):
        return _table(book)
    return CurvesPicture(
        tuple(french.short_day(point.day) for point in series[0]),
        CURVES,
        values,
        "personnes",
        _who(book, moved),
    )


def _who(book: Book, moved: Moves | None) -> Listing | None:
    if moved is None:
        return None
    lines = (
        ("Devenues plus fragiles", moved.up),
        ("Devenues moins fragiles", moved.down),
        ("Évaluées pour la première fois", moved.evaluated),
        ("Nouvelles inscrites", moved.arrived),
        ("Parties du registre", moved.left),
    )
    return Listing(
        f"Qui a bougé depuis le {french.short_day(book.before)}",
        tuple((label, french.number(count)) for label, count in lines),
    )


def _note(book: Book) -> str:
    if not book.compared:
        return "La date de comparaison doit précéder la date d'observation : aucun mouvement n'est calculé."
    if book.total("inscrits", book.before).nothing:
        return f"Au {french.day(book.before)}, personne n'était inscrit : rien à comparer."
    return ""


def _table(book: Book) -> TablePicture:
    rows = []
    for name, label in zip(LEVEL_COLUMNS, LABELS, strict=True):
        then, gap = french.UNKNOWN, book.gap(name)
        if book.compared:
            then = book.total(name, book.before).text
        rows.append((label, then, book.total(name).text, french.UNKNOWN if gap is None else gap.text))
    days = (f"Au {french.short_day(book.before)}", f"Au {french.short_day(book.day)}")
    return TablePicture(("Niveau déclaré", *days, "Écart"), tuple(rows), TONES)
