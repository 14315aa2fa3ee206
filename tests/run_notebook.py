"""Run a notebook's code cells in order, in one interpreter, and write each one's answer as a notebook would show it.

A cell that fails ends the run with its traceback: `python -W error tests/run_notebook.py docs/semaine.ipynb`.
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path


def run(path: Path) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        where = f"{path.name}, {cell['id']}"
        body = ast.parse("".join(cell["source"]), where)
        last = body.body.pop() if isinstance(body.body[-1], ast.Expr) else None
        exec(compile(body, where, "exec"), names)
        if isinstance(last, ast.Expr):
            answer = eval(compile(ast.Expression(last.value), where, "eval"), names)
            shown = getattr(answer, "_repr_html_", answer.__repr__)()
            print(f"[{cell['id']}] {shown}")


if __name__ == "__main__":
    run(Path(sys.argv[1]))
