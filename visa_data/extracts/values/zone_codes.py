"""Zones as extracts write them, brought to the codes of the base: the step between reading and loading.

Reading knows no zones: it leaves names as they are written. Here a name that one zone of the base bears
becomes its code, « 59530 Le Quesnoy » is read by whichever of its two parts a zone has, and a name that no
zone bears rejects its line, with the nearest ones proposed. Former codes are counted and told; they stay as
written, since placements read them (`visa_data.territory.former_codes`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import duckdb
import numpy as np
import pyarrow as pa
from rapidfuzz import fuzz, process

from visa_data import french
from visa_data.errors import RowError
from visa_data.extracts.answers.corrections import Correction, Proposal, most_frequent
from visa_data.extracts.answers.extract import ColumnMatch, Extract
from visa_data.extracts.formats.codes import SUGGESTION, code_and_name, is_code
from visa_data.extracts.kinds import ZONES
from visa_data.extracts.texts.masking import masked
from visa_data.extracts.values.place_names import place_key, place_keys
from visa_data.typography import counted
from visa_data.typography import french as typographic
from visa_data.vocabulary import fold

UNKNOWN_NAME = "Nom de commune ou de zone qui n'est dans aucun contour chargé"
SHARED_NAME = "Nom que plusieurs zones portent"
NO_ZONES = "Charger d'abord les contours des zones, ou écrire les codes"
SHARED_POSTCODE = "Code postal de plusieurs communes"
NO_POSTCODE = "Code postal qui n'est celui d'aucune zone chargée"
AMBIGUOUS = "Code de commune qui est aussi un code postal, parmi des codes postaux"
NO_POSTCODES = "Charger d'abord le fichier des codes postaux de La Poste, ou écrire les codes INSEE"
_NEAR = 85
_APART = 5
_SHOWN = 6
_MOSTLY = 0.5
"""Least share of names that must be zones' for a column whose header does not say by itself that it holds zones."""


@dataclass(frozen=True)
class KnownZones:
    """The zones of a base: codes (and their communes'), names, and the former codes that lead to them.

    by_name: key of a name (`place_key`) to the codes that bear it. former: code to the name it had and the
    code that took it over. by_postcode: postcode to the codes of the zones it serves, those of elsewhere
    left out; empty when no file of postcodes is loaded.
    """

    codes: frozenset[str]
    labels: Mapping[str, str]
    by_name: Mapping[str, tuple[str, ...]]
    former: Mapping[str, tuple[str, str]]
    by_postcode: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def label(self, code: str) -> str:
        """`59363 – Louvignies-Quesnoy`: what is shown, and read back as the code."""
        name = self.labels.get(code, "")
        return f"{code} – {name}" if name and name != code else code

    def told(self, code: str, name: str) -> str:
        """The code that a name was read as, with the zone's own name where it is written otherwise."""
        return code if fold(self.labels.get(code, "")) == fold(name) else self.label(code)

    def named(self, name: str) -> tuple[str, ...]:
        """Codes of the zones that bear this name; none when it is unknown."""
        return next((found for key in place_keys(name) if (found := self.by_name.get(key))), ())

    def near(self, name: str) -> list[str]:
        """Codes of the zones whose name is nearest, best first; several only when they are about as near."""
        found = process.extract(
            place_key(name), list(self.by_name), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=4
        )
        return [code for key, score, _ in found if score > found[0][1] - _APART for code in self.by_name[key]]


def known_zones(cursor: duckdb.DuckDBPyConnection) -> KnownZones:
    """The zones of the base as written codes and names are compared with them."""
    zones = cursor.execute("SELECT code, nom FROM zones ORDER BY code").fetchall()
    communes = cursor.execute("SELECT DISTINCT commune FROM zones_actives").fetchall()
    former = cursor.execute("SELECT ancien, nom_ancien, actuel FROM codes_anciens ORDER BY ancien").fetchall()
    names: dict[str, list[str]] = {}
    for code, name in zones:
        names.setdefault(place_key(name), []).append(code)
    for code, name, _ in former:
        # A zone's own name comes before that of a commune that is gone.
        names.setdefault(place_key(name), [code])
    postcodes = cursor.execute("""
        SELECT code_postal, list_sort(list(DISTINCT coalesce(a.actuel, p.code_commune)))
        FROM codes_postaux p LEFT JOIN codes_anciens a ON a.ancien = p.code_commune
        WHERE coalesce(a.actuel, p.code_commune) IN
            (SELECT code FROM zones_actives UNION SELECT commune FROM zones_actives)
        GROUP BY code_postal
    """).fetchall()
    return KnownZones(
        frozenset([*(code for code, _ in zones), *(code for (code,) in communes)]),
        dict(zones),
        {key: tuple(codes) for key, codes in names.items() if key},
        {code: (name, now) for code, name, now in former},
        {postcode: tuple(codes) for postcode, codes in postcodes},
    )


def with_zone_codes(extract: Extract, zones: KnownZones) -> Extract:
    """Return the extract with codes in place of names, its lines still all accounted for.

    A column of names that mostly are no zone's is left aside with a notice when its header did not say by
    itself that it holds zones; else each line with such a name is rejected.
    """
    for match in extract.recognition.matches:
        field = extract.kind.field(match.field)
        if field.refers_to == ZONES.name and match.field in extract.table.column_names:
            extract = _one_column(extract, match, zones, required=field.required)
    return extract


class _Written:
    """What the cells of one column are read as: a value, or a refusal, for each different text.

    names, postcodes: the texts read by a name, each with what was written and the code; served: by a postcode.
    nowhere: refused texts that nothing in the territory resembles. postal: whether codes are postcodes.
    """

    def __init__(self, zones: KnownZones, *, postal: bool = False) -> None:
        self.zones = zones
        self.postal = postal
        self.served: dict[str, list[tuple[str, str]]] = {}
        self.read: dict[str, str] = {}
        self.refused: dict[str, tuple[str, str]] = {}
        self.names: dict[str, list[tuple[str, str]]] = {}
        self.postcodes: dict[str, list[tuple[str, str]]] = {}
        self.nowhere: set[str] = set()

    def cell(self, text: str) -> None:
        """Read a cell: one code or name, or several joined by a bar."""
        codes = set()
        for part in text.split("|"):
            code = self._part(text, part)
            if code is None:
                return
            codes.add(code)
        self.read[text] = "|".join(sorted(codes))

    def _part(self, text: str, part: str) -> str | None:
        if self.postal and part.isdigit() and len(part) == 5:
            return self._of_postcode(text, part)
        if part in self.zones.codes:
            return part
        if both := code_and_name(part):
            return self._code_before_name(text, *both)
        found = self.zones.named(part)
        if len(found) == 1:
            self.names.setdefault(text, []).append((part, found[0]))
            return found[0]
        if is_code(part):
            # Lost zeros were given back while reading; a territory's own code may never have had one.
            bare = part.lstrip("0")
            return bare if part not in self.zones.former and bare in self.zones.codes else part
        if found:
            self.refused[text] = SHARED_NAME, "Écrire le code : " + self._choices(found)
            return None
        near = self.zones.near(part)
        if not near:
            self.nowhere.add(text)
        suggestion = self._choices(near) if near else SUGGESTION if self.zones.codes else NO_ZONES
        self.refused[text] = UNKNOWN_NAME, suggestion
        return None

    def _of_postcode(self, text: str, postcode: str) -> str | None:
        found = self.zones.by_postcode.get(postcode, ())
        if len(found) == 1:
            self.served.setdefault(text, []).append((postcode, found[0]))
            return found[0]
        if found:
            self.refused[text] = SHARED_POSTCODE, "Écrire le code : " + self._choices(found)
        else:
            self.refused[text] = NO_POSTCODE, SUGGESTION if self.zones.by_postcode else NO_POSTCODES
        return None

    def refuse_ambiguous(self, count: Mapping[str, int]) -> None:
        """Refuse the codes that are postcodes too, in a column of which most are postcodes."""
        both = [text for text in count if text in self.zones.codes and text in self.zones.by_postcode]
        surely = _total(count, _postcodes(count, self.zones))
        only_codes = sum(
            lines
            for text, lines in count.items()
            if text in self.zones.codes and text not in self.zones.by_postcode
        )
        if surely and surely + _total(count, both) > only_codes:
            for text in both:
                self.read.pop(text, None)
                shown = [code for code in self.zones.by_postcode[text] if code != text]
                self.refused[text] = AMBIGUOUS, "Écrire le code : " + self._choices([text, *shown])

    def _code_before_name(self, text: str, code: str, name: str) -> str:
        """« 59530 Le Quesnoy »: a code and its name, or the postcode of a commune that the name tells."""
        found = self.zones.named(name)
        if code in self.zones.codes and (not found or code in found):
            return code
        if len(found) == 1 and found[0] != code:
            self.postcodes.setdefault(text, []).append((f"{code} {name}", found[0]))
            return found[0]
        return code

    def _choices(self, codes: Iterable[str]) -> str:
        return french.listed([self.zones.label(code) for code in list(codes)[:_SHOWN]])


def _one_column(extract: Extract, match: ColumnMatch, zones: KnownZones, *, required: bool) -> Extract:
    column = extract.table[match.field].combine_chunks()
    encoded = column.dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    places = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    lines = Counter(dict(enumerate(np.bincount(places[places >= 0], minlength=len(texts)).tolist())))
    count = {text: lines[i] for i, text in enumerate(texts)}
    postal = match.field in extract.recognition.postcodes
    if postal and not zones.by_postcode and not required:
        return _left_aside(extract, match, sum(count.values()), NO_POSTCODES_WHY)
    written = _Written(zones, postal=postal)
    for text in texts:
        written.cell(text)
    if not extract.recognition.zone_codes:
        written.refuse_ambiguous(count)
    nowhere = _total(count, written.nowhere)
    names = _total(count, written.names.keys() | written.refused.keys())
    if nowhere > (1 - _MOSTLY) * names and not match.sure and not required:
        why = (
            "la plupart de ses noms ne sont ceux d'aucune zone chargée"
            if zones.codes
            else "ses noms ne peuvent être lus qu'une fois les contours chargés"
        )
        return _left_aside(extract, match, names, why)
    notices = _notices(match.header, count, written, zones)
    if not postal:
        notices += _postcode_notices(match.header, count, zones)
    table = extract.table
    position = table.column_names.index(match.field)
    values = pa.array([written.read.get(text) for text in texts], pa.string())
    table = table.set_column(position, match.field, values.take(encoded.indices))
    problems = list(extract.problems)
    proposals = [*extract.proposals, *([] if postal else _postcode_proposals(match, count, zones))]
    rejected = extract.rejected
    if written.refused:
        bad = np.isin(places, [i for i, text in enumerate(texts) if text in written.refused])
        numbers = extract.table["ligne"].to_numpy()
        for row in np.flatnonzero(bad).tolist():
            text = texts[places[row]]
            reason, suggestion = written.refused[text]
            problems.append(
                RowError(
                    int(numbers[row]),
                    match.header,
                    masked(text),
                    typographic(reason),
                    typographic(suggestion),
                )
            )
        problems.sort(key=lambda problem: problem.line)
        proposals += _proposals(match, count, written, zones)
        spoilt, table = table.filter(pa.array(bad)), table.filter(pa.array(~bad))
        if rejected is not None:
            rejected = pa.concat_tables([rejected, spoilt], promote_options="default")
    recognition = replace(extract.recognition, notices=[*extract.recognition.notices, *notices])
    return replace(
        extract,
        table=table,
        problems=problems,
        proposals=most_frequent(proposals),
        rejected=rejected,
        recognition=recognition,
    )


def _total(count: Mapping[str, int], texts: Iterable[str]) -> int:
    return sum(count[text] for text in texts)


NO_POSTCODES_WHY = (
    "ses codes postaux ne peuvent être lus qu'une fois chargé le fichier des codes postaux de La Poste"
)


def _left_aside(extract: Extract, match: ColumnMatch, lines: int, why: str) -> Extract:
    notice = typographic(
        f"Colonne « {match.header} » laissée de côté : {why} ({counted(lines, 'ligne', 'lignes')})."
    )
    seen = extract.recognition
    return replace(
        extract,
        table=extract.table.drop_columns([match.field]),
        recognition=replace(
            seen,
            matches=[m for m in seen.matches if m.field != match.field],
            ignored=[*seen.ignored, match.header],
            notices=[*seen.notices, notice],
        ),
    )


def _notices(header: str, count: Mapping[str, int], written: _Written, zones: KnownZones) -> list[str]:
    """What was read otherwise than written, each with its number of lines."""
    found = []
    for words, readings in (
        ("noms lus comme des codes", written.names),
        ("codes postaux suivis d'un nom, lus d'après le nom", written.postcodes),
        ("codes postaux lus comme la seule commune qu'ils desservent", written.served),
    ):
        pairs: Counter[tuple[str, str]] = Counter()
        for text, parts in readings.items():
            if text in written.read:
                for pair in parts:
                    pairs[pair] += count[text]
        if pairs:
            shown = [
                f"{masked(text)} → {zones.told(code, text)} ({n})"
                for (text, code), n in pairs.most_common(_SHOWN)
            ]
            total = counted(_total(count, readings.keys() & written.read.keys()), "ligne", "lignes")
            found.append(f"Colonne « {header} » : {words} ({total}) : {_some(shown, len(pairs))}.")
    old: Counter[str] = Counter()
    for text, value in written.read.items():
        old.update({code: count[text] for code in value.split("|") if code in zones.former})
    if old:
        shown = [
            f"{code} {zones.former[code][0]} → {zones.label(zones.former[code][1])} ({n})"
            for code, n in old.most_common(_SHOWN)
        ]
        found.append(
            f"Colonne « {header} » : anciens codes de communes, lus comme ceux des communes qui les ont repris : "
            f"{_some(shown, len(old))}. Le code écrit est gardé."
        )
    return [typographic(sentence) for sentence in found]


def _postcodes(count: Mapping[str, int], zones: KnownZones) -> dict[str, int]:
    """Texts that are postcodes of the territory and no code of it, with their lines."""
    return {
        text: lines
        for text, lines in count.items()
        if text in zones.by_postcode and text not in zones.codes and text not in zones.former
    }


def _postcode_notices(header: str, count: Mapping[str, int], zones: KnownZones) -> list[str]:
    """Postcodes given for codes: what each may be; the codes of a column of postcodes that are also postcodes."""
    found = _postcodes(count, zones)
    if not found:
        return []
    shown = [
        f"{text} ({french.listed([zones.label(code) for code in zones.by_postcode[text][:_SHOWN]])} ; {lines})"
        for text, lines in Counter(found).most_common(_SHOWN)
    ]
    told = [
        f"Colonne « {header} » : codes postaux à la place de codes de communes, à corriger : {_some(shown, len(found))}."
    ]
    return [typographic(sentence) for sentence in told]


def _postcode_proposals(match: ColumnMatch, count: Mapping[str, int], zones: KnownZones) -> list[Proposal]:
    """Postcodes that serve one zone only of the territory."""
    return [
        Proposal(Correction(match.field, text, zones.label(zones.by_postcode[text][0])), match.header, lines)
        for text, lines in _postcodes(count, zones).items()
        if len(zones.by_postcode[text]) == 1
    ]


def _some(shown: list[str], total: int) -> str:
    more = total - len(shown)
    return ", ".join(shown) + (f" et {counted(more, 'autre', 'autres')}" if more else "")


def _proposals(
    match: ColumnMatch, count: Mapping[str, int], written: _Written, zones: KnownZones
) -> list[Proposal]:
    """The one zone whose name is near, for cells of one name that nothing else settles."""
    found = []
    for text, (reason, _) in written.refused.items():
        near = zones.near(text) if reason == UNKNOWN_NAME and "|" not in text else []
        if len(near) == 1 and masked(text) == text:
            correction = Correction(match.field, text, zones.label(near[0]))
            found.append(Proposal(correction, match.header, count[text]))
    return found
