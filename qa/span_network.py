"""Runs the reader's network over passages: where an answer begins and ends, in onnxruntime, without torch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


class SpanNetwork:
    """A network of `python -m training.export` and the tokenizer that goes with it. Threads may share it."""

    def __init__(self, network: Path, tokenizer: Path, threads: int = 0) -> None:
        self._path, self._threads = network, threads
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def read(self, question: str, heading: str, text: str) -> Scores:
        """The scores of a passage's text; the heading is read with it."""
        asked = self._tokenizer.encode(question, add_special_tokens=False).ids[:_QUESTION]
        said = self._tokenizer.encode(heading, add_special_tokens=False).ids[:_HEADING]
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        rows = list(_rows(asked, said, encoding))
        return _joined(encoding, rows, [self._run(row) for row in rows])

    def _run(self, row: _Row) -> Floats:
        """One row alone, unpadded: 10 ms for a passage of 154 words on two cores, and 14 in a batch of 20."""
        ids = np.array([[*row.head, *row.pieces, _SEP]], dtype=np.int64)
        types = (np.arange(ids.shape[1]) >= row.second).astype(np.int64)[None]
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": types}
        scores: Floats = self._session.run(["scores"], fed)[0][0]
        return scores

    @cached_property
    def _session(self) -> InferenceSession:
        # 0.2 s that a command which asks nothing need not pay
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415

        options = SessionOptions()
        options.intra_op_num_threads = self._threads
        # a thread that waits by spinning holds up whoever else needs the core: two who ask at once waited 30 % longer
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return InferenceSession(str(self._path), options, providers=["CPUExecutionProvider"])


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
