"""The parts of the card of a place, as HTML: the same for a zone and a sector, as far as what is known of each goes."""

from __future__ import annotations

from pages.parts.card_desk import Place
from pages.parts.card_html import HOW, folded, heading, lead, listed, part, sentence, small_table
from pages.parts.card_links import card_address
from pages.parts.context import Context
from pages.parts.service_card import checked
from visa_data import french
from visa_data.dossier.decided_here import due_day, state_words
from visa_data.dossier.sector_card import SectorCard
from visa_data.dossier.team_places import FREE
from visa_data.dossier.who_goes import Goer
from visa_data.indicators.zone_card import FIRST, CardLine, NeedLine, ZoneCard, change_in_french, status_label
from visa_data.maps.service_layers import TEAM_PREFIX
from visa_data.typography import french as typeset
from visa_data.vocabulary import BESOINS_COURTS, Besoin, Source

GOERS, DECIDED, NEEDS, CHANGES = 4, 3, 5, 3
"""Lines of each part; what is beyond is folded."""
FIRST_BOOK = "Premier dossier de ce découpage : pas encore de comparaison par secteur."


def opening_html(context: Context, place: Place) -> str:
    """What the card opens with: its name, one sentence, what must be known to read the rest."""
    return (
        heading(place.card.name) + sentence(subtitle(place)) + lead(place.opening) + _remarks(context, place)
    )


def card_html(context: Context, place: Place) -> str:
    """The rest of the card, what is decided on first."""
    return "".join(
        (
            who_part(place),
            _white(place.sector),
            decided_part(context, place),
            _figures(context, place),
            _needs(context, place),
            _resources(context, place.card),
            _every_figure(context, place.card),
        )
    )


def subtitle(place: Place) -> str:
    """Which place it is, and its status or its members."""
    card, sector = place.card, place.sector
    if sector is not None:
        if len(sector.members) < 2:
            return f"Secteur {card.code} · une zone à elle seule"
        zones = french.counted(len(sector.members), "zone")
        return f"Secteur {card.code} · {zones} : {french.listed(list(sector.members))}"
    parts = [f"Zone {card.code}", status_label(card.status)]
    if card.status_before and card.status_before != card.status:
        parts.append(f"auparavant : {status_label(card.status_before).lower()}")
    return " · ".join(parts)


def _remarks(context: Context, place: Place) -> str:
    """What must be known to read the rest."""
    here = "cette zone" if context.book is None else "ce secteur"
    said = []
    if place.silent:
        said.append(f"Sans relais : personne ne nous a jamais rien signalé de {here}.")
    if context.filters.sources:
        sources = french.listed([Source(one).label for one in context.filters.sources])
        said.append(f"Personnes de {sources} seulement, sauf pour les équipes.")
    return "".join(sentence(typeset(one)) for one in said)


def who_part(place: Place) -> str:
    """The teams with room first, how far, and whether they go there already."""
    who = place.who
    if not who.goers:
        return part("Qui peut y aller", sentence(typeset(who.first)))
    rows = [goer_line(one) for one in who.goers]
    to = [card_address(f"{TEAM_PREFIX}{one.team.identifier}") for one in who.goers]
    more = len(rows) - GOERS
    return part(
        "Qui peut y aller",
        sentence(typeset(who.first)) if who.first else "",
        listed(rows[:GOERS], to[:GOERS]),
        folded(french.counted(more, "autre équipe", "autres équipes"), listed(rows[GOERS:], to[GOERS:]))
        if more > 0
        else "",
        folded(HOW, sentence(typeset(f"{FREE} Distances à vol d'oiseau, {place.measured}."))),
    )


def goer_line(one: Goer) -> tuple[str, str]:
    """A team, then its room, how far it is, and how many it reaches here."""
    said = ", ".join(filter(None, (one.team.said, one.far)))
    if not one.goes:
        return one.team.name, typeset(f"{said}.")
    here = f"{french.number(one.here)} d'ici à sa portée" if one.here is not None else "y va déjà"
    return one.team.name, typeset(f"{said} ; {here}.")


def _white(found: SectorCard | None) -> str:
    """The zones blanches of a sector, each with the nearest team."""
    if found is None:
        return ""
    if found.white.empty:
        return part("Zones blanches", sentence("Aucune zone blanche dans ce secteur."))
    rows = [
        (str(zone.nom_zone), str(zone.equipe) or french.UNKNOWN, french.kilometres(zone.distance_km))
        for zone in found.white.itertuples()
    ]
    table = small_table(("Zone blanche", "Équipe la plus proche", "Distance"), rows, right=(2,))
    return part("Ses zones blanches", table)


def decided_part(context: Context, place: Place) -> str:
    """What was decided there: who does what, by when, and where it stands."""
    title = "Ce qui a été décidé"
    if not place.decided:
        return part(title, sentence("Aucune décision n'a encore été prise ici."))
    rows = [
        (str(one.texte), f"{one.responsable}, pour le {due_day(one)} · {state_words(context.day, one)}")
        for one in place.decided
    ]
    more = len(rows) - DECIDED
    return part(
        title,
        listed(rows[:DECIDED]),
        folded(french.counted(more, "autre décision", "autres décisions"), listed(rows[DECIDED:]))
        if more > 0
        else "",
    )


def _figures(context: Context, place: Place) -> str:
    """The figures told first, then what else moved, bad news first."""
    card, compared = place.card, place.sector is None or place.sector.compared
    told = [line for name in FIRST if (line := card.line(name)) is not None]
    labels = {line.column.label for line in told}
    # A book gives the former values of its counts of persons alone.
    moved = [
        line
        for line in card.changes
        if line.column.label not in labels and (context.book is None or line.compared)
    ][:CHANGES]
    rows = [
        (line.column.label, line.written, change_said(line) if compared else "") for line in (*told, *moved)
    ]
    now, then = (french.short_day(day).replace(" ", french.NBSP) for day in (context.day, context.before))
    since = f"Depuis le {then}" if compared else ""
    return part(
        "Les chiffres",
        small_table(("", f"Au {now}", since), rows, right=(1,)),
        "" if compared else sentence(FIRST_BOOK),
    )


def change_said(line: CardLine) -> str:
    """`+3, moins bien`; `inchangé`."""
    change = change_in_french(line)
    if change == "=":
        return "inchangé"
    return change + {True: ", moins bien", False: ", mieux", None: ""}[line.bad]


def _needs(context: Context, place: Place) -> str:
    """The needs unmet first; of a sector, whom a resource answers: people are not counted need by need there."""
    if place.sector is not None:
        counts = sorted(place.sector.resources.items(), key=lambda item: item[1])
        rows = [(need.label, french.number(count) if count else "aucune") for need, count in counts]
        table = small_table(("Besoin", "Ressources"), rows[:NEEDS], right=(1,))
        rest = small_table(("Besoin", "Ressources"), rows[NEEDS:], right=(1,))
        more = french.counted(len(rows) - NEEDS, "autre besoin", "autres besoins")
        return part("Ressources pour chaque besoin", table, folded(more, rest) if len(rows) > NEEDS else "")
    shown = sorted(
        (line for line in place.card.needs if line.open or not line.resources),
        key=lambda line: (-line.unmet, -line.open),
    )
    if not shown:
        return part(
            "Ses besoins", sentence("Aucun besoin ouvert, et une ressource au moins pour chaque besoin.")
        )
    more = len(shown) - NEEDS
    return part(
        "Ses besoins",
        _need_table(shown[:NEEDS]),
        folded(french.counted(more, "autre besoin", "autres besoins"), _need_table(shown[NEEDS:]))
        if more > 0
        else "",
    )


def _need_table(lines: list[NeedLine]) -> str:
    rows = [
        (
            BESOINS_COURTS[line.need],
            french.number(line.open),
            french.number(line.unmet),
            french.number(line.resources),
        )
        for line in lines
    ]
    return small_table(("Besoin", "Ouverts", "Non pourvus", "Ressources"), rows, right=(1, 2, 3))


def _resources(context: Context, card: ZoneCard) -> str:
    here = "la zone" if context.book is None else "le secteur"
    title = f"Ressources qui atteignent {here} ({len(card.resources)})"
    if card.resources.empty:
        return folded(title, sentence(f"Aucune ressource active n'atteint {here}."))
    columns = (card.resources[name].tolist() for name in ("nom", "besoins", "date_verification"))
    rows = [
        (
            str(name),
            french.listed([Besoin(code).label for code in str(needs).split("|") if code]),
            checked(day),
        )
        for name, needs, day in zip(*columns, strict=True)
    ]
    return folded(title, small_table(("Ressource", "Besoins", "Vérifiée"), rows))


def _every_figure(context: Context, card: ZoneCard) -> str:
    days = (french.short_day(context.day), french.short_day(context.before))
    tables = [
        small_table(
            ("", *days, "Écart"),
            [
                (line.column.label, line.written, line.written_before, change_in_french(line))
                for line in lines
            ],
            caption=title,
            right=(1, 2, 3),
        )
        for title, lines in card.blocks
    ]
    return folded(f"Tous les indicateurs, au {days[0]} et au {days[1]}", *tables)
