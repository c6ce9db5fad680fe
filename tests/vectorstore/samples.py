"""Small parts for the archive's tests: an encoder that needs no model, and articles."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np

from corpus.article import Article
from corpus.dates import PartialDate
from vectorstore.rows import Vector
from vectorstore.settings import ArchiveSettings

DIMENSION = 64
SMALL = ArchiveSettings(model="hashed words", passage_size=12)


class HashingEncoder:
    """Adds a random direction for every word. What is kept does not care what vectors mean."""

    name = SMALL.model

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Vector:
        self.texts += texts
        return np.stack([self.encode_question(text) for text in texts])

    def encode_question(self, question: str) -> Vector:
        directions = [_direction(word.strip(".,")) for word in question.lower().split()]
        vector = np.sum(directions, axis=0)
        unit: Vector = (vector / np.linalg.norm(vector)).astype(np.float32)
        return unit


@cache
def _direction(word: str) -> Vector:
    return np.random.default_rng(zlib.crc32(word.encode())).normal(size=DIMENSION).astype(np.float32)


def article(
    name: str, text: str = "", published: str | None = "2025-06-01", publisher: str | None = "Gazette"
) -> Article:
    """An article; without a text, of four sentences with its name in each."""
    text = text or "\n".join(f"{name} {verb} a {thing} in the town." for verb, thing in _STORY)
    return Article(name, f"Title of {name}", text, publisher, PartialDate.parse(published) if published else None)


_STORY = [("opened", "bakery"), ("closed", "bridge"), ("painted", "harbour wall"), ("counted", "heron")]
