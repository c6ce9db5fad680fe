"""Who may log in to the page: a file with one user a line, as `dateline users` writes it.

anna:ask,add:scrypt,16384,8,5:SALT:HASH
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import re
import secrets
import stat
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize

from page.rights import Right, read_rights, told_rights

SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 1024
"""Characters; a longer one would let a stranger's login cost what the sender likes."""
LONGEST_NAME = 64

_LINE = re.compile(
    r"([^:]+):([a-z,]+):scrypt,([0-9]{1,8}),([0-9]{1,2}),([0-9]{1,2}):([A-Za-z0-9+/]{22}==):([A-Za-z0-9+/]{43}=)"
)


class UsersError(Exception):
    """Users that cannot be read or written as asked; the message says what to do."""


@dataclass(frozen=True)
class Cost:
    """What one guess of a password costs: scrypt's parameters (RFC 7914). ValueError for over 256 MB.

    The default is one of OWASP's equals (2^14, 8, 5; 2^17, 8, 1 is the first): 0.21 s on a core and 17 MB, where
    the first takes 0.41 s and 134 MB for each login that is tried.
    """

    n: int = 2**14
    r: int = 8
    p: int = 5

    def __post_init__(self) -> None:
        if self.n < 2 or self.n & (self.n - 1) or not 8 <= self.r <= 32 or not 1 <= self.p <= 16:
            raise ValueError(f"{self} is none of scrypt's: n is a power of 2, r from 8 to 32, p from 1 to 16")
        if self._bytes() > 2**28:
            raise ValueError(f"{self} takes over 256 MB: choose a smaller n or r")

    def _bytes(self) -> int:
        return 128 * self.r * (self.n + self.p + 2)

    def hash(self, password: str, salt: bytes) -> bytes:
        """32 bytes; the same for a password however its accents are composed."""
        typed = normalize("NFC", password).encode("utf-8", "surrogatepass")
        return hashlib.scrypt(typed, salt=salt, n=self.n, r=self.r, p=self.p, maxmem=self._bytes() + 2**10, dklen=32)


COST = Cost()


@dataclass(frozen=True)
class User:
    """A line of the file."""

    name: str
    rights: frozenset[Right]
    cost: Cost
    salt: bytes = field(repr=False)
    digest: bytes = field(repr=False)

    @classmethod
    def new(cls, name: str, password: str, rights: frozenset[Right], cost: Cost = COST) -> User:
        """A user with a password of 8 to 1,024 characters; UsersError for another, ValueError for such a name."""
        if not SHORTEST_PASSWORD <= len(normalize("NFC", password)) <= LONGEST_PASSWORD:
            bounds = f"{SHORTEST_PASSWORD} to {LONGEST_PASSWORD:,}"
            raise UsersError(f"the password of {name!r} is not {bounds} characters long: choose another")
        salt = secrets.token_bytes(16)
        return cls(user_name(name), rights, cost, salt, cost.hash(password, salt))

    @classmethod
    def read(cls, line: str) -> User:
        """The user in a line of the file; ValueError, without the line's words, if there is none."""
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError("not a user")
        name, rights, n, r, p, salt, digest = found.groups()
        cost = Cost(int(n), int(r), int(p))
        return cls(user_name(name), read_rights(rights), cost, b64decode(salt), b64decode(digest))

    def line(self) -> str:
        """The line of the file."""
        method = f"scrypt,{self.cost.n},{self.cost.r},{self.cost.p}"
        salt, digest = (b64encode(part).decode() for part in (self.salt, self.digest))
        return ":".join((self.name, told_rights(self.rights), method, salt, digest))

    def has(self, password: str) -> bool:
        """Whether it is the user's password; takes as long if it is not."""
        guess = self.cost.hash(password[:LONGEST_PASSWORD], self.salt)
        return hmac.compare_digest(guess, self.digest) and len(password) <= LONGEST_PASSWORD


def user_name(text: str) -> str:
    """The name as the file has it; ValueError if it is not printable, or has a colon or a space in it."""
    name = normalize("NFC", text)
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable() or re.search(r"[:\s]", name):
        raise ValueError(f"{text!r} is not a name: 1 to {LONGEST_NAME} printable characters, no colon, no space")
    return name


def read_users(file: Path) -> dict[str, User]:
    """The users by name, in the file's order; UsersError naming the line that is none, or a second of its name."""
    try:
        lines = file.read_bytes().splitlines()
    except FileNotFoundError as exc:
        raise UsersError(f"no users' file {str(file)!r}: make it with `dateline users FILE NAME`") from exc
    except OSError as exc:
        raise UsersError(f"cannot read {str(file)!r} ({exc.strerror}): name another file") from exc
    users: dict[str, User] = {}
    for number, line in enumerate(lines, 1):
        try:
            user = User.read(line.decode())
        except ValueError:  # not chained: a line that someone wrote by hand may have a password in it
            raise UsersError(_bad_line(file, number, "is not a user")) from None
        if user.name in users:
            raise UsersError(_bad_line(file, number, f"is a second {user.name!r}"))
        users[user.name] = user
    return users


def _bad_line(file: Path, number: int, what: str) -> str:
    return f"line {number} of {str(file)!r} {what}: take it out, and add the user with `dateline users`"


def put_user(file: Path, user: User) -> bool:
    """Add or replace a user in a file, which is made if there is none; whether the name was there before."""
    with _changing(file) as users:
        known = user.name in users
        users[user.name] = user
    return known


def remove_user(file: Path, name: str) -> None:
    """Take a user out; UsersError if there is none of that name."""
    with _changing(file) as users:
        if users.pop(name, None) is None:
            some = ", ".join(repr(other) for other in list(users)[:8]) + (" ..." if len(users) > 8 else "")
            raise UsersError(f"no user {name!r} in {str(file)!r}: there is {some or 'none'}")


@contextmanager
def _changing(file: Path) -> Iterator[dict[str, User]]:
    """The file's users, which are written back as they were changed; others who change them wait."""
    whole = file.resolve()
    try:
        folder = os.open(whole.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)  # of the folder: the file is another one after each change
            users = read_users(whole) if whole.exists() else {}
            yield users
            _write(whole, "".join(user.line() + "\n" for user in users.values()))
        finally:
            os.close(folder)
    except OSError as exc:
        raise UsersError(f"cannot write {str(file)!r} ({exc.strerror}): name a file that can be written") from exc


def _write(file: Path, text: str) -> None:
    """Put a text in a file's place, whole or not at all; a new file is its owner's alone."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as fresh:
            if file.exists():  # the page may be served by another account than the one that keeps its users
                old = file.stat()
                if (old.st_uid, old.st_gid) != (os.geteuid(), os.getegid()):
                    os.fchown(handle, old.st_uid, old.st_gid)
                os.fchmod(handle, stat.S_IMODE(old.st_mode))
            fresh.write(text)
            fresh.flush()
            os.fsync(handle)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise
