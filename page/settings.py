"""Who may do what on the page, and how it is offered."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import monotonic
from unicodedata import normalize

from page.rights import EVERY_RIGHT, Right
from page.users import COST, User, UsersError, read_users

TRIES, WITHIN = 5, 60.0
"""Wrong passwords of a user that are looked at, within so many seconds of the first."""

_log = logging.getLogger("dateline.page")


class Users:
    """Who may log in, and what they may do then; the file is read again when it changed.

    UsersError if it cannot be read at first, or has no user. If it cannot be read later nobody gets in, and the log
    says why. Threads may share it.
    """

    def __init__(self, file: Path, clock: Callable[[], float] = monotonic) -> None:
        self._file = file
        self._clock = clock
        self._reading = Lock()
        self._trying = Lock()
        self._tries: dict[str, tuple[float, int]] = {}
        self._mark = _mark(file)
        self._users: Mapping[str, User] = read_users(file)
        if not self._users:
            raise UsersError(f"no user in {str(file)!r}: add one with `dateline users FILE NAME`")

    def rights(self, name: str) -> frozenset[Right]:
        """What a user may do; nothing if there is none of that name (any more)."""
        user = self._now().get(normalize("NFC", name))
        return frozenset() if user is None else user.rights

    def check(self, name: str, password: str) -> bool:
        """Whether it is the password of the user of that name. The fifth wrong one in a minute is the last looked at.

        A name that is not there, and one that has to wait, cost the same time and get the same answer.
        """
        name, users = normalize("NFC", name), self._now()
        user = users.get(name)
        looked_at = user is not None and self._may_try(name)
        right = (user or _nobody(users)).has(password)
        if looked_at and right:
            with self._trying:
                self._tries.pop(name, None)
        return looked_at and right

    def _may_try(self, name: str) -> bool:
        """Count a try of a user, before it is known for wrong: many at a time would not be counted in time."""
        now = self._clock()
        with self._trying:
            since, count = self._tries.get(name, (now, 0))
            if now - since >= WITHIN:
                since, count = now, 0
            self._tries[name] = (since, min(count + 1, TRIES + 1))
        if count == TRIES:
            _log.warning("%d wrong passwords of %r: more are refused for a minute", TRIES, name)
        return count < TRIES

    def _now(self) -> Mapping[str, User]:
        """The users in the file; none if it cannot be read."""
        with self._reading:
            mark = _mark(self._file)
            if mark != self._mark:
                self._mark = mark
                try:
                    self._users = read_users(self._file)
                except UsersError as exc:
                    _log.error("nobody may log in: %s", exc)
                    self._users = {}
                with self._trying:
                    self._tries = {name: tries for name, tries in self._tries.items() if name in self._users}
            return self._users


def _nobody(users: Mapping[str, User]) -> User:
    """Whom no password fits; its cost is that of the others."""
    cost = next((user.cost for user in users.values()), COST)
    return User("", frozenset(), cost, bytes(16), secrets.token_bytes(32))


def _mark(file: Path) -> tuple[int, ...]:
    """What differs after a change of a file."""
    try:
        now = file.stat()
    except OSError:
        return ()
    return now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns


@dataclass(frozen=True)
class PageSettings:
    """Who may do what on the page.

    `allow`: what anybody who gets in may do at the most; `users` if a login is asked for; `mcp`: offer the tool to
    language models as well.
    """

    allow: frozenset[Right] = EVERY_RIGHT
    users: Users | None = None
    mcp: bool = False

    def rights(self, name: str | None) -> frozenset[Right]:
        """What a user may do (None: nobody logged in); if a login is asked for, nothing without one that still is."""
        if self.users is None:
            return self.allow
        return frozenset() if name is None else self.allow & self.users.rights(name)
