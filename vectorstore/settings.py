"""The settings that made an archive, kept inside it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from vectorstore.errors import ArchiveDamaged


@dataclass(frozen=True)
class ArchiveSettings:
    """What decides an archive's passages and vectors; another value means that all are made anew.

    `model` is what `vectorstore.encoder.SentenceEncoder` takes, `passage_size` is in words.
    """

    model: str = "all-MiniLM-L6-v2"
    passage_size: int = 190

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> ArchiveSettings:
        """What `to_json` wrote; ArchiveDamaged on anything else."""
        try:
            return cls(**json.loads(text))
        except (TypeError, ValueError) as exc:
            raise ArchiveDamaged(
                f"the archive's settings {text!r} cannot be read: index its articles anew in an empty folder"
            ) from exc
