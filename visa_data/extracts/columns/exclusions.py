"""Columns that are never stored, whatever the kind, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from visa_data.extracts.formats import Format, Noted, Refusal
from visa_data.extracts.texts.persons import Nature, is_titled, names_somebody, number_in
from visa_data.extracts.texts.stored_columns import Verdict, verdict_on
from visa_data.vocabulary import fold

_NEVER = "jamais enregistrée\u00a0: "
IDENTITY = _NEVER + "identité de la personne"
PHONE = _NEVER + "numéro de téléphone"
EMAIL = _NEVER + "adresse électronique"
ADDRESS = _NEVER + "adresse postale"
BENEFIT = _NEVER + "prestation perçue ou état de santé"
FREE_TEXT = _NEVER + "observations en texte libre"
NATIONAL_NUMBER = _NEVER + "numéro de sécurité sociale ou pièce d'identité"
RELATIVE = _NEVER + "coordonnées d'un proche ou d'un contact"
BANK = _NEVER + "coordonnées bancaires"
CELLS = _NEVER + "les cellules ressemblent à des téléphones, courriels ou numéros de sécurité sociale"


# Words of a folded header, tried in this order: the first reason found is the one given.
WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    (NATIONAL_NUMBER, frozenset(["nir", "nss", "secu", "passeport", "cni"])),
    (BANK, frozenset(["iban", "rib", "bic", "bancaire"])),
    (EMAIL, frozenset(["mail", "email", "mails", "courriel", "courriels", "mel", "emails"])),
    (
        PHONE,
        frozenset(
            [
                "tel",
                "tels",
                "telephone",
                "telephones",
                "portable",
                "mobile",
                "gsm",
                "fixe",
                "phone",
                "fax",
                "telecopie",
            ]
        ),
    ),
    (
        BENEFIT,
        frozenset(
            [
                "apa",
                "gir",
                "pch",
                "aah",
                "prestation",
                "prestations",
                "pathologie",
                "pathologies",
                "traitement",
                "traitements",
                "diagnostic",
                "diagnostics",
                "medecin",
                "medical",
                "medicale",
                "medicaux",
                "sante",
                "maladie",
                "maladies",
                "handicap",
                "invalidite",
                "esoger",
                "allocation",
                "allocations",
                "aspa",
                "rsa",
                "mdph",
                "ald",
                "hospitalisation",
                "medicament",
                "medicaments",
                "cmu",
                "css",
                "dependance",
                "autonomie",
                "oxygene",
                "dialyse",
                "mutuelle",
                "aides",
                "aide",
                "infirmier",
                "infirmiere",
                "kine",
                "soins",
                "allergie",
                "allergies",
                "deces",
                "revenu",
                "revenus",
                "vaccin",
                "vaccination",
                "covid",
            ]
        ),
    ),
    (
        FREE_TEXT,
        frozenset(
            [
                "observation",
                "observations",
                "obs",
                "commentaire",
                "commentaires",
                "remarque",
                "remarques",
                "note",
                "notes",
                "precision",
                "precisions",
                "memo",
                "divers",
                "annotation",
                "annotations",
                "compterendu",
                "verbatim",
                "details",
            ]
        ),
    ),
    (
        ADDRESS,
        frozenset(
            [
                "adresse",
                "adresses",
                "adr",
                "rue",
                "voie",
                "domicile",
                "batiment",
                "etage",
                "digicode",
                "appartement",
                "appt",
                "address",
                "street",
                "lieudit",
                "residence",
            ]
        ),
    ),
    (
        RELATIVE,
        frozenset(
            [
                "contact",
                "contacts",
                "tuteur",
                "curateur",
                "proche",
                "proches",
                "famille",
                "conjoint",
                "fille",
                "fils",
                "enfant",
                "enfants",
                "voisin",
                "responsable",
                "referent",
                "referente",
                "president",
                "presidente",
                "interlocuteur",
                "prevenir",
                "urgence",
            ]
        ),
    ),
    (
        IDENTITY,
        frozenset(
            [
                "nom",
                "noms",
                "prenom",
                "prenoms",
                "civilite",
                "civ",
                "patronyme",
                "identite",
                "titulaire",
                "sexe",
                "genre",
                "titre",
                "naissance",
                "nationalite",
                "surnom",
                "name",
                "firstname",
                "lastname",
                "surname",
            ]
        ),
    ),
)
PHRASES: tuple[tuple[str, str], ...] = (
    (NATIONAL_NUMBER, "securite sociale"),
    (NATIONAL_NUMBER, "carte d identite"),
    (FREE_TEXT, "compte rendu"),
    (FREE_TEXT, "texte libre"),
    (FREE_TEXT, "champ libre"),
    (ADDRESS, "lieu dit"),
    (ADDRESS, "code porte"),
    (BENEFIT, "etat de sante"),
    (BENEFIT, "ressources financieres"),
)
# « Nom de la commune », « Nom du quartier »: a place, not a person.
_PLACES = frozenset(
    [
        "commune",
        "communes",
        "ville",
        "zone",
        "quartier",
        "iris",
        "secteur",
        "structure",
        "equipe",
        "ressource",
        "etablissement",
        "service",
        "organisme",
        "departement",
        "epci",
        "canton",
        "region",
    ]
)
_PERSON_PLACES = frozenset(["naissance", "prenom"])


def reason_to_exclude(header: str, *, about_people: bool) -> str:
    """Return why the column so named is never stored, or "".

    about_people: the kind's lines are persons or their calls; elsewhere a name is a team's or a service's.
    """
    folded = fold(header)
    words = set(folded.split())
    for reason, phrase in PHRASES:
        if phrase in folded:
            return reason
    for reason, named in WORDS:
        found = words & named
        if not found:
            continue
        if reason == IDENTITY:
            if words & _PLACES and not words & _PERSON_PLACES:
                continue
            if not about_people and found <= {"nom", "noms", "name", "titre", "genre"}:
                continue
        if reason == ADDRESS and found == {"residence"} and words & _PLACES:
            continue
        return reason
    return ""


_MOSTLY = 0.5


def reason_to_exclude_cells(cells: Sequence[str]) -> str:
    """Return why a column with these cells (not empty) is never stored, or ""."""
    if not cells:
        return ""
    if sum(number_in(cell) is not None for cell in cells) > _MOSTLY * len(cells):
        return CELLS
    if sum(is_titled(cell) or names_somebody(cell) for cell in cells) > _MOSTLY * len(cells):
        return IDENTITY
    return ""


def reason_of(verdict: Verdict, wanted: Format) -> str:
    """Return why a column that would have given a field is never stored, and what to do."""
    assert wanted.stored is not None
    advice = wanted.stored.advice
    return f"{_NEVER}les cellules ressemblent à {verdict.nature}\u00a0; {advice[0].lower()}{advice[1:]}"


def verdict_on_cells(wanted: Format, cells: Iterable[str], today: date) -> Verdict | None:
    """Judge a sample of cells (stripped, not empty) as the column of one field; None too for a closed format."""
    if wanted.stored is None:
        return None
    counts: Counter[str] = Counter()
    refused: Counter[Nature] = Counter()
    for cell in cells:
        try:
            value = wanted.parse(cell, today)
        except Refusal as refusal:
            if refusal.personal:
                refused[refusal.personal] += 1
            else:
                counts[cell] += 1
            continue
        value = value.value if isinstance(value, Noted) else value
        if value is not None:
            counts[value] += 1
    return verdict_on(wanted.stored, counts, refused)
