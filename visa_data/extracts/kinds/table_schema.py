"""What a kind of extract asks of a CSV file, as Table Schema says it: a producer validates before sending.

https://specs.frictionlessdata.io/table-schema/ (version 1). A schema asks for the plainest writing: UTF-8, codes of the
vocabulary, ISO dates, decimal points. The reader takes many others, and refuses what a schema cannot express, which the
description of the field then says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from visa_data.extracts import formats
from visa_data.extracts.formats import Format
from visa_data.extracts.kinds.kind import Field, Kind
from visa_data.extracts.kinds.registry import KINDS
from visa_data.typography import french as typographic
from visa_data.vocabulary import Term

Descriptor = dict[str, Any]
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Written:
    """How cells of a format are asked for. type, constraints: as Table Schema names them. told: what they cannot say."""

    type: str
    example: str
    constraints: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    told: str = ""


_CODE = r"([0-9]{5}|[0-9]{9}|2[AB][0-9]{3}([0-9]{4})?|[A-Z]{1,2}[_.\-]?[0-9]{1,4})"
_DAY = r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_NOBODY = "Ni nom de personne, ni téléphone, ni adresse électronique ou postale : la cellule serait refusée."
_PUBLIC = "Le nom d'un organisme ou d'un lieu public. " + _NOBODY
_CALLER = r"[A-Z]{1,2}[0-9]{1,6}"


def _from(low: float, high: float) -> dict[str, float]:
    return {"minimum": low, "maximum": high}


WRITTEN: dict[str, Written] = {
    one.name: written
    for one, written in (
        (
            formats.REFERENCE,
            Written("string", "R000002", {"pattern": r"[A-Z]{0,2}[\-_]?[0-9]{1,7}"}, _NOBODY),
        ),
        (formats.IDENTIFIER, Written("string", "E001", {"pattern": r"[A-Z]{0,2}[\-_]?[0-9]{1,7}"}, _NOBODY)),
        (formats.NUMBER, Written("string", "G0001", {"pattern": r"[A-Z]{0,2}[\-_]?[0-9]{1,7}"}, _NOBODY)),
        (
            formats.CALLER,
            Written("string", "A012", {"pattern": _CALLER}, "Un code, jamais le nom de la personne."),
        ),
        (
            formats.CALLERS,
            Written(
                "string",
                "V047|V055",
                {"pattern": rf"{_CALLER}(\|{_CALLER})*"},
                "Des codes, jamais les noms des personnes ; chacun une fois.",
            ),
        ),
        (
            formats.ORGANISATION,
            Written("string", "CCAS de Bavay", told=_PUBLIC),
        ),
        (formats.PLACE, Written("string", "Le Quesnoy", told=_PUBLIC)),
        (formats.LABEL, Written("string", "Club des aînés", told=_PUBLIC)),
        (
            formats.PROFILE,
            Written("string", "benevole", told="Un code connu, ou quelques mots sur la fonction. " + _NOBODY),
        ),
        (
            formats.CODE,
            Written(
                "string",
                "59363",
                {"pattern": _CODE},
                "Code INSEE de la commune, code de l'IRIS, ou code du territoire. La zone doit être de la base, ou avoir un "
                "successeur connu.",
            ),
        ),
        (
            formats.CODES,
            Written(
                "string",
                "59363|59057",
                {"pattern": rf"{_CODE}(\|{_CODE})*"},
                "Les zones doivent être de la base ; chacune une fois.",
            ),
        ),
        (formats.INSEE, Written("string", "59363", {"pattern": r"[0-9]{5}|2[AB][0-9]{3}"})),
        (
            formats.DEPARTMENT,
            Written(
                "string",
                "59",
                {
                    "enum": [
                        *(f"{number:02}" for number in range(1, 96) if number != 20),
                        *("2A", "2B"),
                        *("971", "972", "973", "974", "975", "976", "977", "978", "984", "986", "987", "988"),
                    ]
                },
            ),
        ),
        (formats.DATE, Written("date", "2020-05-12", {"minimum": "1890-01-01", "maximum": "2100-12-31"})),
        (
            formats.MOMENT,
            Written(
                "string",
                "2020-04-16 15:47",
                {"pattern": rf"{_DAY}( ([01][0-9]|2[0-3]):[0-5][0-9])?"},
                "Jour, et heure si elle est connue, à l'heure du territoire. Le jour doit exister et ne pas être à venir ; l'heure ne "
                "doit pas être de celles que le passage à l'heure d'été saute.",
            ),
        ),
        (formats.TIME, Written("string", "09:05", {"pattern": r"([01][0-9]|2[0-3]):[0-5][0-9]"})),
        (
            formats.MONTH,
            Written("string", "2020-06", {"pattern": r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])"}, "Année et mois."),
        ),
        (formats.YEAR, Written("integer", "2020", _from(1800, 2199))),
        (
            formats.BIRTH_YEAR,
            Written(
                "integer",
                "1932",
                _from(1890, 2100),
                "L'année seule : le jour de naissance n'est jamais gardé. Pas après l'année en cours.",
            ),
        ),
        (formats.LEVEL, Written("integer", "3", _from(1, 4), "Vide pour une personne non évaluée.")),
        (formats.DURATION, Written("integer", "22", _from(0, 1440))),
        (formats.PEOPLE, Written("integer", "12", _from(0, 1_000_000))),
        (formats.COUNT, Written("integer", "31", _from(0, 1_000_000))),
        (formats.POPULATION, Written("integer", "213", _from(0, 100_000_000))),
        (formats.RADIUS, Written("number", "2.5", _from(0, 500))),
        (formats.WEEKLY_HOURS, Written("number", "3.5", _from(0, 168))),
        (formats.HOURS, Written("number", "27.5", _from(0, 1_000_000))),
        (formats.EUROS, Written("number", "1821.32", _from(0, 1_000_000_000))),
        (
            formats.LATITUDE,
            Written(
                "number",
                "50.18",
                _from(-90, 90),
                "Degrés (WGS 84), avec la longitude, et près du territoire.",
            ),
        ),
        (
            formats.LONGITUDE,
            Written(
                "number",
                "3.64",
                _from(-180, 180),
                "Degrés (WGS 84), avec la latitude, et près du territoire.",
            ),
        ),
        (formats.YES_NO, Written("string", "oui", {"enum": ["oui", "non"]})),
    )
}
"""By format, how its cells are asked for; those of a vocabulary follow from it."""


def written_as(asked: Format) -> Written:
    """How the cells of a format are asked for. Raises KeyError for one that this file does not know."""
    if asked.name in WRITTEN:
        return WRITTEN[asked.name]
    terms = asked.terms
    if terms is None:
        raise KeyError(asked.name)
    first, *others = (term.value for term in terms)
    meant = _meant(terms)
    if asked.split is None:
        return Written("string", first, {"enum": [first, *others]}, meant)
    one = f"({'|'.join((first, *others))})"
    return Written("string", "|".join((first, *others[:1])), {"pattern": rf"{one}(\|{one})*"}, meant)


def _meant(terms: type[Term]) -> str:
    return " ; ".join(f"{term.value} : {term.label}" for term in terms) + "."


def table_schema(kind: Kind) -> Descriptor:
    """The schema of a kind's CSV file: its columns in the contract's order, but for those that stand for others."""
    fields = [one for one in kind.fields if one.stored]
    described: Descriptor = {
        "name": kind.name,
        "title": typographic(kind.label),
        "description": typographic(_of_the_file(kind)),
        "missingValues": [""],
        "fields": [_described(one) for one in fields],
    }
    required = {one.name for one in fields if one.required}
    if set(kind.key) <= required:
        described["primaryKey"] = list(kind.key)
    return described


def _of_the_file(kind: Kind) -> str:
    said = "Fichier CSV en UTF-8, une ligne d'en-tête, virgules. Les colonnes peuvent venir dans un autre ordre, et celles qui ne sont pas obligatoires manquer."
    if kind.territory and kind.name == "zones":
        said = "Attributs d'un fichier de contours (GeoJSON, GeoPackage, Shapefile) : la géométrie n'est pas dans ce schéma."
    if instead := [one for one in kind.fields if not one.stored]:
        named = ", ".join(f"« {one.name} » ({one.label})" for one in instead)
        said += f" Lu aussi, sans être décrit ici : {named}."
    if kind.about_people:
        said += (
            " Une colonne de noms, d'adresses, de téléphones ou d'observations est laissée de côté ; une colonne attendue où "
            "des personnes se reconnaissent fait refuser le fichier."
        )
    return said


def _described(one: Field) -> Descriptor:
    written = written_as(one.format)
    told = [written.told] if written.told else []
    if one.needed and not one.required:
        told.append("La colonne est obligatoire ; la cellule peut être vide.")
    if one.constant and one.required:
        told.append(
            "Une colonne qui dirait partout la même chose peut manquer : elle se donne au chargement."
        )
    if other := KINDS.get(one.refers_to):
        told.append(f"Renvoie à « {other.label} » : ce qui n'y est pas peut être écarté.")
    longest = {"maxLength": one.format.stored.longest} if one.format.stored else {}
    described: Descriptor = {
        "name": one.name,
        "title": typographic(one.label),
        "type": written.type,
        "example": written.example,
        "constraints": {"required": one.required, **written.constraints, **longest},
    }
    if told:
        described["description"] = typographic(" ".join(told))
    return described
