"""The short commands: `remove`, `check`, `rebuild`, `info`, `eval`."""

from __future__ import annotations

from argparse import Namespace

from commands.opening import archive_folder, existing_archive
from commands.terminal import Failure, counted, say, say_table


def remove(told: Namespace) -> int:
    """Take articles out, all or none."""
    names = [name.encode("utf-8", "replace").decode() for name in dict.fromkeys(told.articles)]
    with existing_archive(told) as archive:
        archive.remove(names)
    say(f"{counted(len(names), 'article')} removed; `dateline rebuild` also clears the words off the disk")
    return 0


def check(told: Namespace) -> int:
    """Print what does not agree; Failure if anything does not."""
    with existing_archive(told) as archive:
        problems = archive.check().problems
    for problem in problems:
        say(problem)
    if problems:
        raise Failure(f"{counted(len(problems), 'problem')} in the archive {str(archive.folder)!r}")
    say("the articles, their passages and both indexes agree")
    return 0


def rebuild(told: Namespace) -> int:
    """Make both indexes anew."""
    with existing_archive(told) as archive:
        archive.rebuild()
        size = archive.extent()
    say(f"rebuilt: {counted(size.articles, 'article')}, {counted(size.passages, 'passage')}")
    return 0


def info(told: Namespace) -> int:
    """Print what the archive holds."""
    with existing_archive(told) as archive:
        facts = archive.info()
    dated = f"{facts.first} to {facts.last}" if facts.first else "no article has a date"
    say_table(
        [
            ("archive", str(archive.folder)),
            ("articles", f"{facts.articles:,}"),
            ("passages", f"{facts.passages:,}, each of at most {facts.settings.passage_size} words"),
            ("printed", dated),
            *(("publisher", f"{name or '(not recorded)'}: {count:,}") for name, count in facts.publishers),
            ("encoder", facts.settings.model),
            ("generation", f"{facts.generation:,}"),
            ("on disk", f"{facts.bytes / 1e6:,.1f} MB"),
        ]
    )
    return 0


def evaluate(told: Namespace) -> int:
    """Ask cases and print the scores."""
    from evals.evaluate import evaluate  # noqa: PLC0415 - 0.5 s, and `ask` needs it not

    report = evaluate(told.cases, archive_folder(told), told.json, told.limit)
    say(report.table())
    return 0
