"""Names as nobody writes them, or as somebody who means harm would: each must be shown as it was typed."""

from __future__ import annotations

import random
import re

ELSEWHERE = "ailleurs.exemple"
"""A host that no page may ask."""

NAMES = (
    f"![p](http://{ELSEWHERE}/p.png)",
    f"[lien](http://{ELSEWHERE})",
    f"[![p](http://{ELSEWHERE}/p.png)](http://{ELSEWHERE})",
    f"<http://{ELSEWHERE}>",
    f"http://{ELSEWHERE}/suite",
    f"www.{ELSEWHERE}",
    f'<img src="http://{ELSEWHERE}/i.png">',
    f"<a href='http://{ELSEWHERE}'>ici</a>",
    "<b>gras</b> <sup>1</sup><br>fin",
    "<script>alert(1)</script>",
    "</div></td></script><style>*{display:none}</style>",
    "$x^2$ et $$y$$",
    "\\(x\\) \\alpha \\*",
    ":red[rouge] :blue-background[fond]",
    ":material/home: :streamlit: :smile: :+1:",
    ":small[petit] :help[aide] :rainbow[arc]",
    "**gras** __gras__ *italique* _italique_ ~~barré~~",
    "`code` ``double``",
    "# Titre",
    "1. Liste",
    "- point",
    "> citation",
    "| a | b |",
    "--- === ***",
    "&lt;b&gt; &amp; &#58; &copy;",
    "{{ 7 * 7 }} {% raw %} ${7*7} {0}",
    "%{customdata} %{y} %d %s",
    "a -> b <- c -- d >= e <= f ~= g <-> h",
    "[^1] [ ] [x] [a]: b",
    "'\"`;--",
    '=HYPERLINK("http://ailleurs.exemple")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '#link("http://ailleurs.exemple")[ici] #set page(width: 1cm)',
    "Zone " + "x" * 140,
)
"""Written on one line, without spaces at the ends or twice in a row, that a browser would not show."""

TEXTS = (*NAMES, f"accueil@{ELSEWHERE}", "Zone " + "x" * 195)
"""And what is no name of a zone or a team, since it is refused there: a decision's text or a header may hold it."""

PIECES = (
    *"!\"#$%&'()*+,-./0123:;<=>?@[\\]^_`{|}~ aZé€",
    "red",
    "material/",
    "http://",
    "www.",
    "lt;",
    "\u00a0",
    "``",
)


def drawn(count: int) -> list[str]:
    """That many names made of whatever acts upon a text, always the same ones."""
    chance = random.Random(19)
    names = ("".join(chance.choices(PIECES, k=chance.randint(2, 14))) for _ in range(count))
    return [re.sub(" +", " ", name).strip() or "a" for name in names]
