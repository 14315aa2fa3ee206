"""The sentence that opens a card and a sheet, said of what is known and of nothing else."""

from __future__ import annotations

import pytest

from tests.plain_text import plain
from visa_data.dossier.opening import opening
from visa_data.dossier.shown import Shown, marked_count, open_count
from visa_data.protection.marks import Mark

SMALL, OTHER = marked_count(0, Mark.SMALL, 11), marked_count(0, Mark.OTHER, 11)


def n(value: float) -> Shown:
    return open_count(value)


@pytest.mark.parametrize(
    ("counts", "teams", "about", "said"),
    [
        ((n(40), n(25), n(0), n(25)), False, "", "25 personnes isolées, personne n'y va."),
        (
            (n(40), n(25), n(0), n(25)),
            True,
            "",
            "25 personnes isolées, aucune équipe n'est à leur portée.",
        ),
        ((n(3), n(1), n(0), n(1)), False, "", "1 personne isolée, personne n'y va."),
        ((n(40), n(25), n(25), n(0)), True, "", "25 personnes isolées, toutes à portée d'une équipe."),
        ((n(3), n(1), n(1), n(0)), True, "", "1 personne isolée, à portée d'une équipe."),
        (
            (n(40), n(25), n(10), n(15)),
            True,
            "",
            "25 personnes isolées : 10 à portée d'une équipe, 15 sans équipe.",
        ),
        (
            (n(0), n(0), n(0), n(0)),
            False,
            "",
            "Personne n'y est inscrit : nous ne savons pas qui y vit isolé.",
        ),
        (
            (n(12), n(0), n(0), n(0)),
            True,
            "",
            "Aucune personne isolée n'y est connue parmi les 12 personnes inscrites.",
        ),
        (
            (n(1), n(0), n(0), n(0)),
            True,
            "",
            "Aucune personne isolée n'y est connue parmi la seule personne inscrite.",
        ),
        ((None, n(0), n(0), n(0)), True, "", "Aucune personne isolée n'y est connue."),
        ((n(9), None, None, None), True, "", "Nous ne savons pas combien de personnes isolées y vivent."),
        (
            (n(9), n(5), None, None),
            True,
            "",
            "5 personnes isolées ; nous ne savons pas combien sont à portée d'une équipe.",
        ),
        (
            (n(115), n(65), n(55), None),
            True,
            "environ",
            "Environ 65 personnes isolées, dont 55 à portée d'une équipe.",
        ),
        (
            (n(115), n(70), n(70), None),
            True,
            "environ",
            "Environ 70 personnes isolées, toutes ou presque à portée d'une équipe.",
        ),
        (
            (n(115), n(65), SMALL, None),
            True,
            "environ",
            "Environ 65 personnes isolées, dont moins de 11 à portée d'une équipe.",
        ),
        (
            (n(120), n(80), n(55), n(25)),
            True,
            "environ",
            "Environ 80 personnes isolées : 55 à portée d'une équipe, 25 sans équipe.",
        ),
        (
            (n(120), n(80), n(75), SMALL),
            True,
            "environ",
            "Environ 80 personnes isolées : 75 à portée d'une équipe, moins de 11 sans équipe.",
        ),
        (
            (n(20), SMALL, n(0), SMALL),
            False,
            "environ",
            "Moins de 11 personnes isolées, personne n'y va.",
        ),
        (
            (n(20), SMALL, SMALL, n(0)),
            True,
            "environ",
            "Moins de 11 personnes isolées, toutes à portée d'une équipe.",
        ),
        (
            (n(20), n(0), n(0), n(0)),
            True,
            "environ",
            "Aucune personne isolée n'y est connue parmi environ 20 personnes inscrites.",
        ),
        (
            (SMALL, n(0), n(0), n(0)),
            True,
            "",
            "Aucune personne isolée n'y est connue parmi moins de 11 personnes inscrites.",
        ),
        (
            (n(50), OTHER, OTHER, n(15)),
            True,
            "environ",
            "Un nombre non communiqué de personnes isolées : un nombre non communiqué à portée d'une équipe, 15 sans équipe.",
        ),
    ],
)
def test_the_opening(counts: tuple[Shown | None, ...], teams: bool, about: str, said: str) -> None:
    registered, alone, reached, without = counts
    assert plain(opening(registered, alone, reached, without, teams=teams, about=about)) == said


def test_that_no_place_is_left_is_said_with_those_within_reach() -> None:
    said = plain(opening(n(40), n(25), n(10), n(15), teams=True, full=True))
    assert (
        said
        == "25 personnes isolées : 10 à portée d'une équipe, 15 sans équipe ; aucune équipe n'y a de place libre."
    )
    assert plain(opening(n(40), n(25), n(0), n(25), teams=True, full=True)).endswith("à leur portée.")
