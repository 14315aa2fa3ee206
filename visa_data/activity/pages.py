"""The activity report's pages: each a question, a sentence, figures, a picture and a table, as a step of the meeting is."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from visa_data import french
from visa_data.activity.decisions_page import decisions_page
from visa_data.activity.declared import BY_NAME, DECLARED, Part
from visa_data.activity.gathered import NOT_GIVEN, Activity, Bucket, written
from visa_data.activity.money_pages import beside_page, funding_page, schemes_page
from visa_data.activity.paged import DEFINED, HEADERS, SMALL, figure, notes_of, page_of, row_of, said
from visa_data.meeting.step import Content, Step
from visa_data.pictures.picture import (
    Bar,
    BarsPicture,
    Card,
    CardsPicture,
    Category,
    Column,
    ColumnsPicture,
    Note,
    NothingPicture,
    Picture,
    TablePicture,
    Tone,
)
from visa_data.vocabulary import StatutZone

WHITE, NOT_WHITE = "Zone blanche", "Non blanche"
ANSWERED, MISSED = (
    Category("aboutis", "Appels aboutis", Tone.GOOD, "●"),
    Category("sans_reponse", "Sans réponse", Tone.NOTHING, "○"),
)
MET, GIVEN_UP = (
    Category("pourvus", "Pourvus dans la période", Tone.GOOD, "●"),
    Category("abandonnes", "Abandonnés dans la période", Tone.NOTHING, "○"),
)


class Page(NamedTuple):
    """What a page declares: its key (its address), its title, its question, and what fills it."""

    key: str
    title: str
    question: str
    build: Callable[[Activity], Content]


def activity_pages(activity: Activity) -> tuple[Step, ...]:
    """Every page, in the order of the report."""
    return tuple(
        Step(number, page.key, page.title, page.question, *page.build(activity))
        for number, page in enumerate(PAGES, 1)
    )


def _essential(a: Activity) -> Content:
    parts = [
        said(a, "personnes_jointes", "personne jointe", "personnes jointes"),
        said(a, "prises_en_charge", "orientation prise en charge", "orientations prises en charge"),
        said(a, "besoins_pourvus", "besoin pourvu", "besoins pourvus"),
        said(a, "zones_fermees_equipe", "zone blanche fermée", "zones blanches fermées"),
    ]
    sentence = _together(a, parts, f"Rien n'est connu de l'activité {a.period.words}.")
    cards = CardsPicture(
        (
            _card(a, "personnes_jointes", "premiers_contacts", "a_jour_fin"),
            _card(a, "prises_en_charge", "orientations_ouvertes", "orientations_en_attente_fin"),
            _card(a, "besoins_pourvus", "besoins_ouverts_periode", "besoins_non_pourvus_fin"),
            _card(a, "zones_blanches_fin", "zones_blanches_debut", "isolees_sans_equipe_fin"),
        ),
        "En détail",
    )
    rows = tuple((*row_of(a, one.name), one.definition(a.settings)) for one in DECLARED)
    return Content(
        sentence,
        (),
        cards,
        DEFINED,
        notes_of(a),
        TablePicture(HEADERS, rows),
    )


def _together(a: Activity, parts: list[tuple[float, str]], unknown: str) -> str:
    """What was done, in a sentence: what is unknown is left to its own page, and nothing done is said once."""
    known = [(value, text) for value, text in parts if not math.isnan(value)]
    if not known:
        return SMALL if not all(a.exact.values()) else unknown
    told = [text for value, text in known if value]
    return f"{french.listed(told or [text for _, text in known[:1]])} {a.period.words}."


def _card(a: Activity, name: str, *more: str) -> Card:
    declared = BY_NAME[name]
    lines = [text for text in (a.among(name),) if text]
    lines += [f"{BY_NAME[one].label}{french.NBSP}: {a.text(one)}" for one in more]
    return Card(a.text(name), f"{declared.label[:1].lower()}{declared.label[1:]}", to_do=tuple(lines))


def _campaign(a: Activity) -> Content:
    calls, reached = a.value("appels"), a.value("personnes_jointes")
    if math.isnan(calls):
        sentence = _missing(
            a, "appels", "Les appels ne sont pas connus : aucun fichier d'appels n'est chargé."
        )
    else:
        sentence = (
            f"{french.counted(calls, 'appel')} {a.period.words}, "
            f"{french.counted(reached, 'personne jointe', 'personnes jointes')} {a.among('personnes_jointes')}."
        )
    picture: Picture = NothingPicture(sentence)
    if calls > 0:
        picture = BarsPicture(
            (ANSWERED, MISSED), tuple(_bar(a, one) for one in a.buckets), "appels", "Premiers contacts"
        )
    elif calls == 0:
        picture = NothingPicture("Aucun appel n'a été passé pendant la période.")
    table = TablePicture(
        ("Mois" if a.period.by_month else "Semaine du", "Appels", "Aboutis", "Premiers contacts"),
        tuple(
            (_start(a, one), *(french.number(count) for count in (one.calls, one.joined, one.first)))
            for one in (a.buckets if calls > 0 else ())
        ),
    )
    figures = tuple(
        figure(a, name) for name in ("appels", "personnes_jointes", "premiers_contacts", "a_jour_fin")
    )
    return page_of(a, Part.CAMPAIGN, sentence, figures, picture, table)


def _bar(a: Activity, one: Bucket) -> Bar:
    label = _start(a, one) if a.period.by_month else f"Semaine du {_start(a, one)}"
    text = f"{french.counted(one.calls, 'appel')}, {french.counted(one.joined, 'abouti')}"
    return Bar(label, (float(one.joined), float(one.calls - one.joined)), text, french.number(one.first))


def _start(a: Activity, one: Bucket) -> str:
    return french.month(one.since) if a.period.by_month else french.short_day(one.since)


def _orientations(a: Activity) -> Content:
    names = (
        "orientations_ouvertes",
        "prises_en_charge",
        "refus_ou_sans_suite",
        "orientations_en_attente_fin",
    )
    if math.isnan(a.value(names[0])):
        sentence = _missing(
            a, names[0], "Les orientations ne sont pas connues : aucun suivi d'orientations n'est chargé."
        )
        picture: Picture = NothingPicture(sentence)
    else:
        sentence = (
            f"{french.counted(a.value('prises_en_charge'), 'orientation prise en charge', 'orientations prises en charge')} "
            f"{a.among('prises_en_charge')}"
            + (
                f", en {a.text('delai_orientation')} au plus pour la moitié."
                if a.value("delai_orientation") >= 0
                else "."
            )
        )
        tones = (Tone.NEUTRAL, Tone.GOOD, Tone.NOTHING, Tone.WATCH)
        picture = BarsPicture(
            tuple(Category(name, BY_NAME[name].label, tone) for name, tone in zip(names, tones, strict=True)),
            tuple(
                Bar(
                    BY_NAME[name].label,
                    tuple(a.value(name) if other == name else 0.0 for other in names),
                    a.text(name),
                )
                for name in names
            ),
            "orientations",
        )
    figures = tuple(figure(a, name) for name in (names[1], "delai_orientation", names[3]))
    return page_of(a, Part.ORIENTATIONS, sentence, figures, picture)


def _needs(a: Activity) -> Content:
    names = ("besoins_pourvus", "delai_besoin", "besoins_non_pourvus_fin")
    given = a.given(BY_NAME["besoins_pourvus"])
    if math.isnan(a.value("besoins_ouverts_periode")):
        sentence = _missing(
            a, names[0], "Les besoins ne sont pas connus : aucun suivi ni aucun appel n'en dit."
        )
        picture: Picture = NothingPicture(sentence)
    elif math.isnan(a.value("besoins_pourvus")):
        sentence = (
            f"{french.counted(a.value('besoins_ouverts_periode'), 'besoin exprimé', 'besoins exprimés')} au cours des appels ; "
            "ce qu'ils sont devenus n'est pas connu, faute de suivi des besoins."
        )
        picture = NothingPicture(sentence)
    else:
        sentence = (
            f"{french.counted(a.value('besoins_pourvus'), 'besoin pourvu', 'besoins pourvus')} {a.among('besoins_pourvus')} ; "
            f"{french.counted(a.value('besoins_non_pourvus_fin'), 'reste non pourvu', 'restent non pourvus')} à la fin."
        )
        bars = tuple(
            Bar(
                need.label,
                (found["besoins_pourvus"], found["besoins_clos"] - found["besoins_pourvus"]),
                french.counted(found["besoins_pourvus"], "pourvu"),
                _need_note(a, found["besoins_ouverts_periode"], found["delai_besoin"]),
            )
            for need, found in a.needs.items()
        )
        picture = BarsPicture((MET, GIVEN_UP), bars, "besoins", "Exprimés, délai")
    rows = tuple(
        (
            need.label,
            *(
                written(BY_NAME[name], found[name]) if given else NOT_GIVEN
                for name in ("besoins_ouverts_periode", "besoins_clos", "besoins_pourvus", "delai_besoin")
            ),
        )
        for need, found in a.needs.items()
    )
    table = TablePicture(("Besoin", "Exprimés", "Clos", "Pourvus", "Délai médian de réponse"), rows)
    unknown = math.isnan(a.values["besoins_pourvus"])
    return page_of(
        a,
        Part.NEEDS,
        sentence,
        tuple(figure(a, name) for name in names),
        picture,
        TablePicture((), ()) if unknown else table,
    )


def _need_note(a: Activity, opened: float, delay: float) -> str:
    told = french.counted(opened, "exprimé")
    return told if math.isnan(delay) else f"{told}, {written(BY_NAME['delai_besoin'], delay)}"


def _zones(a: Activity) -> Content:
    names = ("zones_blanches_fin", "zones_fermees_equipe", "zones_ouvertes", "isolees_sans_equipe_fin")
    figures = tuple(figure(a, name) for name in names)
    if math.isnan(a.value("zones_blanches_fin")):
        sentence = "Les zones blanches ne sont pas connues : aucune équipe citoyenne n'est chargée."
        return page_of(a, Part.ZONES, sentence, figures, NothingPicture(sentence))
    if not a.value("zones"):
        sentence = "Aucune zone n'est chargée : les zones blanches ne peuvent pas être dites."
        return page_of(a, Part.ZONES, sentence, figures, NothingPicture(sentence))
    white = StatutZone.BLANCHE.value
    was, now = a.moved["avant"] == white, a.moved["apres"] == white
    reached = ~a.moved["apres"].isin([StatutZone.SANS_INSCRIT.value, StatutZone.SANS_ISOLEE.value])
    columns = (
        ("Fermées", was & ~now & reached, "Aucune zone blanche n'a été fermée.", Tone.GOOD, "✓"),
        ("Ouvertes", now & ~was, "Aucune zone n'est devenue blanche.", Tone.WORST, "!"),
        ("Restées blanches", now & was, "Aucune zone n'est restée blanche.", Tone.BAD, "–"),
    )
    sentence = (
        f"{french.counted(a.value('zones_blanches_fin'), 'zone blanche', 'zones blanches')} à la fin, "
        f"{a.text('zones_blanches_debut')} au début{french.NBSP}: "
        f"{french.counted(a.value('zones_fermees_equipe'), 'fermée')}, {french.counted(a.value('zones_ouvertes'), 'ouverte')}."
    )
    emptied = a.value("zones_videes")
    left = french.counted(emptied, "zone blanche du début n'a", "zones blanches du début n'ont")
    note = f"{left} plus aucun inscrit isolé{french.NBSP}: comptée à part, jamais nommée." if emptied else ""
    told = now | (was & reached)
    rows = [
        (str(name), *(WHITE if state else NOT_WHITE for state in both))
        for name, *both in zip(a.moved.loc[told, "nom_zone"], was[told], now[told], strict=True)
    ]
    return page_of(
        a,
        Part.ZONES,
        sentence,
        figures,
        ColumnsPicture(
            tuple(
                Column(
                    title,
                    tuple(Note(str(name)) for name in a.moved.loc[chosen, "nom_zone"]),
                    empty,
                    tone,
                    sign,
                )
                for title, chosen, empty, tone, sign in columns
            )
        ),
        TablePicture(("Zone", "Au début", "À la fin"), tuple(rows)),
        note,
    )


def _volunteers(a: Activity) -> Content:
    names = tuple(one.name for one in DECLARED if one.part is Part.VOLUNTEERS)
    parts = [
        said(a, "appelants_periode", "appelant a appelé", "appelants ont appelé"),
        said(a, "heures_appel", "heure passée", "heures passées"),
        said(a, "visites_faites", "visite faite", "visites faites"),
        said(a, "binomes_formes", "binôme mis en place", "binômes mis en place"),
    ]
    sentence = _together(a, parts, "Les appelants, les équipes et les binômes ne sont pas connus.")
    picture = TablePicture(HEADERS[:3], tuple(row_of(a, name) for name in names))
    return Content(sentence, (), picture, DEFINED, notes_of(a))


def _missing(a: Activity, name: str, unknown: str) -> str:
    """Why a page has nothing to draw."""
    return unknown if a.given(BY_NAME[name]) else SMALL


PAGES = (
    Page("essentiel", "L'essentiel", "Qu'avons-nous fait, et pour qui ?", _essential),
    Page(Part.CAMPAIGN, "La campagne d'appels", "Qui avons-nous appelé et joint ?", _campaign),
    Page(
        Part.ORIENTATIONS,
        "Les orientations",
        "Qui a été pris en charge, et en combien de temps ?",
        _orientations,
    ),
    Page(
        Part.NEEDS,
        "Les besoins pourvus",
        "À quels besoins avons-nous répondu, et en combien de temps ?",
        _needs,
    ),
    Page(
        Part.ZONES, "Les zones blanches", "Où une équipe va-t-elle désormais, où n'en va-t-il plus ?", _zones
    ),
    Page(Part.DECISIONS, "Les décisions", "Qu'avons-nous décidé, et qu'en est-il advenu ?", decisions_page),
    Page(Part.VOLUNTEERS, "Appelants, équipes et visiteurs", "Avec qui, et combien d'heures ?", _volunteers),
    Page(
        Part.SCHEMES,
        "Les dispositifs et leur coût",
        "Qu'ont fait les dispositifs, et à quel coût ?",
        schemes_page,
    ),
    Page("reperes", "Ici et ailleurs", "Que disent les ordres de grandeur des autres ?", beside_page),
    Page(
        "a-financer", "Ce qui reste à financer", "Que demander à la Conférence des financeurs ?", funding_page
    ),
)
"""In the order of the report; numbers follow."""
