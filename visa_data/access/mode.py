"""How the dashboard is served: on this computer alone, or behind a proxy to people who sign in."""

from __future__ import annotations

from dataclasses import dataclass

from visa_data import environment
from visa_data.access.address import Address, is_loopback, public_address
from visa_data.access.settings import SignIn, sign_in_settings
from visa_data.errors import VisaError

POSTE, SERVEUR = "poste", "serveur"


@dataclass(frozen=True)
class Served:
    """What *serveur* is given: where browsers reach it, how people sign in."""

    address: Address
    sign_in: SignIn


def served() -> Served | None:
    """What the environment asks for; None in *poste*.

    Raises VisaError, one sentence, for a mode that is not one and a *serveur* without all that it needs.
    """
    mode = environment.mode()
    if mode == POSTE:
        return None
    if mode != SERVEUR:
        raise VisaError("Mode inconnu", f"VISA_MODE vaut « {POSTE} » (par défaut) ou « {SERVEUR} ».")
    return Served(public_address(environment.public_address()), sign_in_settings(environment.sign_in_path()))


def listening(address: str, asked: Served | None) -> None:
    """Raises VisaError for a *poste* that would listen to other machines, where whoever comes would have its role."""
    if asked is None and address != "localhost" and not is_loopback(address):
        raise VisaError(
            "Adresse d'écoute refusée",
            "en mode « poste », le tableau de bord n'écoute que cet ordinateur (127.0.0.1). Pour d'autres machines, "
            "réglez le mode « serveur » : docs/decisions/connexion.md.",
        )


def warnings_of(asked: Served | None) -> list[str]:
    """What to say as the server starts, of what is asked for and does nothing, or is for a trial."""
    said = []
    if asked is not None and environment.declared_role() is not None:
        said.append("VISA_ROLE est ignoré en mode « serveur » : le rôle est celui de la personne connectée.")
    if asked is not None and not asked.address.secure:
        said.append("Adresse d'essai, en HTTP : seul cet ordinateur peut s'y connecter.")
    return said
