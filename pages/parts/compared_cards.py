"""Two places side by side in the card: a column each, never added together; the second one is in the address."""

from __future__ import annotations

import streamlit as st

from pages.parts.card_desk import Place, desk_of
from pages.parts.card_html import part, sentence, small_table
from pages.parts.card_links import COMPARED
from pages.parts.context import Context
from pages.parts.leads import SERVICES
from pages.parts.search_box import search_among
from visa_data import french
from visa_data.dossier.team_places import about
from visa_data.indicators.compared import differences
from visa_data.indicators.zone_card import change_in_french, first_columns, status_label
from visa_data.vocabulary import StatutDecision


def compared_with(code: str) -> str:
    """The place that the address compares with; "" for none, for itself, and for a team or a resource."""
    other = st.query_params.get(COMPARED, "")
    return "" if other == code or code.startswith(SERVICES) else other


def compare_box(context: Context, code: str, compared: str = "") -> None:
    """The search of the place to compare with, opened by a button; another takes the comparison off, where there is one."""

    def compare(other: str) -> None:
        st.query_params[COMPARED] = other

    # Another key: what opened it is closed once the choice is made. Filled when opened: no click waits for every name.
    opened = st.popover("Comparer à…", key=f"carte_comparer_{code}_{compared}", on_change="rerun")
    if opened.open:
        with opened:
            search_among(
                "Comparer à",
                [entry for entry in desk_of(context).entries if entry[0] != code],
                key="carte_comparer",
                chosen=compare,
                awaited=True,
            )
    if compared:
        st.button("Fermer la comparaison", key="carte_comparer_fin", on_click=_close)


def _close() -> None:
    st.query_params.pop(COMPARED, None)


def show_compared(context: Context, one: Place, other: Place) -> None:
    """Both, figure by figure, and in words where they differ notably."""
    close = about(context.book) if context.book is not None else ""
    names = (one.card.name, other.card.name)
    st.html(
        part("Ce qui diffère", *map(sentence, differences(one.card, other.card, close)))
        + small_table(("", *names), _rows(context, one, other), even=True)
    )


def _rows(context: Context, one: Place, other: Place) -> list[tuple[str, str, str]]:
    both = (one, other)
    rows = [("En une phrase", one.opening, other.opening)]
    if one.sector is None:
        rows.append(("Statut", status_label(one.card.status), status_label(other.card.status)))
    rows += [
        (column.label, *(_figure(place, name) for place in both)) for name, column in first_columns().items()
    ]
    rows += [
        (label, said(one), said(other))
        for label, said in (
            ("Qui peut y aller", lambda place: place.who.sentence),
            ("Ressources", lambda place: french.number(len(place.card.resources))),
            ("Décisions", _decisions),
        )
    ]
    if one.sector is None:
        rows.append(("Besoins les moins pourvus", _worst_needs(one), _worst_needs(other)))
    return [row for row in rows if any(row[1:])]


def _figure(place: Place, name: str) -> str:
    """`47 (+3)`; a dash where the place is not given it."""
    line = place.card.line(name)
    if line is None:
        return french.UNKNOWN
    change = change_in_french(line)
    return line.written if change in ("=", french.UNKNOWN) else f"{line.written} ({change})"


def _decisions(place: Place) -> str:
    done = sum(one.statut == StatutDecision.FAITE.value for one in place.decided)
    left = len(place.decided) - done
    said = [f"{left} à faire" if left else "", french.counted(done, "faite") if done else ""]
    return ", ".join(filter(None, said)) or "aucune"


def _worst_needs(place: Place) -> str:
    needs = sorted(place.card.needs, key=lambda line: -line.unmet)[:3]
    return french.listed([f"{line.need.label} ({line.unmet})" for line in needs if line.unmet]) or "aucun"
