"""What a reader asks of the catalogue, against its entries gone through one by one; and the tables to take away."""

from __future__ import annotations

import pytest

from tests.plain_text import plain
from visa_data.initiatives.catalogue import answering, catalogue
from visa_data.initiatives.choices import Cout, Taille
from visa_data.initiatives.gaps import Ecart
from visa_data.initiatives.initiative import Nature, Territoire
from visa_data.initiatives.tables import figures_table, initiatives_table

EVERY = catalogue()


def test_initiatives_come_first_then_schemes_actions_and_gestures() -> None:
    natures = [one.nature for one in EVERY]
    assert list(dict.fromkeys(natures)) == [
        Nature.INITIATIVE,
        Nature.DISPOSITIF,
        Nature.ACTION,
        Nature.GESTE,
    ]
    assert natures == sorted(natures, key=list(Nature).index)


@pytest.mark.parametrize(
    ("cost", "kept"),
    [
        (Cout.DIT, lambda euros: euros is not None),
        (Cout.NON_DIT, lambda euros: euros is None),
        (Cout.AU_PLUS_10_000, lambda euros: euros is not None and euros <= 10_000),
        (Cout.AU_PLUS_50_000, lambda euros: euros is not None and euros <= 50_000),
    ],
)
def test_by_cost(cost: Cout, kept: object) -> None:
    expected = [one for one in EVERY if kept(one.yearly_cost)]  # type: ignore[operator]
    assert expected and list(answering(cost=cost)) == expected


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        (Taille.DITE, lambda people: people is not None),
        (Taille.NON_DITE, lambda people: people is None),
        (Taille.AU_PLUS_50, lambda people: people is not None and people.value <= 50),
        (Taille.AU_PLUS_500, lambda people: people is not None and people.value <= 500),
    ],
)
def test_by_people(size: Taille, kept: object) -> None:
    expected = [one for one in EVERY if kept(one.people)]  # type: ignore[operator]
    assert expected and list(answering(size=size)) == expected


def test_choices_add_up() -> None:
    found = answering(need="parler", gap=Ecart.ZONE_BLANCHE, territory=Territoire.RURAL, size=Taille.DITE)
    assert "je_vous_visite" in {one.key for one in found}
    assert all("parler" in one.needs and Ecart.ZONE_BLANCHE in one.gaps and one.people for one in found)


def test_the_tables_hold_every_entry_and_every_figure() -> None:
    table = initiatives_table(EVERY, None)
    assert table["Nom"].tolist() == [one.name for one in EVERY]
    assert "Ici" not in table.columns
    assert len(figures_table(EVERY)) == sum(len(one.figures) + bool(one.since) for one in EVERY)


def test_the_table_says_what_it_would_ask_here() -> None:
    table = initiatives_table(EVERY, 25).set_index("Nom")
    assert plain(table.at["Je vous visite", "Ici"]).startswith("De l'ordre de 20 bénévoles")
    assert all(table["Ici"])
