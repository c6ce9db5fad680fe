"""The facts of an article that outside data states: title, publisher, date, address, authors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from corpus.characters import canonical_lines
from corpus.dates import PartialDate
from corpus.errors import FactsError

_UNSTATED = frozenset({"", "null", "none", "~", "n/a", "unknown"})
_BETWEEN_AUTHORS = re.compile(r"\s*[;,]\s*|\s+and\s+")


def _words(value: object) -> object:
    """One line of canonical characters, or None where nothing is stated."""
    if not isinstance(value, str | int):
        return value
    words = " ".join(canonical_lines(str(value)))
    return None if words.casefold() in _UNSTATED else words


def _date(value: object) -> object:
    value = _words(value)
    return PartialDate.parse(value) if isinstance(value, str) else value


def _names(value: object) -> object:
    if isinstance(value, str):
        value = _BETWEEN_AUTHORS.split(value)
    if not isinstance(value, list | tuple):
        return value or ()
    return tuple(name for name in map(_words, value) if name is not None)


_Words = Annotated[str | None, BeforeValidator(_words)]


class Facts(BaseModel):
    """What a file, a line or a folder's `metadata.jsonl` says of an article; None where it says nothing."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: _Words = None
    publisher: _Words = None
    published: Annotated[
        PartialDate | None,
        BeforeValidator(_date),
        Field(validation_alias=AliasChoices("published", "publish_date", "date")),
    ] = None
    url: _Words = None
    authors: Annotated[
        tuple[str, ...],
        BeforeValidator(_names),
        Field(validation_alias=AliasChoices("authors", "author")),
    ] = ()

    @classmethod
    def of(cls, stated: Mapping[str, Any]) -> Facts:
        """The facts among what is stated; FactsError, naming the field, if one is not what it should be."""
        try:
            return cls.model_validate(stated)
        except ValidationError as exc:
            first = exc.errors()[0]
            field = ".".join(map(str, first["loc"]))
            cause = first.get("ctx", {}).get("error", first["msg"])
            raise FactsError(f"{field}: {cause}") from exc

    def or_else(self, other: Facts) -> Facts:
        """These facts, and the other's where these say nothing."""
        return Facts.model_construct(
            **{name: getattr(self, name) or getattr(other, name) for name in type(self).model_fields}
        )
