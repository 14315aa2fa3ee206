"""A step of the meeting as one board: question, sentence, figures, picture, notes, in HTML.

The board's style (pages/parts/meeting_board.css) sizes everything by the room it is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol
from xml.etree.ElementTree import Element, tostring

from visa_data.meeting.step import MainFigure, Step
from visa_data.pictures.html import add, add_picture, add_table, tone_classes
from visa_data.pictures.outlines import Outlines
from visa_data.pictures.picture import MapPicture, MatrixPicture, Picture, Tone
from visa_data.pictures.render import written_table

FIGURES = "Les chiffres"
LENGTHS = ((110, "court"), (145, "moyen"), (240, "long"))
"""Characters of a sentence up to which it is written large, less large, smaller."""
SHORT_END = 5
"""A shorter last word would stand alone on its line."""
BESIDE, WHOLE = 1128.0, 1546.0
"""Units that a picture has across, beside the figures or on a narrow board, or on the whole of a wide one."""
HEIGHTS = {
    BESIDE: (690.0, 640.0, 590.0, 530.0, 460.0, 390.0, 330.0),
    WHOLE: (690.0, 620.0, 550.0, 480.0, 410.0),
}
"""Units down: the board's script shows the first drawing that the room holds."""
NARROW_HEIGHTS = (690.0, 530.0, 430.0, 330.0)
"""Of a picture that a wide board gives its whole width, on a narrow one."""
HEAVY_HEIGHTS = {BESIDE: (610.0, 480.0, 340.0), WHOLE: (610.0, 510.0, 410.0)}
"""Fewer, for outlines and cells are heavy."""


class AgendaItem(Protocol):
    """What the progress mark needs of each step."""

    @property
    def number(self) -> int:
        """Its place, from 1."""

    @property
    def key(self) -> str:
        """Its address."""

    @property
    def title(self) -> str:
        """As read."""


def board_html(
    step: Step,
    outlines: Outlines,
    agenda: Sequence[AgendaItem],
    *,
    where: Sequence[str],
    actions: Sequence[tuple[str, str]] = (),
    passed: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The whole screen of a step; every text in it is escaped.

    where: territory and filters, then dates: a line each. outlines: where the zones of a map are.
    actions: key of a button of the page and its label, for what this step lets do. passed: keys of the steps that
    this meeting does not stop at, and why.
    """
    board = Element("div", {"class": "planche", "data-etape": step.key})
    _head(board, step, where)
    point = add(board, "p", css=f"retenir {_length(step.key_point)}")
    add(point, "b", "À retenir").tail = " "
    add(point, "span", step.key_point)
    above = isinstance(step.picture, MatrixPicture) or len(step.figures) > 4
    body = add(board, "div", css="corps empile" if above else "corps")
    if step.figures:
        figures = add(body, "ul", css="chiffres")
        for rank, figure in enumerate(step.figures):
            _figure(figures, figure, rank)
    room = add(body, "div", css="image")
    table = written_table(step.picture)
    if table is not None:
        room = add(room, "div", css="tableau")
        add_table(add(room, "div", css="defile", data_lignes=""), table)
        add(room, "p", css="reste", data_un="autre ligne", data_plusieurs="autres lignes", hidden="hidden")
    else:
        whole = above or not step.figures
        sizes = _sizes(step.picture, whole=whole)
        add_picture(room, step.picture, outlines, sizes, name="image", said=step.alternative)
    _notes(board, step, actions)
    _progress(board, step.number, agenda, passed)
    return tostring(board, encoding="unicode", method="html")


def _sizes(picture: Picture, *, whole: bool) -> list[tuple[float, float]]:
    """What the board's script chooses from: for the whole of a wide board, then beside figures or on a narrow one."""
    heavy = isinstance(picture, MapPicture | MatrixPicture)
    heights = HEAVY_HEIGHTS if heavy else HEIGHTS
    if not whole:
        return [(BESIDE, high) for high in heights[BESIDE]]
    narrow = heights[BESIDE][1:] if heavy else NARROW_HEIGHTS
    return [(WHOLE, high) for high in heights[WHOLE]] + [(BESIDE, high) for high in narrow]


def _head(board: Element, step: Step, where: Sequence[str]) -> None:
    head = add(board, "header", css="entete")
    add(head, "span", str(step.number), "numero")
    title = add(head, "div", css="titre")
    _why(add(title, "h2", step.title), "definition", step.definition)
    add(title, "p", step.question, "question")
    place = add(head, "p", css="lieu")
    for line in where:
        add(place, "span", line)


def _progress(board: Element, number: int, agenda: Sequence[AgendaItem], passed: Mapping[str, str]) -> None:
    """Previous, every step, next: buttons that the board's script answers."""

    def button(parent: Element, css: str, **attributes: str) -> Element:
        return add(parent, "button", css=css, type="button", **attributes)

    nav = add(board, "nav", css="avance", aria_label="Étapes de la réunion")
    back = button(
        nav, "pas", data_pas="-1", title="Étape précédente (flèche gauche, page précédente, Maj + espace)"
    )
    back.text = "◀"
    add(back, "span", " Précédente")
    rank = add(nav, "p", css="rang-sur")
    add(rank, "b", str(number)).tail = f" / {len(agenda)}"
    steps = add(nav, "ol")
    for item in agenda:
        why = passed.get(item.key, "")
        title = f"{item.number}. {item.title}" + (f" (passée : {why})" if why else "")
        step = button(add(steps, "li"), "passee" if why else "", data_aller=item.key, title=title)
        if item.number == number:
            step.set("aria-current", "step")
        add(step, "b", str(item.number))
        add(step, "span", item.title)
    forth = button(
        nav, "pas", data_pas="1", title="Étape suivante (flèche droite, page suivante, espace, Entrée)"
    )
    add(forth, "span", "Suivante ").tail = "▶"
    for end, at in ((back, agenda[0]), (forth, agenda[-1])):
        if number == at.number:
            end.set("disabled", "disabled")
    project = button(nav, "sortie", data_projection="", title="Plein écran : touche P ; Échap en sort")
    add(project, "span", "Quitter la projection", "en-projection")
    add(project, "span", "Projeter", "hors-projection")


def _length(sentence: str) -> str:
    return next((name for most, name in LENGTHS if len(sentence) <= most), "tres-long")


def _figure(figures: Element, figure: MainFigure, rank: int) -> None:
    bar = "" if figure.tone is Tone.NEUTRAL else f" bord-{figure.tone.value}"
    item = add(figures, "li", css=f"chiffre-cle{bar}")
    high = add(item, "div", css="haut")
    add(high, "p", figure.value, "valeur mots" if len(figure.value) > 7 else "valeur")
    if figure.change:
        add(add(high, "p", css=f"ecart {tone_classes(figure.tone)}"), "span", figure.change)
    _label(item, figure, rank)
    if figure.denominator:
        add(item, "p", figure.denominator, "sur")


def _label(item: Element, figure: MainFigure, rank: int) -> None:
    """The label, its end kept on one line with its « ? »."""
    if not figure.definition:
        add(item, "p", figure.label, "libelle")
        return
    *first, last = figure.label.split(" ")
    while first and len(last) < SHORT_END:
        last = f"{first.pop()} {last}"
    label = add(item, "p", " ".join([*first, ""]), "libelle")
    _why(add(label, "span", last, "colle"), f"chiffre-{rank}", figure.definition)


def _why(parent: Element, name: str, definition: str) -> None:
    """A small « ? » whose definition opens over the page, which never grows."""
    if definition:
        button = add(
            parent, "button", "?", "pourquoi", type="button", title=definition, aria_label="Définition"
        )
        button.set("popovertarget", f"pourquoi-{name}")
        add(parent, "span", definition, "bulle", id=f"pourquoi-{name}", popover="auto")


def _notes(board: Element, step: Step, actions: Sequence[tuple[str, str]]) -> None:
    """What to read with the figures, what to do, and the table behind the picture, one click away."""
    notes = add(board, "footer", css="notes")
    add(notes, "p", " ".join(step.notes))
    for key, label in actions:
        add(notes, "button", label, "voir agir", type="button", data_clique=key)
    if step.table.rows:
        name = "chiffres-du-tableau"
        see = add(notes, "button", "Voir les chiffres", "voir", type="button", popovertarget=name)
        see.set("title", "Touche C")
        see.set("aria-keyshortcuts", "C")
        bubble = add(
            notes, "div", css="bulle grande", id=name, popover="auto", aria_label=f"{FIGURES} · {step.title}"
        )
        head = add(bubble, "p", css="tete")
        add(head, "b", f"{FIGURES} · {step.title}")
        close = add(head, "button", "Fermer", "voir", type="button", title="Touche C ou Échap")
        close.set("popovertarget", name)
        close.set("popovertargetaction", "hide")
        # Focused when it opens: the arrows of the keyboard move a long table.
        add_table(add(bubble, "div", css="tout", tabindex="0", autofocus="autofocus"), step.table)
