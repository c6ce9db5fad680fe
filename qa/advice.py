"""What to try where nothing was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from corpus.words import Word, words
from qa.answer import Advice
from qa.question import QuestionReading
from qa.timing import scope_text
from vectorstore.archive import Archive
from vectorstore.scope import Scope

_NEAR = 80.0
"""Likeness (0 to 100, rapidfuzz's ratio) from which a word of the archive may be what was meant: one letter in five."""
_SHORTEST = 4
"""Letters of a word that is looked up among like ones: shorter ones are like too many."""
_WORDY = 5
"""Words to look for from which fewer may find more."""


def advice(archive: Archive, question: QuestionReading, scope: Scope, in_scope: int) -> tuple[Advice, ...]:
    """What may find more: each names a cause that was looked up, not guessed. `in_scope` counts articles."""
    return tuple(_advice(archive, question, scope, in_scope))


def _advice(archive: Archive, question: QuestionReading, scope: Scope, in_scope: int) -> Iterator[Advice]:
    everything = archive.extent().articles
    if scope.dated:
        outside = f": {everything - in_scope:,} of {everything:,} articles lie outside" if in_scope < everything else ""
        yield Advice(f"Search all dates, not only {scope_text(scope.first, scope.last)}{outside}", "dates")
    if scope.publishers:
        yield Advice(f"Search all publishers, not only {' or '.join(scope.publishers)}", "publishers")
    for word, like in _unknown(archive, question.terms):
        if like:
            mended = question.text[: word.start] + like + question.text[word.end :]
            yield Advice(f"No article says {word.text!r}; some say {like!r}", "question", mended)
        else:
            yield Advice(f"No article says {word.text!r}: try another word for it", "words")
    if len(question.terms) >= _WORDY:
        yield Advice("Ask it with fewer words", "words")


def _unknown(archive: Archive, terms: Sequence[Word]) -> Iterator[tuple[Word, str]]:
    """The words that stand in no article, each with the most like one that does, or nothing."""
    found = archive.frequencies(word.stem for word in terms)
    for word in {word.stem: word for word in terms if not found.get(word.stem)}.values():
        yield word, _like(archive, word)


def _like(archive: Archive, word: Word) -> str:
    if len(word.text) < _SHORTEST:
        return ""
    begins = word.stem[:1]
    stems = [stem for stem, _ in archive.terms(begins) if len(stem) >= _SHORTEST]
    best = process.extractOne(word.stem, stems, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return _printed(archive, best[0]) if best else ""


def _printed(archive: Archive, stem: str) -> str:
    """The word of that stem as an article prints it: the index keeps stems alone."""
    found = archive.search_words([f'"{stem}"'], Scope(), 1)
    text = " ".join(passage.text + " " + passage.title for passage in archive.passages([n for n, _ in found]))
    return next((word.text for word in words(text) if word.stem == stem), "")
