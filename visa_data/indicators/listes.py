"""Listes: whom to orient, call, visit, give a sponsor or a visitor to, by reference. For the coordination only."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import duckdb
import pandas as pd

from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import Column, Unit
from visa_data.indicators.listes_suivi import to_chase, to_match, to_orient, to_sponsor
from visa_data.indicators.state import CADENCE, LOST, NEVER_REACHED, of_everybody, only_chosen, run, state_cte
from visa_data.settings import Settings
from visa_data.vocabulary import NON_LOCALISEES
from visa_data.wording import written


class Liste(StrEnum):
    """One list of people to act on: its code, title, and what being on it means (see `wording`).

    condition: in SQL on `etat`; empty for the lists drawn from what was asked for people (see `FOLLOWED`).
    """

    heading: str
    wording: str
    condition: str

    def __new__(cls, code: str, heading: str, wording: str, condition: str = "") -> Liste:
        """Build a member from its code, title, meaning and SQL condition."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.heading, member.wording, member.condition = heading, wording, condition
        return member

    def definition(self, settings: Settings) -> str:
        """As read on screen, with the thresholds in force."""
        return written(self.wording, settings)

    A_ORIENTER = (
        "a_orienter",
        "À orienter",
        "Personnes de niveau déclaré 2 ou au-delà que personne n'a orientées, ou dont l'orientation a été refusée ou est "
        "restée sans suite. L'acteur est l'un de ceux de leur zone, du type que le guide indique pour leur niveau.",
    )
    A_RELANCER = (
        "a_relancer",
        "À relancer",
        "Personnes dont l'orientation est proposée, acceptée ou transmise, et qu'aucun acteur n'a encore prises en charge.",
    )
    A_RAPPELER = (
        "a_rappeler",
        "À rappeler",
        "Personnes évaluées dont le délai de contact de leur niveau échoit ce jour ou est dépassé.",
        f"niveau > 0 AND (NOT joint OR jours_depuis_joint >= {CADENCE})",
    )
    JAMAIS_APPELEES = (
        "jamais_appelees",
        "Jamais appelées",
        "Personnes inscrites qu'aucun appel n'a encore tentées.",
        "nb_appels = 0",
    )
    JAMAIS_JOINTES = (
        "jamais_jointes",
        "À visiter",
        "Personnes inscrites appelées au moins {tentatives_jamais_joints:fois}, toujours sans réponse.",
        NEVER_REACHED,
    )
    PERDUES_DE_VUE = (
        "perdues_de_vue",
        "Perdues de vue",
        "Personnes déjà jointes, mais plus depuis deux fois le délai de leur niveau "
        "({perdue_de_vue_non_evaluee:jours} sans niveau).",
        LOST,
    )
    URGENCES = (
        "urgences_sans_contact",
        "Urgences sans contact",
        "Personnes de niveau déclaré 4 qu'aucun appel n'a jointes dans le délai du niveau 4 ({cadence_niveau_4:heures}).",
        "niveau = 4 AND NOT coalesce(jours_depuis_joint <= $cadence_4, false)",
    )
    A_PARRAINER = (
        "a_parrainer",
        "À parrainer",
        "Personnes dont le parrain ou la marraine n'appelle plus. L'acteur est l'appelant proposé : qui les a déjà appelées, "
        "sinon qui intervient dans leur zone, celui qui a le plus d'heures libres.",
    )
    A_APPARIER = (
        "a_apparier",
        "À apparier",
        "Personnes qui ont demandé une visite, et à qui aucun bénévole n'a encore été proposé.",
    )


FOLLOWED = {
    Liste.A_ORIENTER: to_orient,
    Liste.A_RELANCER: to_chase,
    Liste.A_PARRAINER: to_sponsor,
    Liste.A_APPARIER: to_match,
}
"""Lists that the register and the calls do not give by themselves."""
GESTURES = {
    Liste.A_ORIENTER: "Orienter",
    Liste.A_RELANCER: "Relancer",
    Liste.A_RAPPELER: "Rappeler",
    Liste.JAMAIS_APPELEES: "Appeler une première fois",
    Liste.JAMAIS_JOINTES: "Visiter",
    Liste.PERDUES_DE_VUE: "Rappeler, ou visiter",
    Liste.URGENCES: "Joindre aujourd'hui",
    Liste.A_PARRAINER: "Donner un parrain",
    Liste.A_APPARIER: "Proposer des bénévoles",
}
"""What each list asks to be done."""


def what_to_do(liste: Liste, actor: str = "") -> str:
    """« Orienter : CLIC de Maroilles ». actor: as `people_listed` gives it (who, or why nobody), "" for nobody."""
    return f"{GESTURES[liste]} : {actor}" if actor else GESTURES[liste]


ORDER = "Rangées par niveau × jours de retard, ceux au-delà du délai de contact du niveau."


def people_listed(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters, liste: Liste
) -> pd.DataFrame:
    """The inscrits on a list, most levels × days overdue first. Person-level: never asked for the committee.

    Columns of every list: reference, code_zone ('' for nowhere), nom_zone, niveau (0: not evaluated), jours_attente,
    retard_jours (days waited beyond the cadence of the level; 0 without a level). Of those drawn from the calls:
    jours_attente since the last contact, or the registration; dernier_contact (day last joined), dernier_appel, appels,
    appelant (the sponsor, else the caller of the last call; empty when unknown). Of the others: situation, in
    words, and acteur (who was asked, or could be; empty for nobody).
    """
    listed = of_everybody(cursor, liste.value, day, settings, lambda: _listed(cursor, day, settings, liste))
    return only_chosen(cursor, listed, day, settings, filters)


def _listed(cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, liste: Liste) -> pd.DataFrame:
    if liste in FOLLOWED:
        found = FOLLOWED[liste](cursor, day, settings)
        names = dict(cursor.execute("SELECT code, nom FROM zones_actives").fetchall())
        found.insert(2, "nom_zone", [names.get(code, code) or NON_LOCALISEES for code in found["code_zone"]])
    else:
        found = _of_the_state(cursor, day, settings, liste)
    pressing = found["niveau"] * found["retard_jours"]
    return (
        found.assign(pressing=pressing)
        .sort_values(
            ["pressing", "niveau", "jours_attente", "reference"],
            ascending=[False, False, False, True],
            ignore_index=True,
        )
        .drop(columns="pressing")
    )


def _of_the_state(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, liste: Liste
) -> pd.DataFrame:
    query = f"""
        WITH {state_cte()},
        listees AS MATERIALIZED (
            SELECT *, coalesce(jours_depuis_joint, date_diff('day', date_inscription, $jour)) AS jours_attente
            FROM etat WHERE inscrit AND ({liste.condition})
        ),
        derniers AS (
            SELECT reference, arg_max(appelant, epoch_us(date_appel) * 64 + rang) AS appelant
            FROM appels SEMI JOIN listees USING (reference)
            WHERE date_appel < $lendemain AND appelant <> '' GROUP BY reference
        )
        SELECT e.reference, coalesce(e.code_zone, '') AS code_zone,
            coalesce(z.nom, e.code_zone, '{NON_LOCALISEES}') AS nom_zone, e.niveau, e.jours_attente,
            coalesce(greatest(0, e.jours_attente - {CADENCE}), 0) AS retard_jours,
            e.dernier_joint::DATE AS dernier_contact, e.dernier_appel::DATE AS dernier_appel,
            e.nb_appels AS appels, coalesce(e.parrain, d.appelant, '') AS appelant
        FROM listees e LEFT JOIN zones_actives z ON z.code = e.code_zone LEFT JOIN derniers d USING (reference)
    """
    return run(cursor, query, day, settings)


COLUMNS = (
    Column("reference", "Référence", "Référence du registre.", Unit.CODE, ""),
    Column("nom_zone", "Zone", "Zone où vit la personne.", Unit.TEXT, ""),
    Column("niveau", "Niveau", "Niveau déclaré ; 0 : non évaluée.", Unit.CODE, ""),
    Column(
        "retard_jours",
        "Retard (jours)",
        "Jours d'attente au-delà du délai de contact du niveau.",
        Unit.DAYS,
        "",
        worse=1,
    ),
    Column(
        "jours_attente",
        "Attente (jours)",
        "Jours depuis lesquels la personne attend.",
        Unit.DAYS,
        "",
        worse=1,
    ),
    Column("situation", "Situation", "Ce qui a été fait, et depuis quand.", Unit.TEXT, ""),
    Column("acteur", "Acteur", "À qui la demande a été faite, ou peut l'être.", Unit.TEXT, ""),
    Column("dernier_contact", "Dernier contact", "Jour où la personne a été jointe.", Unit.TEXT, ""),
    Column("dernier_appel", "Dernier appel", "Jour de la dernière tentative.", Unit.TEXT, ""),
    Column("appels", "Appels", "Tentatives depuis le début.", about="appels"),
    Column("appelant", "Appelant·e", "Parrain ou marraine, sinon dernier appelant.", Unit.TEXT, ""),
)
