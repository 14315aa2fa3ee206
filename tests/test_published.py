"""What a catalogue of public code, a lawyer and an administrator read: true to the code."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from tests.shared_data import ROOT
from tests.test_setup import LOCKS, pins

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MANDATORY = {
    "publiccodeYmlVersion": str,
    "name": str,
    "url": str,
    "platforms": list,
    "categories": list,
    "developmentStatus": str,
    "softwareType": str,
    "description": dict,
    "legal": dict,
    "maintenance": dict,
    "localisation": dict,
}
"""Keys of the standard (core) whose presence is mandatory, and their type."""
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
KINDS = {
    *(f"standalone/{where}" for where in ("mobile", "iot", "desktop", "web", "backend", "other")),
    *("addon", "library", "configurationFiles"),
}


@pytest.fixture(scope="module")
def public() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    return found


def test_the_public_description_has_what_the_standard_asks_for(public: dict[str, Any]) -> None:
    assert {name: type(public.get(name)) for name in MANDATORY} == MANDATORY
    assert re.fullmatch(r"https://\S+", public["url"])
    assert public["platforms"] and public["categories"]
    assert public["developmentStatus"] in STATUSES and public["softwareType"] in KINDS
    for told in public["description"].values():
        assert len(told["shortDescription"]) <= 150 and "\n" not in told["shortDescription"].strip()
        assert 150 <= len(told["longDescription"]) <= 10_000
        assert 5 <= len(told["features"]) <= 20 and all(isinstance(one, str) for one in told["features"])
    assert public["maintenance"]["type"] in {"internal", "contract", "community", "none"}
    if public["maintenance"]["type"] in {"internal", "community"}:
        assert all(contact["name"] for contact in public["maintenance"]["contacts"])
    if public["maintenance"]["type"] == "contract":
        assert all(one["name"] and one["until"] for one in public["maintenance"]["contractors"])
    assert isinstance(public["localisation"]["localisationReady"], bool)
    assert public["localisation"]["availableLanguages"] == ["fr"]


def test_the_public_description_says_what_the_package_says(public: dict[str, Any]) -> None:
    assert public["softwareVersion"] == PROJECT["version"]
    assert public["legal"]["license"] == PROJECT["license"] == "EUPL-1.2"
    (python,) = public["dependsOn"]["open"]
    assert PROJECT["requires-python"] == f">={python['versionMin']}"


def test_the_licence_is_the_whole_official_text() -> None:
    text = (ROOT / "LICENSE").read_bytes()
    assert (
        hashlib.sha256(text).hexdigest() == "57fb42fbcd0b037ce528ed8f72f1ec095d67bc6825ecf1448ff39be1fe68a4b4"
    )
    assert text.startswith(b"EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")


@pytest.fixture(scope="module")
def sbom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sbom", ROOT / "scripts" / "make_sbom.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_bill_of_materials_is_that_of_what_is_locked(sbom: ModuleType) -> None:
    kept = json.loads(sbom.BILL.read_text(encoding="utf-8"))
    assert kept == sbom.bill()
    browser = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    named = {(one["purl"].split("/")[0], one["name"]): one["version"] for one in kept["components"]}
    assert named == {
        **{("pkg:pypi", name): version for lock in LOCKS for name, (version, _) in pins(lock).items()},
        **{
            ("pkg:npm", name): version
            for name, version in (browser["dependencies"] | browser["devDependencies"]).items()
        },
    }
    runs = {one["name"] for one in kept["components"] if one["scope"] == "required"}
    assert runs == {*pins("requirements.lock"), *browser["dependencies"]}


def test_every_component_has_a_licence_and_one_that_declares_none_is_named(sbom: ModuleType) -> None:
    for one in sbom.bill()["components"]:
        (licence,) = one["licenses"]
        assert licence.get("expression") or re.fullmatch(r"[A-Za-z0-9.\-]+", licence["license"]["id"]), one[
            "name"
        ]
    with pytest.raises(SystemExit, match=r"^visa-inconnu is not installed"):
        sbom.licence("visa-inconnu")


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "SECURITY.md"])
def test_what_is_named_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert links and [link for link in links if not (ROOT / link).exists()] == []
    named = re.findall(r"`((?:scripts|docs|visa_data)/[^`]*|[\w.\-]+\.(?:txt|toml|json))`", text)
    assert named and [path for path in named if not (ROOT / Path(path)).exists()] == []
