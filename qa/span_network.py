"""Runs the reader's network over passages: where an answer begins and ends, in onnxruntime, without torch."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

LONGEST = 320
"""Word pieces of question, heading and passage together: what the network was trained on."""
_QUESTION = 64
_HEADING = 32
_CLS, _SEP = 101, 102


@dataclass(frozen=True)
class Scores:
    """What the network says of a passage's word pieces.

    `start` and `end` (pieces,) score each piece as the first and the last of an answer; 0 is as likely as that the
    answer is not here. `offsets` (pieces, 2) are characters of the text, `words` (pieces,) numbers of its words.
    """

    start: Floats
    end: Floats
    offsets: Ints
    words: Ints


@dataclass(frozen=True)
class _Row:
    """A window of a passage, `first` to `last` of its pieces, behind the question and the heading.

    From `second` on, the pieces are the second part of the pair that the network reads.
    """

    head: tuple[int, ...]
    second: int
    first: int
    last: int
    pieces: tuple[int, ...]


@dataclass(frozen=True)
class PassageReading:
    """A passage that is being read: its scores are on their way."""

    encoding: Encoding
    rows: Sequence[_Row]
    running: Sequence[Future[Floats]]

    @property
    def pieces(self) -> int:
        """Word pieces of the text. A long one costs twice as much a piece, since its windows overlap."""
        return len(self.encoding.ids)

    def scores(self) -> Scores:
        """The scores, as soon as they are there."""
        return _joined(self.encoding, self.rows, [one.result() for one in self.running])

    def cancel(self) -> None:
        """Leave unread what is not read yet."""
        for one in self.running:
            one.cancel()


class SpanNetwork:
    """A network of `python -m training.export` and the tokenizer that goes with it. Threads may share it.

    It reads beside what the caller does, on `threads` threads of its own, as many as there are cores if None.
    """

    def __init__(self, network: Path, tokenizer: Path, threads: int | None = None) -> None:
        self._path = network
        self._pool = ThreadPoolExecutor(threads or cores(), thread_name_prefix="reader")
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def begin(self, question: str, heading: str, text: str) -> PassageReading:
        """Begin to read a passage's text; the heading is read with it."""
        asked = self._tokenizer.encode(question, add_special_tokens=False).ids[:_QUESTION]
        said = self._tokenizer.encode(heading, add_special_tokens=False).ids[:_HEADING]
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        rows = list(_rows(asked, said, encoding))
        session = self._session  # made here, not by each of the threads
        return PassageReading(encoding, rows, [self._pool.submit(_run, session, row) for row in rows])

    @cached_property
    def _session(self) -> InferenceSession:
        # 0.2 s that a command which asks nothing need not pay
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415

        options = SessionOptions()
        # each thread reads a window of its own: all of them on one window at a time take a tenth longer
        options.intra_op_num_threads = 1
        return InferenceSession(str(self._path), options, providers=["CPUExecutionProvider"])


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run(session: InferenceSession, row: _Row) -> Floats:
    """One row alone, unpadded: padding of a batch costs more than it saves."""
    ids = np.array([[*row.head, *row.pieces, _SEP]], dtype=np.int64)
    types = (np.arange(ids.shape[1]) >= row.second).astype(np.int64)[None]
    fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": types}
    scores: Floats = session.run(["scores"], fed)[0][0]
    return scores


def _rows(asked: Sequence[int], heading: Sequence[int], encoding: Encoding) -> Iterator[_Row]:
    """One window for a passage that fits, else several that overlap by half."""
    head = (_CLS, *asked, _SEP, *heading)
    room = LONGEST - len(head) - 1
    pieces = encoding.ids
    first = 0
    while True:
        last = min(first + room, len(pieces))
        yield _Row(head, len(asked) + 2, first, last, tuple(pieces[first:last]))
        if last == len(pieces):
            return
        first += room // 2


def _joined(encoding: Encoding, rows: Sequence[_Row], scores: Sequence[Floats]) -> Scores:
    """A passage's scores from its windows: of a piece that several hold, the best."""
    best = np.full((len(encoding.ids), 2), -np.inf, dtype=np.float32)
    for row, found in zip(rows, scores, strict=True):
        begin = len(row.head)
        here = found[begin : begin + row.last - row.first]
        best[row.first : row.last] = np.maximum(best[row.first : row.last], here)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    words = np.array([-1 if word is None else word for word in encoding.word_ids], dtype=np.int64)
    return Scores(best[:, 0], best[:, 1], offsets, words)
