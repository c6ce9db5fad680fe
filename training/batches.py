"""Examples become tensors: word pieces, which of them may answer, and which do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from training.examples import Example, Reading

LENGTHS = (64, 96, 128, 160, 192, 224, 256, 320)
"""Padded lengths: torch compiles its bf16 kernels anew for each shape."""
_ROWS = 2
"""A batch's rows are a multiple of it, for the same reason."""
_QUESTION = 64
"""Word pieces of a question at the most."""


@dataclass(frozen=True)
class Batch:
    """Rows of one padded length. `group` numbers the example of each row, of `groups` in all."""

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    passage: Tensor
    gold: Tensor
    group: Tensor
    groups: int

    def to(self, device: torch.device) -> Batch:
        """The same on a device."""
        return Batch(
            self.input_ids.to(device),
            self.attention_mask.to(device),
            self.token_type_ids.to(device),
            self.passage.to(device),
            self.gold.to(device),
            self.group.to(device),
            self.groups,
        )


@dataclass(frozen=True)
class _Pieces:
    ids: list[int]
    types: list[int]
    passage: list[bool]
    gold: list[tuple[int, int]]


class Batcher:
    """Cuts a step's examples into passes of about `pieces` word pieces and one length each."""

    def __init__(self, folder: Path, longest: int, pieces: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._longest, self._pieces = longest, pieces

    def batches(self, examples: Sequence[Example]) -> Iterator[Batch]:
        """Every example in one batch."""
        by_length: dict[int, list[list[_Pieces]]] = {}
        for example in examples:
            rows = [self._encode(example.question, reading) for reading in example.readings]
            longest = max(len(row.ids) for row in rows)
            by_length.setdefault(next(size for size in LENGTHS if size >= longest), []).append(rows)
        for length, many in sorted(by_length.items()):
            most = max(2, self._pieces // length)
            taken: list[list[_Pieces]] = []
            for rows in many:
                if sum(map(len, taken)) + len(rows) > most:
                    yield _batch(taken, length)
                    taken = []
                taken.append(rows)
            yield _batch(taken, length)

    def _encode(self, question: str, reading: Reading) -> _Pieces:
        asked = self._tokenizer.encode(question, add_special_tokens=False).ids[:_QUESTION]
        encoding = self._tokenizer.encode(reading.text, add_special_tokens=False)
        room = self._longest - len(asked) - 3
        first, last = _window(encoding, reading.answers, room)
        head = len(asked) + 2
        ids = [_CLS, *asked, _SEP, *encoding.ids[first:last], _SEP]
        types = [0] * head + [1] * (last - first + 1)
        passage = [False] * head + [True] * (last - first) + [False]
        gold = []
        for start, end in reading.answers:
            left, right = encoding.char_to_token(start), encoding.char_to_token(end - 1)
            if left is not None and right is not None and first <= left and right < last:
                gold.append((left - first + head, right - first + head))
        return _Pieces(ids, types, passage, gold)


_CLS, _SEP = 101, 102


def _window(encoding: Encoding, answers: Sequence[tuple[int, int]], room: int) -> tuple[int, int]:
    """The pieces to read of a text that is too long: around its first answer, else its beginning."""
    total = len(encoding.ids)
    if total <= room or not answers:
        return 0, min(total, room)
    place = encoding.char_to_token(answers[0][0]) or 0
    first = min(max(0, place - room // 2), total - room)
    return first, first + room


def _batch(examples: Sequence[Sequence[_Pieces]], length: int) -> Batch:
    rows = -(-sum(map(len, examples)) // _ROWS) * _ROWS
    ids = torch.zeros(rows, length, dtype=torch.long)
    mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
    mask[:, 0] = 1  # no row is wholly masked
    passage = torch.zeros(rows, length, dtype=torch.bool)
    gold = torch.zeros(rows, length, 2, dtype=torch.bool)
    group = torch.full((rows,), len(examples), dtype=torch.long)  # the empty rows are a question of their own
    flat = [(number, one) for number, example in enumerate(examples) for one in example]
    for row, (number, one) in enumerate(flat):
        size = len(one.ids)
        ids[row, :size], types[row, :size] = torch.tensor(one.ids), torch.tensor(one.types)
        mask[row, :size] = 1
        passage[row, :size] = torch.tensor(one.passage)
        for first, last in one.gold:
            gold[row, first, 0] = gold[row, last, 1] = True
        group[row] = number
    return Batch(ids, mask, types, passage, gold, group, len(examples) + 1)
