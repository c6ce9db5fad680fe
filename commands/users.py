"""`dateline users`: who may log in to the page."""

from __future__ import annotations

import sys
from argparse import Namespace
from getpass import getpass

from commands.terminal import Failure, say


def users(told: Namespace) -> int:
    """Add, replace or take out a user; usage if the name or a right is none."""
    from page.rights import read_rights, told_rights  # noqa: PLC0415 - with the next
    from page.users import User, UsersError, put_user, remove_user, user_name  # noqa: PLC0415 - 0.02 s, not for `ask`

    try:
        name, rights = user_name(told.name), read_rights(told.allow or "ask")
    except ValueError as exc:
        told.parser.error(str(exc))
    try:
        if told.remove:
            remove_user(told.file, name)
            say(f"{name} removed, and may do nothing from now on")
        else:
            known = put_user(told.file, User.new(name, _password(name), rights))
            say(f"{name} {'replaced' if known else 'added'}: may {told_rights(rights, ', ')}")
    except UsersError as exc:
        raise Failure(str(exc)) from exc
    return 0


def _password(name: str) -> str:
    """What is typed twice alike at the terminal, or else the first line of stdin."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    try:
        first, second = getpass(f"Password for {name}: "), getpass("The same again: ")
    except EOFError as exc:
        raise Failure(f"no password for {name!r} was typed: nothing is changed") from exc
    if first != second:
        raise Failure(f"the two passwords for {name!r} are not alike: nothing is changed, try again")
    return first
