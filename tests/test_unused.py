"""Code that nothing in production uses is found, and what enumerations and libraries read is not taken for it."""

import subprocess
import sys
from pathlib import Path

from tests.shared_data import ROOT

READ_BY_OTHERS = '''
from enum import StrEnum


class Fruit(StrEnum):
    """Values of the data."""

    PEAR = "poire"


def drawn(slide):
    """A slide of a library."""
    slide.margin_left = Fruit("poire")
    return slide


print(drawn(None))
'''


def search(path: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "scripts/unused.py", str(path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_planted_function_is_found_and_nothing_else(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(READ_BY_OTHERS, encoding="utf-8")
    assert search(tmp_path) == (0, "")
    module.write_text(READ_BY_OTHERS + "\n\ndef for_tests_only():\n    pass\n", encoding="utf-8")
    status, said = search(tmp_path)
    assert status == 1
    assert said.count("\n") == 1 and "unused function 'for_tests_only'" in said


def test_an_attribute_of_our_own_that_nobody_reads_is_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "class Own:\n    def __init__(self):\n        self.left_over = 1\n\n\nprint(Own())\n",
        encoding="utf-8",
    )
    status, said = search(tmp_path)
    assert status == 1 and "unused attribute 'left_over'" in said
