"""The objective, worked out by hand."""

from __future__ import annotations

import math

import pytest
import torch

from training.network import loss, taught_loss

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


def test_a_teacher_that_is_sure_teaches_as_the_answer_would() -> None:
    scores = torch.randn(2, 3, 2)
    sure = torch.full((2, 3, 2), -40.0)
    sure[0, 2] = 40.0
    group = torch.tensor([0, 0])
    taught = taught_loss(scores, [sure], PASSAGE, group, 1)
    assert taught.item() == pytest.approx(loss(scores, PASSAGE, gold((0, 2)), group, 1).item(), abs=1e-4)
    none = taught_loss(scores, [torch.full((2, 3, 2), -40.0)], PASSAGE, group, 1)
    assert none.item() == pytest.approx(loss(scores, PASSAGE, gold(), group, 1).item(), abs=1e-4)


def test_what_teachers_say_is_averaged_as_probabilities_and_best_met_by_saying_it() -> None:
    group = torch.tensor([0, 1])
    even, sure = torch.zeros(2, 3, 2), torch.zeros(2, 3, 2)
    sure[:, 1] = math.log(4)  # 4 of 6, 1 of 6 and 1 of 6 for "not anywhere"; even: a third each
    met = torch.zeros(2, 3, 2)
    met[:, 1] = math.log(2)  # a half, a quarter and a quarter: their mean
    best = taught_loss(met, [even, sure], PASSAGE, group, 2)
    entropy = 0.5 * math.log(2) + 2 * 0.25 * math.log(4)
    assert best.item() == pytest.approx(2 * entropy, abs=1e-5)
    for other in (even, sure, met + 0.3):
        assert taught_loss(other, [even, sure], PASSAGE, group, 2) > best
