"""What an import did or would do, in French: counts, causes, lines, what an undo takes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from visa_data import french
from visa_data.errors import RowError, Severity
from visa_data.extracts.extract import Extract, Recognition
from visa_data.extracts.kinds import Kind
from visa_data.extracts.line_ranges import line_ranges
from visa_data.extracts.outcome import Counts, Outcome, reasons
from visa_data.extracts.typography import french as typographic

SEVERITY_WORDS = {
    Severity.REJECTED: "Rejetée",
    Severity.SET_ASIDE: "Écartée",
    Severity.WARNING: "Gardée, à vérifier",
}
SEVERITY_NOTE = (
    "Rejetée : la ligne contient une erreur. Écartée : une règle l'interdit (consentement refusé, personne absente "
    "du registre). Gardée : la ligne entre, mais une valeur est à vérifier."
)
REPORT_COLUMNS = ["fichier", "ligne", "colonne", "valeur", "motif", "suggestion"]
FATES = ("ajoutees", "modifiees", "inchangees", "ecartees", "rejetees")
FATE_WORDS = {
    "ajoutees": ("ajoutée", "ajoutées"),
    "modifiees": ("modifiée", "modifiées"),
    "inchangees": ("inchangée", "inchangées"),
    "ecartees": ("écartée", "écartées"),
    "rejetees": ("rejetée", "rejetées"),
}


def fates_of(counts: Counts) -> dict[str, int]:
    """The five counts by name, in the order they are read."""
    return {name: getattr(counts, name) for name in FATES}


def counts_sentence(counts: Counts) -> str:
    """`1 286 lignes lues : 1 256 ajoutées, 0 modifiée, 1 inchangée, 26 écartées et 3 rejetées.`."""
    parts = [french.counted(number, *FATE_WORDS[name]) for name, number in fates_of(counts).items()]
    total = french.counted(counts.lues, "ligne lue", "lignes lues")
    return typographic(f"{total} : {french.listed(parts)}.")


def recognised_as(kind: Kind, seen: Recognition) -> str:
    """What the file is, in one plain sentence."""
    parts = [kind.label]
    if seen.sheet and not seen.header_line:
        parts.append(f"couche « {seen.sheet} »")
    elif seen.sheet:
        parts.append(f"feuille « {seen.sheet} »")
    if seen.encoding:
        parts.append("classeur" if seen.encoding == "Classeur" else f"encodage {seen.encoding}")
    if seen.separator:
        parts.append(f"colonnes séparées par : {seen.separator}")
    if seen.title_lines:
        parts.append(
            french.counted(seen.title_lines, "ligne de titre laissée", "lignes de titre laissées")
            + " de côté"
        )
    if seen.header_line:
        parts.append(f"en-tête à la ligne {french.number(seen.header_line)}")
    return typographic(", ".join(parts) + ".")


def confidence_words(confidence: float) -> str:
    """How sure a column's match is."""
    if confidence >= 0.95:
        return "sûre"
    return "probable" if confidence >= 0.7 else "à vérifier"


def causes(problems: Sequence[RowError]) -> pd.DataFrame:
    """Problems grouped by cause, most frequent first, in words.

    Columns: Cause, Ce qu'il en advient, Colonne, Nombre, Lignes, Suggestion (of the first line that has one).
    """
    suggestions: dict[tuple[Severity, str, str], str] = {}
    for problem in problems:
        if problem.suggestion:
            suggestions.setdefault((problem.severity, problem.reason, problem.column), problem.suggestion)
    rows = [
        {
            "Cause": reason,
            "Ce qu'il en advient": SEVERITY_WORDS[severity],
            "Colonne": column,
            "Nombre": len(set(lines)),
            "Lignes": line_ranges(lines),
            "Suggestion": suggestions.get((severity, reason, column), ""),
        }
        for severity, reason, column, lines in reasons(list(problems))
    ]
    columns = ["Cause", "Ce qu'il en advient", "Colonne", "Nombre", "Lignes", "Suggestion"]
    return pd.DataFrame(rows, columns=columns)


def lines_to_correct(outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """One row for each rejected or set-aside line: fichier, ligne, colonne, valeur, motif, suggestion."""
    return pd.DataFrame(
        [
            (outcome.file_name, p.line, p.column, p.value, p.reason, p.suggestion)
            for outcome in outcomes
            for p in sorted(outcome.problems, key=lambda problem: problem.line)
            if p.severity is not Severity.WARNING
        ],
        columns=REPORT_COLUMNS,
    )


def first_lines(extract: Extract, number: int = 10) -> pd.DataFrame:
    """The first good lines as texts, under French headers; outlines themselves are left out."""
    labels = {field.name: field.label for field in extract.kind.fields}
    frame = extract.table.slice(0, number).to_pandas()
    kept = ["ligne", *[name for name in frame.columns if name in labels]]
    texts = {
        labels.get(name, "Ligne"): ["" if pd.isna(value) else str(value) for value in frame[name]]
        for name in kept
    }
    return pd.DataFrame(texts)


def changes_sentence(kind: Kind, changes: Mapping[str, int]) -> str:
    """`Valeurs modifiées : Statut (3), Capacité (1).`; empty when no known row changes."""
    if not changes:
        return ""
    labels = {field.name: field.label for field in kind.fields}
    named = [
        f"{labels.get(name, name)} ({french.number(count)})"
        for name, count in sorted(changes.items(), key=lambda item: -item[1])
    ]
    return typographic(f"Valeurs modifiées : {french.listed(named)}.")


def undo_sentence(row: Mapping[str, object]) -> str:
    """What taking back an import of the history does. row: see `visa_data.extracts.history.history`."""
    added, changed = int(str(row["ajoutees"])), int(str(row["modifiees"]))
    erased = int(str(row["personnes_effacees"]))
    parts = []
    if added:
        parts.append(french.counted(added, "ligne ajoutée sera retirée", "lignes ajoutées seront retirées"))
    if changed:
        parts.append(
            french.counted(
                changed,
                "ligne modifiée reprendra ses valeurs d'avant",
                "lignes modifiées reprendront leurs valeurs d'avant",
            )
        )
    text = f"Annuler l'import n° {row['id']} de « {row['fichier']} » : {french.listed(parts) or 'aucune ligne à reprendre'}."
    if erased:
        people = french.counted(
            erased, "personne effacée pour refus ne revient", "personnes effacées pour refus ne reviennent"
        )
        text += f" {people} pas."
    return typographic(text)
