"""The objective, worked out by hand."""

from __future__ import annotations

import math

import pytest
import torch

from training.network import loss

NONE = torch.zeros(1, 3, 2, dtype=torch.bool)


def gold(*places: tuple[int, int]) -> torch.Tensor:
    """Gold pieces (row, piece) for first and last of 2 rows of 3."""
    found = torch.zeros(2, 3, 2, dtype=torch.bool)
    for row, piece in places:
        found[row, piece] = True
    return found


PASSAGE = torch.tensor([[False, True, True], [False, True, True]])


def test_all_passages_of_a_question_compete() -> None:
    scores = torch.zeros(2, 3, 2)
    scores[0, 1] = math.log(3)
    # e^log 3 + 1 in the first passage, 1 + 1 in the second, 1 for "not anywhere": 3 of 7
    together = loss(scores, PASSAGE, gold((0, 1)), torch.tensor([0, 0]), 1)
    assert together.item() == pytest.approx(2 * math.log(7 / 3), abs=1e-5)


def test_questions_apart_do_not_compete_and_nowhere_is_right_without_gold() -> None:
    scores = torch.zeros(2, 3, 2)
    apart = loss(scores, PASSAGE, gold((0, 1)), torch.tensor([0, 1]), 2)
    assert apart.item() == pytest.approx(2 * math.log(3), abs=1e-5)  # each: 1 of 1 + 1 + 1
    scores[1] = -50.0
    easier = loss(scores, PASSAGE, gold((0, 1)), torch.tensor([0, 1]), 2)
    assert easier.item() == pytest.approx(math.log(3), abs=1e-5)


def test_several_right_places_are_summed() -> None:
    both = loss(torch.zeros(2, 3, 2), PASSAGE, gold((0, 1), (0, 2)), torch.tensor([0, 0]), 1)
    assert both.item() == pytest.approx(2 * math.log(5 / 2), abs=1e-5)


def test_what_is_no_passage_does_not_count() -> None:
    scores = torch.zeros(1, 3, 2)
    scores[0, 0] = 90.0
    alone = loss(scores, torch.tensor([[False, True, False]]), NONE, torch.tensor([0]), 1)
    assert alone.item() == pytest.approx(2 * math.log(2), abs=1e-5)


def test_large_scores_stay_finite() -> None:
    scores = torch.full((2, 3, 2), 80.0, requires_grad=True)
    found = loss(scores, PASSAGE, gold((0, 1)), torch.tensor([0, 0]), 1)
    found.backward()  # type: ignore[no-untyped-call]
    assert math.isfinite(found.item())
    assert scores.grad is not None
    assert torch.isfinite(scores.grad).all()
