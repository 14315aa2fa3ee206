"""The list of pairs to decide and decided: what the page and the command line show."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pandas as pd

from visa_data.duplicates.evidence import evidence_sentence
from visa_data.duplicates.joining import PairDecision, decided_pairs, joined_groups
from visa_data.duplicates.pairs import COLUMNS
from visa_data.vocabulary import Source

EXPORT_COLUMNS = {
    "reference_a": "Référence",
    "source_a": "Origine",
    "reference_b": "Autre référence",
    "source_b": "Autre origine",
    "probabilite": "Probabilité",
    "indices": "Indices",
    "etat": "État",
}
TO_DECIDE = "À décider"
NOT_COMPARED = "Les données ont changé depuis : la comparaison ne donne plus cette paire."


@dataclass(frozen=True)
class PairsListed:
    """Pairs to decide and decided: columns of `probable_pairs`, decision ("" when none), decide_le, decide_par."""

    to_decide: pd.DataFrame
    decided: pd.DataFrame


def pairs_listed(cursor: duckdb.DuckDBPyConnection, found: pd.DataFrame) -> PairsListed:
    """Sort pairs by what was decided of them.

    found: `probable_pairs` of these data. A decided pair that it no longer gives stays listed, with what was
    known then; two references already one person by other decisions are no longer to decide. cursor: one
    that sees references.
    """
    standing = decided_pairs(cursor)
    key = ["reference_a", "reference_b"]
    decided = standing.merge(found.drop(columns="probabilite"), on=key, how="left").merge(
        found[[*key, "probabilite"]].rename(columns={"probabilite": "maintenant"}), on=key, how="left"
    )
    decided["probabilite"] = (
        decided.pop("maintenant").astype(float).fillna(decided["probabilite"].astype(float))
    )
    person = {reference: rank for rank, group in enumerate(joined_groups(cursor)) for reference in group}
    done = set(zip(standing["reference_a"], standing["reference_b"], strict=True))
    open_pairs = [
        (one, other) not in done and not (one in person and person[one] == person.get(other))
        for one, other in zip(found["reference_a"], found["reference_b"], strict=True)
    ]
    return PairsListed(
        # An empty list would be taken for a choice of no column.
        found[pd.Series(open_pairs, index=found.index, dtype=bool)].reset_index(drop=True),
        decided[[*COLUMNS, "decision", "decide_le", "decide_par"]].reset_index(drop=True),
    )


def pairs_to_export(listed: PairsListed) -> pd.DataFrame:
    """Every pair, those to decide first: EXPORT_COLUMNS; references and evidence, nothing else of people."""
    rows = []
    for frame in (listed.to_decide, listed.decided):
        for pair in frame.to_dict("records"):
            decision = pair.get("decision", "")
            compared = not pd.isna(pair["noms"])
            rows.append(
                {
                    "reference_a": pair["reference_a"],
                    "source_a": source_label(pair["source_a"]),
                    "reference_b": pair["reference_b"],
                    "source_b": source_label(pair["source_b"]),
                    "probabilite": pair["probabilite"],
                    "indices": evidence_sentence(pair) if compared else NOT_COMPARED,
                    "etat": PairDecision(decision).wording if decision else TO_DECIDE,
                }
            )
    return pd.DataFrame(rows, columns=list(EXPORT_COLUMNS))


def source_label(source: object) -> str:
    """French label of a source; "" when it is not known."""
    return "" if pd.isna(source) else Source(str(source)).label
