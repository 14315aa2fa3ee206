"""Files of outlines: what each is by its first bytes, and the files that go together as one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

SETS: dict[str, frozenset[str]] = {
    ".shp": frozenset({".shx", ".dbf", ".prj", ".cpg", ".qpj", ".sbn", ".sbx", ".qix", ".shp.xml"}),
    ".tab": frozenset({".dat", ".map", ".id", ".ind"}),
    ".mif": frozenset({".mid"}),
}
"""Outlines that come as several files: the one that names the set, and those that go with it.

Only names tie these files together: their formats say nothing of one another.
"""
JSON_STARTS = (b"{", b"[{", b"[\n", b"[ ")
XML_STARTS = (b"<?xml", b"<kml", b"<gml")
_BINARY: tuple[tuple[bytes, str], ...] = ((b"fgb\x03", ".fgb"), (b"PAR1", ".parquet"))
_SQLITE, _GEOPACKAGES = b"SQLite format 3\x00", (b"GPKG", b"GP10", b"GP11")
_SHAPES, _SHAPES_VERSION, _INDEX_RECORD = b"\x00\x00\x27\x0a", b"\xe8\x03\x00\x00", b"\x00\x00\x00\x32"
_MIF = re.compile(rb"version\s+\d+\s+(?:charset|delimiter|unique|index|coordsys|transform|columns)\b")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")


def outline_suffix(head: bytes) -> str:
    """The suffix that GDAL knows the format of a file by, from its first bytes; "" when it holds no outlines."""
    for signature, suffix in _BINARY:
        if head.startswith(signature):
            return suffix
    if head.startswith(_SQLITE):
        return ".gpkg" if head[68:72] in _GEOPACKAGES else ".sqlite"
    if head[:4] == _SHAPES:
        # The index of a Shapefile starts in the same way, but for its first record.
        main = head[28:32] == _SHAPES_VERSION and head[100:104] != _INDEX_RECORD
        return ".shp" if main else ""
    for bom in _BOMS:
        head = head.removeprefix(bom)
    whole = head.replace(b"\x00", b"").lstrip()
    start = whole[:400].lower()
    if start.startswith(JSON_STARTS):
        return _json_suffix(whole)
    if start.startswith(XML_STARTS):
        lowered = whole.lower()
        return ".kml" if b"<kml" in lowered else ".gml" if b"opengis.net/gml" in lowered else ""
    if re.match(rb"!table\s", start):
        return ".tab"
    if _MIF.match(start):
        return ".mif"
    return ".gmt" if start.startswith(b"# @vgmt") else ""


def _json_suffix(text: bytes) -> str:
    squeezed = b"".join(text.split())
    if b'"Topology"' in squeezed or b'"arcs"' in squeezed:
        return ".topojson"
    geographic = (b'"FeatureCollection"', b'"type":"Feature"', b'"features"')
    return ".geojson" if any(mark in squeezed for mark in geographic) else ""


def stem_and_suffix(name: str) -> tuple[str, str]:
    """Stem and suffix (lower case, `.shp.xml` in one piece) of a file's name; an odd suffix is left out."""
    lowered = name.lower()
    if lowered.endswith(".shp.xml"):
        return name[: -len(".shp.xml")], ".shp.xml"
    suffix = Path(lowered).suffix
    if not _SUFFIX.fullmatch(suffix):
        return name, ""
    return name[: -len(suffix)], suffix


def sets_among(names: Sequence[str], head: Callable[[int], bytes]) -> dict[int, list[int]]:
    """The sets of outlines among files: place of the one that names a set to the places of all its files.

    names: with their folders, if any. head: first bytes of the file at a place; a file that only bears the
    name of outlines makes no set. Files go together by a common name before the suffix, whatever the case.
    """
    split = [stem_and_suffix(name) for name in names]
    found: dict[int, list[int]] = {}
    for place, (stem, suffix) in enumerate(split):
        # One without any byte yet is still being received.
        if suffix in SETS and (not (start := head(place)) or outline_suffix(start) == suffix):
            with_it = SETS[suffix]
            found[place] = [
                other
                for other, (its_stem, its_suffix) in enumerate(split)
                if other == place or (its_suffix in with_it and its_stem.casefold() == stem.casefold())
            ]
    return found


def is_geodatabase(names: Iterable[str]) -> bool:
    """Tell the folder of a File Geodatabase by the names of its files, which are all that makes it one."""
    return any(name.lower().endswith(".gdbtable") for name in names)
