"""Spans become findings, and findings an outcome: answered, disputed or not found."""

from __future__ import annotations

import math
from collections.abc import Sequence

from corpus.words import words
from qa.decision import BEHIND, LONGEST, SHOWN, TIED, Decision, Evidenced, Grouped
from qa.joining import same_value
from qa.question import QuestionReading
from qa.reader import Rules, Span
from qa.stance import attribution
from qa.timing import timing
from qa.yes_no import yes_or_no
from vectorstore.scope import Scope


def place(question: QuestionReading, scope: Scope, span: Span) -> Evidenced:
    """Tell of a span who says it and when it happened."""
    start, _ = span.sentence
    evidence = span.evidence[:LONGEST]
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
        return yes_or_no(question, taken)
    groups = _grouped(question, taken, rules.weighed)
    best = groups[0].score
    shown = tuple(group for group in groups if group.score >= best - BEHIND)[:SHOWN]
    if _rivals(question, shown):
        return Decision("disputed", "disputed: " + " or ".join(group.value for group in shown[:2]), shown)
    if question.plural or question.kind == "list":
        tied = [group.value for group in shown if group.score >= best - TIED]
        return Decision("answered", listed(tied), shown, len(tied))
    return Decision("answered", shown[0].value, shown)


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
    surest = [one for one in group if one.span.score >= group[0].span.score - TIED]
    return max((one.span.value for one in surest), key=lambda value: (len(words(value)) <= 4, len(words(value))))


def _rivals(question: QuestionReading, groups: Sequence[Grouped]) -> bool:
    """Two numbers, each from a speaker of its own, that nothing else tells apart."""
    if question.kind != "number" or len(groups) < 2 or groups[0].score - groups[1].score > TIED:
        return False
    first, second = (group.members[0] for group in groups[:2])
    return bool(first.speaker and second.speaker and first.speaker != second.speaker)


def listed(values: Sequence[str]) -> str:
    """Values in a row: "A, B and C"."""
    return values[0] if len(values) == 1 else ", ".join(values[:-1]) + " and " + values[-1]
