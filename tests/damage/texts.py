"""Damages of texts, of XML and of JSON."""

from __future__ import annotations

import random
import re

NUMBERS = (
    b"NaN",
    b"inf",
    b"-Infinity",
    b"1e400",
    b"-1e308",
    b"9" * 400,
    b"0x7fffffff",
    b"-0",
    b"1E-400",
    b"\xd9\xa3",
)
LETTERS = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x92\xa9",
    b"\x1a",
    b"\x85",
    b"\x0b\x0c",
)


def strange_numbers(rng: random.Random, content: bytes) -> bytes:
    """Numbers that are none, or that no memory holds."""
    places = list(re.finditer(rb"-?\d+(\.\d+)?", content))
    for match in sorted(rng.sample(places, min(len(places), rng.randint(1, 20))), key=lambda m: -m.start()):
        content = content[: match.start()] + rng.choice(NUMBERS) + content[match.end() :]
    return content


def strange_letters(rng: random.Random, content: bytes) -> bytes:
    """NULs, marks of encodings, letters of no encoding, anywhere."""
    for _ in range(rng.randint(1, 10)):
        at = rng.randint(0, len(content))
        content = content[:at] + rng.choice(LETTERS) * rng.choice((1, 1, 1, 3000)) + content[at:]
    return content


def lone_quotes(rng: random.Random, content: bytes) -> bytes:
    """Quotes that nothing closes."""
    for _ in range(rng.randint(1, 8)):
        at = rng.randint(0, len(content))
        content = content[:at] + rng.choice((b'"', b"'", b'""', b';"', b'";"\n"')) + content[at:]
    return content


def long_cell(rng: random.Random, content: bytes) -> bytes:
    """A cell, a line or a word of up to four million characters."""
    at = rng.randint(0, len(content))
    piece = rng.choice((b"x", b"x ", b"9", b"0.", b"\xc3\xa9", b"a,b;", b"- ", b"(", b"\\"))
    return content[:at] + piece * rng.choice((40_000, 250_000, 1_000_000)) + content[at:]


def many_columns(rng: random.Random, content: bytes) -> bytes:
    """A line, or all, with thousands of separators."""
    mark = rng.choice((b";", b",", b"\t", b"|", b" "))
    if rng.random() < 0.5:
        return content.replace(b"\n", mark * 3000 + b"\n")
    at = rng.randint(0, len(content))
    return content[:at] + mark * 200_000 + content[at:]


def many_lines(rng: random.Random, content: bytes) -> bytes:
    """Hundreds of thousands of lines, empty or alike."""
    at = rng.randint(0, len(content))
    piece = rng.choice((b"\n", b";\n", b"\r\n\r\n", b'"\n"', b"R00001;CARSAT\n", b"-\n"))
    return content[:at] + piece * 200_000 + content[at:]


def mixed_encodings(rng: random.Random, content: bytes) -> bytes:
    """One half in another encoding."""
    text = content.decode("utf-8", "replace")
    half = rng.randint(0, len(text))
    other = rng.choice(("utf-16", "utf-16-be", "utf-32", "cp1252", "utf-7", "cp037"))
    return text[:half].encode("utf-8", "replace") + text[half:].encode(other, "replace")


def deep(rng: random.Random, content: bytes) -> bytes:
    """Nested thousands of times."""
    depth = rng.choice((500, 5000, 200_000))
    opened, closed = rng.choice(
        (
            (b"[", b"]"),
            (b'{"a":', b"}"),
            (b"<a>", b"</a>"),
            (b"(", b")"),
            (b'{"type":"GeometryCollection","geometries":[', b"]}"),
        )
    )
    at = rng.randint(0, len(content))
    return content[:at] + opened * depth + (closed * depth if rng.random() < 0.7 else b"") + content[at:]


def entities(rng: random.Random, content: bytes) -> bytes:
    """A document type whose entities unfold to gigabytes, or ask for a file of the machine."""
    bomb = b'<!ENTITY e0 "boum boum boum boum">' + b"".join(
        b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 12) for n in range(1, 10)
    )
    asks = rng.choice((bomb, b'<!ENTITY e9 SYSTEM "file:///etc/passwd">', b'<!ENTITY e9 "&e9;">'))
    start = content.find(b"?>") + 2 if b"?>" in content[:200] else 0
    after = content[start:]
    places = [match.end() for match in re.finditer(rb">", after)] or [0]
    at = rng.choice(places)
    return content[:start] + b"<!DOCTYPE d [" + asks + b"]>" + after[:at] + b"&e9;" + after[at:]


def huge_attributes(rng: random.Random, content: bytes) -> bytes:
    """Counts and places of a workbook's XML, made huge."""
    big = rng.choice(
        (b"1048576", b"2147483647", b"4294967295", b"99999999999999999999", b"-1", b"", b"NaN", b"16384")
    )
    names = rb'(number-rows-repeated|number-columns-repeated|text:c|count|uniqueCount|r|s|t|spans|ref|xml:space|office:value|sqref)="[^"]*"'
    places = list(re.finditer(names, content))
    for match in sorted(rng.sample(places, min(len(places), rng.randint(1, 8))), key=lambda m: -m.start()):
        value = big
        if match[1] in (b"r", b"ref", b"sqref", b"spans"):
            value = rng.choice(
                (
                    b"XFD1048576",
                    b"A1:XFD1048576",
                    b"ZZZZZ99999999999",
                    b"1048576",
                    b"A0",
                    b"$A$1",
                    b"1:16384",
                    b"",
                )
            )
        content = content[: match.start()] + match[1] + b'="' + value + b'"' + content[match.end() :]
    return content


def repeated_rows(rng: random.Random, content: bytes) -> bytes:
    """Rows, cells and spaces of an ODS repeated millions of times, with something in them."""
    times = rng.choice((b"1048576", b"100000000", b"2000000000"))
    row = rng.choice(
        (
            b'<table:table-row table:number-rows-repeated="%s"><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>',
            b'<table:table-row><table:table-cell table:number-columns-repeated="%s" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>',
            b'<table:table-row><table:table-cell office:value-type="string"><text:p>a<text:s text:c="%s"/>b</text:p></table:table-cell></table:table-row>',
            b'<table:table-row table:number-rows-repeated="%s"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
        )
    )
    places = [match.start() for match in re.finditer(rb"<table:table-row|</table:table>", content)]
    if not places:
        return huge_attributes(rng, content)
    at = rng.choice(places)
    return content[:at] + row % times * rng.choice((1, 1, 40)) + content[at:]


def lost_tags(rng: random.Random, content: bytes) -> bytes:
    """Tags and brackets taken away or doubled."""
    places = list(re.finditer(rb"<[^>]*>|[\[\]{}]", content))
    for match in sorted(rng.sample(places, min(len(places), rng.randint(1, 6))), key=lambda m: -m.start()):
        content = content[: match.start()] + match[0] * rng.choice((0, 2)) + content[match.end() :]
    return content
