"""Which layer of a vector file is the extract: outlines of zones, or points that are resources or teams."""

from __future__ import annotations

from visa_data.errors import FileRefused
from visa_data.extracts.answers import questions, refusals
from visa_data.extracts.answers.extract import Extract
from visa_data.extracts.columns.recognised import Recognised
from visa_data.extracts.kinds import KINDS, ZONES
from visa_data.extracts.readers.archives import Unfolded
from visa_data.extracts.readers.decoding import fingerprint_of
from visa_data.extracts.readers.points import PointsSource
from visa_data.extracts.readers.vector import Layer, vector_file
from visa_data.extracts.reading.outlines import read_outlines
from visa_data.extracts.reading.table_extract import read_tables
from visa_data.extracts.reading.table_parts import Reads
from visa_data.typography import french


def read_layers(file: Unfolded, reads: Reads) -> Extract:
    """Read the layer of a vector file that is an extract, the one that `reads.choice.sheet` names if it does.

    Points are read as a table. Raises FileRefused; ChoiceNeeded when several layers can be the extract.
    """
    choice = reads.choice
    if choice.separator:
        raise refusals.not_in_this_file("séparateur")
    with vector_file(file.path, file.name) as opened:
        names = [name for name, _ in opened.layers]
        if choice.sheet and choice.sheet not in names:
            raise refusals.absent_layer(choice.sheet, names)
        fingerprint = fingerprint_of(file.path)
        # A GeoJSON of any shapes declares none: they may all be points, which is seen once they are read.
        surfaces = [name for name in opened.surfaces if choice.sheet in ("", name)]
        points = [name for name in opened.points if choice.sheet in ("", name)]
        only = len(opened.layers) == 1
        tables = {
            name: table
            for name in (points if choice.kind != ZONES.name else [])
            if (table := _table(opened.read(name), fingerprint, reads, only=only))
        }
        if choice.kind not in ("", ZONES.name):
            surfaces = [name for name in surfaces if dict(opened.layers)[name] == "Unknown"]
        labels = dict.fromkeys(surfaces, ZONES.label)
        labels |= {name: found.matching.kind.label for name, (_, found) in tables.items()}
        if len(labels) > 1:
            raise questions.several_layers({name: labels[name] for name in names if name in labels}, choice)
        others = [name for name in names if name not in labels]
        if tables:
            (table,) = tables.values()
            reads.tell(0.5)
            extract = read_tables(file.name, *table, reads)
        elif surfaces:
            extract = _shapes(opened.read(surfaces[0]), file.name, fingerprint, reads)
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


def _table(
    layer: Layer, fingerprint: str, reads: Reads, *, only: bool
) -> tuple[PointsSource, Recognised] | None:
    """A layer of points and how it is recognised. Raises FileRefused when the kind is chosen and no other layer is it."""
    source = PointsSource(layer, fingerprint)
    try:
        kinds = [name for name, kind in KINDS.items() if kind.as_points]
        return source, reads.recognised(source.heads(reads.choice), kinds)
    except FileRefused:
        if reads.choice.kind and (only or reads.choice.sheet):
            raise
        return None


def _shapes(layer: Layer, file_name: str, fingerprint: str, reads: Reads) -> Extract:
    """A layer that declares surfaces, or shapes of any kind: those may all be points (a GeoJSON's)."""
    kind = reads.choice.kind
    shapes = set(layer.frame.geometry.dropna().geom_type)
    if shapes and shapes <= {"Point", "MultiPoint"} and kind != ZONES.name:
        table = _table(layer, fingerprint, reads, only=True)
        if table is None:
            raise refusals.not_polygons()
        return read_tables(file_name, *table, reads)
    if kind not in ("", ZONES.name):
        raise refusals.only_outlines(KINDS[kind])
    return read_outlines(layer, file_name, fingerprint, reads.mapping, reads.tell)
