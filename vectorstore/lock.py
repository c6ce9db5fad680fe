"""One writer at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from vectorstore.errors import ArchiveBusy


@contextmanager
def writing_alone(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`, or raise ArchiveBusy with the holder's pid.

    The kernel drops the lock with its process, so a killed writer leaves nothing to clean up: the file stays,
    and what stands in it only serves the message.
    """
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise ArchiveBusy(
                f"the archive {str(path.parent)!r} is being written by {holder}: "
                "wait until it has finished, or stop it (what it has done so far is kept)"
            ) from exc
        file.truncate(0)
        file.write(f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n")
        file.flush()
        yield
