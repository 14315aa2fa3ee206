"""Terms of the vocabulary: a code, its label or a wording seen in extracts becomes the code."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

import pyarrow as pa

from visa_data.extracts.formats.format import Format, Refusal, doubtful, nearest, undoubted
from visa_data.vocabulary import (
    Aidant,
    Besoin,
    Consentement,
    Issue,
    Porteur,
    Source,
    StatutBesoin,
    StatutEquipe,
    StatutRessource,
    Term,
    TypeAppel,
    fold,
)
from visa_data.vocabulary_of_action import (
    CanalSignalement,
    Maturite,
    ObjetSuite,
    Relais,
    RoleActeur,
    StatutActeur,
    StatutBinome,
    StatutSuite,
    SuiteSignalement,
    TypeActeur,
)

SEVERAL_VALUES = "Plusieurs valeurs dans la cellule"
DOUBTED = "Valeur accompagnée d'un doute"

_LONGEST = 200
"""No wording is longer; the pattern below would take seconds on a page of text."""
_ASIDE = re.compile(r"\s*(\(.*\)|[–—:].*|\s-\s.*)\s*$")
_PARTS = re.compile(r"[^\w\s'’]+")
_DOUBTING = frozenset(
    (
        "ou",
        "mais",
        "puis",
        "non",
        "pas",
        "sans",
        "jamais",
        "sauf",
        "peut",
        "doute",
        "confirmer",
        "verifier",
        "revoir",
    )
)

_SMALL = "a|au|aux|d|de|des|du|en|l|la|le|les|pour|un|une"
_BESIDE: dict[type[Term], frozenset[str]] = {
    Besoin: frozenset(
        f"{_SMALL}|accompagnement|achat|achats|aide|atelier|besoin|colis|demande|distribution|domicile|faire|livraison"
        "|panier|paniers|portage|preparation|probleme|service|soutien|visite|visites".split("|")
    ),
    Source: frozenset(
        f"{_SMALL}|alpes|alsace|aquitaine|auvergne|bourgogne|bretagne|centre|comte|corse|est|franche|france|grand"
        "|guadeloupe|guyane|hauts|ile|languedoc|loire|martinique|midi|moselle|nord|normandie|ouest|pays|picardie"
        "|pyrenees|reunion|rhone|roussillon|sud|val".split("|")
    ),
}
"""Words beside which one wording is enough to propose a term: « Portage de repas », « CARSAT Hauts-de-France ».

No other word: a proposal that is accepted is kept with the import, and somebody's name must not be in it.
"""


def code_of(text: str, terms: type[Term]) -> str | None:
    """Return the code that `text` words, with or without a remark in brackets or after a dash.

    A remark that words another code, denies or doubts is none: the cell then says two things.
    """
    if len(text) > _LONGEST or doubtful(text):
        return None
    wordings = terms.wordings()
    if code := wordings.get(fold(text)):
        return code
    found = _ASIDE.search(text)
    code = wordings.get(fold(text[: found.start()])) if found else None
    if found is None or code is None:
        return None
    named = {wordings.get(fold(part), code) for part in _PARTS.split(found[1])}
    others, rest = _named(fold(found[1]), terms)
    return None if _DOUBTING & set(rest.split()) or (named | others) - {code} else code


def named_in(folded: str, terms: type[Term]) -> set[str]:
    """The codes that a folded text words somewhere; a wording of one letter or figure counts alone only."""
    return _named(folded, terms)[0]


def _named(folded: str, terms: type[Term]) -> tuple[set[str], str]:
    """The codes named, and what is left of the text; « pas de réponse » is not « réponse »: the longest come first."""
    wordings = terms.wordings()
    if folded in wordings:
        return {wordings[folded]}, ""
    found, rest = set(), f" {folded} "
    for wording in sorted(wordings, key=len, reverse=True):
        if len(wording) > 1 and f" {wording} " in rest:
            found.add(wordings[wording])
            rest = rest.replace(f" {wording} ", "  ")
    return found, rest


def near_label(text: str, terms: type[Term]) -> str:
    """Return the label that `text` nearly words, or words among others where that is enough, or ""."""
    if len(text) > _LONGEST:
        return ""
    folded = fold(text)
    near = nearest(folded, terms.wordings()) if folded else ""
    if not near and terms in _BESIDE:
        named = {
            code for wording, code in terms.wordings().items() if _all_but(wording, folded) <= _BESIDE[terms]
        }
        near = named.pop() if len(named) == 1 else ""
    return terms(near).label if near else ""


def _all_but(wording: str, folded: str) -> set[str]:
    """The words of a folded text but those of a wording in it; one that no term allows where it is not."""
    before, found, after = f" {folded} ".partition(f" {wording} ")
    return {*before.split(), *after.split()} if found else {""}


def admitted(terms: type[Term]) -> str:
    """Return the labels to choose from, as a suggestion."""
    return "Valeurs admises : " + ", ".join(term.label for term in terms)


def term_format(
    name: str,
    terms: type[Term],
    reason: str,
    valid: tuple[tuple[str, str], ...],
    invalid: tuple[str, ...],
    *,
    bodies: frozenset[str] = frozenset(),
    proposed: Mapping[str, Term] = MappingProxyType({}),
) -> Format:
    """Return the format of one enum; codes and labels are examples of their own.

    bodies: wordings (folded) that may be followed by a place: « CAF du Nord ». proposed: wordings of something near.
    """
    codes = tuple((term.value, term.value) for term in terms) + tuple((t.label, t.value) for t in terms)
    return Format(
        name,
        pa.string(),
        _parser(terms, reason, bodies, proposed),
        codes + valid,
        tuple((text, reason) for text in invalid),
        correctable=True,
        closed=True,
        terms=terms,
    )


def _body_first(text: str, bodies: frozenset[str]) -> str:
    """The body that a wording begins with, or ""."""
    folded = f"{fold(text[:_LONGEST])} "
    return next((body for body in sorted(bodies, key=len, reverse=True) if folded.startswith(f"{body} ")), "")


def _parser(
    terms: type[Term], reason: str, bodies: frozenset[str], proposed: Mapping[str, Term]
) -> Callable[[str, date], str]:
    def parse(text: str, _today: date) -> str:
        code = code_of(text, terms)
        if code is not None:
            return code
        if doubtful(text) and (meant := code_of(undoubted(text), terms)):
            raise Refusal(DOUBTED, terms(meant).label, terms(meant).label)
        named = named_in(fold(text[:_LONGEST]), terms)
        if len(named) > 1:
            labels = [f"« {term.label} »" for term in terms if term.value in named]
            raise Refusal(SEVERAL_VALUES, f"Garder une seule valeur : {' ou '.join(labels)}")
        if body := _body_first(text, bodies):
            return str(code_of(body, terms))
        like = _body_first(text, frozenset(proposed))
        near = proposed[like].label if like else near_label(text, terms)
        raise Refusal(reason, near or admitted(terms), near)

    return parse


SOURCE = term_format(
    "source",
    Source,
    "Origine inconnue",
    (
        ("Registre", "registre_communal"),
        ("CARSAT", "carsat"),
        ("CARSAT Hauts-de-France", "carsat"),
        ("Conseil départemental", "departement"),
        ("Conseil départemental du Nord", "departement"),
        ("CAF du Nord", "caf"),
        ("CCAS", "registre_communal"),
        ("CCAS de Landrecies", "registre_communal"),
        ("Mairie de Bavay", "registre_communal"),
        ("Famille", "signalement"),
    ),
    ("gendarmerie", "Carsatt", "MSA", "Infirmière"),
    bodies=frozenset(
        (
            "carsat",
            "caf",
            "departement",
            "conseil departemental",
            "mairie",
            "commune",
            "ccas",
            "cias",
            "registre communal",
        )
    ),
    proposed={
        "msa": Source.CARSAT,
        "cnav": Source.CARSAT,
        "medecin": Source.SIGNALEMENT,
        "infirmier": Source.SIGNALEMENT,
        "infirmiere": Source.SIGNALEMENT,
        "assistante sociale": Source.SIGNALEMENT,
        "aide a domicile": Source.SIGNALEMENT,
        "saad": Source.SIGNALEMENT,
        "ssiad": Source.SIGNALEMENT,
        "clic": Source.SIGNALEMENT,
        "association": Source.SIGNALEMENT,
    },
)
CONSENT = term_format(
    "consentement",
    Consentement,
    "Consentement inconnu",
    (
        ("O", "oui"),
        ("N", "non"),
        ("En attente", "en_attente"),
        ("Oui (oral)", "oui"),
        ("Retiré", "non"),
        ("S'oppose", "opposition"),
        ("Opposé(e)", "opposition"),
        ("OPPOSITION", "opposition"),
        ("s’oppose", "opposition"),
    ),
    ("peut-être", "2"),
)
CARER = term_format(
    "aidant", Aidant, "Situation d'aidant inconnue", (("Oui", "present"), ("Non", "aucun")), ("fille",)
)
CALL_KIND = term_format(
    "type d'appel", TypeAppel, "Type d'appel inconnu", (("Visite à domicile", "visite"),), ("courrier",)
)
OUTCOME = term_format(
    "issue",
    Issue,
    "Résultat d'appel inconnu",
    (
        ("NPR", "absent"),
        ("NRP", "absent"),
        ("Ne répond pas", "absent"),
        ("Occupé", "absent"),
        ("Vue", "joint"),
        ("Répondeur", "message"),
        ("Absent – pas de réponse", "absent"),
        ("Message laissé (répondeur)", "message"),
    ),
    ("Pas de réponce", "Appelé", "Rappelé", "Non joint"),
)
NEED = term_format(
    "besoin", Besoin, "Besoin inconnu", (("Repas", "se_nourrir"), ("se nourrir", "se_nourrir")), ("logement",)
)
NEED_STATUS = term_format(
    "statut du besoin", StatutBesoin, "Statut de besoin inconnu", (("Résolu", "pourvu"),), ("flou",)
)
BEARER = term_format(
    "porteur",
    Porteur,
    "Porteur inconnu",
    (("CCAS", "ccas_cias"), ("Réseau", "reseau_national")),
    ("mystère",),
)
TEAM_STATUS = term_format(
    "statut d'équipe", StatutEquipe, "Statut d'équipe inconnu", (("En sommeil", "en_sommeil"),), ("endormi",)
)
RESOURCE_STATUS = term_format(
    "statut de ressource",
    StatutRessource,
    "Statut de ressource inconnu",
    (("Fermé", "fermee"),),
    ("en vacances",),
)
ACTOR_KIND = term_format(
    "type d'acteur",
    TypeActeur,
    "Type d'acteur inconnu",
    (
        ("CLIC", "coordination"),
        ("CLIC du Quesnoy", "coordination"),
        ("CCAS de Bavay", "ccas_cias"),
        ("Médico-social (SSIAD)", "medico_social"),
        ("Carsat", "caisse"),
        ("Mairie", "elu"),
    ),
    ("mystère", "Fabrique"),
    bodies=frozenset(
        ("ccas", "cias", "clic", "maia", "dac", "carsat", "caf", "msa", "mairie", "conseil departemental")
    ),
)
ACTOR_ROLE = term_format(
    "rôle d'acteur",
    RoleActeur,
    "Rôle inconnu",
    (("Membre du copil", "copil"), ("Porteur", "pilote")),
    ("témoin",),
)
ACTOR_STATUS = term_format(
    "statut d'acteur",
    StatutActeur,
    "Statut d'acteur inconnu",
    (("À contacter", "pressenti"), ("Sorti", "retire")),
    ("flou",),
)
FOLLOW_UP_SUBJECT = term_format(
    "objet de la suite",
    ObjetSuite,
    "Objet inconnu",
    (
        ("Relais pour l'aidant", "relais_aidant"),
        ("Visite de convivialité", "visite"),
        ("Repas", "se_nourrir"),
    ),
    ("mystère",),
)
FOLLOW_UP_STATUS = term_format(
    "statut de la suite",
    StatutSuite,
    "Statut de suite inconnu",
    (("Refus", "refusee"), ("Pris en charge", "prise_en_charge"), ("Classée sans suite", "sans_suite")),
    ("flou", "Prise en chrage"),
)
CHANNEL = term_format(
    "canal du signalement",
    CanalSignalement,
    "Canal inconnu",
    (("Numéro vert", "ligne_telephonique"), ("Un tiers", "tiers"), ("Mail", "courriel")),
    ("pigeon",),
)
RELAY = term_format(
    "relais",
    Relais,
    "Relais inconnu",
    (("Voisine", "voisin"), ("Médecin traitant", "medecin"), ("La personne elle-même", "la_personne")),
    ("mystère",),
)
REPORT_OUTCOME = term_format(
    "suite du signalement",
    SuiteSignalement,
    "Suite inconnue",
    (("Déjà connue", "deja_inscrite"), ("À traiter", "en_cours"), ("Injoignable", "sans_suite")),
    ("flou",),
)
PAIR_STATUS = term_format(
    "statut du binôme",
    StatutBinome,
    "Statut de binôme inconnu",
    (("Première rencontre", "rencontre"), ("En pause", "suspendu"), ("Arrêté", "termine")),
    ("flou",),
)
MATURITY = term_format(
    "maturité",
    Maturite,
    "Maturité inconnue",
    (("1er contact", "premier_contact"), ("Sommeil", "en_sommeil"), ("En construction", "en_cours")),
    ("moyenne",),
)
