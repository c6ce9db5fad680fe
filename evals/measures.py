"""The arithmetic of the scores. Every measure lies in [0, 1], percentiles aside."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from corpus.article import Article
from evals.words import holds, normalise
from qa.answer import Quote

MOST_WORDS = 40
"""A longer text is no answer: anything can be found in a page. It holds nothing for these scores."""


def exact_match(given: str, answers: Iterable[str]) -> float:
    """1 if the given answer equals one of the answers after normalisation, else 0."""
    return float(normalise(given) in {normalise(answer) for answer in answers})


def token_f1(given: str, answers: Iterable[str]) -> float:
    """The best harmonic mean of precision and recall of words, over the answers (SQuAD, 2016)."""
    return max((_f1(normalise(given).split(), normalise(answer).split()) for answer in answers), default=0.0)


def _f1(given: list[str], answer: list[str]) -> float:
    shared = sum((Counter(given) & Counter(answer)).values())
    return 2 * shared / (len(given) + len(answer)) if shared else 0.0


def contains(given: Iterable[str], answers: Sequence[str]) -> float:
    """1 if one of the given texts, of at most 40 words, holds one of the answers at word boundaries."""
    short = [text for text in given if len(text.split()) <= MOST_WORDS]
    return float(any(holds(text, answer) for text in short for answer in answers))


def first_rank(hits: Iterable[bool]) -> int | None:
    """The place of the first hit, counted from 1."""
    return next((rank for rank, hit in enumerate(hits, start=1) if hit), None)


def reciprocal_rank(rank: int | None) -> float:
    """1/rank, 0 for none; its mean over questions is the MRR."""
    return 1 / rank if rank is not None else 0.0


def article_recall(found: Sequence[str], wanted: Iterable[str], k: int) -> float:
    """The share of the wanted articles that the first k passages come from; `found` has an id a passage."""
    wanted = set(wanted)
    if not wanted:
        raise ValueError("recall of no articles is not defined: leave the case unscored")
    return len(wanted & set(found[:k])) / len(wanted)


def quote_validity(quotes: Sequence[Quote], article: Callable[[str], Article | None]) -> float:
    """The share of the quotes that are exact: the same article text, and these very characters of it."""
    if not quotes:
        raise ValueError("the validity of no quotes is not defined: leave the case unscored")
    return sum(_exact(quote, article(quote.article)) for quote in quotes) / len(quotes)


def _exact(quote: Quote, article: Article | None) -> bool:
    return (
        article is not None
        and article.sha256 == quote.sha256
        and 0 <= quote.start < quote.end <= len(article.text)
        and article.text[quote.start : quote.end] == quote.text
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them do not exceed (nearest rank)."""
    if not values or not 0 < share <= 1:
        raise ValueError(f"no percentile of {len(values)} values at {share!r}: the share lies in (0, 1]")
    place = math.ceil(share * len(values) - 1e-9)  # 0.07 * 100 is a little over 7 in floats
    return sorted(values)[place - 1]
