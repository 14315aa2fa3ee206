"""Horizontal bars, from top to bottom, each with its words at its ends."""

from __future__ import annotations

from visa_data import french
from visa_data.pictures import legend
from visa_data.pictures.picture import Bar, BarsPicture, Category, Tone
from visa_data.pictures.sheet import LINE, TEXT, Sheet
from visa_data.pictures.tones import PATTERNS, patterns

TALLEST = 120.0
"""Units of a bar with the room around it."""
SIZES = ((28.0, 84.0), (24.0, 62.0), (TEXT, 0.0))
"""Sizes of texts, and the height of a bar from which each is used."""
STUB = 33.0
"""Units of a part withheld or unknown: always the same, so that it measures nothing."""
NOTES = 0.3
"""Share of the width that the notes take at most."""
BEFORE_NOTES = 1.5 * TEXT
WITHHELD = "effectif protégé ou non connu"


def draw_bars(sheet: Sheet, picture: BarsPicture) -> None:
    """Draw the bars, the legend above them where there are several series, a unit or something withheld."""
    top = legend.draw(sheet, _legend(picture), 0.0)
    top += 0.3 * TEXT if top else 0.0
    wide = sheet.width - _notes_wide(sheet, picture)
    if wide < sheet.width and picture.noted:
        (head,) = sheet.cut(picture.noted, sheet.width - wide - BEFORE_NOTES, 1, bold=True)
        sheet.text(wide + BEFORE_NOTES, top + LINE / 2, head, bold=True)
        top += 1.4 * LINE
    most = max(1, int((sheet.height - top) / (LINE + 1)))
    shown = picture.bars if len(picture.bars) <= most else picture.bars[: max(1, most - 1)]
    more = len(picture.bars) - len(shown)
    each = min((sheet.height - top - (LINE if more else 0.0)) / len(shown), TALLEST)
    size, names, texts = _sizes(sheet, shown, each, wide)
    left = names + 0.7 * size
    lowest, highest = _reach(shown)
    stubs = max(sum(value is None for value in bar.values) for bar in shown)
    room = wide - left - texts - 0.6 * size - stubs * STUB
    scale = room / (highest - lowest) if highest > lowest else 0.0
    thick = min(0.72 * each, 2.3 * size)
    noted = [sheet.fit(bar.note, (size, TEXT), sheet.width - wide - BEFORE_NOTES, each - 4) for bar in shown]
    small = min(noted)[0]
    for rank, bar in enumerate(shown):
        middle = top + (rank + 0.5) * each
        if bar.note and wide < sheet.width:
            with sheet.said(bar.note):
                room = sheet.width - wide - BEFORE_NOTES
                lines = sheet.cut(bar.note, room, max(1, int((each - 4) / (1.15 * small))), small)
                sheet.lines(wide + BEFORE_NOTES, middle, lines, small)
        thin = _thin(sheet, picture, bar, scale, size) if each >= thick + 1.6 * size else ""
        if thin:
            middle -= 0.65 * size
            room = wide - left
            small_thin = size if sheet.wide(thin, size) <= room else TEXT
            lines = sheet.cut(thin, room, 2, small_thin)
            sheet.lines(left, middle + thick / 2 + 0.75 * size * len(lines), lines, small_thin)
        with sheet.said(_words(picture, bar)):
            lines = sheet.cut(bar.label, names, 2 if each >= 2.3 * size else 1, size)
            sheet.lines(names, middle, lines, size, align="end")
            right = _bar(sheet, picture, bar, middle, left - lowest * scale, scale, thick, size)
            (words,) = sheet.cut(bar.text, max(texts, wide - right - 0.5 * size), 1, size, bold=True)
            sheet.text(right + 0.5 * size, middle, words, size, bold=True)
    if more:
        others = french.counted(more, "autre ligne", "autres lignes")
        sheet.text(left, sheet.height - LINE / 2, f"Et {others} : voir le tableau.")


def _notes_wide(sheet: Sheet, picture: BarsPicture) -> float:
    """Units of the notes' column, the room before it included; none where no bar has a note."""
    longest = max((sheet.wide(bar.note, SIZES[0][0]) for bar in picture.bars), default=0.0)
    if not longest:
        return 0.0
    return BEFORE_NOTES + min(NOTES * sheet.width, max(longest, sheet.wide(picture.noted, bold=True)))


def _legend(picture: BarsPicture) -> list[legend.Entry]:
    found = legend.entries(picture.series) if len(picture.series) > 1 else []
    if any(value is None for bar in picture.bars for value in bar.values):
        found.append(legend.Entry(WITHHELD, draw=legend.swatch(Tone.UNKNOWN, PATTERNS[Tone.UNKNOWN])))
    if picture.unit:
        found.append(legend.Entry(f"Unité : {picture.unit}"))
    return found


def _sizes(sheet: Sheet, bars: tuple[Bar, ...], each: float, wide: float) -> tuple[float, float, float]:
    """The largest size at which names and texts leave room for the bars; units of names and of texts at it."""
    for size, least in SIZES:
        names = max(sheet.wide(bar.label, size) for bar in bars)
        texts = max(sheet.wide(bar.text, size, bold=True) for bar in bars)
        if each >= least and names + texts <= 0.55 * wide:
            return size, names, texts
    texts = min(texts, 0.4 * wide)
    return size, min(names, max(0.36 * wide, 0.55 * wide - texts)), texts


def _reach(bars: tuple[Bar, ...]) -> tuple[float, float]:
    """Lowest and highest ends of the bars, zero included."""
    ends = [0.0]
    for bar in bars:
        known = [value for value in bar.values if value is not None]
        ends += [sum(v for v in known if v > 0), sum(v for v in known if v < 0)]
    return min(ends), max(ends)


def _bar(
    sheet: Sheet,
    picture: BarsPicture,
    bar: Bar,
    middle: float,
    zero: float,
    scale: float,
    thick: float,
    size: float,
) -> float:
    """Draw the parts side by side; gives where the bar ends."""
    found = patterns(picture.series)
    right, back = zero, zero
    for category, value in zip(picture.series, bar.values, strict=True):
        tone = Tone.UNKNOWN if value is None else category.tone
        pattern = PATTERNS[tone] if value is None else found[category.key]
        long = STUB if value is None else value * scale
        if long == 0:
            continue
        x = right if long > 0 else back + long
        dashed = {"stroke_dasharray": "4 3"} if value is None else {}
        sheet.toned("rect", tone, pattern, x=x, y=middle - thick / 2, width=abs(long), height=thick, **dashed)
        if value is not None and len(picture.series) > 1 and _holds(sheet, value, scale, size):
            sheet.plated(x + abs(long) / 2, middle, french.number(value), size, tone)
        right, back = (right + long, back) if long > 0 else (right, back + long)
    return right


def _holds(sheet: Sheet, value: float, scale: float, size: float) -> bool:
    """Whether a part is wide enough for its number."""
    return abs(value) * scale >= sheet.wide(french.number(value), size, bold=True) + 0.5 * size


def _thin(sheet: Sheet, picture: BarsPicture, bar: Bar, scale: float, size: float) -> str:
    """Numbers of the parts too thin to hold them."""
    return " ; ".join(
        _part(category, value)
        for category, value in zip(picture.series, bar.values, strict=True)
        if value and len(picture.series) > 1 and not _holds(sheet, value, scale, size)
    )


def _words(picture: BarsPicture, bar: Bar) -> str:
    """What a pointer resting on the bar reads: its whole name, and each part."""
    known = [_part(c, v) for c, v in zip(picture.series, bar.values, strict=True) if v is not None]
    return f"{bar.label} : {bar.text}" + (f" ({' ; '.join(known)})" if len(picture.series) > 1 else "")


def _part(category: Category, value: float) -> str:
    return f"{category.label} : {french.number(value)}"
