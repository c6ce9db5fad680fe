"""What a reader may do: ask, add articles, remove articles. One right does not bring another, but all need asking."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

Right = Literal["ask", "add", "remove"]

RIGHTS: tuple[Right, ...] = get_args(Right)
"""In the order in which they are told."""
EVERY_RIGHT = frozenset(RIGHTS)


class RightsError(ValueError):
    """Words that are no set of rights."""


def not_yours(right: Right) -> str:
    """What one is told who lacks a right."""
    return f"you may not {right} here: log in as a user who may"


def read_rights(text: str) -> frozenset[Right]:
    """The rights in `ask,add`; RightsError for another word, or without `ask`."""
    named = {word.strip() for word in text.split(",")}
    if strange := sorted(named.difference(RIGHTS)):
        raise RightsError(f"{strange[0]!r} is not a right: write one or more of {','.join(RIGHTS)}")
    if "ask" not in named:
        raise RightsError(f"{text!r} lacks 'ask', which the others need: write ask,{told_rights(named)}")
    return frozenset(right for right in RIGHTS if right in named)


def told_rights(rights: Collection[str], between: str = ",") -> str:
    """The rights in their order: `ask,add`."""
    return between.join(right for right in RIGHTS if right in rights)
