"""What changed, word for word."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from tests.plain_text import plain
from visa_data.indicators.evolution import KEY_FIGURES
from visa_data.provenance.extracts_since import COLUMNS
from visa_data.provenance.happened import EVENTS
from visa_data.provenance.meetings import Meeting
from visa_data.provenance.sentences import sentences
from visa_data.provenance.what_changed import WhatChanged

FIRST, SECOND = date(2020, 4, 28), date(2020, 5, 5)
MEETING = Meeting(FIRST, datetime(2020, 4, 28, 14), datetime(2020, 4, 28, 16))

Values = tuple[float, float, float, float]
"""Shown, recomputed with the thresholds of then, recomputed, now."""


def changed(
    figures: dict[str, Values] | None = None,
    events: dict[str, int] | None = None,
    extracts: tuple[tuple[object, ...], ...] = (),
    thresholds: tuple[tuple[object, ...], ...] = (),
    *,
    meeting: Meeting | None = MEETING,
) -> WhatChanged:
    values = {f.name: (0.5,) * 4 if f.name.startswith("taux") else (20.0,) * 4 for f in KEY_FIGURES} | (
        figures or {}
    )
    frame = pd.DataFrame(
        [(name, *row) for name, row in values.items()],
        columns=["indicateur", "montre", "recalcule_anciens_reglages", "recalcule", "apres"],
    )
    counts = events or {}
    return WhatChanged(
        FIRST,
        SECOND,
        meeting,
        frame,
        pd.DataFrame(extracts, columns=COLUMNS).astype({"horodatage": "datetime64[us]"}),
        pd.DataFrame(
            [(e.name, e.one, e.many, e.about, counts.get(e.name, 0)) for e in EVENTS],
            columns=["evenement", "un", "plusieurs", "compte_de", "nombre"],
        ),
        pd.DataFrame(thresholds, columns=["reglage", "libelle", "unite", "avant", "apres"]),
    )


def said(*args: object, **named: object) -> list[str]:
    return [plain(sentence) for sentence in sentences(changed(*args, **named))]  # type: ignore[arg-type]


LOADED = (1, "caf.csv", "personnes", "charge", datetime(2020, 4, 30, 9, 5), 13, 1, 0, 12)
ANOTHER = (2, "appels.csv", "appels", "charge", datetime(2020, 5, 4, 9), 1, 0, 0, 0)


def test_nothing_at_all() -> None:
    assert said() == [
        "Rien n'est daté après le 28 avril 2020 et jusqu'au 5 mai 2020.",
        "Changement réel : aucun chiffre n'a bougé.",
        "Changement de données : aucun, les chiffres montrés à la réunion du 28 avril 2020 restent vrais.",
    ]


def test_one_of_each() -> None:
    assert said(
        {"inscrits": (20, 21, 21, 22)},
        {"appels": 1, "inscriptions": 1},
        (LOADED,),
    ) == [
        "Après le 28 avril 2020 et jusqu'au 5 mai 2020 : 1 appel et 1 inscription.",
        "Changement réel : personnes inscrites, de 21 à 22 (+1).",
        "Changement de données : un chiffre montré à la réunion du 28 avril 2020 n'est plus le même : "
        "personnes inscrites, de 20 à 21 (+1).",
        "Fichier en cause : « caf.csv » (personnes inscrites, chargé le 30 avril 2020 à 09:05 : "
        "13 lignes ajoutées et 1 ligne modifiée).",
    ]


def test_many_are_named_then_counted() -> None:
    names = ["urgences", "perdus_de_vue", "isolees", "besoins_ouverts", "jamais_joints"]
    found = said(
        {name: (20.0, 20.0 + n, 20.0 + n, 20.0 + n) for n, name in enumerate(names, 1)}
        | {"joints": (20, 20, 20, 1220)},
        {"appels": 1200, "appels_joints": 2},
        (LOADED, (3, "faux.csv", "appels", "annule", datetime(2020, 5, 2, 8), 2, 0, 0, 2), ANOTHER),
    )
    assert found[:3] == [
        "Après le 28 avril 2020 et jusqu'au 5 mai 2020 : 1 200 appels et 2 appels où la personne a été jointe.",
        "Changement réel : personnes jointes, de 20 à 1 220 (+1 200).",
        "Changement de données : 5 chiffres montrés à la réunion du 28 avril 2020 ne sont plus les mêmes : "
        "jamais jointes, de 20 à 25 (+5) ; besoins ouverts, de 20 à 24 (+4) ; personnes isolées, de 20 à 23 (+3) ; "
        "perdues de vue, de 20 à 22 (+2) ; et 1 autre chiffre.",
    ]
    assert found[3:] == [
        "Fichiers en cause : « caf.csv » (personnes inscrites, chargé le 30 avril 2020 à 09:05 : "
        "13 lignes ajoutées et 1 ligne modifiée) ; « faux.csv » (appels, annulé le 2 mai 2020 à 08:00 : "
        "2 lignes ajoutées).",
        "Fichier sans effet sur les chiffres montrés : « appels.csv » (appels, chargé le 4 mai 2020 à 09:00 : "
        "1 ligne ajoutée).",
    ]


def test_data_gone_without_a_file_is_said() -> None:
    assert said({"inscrits": (20, 18, 18, 18)})[2:] == [
        "Changement de données : un chiffre montré à la réunion du 28 avril 2020 n'est plus le même : "
        "personnes inscrites, de 20 à 18 (−2).",
        "Aucun fichier ne l'explique : des données ont été effacées, "
        "ou une nouvelle version du tableau de bord calcule autrement.",
    ]


def test_no_meeting_recorded() -> None:
    assert said({"inscrits": (float("nan"), 20, 20, 21)}, None, (LOADED,), meeting=None)[1:] == [
        "Changement réel : personnes inscrites, de 20 à 21 (+1).",
        "Aucune réunion n'est enregistrée au 28 avril 2020 : les deux dates sont calculées sur les données "
        "d'aujourd'hui, ce qui a été montré alors n'est pas connu.",
        "1 fichier chargé depuis le 28 avril 2020 : « caf.csv » (personnes inscrites, chargé le "
        "30 avril 2020 à 09:05 : 13 lignes ajoutées et 1 ligne modifiée).",
    ]
    assert said(meeting=None)[-1] == "Aucun fichier n'a été chargé depuis le 28 avril 2020."


def test_outlines_and_thresholds() -> None:
    outlines = (4, "contours.geojson", "zones", "charge", datetime(2020, 4, 30, 9), 0, 52, 0, 52)
    cadence = ("cadence_niveau_2", "Contact attendu, niveau 2", "jours", 14, 20)
    share = ("part_grise", "Zone grise", "part", 0.5, 0.4)
    assert said({"a_jour": (20, 20, 22, 22)}, None, (outlines,), (cadence,))[3:] == [
        "Fichier sans effet sur les chiffres montrés : « contours.geojson » (contours des zones, chargé le "
        "30 avril 2020 à 09:00 : 52 lignes modifiées).",
        "Les contours des zones ont changé (« contours.geojson ») : les chiffres par zone ne se comparent plus "
        "à ceux d'alors.",
        "Un réglage a changé : « Contact attendu, niveau 2 », de 14 à 20 jours.",
        "À lui seul, ce réglage change : contacts à jour, de 20 à 22 (+2).",
    ]
    assert said(None, None, (), (cadence,))[4:] == ["À lui seul, ce réglage ne change aucun chiffre."]
    assert said(None, None, (), (cadence, share))[3:] == [
        "2 réglages ont changé : « Contact attendu, niveau 2 », de 14 à 20 jours et « Zone grise », "
        "de 0,50 à 0,40 part.",
        "À eux seuls, ces réglages ne changent aucun chiffre.",
    ]


def test_small_numbers_of_events_can_be_withheld() -> None:
    found = sentences(
        changed(None, {"inscriptions": 3}),
        counted=lambda count, one, many: f"moins de 11 {many}" if count < 11 else f"{count} {many}",
    )
    assert plain(found[0]) == "Après le 28 avril 2020 et jusqu'au 5 mai 2020 : moins de 11 inscriptions."
