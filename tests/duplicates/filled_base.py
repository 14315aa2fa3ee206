"""Invented people laid in a base as an import would: references, places, fingerprints."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tests.duplicates.invented_people import Invented
from visa_data.base import Base
from visa_data.duplicates.fingerprints import fingerprints
from visa_data.duplicates.key import Key

KEY = Key(b"une clef d'essai, de 32 octets !", 7)


def fill(base: Base, people: Sequence[Invented], key: Key = KEY) -> None:
    """Add these people; nobody has calls nor needs."""
    rows = pd.DataFrame(
        [
            {
                "reference": one.reference,
                "source": one.source,
                "date_inscription": "2020-01-01",
                "annee_naissance": one.identity.born.year if one.identity.born else one.identity.birth_year,
                "code_zone": one.zone,
                "latitude": one.latitude,
                "longitude": one.longitude,
                "consentement": "oui",
                "import_id": 0,
            }
            for one in people
        ]
    )
    prints = pd.DataFrame(
        [
            (one.reference, sort.value, number, key.tag, 0)
            for one in people
            for sort, number in sorted(fingerprints(one.identity, key))
        ],
        columns=["reference", "sorte", "empreinte", "cle", "import_id"],
    )
    with base.transaction() as cursor:
        cursor.register("gens", rows)
        cursor.execute("INSERT INTO personnes BY NAME SELECT * FROM gens")
        cursor.execute("INSERT INTO placements SELECT reference, code_zone, 'code_zone', NULL FROM gens")
        cursor.unregister("gens")
        cursor.register("traces", prints)
        cursor.execute("INSERT INTO empreintes SELECT * FROM traces")
        cursor.unregister("traces")
