"""Every import format against its own examples."""

from __future__ import annotations

import importlib
import pkgutil
import time

import pytest

from visa_data.extracts import formats
from visa_data.extracts.formats import ALL, EXAMPLES_READ_ON, Format, Refusal
from visa_data.extracts.texts.cells import bare_cell

ACCEPTED = [(f, text, value) for f in ALL for text, value in f.valid]
REFUSED = [(f, text, reason) for f in ALL for text, reason in f.invalid]


@pytest.mark.parametrize(
    ("cell_format", "text", "value"), ACCEPTED, ids=lambda x: getattr(x, "name", repr(x))
)
def test_valid_example(cell_format: Format, text: str, value: object) -> None:
    assert cell_format.parse(text, EXAMPLES_READ_ON) == value


@pytest.mark.parametrize(
    ("cell_format", "text", "reason"), REFUSED, ids=lambda x: getattr(x, "name", repr(x))
)
def test_invalid_example(cell_format: Format, text: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        cell_format.parse(text, EXAMPLES_READ_ON)
    assert refused.value.reason == reason
    assert text not in refused.value.reason


def test_every_format_is_listed_and_has_examples() -> None:
    declared = {}
    for module in pkgutil.iter_modules(formats.__path__):
        found = vars(importlib.import_module(f"{formats.__name__}.{module.name}")).values()
        declared |= {id(f): f for f in found if isinstance(f, Format)}
    assert set(declared) == {id(f) for f in ALL}
    assert [f.name for f in declared.values() if not (f.valid and f.invalid)] == []


@pytest.mark.parametrize("cell_format", ALL, ids=lambda f: f.name)
@pytest.mark.parametrize("unit", [" ", "a (", "1°", "1,", "a - ", "\n", "1 ' "], ids=repr)
def test_a_page_of_text_in_a_cell_is_read_or_refused_at_once(cell_format: Format, unit: str) -> None:
    began = time.process_time()
    cell_format.accepts(bare_cell("x" + unit * 20_000 + "x"), EXAMPLES_READ_ON)
    assert time.process_time() - began < 0.5
