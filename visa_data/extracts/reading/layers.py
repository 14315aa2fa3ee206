"""Which layer of a vector file is the extract: outlines of zones, or points that are resources or teams."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from visa_data.errors import FileRefused
from visa_data.extracts.answers import refusals
from visa_data.extracts.answers.choices import Choice
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.columns.recognised import Recognised
from visa_data.extracts.kinds import KINDS, ZONES
from visa_data.extracts.readers.archives import Unfolded
from visa_data.extracts.readers.decoding import fingerprint_of
from visa_data.extracts.readers.points import PointsSource
from visa_data.extracts.readers.tables import TableSource
from visa_data.extracts.readers.vector import VectorFile, vector_file
from visa_data.extracts.reading.outlines import read_outlines
from visa_data.typography import french

POINTS = ("ressources", "equipes")
"""The kinds that points are taken for by themselves; those of people are read when the kind is chosen."""
Recognise = Callable[[TableSource, Collection[str]], Recognised]


def read_layers(
    file: Unfolded,
    choice: Choice,
    mapping: Mapping[str, str] | None,
    tell: Callable[[float], None],
    recognise: Recognise,
    convert: Callable[[TableSource, Recognised], Extract],
) -> Extract:
    """Read the layer of a vector file that is an extract, the one that `choice.sheet` names if it does.

    Points are read as a table, by `recognise` and `convert`. Raises FileRefused; ChoiceNeeded when several
    layers can be the extract.
    """
    if choice.separator:
        raise refusals.not_in_this_file("séparateur")
    with vector_file(file.path, file.name) as opened:
        names = [name for name, _ in opened.layers]
        if choice.sheet and choice.sheet not in names:
            raise refusals.absent_layer(choice.sheet, names)
        fingerprint = fingerprint_of(file.path)
        # A GeoJSON of any shapes declares none: they may all be points, which `_shapes` sees.
        surfaces = [name for name in opened.surfaces if choice.sheet in ("", name)]
        points = [name for name in opened.points if choice.sheet in ("", name)]
        tables = _tables(opened, points, fingerprint, choice, recognise)
        if choice.kind == ZONES.name:
            tables = {}
        if choice.kind not in ("", ZONES.name):
            surfaces = [name for name in surfaces if dict(opened.layers)[name] == "Unknown"]
        labels = dict.fromkeys(surfaces, ZONES.label)
        labels |= {name: found.matching.kind.label for name, (_, found) in tables.items()}
        if len(labels) > 1:
            raise refusals.several_layers({name: labels[name] for name in names if name in labels}, choice)
        others = [name for name in names if name not in labels]
        if tables:
            ((source, recognised),) = tables.values()
            tell(0.5)
            extract = convert(source, recognised)
        elif surfaces:
            extract = _shapes(
                opened, surfaces[0], file.name, fingerprint, choice, mapping, tell, recognise, convert
            )
        elif choice.kind not in ("", ZONES.name) and not points:
            raise refusals.only_outlines(KINDS[choice.kind])
        else:
            raise refusals.not_polygons()
        if others:
            extract.recognition.notices.append(french(f"Couches non lues : {refusals.listed(others)}."))
        if opened.views:
            told = f"Vues non lues (elles se calculent à l'ouverture) : {refusals.listed(opened.views)}."
            extract.recognition.notices.append(french(told))
        return extract


def _tables(
    opened: VectorFile,
    names: list[str],
    fingerprint: str,
    choice: Choice,
    recognise: Recognise,
) -> dict[str, tuple[PointsSource, Recognised]]:
    """The layers of points that are extracts, by name. Raises FileRefused when the kind is chosen and none is it."""
    found: dict[str, tuple[PointsSource, Recognised]] = {}
    for name in names if choice.kind != ZONES.name else []:
        source = PointsSource(opened.read(name), fingerprint)
        if recognised := _recognised(source, choice, recognise, only=len(opened.layers) == 1):
            found[name] = source, recognised
    return found


def _recognised(
    source: PointsSource, choice: Choice, recognise: Recognise, *, only: bool
) -> Recognised | None:
    try:
        return recognise(source, POINTS)
    except FileRefused:
        if choice.kind and (only or choice.sheet):
            raise
        return None


def _shapes(
    opened: VectorFile,
    name: str,
    file_name: str,
    fingerprint: str,
    choice: Choice,
    mapping: Mapping[str, str] | None,
    tell: Callable[[float], None],
    recognise: Recognise,
    convert: Callable[[TableSource, Recognised], Extract],
) -> Extract:
    """A layer that declares surfaces, or shapes of any kind: those may all be points (a GeoJSON's)."""
    layer = opened.read(name)
    kinds = set(layer.frame.geometry.dropna().geom_type)
    if kinds and kinds <= {"Point", "MultiPoint"} and choice.kind != ZONES.name:
        source = PointsSource(layer, fingerprint)
        recognised = _recognised(source, choice, recognise, only=True)
        if recognised is None:
            raise refusals.not_polygons()
        return convert(source, recognised)
    if choice.kind not in ("", ZONES.name):
        raise refusals.only_outlines(KINDS[choice.kind])
    return read_outlines(layer, file_name, fingerprint, mapping, tell)
