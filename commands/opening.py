"""The archive that a command is about."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vectorstore.archive import Archive


def archive_folder(told: Namespace) -> Path:
    """The folder named with --archive, or the default one."""
    from qa import default_archive  # noqa: PLC0415 - 0.2 s, and --help needs it not

    return default_archive() if told.archive is None else Path(told.archive)


def existing_archive(told: Namespace) -> Archive:
    """The archive, opened; ArchiveMissing if there is none."""
    from vectorstore.archive import Archive  # noqa: PLC0415 - 0.1 s, and --help needs it not

    return Archive.open(archive_folder(told))


def archive_to_fill(told: Namespace) -> Archive:
    """The archive with the settings it has, or a new one with the default settings."""
    from vectorstore.archive import Archive  # noqa: PLC0415 - 0.1 s, and --help needs it not
    from vectorstore.errors import ArchiveMissing  # noqa: PLC0415 - comes with it
    from vectorstore.settings import ArchiveSettings  # noqa: PLC0415 - comes with it

    folder = archive_folder(told)
    try:
        return Archive.open(folder)
    except ArchiveMissing:
        return Archive.open(folder, create=ArchiveSettings())
