"""`dateline app`: the page is served, to those who may see it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from ipaddress import ip_address
from typing import TYPE_CHECKING

from commands.opening import archive_folder
from commands.terminal import Failure, printable

if TYPE_CHECKING:
    from page.settings import PageSettings


def app(told: Namespace) -> int:
    """Serve the page until Ctrl-C; usage if --allow names no rights."""
    settings = _settings(told)
    if settings.users is None and not _of_this_machine(told.host):
        _warn(told.host, told.port, settings)
    from app import PageError, serve  # noqa: PLC0415 - Gradio, 5 s

    try:
        serve(archive_folder(told), told.host, told.port, settings)
    except PageError as exc:
        raise Failure(str(exc)) from exc
    return 0


def _settings(told: Namespace) -> PageSettings:
    from page.rights import EVERY_RIGHT, RightsError, read_rights  # noqa: PLC0415 - with the next
    from page.settings import PageSettings, Users  # noqa: PLC0415 - 0.03 s, and `ask` needs it not
    from page.users import UsersError  # noqa: PLC0415 - comes with it

    parser: ArgumentParser = told.parser
    try:
        allow = EVERY_RIGHT if told.allow is None else read_rights(told.allow)
        return PageSettings(allow, Users(told.users) if told.users else None, told.mcp)
    except RightsError as exc:
        parser.error(f"argument --allow: {exc}")
    except UsersError as exc:
        raise Failure(str(exc)) from exc


def _of_this_machine(host: str) -> bool:
    """Whether an address is reached from this machine alone; a name other than localhost may be anywhere."""
    try:
        return host.lower() == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _warn(host: str, port: int, settings: PageSettings) -> None:
    from page.rights import told_rights  # noqa: PLC0415 - came with the settings

    may = told_rights(settings.allow, ", ")
    line = f"anyone who reaches port {port} of {host or 'every address'} may do: {may}; --users FILE asks for a login"
    print("dateline: " + printable(line), file=sys.stderr)
