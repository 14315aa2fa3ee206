"""The parts of the delegate's file (docs/rgpd) that say what the code does, written from the code.

`python -m scripts.delegate_file` writes them in their place, between two marks, with the project's own settings;
`--vers FOLDER` writes a copy of the whole file with the territory's settings (VISA_REGLAGES), to be filled in there.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from visa_data import environment, french, settings
from visa_data.base.tables import Table
from visa_data.errors import VisaError
from visa_data.extracts.columns.exclusions import PHRASES, WORDS
from visa_data.extracts.kinds import KINDS, every_table
from visa_data.extracts.texts.persons import Nature
from visa_data.roles import Permission, Role
from visa_data.vocabulary import Source

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "docs" / "rgpd"
TOLD = ROOT / "scripts" / "delegate_file.toml"
PEOPLE, ACTING, NOBODY = "personnes", "intervenants", "aucun"
RETENTION = "conservation_"
PROTECTION = (
    "seuil_effectif",
    "arrondi",
    "petit_territoire",
    "seuil_ensemble",
    "secteur_inscrits",
    "secteur_habitants",
)
_BLOCK = re.compile(r"(<!-- écrit par le code : ([a-z-]+) -->\n).*?(<!-- fin -->)", re.DOTALL)


class Duration:
    """A time of retention as a sentence says it: `{name}` is « 3 mois », `{name:apres}` « 3 mois après » or « dès »."""

    def __init__(self, setting: settings.Setting) -> None:
        self.text = _told(setting)
        self.none = setting.value == 0

    def __format__(self, way: str) -> str:
        if way == "apres":
            return "dès" if self.none else f"{self.text} après"
        return self.text


class DelegateFile:
    """What the blocks say, from the code and one territory's settings. own: its file of settings, None for the project's."""

    def __init__(self, own: Path | None = None) -> None:
        self.own = own
        self.settings = settings.described(own)
        self.durations = {
            name: Duration(setting) for name, setting in self.settings.items() if name.startswith(RETENTION)
        }
        self.told: Mapping[str, Any] = tomllib.loads(TOLD.read_text(encoding="utf-8"))
        self.tables = every_table()
        if missing := [table.name for table in self.tables if table.name not in self.told["tables"]]:
            raise KeyError(f"scripts/delegate_file.toml does not say what these tables hold: {missing}")

    @property
    def blocks(self) -> Mapping[str, Callable[[], Iterator[str]]]:
        """Each block by the name that its mark gives."""
        return {
            "tables-des-personnes": lambda: self._tables(PEOPLE),
            "tables-des-intervenants": lambda: self._tables(ACTING),
            "autres-tables": self._other_tables,
            "colonnes-exclues": self._excluded_columns,
            "cellules-refusees": lambda: _listed(Nature),
            "durees": self._durations,
            "durees-par-table": self._durations_by_table,
            "durees-en-mots": self._durations_in_words,
            "fondements": self._legal_grounds,
            "acces": self._permissions,
            "protection": lambda: self._settings(PROTECTION),
        }

    def written(self, document: str) -> str:
        """A document with all its blocks anew. Raises KeyError for the mark of an unknown block."""
        return _BLOCK.sub(
            lambda found: found[1] + "\n".join(["", *self.blocks[found[2]](), "", found[3]]), document
        )

    def sentence(self, key: str) -> str:
        """How long lines are kept, as a sentence without its full stop."""
        return str(self.told["durees"][key]).format(**self.durations)

    def _of(self, subject: str) -> list[Table]:
        return [table for table in self.tables if self.told["tables"][table.name]["sujet"] == subject]

    def _tables(self, subject: str) -> Iterator[str]:
        """A heading, a sentence and the columns of each table; who a column is of comes from the code."""
        for table in self._of(subject):
            said = self.told["tables"][table.name]
            yield f"### `{table.name}`\n"
            yield f"{said['contenu']}.\n"
            if told := [(f"`{column}`", words) for column, words in self._columns(table) if words]:
                yield from _table(("Colonne", "Ce qu'elle dit"), told)
            if plain := [f"`{column}`" for column, words in self._columns(table) if not words]:
                yield f"\nEt, sans rien d'une personne : {', '.join(plain)}."
            if table.keeps_past:
                yield (
                    f"\nL'ancienne version des lignes qu'un import a changées est dans `{table.history}`, avec les mêmes colonnes "
                    "et `remplace_par`, le numéro de cet import. Elle est détruite avec elles."
                )
            yield f"\nGardées : {_small(self.sentence(said['duree']))}.\n"

    def _columns(self, table: Table) -> Iterator[tuple[str, str]]:
        """Each column in the schema, and its words; "" where it has none. Raises KeyError for one of people without."""
        own = self.told["tables"][table.name].get("colonnes", {})
        if unknown := own.keys() - set(table.in_schema()[table.name]):
            raise KeyError(
                f"scripts/delegate_file.toml names columns that {table.name} does not have: {unknown}"
            )
        labels = KINDS[table.name].labels if table.name in KINDS else {}
        for column in table.in_schema()[table.name]:
            words = own.get(column) or labels.get(column) or self.told["colonnes"].get(column, "")
            if not words and table in self._of(PEOPLE):
                raise KeyError(f"scripts/delegate_file.toml does not say what {table.name}.{column} holds")
            yield column, words

    def _other_tables(self) -> Iterator[str]:
        rows = [(f"`{table.name}`", self.told["tables"][table.name]["contenu"]) for table in self._of(NOBODY)]
        return _table(("Table", "Ce qu'elle contient"), rows)

    def _excluded_columns(self) -> Iterator[str]:
        """Each reason with the words of a header that make the column never stored."""
        found: dict[str, list[str]] = {}
        for reason, words in WORDS:
            found.setdefault(reason, []).extend(sorted(words))
        for reason, phrase in PHRASES:
            found.setdefault(reason, []).append(phrase)
        return _table(
            ("Ce qui n'est jamais enregistré", "Mots d'un en-tête qui le disent (sans accents)"),
            [(_capital(reason.partition(": ")[2]), ", ".join(words)) for reason, words in found.items()],
        )

    def _durations(self) -> Iterator[str]:
        end = settings.crisis_end(self.own)
        yield from self._settings(self.durations)
        told = french.day(end) if end else "aucune : la règle ne s'applique pas"
        yield f"| `{settings.CRISIS_END}` | Fin de la crise | {told} | | |"

    def _settings(self, names: Iterable[str]) -> Iterator[str]:
        rows = []
        for name in names:
            one = self.settings[name]
            bounds = f"de {french.number(one.minimum)} à {french.number(one.maximum)}"
            rows.append((f"`{name}`", one.label, _told(one), bounds, one.source))
        return _table(("Réglage", "Ce qu'il règle", "Valeur", "Permis", "D'où vient cette valeur"), rows)

    def _durations_by_table(self) -> Iterator[str]:
        """A row for the tables that are kept alike, those of people first."""
        alike: dict[tuple[str, str], list[str]] = {}
        for subject in (PEOPLE, ACTING, NOBODY):
            for table in self._of(subject):
                duration = self.told["tables"][table.name]["duree"]
                alike.setdefault((subject, duration), []).extend(f"`{name}`" for name in table.in_schema())
        words = {PEOPLE: "personnes aidées", ACTING: "agents, bénévoles", NOBODY: "aucune personne aidée"}
        rows = [
            (", ".join(names), words[subject], self.sentence(duration))
            for (subject, duration), names in alike.items()
        ]
        return _table(("Tables", "De qui", "Combien de temps"), rows)

    def _durations_in_words(self) -> Iterator[str]:
        """For who is registered: said to « vous »."""
        texts = (
            "si vous demandez à ne plus être inscrit·e : à effacer {conservation_radiation_jours:apres} votre radiation",
            "si vous refusez, ou si vous retirez votre accord : effacées dès que la mairie l'enregistre ici",
            "si la mairie a ouvert ce suivi pour une crise : à effacer {conservation_crise_mois:apres} la fin de cette crise",
            "après un refus ou un effacement, une marque qui ne dit pas votre nom reste {conservation_refus_mois}, pour "
            "que personne ne vous inscrive de nouveau par erreur",
        )
        return (f"- {text.format(**self.durations)} ;" for text in texts)

    def _legal_grounds(self) -> Iterator[str]:
        unless_opposed = {ground.source: ground for ground in settings.legal_grounds(self.own)}
        rows = []
        for source in Source:
            ground = unless_opposed.get(source.value)
            if ground is None:
                rows.append((source.label, "consentement", "sans lui, la personne reste « en attente »"))
            else:
                rows.append(
                    (
                        source.label,
                        "sauf opposition",
                        f"{ground.article}, depuis le {french.day(ground.since)}",
                    )
                )
        return _table(("Origine", "Inscription", "Texte, ou effet"), rows)

    def _permissions(self) -> Iterator[str]:
        rows = [
            (_capital(permission.value), *("oui" if role.may(permission) else "" for role in Role))
            for permission in Permission
        ]
        return _table(("Permission", *(role.label for role in Role)), rows)


def _told(setting: settings.Setting) -> str:
    """The value of a setting with its unit: « 3 mois », « 0 jour »."""
    unit = setting.unit
    return french.counted(setting.value, unit if unit == "mois" else unit.removesuffix("s"), unit)


def _listed(words: Iterable[str]) -> Iterator[str]:
    return (f"- {word}" for word in words)


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(headers) + " |"
    yield "|" + "---|" * len(headers)
    for row in rows:
        yield "| " + " | ".join(text.replace("|", "\\|") for text in row) + " |"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the documents; 2, with one French sentence, when the folder or the settings are refused."""
    parser = argparse.ArgumentParser(description="Écrit le dossier du délégué (docs/rgpd) depuis le code.")
    parser.add_argument(
        "--vers", type=Path, metavar="DOSSIER", help="une copie, avec les réglages du territoire"
    )
    folder: Path | None = parser.parse_args(arguments).vers
    try:
        file = DelegateFile(environment.settings_path() if folder else None)
        for document in sorted(DOCUMENTS.glob("*.md")):
            text = file.written(document.read_text(encoding="utf-8"))
            target = (folder or DOCUMENTS) / document.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    except (VisaError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
