"""What each role may do, permission by permission; what no table gives is refused."""

from __future__ import annotations

import pytest

from visa_data import roles
from visa_data.errors import VisaError
from visa_data.roles import Permission, Role

BOTH = {Role.COMITE, Role.COORDINATION}
ALONE = {Role.COORDINATION}
DATA = {Role.COORDINATION, Role.ANALYSE}
MAY = {
    Permission.FOLLOW_MEETING: BOTH,
    Permission.RECORD_DECISIONS: BOTH,
    Permission.READ_SMALL_COUNTS: ALONE,
    Permission.CHOOSE_FILTERS: ALONE,
    Permission.READ_BOOK: BOTH,
    Permission.SEE_PEOPLE: ALONE,
    Permission.IMPORT: DATA,
    Permission.UNDO_IMPORT: DATA,
    Permission.JOIN_PEOPLE: DATA,
    Permission.PREPARE_MEETING: ALONE,
    Permission.PAIR_VISITORS: ALONE,
    Permission.WRITE_LETTER: ALONE,
    Permission.KEEP_NUMBERS: ALONE,
    Permission.READ_DIRECTORY: BOTH | {Role.EQUIPES},
    Permission.READ_DEFINITIONS: set(Role),
    Permission.READ_JOURNAL: {Role.DELEGUE},
    Permission.RETAIN: {Role.DELEGUE},
    Permission.READ_SETTINGS: {Role.DELEGUE},
    Permission.READ_NETWORK: {Role.RESEAU},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_who_may_what(permission: Permission, role: Role) -> None:
    assert role.may(permission) == (role in MAY[permission])


def test_a_refusal_names_the_role_and_what_it_lacks() -> None:
    Role.COORDINATION.require(Permission.IMPORT)
    with pytest.raises(VisaError) as refused:
        Role.COMITE.require(Permission.IMPORT)
    assert str(refused.value) == (
        "Action réservée : le rôle « Comité de pilotage » n'a pas cette permission : importer des données."
    )


def test_a_role_that_no_table_knows_may_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "PERMISSIONS", {})
    assert not any(Role.COORDINATION.may(permission) for permission in Permission)
