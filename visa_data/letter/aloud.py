"""The letter as a text to be read aloud: whole sentences, no abbreviation, telephones by pairs of figures and said twice."""

from __future__ import annotations

import re

from visa_data import french
from visa_data.letter.letter import Letter, Line

SHORT = {
    "CCAS": "centre communal d'action sociale",
    "CIAS": "centre intercommunal d'action sociale",
    "CLIC": "centre local d'information et de coordination",
    "SAAD": "service d'aide à domicile",
    "SSIAD": "service de soins infirmiers à domicile",
    "SPASAD": "service d'aide et de soins à domicile",
    "MAIA": "service d'aide et de soins des personnes âgées",
    "DAC": "dispositif d'appui à la coordination",
    "APA": "allocation personnalisée d'autonomie",
    "CAF": "caisse d'allocations familiales",
    "Ehpad": "maison de retraite médicalisée",
    "EHPAD": "maison de retraite médicalisée",
    "ADMR": "aide à domicile en milieu rural",
}
"""What initials stand for, as said on the radio."""
ALSO = (
    (re.compile(r"(?<=\d) ?h(?: (?=\d)|(?=\d))"), " heures "),
    (re.compile(r"(?<=\d) h\b"), " heures"),
    (re.compile(r"\b1 heures"), "1 heure"),
    (re.compile(r"\bn[°º] ?"), "numéro "),
    (re.compile(r"(?<=\d) ?km\b"), " kilomètres"),
    (re.compile(r"\b1er\b"), "premier"),
    (re.compile(r" ?€"), " euros"),
    (re.compile(r" ?%"), " pour cent"),
    (re.compile(r" & "), " et "),
    (re.compile(r"\betc\."), "et ainsi de suite."),
    (re.compile(r" \(([^()]*)\)"), r", \1,"),
    (re.compile(r" : voir « [^»]+ »"), ", déjà cité plus haut"),
)
WORDS_A_MINUTE = 150
INITIALS = re.compile(r"\b[A-ZÀ-Þ]{2,}\b")
_PHONE = re.compile(r"(?<![\d,.])0(?:[ .]?\d){9}(?!\d)")
_SITE = re.compile(
    r"\b(?:le site )?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:fr|com|org|eu|net)(?:/[\w./-]*\w)?"
)
_URGENT = re.compile(r"\b(?:[Ll]e|[Aa]u) (15|17|18|112|114|115|119)\b")
UNITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
)
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}


def as_radio(letter: Letter) -> str:
    """One sentence a line, an empty line between sections."""
    told = [f"{letter.title}.", *(f"{line.rstrip('.')}." for line in letter.under_title)]
    parts = ["\n".join(map(aloud, told))]
    for section in letter.sections:
        parts.append("\n".join([_sentence(aloud(section.title)), *map(_read, section.read)]))
    return "\n\n".join(parts) + "\n"


def minutes_aloud(letter: Letter) -> int:
    """About how long it takes to read it aloud, 1 at least."""
    return max(1, round(len(as_radio(letter).split()) / WORDS_A_MINUTE))


def initials_left(letter: Letter) -> list[str]:
    """Initials that the radio's text keeps as they are, once each, in order: who reads must know how to say them."""
    return list(dict.fromkeys(INITIALS.findall(as_radio(letter))))


def aloud(text: str) -> str:
    """A text as it is said."""
    said = text.replace(french.NBSP, " ").replace(french.NNBSP, " ")
    said = _SITE.sub(lambda found: _site(found[0]), said)
    said = _PHONE.sub(lambda found: by_pairs(found[0]), said)
    said = _URGENT.sub(lambda found: found[0].replace(found[1], number_in_words(int(found[1]))), said)
    for short, whole in SHORT.items():
        said = re.sub(rf"\b{short}\b", whole, said)
    for pattern, instead in ALSO:
        said = pattern.sub(instead, said)
    return re.sub(r",(?=[.,;:!?])", "", said).strip()


def by_pairs(phone: str) -> str:
    """« zéro un, soixante-dix, soixante-dix-sept… », said twice."""
    figures = re.sub(r"\D", "", phone)
    pairs = [figures[at : at + 2] for at in range(0, len(figures), 2)]
    said = ", ".join(
        " ".join(UNITS[int(one)] for one in pair) if pair.startswith("0") else number_in_words(int(pair))
        for pair in pairs
    )
    return f"{said}, je répète, {said}"


def number_in_words(value: int) -> str:
    """0 to 199, as written in letters."""
    if value >= 100:
        rest = value - 100
        return "cent" + (f" {number_in_words(rest)}" if rest else "")
    if value < len(UNITS):
        return UNITS[value]
    ten, unit = divmod(value, 10)
    if ten in (7, 9):
        ten, unit = ten - 1, unit + 10
    if not unit:
        return TENS[ten] + ("s" if ten == 8 else "")
    link = " et " if unit in (1, 11) and ten != 8 else "-"
    return f"{TENS[ten]}{link}{UNITS[unit]}"


def _read(line: Line) -> str:
    return _sentence(aloud(line.whole))


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _site(site: str) -> str:
    said = site.removeprefix("le site ").removeprefix("www.")
    for mark, name in (("-", " tiret "), (".", " point "), ("/", " barre oblique ")):
        said = said.replace(mark, name)
    return f"le site {said}"
