"""Builds an assistant: the one place where the parts are put together."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from qa import choosing, sentence_picker
from qa.assistant import Assistant
from qa.lexicon import Lexicon
from qa.likeness import Likeness
from qa.question import QuestionReading
from qa.reader import Reader, Rules, Span
from qa.regression import Regression
from qa.sentence_picker import SentencePicker
from qa.span_network import SpanNetwork
from qa.span_reader import SpanReader
from vectorstore.archive import Archive
from vectorstore.encoder import default_question_encoder
from vectorstore.opening import TRUTH
from vectorstore.retrieval import RetrievedPassage

NETWORK = Path(__file__).parent / "reader.onnx"
"""The reader's weights; docs/model-card.md is their model card."""
LARGE = 100
"""Articles from which the trained network reads. Of newsquiz/2022, asked of the articles of a few days, it has right
7.5 % against the sentence picker's 4.4 % among 11 articles, 22.8 against 13.6 % among 46, 34.6 against 21.0 % among 93
(medians; 162 questions); of the known answers over four articles, which ask for names, it has 14 of 24 right and the
picker 20."""


def default_archive() -> Path:
    """The folder in the environment's DATELINE_ARCHIVE, else `.dateline` in the current folder."""
    return Path(os.environ.get("DATELINE_ARCHIVE") or ".dateline")


def open_archive(path: str | Path | None = None) -> Assistant:
    """An assistant over the archive in a folder (the default one).

    ArchiveMissing if there is none; the errors of `vectorstore.errors` if it cannot be used.
    """
    archive = Archive.open(Path(path) if path is not None else default_archive())
    return Assistant(archive, FittingReader(archive, LARGE))


class FittingReader:
    """Reads as suits the archive at each question: with the network from `large` articles on, else with the picker.

    Either is built when it is first needed. Within one `with archive.reading():` it is always the same one that reads.
    Threads may share it.
    """

    def __init__(self, archive: Archive, large: int) -> None:
        self._archive, self._large = archive, large
        self._lock = threading.Lock()
        self._built: dict[bool, Reader] = {}

    def rules(self, question: QuestionReading) -> Rules:
        """Those of the reader that fits."""
        return self._fitting().rules(question)

    def read(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Span]:
        """What the reader that fits reads."""
        return self._fitting().read(question, passages)

    def _fitting(self) -> Reader:
        is_large = self._archive.extent().articles >= self._large
        with self._lock:
            if is_large not in self._built:
                self._built[is_large] = open_span_reader(self._archive) if is_large else open_picker(self._archive)
            return self._built[is_large]


def open_picker(archive: Archive) -> SentencePicker:
    """The reader of small archives: it picks sentences."""
    return _picker(_lexicon(archive))


def open_span_reader(archive: Archive) -> SpanReader:
    """The reader of large archives: a trained network."""
    network = SpanNetwork(NETWORK, default_question_encoder().tokenizer_file)
    lexicon = _lexicon(archive)
    return SpanReader(network, Regression.shipped(choosing.WEIGHTS), lexicon, _picker(lexicon))


def _picker(lexicon: Lexicon) -> SentencePicker:
    weights = Regression.shipped(sentence_picker.WEIGHTS)
    return SentencePicker(weights, lexicon, default_question_encoder().encode_all)


def _lexicon(archive: Archive) -> Lexicon:
    def frequencies(stems: Sequence[str]) -> tuple[Mapping[str, int], int]:
        return archive.frequencies(stems), archive.extent().passages

    return Lexicon(Likeness(default_question_encoder().word_vector), frequencies)


def opened(folder: Path) -> Assistant:
    """The assistant over a folder, kept open for the next question; a folder made anew is opened anew."""
    truth = folder / TRUTH
    return _opened(folder, truth.stat().st_ino if truth.exists() else 0)


@lru_cache(maxsize=4)
def _opened(folder: Path, inode: int) -> Assistant:
    return open_archive(folder)
