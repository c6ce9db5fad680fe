"""Articles become passages: runs of whole sentences of about one size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from corpus.article import Article
from corpus.sentences import sentence_spans

# A heading does not end a paragraph: it belongs with what follows.
_FULL_STOP = re.compile(r"[.!?…:;。！？][\"”’')\]]*$")
# A cut inside a paragraph counts as if the passage had missed its size by a third.
_INSIDE_PARAGRAPH = 1 / 3


@dataclass(frozen=True)
class Passage:
    """A run of whole sentences: `article.text[start:end]` is its text."""

    article_id: str
    start: int
    end: int


def split_passages(article: Article, size: int) -> list[Passage]:
    """Cut an article into passages of at most `size` words (runs of characters that are not white space).

    Every character that is not white space is in exactly one passage, in order. Sentences are never cut: one
    longer than `size` is a passage by itself. Passages of an article are of about one length, and end with a
    paragraph where that costs less than a third of it. ValueError if `size` is below 1.
    """
    if size < 1:
        raise ValueError(f"a passage of {size!r} words; ask for at least 1")
    spans = sentence_spans(article.text)
    words = [len(article.text[start:end].split()) for start, end in spans]
    ends_paragraph = [
        article.text[end : end + 1] in ("\n", "") and _FULL_STOP.search(article.text, start, end) is not None
        for start, end in spans
    ]
    passages = []
    first, left = 0, sum(words)
    while first < len(spans):
        ahead = slice(first, first + size)  # a sentence has at least one word
        count = _sentences_of_next(words[ahead], ends_paragraph[ahead], left, size)
        last = first + count - 1
        passages.append(Passage(article.id, spans[first][0], spans[last][1]))
        left -= sum(words[first : last + 1])
        first = last + 1
    return passages


def _sentences_of_next(words: Sequence[int], ends_paragraph: Sequence[bool], left: int, size: int) -> int:
    """How many sentences the next passage takes, to come nearest to an even share of the words left."""
    share = left / -(-left // size)
    best, least = 1, float("inf")
    for count, length in enumerate(accumulate(words), start=1):
        if length > size:
            break
        cost = abs(length - share) / share + (0 if ends_paragraph[count - 1] else _INSIDE_PARAGRAPH)
        if cost <= least:
            best, least = count, cost
    return best
