"""A drawing inside a page: no identifiers of its own, nothing remote, colours that follow the page's ground."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from visa_data.reports.canvas import FONT

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
LONG_DECIMALS = re.compile(r"(\.\d\d)\d+")
OTHER_FONTS = "Verdana, Arial, sans-serif"
"""Where the reader has no DejaVu Sans: Verdana has the same widths, Arial is narrower."""
REFERENCE = re.compile(r"url\(#([^)]+)\)")


def tidy(svg: str) -> str:
    """The same drawing, lighter: two decimals are a hundredth of a point."""
    return LONG_DECIMALS.sub(r"\1", svg)


def inline(svg: str, prefix: str, grounds: Mapping[str, str]) -> ElementTree.Element:
    """The drawing as an <svg> element of an HTML page, without namespaces.

    prefix: put before identifiers, so that two drawings of a page never share one. grounds: colours that have
    another on a dark ground; they become the variables of `variables`.
    """
    root = ElementTree.fromstring(tidy(svg))
    used = _references(root)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{SVG}metadata", f"{SVG}style"):
                parent.remove(child)
    names = {colour.lower(): variable(colour) for colour in grounds}
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        for name, value in list(element.attrib.items()):
            if name == "id":
                del element.attrib[name]
                if value in used:
                    element.set("id", prefix + value)
                continue
            bare = name.removeprefix(XLINK)
            if bare != name:
                del element.attrib[name]
            if bare == "href" and value.startswith("#"):
                value = f"#{prefix}{value[1:]}"
            elif bare in ("fill", "stroke") and value.lower() in names:
                # A presentation attribute cannot hold a variable: a style can.
                del element.attrib[name]
                element.set("style", f"{bare}: var({names[value.lower()]});{element.get('style', '')}")
                continue
            else:
                value = REFERENCE.sub(lambda found: f"url(#{prefix}{found[1]})", value)
                if bare == "style":
                    value = value.replace(f"'{FONT}'", f"'{FONT}', {OTHER_FONTS}")
                    value = COLOUR.sub(lambda found: _themed(found[0], names), value)
            element.set(bare, value)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    return root


def variable(colour: str) -> str:
    """The CSS variable of a colour."""
    return f"--c-{colour.lstrip('#').lower()}"


def variables(colours: Mapping[str, str], *, dark: bool) -> str:
    """The CSS declarations of those colours on a ground."""
    return ";".join(
        f"{variable(light)}:{night if dark else light}" for light, night in sorted(colours.items())
    )


def _themed(colour: str, names: Mapping[str, str]) -> str:
    name = names.get(colour.lower())
    return f"var({name})" if name else colour


def _references(root: ElementTree.Element) -> set[str]:
    found: set[str] = set()
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.removeprefix(XLINK) == "href" and value.startswith("#"):
                found.add(value[1:])
            found.update(REFERENCE.findall(value))
    return found
