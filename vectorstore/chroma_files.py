"""Looks at a Chroma folder's files before Chroma does: some faults end the process instead of raising.

Tried on Chroma 1.5.9: a `header.bin` cut short or overwritten crashes the process at the first search or
add, a `data_level0.bin` or `link_lists.bin` cut short gives wrong neighbours without a word, and a missing
`chroma.sqlite3` is replaced by an empty one.
"""

from __future__ import annotations

import math
import struct
from pathlib import Path

from vectorstore.errors import ArchiveDamaged

DATABASE = "chroma.sqlite3"
_SQLITE = b"SQLite format 3\0"

_HEADER = struct.Struct("<iQQQQQQiIQQQdQ")
"""hnswlib's: version, offset, capacity, count, bytes per element, offset of the label, offset of the data,
top level, entry point, links per element above and on the ground, M, 1/ln M, search width while building."""


def damage(folder: Path) -> str | None:
    """What is wrong with the folder's files, as far as their sizes and headers tell; None if nothing."""
    database = folder / DATABASE
    if not database.is_file():
        return f"{DATABASE} is missing"
    with database.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(_SQLITE):
        return f"{DATABASE} is no database"
    for header in sorted(folder.glob("*/header.bin")):
        fault = _graph_damage(header.parent)
        if fault is not None:
            return f"{header.parent.name}/{fault}"
    return None


def unusable(folder: Path, reason: str) -> ArchiveDamaged:
    """The error for a vector index that cannot be used."""
    return ArchiveDamaged(
        f"the vector index {str(folder)!r} cannot be used ({reason}): make it anew with "
        f"`dateline rebuild --archive {folder.parent}`"
    )


def wipe_unwritten(folder: Path) -> None:
    """Overwrite with zeros what a graph's files hold before the first vectors are written to them.

    Chroma makes the files at their full size from memory that it never set, and so writes to disk what else the
    process held: text of a removed article, say (chroma-core/chroma#7688, open). Only for the writer, and when Chroma
    is closed.
    """
    for header in folder.glob("*/header.bin"):
        head = header.read_bytes()
        if len(head) != _HEADER.size or _HEADER.unpack(head)[3]:
            continue
        for name in ("data_level0.bin", "length.bin"):
            file = header.parent / name
            if file.is_file():
                with file.open("r+b") as old:
                    old.write(bytes(file.stat().st_size))


def _graph_damage(folder: Path) -> str | None:
    """What is wrong with one HNSW graph's files."""
    head = (folder / "header.bin").read_bytes()
    if len(head) != _HEADER.size:
        return f"header.bin has {len(head)} bytes, not {_HEADER.size}"
    fields = _HEADER.unpack(head)
    version, offset, capacity, count, size, label, data, _, entry, above, ground, m, slope, _ = fields
    offsets = (version, offset, above, ground, label, data) == (1, 0, m, 2 * m, size - 8, 4 * ground + 4)
    if not offsets or m < 2 or not math.isclose(slope, 1 / math.log(m)) or count > capacity:
        return "header.bin contradicts itself"
    if count == 0:  # not yet written: Chroma keeps the newest vectors, up to a thousand, in its database
        return None
    if entry >= count:
        return "header.bin contradicts itself"
    sizes = {"data_level0.bin": count * size, "length.bin": count * 4}
    for name, expected in sizes.items():
        if _size(folder / name) != expected:
            return f"{name} has {_size(folder / name)} bytes, not {expected}"
    if not (folder / "index_metadata.pickle").is_file():
        return "index_metadata.pickle is missing"
    return None if _links_are_whole(folder / "link_lists.bin", count) else "link_lists.bin is cut short"


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else -1


def _links_are_whole(file: Path, count: int) -> bool:
    """Whether there is a list for each element: its length in bytes (four of them), then as many bytes."""
    lists = file.read_bytes() if file.is_file() else b""
    place = 0
    for _ in range(count):
        if place + 4 > len(lists):
            return False
        place += 4 + int.from_bytes(lists[place : place + 4], "little")
    return place == len(lists)
