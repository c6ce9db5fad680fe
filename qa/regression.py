"""Weights over named features, fitted by `evals` and kept as JSON beside the code."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Regression:
    """Log odds = bias + sum of weight times feature; a feature that is not given counts 0."""

    bias: float
    features: Mapping[str, float]

    @classmethod
    def shipped(cls, name: str) -> Regression:
        """The weights in the JSON file of that name."""
        stored = json.loads(files("qa").joinpath(name).read_text())
        return cls(stored["bias"], stored["features"])

    def log_odds(self, features: Mapping[str, float]) -> float:
        """The log odds of something with these features."""
        return self.bias + sum(weight * features.get(name, 0.0) for name, weight in self.features.items())


def probability(log_odds: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0


def log_odds(share: float) -> float:
    """The inverse of `probability`, for a share in (0, 1)."""
    return math.log(share) - math.log1p(-share)
