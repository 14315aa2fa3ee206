"""Listes: whom to call, visit or call again, by reference of the register. For the coordination only."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import duckdb
import pandas as pd

from visa_data.indicators.filters import Filters
from visa_data.indicators.indicator import Column, Unit
from visa_data.indicators.state import CADENCE, LOST, NEVER_REACHED, run, state_cte
from visa_data.settings import Settings
from visa_data.vocabulary import NON_LOCALISEES
from visa_data.wording import written


class Liste(StrEnum):
    """One list of people to act on: its code, title, and what being on it means (see `wording`)."""

    heading: str
    wording: str
    condition: str
    order: str

    def __new__(cls, code: str, heading: str, wording: str, condition: str, order: str) -> Liste:
        """Build a member from its code, title, meaning, SQL condition on `etat` and order."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.heading, member.wording = heading, wording
        member.condition, member.order = condition, order
        return member

    def definition(self, settings: Settings) -> str:
        """As read on screen, with the thresholds in force."""
        return written(self.wording, settings)

    A_RAPPELER = (
        "a_rappeler",
        "À rappeler",
        "Personnes évaluées dont le délai de contact de leur niveau échoit ce jour ou est dépassé. "
        "Les niveaux les plus fragiles d'abord.",
        f"niveau > 0 AND (NOT joint OR jours_depuis_joint >= {CADENCE})",
        "niveau DESC, jours_depuis_joint DESC NULLS FIRST",
    )
    JAMAIS_APPELEES = (
        "jamais_appelees",
        "Jamais appelées",
        "Personnes inscrites qu'aucun appel n'a encore tentées, les inscriptions les plus anciennes d'abord.",
        "nb_appels = 0",
        "date_inscription",
    )
    JAMAIS_JOINTES = (
        "jamais_jointes",
        "À visiter",
        "Personnes inscrites appelées au moins {tentatives_jamais_joints:fois}, toujours sans réponse.",
        NEVER_REACHED,
        "nb_appels DESC, dernier_appel",
    )
    PERDUES_DE_VUE = (
        "perdues_de_vue",
        "Perdues de vue",
        "Personnes déjà jointes, mais plus depuis deux fois le délai de leur niveau "
        "({perdue_de_vue_non_evaluee:jours} sans niveau).",
        LOST,
        "niveau DESC, jours_depuis_joint DESC",
    )
    URGENCES = (
        "urgences_sans_contact",
        "Urgences sans contact",
        "Personnes de niveau déclaré 4 qu'aucun appel n'a jointes dans le délai du niveau 4 ({cadence_niveau_4:heures}).",
        "niveau = 4 AND NOT coalesce(jours_depuis_joint <= $cadence_4, false)",
        "jours_depuis_joint DESC NULLS FIRST",
    )


def people_listed(
    cursor: duckdb.DuckDBPyConnection, day: date, settings: Settings, filters: Filters, liste: Liste
) -> pd.DataFrame:
    """The inscrits on a list. Person-level: never asked for the committee.

    Columns: reference, code_zone, nom_zone, niveau (0: not evaluated), dernier_contact (day last joined),
    dernier_appel, appels, appelant (the sponsor, else the caller of the last call; empty when unknown).
    """
    query = f"""
        WITH {state_cte(filters)},
        listees AS MATERIALIZED (SELECT * FROM etat WHERE inscrit AND ({liste.condition})),
        derniers AS (
            SELECT reference, arg_max(appelant, epoch_us(date_appel) * 64 + rang) AS appelant
            FROM appels SEMI JOIN listees USING (reference)
            WHERE date_appel < $lendemain AND appelant <> '' GROUP BY reference
        )
        SELECT e.reference, coalesce(e.code_zone, '') AS code_zone,
            coalesce(z.nom, e.code_zone, '{NON_LOCALISEES}') AS nom_zone, e.niveau,
            e.dernier_joint::DATE AS dernier_contact, e.dernier_appel::DATE AS dernier_appel,
            e.nb_appels AS appels, coalesce(e.parrain, d.appelant, '') AS appelant
        FROM listees e LEFT JOIN zones_actives z ON z.code = e.code_zone LEFT JOIN derniers d USING (reference)
        ORDER BY {liste.order}, e.reference
    """
    return run(cursor, query, day, settings, filters)


COLUMNS = (
    Column("reference", "Référence", "Référence du registre.", Unit.CODE, ""),
    Column("nom_zone", "Zone", "Zone où vit la personne.", Unit.TEXT, ""),
    Column("niveau", "Niveau", "Niveau déclaré ; 0 : non évaluée.", Unit.CODE, ""),
    Column("dernier_contact", "Dernier contact", "Jour où la personne a été jointe.", Unit.TEXT, ""),
    Column("dernier_appel", "Dernier appel", "Jour de la dernière tentative.", Unit.TEXT, ""),
    Column("appels", "Appels", "Tentatives depuis le début.", about="appels"),
    Column("appelant", "Appelant·e", "Parrain ou marraine, sinon dernier appelant.", Unit.TEXT, ""),
)
