"""What is unforeseen is written where somebody can mend it, and never with what it choked on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared_data import ROOT
from visa_data.base import Base
from visa_data.traces import trace_of

NAME = "ZYXOUVILLE Clorinde"
SAID = re.compile(
    r"Erreur imprévue : l'action n'a pas abouti et rien n'a été écrit \(ValueError, derived\.py, ligne \d+\)\. "
    r"Signalez cette phrase à la personne qui entretient le tableau de bord\.\n"
)


def choke(who: str) -> None:
    try:
        {}[who]
    except KeyError as missing:
        raise ValueError(f"{who} introuvable") from missing


def test_a_trace_has_types_and_places_of_the_whole_chain_and_no_value() -> None:
    try:
        try:
            choke(NAME)
        finally:
            open(f"/{NAME}/absent")  # noqa: SIM115, PTH123
    except OSError as error:
        trace = trace_of(error)
    here = r"tests/test_traces\.py:\d+"
    assert re.fullmatch(
        rf"builtins\.FileNotFoundError \(errno 2\)\n  {here} test_\w+\n"
        rf"pendant : builtins\.ValueError\n  {here} test_\w+\n  {here} choke\n"
        rf"causée par : builtins\.KeyError\n  {here} choke",
        trace,
    )


def test_a_group_and_a_chain_that_bites_its_tail() -> None:
    first, second = ValueError(NAME), KeyError(NAME)
    first.__cause__, second.__cause__ = second, first
    assert trace_of(ExceptionGroup(NAME, [first])) == (
        "builtins.ExceptionGroup\ndont : builtins.ValueError\ncausée par : builtins.KeyError"
    )


@pytest.fixture
def choking_base(sample_base_file: Path, tmp_path: Path) -> Path:
    """A base whose version, which only a fault of ours could write so, is somebody's name."""
    path = tmp_path / "visa.duckdb"
    path.write_bytes(sample_base_file.read_bytes())
    with Base(path) as base, base.references() as cursor:
        cursor.execute("UPDATE meta SET valeur = ? WHERE cle = 'version_donnees'", [NAME])
    return path


def run(*command: str, **environment: str) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
    )
    return done.stdout, done.stderr


def test_the_terminal_has_one_sentence_and_the_log_the_trace(choking_base: Path, tmp_path: Path) -> None:
    command = ("-m", "visa_data", "indicateur", "couverture", "--base", str(choking_base))
    out, err = run(*command)
    assert out == "" and SAID.fullmatch(err)
    log = tmp_path / "visa.log"
    out, err = run(*command, VISA_JOURNAL=str(log))
    assert out == "" and SAID.fullmatch(err)
    written = log.read_text(encoding="utf-8")
    assert "Erreur imprévue\nbuiltins.ValueError\n  visa_data/command_line/__init__.py:" in written
    assert re.search(r"\n  visa_data/base/derived\.py:\d+ _leased\n", written)
    assert "ZYXOUVILLE" not in written
    if os.name != "nt":
        assert oct(log.stat().st_mode & 0o777) == "0o600"
    out, err = run(*command, VISA_JOURNAL=str(tmp_path))
    assert err == (
        f"Journal inaccessible : « {tmp_path} » (VISA_JOURNAL) ne peut pas être écrit. Vérifiez le dossier et vos droits.\n"
    )


PAGE = """
import sys
from streamlit.testing.v1 import AppTest
page = AppTest.from_file(sys.argv[1], default_timeout=60)
page.query_params["role"] = "coordination"
page.run()
for button in page.button:
    if button.key == "choir":
        page = button.click().run()
print([error.value for error in page.error], [one.value for one in page.exception], [one.message for one in page.exception])
"""


def test_the_server_log_has_the_trace_and_neither_it_nor_the_page_the_value(choking_base: Path) -> None:
    out, err = run(
        "-c", PAGE, str(ROOT / "dashboard.py"), VISA_BASE=str(choking_base), VISA_ROLE="coordination"
    )
    assert "Erreur imprévue" in out
    assert re.search(
        r" Erreur imprévue\nbuiltins\.ValueError\n  pages/parts/context\.py:\d+ sentence_at_worst\n", err
    )
    assert re.search(r"\n  visa_data/base/derived\.py:\d+ _leased\n", err)
    assert "ZYXOUVILLE" not in out + err


CALLBACK = f"""
import logging
import streamlit as st
from visa_data.traces import keep_traces, keep_values_out_of_logs
keep_values_out_of_logs()
keep_traces(on_standard_error=True, file=None)
def fall():
    raise ValueError("{NAME}")
logging.getLogger("une_bibliotheque").warning("lecture : %s", ValueError("{NAME}"))
st.button("Choir", key="choir", on_click=fall)
"""


def test_what_streamlit_catches_by_itself_is_logged_without_the_value(tmp_path: Path) -> None:
    """A callback runs before the script: none of our code is around it."""
    script = tmp_path / "rappel.py"
    script.write_text(CALLBACK, encoding="utf-8")
    out, err = run("-c", PAGE, str(script), PYTHONPATH=str(ROOT))
    assert "Uncaught app execution\nbuiltins.ValueError\n" in err
    assert re.search(r"\n  rappel\.py:\d+ fall\n", err)
    assert "lecture : ValueError" in err
    assert "ZYXOUVILLE" not in out + err


def test_a_thread_that_falls_writes_its_trace_only() -> None:
    code = f"""
import threading
from visa_data.traces import keep_traces, keep_values_out_of_logs
keep_values_out_of_logs()
keep_traces(on_standard_error=True, file=None)
thread = threading.Thread(target=int, args=("{NAME}",))
thread.start()
thread.join()
"""
    out, err = run("-c", code)
    assert "builtins.ValueError\n  threading.py:" in err
    assert "ZYXOUVILLE" not in out + err
