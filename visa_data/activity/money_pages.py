"""The pages about money: what schemes cost, what others cost, what is left to fund."""

from __future__ import annotations

import math

from visa_data import french
from visa_data.activity.funding import Fundable
from visa_data.activity.gathered import NOT_GIVEN, UNKNOWN, Activity
from visa_data.activity.references import yearly_costs
from visa_data.activity.schemes import SchemeCost
from visa_data.initiatives.order_of_magnitude import one_figure
from visa_data.meeting.step import Content
from visa_data.pictures.picture import NothingPicture, TablePicture

EURO = f"{french.NBSP}€"
SCHEMES = (
    "Totaux mensuels que chaque dispositif transmet, pour les mois entiers de la période. Coût d'un contact : coût total rapporté "
    "aux demandes honorées, sur les mois qui disent les deux. Coût d'une année pour une personne : coût moyen d'un mois × 12, "
    "rapporté aux bénéficiaires du mois qui en compte le plus."
)
FUNDING = (
    "Écarts de l'ensemble du territoire à la fin de la période que des moyens peuvent combler. Ce que cela demanderait est un "
    "ordre de grandeur, à un chiffre près : les moyens que l'initiative citée a déclarés, rapportés aux personnes qu'elle servait, "
    "puis aux personnes concernées ici. Ce n'est pas un devis."
)


def schemes_page(a: Activity) -> Content:
    """Each scheme's totals and costs."""
    left = _left_out(a)
    if not a.schemes:
        sentence = "Aucun dispositif n'a transmis de total pour un mois entier de la période."
        return Content(sentence, (), NothingPicture(sentence), SCHEMES, tuple(filter(None, (left,))))
    told = [one for one in a.schemes if not math.isnan(one.per_contact)]
    sentence = (
        f"{french.listed([f'{one.name}{french.NBSP}: {_euros(one.per_contact)} par contact' for one in told])}."
        if told
        else f"{french.counted(len(a.schemes), 'dispositif')}, dont aucun ne dit à la fois son coût et ses contacts."
    )
    headers = (
        *("Dispositif", "Mois", "Demandes", "Honorées", "Bénéficiaires", "Bénévoles", "Heures"),
        *("Coût", "Par contact", "Par personne, par an"),
    )
    return Content(
        sentence,
        (),
        TablePicture(headers, tuple(_scheme(one) for one in a.schemes)),
        SCHEMES,
        tuple(
            filter(
                None,
                (left, f"«{french.NBSP}{UNKNOWN}{french.NBSP}»{french.NBSP}: le dispositif ne le dit pas."),
            )
        ),
    )


def _scheme(one: SchemeCost) -> tuple[str, ...]:
    counts = (one.asked, one.honoured, one.people, one.volunteers, one.hours)
    return (
        one.name,
        french.number(one.months),
        *(_number(value) for value in counts),
        *(_euros(value) for value in (one.euros, one.per_contact)),
        _about(one.per_person),
    )


def _left_out(a: Activity) -> str:
    months = [french.month(day) for day in a.left_out]
    if not months:
        return ""
    return (
        f"Mois que la période ne contient pas en entier, non comptés{french.NBSP}: {french.listed(months)}."
    )


def beside_page(a: Activity) -> Content:
    """Figures of ours beside the network's, and the cost of a year beside the catalogue's."""
    rows = [(one.what, one.here, one.there, one.where) for one in a.beside]
    here = french.listed(
        [f"{one.name}{french.NBSP}: {_about(one.per_person)}" for one in a.schemes if one.per_person > 0]
    )
    rows += [
        (f"Une année pour une personne{french.NBSP}: {name}", here or UNKNOWN, cost, source)
        for name, cost, source in yearly_costs()
    ]
    return Content(
        "Des ordres de grandeur pour se situer, pas des objectifs : les territoires ne se ressemblent pas.",
        (),
        TablePicture(("Repère", "Ici", "Ailleurs", "Source"), tuple(rows)),
        "Chiffres que les documents du réseau donnent, chacun avec sa source ; les moyennes et les coûts par personne en sont "
        "calculés.",
        ("Une réunion non enregistrée ici n'est pas comptée.",),
    )


def funding_page(a: Activity) -> Content:
    """The gaps, each with who would act, who did elsewhere, and what it would ask here."""
    if not a.to_fund:
        sentence = "Aucun écart que des moyens combleraient n'est connu à la fin de la période."
        return Content(sentence, (), NothingPicture(sentence), FUNDING, ())
    priced = [one for one in a.to_fund if one.asks.words]
    sentence = (
        f"{french.counted(len(a.to_fund), 'écart')} à la fin de la période, dont {french.number(len(priced))} auxquels une "
        "initiative chiffrée répond ailleurs."
    )
    headers = (
        "Écart",
        "Personnes concernées",
        "Qui agirait",
        "Ce que d'autres font",
        "Ce que cela demanderait ici",
    )
    return Content(
        sentence,
        (),
        TablePicture(headers[:2] + headers[3:], tuple((*row[:2], *row[3:]) for row in map(_gap, a.to_fund))),
        FUNDING,
        ("Une même personne peut être concernée par plusieurs écarts, et une même initiative en combler plusieurs : ni les "
         "personnes ni les montants ne s'additionnent.",),
        TablePicture(headers, tuple(map(_gap, a.to_fund))),
    )  # fmt: skip


def _gap(one: Fundable) -> tuple[str, ...]:
    people = NOT_GIVEN if math.isnan(one.people) else french.number(one.people)
    if one.initiative is None:
        return (one.label, people, one.owner, "–", "Aucun coût n'est connu : à chiffrer ici")
    served = one.initiative.people
    of = f" ({french.number(served.value)} {served.words})" if served else ""
    asks = one.asks.words
    if math.isnan(one.people):
        asks += ", pour chaque personne"
    return (
        f"{one.label}. {one.said}".removesuffix(". "),
        people,
        one.owner,
        f"{one.initiative.told}{of}",
        asks[:1].upper() + asks[1:],
    )


def _number(value: float) -> str:
    return UNKNOWN if math.isnan(value) else french.number(value)


def _euros(value: float) -> str:
    return UNKNOWN if math.isnan(value) else f"{french.number(value, 0 if value >= 1000 else 2)}{EURO}"


def _about(value: float) -> str:
    return UNKNOWN if math.isnan(value) else f"environ {french.number(one_figure(value))}{EURO}"
