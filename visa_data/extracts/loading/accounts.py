"""What an import did or would do, in French: counts, causes, lines, what an undo takes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import pandas as pd

from visa_data import french
from visa_data.errors import RowError, Severity
from visa_data.extracts.answers.consents import NEVER_RECORDED, REFUSALS
from visa_data.extracts.answers.extract import Extract, Recognition
from visa_data.extracts.answers.sheet_rows import ONE_TABLE, SheetRows
from visa_data.extracts.kinds import Kind
from visa_data.extracts.loading.absences import Absences
from visa_data.extracts.loading.history import Undoable
from visa_data.extracts.loading.modified_fields import in_words
from visa_data.extracts.loading.outcome import Counts, Outcome, reasons
from visa_data.typography import french as typographic
from visa_data.vocabulary import Term

SEVERITY_WORDS = {
    Severity.REJECTED: "Rejetée",
    Severity.SET_ASIDE: "Écartée",
    Severity.WARNING: "Gardée, à vérifier",
}
SEVERITY_NOTE = (
    "Rejetée : la ligne contient une erreur. Écartée : une règle l'interdit (personne absente du registre…). Jamais "
    "enregistrée : la personne a refusé, rien n'est à corriger. Gardée : la ligne entre, mais une valeur est à vérifier."
)
VALUES_SHOWN = 3

CAUSE_COLUMNS = ["Cause", "Ce qu'il en advient", "Colonne", "Nombre", "Lignes", "Valeurs", "Suggestion"]
REPORT_COLUMNS = ["fichier", "ligne", "colonne", "valeur", "motif", "suggestion"]
FATE_WORDS = {
    "ajoutees": ("ajoutée", "ajoutées"),
    "modifiees": ("modifiée", "modifiées"),
    "inchangees": ("inchangée", "inchangées"),
    "ecartees": ("écartée", "écartées"),
    "rejetees": ("rejetée", "rejetées"),
}
FATE_HEADERS = {name: many.capitalize() for name, (_, many) in FATE_WORDS.items()}


def fate_words(severity: Severity, reason: str) -> str:
    """What became of a reported line, as read."""
    return NEVER_RECORDED if reason in REFUSALS else SEVERITY_WORDS[severity]


def fates_of(counts: Counts) -> dict[str, int]:
    """The five counts by name, in the order they are read."""
    return {name: getattr(counts, name) for name in FATE_WORDS}


def counts_sentence(counts: Counts) -> str:
    """`1 286 lignes lues : 1 256 ajoutées, 0 modifiée, 1 inchangée, 26 écartées et 3 rejetées.`."""
    parts = [french.counted(number, *FATE_WORDS[name]) for name, number in fates_of(counts).items()]
    total = french.counted(counts.lues, "ligne lue", "lignes lues")
    return typographic(f"{total} : {french.listed(parts)}.")


def recognised_as(kind: Kind, seen: Recognition) -> str:
    """What the file is, in one plain sentence."""
    parts = [kind.label]
    workbook = seen.encoding == "Classeur"
    if seen.rows.names:
        parts.append("feuilles " + french.listed([f"« {name} »" for name in seen.rows.names]))
    elif seen.sheet:
        parts.append(f"{'feuille' if workbook else 'couche'} « {seen.sheet} »")
    if seen.encoding:
        parts.append("classeur" if workbook else f"encodage {seen.encoding}")
    if seen.separator:
        parts.append(f"colonnes séparées par : {seen.separator}")
    if seen.title_lines:
        parts.append(
            french.counted(seen.title_lines, "ligne de titre laissée", "lignes de titre laissées")
            + " de côté"
        )
    if seen.header_line and (workbook or not seen.sheet):
        parts.append(f"en-tête à la ligne {french.number(seen.header_line)}")
    return typographic(", ".join(parts) + ".")


def confidence_words(confidence: float) -> str:
    """How sure a column's match is."""
    if confidence >= 0.95:
        return "sûre"
    return "probable" if confidence >= 0.7 else "à vérifier"


def causes(problems: Sequence[RowError], rows: SheetRows = ONE_TABLE) -> pd.DataFrame:
    """Problems grouped by cause, most frequent first, in words.

    Columns: Cause, Ce qu'il en advient, Colonne, Nombre, Lignes, Valeurs (a few different ones, the most frequent
    first, with the times that each comes), Suggestion (of the last line that has one).
    """
    suggestions: dict[tuple[Severity, str, str], str] = {}
    values: dict[tuple[Severity, str, str], Counter[str]] = {}
    for problem in problems:
        cause = (problem.severity, problem.reason, problem.column)
        if problem.suggestion:
            suggestions.setdefault(cause, problem.suggestion)
        if problem.value:
            values.setdefault(cause, Counter())[problem.value] += 1
    found = [
        {
            "Cause": reason,
            "Ce qu'il en advient": fate_words(severity, reason),
            "Colonne": column,
            "Nombre": len(set(lines)),
            "Lignes": rows.ranges(lines),
            "Valeurs": _few(values.get((severity, reason, column), Counter())),
            "Suggestion": suggestions.get((severity, reason, column), ""),
        }
        for severity, reason, column, lines in reasons(list(problems))
    ]
    return pd.DataFrame(found, columns=CAUSE_COLUMNS)


def _few(values: Counter[str]) -> str:
    shown = [
        f"« {value} »" + (f" ({french.number(times)} fois)" if times > 1 < len(values) else "")
        for value, times in values.most_common(VALUES_SHOWN)
    ]
    if len(values) > VALUES_SHOWN:
        shown.append(french.counted(len(values) - VALUES_SHOWN, "autre"))
    return typographic(french.listed(shown))


def each_line(problems: Sequence[RowError], rows: SheetRows = ONE_TABLE) -> pd.DataFrame:
    """Every reported line, in the file's order: Ligne, Colonne, Valeur, Cause, Ce qu'il en advient, Suggestion."""
    return pd.DataFrame(
        [
            (
                rows.row(p.line) if rows.names else p.line,
                p.column,
                p.value,
                p.reason,
                fate_words(p.severity, p.reason),
                p.suggestion,
            )
            for p in sorted(problems, key=lambda problem: problem.line)
        ],
        columns=["Ligne", "Colonne", "Valeur", "Cause", "Ce qu'il en advient", "Suggestion"],
    )


def lines_to_correct(outcomes: Iterable[Outcome]) -> pd.DataFrame:
    """One row for each rejected or set-aside line: fichier, ligne, colonne, valeur, motif, suggestion."""
    return pd.DataFrame(
        [
            (*place_in_file(outcome, p.line), p.column, p.value, p.reason, p.suggestion)
            for outcome in outcomes
            for p in sorted(outcome.problems, key=lambda problem: problem.line)
            if p.severity is not Severity.WARNING
        ],
        columns=REPORT_COLUMNS,
    )


def place_in_file(outcome: Outcome, line: int) -> tuple[str, int]:
    """The file, with the sheet where several were read, and the row of a line in it."""
    sheet, row = outcome.rows.place(line)
    return f"{outcome.file_name} [{sheet}]" if sheet else outcome.file_name, row


def first_lines(extract: Extract, number: int = 10) -> pd.DataFrame:
    """The first good lines as texts, under French headers; outlines themselves are left out."""
    fields = {field.name: field for field in extract.kind.fields}
    table = extract.table.slice(0, number)
    hours = table["heure_connue"].to_pylist() if "heure_connue" in table.column_names else []
    texts = {"Ligne": [extract.recognition.rows.row(line) for line in table["ligne"].to_pylist()]}
    for name in table.column_names:
        if name in fields:
            values, terms = table[name].to_pylist(), fields[name].format.terms
            texts[fields[name].label] = [
                _written(value, terms, hour=not hours or bool(hours[place]))
                for place, value in enumerate(values)
            ]
    return pd.DataFrame(texts)


def _written(value: object, terms: type[Term] | None, *, hour: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M" if hour else "%d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return french.number(value, 6).rstrip("0").rstrip(",")
    return in_words(str(value), terms) if terms else str(value)


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


def undo_sentence(preview: Undoable) -> str:
    """What taking an import back would do."""
    parts = []
    if preview.removed:
        parts.append(
            french.counted(preview.removed, "ligne ajoutée sera retirée", "lignes ajoutées seront retirées")
        )
    if preview.restored:
        parts.append(
            french.counted(
                preview.restored,
                "ligne modifiée reprendra ses valeurs d'avant",
                "lignes modifiées reprendront leurs valeurs d'avant",
            )
        )
    text = (
        f"Annuler l'import n° {preview.import_id} de « {preview.file_name} » : "
        f"{french.listed(parts) or 'aucune ligne à reprendre'}."
    )
    if preview.erased_for_good:
        people = french.counted(
            preview.erased_for_good,
            "personne effacée pour refus ne revient",
            "personnes effacées pour refus ne reviennent",
        )
        text += f" {people} pas."
    return typographic(text)


def rejected_sentence(file_name: str, counts: Counts) -> str:
    """Why an import with so many rejected lines is to be confirmed."""
    share = french.percent(counts.rejetees / max(counts.lues, 1))
    lines = french.counted(counts.rejetees, "ligne rejetée", "lignes rejetées")
    return typographic(
        f"« {file_name} » : {lines} sur {french.number(counts.lues)} ({share}). C'est peut-être un autre fichier, "
        "ou une colonne prise pour une autre : vérifiez les colonnes avant d'importer le reste."
    )


def absences_sentence(kind: Kind, absences: Absences) -> str:
    """Who the base has from the same source and the file lacks, in one sentence."""
    absence = kind.absence
    assert absence is not None
    one, many = absence.who or kind.noun
    text = french.counted(
        len(absences), f"{one} n'est pas dans ce fichier", f"{many} ne sont pas dans ce fichier"
    )
    text += f" {absence.among}"
    if absence.origin:
        # A single line of another origin makes all of that origin absent: the analyst must see it.
        origins = absences.frame["detail"].value_counts()
        text += " : " + french.listed([f"{name} {french.number(int(n))}" for name, n in origins.items()])
    return typographic(f"{text}.")
