"""What a reader thinks of an answer becomes a case that `dateline eval` can ask, kept beside the archive."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.characters import canonical_lines
from qa.answer import Answer
from qa.composing import NOTHING
from qa.deciding import listed
from qa.errors import FeedbackError
from qa.question import read_question

Verdict = Literal["right", "wrong", "wrong_quote"]

FEEDBACK, LOCK = "feedback.jsonl", "feedback.lock"
NOT_TOLD = "not in the articles"
"""The right answer instead of a wrong one, where the articles do not say."""
LONGEST = 1_000
"""Characters of a note, and of the right answer."""
LARGEST = 20_000_000
"""Bytes of the file: some 30,000 judgements, which nobody has read through."""

_NOTHING_TOLD = {NOT_TOLD, "not found", "not_found", NOTHING.rstrip(".").casefold()}


def judged(
    answer: Answer,
    verdict: Verdict,
    note: str = "",
    instead: str = "",
    quote: int | None = None,
    publishers: Sequence[str] = (),
) -> dict[str, Any]:
    """The case of an answer that a reader judged, as an object of the cases' JSON lines.

    `instead` is the right answer in place of a wrong one (NOT_TOLD: the articles do not say), `quote` the index of
    the wrong quote (the first), `publishers` are the archive's. The answer scores 1 on its own case if it was judged
    right, else 0. FeedbackError for what does not go together and for texts of over 1,000 characters.
    """
    note, instead = _clean(note, "note"), _clean(instead, "right answer")
    if instead and verdict != "wrong":
        raise FeedbackError(f"a right answer, {_shown(instead)}, for one that is not judged wrong: judge it wrong")
    if quote is not None and verdict != "wrong_quote":
        raise FeedbackError(f"quote {quote + 1} for an answer whose quote is not judged: judge the quote wrong")
    match verdict:
        case "right":
            told = _right(answer)
        case "wrong":
            told = _wrong(answer, instead)
        case "wrong_quote":
            told = _wrong_quote(answer, quote or 0)
        case _:
            raise FeedbackError(f"no verdict {verdict!r}: say one of {', '.join(get_args(Verdict))}")
    remarks = "; ".join(filter(None, (note, _scope_by_hand(answer, publishers))))
    return {
        "id": _id(answer),
        "kind": "feedback",
        "asked_on": answer.asked_on.isoformat(),
        "question": answer.question,
        "verdict": verdict,
        **told,
        **({"note": remarks} if remarks else {}),
    }


def _right(answer: Answer) -> dict[str, Any]:
    if answer.outcome == "not_found":
        return {"outcome": "not_found"}
    proofs = _proofs(answer)
    return {
        "outcome": answer.outcome,
        **_wanted(answer),
        **({"quote_contains": [answer.quotes[number].text for number in proofs]} if proofs else {}),
        **({"articles": _distinct([answer.quotes[number].article for number in proofs])} if proofs else {}),
    }


def _wrong(answer: Answer, instead: str) -> dict[str, Any]:
    found = answer.outcome != "not_found"
    untold = instead.casefold().rstrip(".") in _NOTHING_TOLD
    if (untold and not found) or _folded(instead) == _folded(answer.answer):
        raise FeedbackError(
            f"the right answer given, {_shown(instead)}, is the answer that was judged wrong: "
            "give another one, or judge it right"
        )
    if untold:
        return {"outcome": "not_found"}
    known = {"outcome": "answered", "any_of": [instead]} if instead else {} if found else {"answerable": True}
    return known | ({"none_of": [answer.answer]} if found else {})


def _wrong_quote(answer: Answer, number: int) -> dict[str, Any]:
    count = 0 if answer.outcome == "not_found" else len(answer.quotes)
    if not 0 <= number < count:
        raise FeedbackError(
            f"no quote {number + 1} to judge, the answer has {count}: judge one of its quotes, or the answer itself"
        )
    return {"outcome": answer.outcome, **_wanted(answer), "no_quote": [answer.quotes[number].text]}


def _wanted(answer: Answer) -> dict[str, Any]:
    """The words of a right answer: every side of a dispute, every item of a list, in whatever order."""
    values = [finding.value for finding in answer.findings]
    if answer.outcome == "disputed":
        parts = values[:2]
        alone = ["disputed", answer.answer]
    else:
        named = (count for count in range(2, len(values) + 1) if listed(values[:count]) == answer.answer)
        parts = values[: next(named, 0)]
        alone = [answer.answer]
    return {"all_of": [[value] for value in parts]} if len(parts) > 1 else {"any_of": alone}


def _proofs(answer: Answer) -> list[int]:
    """The first quote of an answer, of a dispute that of either side."""
    sides = [finding.quotes[0] for finding in answer.findings[:2] if finding.quotes]
    first = sides if answer.outcome == "disputed" and sides else range(len(answer.quotes))[:1]
    return _distinct(first)


def _distinct(things: Sequence[Any]) -> list[Any]:
    return list(dict.fromkeys(things))


def _scope_by_hand(answer: Answer, publishers: Sequence[str]) -> str:
    """The scope that is not read from the question, which is all that `dateline eval` asks; empty if none is."""
    scope = answer.scope
    read = read_question(answer.question, answer.asked_on, [*publishers, *scope.publishers]).scope
    bounds = read.first, read.last, frozenset(read.publishers), read.clock if read.dated else scope.clock
    if bounds == (scope.first, scope.last, frozenset(scope.publishers), scope.clock):
        return ""
    return f"asked within a scope set by hand, which `dateline eval` does not know: {scope.reading}"


def _id(answer: Answer) -> str:
    """The same for the same answer to the same question, whatever is thought of it."""
    scope = answer.scope.first, answer.scope.last, sorted(answer.scope.publishers)
    content = answer.question, answer.asked_on, scope, answer.outcome, answer.answer
    return "feedback-" + hashlib.sha256(json.dumps(content, default=str).encode()).hexdigest()[:20]


def _clean(text: str, what: str) -> str:
    """One line without control characters."""
    line = " ".join(canonical_lines(text))
    if len(line) > LONGEST:
        raise FeedbackError(f"the {what} has {len(line):,} characters, and {LONGEST:,} is the most: make it shorter")
    return line


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")


def keep(folder: Path, case: dict[str, Any]) -> None:
    """Add a case to the file of an archive's folder, in place of an earlier one of its id.

    Threads and processes take turns; a kill leaves the old file or the new one. Lines that are no cases stay as
    they are. FeedbackError if the file cannot be written or would be over 20 MB.
    """
    with _explained(folder), _turn(folder):
        others = [line for line in _lines(folder) if not _is_of(line, case["id"])]
        line = json.dumps(case, ensure_ascii=False).encode("utf-8", "replace")
        text = b"".join(one + b"\n" for one in (*others, line))
        _expect_size(folder / FEEDBACK, len(text))
        _replace(folder / FEEDBACK, text)


def kept(folder: Path) -> str:
    """The text of the file of an archive's folder, empty if there is none; FeedbackError if it cannot be read."""
    with _explained(folder):
        return _read(folder / FEEDBACK).decode("utf-8", "replace")


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise FeedbackError(
            f"the feedback in {str(folder)!r} cannot be kept or read ({exc.strerror or exc}): "
            "see that the folder is there, may be written, and has room"
        ) from exc


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait for the lock; each holder is done in milliseconds, and the kernel drops the lock of a killed one."""
    with (folder / LOCK).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            _expect_size(path, os.fstat(file.fileno()).st_size)
            return file.read()
    except FileNotFoundError:
        return b""


def _expect_size(path: Path, size: int) -> None:
    if size > LARGEST:
        raise FeedbackError(
            f"{str(path)!r} has {size / 1e6:.1f} MB with this, and {LARGEST / 1e6:.0f} MB is the most: "
            "move it away, and feedback begins a new one"
        )


def _lines(folder: Path) -> list[bytes]:
    lines = _read(folder / FEEDBACK).split(b"\n")
    return lines if lines[-1] else lines[:-1]


def _is_of(line: bytes, case_id: str) -> bool:
    if case_id.encode() not in line:  # spares parsing 20 MB
        return False
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("id") == case_id


def _replace(path: Path, text: bytes) -> None:
    fresh = path.with_suffix(".new")
    try:
        with fresh.open("wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, fresh)
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
