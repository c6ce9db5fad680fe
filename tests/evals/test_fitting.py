"""A fitted choice prefers what answers, and "none" where nothing does."""

from __future__ import annotations

from evals.fitting import Choice, fit

ANSWERED = Choice([[1.0, 0.3], [0.0, 0.7]], [True, False])
SILENT = Choice([[0.2, 0.7], [0.0, 0.3]], [False, False])


def test_the_telling_feature_gets_the_weight() -> None:
    fitted = fit([ANSWERED, SILENT] * 20, ("telling", "idle"))
    assert fitted.weights["telling"] > 5 * fitted.weights["idle"]
    assert 0.2 * fitted.weights["telling"] < fitted.none < fitted.weights["telling"]


def test_weights_are_held_to_their_side() -> None:
    turned = [Choice([[0.0], [1.0]], [True, False])] * 20
    assert fit(turned, ("x",)).weights["x"] >= 0
    assert fit(turned, ("x",), against=("x",)).weights["x"] < 0
    assert fit(turned, ("x",), free=("x",)).weights["x"] < 0


def test_a_question_without_candidates_is_silent() -> None:
    fitted = fit([Choice([], [])] * 5 + [ANSWERED], ("telling", "idle"), penalty=0.01)
    assert fitted.loss >= 0
