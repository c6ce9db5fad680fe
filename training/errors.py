"""What can go wrong while training."""

from evals.errors import EvalError


class TrainingError(EvalError):
    """The data, the settings or the weights of a run are missing; the message says what to give."""
