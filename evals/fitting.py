"""Fits a choice: of a question's candidates one answers, or none does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import torch

_STEPS, _RATE = 400, 0.05


@dataclass(frozen=True)
class Choice:
    """One question's candidates: features (n, names) and whether each answers (n,)."""

    features: Sequence[Sequence[float]]
    answers: Sequence[bool]


@dataclass(frozen=True)
class Fitted:
    """Weights by feature's name; `none` is the score of "none of them"; `loss` is the mean of minus log likelihood."""

    weights: dict[str, float]
    none: float
    loss: float


def fit(
    choices: Sequence[Choice],
    names: Sequence[str],
    against: Collection[str] = (),
    free: Collection[str] = (),
    penalty: float = 0.0,
) -> Fitted:
    """The weights under which the answering candidates, or "none", are likeliest among all of a question's.

    Every weight is held above 0, those of `against` below, so that none learns the quirks of one data set; those of
    `free` are not held. `penalty` times the sum of squares is added to the loss.
    """
    features, absent, right = _tensors(choices, len(names))
    sign = torch.tensor([-1.0 if name in against else 1.0 for name in names] + [1.0])
    unheld = torch.tensor([name in free for name in names] + [True])
    raw = torch.zeros(len(names) + 1, requires_grad=True)
    steps = torch.optim.Adam([raw], lr=_RATE)
    loss = torch.zeros(())
    for _ in range(_STEPS):
        steps.zero_grad()
        weights = torch.where(unheld, raw, sign * torch.nn.functional.softplus(raw))
        scores = features @ weights + absent
        loss = (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, -1e9), 1)).mean()
        (loss + penalty * (weights[:-1] ** 2).sum()).backward()  # type: ignore[no-untyped-call]
        steps.step()
    *found, none = [round(weight, 4) for weight in weights.tolist()]
    return Fitted(dict(zip(names, found, strict=True)), none, loss.item())


def _tensors(choices: Sequence[Choice], width: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Features, with a column and a row for "none"; a large negative number where no candidate is; which answer."""
    longest = max(len(choice.answers) for choice in choices)
    features = torch.zeros(len(choices), longest + 1, width + 1)
    absent = torch.full((len(choices), longest + 1), -1e9)
    right = torch.zeros(len(choices), longest + 1, dtype=torch.bool)
    for number, choice in enumerate(choices):
        size = len(choice.answers)
        if size:
            features[number, :size, :-1] = torch.tensor(choice.features)
            right[number, :size] = torch.tensor(choice.answers)
        features[number, longest, -1] = 1
        absent[number, :size] = absent[number, longest] = 0
        right[number, longest] = not any(choice.answers)
    return features, absent, right
