"""Invented pictures made of texts and small drawings: statements, a proportion, cards, columns, and lists beside."""

from __future__ import annotations

from dataclasses import replace

from tests.reports.handmade import some_curves
from visa_data.pictures.picture import (
    Area,
    Bar,
    BarsPicture,
    Card,
    CardsPicture,
    Category,
    Column,
    ColumnsPicture,
    CurvesPicture,
    Listing,
    MapPicture,
    Note,
    Picture,
    ProportionPicture,
    Statement,
    StatementsPicture,
    Tone,
    Trend,
)
from visa_data.territory.zones import ZoneFrame
from visa_data.vocabulary import Besoin

LATE = Category("tard", "sans contact depuis plus de 48 heures", Tone.WORST, "!")
ON_TIME = Category("temps", "jointes à temps", Tone.GOOD, "✓")
WEEKS = Trend((8, 9, 9, None, 10, 12, 11, 10, 11, 12, 11, 17), "5 sept.", "21 nov.")
SHARE = Trend(
    (40.0, 44.5, 51.0, 55.0, 58.0, 60.0, 61.0, 64.0, 66.0, 69.0, 71.4, 76.2), "5 sept.", "21 nov.", "\u00a0%"
)


def some_statements(zones: ZoneFrame, text: str = "Corvilly n'a plus d'équipe") -> StatementsPicture:
    """Three statements: two curves, one small map."""
    white = Category("blanche", "sans équipe", Tone.WORST, "B")
    small = MapPicture((Area((zones.codes[0],), text, "blanche"),), (white,))
    return StatementsPicture(
        (
            Statement(
                "17 situations urgentes n'ont eu aucun contact depuis plus de 48 heures",
                *("11", "17", "▲ +6, moins bien", Tone.WORST, WEEKS),
            ),
            Statement(text, "3 zones", "5 zones", "▲ +2, moins bien", Tone.BAD, small),
            Statement(
                "Plus de personnes jointes que jamais",
                *("71,4\u00a0%", "76,2\u00a0%", "▲ +4,8 points, mieux", Tone.GOOD, SHARE),
            ),
        ),
        "14 nov.",
        "21 nov.",
    )


def a_proportion(whole: int = 42, place: str = "Maroilles et Le Favril") -> ProportionPicture:
    """Thirty-two out of as many, four places."""
    where = Listing("Où", ((place, "< 11"), ("Orme", "15"), ("Sart", "10"), ("Bry", "< 11")))
    of = f"sur {whole} situations urgentes"
    return ProportionPicture(
        32, whole, "32", of, LATE, ON_TIME, WEEKS, "Sans contact, sur douze semaines", where
    )


def some_cards(label: str = "en attente de consentement") -> CardsPicture:
    """Three totals with what to do about each."""
    return CardsPicture(
        (
            Card(
                *("87", "personnes perdues de vue", "▲ +12 depuis le 14 nov.", Tone.WORST, WEEKS),
                ("Rappeler le matin, puis passer par le voisin déclaré.",),
            ),
            Card(
                *("238", "à visiter (3 appels sans réponse)", "▼ −4 depuis le 14 nov.", Tone.BAD, WEEKS),
                ("Confier 20 visites par semaine aux équipes citoyennes.", "Commencer par Corvilly."),
            ),
            Card("64", label, "sans changement", Tone.WATCH, None, ("Relancer par courrier.",)),
        )
    )


def some_columns(decided: int = 9, text: str = "Ouvrir une équipe à Corvilly") -> ColumnsPicture:
    """Two proposals, as many decisions, one late."""
    return ColumnsPicture(
        (
            Column("Proposé", (Note(text, "Mairie"), Note("Appeler le samedi")), tone=Tone.NEUTRAL, sign="?"),
            Column(
                "Décidé",
                tuple(
                    Note(f"Décision {n}", "Coordination", f"pour le {n + 1} déc.", "À faire", Tone.GOOD)
                    for n in range(decided)
                ),
                "Rien n'est décidé.",
                Tone.GOOD,
                "✓",
            ),
            Column(
                "En retard",
                (Note("Rappeler la nuit", "CCAS", "pour le 1 nov.", "En retard de 20 jours", Tone.WORST),),
                "Rien n'est en retard.",
                Tone.WORST,
                "!",
            ),
        )
    )


def noted_bars(note: str = "Croix-Rouge de Corvilly") -> BarsPicture:
    """Ten needs, the part without resource marked, whom to call at the right."""
    series = (
        Category("sans", "Sans aucune ressource", Tone.WORST, "!"),
        Category("avec", "Une ressource existe", Tone.GOOD, "✓"),
    )
    bars = tuple(
        Bar(need.label, (40.0 - 3 * rank, 60.0 - 5 * rank), f"{40 - 3 * rank} sur {100 - 8 * rank}", note)
        for rank, need in enumerate(Besoin)
    )
    return BarsPicture(series, bars, "personnes", "À appeler")


def curves_beside(name: str = "Montées au niveau 4") -> CurvesPicture:
    """Curves, and who moved beside them."""
    return replace(some_curves(), beside=Listing("Qui a bougé", ((name, "< 11"), ("Redescendues", "23"))))


def composed(zones: ZoneFrame) -> dict[str, Picture]:
    """One picture of each of these kinds."""
    return {
        "statements": some_statements(zones),
        "proportion": a_proportion(),
        "cards": some_cards(),
        "columns": some_columns(),
        "noted bars": noted_bars(),
        "curves beside": curves_beside(),
    }
