"""Sectors and their zones as tables."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pandas as pd

from visa_data import french
from visa_data.roles import author_label
from visa_data.settings import Settings
from visa_data.territory.sectors import Division, Sector, Sizes, too_small
from visa_data.territory.zones import ZoneFrame
from visa_data.typography import french as typeset

SMALL = typeset("petit (la plupart de ses chiffres seront masqués)")
IN_PIECES = "en plusieurs morceaux"
SECTOR_HEADERS = {
    "secteur": "Secteur",
    "zones": "Zones",
    "membres": "Membres",
    "inscrits": "Inscrites",
    "habitants": "Habitants",
    "remarque": "Remarque",
}
MEMBER_HEADERS = {
    "code_secteur": "Code du secteur",
    "secteur": "Secteur",
    "code_zone": "Code de la zone",
    "zone": "Zone",
    "inscrits": "Inscrites",
    "habitants": "Habitants",
}

VERSION_HEADERS = {
    "version": "Version",
    "ecrite": "Écrite le",
    "par": "Par",
    "recit": "Ce qui a été fait",
    "retiree": "Annulée le",
}


def versions_listed(cursor: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Every version kept, the last first: `VERSION_HEADERS`, moments as texts ("" for never)."""
    rows = cursor.execute(
        "SELECT version, ecrite_le, ecrite_par, recit, retiree_le FROM divisions ORDER BY version DESC"
    ).fetchall()
    return pd.DataFrame(
        [
            (version, french.moment(at), author_label(author), story, french.moment(gone) if gone else "")
            for version, at, author, story, gone in rows
        ],
        columns=list(VERSION_HEADERS),
    )


def sectors_listed(division: Division, zones: ZoneFrame, sizes: Sizes, settings: Settings) -> pd.DataFrame:
    """One row a sector: code_secteur and `SECTOR_HEADERS`.

    inscrits: exact, for the coordination. habitants: NaN where one of its zones' is unknown. remarque: "" for none.
    """
    place = dict(zip(zones.codes, zones.names, strict=True))
    remarks: dict[str, list[str]] = {sector.code: [] for sector in division.sectors}
    for sector in small_sectors(division, sizes, settings):
        remarks[sector.code].append(SMALL)
    for sector in division.in_pieces(zones):
        remarks[sector.code].append(IN_PIECES)
    return pd.DataFrame(
        [
            {
                "code_secteur": sector.code,
                "secteur": sector.name,
                "zones": len(sector.zones),
                "membres": french.listed(sorted(place.get(zone, zone) for zone in sector.zones)),
                "inscrits": registered_of(sector, sizes),
                "habitants": residents_of(sector, sizes),
                "remarque": " ; ".join(remarks[sector.code]),
            }
            for sector in division.sectors
        ],
        columns=["code_secteur", *SECTOR_HEADERS],
    ).astype({"habitants": float})


def members_listed(division: Division, zones: ZoneFrame, sizes: Sizes) -> pd.DataFrame:
    """One row a zone: `MEMBER_HEADERS`, by sector then by code; habitants NaN where unknown."""
    place = dict(zip(zones.codes, zones.names, strict=True))
    return pd.DataFrame(
        [
            {
                "code_secteur": sector.code,
                "secteur": sector.name,
                "code_zone": zone,
                "zone": place.get(zone, zone),
                "inscrits": sizes.registered.get(zone, 0),
                "habitants": sizes.residents.get(zone),
            }
            for sector in division.sectors
            for zone in sector.zones
        ],
        columns=list(MEMBER_HEADERS),
    ).astype({"habitants": float})


def small_sectors(division: Division, sizes: Sizes, settings: Settings) -> list[Sector]:
    """The sectors under the thresholds in force (see `too_small`)."""
    return too_small(
        division,
        sizes,
        least_registered=settings.secteur_inscrits,
        least_residents=settings.secteur_habitants,
    )


def remarks_sentence(small: Sequence[Sector], pieces: Sequence[Sector]) -> str:
    """Which sectors are small, which are in pieces: « Aucun n'est petit. En plusieurs morceaux : « X ». »"""
    found = []
    for sectors, none, one, many in (
        (small, "Aucun n'est petit.", "Petit", "Petits"),
        (pieces, "Aucun n'est en plusieurs morceaux.", "En plusieurs morceaux", "En plusieurs morceaux"),
    ):
        named = french.listed([f"« {sector.name} »" for sector in sectors])
        found.append(f"{one if len(sectors) == 1 else many} : {named}." if sectors else none)
    return typeset(" ".join(found))


def registered_of(sector: Sector, sizes: Sizes) -> int:
    """People registered in its zones."""
    return sum(sizes.registered.get(zone, 0) for zone in sector.zones)


def residents_of(sector: Sector, sizes: Sizes) -> float:
    """Residents of its zones; NaN when one is unknown."""
    counts = [sizes.residents.get(zone) for zone in sector.zones]
    return float("nan") if None in counts else float(sum(count or 0 for count in counts))
