"""Sectors: the one division of a territory's zones that every figure given by place is told by.

A zone large enough stands alone; small neighbours form a sector, named after its largest. A division is a value: an
edit gives another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from visa_data import french
from visa_data.errors import VisaError
from visa_data.territory.regions import connected, ground_of, regions
from visa_data.territory.zones import ZoneFrame
from visa_data.typography import french as typeset

ROUNDED = 5
"""Persons registered are rounded to the nearest multiple of this: one more or less usually moves nothing."""
LONGEST_NAME = 80


@dataclass(frozen=True)
class Sector:
    """code: S1, S2…, never given to another sector of the same base. zones: codes, sorted."""

    code: str
    name: str
    zones: tuple[str, ...]

    @property
    def number(self) -> int:
        """Its code, as a number: sectors are listed by it."""
        return int(self.code.removeprefix("S"))


@dataclass(frozen=True)
class Division:
    """Every active zone in exactly one sector; sectors by number."""

    sectors: tuple[Sector, ...]

    def of_zone(self) -> dict[str, str]:
        """Zone's code → its sector's."""
        return {zone: sector.code for sector in self.sectors for zone in sector.zones}

    def sector(self, code: str) -> Sector:
        """The sector of a code. Raises VisaError when there is none."""
        for sector in self.sectors:
            if sector.code == code:
                return sector
        raise VisaError(
            "Secteur inconnu",
            typeset(f"aucun secteur n'a le code « {code} ». Rechargez la page : le découpage a changé."),
        )

    def sector_of(self, zone: str) -> Sector:
        """The sector that holds a zone. Raises VisaError when none does."""
        for sector in self.sectors:
            if zone in sector.zones:
                return sector
        raise VisaError(
            "Zone inconnue",
            typeset(f"« {zone} » n'est le code d'aucune zone du découpage. Choisissez-la sur la carte."),
        )

    def move(self, zone: str, to: str) -> Division:
        """The zone in another sector, which may be apart from it. Raises VisaError when its own would be empty."""
        home, target = self.sector_of(zone), self.sector(to)
        if home == target:
            return self
        self._refuse_to_empty(home)
        return self._with(
            replace(home, zones=tuple(other for other in home.zones if other != zone)),
            replace(target, zones=tuple(sorted((*target.zones, zone)))),
        )

    def apart(self, zone: str, code: str, name: str) -> Division:
        """The zone in a sector of its own, under a code and a name not given yet. Raises VisaError as `move` does."""
        home = self.sector_of(zone)
        self._refuse_to_empty(home)
        left = replace(home, zones=tuple(other for other in home.zones if other != zone))
        grown = Division((*self._with(left).sectors, Sector(code, "", (zone,))))
        return Division(tuple(sorted(grown.sectors, key=lambda sector: sector.number))).rename(code, name)

    def merge(self, code: str, into: str) -> Division:
        """All the zones of a sector in another one; the first is no more."""
        gone, kept = self.sector(code), self.sector(into)
        if gone == kept:
            return self
        grown = replace(kept, zones=tuple(sorted((*kept.zones, *gone.zones))))
        return Division(tuple(grown if one == kept else one for one in self.sectors if one != gone))

    def rename(self, code: str, name: str) -> Division:
        """A sector under another name, on one line. Raises VisaError when empty, too long, or another sector's."""
        sector = self.sector(code)
        kept = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
        if not kept:
            raise VisaError("Nom à corriger", "le nom du secteur est vide. Écrivez-en un.")
        if len(kept) > LONGEST_NAME:
            raise VisaError(
                "Nom à corriger",
                typeset(f"le nom compte {len(kept)} caractères, {LONGEST_NAME} au plus. Raccourcissez-le."),
            )
        for other in self.sectors:
            if other != sector and other.name.casefold() == kept.casefold():
                raise VisaError(
                    "Nom à corriger",
                    typeset(f"un autre secteur s'appelle déjà « {other.name} ». Choisissez un autre nom."),
                )
        return self._with(replace(sector, name=kept))

    def beside(self, zone: str, zones: ZoneFrame) -> list[Sector]:
        """The other sectors, those of the zones beside this one first, then by name."""
        home, own = self.of_zone(), self.sector_of(zone)
        near = {home[zones.codes[row]] for row in zones.adjacent[zones.codes.index(zone)]}
        others = [sector for sector in self.sectors if sector != own]
        return sorted(others, key=lambda sector: (sector.code not in near, sector.name.casefold()))

    def in_pieces(self, zones: ZoneFrame) -> list[Sector]:
        """The sectors whose zones do not all touch one another."""
        rows = {code: row for row, code in enumerate(zones.codes)}
        return [
            sector
            for sector in self.sectors
            if len(connected([rows[zone] for zone in sector.zones if zone in rows], zones.adjacent)) > 1
        ]

    def _refuse_to_empty(self, sector: Sector) -> None:
        if len(sector.zones) == 1:
            raise VisaError(
                "Secteur vide",
                typeset(
                    f"le secteur « {sector.name} » n'a que cette zone et serait vide. "
                    "Réunissez-le plutôt à un autre secteur."
                ),
            )

    def _with(self, *changed: Sector) -> Division:
        by_code = {sector.code: sector for sector in changed}
        return Division(tuple(by_code.get(sector.code, sector) for sector in self.sectors))


@dataclass(frozen=True)
class Sizes:
    """What the size of a sector is told by: zone's code → people registered, and residents (None: not known)."""

    registered: Mapping[str, int]
    residents: Mapping[str, int | None]

    def weights(self, codes: Sequence[str]) -> tuple[float, ...]:
        """How much each of these zones counts in a name: residents where all are known, else people registered, rounded."""
        known = [self.residents.get(code) for code in codes]
        if all(count is not None for count in known):
            return tuple(float(count or 0) for count in known)
        return tuple(rounded(self.registered, codes))


def propose(
    zones: ZoneFrame,
    registered: Mapping[str, int],
    residents: Mapping[str, int | None],
    *,
    least_registered: int,
    least_residents: int,
    first: int = 1,
) -> Division:
    """As many sectors as the thresholds allow, contiguous, even and compact; the same for the same zones and sizes.

    registered: zone's code → people registered there, read only once rounded (`rounded`). residents: None where they are
    not known: their threshold then asks nothing there. first: number of the first sector. A zone far from all others
    (see `ground_of`) may make a sector that is too small: `too_small` says which are.
    """
    codes = zones.codes
    people = np.array(rounded(registered, codes)) / least_registered
    known = [residents.get(code) for code in codes]
    living = np.array([least_residents if count is None else count for count in known]) / least_residents
    sizes = np.column_stack([people, living]).astype(float)
    groups = [
        tuple(codes[row] for row in rows) for row, rows in enumerate(regions(sizes, ground_of(zones, sizes)))
    ]
    names = named(groups, zones, Sizes(registered, residents))
    # By name, and not by size: the order of the codes says nothing of counts.
    order = sorted(range(len(groups)), key=lambda row: (names[row].casefold(), groups[row]))
    return Division(tuple(Sector(f"S{first + i}", names[row], groups[row]) for i, row in enumerate(order)))


def rounded(registered: Mapping[str, int], codes: Sequence[str]) -> list[float]:
    """People registered in each zone, to the nearest 5; those of zones rounded to 0 share what their sum lacks.

    Without that share, a territory of villages with two persons each would seem empty.
    """
    counts = [registered.get(code, 0) for code in codes]
    near = [_nearest(count) for count in counts]
    few = sum(1 for count in near if not count)
    lacking = max(0, _nearest(sum(counts)) - sum(near))
    # By halves: the share must not follow the total person by person.
    share = min((ROUNDED - 1) / 2, round(2 * lacking / few) / 2) if few else 0.0
    return [float(count) if count else share for count in near]


def too_small(
    division: Division, sizes: Sizes, *, least_registered: int, least_residents: int
) -> list[Sector]:
    """The sectors under a threshold, as `propose` reads them: most of their figures will be withheld."""
    codes = [zone for sector in division.sectors for zone in sector.zones]
    people = dict(zip(codes, rounded(sizes.registered, codes), strict=True))
    found = []
    for sector in division.sectors:
        living = [sizes.residents.get(zone) for zone in sector.zones]
        known = sum(count for count in living if count is not None)
        if sum(people[zone] for zone in sector.zones) < least_registered or (
            None not in living and known < least_residents
        ):
            found.append(sector)
    return found


def named(groups: Sequence[Sequence[str]], zones: ZoneFrame, sizes: Sizes) -> list[str]:
    """The name of each group of zones, all different: « Maroilles et Le Favril », « Landrecies, Maroilles et 3 autres »."""
    place = dict(zip(zones.codes, zones.names, strict=True))
    ordered = [_by_weight(group, sizes) for group in groups]
    # Two zones of a sector may have one name: it is said once.
    names = [_name(list(dict.fromkeys(place.get(code, code) for code in codes))) for codes in ordered]
    often = Counter(name.casefold() for name in names)
    return [
        name if often[name.casefold()] == 1 else f"{name} ({codes[0]})"
        for name, codes in zip(names, ordered, strict=True)
    ]


def renamed(before: Division, after: Division, zones: ZoneFrame, sizes: Sizes) -> Division:
    """`after`, where a name that followed from the members follows from the new ones; one that was chosen stays."""
    old = {sector.code: sector for sector in before.sectors}
    given = dict(zip(old, named([sector.zones for sector in before.sectors], zones, sizes), strict=True))

    def follows(sector: Sector) -> bool:
        was = old.get(sector.code)
        return was is None or (was.zones != sector.zones and was.name == given[sector.code] == sector.name)

    kept = {sector.name.casefold() for sector in after.sectors if not follows(sector)}
    fresh = named([sector.zones for sector in after.sectors], zones, sizes)
    return Division(
        tuple(
            replace(sector, name=f"{name} ({sector.code})" if name.casefold() in kept else name)
            if follows(sector)
            else sector
            for sector, name in zip(after.sectors, fresh, strict=True)
        )
    )


def completed(division: Division, zones: ZoneFrame) -> tuple[Division, list[str]] | None:
    """The division for these zones: vanished ones leave, new ones join a sector; and what changed, in sentences.

    A new zone joins the sector of the zones that it took over or was cut from, else the one that has most zones beside
    it, else the nearest. A sector left without zones is no more. None when the zones have nothing to do with it.
    """
    now, home = set(zones.codes), division.of_zone()
    gone = [zone for zone in sorted(home) if zone not in now]
    new = [row for row, code in enumerate(zones.codes) if code not in home]
    if not gone and not new:
        return division, []
    placed = {code: home[code] for code in zones.codes if code in home}
    successors: dict[str, list[str]] = {}
    for old, code in zones.former.items():
        if old in home:
            successors.setdefault(code, []).append(home[old])
    for row in new:
        code, commune = zones.codes[row], zones.communes[row]
        before = successors.get(code) or ([home[commune]] if commune in home else [])
        if before:
            placed[code] = _most(before)
    waiting = [row for row in new if zones.codes[row] not in placed]
    if waiting and not placed:
        return None
    while waiting:
        beside = {
            row: [placed[zones.codes[other]] for other in zones.adjacent[row] if zones.codes[other] in placed]
            for row in waiting
        }
        row = max(waiting, key=lambda one: (len(beside[one]), -one))
        placed[zones.codes[row]] = _most(beside[row]) if beside[row] else _nearest_sector(row, placed, zones)
        waiting.remove(row)
    sectors = tuple(
        replace(sector, zones=tuple(code for code in zones.codes if placed[code] == sector.code))
        for sector in division.sectors
    )
    kept = Division(tuple(sector for sector in sectors if sector.zones))
    return kept, _told(division, kept, zones, [zones.codes[row] for row in new], gone)


def _told(before: Division, after: Division, zones: ZoneFrame, new: list[str], gone: list[str]) -> list[str]:
    place = dict(zip(zones.codes, zones.names, strict=True))
    said = []
    for sector in after.sectors:
        joined = [place[code] for code in new if code in sector.zones]
        if joined:
            said.append(
                f"Le secteur « {sector.name} » reçoit {french.counted(len(joined), 'zone nouvelle', 'zones nouvelles')} : "
                f"{french.listed(joined)}."
            )
    if gone:
        verb = "n'est plus" if len(gone) == 1 else "ne sont plus"
        said.append(
            f"{french.counted(len(gone), 'zone')} du découpage {verb} dans les contours chargés : {french.listed(gone)}."
        )
    left = {sector.code for sector in after.sectors}
    lost = [sector.name for sector in before.sectors if sector.code not in left]
    if lost:
        said.append(
            f"{french.counted(len(lost), 'secteur')} sans zone, {'retiré' if len(lost) == 1 else 'retirés'} : "
            f"{french.listed([f'« {name} »' for name in lost])}."
        )
    return [typeset(sentence) for sentence in said]


def _nearest_sector(row: int, placed: Mapping[str, str], zones: ZoneFrame) -> str:
    """The sector of the nearest zone that has one."""
    rows = [other for other, code in enumerate(zones.codes) if code in placed]
    squeeze = np.cos(np.radians(zones.latitude[row]))
    gaps = np.hypot(
        (zones.longitude[rows] - zones.longitude[row]) * squeeze, zones.latitude[rows] - zones.latitude[row]
    )
    return placed[zones.codes[rows[int(np.argmin(gaps))]]]


def _most(codes: Iterable[str]) -> str:
    """The code met most often, the lowest number among equals."""
    counts = Counter(codes)
    return min(counts, key=lambda code: (-counts[code], len(code), code))


def _by_weight(group: Sequence[str], sizes: Sizes) -> list[str]:
    weights = dict(zip(group, sizes.weights(group), strict=True))
    return sorted(group, key=lambda code: (-weights[code], code))


def _name(places: list[str]) -> str:
    if len(places) <= 3:
        return french.listed(places)
    # Plain spaces: a name may be typed again by hand.
    return f"{places[0]}, {places[1]} et {len(places) - 2} autres"


def _nearest(count: int) -> int:
    return ROUNDED * ((2 * count + ROUNDED) // (2 * ROUNDED))
