"""What can go wrong while training."""

from evals.errors import EvalError


class TrainingError(EvalError):
    """Data, settings or weights of a run are missing, or not what they should be; the message says what to give."""
