"""Front matter: a block of YAML between two lines of dashes at the top of a `.md` or `.txt` file."""

from __future__ import annotations

import re

import yaml

from corpus.errors import FactsError
from corpus.facts import Facts

_BLOCK = re.compile(r"\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FIRST_KEY = re.compile(r"\s*(?:#.*\n\s*)*[\w-]+:(?:\s|$)")


def split_front_matter(text: str) -> tuple[Facts, str]:
    """The facts that a text states at its top, and the rest; no facts and the whole text if it has no block.

    FactsError if the block is broken YAML or states something that is not what it should be.
    """
    block = _BLOCK.match(text)
    if block is None or not _FIRST_KEY.match(block[1]):
        return Facts(), text
    try:
        # every scalar stays a string; YAML would make a number of the title 1984
        stated = yaml.load(block[1], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as exc:
        problem = getattr(exc, "problem", None) or "too deep"
        raise FactsError(f"front matter is not YAML: {problem}; put a value with a colon in quotes") from exc
    if not isinstance(stated, dict):
        raise FactsError("front matter is not a list of `name: value`; write title, published and so on")
    facts = Facts.of({str(name).lower(): value for name, value in stated.items()})
    return facts, text[block.end() :]
