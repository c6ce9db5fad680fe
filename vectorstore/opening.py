"""An archive's folder is found to be one that this program can use, or made."""

from __future__ import annotations

from pathlib import Path

from vectorstore import lexical, truth
from vectorstore.errors import ArchiveDamaged, ArchiveError, ArchiveMissing, SettingsMismatch
from vectorstore.lock import writing_alone
from vectorstore.settings import ArchiveSettings
from vectorstore.truth import Truth

TRUTH, LOCK = "archive.sqlite3", "writer.lock"


def settings_of(folder: Path, create: ArchiveSettings | None) -> ArchiveSettings:
    """The settings of the archive in `folder`, which is made if there is none and `create` says how.

    ArchiveMissing, ArchiveDamaged, or SettingsMismatch if it was made with others than `create`.
    """
    found = truth.read_manifest(folder / TRUTH)
    if found is None and create is not None:
        found = _created(folder, create)
    if found is None:
        raise ArchiveMissing(
            f"no archive at {str(folder)!r}: make one with `dateline index PATH... --archive {folder}`"
        )
    if found.get("format") != str(truth.FORMAT):
        raise ArchiveDamaged(
            f"the archive {str(folder)!r} has format {found.get('format')!r} and this program reads "
            f"{truth.FORMAT}: index its articles anew with `dateline index PATH... --archive NEW_FOLDER`"
        )
    settings = ArchiveSettings.from_json(found.get("settings", ""))
    if create is not None and settings != create:
        raise SettingsMismatch(
            f"the archive {str(folder)!r} was made with {settings}, not with {create}: "
            "use its settings, or index its articles anew with `dateline index PATH... --archive NEW_FOLDER`"
        )
    return settings


def _created(folder: Path, settings: ArchiveSettings) -> dict[str, str] | None:
    path = folder / TRUTH
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with writing_alone(folder / LOCK):
            if truth.read_manifest(path) is None:
                Truth(path).create(settings, lexical.SCHEMA)
    except OSError as exc:
        raise ArchiveError(f"no archive can be made at {str(folder)!r} ({exc}): name another folder") from exc
    return truth.read_manifest(path)
