"""Checks an answer's quotes against the articles themselves: no index, no model, nobody's word for it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.article import Article
from corpus.characters import canonical_lines
from qa.errors import AnswerFormatError

Kind = Literal["exact", "typographic", "elsewhere", "absent"]

_ADVICE = "give what `dateline ask --json` printed"


@dataclass(frozen=True)
class Place:
    """Where the words of a quote were found."""

    article: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end} of {self.article!r}"


@dataclass(frozen=True)
class Verdict:
    """What became of one quote.

    exact: its place reads just so. typographic: its place reads so but for quotation marks, dashes, spaces or
    Unicode form. elsewhere: the words stand, but at another place or in another version of the article.
    absent: they stand nowhere. A quote that names no place may stand anywhere in its article, and one that
    names no article in any. `number` counts from 1, `place` is None for absent, `why` says what differs.
    """

    number: int
    kind: Kind
    text: str
    place: Place | None
    why: str

    @property
    def holds(self) -> bool:
        """Whether the words stand where the answer says."""
        return self.kind in ("exact", "typographic")


def verify(
    answer: Mapping[str, Any],
    article: Callable[[str], Article | None],
    everything: Callable[[], Iterable[Article]],
) -> list[Verdict]:
    """A verdict for each of an answer's quotes, in their order.

    `answer` is what `dateline ask --json` prints, or any object with a list `quotes` of objects with `text`
    and, where known, `article`, `sha256`, `start`, `end`. `article` finds an article by its id; `everything`
    gives all of them, and is walked only if a quote does not stand in its article. AnswerFormatError if
    `answer` is no such object.
    """
    claims = _claims(answer)
    hits = [_in_its_article(claim, article) for claim in claims]
    lost = [row for row, hit in enumerate(hits) if hit is None]
    if lost:
        found = _anywhere([claims[row].text for row in lost], everything())
        for row, hit in zip(lost, found, strict=True):
            hits[row] = hit
    return [_verdict(number, claim, hit) for number, (claim, hit) in enumerate(zip(claims, hits, strict=True), 1)]


def read_answer(path: Path) -> dict[str, Any]:
    """The JSON object in a file; AnswerFormatError if there is none."""
    try:
        answer = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as exc:
        raise AnswerFormatError(f"{str(path)!r} cannot be read ({exc.strerror}): check the path") from exc
    except (ValueError, RecursionError) as exc:
        raise AnswerFormatError(f"{str(path)!r} is no JSON ({exc}): {_ADVICE}") from exc
    if not isinstance(answer, dict):
        raise AnswerFormatError(f"{str(path)!r} holds a JSON {type(answer).__name__}, no object: {_ADVICE}")
    return answer


class _Claim(BaseModel):
    """A quote as an answer states it; other fields are ignored."""

    model_config = ConfigDict(frozen=True, strict=True)

    text: str
    article: str | None = None
    sha256: str | None = None
    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=0)] | None = None

    @property
    def place(self) -> Place | None:
        if self.article is None or self.start is None or self.end is None:
            return None
        return Place(self.article, self.start, self.end)


class _Answer(BaseModel):
    quotes: list[_Claim]


def _claims(answer: Mapping[str, Any]) -> Sequence[_Claim]:
    try:
        claims = _Answer.model_validate(answer).quotes
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise AnswerFormatError(f"not an answer, {where}: {first['msg'].lower()}; {_ADVICE}") from exc
    for row, claim in enumerate(claims):
        if not any(character.isalnum() for character in claim.text):
            raise AnswerFormatError(f"not an answer, quotes.{row}.text: no words in {claim.text!r}; {_ADVICE}")
    return claims


@dataclass(frozen=True)
class _Hit:
    """A place that reads as a quote does, whether to the letter, and the digest of its article."""

    place: Place
    to_the_letter: bool
    sha256: str


def _verdict(number: int, claim: _Claim, hit: _Hit | None) -> Verdict:
    if hit is None:
        return Verdict(number, "absent", claim.text, None, "no article reads so")
    why = []
    if claim.article not in (None, hit.place.article):
        why.append(f"not in {claim.article!r}")
    elif claim.place not in (None, hit.place):
        why.append(f"not at {claim.start}-{claim.end}")
    elif claim.sha256 not in (None, hit.sha256):
        why.append("the article is another version (its sha256 differs)")
    kind: Kind = "elsewhere" if why else "exact" if hit.to_the_letter else "typographic"
    if not hit.to_the_letter:
        why.append("other quotation marks, dashes, spaces or Unicode form")
    return Verdict(number, kind, claim.text, hit.place, "; ".join(why))


def _in_its_article(claim: _Claim, find: Callable[[str], Article | None]) -> _Hit | None:
    article = None if claim.article is None else find(claim.article)
    if article is None:
        return None
    return _at(claim.place, claim.text, article) or _search(claim.text, article)


def _at(place: Place | None, text: str, article: Article) -> _Hit | None:
    if place is None or not place.start < place.end <= len(article.text):
        return None
    printed = article.text[place.start : place.end]
    if printed == text or _pattern(text).fullmatch(printed):
        return _Hit(place, printed == text, article.sha256)
    return None


def _search(text: str, article: Article) -> _Hit | None:
    """The first place of an article that reads so, to the letter if there is such a one."""
    start = article.text.find(text)
    if start >= 0:
        return _Hit(Place(article.id, start, start + len(text)), True, article.sha256)
    found = _pattern(text).search(article.text)
    return _Hit(Place(article.id, *found.span()), False, article.sha256) if found else None


def _anywhere(texts: Sequence[str], articles: Iterable[Article]) -> list[_Hit | None]:
    """For each text the first place in many articles, one to the letter before any other."""
    hits: list[_Hit | None] = [None] * len(texts)
    for article in articles:
        for row, text in enumerate(texts):
            before = hits[row]
            if before is None or not before.to_the_letter:
                hit = _search(text, article)
                if hit is not None and (before is None or hit.to_the_letter):
                    hits[row] = hit
    return hits


_ALIKE = ("'‘’‚‛′ʼ`´", '"“”„‟″«»', "-‐‑‒–—―−")
_LOOSE = {character: f"[{re.escape(alike)}]" for alike in _ALIKE for character in alike}
_TOKEN = re.compile(r"\.\.\.|…|\s+|.", re.DOTALL)


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    """Finds a text whatever its quotation marks, dashes, spaces and Unicode form; articles are in NFC."""
    plain = " ".join(canonical_lines(text))
    return re.compile("".join(_loose(token) for token in _TOKEN.findall(plain)))


def _loose(token: str) -> str:
    if token in ("...", "…"):
        return r"(?:\.\.\.|…)"
    return r"\s+" if token.isspace() else _LOOSE.get(token) or re.escape(token)
