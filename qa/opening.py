"""Builds an assistant: the one place where the parts are put together."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from qa.assistant import Assistant
from qa.choosing import LARGE, SMALL, ChoiceRule
from qa.lexicon import Lexicon
from qa.likeness import Likeness
from qa.sentence_picker import SentencePicker
from qa.span_network import SpanNetwork
from qa.span_reader import SpanReader
from vectorstore.archive import Archive
from vectorstore.encoder import default_question_encoder
from vectorstore.opening import TRUTH

NETWORK = Path(__file__).parent / "reader.onnx"
"""The reader's weights; docs/model-card.md is their model card."""

MANY = 100
"""Articles from which the rule of large archives chooses."""


def default_archive() -> Path:
    """The folder in the environment's DATELINE_ARCHIVE, else `.dateline` in the current folder."""
    return Path(os.environ.get("DATELINE_ARCHIVE") or ".dateline")


def open_archive(path: str | Path | None = None) -> Assistant:
    """An assistant over the archive in a folder (the default one).

    ArchiveMissing if there is none; the errors of `vectorstore.errors` if it cannot be used.
    """
    archive = Archive.open(Path(path) if path is not None else default_archive())
    return Assistant(archive, open_reader(archive))


def open_reader(archive: Archive) -> SpanReader:
    """The reader: a trained network and the sentence picker, and the rule that fits the archive's present size."""
    network = SpanNetwork(NETWORK, default_question_encoder().tokenizer_file)
    lexicon = _lexicon(archive)
    small, large = ChoiceRule.shipped(SMALL), ChoiceRule.shipped(LARGE)

    def rule() -> ChoiceRule:
        return large if archive.extent().articles >= MANY else small

    return SpanReader(network, rule, lexicon, SentencePicker(lexicon, default_question_encoder().encode_all))


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
