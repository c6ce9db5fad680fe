"""How a developer's command ends: with 0, or with 1 and one line that says what was wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable

from evals.errors import EvalError
from qa.errors import QaError
from vectorstore.errors import ArchiveError


def exit_code(command: str, work: Callable[[], None]) -> int:
    """Do a command's work and give its exit code; what is a fault of the program itself is raised."""
    try:
        work()
    except (OSError, EvalError, QaError, ArchiveError) as exc:
        print(f"{command}: {' '.join(str(exc).split())}", file=sys.stderr)
        return 1
    return 0
