"""What DuckDB's refusals mean for whoever uses the base: which is which, and what to do.

DuckDB says « IO Error » of a base in use, damaged, protected or on a full disk alike. They are told apart by
the type of the exception, by the system's error in it (`os.strerror`, the system's own wording of an errno)
and, where there is neither, by whole sentences of DuckDB's at their place: never by a word found anywhere,
since a path or a sentence may hold it (« lock » is in « block »).
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import duckdb

from visa_data.base.encryption import encryption_fault
from visa_data.errors import BaseBusy, BaseRefused, BaseUnreadable, VisaError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PROTECTED = {errno.EACCES, errno.EPERM, errno.EROFS}
GONE = {errno.ENOENT, errno.ENOTDIR, errno.ESTALE}
# What Windows says instead of an errno, as its FormatMessage words it.
WINDOWS = {
    2: errno.ENOENT,
    3: errno.ENOENT,
    5: errno.EACCES,
    19: errno.EROFS,
    32: errno.EBUSY,
    33: errno.EBUSY,
    39: errno.ENOSPC,
    112: errno.ENOSPC,
}
_LOCKED = ('IO Error: Could not set lock on file "', '": Conflicting lock is held')
_SAME_PROCESS = "Binder Error: Unique file handle conflict"
_FOREIGN = " exists, but it is not a valid DuckDB database file!"
# A SQLite file, which an extension that is not installed would read.
_EXTENSION = 'IO Error: Extension "'
_NEWER = "IO Error: Trying to read a database file with version number "
_DAMAGE = (
    "Corrupt database file: ",
    "Corrupt WAL file: ",
    "Could not read enough bytes from file ",
    "Failure while replaying WAL file ",
)

_FROM_THE_FILE = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.TransactionException,
    duckdb.InternalException,
)
"""What a statement raises when a file fails it; the others quote what was asked, values included."""


def opening_fault(error: duckdb.Error, path: Path) -> VisaError:
    """Why a file does not open: whatever has no other cause is in the file itself."""
    text = _without_path(error, path)
    if isinstance(error, duckdb.BinderException) and text.startswith(_SAME_PROCESS):
        return busy(path)
    if (told := encryption_fault(error, path)) is not None:
        return told
    if text.startswith(_NEWER):
        return newer(path)
    if text.endswith(_FOREIGN) or text.startswith(_EXTENSION) or path.is_dir():
        return foreign(path)
    return fault(error, path) or damaged(path)


def fault(error: duckdb.Error, path: Path) -> VisaError | None:
    """What the state of the file, the disk or the memory did to a statement; None when they did nothing."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return VisaError(
            "Mémoire insuffisante",
            "cette action demande plus de mémoire ou de place temporaire qu'il n'y en a : rien n'en a été "
            "enregistré. Fermez d'autres programmes et libérez de la place sur le disque, puis recommencez.",
        )
    if not isinstance(error, _FROM_THE_FILE):
        return None
    text = _without_path(error, path)
    start, end = _LOCKED
    code = _system_error(text)
    if code == errno.EBUSY or (text.startswith(start) and end in text):
        return busy(path)
    if code in FULL:
        return full(path)
    if code in PROTECTED:
        return protected(path)
    if code in GONE:
        return gone(path)
    if code is not None:
        return unreachable(path, code)
    if isinstance(error, duckdb.IOException) or any(sentence in text for sentence in _DAMAGE):
        return damaged(path)
    return None


def system_fault(error: OSError, path: Path) -> VisaError:
    """Why the system refuses the base's folder."""
    if error.errno in FULL:
        return full(path)
    return BaseRefused(
        "Dossier de la base inaccessible",
        f"le dossier « {path.parent} » ne peut pas être créé. "
        "Vérifiez vos droits ou choisissez un autre fichier.",
    )


def write_fault(error: OSError, path: Path) -> VisaError:
    """Why the system refuses what is written beside the base, to take its place."""
    if error.errno in FULL:
        return full(path)
    if error.errno in PROTECTED:
        return protected(path)
    return unreachable(path, error.errno or errno.EIO)


def busy(path: Path) -> BaseBusy:
    """Another process has the file; which one is nobody's business."""
    return BaseBusy(
        "Base occupée",
        f"« {path} » est utilisée par un autre programme (tableau de bord ou commande en cours). "
        "Attendez qu'il ait terminé, puis recommencez.",
    )


def damaged(path: Path) -> BaseUnreadable:
    """Something in the file, or in the log beside it, does not read as it was written."""
    return BaseUnreadable(
        "Base abîmée",
        f"« {path} » ne se relit pas : une partie du fichier est abîmée ou manque. Mettez-la de côté, avec "
        f"« {path.name}.wal » s'il est à côté d'elle, remettez en place la dernière sauvegarde, puis "
        "chargez de nouveau les fichiers reçus depuis.",
    )


def foreign(path: Path) -> BaseUnreadable:
    """The file never was a base, or its very beginning is damaged."""
    return BaseUnreadable(
        "Ce n'est pas une base VISA",
        f"« {path} » ne peut pas être ouvert comme une base : c'est un fichier d'un autre type, ou son début "
        "est abîmé. Choisissez un autre fichier, ou remettez en place la dernière sauvegarde.",
    )


def newer(path: Path) -> BaseRefused:
    """A later version of the program or of DuckDB wrote the file."""
    return BaseRefused(
        "Base plus récente que le programme",
        f"la base « {path} » a été créée par une version plus récente. Mettez le tableau de bord à jour.",
    )


def full(path: Path) -> BaseRefused:
    """No room on the disk, or no right to more of it."""
    return BaseRefused(
        "Disque plein",
        f"il n'y a plus de place pour écrire dans « {path.parent} » : rien de cette action n'a été enregistré. "
        "Libérez de la place sur le disque, puis recommencez.",
    )


def protected(path: Path) -> BaseRefused:
    """The file or its folder may be read only."""
    if path.exists() and not os.access(path, os.W_OK):
        return BaseRefused(
            "Base protégée en écriture",
            f"vos droits ne permettent pas d'écrire dans « {path} » : rien n'a été enregistré. Demandez le "
            "droit d'y écrire, ou choisissez un autre fichier.",
        )
    return BaseRefused(
        "Dossier de la base protégé en écriture",
        f"vos droits ne permettent pas d'écrire dans le dossier « {path.parent} », où la base tient aussi son "
        "journal : rien n'a été enregistré. Demandez le droit d'y écrire, ou choisissez un autre dossier.",
    )


def gone(path: Path) -> BaseRefused:
    """The file was there when it was opened, and is not any more."""
    return BaseRefused(
        "Base disparue",
        f"« {path} » n'est plus là : le fichier ou son dossier a été déplacé, renommé ou supprimé. Remettez-le "
        "à sa place, puis recommencez ; pour une base neuve, relancez le programme.",
    )


def replaced(path: Path) -> BaseRefused:
    """Another file took its place during a write."""
    return BaseRefused(
        "Base remplacée",
        f"un autre fichier a pris la place de « {path} » pendant l'action : rien n'en a été enregistré. "
        "Recommencez : l'action portera sur le nouveau fichier.",
    )


def copy_differs(path: Path) -> BaseRefused:
    """A copy does not say what the base says: it never takes its place."""
    return BaseRefused(
        "Copie de la base inexacte",
        f"la copie « {path.name} » n'a pas autant de lignes que la base : elle n'a pas pris sa place, et la base "
        "est restée telle qu'elle était. Vérifiez le disque, puis recommencez.",
    )


def not_its_owner(path: Path) -> BaseRefused:
    """A new file would be ours, and its owner might not open it any more."""
    return BaseRefused(
        "Base d'un autre compte",
        f"« {path} » appartient à un autre compte de cet ordinateur, qui seul peut la faire réécrire : elle est restée "
        "telle qu'elle était. Ouvrez-la une fois avec ce compte.",
    )


def unreachable(path: Path, code: int) -> BaseRefused:
    """The system refuses for another reason: the disk, the share, the number of open files…"""
    return BaseRefused(
        "Base inaccessible",
        f"le système refuse « {path} » ({errno.errorcode[code]}) : rien n'a été enregistré. Vérifiez le disque "
        "ou le partage où elle est, puis recommencez.",
    )


def _without_path(error: duckdb.Error, path: Path) -> str:
    """DuckDB's sentence, without what the path might say."""
    return str(error).replace(str(path), "")


def _system_error(text: str) -> int | None:
    """The errno that a sentence of DuckDB's quotes, after a colon, in the system's words; None without one."""
    found = {words: code for words, code in _system_words().items() if f": {words}" in text}
    return found[max(found, key=len)] if found else None


def _system_words() -> dict[str, int]:
    words = {os.strerror(code): code for code in errno.errorcode}
    if sys.platform == "win32":
        import ctypes

        words |= {ctypes.FormatError(number).strip(): code for number, code in WINDOWS.items()}
    return words
