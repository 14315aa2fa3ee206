"""Monthly totals of three schemes, and the cooperations of thirteen départements, in the contract's columns."""

from __future__ import annotations

import pandas as pd

from scripts.make_sample.seeds import rng_for

COLUMNS = [
    "dispositif",
    "mois",
    "demandes",
    "acceptees",
    "honorees",
    "beneficiaires",
    "benevoles",
    "heures",
    "cout_eur",
]
COOPERATION_COLUMNS = ["code", "nom", "maturite", "date", "signataires", "equipes", "animateurs"]
MONTHS = tuple(f"2025-{month:02d}" for month in range(1, 13))
#: Relief for carers: honoured less and less as the campaign brings demands.
RELIEF = "Relais à domicile des aidants"
#: Demands of each month (December stops on the 6th), the share of the accepted ones that were honoured, then how many
#: volunteers, and the cost of each one honoured, in euros.
_SCHEMES = {
    RELIEF: (
        (14, 13, 15, 16, 15, 14, 12, 13, 24, 38, 42, 8),
        (0.95, 0.94, 0.95, 0.92, 0.93, 0.90, 0.88, 0.85, 0.76, 0.66, 0.54, 0.45),
        (5, 62.5),
    ),
    "Transport accompagné": (
        (31, 28, 33, 35, 37, 34, 29, 25, 36, 41, 39, 7),
        (0.86, 0.88, 0.85, 0.87, 0.86, 0.88, 0.84, 0.83, 0.87, 0.86, 0.85, 0.86),
        (9, 18.4),
    ),
    "Visites de convivialité": (
        (6, 5, 7, 8, 6, 7, 5, 4, 9, 12, 11, 3),
        (0.90, 0.92, 0.88, 0.93, 0.91, 0.90, 0.89, 0.88, 0.90, 0.92, 0.91, 0.93),
        (12, 4.2),
    ),
}
#: Codes and names of real départements; every figure is invented: maturity, charter's signatories, teams, leaders, at
#: the end of 2024 and of June 2025. The last one looks like a hurdle of spreadsheets: letters in a code.
_COOPERATIONS = {
    ("02", "Aisne"): (("en_cours", 9, 4, 1), ("active", 12, 6, 2)),
    ("14", "Calvados"): (("active", 14, 8, 2), ("active", 15, 9, 2)),
    ("22", "Côtes-d'Armor"): (("mature", 21, 14, 3), ("mature", 22, 15, 3)),
    ("31", "Haute-Garonne"): (("premier_contact", 3, 1, 0), ("en_cours", 6, 2, 1)),
    ("35", "Ille-et-Vilaine"): (("active", 17, 11, 2), ("mature", 19, 13, 3)),
    ("42", "Loire"): (("mature", 18, 10, 2), ("en_sommeil", 18, 7, 0)),
    ("59", "Nord"): (("active", 16, 12, 3), ("active", 18, 13, 3)),
    ("63", "Puy-de-Dôme"): (("en_sommeil", 8, 3, 0), ("en_sommeil", 8, 2, 0)),
    ("69", "Rhône"): (("en_cours", 10, 5, 1), ("en_cours", 11, 5, 1)),
    ("74", "Haute-Savoie"): (("premier_contact", 2, 0, 0), ("premier_contact", 2, 0, 0)),
    ("88", "Vosges"): (("active", 13, 7, 2), ("active", 13, 8, 2)),
    ("974", "La Réunion"): (("premier_contact", 2, 1, 0), ("en_cours", 5, 2, 1)),
    ("2A", "Corse-du-Sud"): (("premier_contact", 1, 0, 0),),
}
COOPERATION_DAYS = ("2024-12-31", "2025-06-30")


def scheme_table() -> pd.DataFrame:
    """One row a scheme and month, sorted; every value is text."""
    rng = rng_for("schemes")
    rows = []
    for scheme, (demands, shares, (volunteers, cost)) in sorted(_SCHEMES.items()):
        for month, asked, share in zip(MONTHS, demands, shares, strict=True):
            accepted = asked - int(rng.binomial(asked, 0.12))
            honoured = round(accepted * share)
            hours = honoured * int(rng.integers(2, 5))
            rows.append(
                (
                    scheme,
                    month,
                    str(asked),
                    str(accepted),
                    str(honoured),
                    str(max(1, honoured - int(rng.integers(0, 1 + honoured // 3)))),
                    str(volunteers + int(rng.integers(-1, 3))),
                    str(hours),
                    f"{honoured * cost + int(rng.integers(40, 160)):.2f}",
                )
            )
    return pd.DataFrame(rows, columns=COLUMNS)


def cooperation_table() -> pd.DataFrame:
    """One row a cooperation and day, sorted by code then date; every value is text."""
    rows = [
        (code, name, maturity, day, str(signed), str(teams), str(leaders))
        for (code, name), log in sorted(_COOPERATIONS.items())
        for day, (maturity, signed, teams, leaders) in zip(COOPERATION_DAYS, log, strict=False)
    ]
    return pd.DataFrame(rows, columns=COOPERATION_COLUMNS)
