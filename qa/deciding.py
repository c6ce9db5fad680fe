"""Spans become findings, and findings an outcome: answered, disputed or not found."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.words import words
from qa.answer import Outcome, Stance
from qa.joining import same_value
from qa.polarity import negated, polarity
from qa.question import TRUE_OR_FALSE, QuestionReading
from qa.reader import Rules, Span
from qa.stance import attribution
from qa.timing import timing
from vectorstore.scope import Scope

_SHOWN = 5
"""Findings in an answer at the most: what a reader will check."""
_BEHIND = 1.5
"""Log odds behind the best within which another value is still worth showing."""
_LONGEST = 2_000
"""Characters of a sentence that are looked at: what is longer is a table or an attack."""
_TIED = 0.7
"""Log odds within which two rival values stand equal."""


@dataclass(frozen=True)
class Evidenced:
    """A span with who says it, how, and when it happened."""

    span: Span
    stance: Stance
    speaker: str | None
    event: str | None
    rejected: str
    """Why the span is no answer, whatever its score: of another time, or without what was asked for."""


@dataclass(frozen=True)
class Grouped:
    """Spans that give the same value, the best first; `score` joins theirs."""

    value: str
    members: tuple[Evidenced, ...]
    score: float


@dataclass(frozen=True)
class Decision:
    """What is to be said. `groups` are the findings to be; `value` is the short answer."""

    outcome: Outcome
    value: str
    groups: tuple[Grouped, ...]
    listed: int = 1
    """How many of the groups the short answer names."""


def place(question: QuestionReading, scope: Scope, span: Span) -> Evidenced:
    """Tell of a span who says it and when it happened."""
    start, _ = span.sentence
    evidence = span.evidence[:_LONGEST]
    begin = span.passage.passage.start
    before = span.passage.text[: start - begin]
    previous = before.rstrip().rsplit("\n", 1)[-1][-400:]
    said = attribution(evidence, previous)
    formless = _formless(question, span)
    when = timing(scope, evidence, previous, span.passage.published)
    return Evidenced(span, said.stance, said.speaker, when.event, formless if when.in_scope else when.why)


_FORMS = {
    "date": "no date",
    "number": "no number",
    "reason": "no reason",
    "person": "nobody",
    "place": "no place",
}


def _formless(question: QuestionReading, span: Span) -> str:
    """Why a sentence without a stretch of the asked form is no answer; empty if it has one."""
    if question.kind in _FORMS and (span.start, span.end) == span.sentence:
        return f"it names {_FORMS[question.kind]}"
    return ""


def decide(question: QuestionReading, evidence: Sequence[Evidenced], rules: Rules) -> Decision:
    """Decide from evidence, best first, by the rules of the one who read it."""
    taken = [one for one in evidence if not one.rejected and one.span.score >= rules.threshold]
    if not taken:
        return Decision("not_found", "", ())
    if question.kind == "yes_no":
        return _yes_or_no(question, taken)
    groups = _grouped(question, taken, rules.weighed)
    best = groups[0].score
    shown = tuple(group for group in groups if group.score >= best - _BEHIND)[:_SHOWN]
    if _rivals(question, shown):
        return Decision("disputed", "disputed: " + " or ".join(group.value for group in shown[:2]), shown)
    if question.plural or question.kind == "list":
        tied = [group.value for group in shown if group.score >= best - _TIED]
        return Decision("answered", listed(tied), shown, len(tied))
    return Decision("answered", shown[0].value, shown)


def _yes_or_no(question: QuestionReading, taken: Sequence[Evidenced]) -> Decision:
    best = taken[0].span.score
    near = [one for one in taken if one.span.score >= best - _BEHIND or (one.stance == "denied" and one.speaker)]
    named = {word.stem for name in question.names for word in words(name)}
    asked = [term.stem for term in question.terms if term.stem not in named]
    asked = asked or [term.stem for term in question.terms[-1:]]  # "Is Fares a Sunni?": only names, the last is asked
    yes, no = ("true", "false") if TRUE_OR_FALSE.match(question.text) else ("yes", "no")
    flipped = negated(TRUE_OR_FALSE.sub("is it true that ", question.text))
    sides: dict[str, list[Evidenced]] = {yes: [], no: []}
    for one in near:
        way = polarity(one.span.evidence[:_LONGEST], asked, flipped)
        if way is not None and one.stance != "uncertain":
            stance: Stance = "asserted" if one.speaker is None else "denied" if way == "no" else "claimed"
            sides[yes if way == "yes" else no].append(replace(one, stance=stance))
    groups = sorted(
        (Grouped(way, tuple(members), members[0].span.score) for way, members in sides.items() if members),
        key=lambda group: -group.score,
    )
    if not groups:
        doubted = tuple(one for one in near if one.stance == "uncertain")
        if not doubted:
            return Decision("not_found", "", ())
        unsure = Grouped("uncertain", doubted[:_SHOWN], best)
        return Decision("disputed", "disputed: the articles call it uncertain", (unsure,))
    spoken = all(any(one.speaker for one in group.members) for group in groups)
    if len(groups) == 2 and (spoken or groups[0].score - groups[1].score <= _TIED):
        return Decision("disputed", f"disputed: some say {yes}, others {no}", tuple(groups))
    return Decision("answered", groups[0].value, tuple(groups))


def _grouped(question: QuestionReading, taken: Sequence[Evidenced], weighed: bool) -> list[Grouped]:
    """Join by value; unless the scores are weighed, a value told by several articles gains the log of their number."""
    groups: list[list[Evidenced]] = []
    for one in taken:
        home = next(
            (group for group in groups if _same(question, group[0].span, one.span)),
            None,
        )
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    if weighed:
        joined = [Grouped(group[0].span.value, tuple(group), group[0].span.score) for group in groups]
    else:
        joined = [Grouped(_short(group), tuple(group), _joint(group)) for group in groups]
    return sorted(joined, key=lambda group: -group.score)


def _same(question: QuestionReading, one: Span, other: Span) -> bool:
    return same_value(question.kind, one.value, other.value, one.passage.published, other.passage.published)


def _joint(group: Sequence[Evidenced]) -> float:
    """The best member's score, with the log of the articles that tell the value; one that denies it tells it not."""
    texts = {one.span.passage.sha256 for one in group if one.stance != "denied"}
    return max(one.span.score for one in group) + 0.5 * math.log(max(1, len(texts)))


def _short(group: Sequence[Evidenced]) -> str:
    """The longest spelling among the surest: "Ayham Al Ghazzy" rather than "Mr Al Ghazzy"."""
    surest = [one for one in group if one.span.score >= group[0].span.score - _TIED]
    return max((one.span.value for one in surest), key=lambda value: (len(words(value)) <= 4, len(words(value))))


def _rivals(question: QuestionReading, groups: Sequence[Grouped]) -> bool:
    """Two numbers, each from a speaker of its own, that nothing else tells apart."""
    if question.kind != "number" or len(groups) < 2 or groups[0].score - groups[1].score > _TIED:
        return False
    first, second = (group.members[0] for group in groups[:2])
    return bool(first.speaker and second.speaker and first.speaker != second.speaker)


def listed(values: Sequence[str]) -> str:
    """Values in a row: "A, B and C"."""
    return values[0] if len(values) == 1 else ", ".join(values[:-1]) + " and " + values[-1]
