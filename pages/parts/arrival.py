"""Who comes: in *poste*, whoever sits there; in *serveur*, a person signed in, or the screen where one signs in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import streamlit as st

from pages.parts.journaled import note_departure, note_refusal
from pages.parts.plain import plain
from pages.serving.door import Door, current_door
from pages.serving.sessions import note_permissions
from visa_data.access.mode import served
from visa_data.access.person import Who
from visa_data.access.sign_ins import State
from visa_data.errors import VisaError

WATCH_SECONDS = 15.0
"""How often a screen that nobody touches asks whether it may still show what it shows."""
WELCOME = "Ce tableau de bord s'ouvre aux personnes qui ont un rôle dans la coopération VISA."
IN_TURN = "Le service de connexion de votre organisation vous demandera qui vous êtes."
CLOSED = {
    State.WORN: "Votre session était ouverte depuis {hours} heures : connectez-vous de nouveau.",
    State.IDLE: "Votre session a été fermée après {minutes} minutes sans geste : connectez-vous de nouveau.",
    State.LEFT: "Vous êtes déconnecté.",
    State.UNKNOWN: "Le service de connexion n'a pas dit quand vous vous êtes connecté : connectez-vous de nouveau.",
}
NOT_SERVED = VisaError(
    "Serveur mal démarré",
    "en mode « serveur », le tableau de bord se démarre par « python scripts/serve.py », qui le protège.",
)


def arrive(before: Callable[[], object]) -> Who | None:
    """The person signed in, whose sign-in and role are looked at anew; None in *poste*.

    Where nobody is, shows the screen to sign in, and stops there. before: called ahead of that screen. Raises
    VisaError in *serveur* without what protects it.
    """
    door = current_door()
    if door is None:
        if served() is not None:
            raise NOT_SERVED
        return None
    claims = st.user.to_dict()
    state = door.state(claims)
    if state is not State.OPEN:
        before()
        _sign_in_screen(door, "" if state is None else CLOSED[state])
    try:
        who = door.who(claims)
    except VisaError as refusal:
        before()
        _refusal_screen(door, claims, refusal)
    _still_there()
    return who


def way_out() -> None:
    """At the foot of the side bar, for who has signed in: the way out."""
    if (door := current_door()) is not None:
        with st.sidebar:
            st.button(
                "Se déconnecter", key="se_deconnecter", on_click=_sign_out, args=(door, st.user.to_dict())
            )


@st.fragment(run_every=WATCH_SECONDS)
def _still_there() -> None:
    """Draws nothing: a session that is let in no more has this made a whole run, which shows the screen to sign in."""


def _sign_out(door: Door, claims: dict[str, Any]) -> None:
    if (who := door.let_in(claims)) is not None:
        note_departure(who.actor)
    door.close(claims)
    st.logout()


def _sign_in_screen(door: Door, closed: str) -> NoReturn:
    note_permissions(frozenset())
    st.title("Tableau de bord VISA", anchor=False)
    if closed:
        lasts = door.served.sign_in
        st.info(plain(closed.format(hours=lasts.hours, minutes=lasts.idle_minutes)))
    st.markdown(WELCOME)
    st.markdown(IN_TURN)
    st.button("Se connecter", type="primary", key="se_connecter", on_click=st.login)
    st.stop()
    raise AssertionError


def _refusal_screen(door: Door, claims: dict[str, Any], refusal: VisaError) -> NoReturn:
    note_permissions(frozenset())
    note_refusal()
    st.title(plain(refusal.title), anchor=False)
    st.info(plain(refusal.message[:1].upper() + refusal.message[1:]))
    st.button("Changer de compte", key="changer_de_compte", on_click=_sign_out, args=(door, claims))
    st.stop()
    raise AssertionError
