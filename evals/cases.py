"""Known-answer cases: one JSON object a line, in a long form or a short one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from evals.errors import CasesError
from qa.answer import Outcome


@dataclass(frozen=True)
class Case:
    """A question and what a right answer to it must show.

    The long form says which outcome is right. Where nobody told, it says what is known: `none_of`, answers that
    are wrong; `no_quote`, texts that prove nothing; `owed` (`answerable` in the file), that the articles do say
    something. The short form has only `answers` (kept in `any_of`) and has no `outcome`; there `in_archive` says
    whether an answer's string stands in the archive at all.
    """

    id: str
    question: str
    asked_on: date
    kind: str
    outcome: Outcome | None = None
    any_of: tuple[str, ...] = ()
    all_of: tuple[tuple[str, ...], ...] = ()
    quote_contains: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    in_archive: bool | None = None
    note: str = ""
    none_of: tuple[str, ...] = ()
    no_quote: tuple[str, ...] = ()
    owed: bool = False

    @property
    def answerable(self) -> bool | None:
        """Whether an answer is owed; None where nobody can say.

        An answer whose string is not in the archive may still be told there in other words.
        """
        if self.outcome is not None:
            return self.outcome != "not_found"
        if self.owed:
            return True
        return None if self.none_of or self.no_quote or self.in_archive is False else True

    @property
    def short(self) -> bool:
        """Whether it is of the short form."""
        return self.outcome is None and not (self.none_of or self.no_quote or self.owed)


def load_cases(path: Path) -> list[Case]:
    """The cases of a JSON-lines file, in its order; fields that neither form has are ignored.

    Raises CasesError with file, line and reason for a line that is neither form and for an id used twice.
    """
    cases: list[Case] = []
    first_line: dict[str, int] = {}
    for number, line in _lines(path):
        try:
            case = _read(line)
        except ValidationError as exc:
            raise CasesError(f"{path}, line {number}: {_reason(exc)}; mend the line or take it out") from exc
        if case.id in first_line:
            raise CasesError(
                f"{path}, line {number}: the id {case.id!r} was used on line {first_line[case.id]}; "
                "give each case its own"
            )
        first_line[case.id] = number
        cases.append(case)
    if not cases:
        raise CasesError(f"{path} holds no cases: write one JSON object a line")
    return cases


_WHOLE = "whole_line"
"""The type of a complaint about several fields at once, which names them itself."""

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: _Text
    question: _Text
    asked_on: date


class _LongForm(_Line):
    outcome: Outcome | None = None
    kind: _Text = "other"
    any_of: tuple[_Text, ...] = ()
    all_of: tuple[tuple[_Text, ...], ...] = ()
    quote_contains: tuple[_Text, ...] = ()
    articles: tuple[_Text, ...] = ()
    note: str = ""
    none_of: tuple[_Text, ...] = ()
    no_quote: tuple[_Text, ...] = ()
    owed: Annotated[bool, Field(validation_alias="answerable")] = False

    @model_validator(mode="after")
    def _says_what_is_right(self) -> _LongForm:
        wants = self.any_of or self.all_of or self.quote_contains or self.articles
        if self.outcome is None and (wants or not (self.none_of or self.no_quote or self.owed)):
            raise PydanticCustomError(
                _WHOLE, "outcome: Field required, but for a case of none_of, no_quote or answerable alone"
            )
        if self.outcome == "not_found" and self.owed:
            raise PydanticCustomError(_WHOLE, "answerable: a case that is answerable is not not_found")
        return self

    def case(self) -> Case:
        return Case(**dict(self))


class _ShortForm(_Line):
    answers: Annotated[tuple[_Text, ...], Field(min_length=1)]
    in_archive: bool | None = None

    def case(self) -> Case:
        kinds = {True: "in archive", False: "not in archive", None: "short"}
        return Case(
            id=self.id,
            question=self.question,
            asked_on=self.asked_on,
            kind=kinds[self.in_archive],
            any_of=self.answers,
            in_archive=self.in_archive,
        )


class _Form(BaseModel):
    """Only as much as tells the two forms apart."""

    answers: object = None


def _read(line: str) -> Case:
    form = _ShortForm if _Form.model_validate_json(line).answers is not None else _LongForm
    return form.model_validate_json(line).case()


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise CasesError(f"{path} cannot be read ({exc}): give a UTF-8 file of cases, one a line") from exc
    # not splitlines(): JSON text may hold U+2028 and its kin
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _reason(exc: ValidationError) -> str:
    """The first complaint, as `field: what is wrong (got ...)`."""
    complaint = exc.errors(include_url=False)[0]
    where = ".".join(str(part) for part in complaint["loc"])
    message = complaint["msg"]
    if complaint["type"] in ("missing", "json_invalid", _WHOLE):
        return f"{where}: {message}" if where else message
    return f"{where or 'the line'}: {message}, not {complaint['input']!r}"
