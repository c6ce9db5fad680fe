"""A folder's `metadata.jsonl`: facts for those of its files that have none of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError, FactsError, UnreadableError
from corpus.facts import Facts
from corpus.json_lines import read_objects

METADATA = "metadata.jsonl"


def read_metadata(path: Path) -> Iterator[tuple[int, str, Facts | CorpusError]]:
    """For each line its number, the name of the file it speaks of and the facts, or what is wrong with it.

    OSError if the file cannot be read.
    """
    for number, stated in read_objects(path):
        try:
            if isinstance(stated, UnreadableError):
                raise stated
            name = _file_named(stated, path.parent)
            yield number, name, Facts.of(stated)
        except CorpusError as exc:
            yield number, "", exc


def _file_named(stated: Mapping[str, Any], folder: Path) -> str:
    name = stated.get("file")
    if not isinstance(name, str) or not name or not (folder / name).is_file():
        raise FactsError(f"file: {name!r} is no file in this folder; give the name of one")
    return name
