"""The command line: what can be asked of `dateline`, and how a command ends.

Exit codes: 0 done, 1 a failure that stderr explains in one line, 2 usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands import upkeep
from commands.app import app
from commands.ask import ask
from commands.index import index
from commands.terminal import Failure, printable
from commands.users import users
from commands.verify import verify
from corpus.dates import PartialDate

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; SystemExit for usage and --help, as argparse has it."""
    # a cold answer on two busy cores takes 1.37 s with a thread of OpenBLAS on each, and 0.53 s with one
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    told = _parser().parse_args(arguments)
    try:
        code: int = told.run(told)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _failed("interrupted; what was finished by then is kept", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains when it ends
        return 141
    except _failures() as exc:
        return _failed(str(exc), 1)
    return code


def _failed(why: str, code: int) -> int:
    print("dateline: " + printable(" ".join(why.split())), file=sys.stderr)
    return code


def _failures() -> tuple[type[Exception], ...]:
    """What is no fault of the program; looked up when something was raised."""
    from evals.errors import EvalError  # noqa: PLC0415 - with the next two 0.2 s, if not here already
    from qa.errors import QaError  # noqa: PLC0415
    from vectorstore.errors import ArchiveError  # noqa: PLC0415

    return Failure, OSError, EvalError, QaError, ArchiveError


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dateline",
        description="Answers questions about a news archive and proves every answer with exact quotes.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    every = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_index(every)
    _add_ask(every)
    one = _command(every, "remove", upkeep.remove, "take articles out of the archive")
    one.add_argument("articles", nargs="+", metavar="ARTICLE", help="an article's id, as quotes show it")
    _add_eval(every)
    _add_verify(every)
    _command(every, "check", upkeep.check, "compare the articles with both indexes; 1 if they do not agree")
    _command(every, "rebuild", upkeep.rebuild, "make both indexes anew from the articles")
    _command(every, "info", upkeep.info, "what the archive holds")
    _add_app(every)
    _add_users(every)
    return parser


def _command(
    every: _Commands, name: str, run: Callable[[argparse.Namespace], int], what: str
) -> argparse.ArgumentParser:
    """A command with --archive, which all but `users` take."""
    one = _bare_command(every, name, run, what)
    one.add_argument(
        "--archive", type=Path, metavar="DIR", help="the archive's folder ($DATELINE_ARCHIVE, else .dateline)"
    )
    return one


def _bare_command(
    every: _Commands, name: str, run: Callable[[argparse.Namespace], int], what: str
) -> argparse.ArgumentParser:
    one = every.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".", allow_abbrev=False)
    one.set_defaults(run=run, parser=one)
    return one


def _add_index(every: _Commands) -> None:
    one = _command(every, "index", index, "add or update articles")
    one.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="a folder, or a .md, .txt, .html, .jsonl or .jsonl.gz file",
    )


def _add_ask(every: _Commands) -> None:
    one = _command(every, "ask", ask, "answer a question, with the quotes that prove it")
    one.add_argument("question", metavar="QUESTION")
    one.add_argument("--json", action="store_true", help="print one JSON object")
    one.add_argument("--explain", action="store_true", help="print what was weighed, with scores and features")
    one.add_argument("--asked-on", type=_day, metavar="DATE", help='the day "last month" counts from (today)')
    one.add_argument("--from", dest="first", type=_date, metavar="DATE", help="printed on this day or later")
    one.add_argument("--to", dest="last", type=_date, metavar="DATE", help="printed on this day or earlier")
    one.add_argument("--publisher", action="append", default=[], metavar="NAME", help="printed by it; may be repeated")
    one.epilog = "A DATE is 2025, 2025-12 or 2025-12-03."


def _add_eval(every: _Commands) -> None:
    one = _command(every, "eval", upkeep.evaluate, "ask a file of cases and score the answers")
    one.add_argument("cases", type=Path, metavar="CASES.jsonl", help="one case a line")
    one.add_argument("--json", type=Path, metavar="REPORT.json", help="write the whole report there")
    one.add_argument("--limit", type=_count, metavar="N", help="only the first N cases")


def _add_verify(every: _Commands) -> None:
    what = "check an answer's quotes against the articles; 1 if one does not stand where it says"
    one = _command(every, "verify", verify, what)
    one.add_argument("answer", type=Path, metavar="ANSWER.json", help="what `dateline ask --json` printed")
    one.add_argument("--articles", type=Path, metavar="PATH", help="files to read instead of an archive")


def _add_app(every: _Commands) -> None:
    one = _command(every, "app", app, "serve the page in the browser")
    one.add_argument("--host", default="127.0.0.1", help="address to serve on (%(default)s)")
    one.add_argument("--port", type=_port, default=7860, help="port to serve on (%(default)s)")
    may = one.add_mutually_exclusive_group()
    may.add_argument(
        "--allow", metavar="RIGHTS", help="what the page lets anyone do at the most: ask,add,remove (all three)"
    )
    may.add_argument("--read-only", dest="allow", action="store_const", const="ask", help="the same as --allow ask")
    one.add_argument("--users", type=Path, metavar="FILE", help="ask for a login; `dateline users` makes the file")
    one.add_argument("--mcp", action="store_true", help="offer the page's tool to language models as well (MCP)")


def _add_users(every: _Commands) -> None:
    one = _bare_command(every, "users", users, "add or replace a user of the page, or take one out")
    one.add_argument("file", type=Path, metavar="FILE", help="one user a line; made if it is not there")
    one.add_argument("name", metavar="NAME", help="no colon and no space in it")
    what = one.add_mutually_exclusive_group()
    what.add_argument("--allow", metavar="RIGHTS", help="what the user may do: ask,add,remove (ask)")
    what.add_argument("--remove", action="store_true", help="take the user out")
    one.epilog = "The password is asked for, or is the first line of stdin if that is no terminal."


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - 0.03 s

        try:
            print("dateline", version("dateline"))
        except PackageNotFoundError:
            print("dateline, not installed: run from its checkout")
        parser.exit()


def _date(text: str) -> PartialDate:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a date: write 2025, 2025-12 or 2025-12-03")
    try:
        return PartialDate.parse(text)
    except ValueError as exc:
        raise argparse.ArgumentTypeError(f"{text!r} is not in the calendar: write 2025, 2025-12 or 2025-12-03") from exc


def _day(text: str) -> date:
    found = _date(text)
    if found.day is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day: write it like 2025-12-03")
    return found.first


def _count(text: str) -> int:
    return _number(text, 1, sys.maxsize)


def _port(text: str) -> int:
    return _number(text, 1, 65_535)


def _number(text: str, least: int, most: int) -> int:
    if not re.fullmatch("[0-9]{1,18}", text) or not least <= int(text) <= most:
        bounds = f"from {least} to {most}" if most < sys.maxsize else f"of {least} or more"
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number {bounds}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
