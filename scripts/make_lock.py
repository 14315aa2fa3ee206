"""Make the locked files anew: every package, its version and the hashes of its wheels; every file of the browser and its hash.

    python scripts/make_lock.py

Run by hand after a change of requirements*.txt, constraints.txt or package-lock.json, with a network. `uv` resolves
(`pip install uv`, in any environment): it asks the index that pip and uv are told, and nothing of it is written here.
scripts/setup.py installs what the locked files say, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import setup
from packaging.markers import Marker
from packaging.tags import Tag, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

ROOT = setup.ROOT
PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
SYSTEMS = {
    "Linux x86-64": ("linux", "x86_64", r"manylinux\w*_x86_64"),
    "Linux ARM": ("linux", "aarch64", r"manylinux\w*_aarch64"),
    "macOS ARM": ("darwin", "arm64", r"macosx_\w+_(arm64|universal2)"),
    "macOS Intel": ("darwin", "x86_64", r"macosx_\w+_(x86_64|universal2|intel)"),
    "Windows": ("win32", "AMD64", r"win_amd64"),
}
"""What set-up knows how to install on → what Python says of it, and the platforms of its wheels."""
HEADER = "# Made by scripts/make_lock.py: {what}. Not to be edited by hand.\n"


def resolved(*wanted: str) -> list[dict[str, Any]]:
    """The packages that these lines of requirements bring, for every system, at the versions of constraints.txt."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answer = Path(folder) / "asked.txt", Path(folder) / "pylock.toml"
        asked.write_text("\n".join(wanted), encoding="utf-8")
        options = [
            *("--constraint", str(ROOT / "constraints.txt"), "--only-binary", ":all:", "--quiet"),
            *(
                "--universal",
                "--python-version",
                ".".join(map(str, PYTHONS[0])),
                "--output-file",
                str(answer),
            ),
            *("--format", "pylock.toml"),
        ]
        subprocess.run(["uv", "pip", "compile", str(asked), *options], check=True)
        found: list[dict[str, Any]] = tomllib.loads(answer.read_text(encoding="utf-8"))["packages"]
    return found


def wheels_of(package: dict[str, Any]) -> list[tuple[frozenset[Tag], str]]:
    """Each wheel of a package: what it is for, and its SHA-256."""
    named = [(wheel["url"].rsplit("/", 1)[-1], wheel["hashes"]["sha256"]) for wheel in package["wheels"]]
    return [(parse_wheel_filename(name)[3], digest) for name, digest in named]


def serving(package: dict[str, Any], system: str, python: tuple[int, int]) -> list[str]:
    """The hashes of the wheels that pip may choose there; empty where the package is not asked for.

    Raises SystemExit, by name, for a package that is asked for and has none.
    """
    platform, machine, pattern = SYSTEMS[system]
    said = {
        "sys_platform": platform,
        "platform_machine": machine,
        "os_name": "nt" if platform == "win32" else "posix",
        "platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[platform],
        "python_version": ".".join(map(str, python)),
        "python_full_version": ".".join(map(str, (*python, 0))),
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    if (marker := package.get("marker")) and not Marker(marker).evaluate(said):
        return []
    ours = {(tag.interpreter, tag.abi) for tag in cpython_tags(python, platforms=["any"])}
    ours |= {
        (f"py{version}", "none") for version in ("3", "2", *(f"3{minor}" for minor in range(python[1] + 1)))
    }
    ours |= {(f"cp3{minor}", "none") for minor in range(python[1] + 1)}
    chosen = [
        digest
        for tags, digest in wheels_of(package)
        if any(
            (tag.interpreter, tag.abi) in ours and re.fullmatch(rf"any|{pattern}", tag.platform)
            for tag in tags
        )
    ]
    if not chosen:
        raise SystemExit(
            f"{package['name']} {package['version']} has no wheel for {system}, Python {python[1]}."
        )
    return chosen


def locked(packages: Iterable[dict[str, Any]], what: str) -> str:
    """The text of a locked file, as pip reads it."""
    lines = [HEADER.format(what=what)]
    for package in sorted(packages, key=lambda one: str(one["name"])):
        hashes = {
            digest for system in SYSTEMS for python in PYTHONS for digest in serving(package, system, python)
        }
        marker = f" ; {package['marker']}" if "marker" in package else ""
        told = "".join(f" \\\n    --hash=sha256:{digest}" for digest in sorted(hashes))
        lines.append(f"{package['name']}=={package['version']}{marker}{told}\n")
    return "".join(lines)


def asked_by(name: str) -> list[str]:
    """The lines of a file of requirements that name a package, its own only."""
    lines = ((ROOT / name).read_text(encoding="utf-8")).splitlines()
    return [kept for line in lines if (kept := line.split("#")[0].strip()) and not kept.startswith("-r")]


def main() -> None:
    """Write the locked files."""
    run, check = asked_by("requirements.txt"), asked_by("requirements-dev.txt")
    runs = resolved(*run)
    names = {canonicalize_name(package["name"]) for package in runs}
    checks = [
        package for package in resolved(*run, *check) if canonicalize_name(package["name"]) not in names
    ]
    files = {
        "requirements.lock": locked(runs, "what runs"),
        "requirements-dev.lock": locked(checks, "what tests and checks need besides"),
        "requirements-npm.lock": locked(resolved(setup.NPM_WHEEL), "npm, where a machine has none"),
    }
    for name, content in files.items():
        (ROOT / name).write_text(content, encoding="utf-8", newline="\n")
    with tempfile.TemporaryDirectory(prefix="visa-") as folder:
        setup.fetch_packages(Path(folder))
        digests = {
            target.relative_to(ROOT).as_posix(): hashlib.sha256(
                (Path(folder) / "node_modules" / named).read_bytes()
            ).hexdigest()
            for target, named in setup.files_to_fetch().items()
        }
    (ROOT / setup.BROWSER_HASHES).write_text(
        json.dumps(digests, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    sys.exit(main())
