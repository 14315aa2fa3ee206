"""The letter as a poster: one page read from afar, cut where the page ends, and said to go on in the letter."""

from __future__ import annotations

from dataclasses import dataclass

from visa_data.letter.letter import Letter, Line
from visa_data.letter.paper import POSTER, Block, Paper, page_count

GOES_ON = "La suite dans la lettre : demandez-la à la mairie."


@dataclass(frozen=True, slots=True)
class Poster:
    """left: lines of the letter that the page does not show whole, those of the sections kept off it among them."""

    paper: Paper
    left: int


def poster_of(letter: Letter) -> Poster:
    """The first sentence of each line of the sections marked for it, as many as one page holds, in their order."""
    chosen = [(one.title, line) for one in letter.sections if one.poster for line in one.read]
    total = sum(len(one.lines) for one in letter.sections)
    lowest, highest = 0, len(chosen)
    while lowest < highest:
        middle = (lowest + highest + 1) // 2
        if page_count(_paper(letter, chosen[:middle], GOES_ON), POSTER) == 1:
            lowest = middle
        else:
            highest = middle - 1
    shown = chosen[:lowest]
    whole = sum(line.first_sentence == line for _, line in shown)
    return Poster(_paper(letter, shown, GOES_ON if whole < total else ""), total - whole)


def _paper(letter: Letter, lines: list[tuple[str, Line]], end: str) -> Paper:
    blocks: list[Block] = []
    for title, line in lines:
        found = (line.first_sentence,)
        if blocks and blocks[-1].title == title:
            blocks[-1] = Block(title, blocks[-1].lines + found)
        else:
            blocks.append(Block(title, found))
    return Paper(letter.title, letter.under_title, tuple(blocks), end=end)
