"""The report in the form that a file's name asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from visa_data import french
from visa_data.errors import VisaError
from visa_data.private_files import write_private
from visa_data.reports.document import Report


@dataclass(frozen=True)
class Form:
    """A form of the report: its name on screen, what writes it."""

    label: str
    write: Callable[[Report], bytes]


# Drawing libraries take a second to load: a page that only offers the report does without them.


def _slides(report: Report) -> bytes:
    from visa_data.reports.pptx import as_pptx

    return as_pptx(report)


def _pages(report: Report) -> bytes:
    from visa_data.reports.pdf import as_pdf

    return as_pdf(report)


def _one_file(report: Report) -> bytes:
    from visa_data.reports.html import as_html

    return as_html(report)


FORMS = {
    "pptx": Form("Diaporama (PPTX)", _slides),
    "pdf": Form("Document (PDF)", _pages),
    "html": Form("Page autonome (HTML)", _one_file),
}


def _digest_page(report: Report) -> bytes:
    from visa_data.reports.digest import digest_html

    return digest_html(report)


def _digest_text(report: Report) -> bytes:
    from visa_data.reports.digest import digest_text

    return digest_text(report)


DIGESTS = {
    "html": Form("Compte rendu pour un courriel (HTML)", _digest_page),
    "txt": Form("Compte rendu (texte)", _digest_text),
}
"""Forms of the meeting's digest."""
BY_EXTENSION = FORMS | {"txt": DIGESTS["txt"]}
"""What a file's name asks for: only the digest is a text."""


def extension_of(path: Path, known: Iterable[str] = tuple(FORMS)) -> str:
    """The file's extension, one of those known; VisaError for any other."""
    found = path.suffix.removeprefix(".").casefold()
    if found not in known:
        listed = french.listed([f".{name}" for name in known])
        raise VisaError(
            "Format de rapport inconnu", f"« {path.name} » doit finir par l'une des extensions {listed}."
        )
    return found


def check_place(path: Path) -> None:
    """Refuse a file that could not be written, before the report is computed."""
    if path.is_dir():
        raise VisaError("Fichier refusé", f"« {path} » est un dossier : donnez un nom de fichier.")
    if not path.absolute().parent.is_dir():
        raise VisaError(
            "Dossier introuvable", f"le dossier « {path.parent} » n'existe pas : créez-le, puis recommencez."
        )


def write_whole(path: Path, content: bytes) -> None:
    """Write the file whole or not at all, for its owner alone, replacing the one that bears its name."""
    try:
        write_private(path, content)
    except OSError as error:
        raise VisaError(
            "Écriture impossible",
            f"« {path} » ne peut pas être écrit : vérifiez vos droits, la place sur le disque, "
            "et que le fichier n'est pas ouvert ailleurs.",
        ) from error
