"""The words of `known_words.toml`, by which a text is told from a person's name."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_WORDS = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(
        files(__package__).joinpath("known_words.toml").read_text(encoding="utf-8")
    ).items()
}
TITLES = _WORDS["titles"]
PARTICLES = _WORDS["particles"]
BODIES = _WORDS["bodies"]
OF_REFERENCES = _WORDS["of_references"]
ARTICLES = _WORDS["articles"]
CONNECTING = _WORDS["connecting"]
GIVEN_NAMES = _WORDS["given_names"]
