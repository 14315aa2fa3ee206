"""Why a whole file is refused: every French sentence a reader gets instead of an extract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from visa_data.errors import FileRefused
from visa_data.extracts.kinds import KINDS, Field, Kind
from visa_data.extracts.texts.masking import masked
from visa_data.extracts.texts.stored_columns import Verdict
from visa_data.extracts.texts.stored_text import storable
from visa_data.french import number
from visa_data.typography import counted, french


class ColumnsMissing(FileRefused):
    """A table in which required columns were not found, but may be shown by hand.

    kind: what it resembles. headers: those that may be chosen. recognised: field to header, those found.
    """

    def __init__(
        self, refused: FileRefused, kind: str, headers: Sequence[str], recognised: Mapping[str, str]
    ) -> None:
        super().__init__(refused.title, refused.message)
        self.kind = kind
        self.headers = list(headers)
        self.recognised = dict(recognised)


_EXPORT = "Exportez le tableau en CSV ou en classeur (XLSX, ODS), puis recommencez."
_LONGEST_LIST = 30


def _refused(title: str, message: str) -> FileRefused:
    return FileRefused(french(title), french(message))


def listed(names: Sequence[str], last: str = "et") -> str:
    """Return « a », « b » et « c », the list cut after thirty; `last`: the word before the last."""
    shown = [f"« {storable(name)} »" for name in names[:_LONGEST_LIST]]
    if len(names) > _LONGEST_LIST:
        return ", ".join(shown) + f" et {len(names) - _LONGEST_LIST} autres"
    return f" {last} ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def shown_member(name: str) -> str:
    """Name of an archive's file without its folders."""
    return PurePosixPath(name.replace("\\", "/")).name


def empty_file() -> FileRefused:
    """Refuse a file without content."""
    return _refused("Fichier vide", "Ce fichier ne contient rien. Refaites l'export, puis recommencez.")


def header_only() -> FileRefused:
    """Refuse a file with a header and no line of data."""
    return _refused(
        "Fichier sans données",
        "Ce fichier a une ligne d'en-tête, mais aucune ligne de données. Refaites l'export, puis recommencez.",
    )


def unreadable(nature: str) -> FileRefused:
    """Refuse a file that is something else; `nature` is what it is (« une image PNG »)."""
    return _refused("Ce n'est pas un tableau", f"Ce fichier est {nature}, pas un extrait. {_EXPORT}")


def unknown_binary() -> FileRefused:
    """Refuse a binary file of unknown nature."""
    return _refused(
        "Fichier illisible",
        f"Ce fichier n'est ni un texte, ni un classeur, ni un fichier de contours connu. {_EXPORT}",
    )


def null_character(line: int) -> FileRefused:
    """Refuse a text with a NUL character; `line` is where the first is."""
    return _refused(
        "Fichier abîmé",
        f"Ce fichier texte contient un caractère nul, ligne {line} : il a été abîmé ou n'est pas un texte. "
        "Refaites l'export, puis recommencez.",
    )


def line_too_long(line: int) -> FileRefused:
    """Refuse a text with a line of more than 200,000 characters."""
    return _refused(
        "Ligne trop longue",
        f"La ligne {line} compte plus de 200 000 caractères : ce n'est pas un tableau. {_EXPORT}",
    )


def too_many_columns(columns: int) -> FileRefused:
    """Refuse a table of more than 150 columns."""
    return _refused(
        "Trop de colonnes",
        f"Ce fichier compte {columns} colonnes ; un extrait en a 150 au plus. "
        "Gardez les colonnes utiles, puis recommencez.",
    )


def password() -> FileRefused:
    """Refuse an encrypted workbook."""
    return _refused(
        "Classeur protégé",
        "Ce classeur est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis recommencez.",
    )


def broken_workbook() -> FileRefused:
    """Refuse a workbook that cannot be opened."""
    return _refused(
        "Classeur illisible",
        "Ce classeur ne s'ouvre pas : il est abîmé ou incomplet. Ouvrez-le dans un tableur, enregistrez-le "
        "de nouveau, puis recommencez.",
    )


def binary_workbook() -> FileRefused:
    """Refuse an XLSB: how far its sheets reach cannot be told before reading them."""
    return _refused(
        "Classeur binaire",
        "Ce classeur est au format XLSB. Enregistrez-le au format XLSX (ou CSV), puis recommencez.",
    )


def sheet_too_far(rows: int, columns: int) -> FileRefused:
    """Refuse a workbook with a sheet whose filled cells are too far from one another."""
    return _refused(
        "Feuille trop étendue",
        f"Une feuille de ce classeur (peut-être masquée) a des cellules remplies jusqu'à la ligne {rows} et la "
        f"colonne n° {columns} : elle n'a pas été ouverte. Effacez les cellules isolées loin du tableau, ou "
        "enregistrez le tableau seul, puis recommencez.",
    )


def zip_bomb() -> FileRefused:
    """Refuse an archive that would unfold to a huge size."""
    return _refused(
        "Fichier trop volumineux",
        "Une fois décompressé, ce fichier dépasserait la taille admise (300 Mo) : il n'a pas été ouvert. "
        "Gardez les feuilles et les lignes utiles, puis recommencez.",
    )


def too_heavy(memory: int) -> FileRefused:
    """Refuse a file that needs more memory to be read than the settings give; `memory`: in megabytes."""
    return _refused(
        "Fichier trop lourd à lire",
        f"Lire ce fichier demande plus de mémoire que les {number(memory)} Mo permis : la lecture a été arrêtée. "
        "Gardez les feuilles, les colonnes et les lignes utiles, ou enregistrez le tableau en CSV, puis recommencez.",
    )


def too_long(seconds: int) -> FileRefused:
    """Refuse a file that takes longer to read than the settings, or a file of its size, are given."""
    return _refused(
        "Lecture trop longue",
        f"La lecture de ce fichier a dépassé {counted(seconds, 'seconde', 'secondes')} : elle a été arrêtée. "
        "Gardez les feuilles, les colonnes et les lignes utiles, ou enregistrez le tableau en CSV, puis recommencez.",
    )


def broke_off(memory: int) -> FileRefused:
    """Refuse a file on which the reader stopped without a word; `memory`: what it was held to, in megabytes."""
    return _refused(
        "Lecture interrompue",
        f"La lecture de ce fichier s'est arrêtée net : il est abîmé, ou demande plus que les {number(memory)} Mo de "
        "mémoire permis. Ouvrez-le dans le logiciel d'où il vient, enregistrez-le de nouveau, puis recommencez.",
    )


def unforeseen(kind: str, places: Sequence[str]) -> FileRefused:
    """Refuse a file on which the reader failed in a way nobody foresaw; kind: of the error; places: in the code."""
    return _refused(
        "Fichier illisible",
        f"La lecture de ce fichier a échoué ({', '.join([kind, *places])}) : il est sans doute abîmé. Ouvrez-le dans "
        "le logiciel d'où il vient, enregistrez-le de nouveau, puis recommencez. Si la phrase revient, signalez-la à "
        "la personne qui entretient le tableau de bord.",
    )


def other_archive() -> FileRefused:
    """Refuse a .zip without any file that may be a table."""
    return _refused(
        "Archive sans tableau",
        "Cette archive ne contient ni tableau (CSV, classeur) ni contours. "
        "Décompressez-la, puis chargez un à un les fichiers qu'elle contient.",
    )


def nested_archive() -> FileRefused:
    """Refuse an archive that holds an archive."""
    return _refused(
        "Archive dans une archive",
        "Cette archive en contient une autre. Décompressez-la, puis chargez le tableau lui-même.",
    )


def broken_archive() -> FileRefused:
    """Refuse an archive cut short or damaged: what could be read of it may not be whole."""
    return _refused(
        "Archive illisible",
        "Cette archive ne s'ouvre pas jusqu'au bout : elle est abîmée ou incomplète. "
        "Demandez-la de nouveau, ou décompressez-la et chargez le tableau lui-même.",
    )


def protected_archive() -> FileRefused:
    """Refuse an encrypted archive."""
    return _refused(
        "Archive protégée",
        "Cette archive est protégée par un mot de passe. Décompressez-la, puis chargez le tableau lui-même.",
    )


def absent_member(name: str) -> FileRefused:
    """Refuse the choice of a file that the archive does not hold."""
    return _refused(
        "Fichier introuvable",
        f"L'archive ne contient pas un fichier, et un seul, nommé « {storable(name)} ».",
    )


def absent_layer(name: str, layers: Sequence[str]) -> FileRefused:
    """Refuse the choice of a layer that the file does not have."""
    return _refused(
        "Couche introuvable",
        f"Ce fichier n'a pas de couche « {storable(name)} ». Il contient {listed(layers)}.",
    )


def absent_sheet(name: str) -> FileRefused:
    """Refuse the choice of a sheet that the workbook does not have, or hides."""
    return _refused(
        "Feuille introuvable", f"Ce classeur n'a pas de feuille visible « {storable(name)} » avec un contenu."
    )


def unknown_separator(separator: str) -> FileRefused:
    """Refuse a separator that is none of those known."""
    return _refused(
        "Séparateur inconnu",
        f"« {masked(separator)} » n'est pas un séparateur admis : point-virgule, virgule, tabulation, "
        "barre verticale, espace, « ; » ou « , » suivi d'un espace ; suivis d'une apostrophe quand les cellules sont "
        "entre apostrophes.",
    )


def not_in_this_file(what: str) -> FileRefused:
    """Refuse the choice of a sheet in a text, or of a separator in a workbook."""
    return _refused("Choix impossible", f"Ce fichier n'a pas de {what} à choisir.")


def nothing_there(name: str) -> FileRefused:
    """Refuse a path where there is no readable file."""
    return _refused("Fichier introuvable", f"Le fichier « {name} » n'existe pas ou ne peut pas être lu.")


def unknown_kind(kind: str) -> FileRefused:
    """Refuse a kind that does not exist."""
    return _refused("Type inconnu", f"Le type « {kind} » n'existe pas. Types admis : {', '.join(KINDS)}.")


def not_recognised(columns: int = 0, place: str = "") -> FileRefused:
    """Refuse a table without any known header; nothing of it is quoted, it may be data.

    columns: how many the table has when it reads as one. place: its sheet or its separator, in words.
    """
    read = f"Ce fichier se lit comme un tableau de {columns} colonnes ({place}), mais aucune ligne n'y"
    return _refused(
        "En-tête introuvable",
        f"{read if columns else 'Aucune ligne de ce fichier ne'} ressemble à l'en-tête d'un extrait. "
        "Vérifiez que les titres des colonnes y sont, ou choisissez le type (en ligne de commande : --type).",
    )


def missing_columns(kind: Kind, missing: Sequence[Field], headers: Sequence[str]) -> FileRefused:
    """Refuse a table that lacks required columns; `headers` are those found, [] when they may be data."""
    plural = "s" if len(missing) > 1 else ""
    found = f" Colonnes trouvées : {listed(headers)}." if headers else ""
    shared = [field for field in missing if field.constant]
    given = (
        f" Une même valeur peut aussi être donnée à tout le fichier pour {listed([field.label for field in shared])} "
        f"(en ligne de commande : --valeur {shared[0].name}=…)."
        if shared
        else ""
    )
    return _refused(
        "Colonnes manquantes" if plural else "Colonne manquante",
        f"Ce fichier ressemble au type « {kind.name} » ({kind.label}), mais il y manque "
        f"{'les colonnes' if plural else 'la colonne'} {listed([field.label for field in missing])}.{found} "
        f"Ajoutez {'ces colonnes' if plural else 'cette colonne'}, ou indiquez à la main "
        f"{'les colonnes qui en tiennent' if plural else 'la colonne qui en tient'} lieu.{given}",
    )


def unknown_field(kind: Kind, name: str) -> FileRefused:
    """Refuse a mapping of a field that the kind does not have."""
    return _refused("Correspondance impossible", f"Le type « {kind.name} » n'a pas de colonne « {name} ».")


def absent_header(header: str) -> FileRefused:
    """Refuse a mapping to a header that the file does not have."""
    return _refused(
        "Correspondance impossible", f"Ce fichier n'a pas de colonne intitulée « {storable(header)} »."
    )


def forbidden_header(header: str, reason: str) -> FileRefused:
    """Refuse a mapping to a column that is never stored."""
    return _refused(
        "Correspondance impossible", f"La colonne « {storable(header)} » ne peut pas être choisie ({reason})."
    )


def personal_column(header: str, field: Field, verdict: Verdict) -> FileRefused:
    """Refuse a file of which a needed column, or one chosen by hand, holds persons; nothing of it is quoted.

    header: "" where it may be data.
    """
    assert field.format.stored is not None
    advice = field.format.stored.advice
    which = f"La colonne « {storable(header)} »" if header else "La colonne"
    return _refused(
        "Colonne de données personnelles",
        f"{which}, prise pour « {field.label} », ressemble à {verdict.nature} "
        f"({counted(verdict.cells, 'cellule', 'cellules')} sur {verdict.filled}) : rien n'en est gardé. "
        f"À faire : {advice[0].lower()}{advice[1:]}, ou indiquer la colonne qui convient, puis recommencer.",
    )


def unreadable_constant(field: Field, value: str, suggestion: str) -> FileRefused:
    """Refuse a value given for a whole file that its field does not admit."""
    admitted = f" {suggestion}." if suggestion else ""
    if field.constant != "*":
        admitted = " Une seule l'est pour tout un fichier : en_attente. Un accord se recueille auprès de chaque personne."
    return _refused(
        "Valeur impossible",
        f"« {storable(value)} » n'est pas admis pour « {field.label} » de tout un fichier.{admitted}",
    )


def forbidden_correction(field: Field) -> FileRefused:
    """Refuse to read a wording as another where cells may be personal."""
    return _refused(
        "Correction impossible",
        f"Une valeur de « {field.label} » se corrige dans le fichier, pas à la lecture : elle pourrait désigner "
        "une personne.",
    )


def unreadable_correction(field: Field, value: str) -> FileRefused:
    """Refuse a correction whose value cannot be read either."""
    asked = f"« {masked(value)} »" if value else "Une valeur vide"
    return _refused(
        "Correction impossible",
        f"{asked} n'est pas une valeur admise pour « {field.label} ». Choisissez-en une autre.",
    )


def no_sheet() -> FileRefused:
    """Refuse a workbook without a visible sheet with content."""
    return _refused("Classeur vide", "Aucune feuille de ce classeur ne contient de tableau.")


def only_outlines(kind: Kind) -> FileRefused:
    """Refuse a vector file given as another kind."""
    return _refused(
        "Type incompatible",
        f"Ce fichier contient des formes géographiques : il se charge comme « zones », pas comme « {kind.name} ».",
    )


def outlines_expected() -> FileRefused:
    """Refuse a table given as zones."""
    return _refused(
        "Type incompatible",
        "Les zones se chargent depuis un fichier de contours (GeoJSON, GeoPackage, Shapefile…), "
        "pas depuis un tableau.",
    )


def broken_outlines() -> FileRefused:
    """Refuse a vector file that cannot be opened."""
    return _refused(
        "Contours illisibles",
        "Ce fichier de contours ne s'ouvre pas : il est abîmé ou incomplet. Un Shapefile se charge en .zip, "
        "avec ses fichiers .shp, .shx et .dbf.",
    )


def several_outlines(names: Sequence[str]) -> FileRefused:
    """Refuse a folder or an archive with several vector files: nothing tells which one is meant."""
    return _refused(
        "Plusieurs fichiers de contours",
        f"Ce dossier ou cette archive contient {listed(names)}. Chargez-les un par un.",
    )


def not_polygons() -> FileRefused:
    """Refuse lines or points given as zones."""
    return _refused(
        "Ce ne sont pas des zones",
        "Ce fichier contient des points ou des lignes. Une zone est une surface : chargez un fichier de polygones. "
        "Des points se chargent comme ressources ou équipes quand ils en ont les colonnes : choisissez le type pour "
        "savoir ce qui manque (en ligne de commande : --type).",
    )


def no_outline() -> FileRefused:
    """Refuse a vector file without any feature."""
    return _refused("Contours absents", "Ce fichier ne contient aucune forme géographique.")


def only_views() -> FileRefused:
    """Refuse a GeoPackage whose layers are all computed when it is read: that may never end."""
    return _refused(
        "Contours calculés",
        "Les couches de ce fichier sont des vues, calculées à l'ouverture : elles ne sont pas lues. Enregistrez la "
        "couche utile dans un nouveau fichier, puis recommencez avec lui.",
    )


def no_zone_code(columns: Sequence[str], names: str) -> FileRefused:
    """Refuse outlines without a column of codes. names: the column of names, "" when it does not tell zones apart."""
    found = f" Colonnes trouvées : {listed(columns)}." if columns else ""
    instead = (
        f" « {storable(names)} » est différente pour chaque zone : elle peut en tenir lieu." if names else ""
    )
    return _refused(
        "Contours sans code",
        "Aucune colonne de ce fichier ne donne un code différent à chaque zone "
        f"(code INSEE, code IRIS…).{found}{instead} Ajoutez une colonne de codes, ou indiquez à la main la colonne "
        'qui en tient lieu (en ligne de commande : --correspondance, code = "…").',
    )


def unknown_projection() -> FileRefused:
    """Refuse outlines whose coordinate system is neither given nor to be guessed."""
    return _refused(
        "Système de coordonnées inconnu",
        "Ce fichier ne dit pas dans quel système sont ses coordonnées, et ce n'est ni la longitude et la latitude "
        "(WGS 84), ni le Lambert-93. Exportez-le en WGS 84 (EPSG:4326), puis recommencez.",
    )
