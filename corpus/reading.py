"""Files and folders become articles, as a stream; what cannot become one is rejected with its reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.characters import canonical_lines
from corpus.encodings import decode
from corpus.errors import CorpusError, FactsError, UnreadableError
from corpus.facts import Facts
from corpus.front_matter import split_front_matter
from corpus.furniture import clean_text
from corpus.json_lines import read_objects
from corpus.markup import plain_markdown, unwrapped
from corpus.metadata import METADATA, read_metadata
from corpus.titles import headline, readable_stem
from corpus.web_pages import read_page

_LARGEST_FILE = 20_000_000  # bytes of one article


@dataclass(frozen=True)
class Rejection:
    """A file, or a line of one, that did not become an article, and why."""

    file: Path
    line: int | None
    reason: str


def read_articles(paths: Sequence[Path]) -> Iterator[Article | Rejection]:
    """The articles in files and folders, in the order given, a folder's in the order of their names.

    Folders are read whole, less what is hidden. An article's id is its file's stem, or its line's url; the
    second that claims an id is rejected. Nothing is raised for a bad path, file or line.
    """
    return _Reader().read(paths)


class _Reader:
    """One run over some paths: which ids are taken, and what the folders' metadata say."""

    def __init__(self) -> None:
        self._taken: dict[int, tuple[Path, int | None]] = {}
        self._read: set[str] = set()
        self._metadata: tuple[Path, Mapping[str, Facts]] | None = None

    def read(self, paths: Sequence[Path]) -> Iterator[Article | Rejection]:
        for path in paths:
            if path.is_dir():
                yield from self._folder(path)
            elif path.name == METADATA:
                continue
            elif os.path.lexists(path):
                yield from self._file(path)
            else:
                yield Rejection(path, None, "no such file or folder; check the path")

    def _folder(self, folder: Path) -> Iterator[Article | Rejection]:
        unreadable: list[OSError] = []
        for parent, folders, files in os.walk(folder, onerror=unreadable.append):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                if not name.startswith(".") and name != METADATA:
                    yield from self._file(Path(parent, name))
        for error in unreadable:
            yield Rejection(Path(str(error.filename)), None, _plain(error))

    def _file(self, path: Path) -> Iterator[Article | Rejection]:
        """What one file holds; nothing if it was read before."""
        real = os.path.realpath(path)
        if real in self._read:
            return
        self._read.add(real)
        name = path.name.lower()
        if not path.is_file():
            yield Rejection(path, None, "not a regular file; copy the article into one")
        elif name.endswith((".jsonl", ".jsonl.gz")):
            yield from self._lines(path)
        elif read := _READERS.get(path.suffix.lower()):
            yield from self._load_metadata(path.parent)
            yield self._one(path, read)
        else:
            endings = ", ".join([*_READERS, ".jsonl", ".jsonl.gz"])
            yield Rejection(path, None, f"unsupported ending {path.suffix!r}; articles are {endings}")

    def _one(self, path: Path, read: _Read) -> Article | Rejection:
        try:
            if path.stat().st_size > _LARGEST_FILE:
                raise UnreadableError(f"more than {_LARGEST_FILE:,} bytes in one article; use .jsonl for many")
            facts, text = read(decode(path.read_bytes()))
            facts = facts.or_else(self._stated_in_metadata(path))
            identity = " ".join(canonical_lines(path.stem))
            return self._claimed(_article(identity, facts, text, readable_stem(identity)), path, None)
        except CorpusError as exc:
            return Rejection(path, None, str(exc))
        except OSError as exc:
            return Rejection(path, None, _plain(exc))

    def _lines(self, path: Path) -> Iterator[Article | Rejection]:
        try:
            for number, stated in read_objects(path):
                try:
                    if isinstance(stated, UnreadableError):
                        raise stated
                    yield self._claimed(_article_of_line(stated), path, number)
                except CorpusError as exc:
                    yield Rejection(path, number, str(exc))
        except OSError as exc:
            yield Rejection(path, None, _plain(exc))

    def _claimed(self, article: Article, path: Path, line: int | None) -> Article:
        """The article, if no other has its id; 64 bits of each id are kept, as a run may have millions."""
        first, first_line = self._taken.setdefault(hash(article.id), (path, line))
        if (first, first_line) != (path, line):
            where = f"{first}, line {first_line}" if first_line else str(first)
            raise FactsError(f"the id {article.id!r} is taken by {where}; rename one, or remove one")
        return article

    def _load_metadata(self, folder: Path) -> Iterator[Rejection]:
        """Make a folder's metadata those at hand; what is wrong in them is told when they are first read."""
        if self._metadata and self._metadata[0] == folder:
            return
        path = folder / METADATA
        facts: dict[str, Facts] = {}
        self._metadata = folder, facts
        if not path.is_file():
            return
        told = os.path.realpath(path) in self._read
        self._read.add(os.path.realpath(path))
        try:
            for line, name, stated in read_metadata(path):
                if isinstance(stated, Facts):
                    facts[name] = stated
                elif not told:
                    yield Rejection(path, line, str(stated))
        except OSError as exc:
            yield Rejection(path, None, _plain(exc))

    def _stated_in_metadata(self, path: Path) -> Facts:
        return self._metadata[1].get(path.name, Facts()) if self._metadata else Facts()


_Read = Callable[[str], tuple[Facts, str]]


def _read_text(text: str) -> tuple[Facts, str]:
    facts, body = split_front_matter(text)
    return facts, unwrapped(body)


def _read_markdown(text: str) -> tuple[Facts, str]:
    facts, body = split_front_matter(text)
    title, plain = plain_markdown(body)
    return facts.or_else(Facts(title=title)), plain


_READERS: Mapping[str, _Read] = {
    ".md": _read_markdown,
    ".txt": _read_text,
    ".html": read_page,
    ".htm": read_page,
}


def _article_of_line(stated: Mapping[str, Any]) -> Article:
    facts = Facts.of(stated)
    if facts.url is None:
        raise FactsError("url: missing; an article in a line is known by its url")
    text = stated.get("text")
    if not isinstance(text, str):
        raise FactsError(f"text: a {type(text).__name__} where a string should be")
    return _article(facts.url, facts, text, facts.url)


def _article(identity: str, facts: Facts, raw: str, name: str) -> Article:
    """The article of some facts and a raw text; `name` is its title if neither they nor its text have one."""
    if not identity:
        raise FactsError("a name without a visible character; rename the file")
    text = clean_text(raw, facts.title or "", facts.publisher)
    if not text:
        raise UnreadableError("no text in it but page furniture" if raw.strip() else "no text in it")
    title = facts.title or headline(raw) or name
    return Article(identity, title, text, facts.publisher, facts.published, facts.url, facts.authors)


def _plain(error: OSError) -> str:
    return f"cannot be read: {error.strerror or error}; check the file and its permissions"
