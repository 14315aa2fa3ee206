"""Pictures made of texts and small drawings: whole, readable, harmless, and true where something is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from tests.pictures.drawing import SVG, Drawing, misplaced, spaced
from tests.reports.composed import (
    ON_TIME,
    WEEKS,
    a_proportion,
    composed,
    curves_beside,
    noted_bars,
    some_cards,
    some_columns,
    some_statements,
)
from tests.reports.handmade import HOSTILE, outlined
from visa_data.pictures.outlines import NO_OUTLINES
from visa_data.pictures.picture import (
    Card,
    CardsPicture,
    Category,
    Column,
    ColumnsPicture,
    CurvesPicture,
    Listing,
    Note,
    Picture,
    Statement,
    StatementsPicture,
    Tone,
    Trend,
)
from visa_data.pictures.render import is_drawn, page_svg, png, svg
from visa_data.pictures.sheet import TEXT, Sheet
from visa_data.pictures.tones import COLOURS
from visa_data.pictures.trend import draw_trend
from visa_data.pictures.words import sentences
from visa_data.territory.zones import ZoneFrame
from visa_data.vocabulary import Besoin

KINDS = ("statements", "proportion", "cards", "columns", "noted bars", "curves beside")
SIZES = ((1128, 680), (1546, 640), (1546, 520), (1128, 390), (1218, 610))
LONG = (
    "Gérer ses papiers et ses démarches administratives avec quelqu'un de la mairie de Saint-Léonin-des-Prés "
    * 2
)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_stands_in_the_drawing_and_none_over_another(
    kind: str, size: tuple[float, float], chessboard: ZoneFrame
) -> None:
    assert misplaced(Drawing(composed(chessboard)[kind], outlined(chessboard), *size)) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_long_names_are_cut_and_never_run_over(
    kind: str, size: tuple[float, float], chessboard: ZoneFrame
) -> None:
    drawn = Drawing(named(LONG, chessboard)[kind], outlined(chessboard), *size)
    assert misplaced(drawn) == []


def named(text: str, zones: ZoneFrame) -> dict[str, Picture]:
    """Each kind with that text wherever a file could give one."""
    return {
        "statements": some_statements(zones, text),
        "proportion": a_proportion(place=text),
        "cards": some_cards(text),
        "columns": some_columns(text=text),
        "noted bars": noted_bars(text),
        "curves beside": curves_beside(text),
    }


@pytest.mark.parametrize("name", [*HOSTILE, "é" * 300, "ligne\nautre", "漢字 😀", "", "\x07"])
def test_any_text_is_drawn_and_stays_a_text(name: str, chessboard: ZoneFrame) -> None:
    for one in named(name, chessboard).values():
        drawn = Drawing(one, outlined(chessboard))
        known = {"svg", "g", "defs", "pattern", "title", "text", "rect", "path", "circle"}
        assert {element.tag.removeprefix(SVG) for element in drawn.root.iter()} <= known
        assert png(one, outlined(chessboard), 600, 300)


@pytest.mark.parametrize("kind", KINDS)
def test_a_screen_reads_no_text_under_its_size_and_colours_follow_the_page(
    kind: str, chessboard: ZoneFrame
) -> None:
    root = page_svg(composed(chessboard)[kind], outlined(chessboard), 1128, 460, "a-", "Une image")
    assert min(float(text.attrib["font-size"]) for text in root.iter("text")) >= TEXT
    written = ElementTree.tostring(root, encoding="unicode")
    assert not re.search(r"#[0-9A-Fa-f]{6}|https?:", written)
    assert set(re.findall(r"var\(--([\w-]+)\)", written)) <= set(COLOURS["light"])
    known = {one.attrib["id"] for one in root.iter() if "id" in one.attrib}
    assert set(re.findall(r"url\(#([^)]+)\)", written)) == known


@pytest.mark.parametrize(
    "one",
    [StatementsPicture(()), CardsPicture(()), ColumnsPicture((Column("Décidé"),)), ColumnsPicture(())],
)
def test_nothing_to_draw_is_known_before_drawing(one: Picture) -> None:
    assert not is_drawn(one, NO_OUTLINES)


# A short curve


def trend(one: Trend, wide: float = 400.0, high: float = 160.0) -> ElementTree.Element:
    sheet = Sheet(wide, high, "light")
    draw_trend(sheet, one, 0, 0, wide, high)
    return sheet.root


def test_a_curve_breaks_where_nothing_is_known_and_says_its_ends() -> None:
    root = trend(Trend((10, None, 5, 7.5), "5 sept.", "26 sept."))
    (line,) = [path.attrib["d"] for path in root.iter("path") if path.get("stroke-width") == "4"]
    assert re.fullmatch(r"M\S+ \S+h0M\S+ \S+L\S+ \S+", line), "a point alone is a dot"
    assert [text.text for text in root.iter("text")] == ["10", "7,5", "26 sept.", "5 sept."]


def test_a_curve_stands_on_zero() -> None:
    """Twice as high is twice as much: a small move of a large number stays small."""
    root = trend(Trend((50, 100)))
    zero = float(re.findall(r"M\S+ ([\d.]+)H", root.find("path").attrib["d"])[0])  # type: ignore[union-attr]
    half, whole = (zero - float(circle.attrib["cy"]) for circle in root.iter("circle"))
    assert whole == pytest.approx(2 * half, abs=0.3)


@pytest.mark.parametrize(
    "values", [(), (None, None), (0,), (0, 0), (3,), (None, 4, None), (-3, 8), (1e7, 2e7)]
)
@pytest.mark.parametrize("wide", [120.0, 400.0])
def test_any_values_stay_in_the_room(values: tuple[float | None, ...], wide: float) -> None:
    written = ElementTree.tostring(trend(Trend(values, "5 sept.", "21 nov."), wide), encoding="unicode")
    numbers = re.findall(r' (?:x|cx)="([^"]+)"', written)
    assert numbers and all(-1 <= float(number) <= wide + 1 for number in numbers)
    assert "nan" not in written.lower()


def test_no_history_is_said() -> None:
    assert (
        "".join(text.text or "" for text in trend(Trend((None, None))).iter("text"))
        == "Pas encore d'historique."
    )


# Each kind


def test_statements_say_both_figures_and_the_change_in_words(chessboard: ZoneFrame) -> None:
    drawn = Drawing(some_statements(chessboard), outlined(chessboard))
    assert {"11 →", "17", "▲ +6, moins bien", "14 nov. → 21 nov.", "12 semaines"} <= {
        text.strip() for text in drawn.texts
    }
    assert drawn.filled("path", Tone.WORST), "the small map"
    assert len(drawn.all("pattern")) >= 2, "told without their colours"


def test_more_statements_than_a_room_reads_are_counted() -> None:
    one = Statement("Une phrase", "1", "2", "+1")
    drawn = Drawing(StatementsPicture((one,) * 5))
    assert drawn.texts.count("Une phrase") == 3
    assert "Et 2 autres changements : voir le tableau." in drawn.texts


def test_one_statement_alone_needs_neither_comparison_nor_curve() -> None:
    drawn = Drawing(StatementsPicture((Statement("Personne n'attend", "", "0", ""),)))
    assert drawn.texts == ["Personne n'attend", "0"]


def test_persons_are_drawn_one_by_one_up_to_sixty_then_as_a_bar() -> None:
    few, many = Drawing(a_proportion(60)), Drawing(a_proportion(61))
    assert len(few.filled("circle", Tone.WORST)) == 32 + 2, "with the legend, and the end of the curve"
    assert len([one for one in few.all("circle") if one.get("fill") == COLOURS["light"]["papier"]]) == 30
    (part,) = [one for one in many.filled("rect", Tone.WORST) if float(one.attrib["width"]) > 60]
    (rest,) = [one for one in many.filled("rect", Tone.GOOD) if float(one.attrib["width"]) > 60]
    part_wide, rest_wide = float(part.attrib["width"]), float(rest.attrib["width"])
    assert part_wide / (part_wide + rest_wide) == pytest.approx(32 / 61, abs=0.002)


def test_a_withheld_proportion_has_no_length_that_could_be_measured() -> None:
    hidden = [
        Drawing(replace(a_proportion(), part=part, whole=whole, part_text="< 11", trend=None, whole_text="x"))
        for part, whole in ((None, 42), (None, 900), (3, None))
    ]
    assert len({one.written for one in hidden}) == 1
    assert "effectif protégé ou non connu" in hidden[0].texts
    assert ON_TIME.label not in hidden[0].texts


def test_no_place_is_said_in_a_sentence() -> None:
    said = "Le chiffre vaut pour tout le territoire."
    drawn = Drawing(replace(a_proportion(), where=Listing("Où", (), said)), wide=1546)
    assert said in " ".join(drawn.texts)


def test_places_left_out_are_counted() -> None:
    places = tuple((f"Commune-{n}", str(n)) for n in range(50))
    drawn = Drawing(replace(a_proportion(), where=Listing("Où", places)))
    shown = sum(text.startswith("Commune-") for text in drawn.texts)
    assert f"et {50 - shown} autres : voir le tableau." in drawn.texts


def test_cards_say_what_to_do_and_keep_it_before_the_curve() -> None:
    card = Card("87", "perdues de vue", "+12", Tone.BAD, WEEKS, ("Rappeler le matin.", "Passer le soir."))
    tall, low = (Drawing(CardsPicture((card,) * 4), high=high) for high in (600, 250))
    for drawn in (tall, low):
        assert drawn.texts.count("Que faire") == 4
        assert sum("Rappeler" in text for text in drawn.texts) == 4
    assert "21 nov." in tall.texts and "21 nov." not in low.texts


def test_cards_beyond_four_are_counted() -> None:
    drawn = Drawing(CardsPicture((Card("1", "une"),) * 6))
    assert drawn.texts.count("une") == 4 and "Et 2 autres totaux : voir le tableau." in drawn.texts


@pytest.mark.parametrize("decided", [0, 1, 2, 9, 60])
def test_notes_left_out_of_a_column_are_counted(decided: int) -> None:
    drawn = Drawing(some_columns(decided), high=600)
    shown = sum(text.startswith("Décision ") for text in drawn.texts)
    left = re.findall(r"et (\d+) autres? : ", " ".join(drawn.texts))
    assert shown + sum(map(int, left)) == decided
    assert ("Rien n'est décidé." in drawn.texts) == (not decided)


def test_a_column_has_its_sign_and_a_note_its_state() -> None:
    drawn = Drawing(
        ColumnsPicture(
            (Column("En retard", (Note("Appeler", "CCAS", "pour le 1 nov.", "En retard"),), sign="!"),)
        )
    )
    assert drawn.texts == ["!", "En retard", "1", "Appeler", "CCAS · pour le 1 nov.", "En retard"]


def test_notes_of_bars_stand_in_a_column_of_their_own() -> None:
    drawn = Drawing(noted_bars(), wide=1546, high=600)
    notes = [text for text in drawn.all("text") if spaced(text.text) == "Croix-Rouge de Corvilly"]
    assert len(notes) == len(Besoin) and len({note.attrib["x"] for note in notes}) == 1
    assert "À appeler" in drawn.texts
    ends = [float(bar.attrib["x"]) + float(bar.attrib["width"]) for bar in drawn.filled("rect", Tone.GOOD)]
    assert max(ends) < float(notes[0].attrib["x"])
    assert len([bar for bar in drawn.all("rect") if "stripes" in bar.get("fill", "")]) == len(Besoin) + 1


def test_curves_say_their_first_values_too_and_the_list_stands_beside() -> None:
    drawn = Drawing(curves_beside(), wide=1546, high=600)
    assert {"100", "12", "Qui a bougé", "Montées au niveau 4", "< 11"} <= set(drawn.texts)
    plain = Drawing(CurvesPicture(("1 mai",), (Category("a", "A", Tone.GOOD),), ((3.0,),)))
    assert plain.texts.count("3") == 1, "one point has one value, beside the graduation"


# Words


def test_each_kind_is_told_to_who_does_not_see_it(chessboard: ZoneFrame) -> None:
    said = {kind: spaced(" ".join(sentences(one))) for kind, one in composed(chessboard).items()}
    assert "de 11 à 17 (▲ +6, moins bien)." in said["statements"]
    assert "32 sur 42 situations urgentes : sans contact depuis plus de 48 heures." in said["proportion"]
    assert "de 8 à 17 en 12 semaines." in said["proportion"] and "Orme : 15" in said["proportion"]
    assert "Que faire : Rappeler le matin" in said["cards"]
    assert "Décidé (9) : Décision 0, Coordination, pour le 1 déc., À faire ; " in said["columns"]
    assert "Appels passés : 100 (1 mai) puis 415 (28 mai)." in said["curves beside"]
    assert "Qui a bougé : Montées au niveau 4 : < 11" in said["curves beside"]


def test_the_same_picture_twice_is_the_same_file(chessboard: ZoneFrame) -> None:
    for one, again in zip(composed(chessboard).values(), composed(chessboard).values(), strict=True):
        assert svg(one, outlined(chessboard), 900, 450) == svg(again, outlined(chessboard), 900, 450)
