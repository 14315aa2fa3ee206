"""What a town sends: the books of its base or of files, signed one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from visa_data.dossier.file import read_book
from visa_data.dossier.keeping import kept_books, kept_file
from visa_data.errors import VisaError
from visa_data.network.checks import Last
from visa_data.network.publishing import Sent
from visa_data.network.signature import SUFFIX, Statement, print_of, read_signature, signed
from visa_data.network.storage import Storage, files_in, read_bounded, write_files

BOOK = ".zip"
Files = dict[str, bytes]
"""Name → content: of books, and of the signatures that stand beside them."""


def files_of(sources: Iterable[Path | Storage]) -> Files:
    """The books and signatures of files, folders and storages. Raises VisaError: unread, two of one name, or no book at all."""
    found: Files = {}
    for source in sources:
        if isinstance(source, Path) and source.is_file():
            beside = source.with_name(source.name + SUFFIX)
            files = {one.name: read_bounded(one) for one in (source, beside) if one.is_file()}
        else:
            files = files_in(
                source if isinstance(source, Storage) else Storage(str(source)), BOOK, BOOK + SUFFIX
            )
        if twice := sorted(name for name in files if name in found and files[name] != found[name]):
            raise VisaError(
                "Deux fichiers du même nom",
                f"« {twice[0]} » est à deux endroits. Publiez-les l'un après l'autre.",
            )
        found |= files
    if not any(name.endswith(BOOK) for name in found):
        raise VisaError(
            "Rien à publier", "aucun dossier de séance (.zip) n'a été trouvé là où vous l'avez indiqué."
        )
    return found


def books_of(cursor: duckdb.DuckDBPyConnection) -> Files:
    """Every book of a base. Raises VisaError when it has none."""
    found = {kept.file_name: kept_file(cursor, kept.day) for kept in kept_books(cursor)}
    if not found:
        raise VisaError("Rien à publier", "aucun dossier de séance n'est figé dans cette base.")
    return found


def sent_as_signed(files: Files) -> list[Sent]:
    """Books that their towns signed. Raises VisaError for one without its signature."""
    found = []
    for name in sorted(name for name in files if name.endswith(BOOK)):
        beside = name + SUFFIX
        if beside not in files:
            raise VisaError(
                "Signature absente",
                f"« {name} » n'a pas sa signature (« {beside} ») à côté de lui. Donnez la clé de la coopération avec --cle, ou "
                "demandez-lui ce fichier.",
            )
        found.append(Sent(files[name], read_signature(files[beside], beside), name))
    return found


def sent_under(files: Files, cooperation: str, key: Path, last: Last) -> list[Sent]:
    """Books signed here, each after the one before it. last: the one that the first follows, where it is not among them.

    Raises VisaError: a file that is no book, a chain without its beginning, no key.
    """
    books = sorted(
        (read_book(content, name).manifest.number, name, content)
        for name, content in files.items()
        if name.endswith(BOOK)
    )
    prints = {last.number: last.book} | {number: print_of(content) for number, _, content in books}
    found = []
    for number, name, content in books:
        if number > 1 and number - 1 not in prints:
            raise VisaError(
                "Dossier manquant",
                f"« {name} » est le n° {number}, et le n° {number - 1} qu'il suit n'est ni ici ni sur le réseau. Publiez les deux.",
            )
        day = read_book(content, name).manifest.day
        previous = prints[number - 1] if number > 1 else ""
        statement = Statement(cooperation, number, day, print_of(content), previous)
        found.append(Sent(content, signed(statement, key), name))
    return found


def deposit(books: Sequence[Sent], storage: Storage) -> None:
    """Lay signed books where who keeps the lake takes them: each file, then its signature."""
    for book in books:
        statement = book.signed.statement
        name = f"{statement.cooperation}_{statement.number:04d}_{statement.day.isoformat()}{BOOK}"
        write_files(storage, {name: book.content, name + SUFFIX: book.signed.written().encode()})
