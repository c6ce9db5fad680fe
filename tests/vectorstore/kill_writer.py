"""Kills a process that is indexing, at random moments, and looks at what is left.

`python -m tests.vectorstore.kill_writer 20` does it twenty times and prints a line for each.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article
from corpus.passages import split_passages
from tests.vectorstore.samples import SMALL, HashingEncoder, article
from vectorstore import indexing
from vectorstore.archive import Archive
from vectorstore.scope import EVERYTHING

ARTICLES = 240
BATCH = 64
"""Passages in a transaction: small, so that a run has many."""


@dataclass(frozen=True)
class Kill:
    """What one kill, `seconds` after indexing began, left: how many articles, of these how many in the new
    version, and what `check` said. Not `killed` if the run was over by then."""

    seconds: float
    killed: bool
    articles: int
    new: int
    problems: tuple[str, ...]


def edition(version: int) -> Iterator[Article]:
    """The same articles each time; from one version to the next, every other one has a new text."""
    for number in range(ARTICLES):
        newest = version if (number + version) % 2 else version - 1
        lines = [f"Line {line} of story {number} in edition {newest} tells of a heron." for line in range(5)]
        yield article(f"story-{number}", "\n".join(lines))


def index(folder: Path, version: int) -> None:
    """Index one version, telling when it begins; this is what is killed."""
    import vectorstore.vectors  # noqa: F401 - a kill while Chroma is imported would be no test

    indexing.BATCH_PASSAGES = BATCH
    with Archive.open(folder, SMALL, HashingEncoder()) as archive:
        print("begun", flush=True)
        archive.index(edition(version))


def kill(folder: Path, version: int, seconds: float) -> Kill:
    """Start indexing a version in a process of its own, kill it `seconds` later, and look."""
    with Archive.open(folder, SMALL) as archive:
        before = {one.id: one for one in archive.articles()}
    command = [sys.executable, "-m", "tests.vectorstore.kill_writer", "child", str(folder), str(version)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"begun\n"
        time.sleep(seconds)
        killed = child.poll() is None
        child.kill()
    with Archive.open(folder) as archive:
        new = expect_whole(archive, before, version)
        return Kill(seconds, killed, archive.info().articles, new, archive.check().problems)


def expect_whole(archive: Archive, before: dict[str, Article], version: int) -> int:
    """How many articles are of this version. Each is as before or as it was to be, with its passages."""
    after = {one.id: one for one in edition(version)}
    with archive.reading():
        there = list(archive.articles())
        assert len({one.id for one in there}) == len(there), "an article is there twice"
        assert before.keys() <= {one.id for one in there}, "an article is lost"
        assert all(one in (before.get(one.id), after[one.id]) for one in there), "an article is mixed"
        passages = sum(len(split_passages(one, SMALL.passage_size)) for one in there)
        assert archive.extent().passages == passages
        assert len(archive.search_words(['"story"'], EVERYTHING, 100_000)) == passages
        vector = HashingEncoder().encode_question("heron")
        assert len(archive.search_vector(vector, EVERYTHING, 100_000)) == passages
    return sum(one == after[one.id] for one in there)


def kills(folder: Path, count: int, seed: int) -> Iterator[Kill]:
    """Kill `count` times, then let a run finish: the archive is as if nothing had happened.

    A kill that comes after the run is over does not count; the next one then comes earlier.
    """
    moments = random.Random(seed)
    longest, version, done = 1.0, 0, 0
    while done < count:
        version += 1
        one = kill(folder, version, moments.uniform(0, longest))
        longest = 1.1 * longest if one.killed else one.seconds
        done += one.killed
        yield one
    index(folder, version + 1)
    with Archive.open(folder) as archive:
        assert expect_whole(archive, {}, version + 1) == ARTICLES
        assert archive.check().problems == ()


def main(arguments: list[str]) -> None:
    """`child FOLDER VERSION` is what is killed; a number is how often to kill."""
    if arguments[0] == "child":
        index(Path(arguments[1]), int(arguments[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for number, one in enumerate(kills(Path(folder) / "archive", int(arguments[0]), seed=1), start=1):
            when = f"{one.seconds:.2f} s" + ("" if one.killed else " (it had finished)")
            found = " ".join(one.problems) or "clean"
            print(f"{number:2}. {when}: {one.articles} articles, {one.new} new; {found}", flush=True)
    print(f"then a whole run: {ARTICLES} articles, none lost or doubled, check clean")


if __name__ == "__main__":
    main(sys.argv[1:])
