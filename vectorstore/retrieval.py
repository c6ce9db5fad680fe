"""Finds the passages that may answer a question: dense and lexical ranks, fused, the nearer in time first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.dates import PartialDate
from corpus.passages import Passage
from corpus.words import STOP_WORDS, words
from vectorstore.archive import Archive
from vectorstore.rows import StoredPassage
from vectorstore.scope import EVERYTHING, Scope


@dataclass(frozen=True)
class RetrievedPassage:
    """A passage with its article's heading facts and what each retriever said of it.

    `ranks` holds the rank (from 1) that each retriever gave it; `score` is the fused score, higher is better.
    """

    passage: Passage
    text: str
    sha256: str
    title: str
    publisher: str | None
    published: PartialDate | None
    url: str | None
    ranks: dict[str, int]
    score: float

    def slice(self, start: int, end: int) -> str:
        """The article's text between two offsets that lie within the passage."""
        return self.text[start - self.passage.start : end - self.passage.start]


@dataclass(frozen=True)
class RetrievalSettings:
    """How the two retrievers' scores are fused; tuned on newsquiz/2022 (42,692 passages, 686 questions).

    A passage's score is `dense` times its cosine, plus `lexical` times its words' as a share of the question's best,
    plus `nearness` / (1 + days from print to question / `nearness_days`). There, recall@1, @10 and MRR were
    51 %, 73.6 % and 0.590 without nearness and 57 %, 75.4 % and 0.638 with it; reciprocal rank fusion gave
    46 %, 74.1 %, 0.562 and, since it forgets how much better the best passage is, let nearness outvote relevance.
    """

    depth: int = 100
    dense: float = 0.5
    lexical: float = 0.5
    nearness: float = 0.2
    nearness_days: float = 7.0


_AHEAD_DAYS = 2
"""An article printed so long after the question may still be what it is about: time zones, weeklies."""


def search(
    archive: Archive,
    question: str,
    k: int = 20,
    scope: Scope = EVERYTHING,
    asked_on: date | None = None,
    spellings: Mapping[str, Sequence[str]] | None = None,
    settings: RetrievalSettings | None = None,
) -> list[RetrievedPassage]:
    """The best `k` passages in scope, best first.

    `asked_on` prefers what was printed near that day, without ever leaving anything out. `spellings` gives other
    spellings, in the archive's words, of a word of the question (in lower case).
    """
    settings = settings or RetrievalSettings()
    with archive.reading():
        dense = archive.search_vector(archive.encoder.encode_question(question), scope, settings.depth)
        lexical = archive.search_words(match_expressions(question, spellings or {}), scope, settings.depth)
        found = {"dense": _Found(dense), "lexical": _Found(lexical)}
        printed = archive.print_dates(sorted({number for number, _ in (*dense, *lexical)}))
        scores = {number: _score(number, found, day, asked_on, settings) for number, day in printed.items()}
        best = sorted(scores, key=lambda number: (-scores[number], number))[:k]
        stored = archive.passages(best)
    return [_retrieved(one, found, scores[one.number]) for one in stored]


class _Found:
    """What one retriever found: ranks from 1, and scores; a passage that it did not find has its lowest score."""

    def __init__(self, found: Sequence[tuple[int, float]]) -> None:
        self.ranks = {number: rank for rank, (number, _) in enumerate(found, 1)}
        self._scores = dict(found)
        self.best = found[0][1] if found else 0.0
        self._lowest = found[-1][1] if found else 0.0

    def score(self, number: int) -> float:
        return self._scores.get(number, self._lowest)


def match_expressions(question: str, spellings: Mapping[str, Sequence[str]]) -> list[str]:
    """An FTS5 expression for each word of a question that says something: the word or one of its other spellings."""
    said = list(dict.fromkeys(word.text.lower() for word in words(question)))
    terms = [term for term in said if term not in STOP_WORDS] or said
    return [" OR ".join(f'"{spelling}"' for spelling in (term, *spellings.get(term, ()))) for term in terms]


def _score(
    number: int,
    found: Mapping[str, _Found],
    published: PartialDate | None,
    asked_on: date | None,
    settings: RetrievalSettings,
) -> float:
    lexical = found["lexical"]
    return (
        settings.dense * found["dense"].score(number)
        + settings.lexical * (lexical.score(number) / lexical.best if lexical.best > 0 else 0.0)
        + settings.nearness * nearness(published, asked_on, settings.nearness_days)
    )


def _retrieved(stored: StoredPassage, found: Mapping[str, _Found], score: float) -> RetrievedPassage:
    return RetrievedPassage(
        passage=stored.passage,
        text=stored.text,
        sha256=stored.sha256,
        title=stored.title,
        publisher=stored.publisher,
        published=stored.published,
        url=stored.url,
        ranks={name: one.ranks[stored.number] for name, one in found.items() if stored.number in one.ranks},
        score=score,
    )


def nearness(published: PartialDate | None, asked_on: date | None, half: float) -> float:
    """1 for the day of the question, a half `half` days before, 0 for later articles; in between without a date."""
    if asked_on is None:
        return 0.0
    if published is None:
        return 1 / (1 + 365 / half)
    if (published.first - asked_on).days > _AHEAD_DAYS:
        return 0.0
    return 1 / (1 + max(0, (asked_on - published.last).days) / half)
