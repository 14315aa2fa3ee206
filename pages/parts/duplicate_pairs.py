"""Pairs of references as cards: the two side by side, the evidence, and the decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from pages.parts.context import Context, stop_with
from pages.parts.figures import key_figure
from pages.parts.journaled import note_shown
from pages.parts.plain import joined, marked, plain
from visa_data import french
from visa_data.base import Base
from visa_data.duplicates.evidence import Leaning, evidence
from visa_data.duplicates.joining import PairDecision, decide, withdraw
from visa_data.duplicates.listing import NOT_COMPARED, PairsListed, source_label
from visa_data.duplicates.pairs import evidence_version, probable_pairs, readiness
from visa_data.duplicates.wording import readiness_sentences
from visa_data.errors import VisaError
from visa_data.roles import Permission, author_label
from visa_data.typography import french as typographic

SAID = "_doublons_dit"
PER_PAGE = 10
MARKS = {
    Leaning.FOR: marked(":green[✔]"),
    Leaning.AGAINST: marked(":red[✘]"),
    Leaning.SILENT: marked("·"),
}
HELP = """
**D'où viennent les indices.** À la lecture d'un fichier, le nom, le prénom, la date de naissance et le téléphone sont
transformés en empreintes chiffrées avec une clé gardée hors de la base, puis oubliés : la base ne contient aucun nom. Deux
empreintes ne disent qu'une chose : « identiques » ou « différentes ».

**Ce que donne « C'est la même personne ».** Les deux références comptent pour une seule personne partout, dans les cartes, listes,
chiffres et exports. La référence du registre la représente ; les appels et besoins des deux sont réunis ; l'inscription
est à la première des deux dates ; elle n'est radiée que si les deux le sont ; un « oui » en vigueur sur l'une vaut pour la personne. Si
elle refuse sous l'une des références, elle est effacée sous toutes. Chaque décision se reprend.
"""


def found_pairs(context: Context) -> pd.DataFrame:
    """The probable pairs, computed again only when people or fingerprints change."""
    context.role.require(Permission.JOIN_PEOPLE)
    with context.base.references() as cursor:
        version = evidence_version(cursor)
    with st.spinner("Comparaison des références…"):
        return _found(str(context.base.path), version, context.settings.doublon_a_examiner, context.base)


@st.cache_data(max_entries=4, show_spinner=False)
def _found(path: str, version: str, least: float, _base: Base) -> pd.DataFrame:
    with _base.references() as cursor:
        return probable_pairs(cursor, least)


def said_before() -> None:
    """What the last decision did, said once."""
    said = st.session_state.pop(SAID, "")
    if said:
        st.success(plain(said))


def counts_row(context: Context, listed: PairsListed) -> None:
    """References, people that they make, pairs to decide."""
    with context.base.references() as cursor:
        row = cursor.execute("""
            SELECT (SELECT count(*) FROM personnes), (SELECT count(*) FROM personnes_reunies),
                (SELECT count(DISTINCT principale) FROM personnes_reunies)
        """).fetchone()
    assert row is not None
    references, members, people = row
    probable = int((listed.to_decide["probabilite"] >= context.settings.doublon_probable).sum())
    share = french.percent(context.settings.doublon_probable)
    columns = st.columns(4)
    with columns[0]:
        key_figure("Références", french.number(references), definition="Références présentes dans la base.")
    with columns[1]:
        key_figure(
            "Personnes",
            french.number(references - members + people),
            definition="Références, celles d'une même personne comptées une fois.",
        )
    with columns[2]:
        key_figure(
            "Doublons probables à décider",
            french.number(probable),
            definition=typographic(f"Paires à décider d'une probabilité d'au moins {share}."),
        )
    with columns[3]:
        key_figure(
            "Autres paires à examiner",
            french.number(len(listed.to_decide) - probable),
            definition=typographic(
                f"Paires à décider d'une probabilité de {french.percent(context.settings.doublon_a_examiner)} à {share}."
            ),
        )


def readiness_notes(context: Context) -> None:
    """How far the base can be searched."""
    with context.base.references() as cursor:
        ready = readiness(cursor)
    st.caption(plain(typographic(" ".join(readiness_sentences(ready)))))


def how_it_works() -> None:
    """Where the evidence comes from, and what a decision does."""
    with st.expander("Comment les doublons sont trouvés, ce que fait une décision"):
        st.markdown(HELP)


def show_pairs(context: Context, pairs: pd.DataFrame) -> None:
    """Ten cards a page, in the order given."""
    if pairs.empty:
        st.info("Aucune paire ici.")
        return
    note_shown("doublons", len(pairs))
    pages = -(-len(pairs) // PER_PAGE)
    page = min(st.pagination(pages, key="doublons_page"), pages) if pages > 1 else 1
    for pair in pairs.iloc[(page - 1) * PER_PAGE : page * PER_PAGE].to_dict("records"):
        _card(context, pair)


def _card(context: Context, pair: Mapping[str, Any]) -> None:
    one, other = str(pair["reference_a"]), str(pair["reference_b"])
    key = f"{one}|{other}"
    decision = pair.get("decision", "")
    with st.container(border=True):
        left, right, reasons, gestures = st.columns([2, 2, 4, 2])
        with left:
            _side(pair, "a")
        with right:
            _side(pair, "b")
        with reasons:
            _evidence(context, pair)
        with gestures:
            if decision:
                st.markdown(marked("**{}**", PairDecision(decision).wording))
                moment = french.moment(pd.Timestamp(pair["decide_le"]).to_pydatetime())
                st.caption(plain(f"décidé le {moment}, {author_label(pair['decide_par'])}"))
                if st.button("Reprendre la décision", key=f"reprendre|{key}", width="stretch"):
                    _act(
                        context,
                        lambda: withdraw(context.base, one, other, at=datetime.now(), by=context.role.author),
                    )
                return
            for label, wanted in (
                ("C'est la même personne", PairDecision.SAME),
                ("Ce sont deux personnes", PairDecision.DISTINCT),
            ):
                if st.button(plain(label), key=f"{wanted.value}|{key}", width="stretch"):
                    _act(
                        context,
                        lambda wanted=wanted: decide(
                            context.base,
                            one,
                            other,
                            wanted,
                            at=datetime.now(),
                            by=context.role.author,
                            probability=float(pair["probabilite"]),
                        ),
                    )


def _side(pair: Mapping[str, Any], side: str) -> None:
    st.markdown(marked("**{}**", pair[f"reference_{side}"]))
    facts = [source_label(pair[f"source_{side}"])]
    if not pd.isna(pair[f"date_inscription_{side}"]):
        facts.append(f"inscrite le {french.day(pd.Timestamp(pair[f'date_inscription_{side}']).date())}")
    year = pair[f"annee_naissance_{side}"]
    facts.append("année de naissance inconnue" if pd.isna(year) else f"née en {int(year)}")
    zone = pair[f"code_zone_{side}"]
    facts.append("non localisée" if pd.isna(zone) else f"zone {zone}")
    st.markdown(joined("  \n", facts))


def _evidence(context: Context, pair: Mapping[str, Any]) -> None:
    likely = pair["probabilite"]
    if not pd.isna(likely):
        word = "doublon probable" if likely >= context.settings.doublon_probable else "à examiner"
        st.markdown(marked("**{}** · {}", typographic(_percent(float(likely))), word))
    if pd.isna(pair["noms"]):
        st.caption(plain(typographic(NOT_COMPARED)))
        return
    st.markdown(
        joined(
            "  \n",
            (
                marked("{} {} ({})", MARKS[item.leaning], item.text, item.leaning.wording)
                for item in evidence(pair)
            ),
        )
    )


def _percent(likely: float) -> str:
    """A probability that never reads 100 % while it is not."""
    return "plus de 99,9 %" if likely > 0.999 else french.percent(likely, 1)


def _act(context: Context, write: Callable[[], None]) -> None:
    context.role.require(Permission.JOIN_PEOPLE)
    try:
        write()
    except VisaError as error:
        stop_with(error)
    st.session_state[SAID] = "C'est noté : les chiffres de toutes les pages en tiennent compte."
    st.rerun()
