"""Rows become examples whose answers stand where they say, and no held-out context is trained on."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from training.config import DataConfig, load_config
from training.errors import TrainingError
from training.examples import Example, Examples, Row, load_rows, split

TOWNS = ["Ashby", "Borth", "Cromer", "Diss", "Ely", "Frome", "Goole", "Hythe", "Ilkley", "Jarrow"]
CONFIG = DataConfig({"made": 1.0}, 0.2, short=90, lengthened=0.9, paired=0.5, alone=0.2, hard=4)


def epoch(some: list[Row], config: DataConfig, number: int = 0) -> list[Example]:
    """The examples of an epoch."""
    examples = Examples(some, config)
    return [examples.example(row, number, seed=1) for row in examples.drawn(number, seed=1)]


def rows() -> list[Row]:
    made = []
    for number, town in enumerate(TOWNS):
        context = f"The ferry to {town} carried {number + 20} passengers on Monday. It was late."
        start = context.index(str(number + 20))
        made.append(
            Row(town, f"How many passengers did the ferry to {town} carry?", context, ((start, start + 2),), "made")
        )
    return made


def test_rows_are_read_with_their_answers_once(tmp_path: Path) -> None:
    row = {"id": 7, "question": "Who?", "context": "Ann left.", "source": "made/easy",
           "answers": [{"text": "Ann", "start": 0}, {"text": "Ann", "start": 0}]}  # fmt: skip
    with gzip.open(tmp_path / "made.jsonl.gz", "wt") as file:
        file.write(json.dumps(row) + "\n")
    assert load_rows(tmp_path, ["made"]) == [Row("7", "Who?", "Ann left.", ((0, 3),), "made")]


def test_no_context_is_both_trained_on_and_held_out() -> None:
    twice = [*rows(), *rows()]
    trained, held_out = split(twice, 0.3)
    assert len(trained) + len(held_out) == len(twice)
    assert held_out
    assert not {row.context for row in trained} & {row.context for row in held_out}


def test_every_answer_stands_where_its_example_says() -> None:
    golds = {row.question: row.strings for row in rows()}
    kinds = set()
    for number in range(20):
        for example in epoch(rows(), CONFIG, number):
            told = [reading.text[start:end].lower() for reading in example.readings for start, end in reading.answers]
            assert set(told) <= golds[example.question]
            for reading in example.readings:
                if not reading.answers:  # a negative does not hold the answer
                    assert not any(gold in reading.text.lower() for gold in golds[example.question])
            kinds.add((len(example.readings), bool(told), max(len(one.text) for one in example.readings) > 120))
    assert {(1, False, False), (1, True, True), (2, True, True)} <= kinds


def test_an_epoch_is_the_same_again_and_the_next_is_another() -> None:
    assert epoch(rows(), CONFIG) == epoch(rows(), CONFIG)
    assert epoch(rows(), CONFIG) != epoch(rows(), CONFIG, 1)


def test_an_example_does_not_hang_on_those_made_before_it() -> None:
    examples = Examples(rows(), CONFIG)
    drawn = examples.drawn(0, seed=1)
    backwards = [examples.example(row, 0, seed=1) for row in reversed(drawn)]
    assert backwards[::-1] == epoch(rows(), CONFIG)


def test_the_config_is_read_and_named_by_its_bytes(tmp_path: Path) -> None:
    config = load_config()
    assert set(config.data.shares) >= {"squadshifts", "squad2-half-dev"}
    file = tmp_path / "other.toml"
    file.write_text("[data]\nheld_out = 'half'\n[steps]\n")
    with pytest.raises(TrainingError, match="held_out"):
        load_config(file)


def test_negatives_may_be_the_own_passage_bereft() -> None:
    context = " ".join([*(f"Nothing else was said of boat {number}." for number in range(5)), "It held 40 people."])
    start = context.index("40")
    row = Row("a", "How many people did the boat hold?", context, ((start, start + 2),), "made")
    config = replace(CONFIG, alone=0.5, paired=0.5, bereft=1.0)
    examples = [example for number in range(9) for example in epoch([row], config, number)]
    negatives = [reading for example in examples for reading in example.readings if not reading.answers]
    assert negatives
    assert all("boat 4" in reading.text and "40" not in reading.text for reading in negatives)


def test_several_negatives_are_met_at_once() -> None:
    many = epoch(rows(), replace(CONFIG, paired=1.0, alone=0.0, negatives=3))
    assert {len(example.readings) for example in many} == {4}
    for example in many:
        assert len({reading.text for reading in example.readings}) == 4


def test_a_question_of_another_name_has_no_answer() -> None:
    context = "The ferry to Goole carried 46 passengers. The one to Hull was late."
    row = Row("a", "How many passengers did the ferry to Goole carry?", context, ((27, 29),), "made")
    (example,) = epoch([row], replace(CONFIG, swapped=1.0))
    assert example.question == "How many passengers did the ferry to Hull carry?"
    assert [(one.text, one.answers) for one in example.readings] == [(context, ())]
