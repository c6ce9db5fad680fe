"""`dateline ask`: a question is answered, for a reader or as JSON."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from commands.opening import archive_folder
from commands.terminal import Failure, say, say_json

if TYPE_CHECKING:
    from vectorstore.archive import Archive

_NARROWEST, _WIDEST = 40, 100
"""Characters in a line; text is hard to read in longer ones."""


def ask(told: Namespace) -> int:
    """Print the answer; usage if --from is later than --to."""
    first = told.first.first if told.first else None
    last = told.last.last if told.last else None
    if first and last and first > last:
        told.parser.error(f"--from {told.first} is later than --to {told.last}")
    import qa  # noqa: PLC0415 - 0.2 s, and --help needs it not
    from vectorstore.scope import Scope  # noqa: PLC0415 - comes with it

    assistant = qa.open_archive(archive_folder(told))
    try:
        publishers = tuple(_publisher(name, assistant.archive) for name in told.publisher)
        explanation = assistant.explain(told.question, told.asked_on, Scope(first, last, publishers))
    finally:
        assistant.close()
    answer = explanation.answer
    if told.json:
        say_json(explanation.to_json() if told.explain else answer.to_json())
        return 0
    from shutil import get_terminal_size  # noqa: PLC0415 - with the next 0.01 s, and --json needs it not

    from qa.explaining import explained  # noqa: PLC0415 - as above
    from qa.plain_text import plain_text  # noqa: PLC0415 - as above

    say(plain_text(answer, min(_WIDEST, max(_NARROWEST, get_terminal_size().columns))))
    if told.explain:
        say("\n" + explained(explanation))
    return 0


def _publisher(name: str, archive: Archive) -> str:
    """The publisher as the archive spells it; Failure if there is none of that name."""
    known = [publisher for publisher, _ in archive.info().publishers if publisher]
    for publisher in known:
        if publisher.casefold() == name.strip().casefold():
            return publisher
    some = ", ".join(repr(publisher) for publisher in known[:8]) + (" ..." if len(known) > 8 else "")
    raise Failure(f"no publisher {name!r} in {str(archive.folder)!r}: there is {some or 'none'}")
