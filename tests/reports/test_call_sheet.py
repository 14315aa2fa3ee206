"""The sheets to print: one page a caller, references only, every text escaped, nothing remote."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.hostile_names import NAMES
from tests.reports.test_html import Seen
from visa_data.indicators.feuilles_appel import CallSheets
from visa_data.indicators.listes import GESTURES, Liste
from visa_data.reports.call_sheet import HEADERS, as_call_sheets, as_list


def sheets(caller: str = "A1", zone: str = "Vallée aux Saules") -> CallSheets:
    calls = pd.DataFrame(
        {
            "appelant": [caller, caller, "B2"],
            "rang": [1, 2, 1],
            "reference": ["R-1", "R-2", "R-3"],
            "code_zone": ["Z1", "", "Z1"],
            "nom_zone": [zone, "Non localisées", zone],
            "niveau": [4, 0, 2],
            "retard_jours": [3, 0, 1],
            "appels": [2, 1, 5],
            "a_faire": ["Rappeler", "Évaluer, sinon visiter", "Rappeler"],
            "dernier_contact": pd.to_datetime(["2020-05-01", None, "2020-04-20"]),
            "lien": ["parrain", "zone", "renfort"],
            "minutes": [20.0, 18.0, 20.0],
        }
    )
    callers = pd.DataFrame(
        {
            "appelant": [caller, "B2", "C3"],
            "profil": ["agent", "", ""],
            "minutes_disponibles": [60.0, 30.0, 10.0],
            "appels": [2, 1, 0],
            "minutes_prevues": [38.0, 20.0, 0.0],
        }
    )
    return CallSheets(date(2020, 5, 11), calls, callers, calls.iloc[:0], 0, {0: 18.0}, False)


def test_one_page_for_each_caller_who_has_somebody_to_call() -> None:
    seen = Seen(as_call_sheets(sheets(), ["A1", "B2", "C3"], "Pays des Sources").decode("utf-8"))
    assert seen.tags["section"] == seen.tags["table"] == 2
    said = " ".join(seen.texts).replace("\u00a0", " ")
    assert said.count("Feuille d'appel du 11 mai 2020") == 2
    assert (
        "Appelant·e A1 : 2 personnes à appeler dans cet ordre, environ 38 minutes sur les 60 de la journée."
        in said
    )
    assert "à évaluer" in said and "jamais" in said and "Rappeler (parrainage)" in said
    assert "Évaluer, sinon visiter" in said
    assert [text for text in seen.texts if text in HEADERS[:2]] == ["N°", "Référence"] * 2


def test_only_the_callers_asked_for() -> None:
    content = as_call_sheets(sheets(), ["B2"], "Pays des Sources").decode("utf-8")
    assert "R-3" in content and "R-1" not in content


def test_a_list_says_what_is_to_be_done_of_each() -> None:
    people = pd.DataFrame(
        {
            "reference": ["R-1", "R-2"],
            "nom_zone": ["Vallée aux Saules", "<b>Ailleurs</b>"],
            "niveau": [4, 2],
            "retard_jours": [12, 0],
            "situation": ["Jamais orientée", "Refusée le 2 avril 2020"],
            "acteur": ["CLIC de la Vallée", "aucun connu dans sa zone"],
        }
    )
    content = as_list(
        people, Liste.A_ORIENTER, "Personnes à orienter.", date(2020, 5, 10), "Pays des Sources"
    )
    seen = Seen(content.decode("utf-8"))
    said = " ".join(seen.texts).replace("\u00a0", " ")
    assert "À orienter au 10 mai 2020" in said and "Personnes à orienter. 2 personnes." in said
    assert "Orienter : CLIC de la Vallée" in said and "Orienter : aucun connu dans sa zone" in said
    assert "12 jours" in said and "Téléphone" not in said
    assert "b" not in seen.tags, "a name is text"
    assert set(GESTURES) == set(Liste)


@pytest.mark.parametrize("name", NAMES[:12])
def test_whatever_a_name_holds_it_is_text(name: str) -> None:
    content = as_call_sheets(sheets(zone=name, caller=name), [name], name).decode("utf-8")
    seen, ordinary = Seen(content), Seen(as_call_sheets(sheets(), ["A1"], "T").decode("utf-8"))
    assert seen.tags == ordinary.tags and len(seen.attributes) == len(ordinary.attributes)
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in seen.attributes
    assert not seen.tags.keys() & {"script", "iframe", "link", "img", "form"}
