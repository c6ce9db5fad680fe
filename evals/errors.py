"""What can go wrong while measuring.

EvalError
├── CasesError    a file of cases cannot be read
├── FloorsError   the pinned floors are missing or broken
└── BenchError    a side of the benchmark failed
"""


class EvalError(Exception):
    """Base of this stage's errors; the message names the thing and says what to do."""


class CasesError(EvalError):
    """A file of cases cannot be read: the message has the file, the line and the reason."""


class FloorsError(EvalError):
    """The file of floors is missing or not what `--pin` writes."""


class BenchError(EvalError):
    """One side of the benchmark ended without a result."""
