"""Spans become findings, and findings an outcome: answered, disputed or not found."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product

from corpus.events import find_dates
from qa.decision import BEHIND, LONGEST, SHOWN, TIED, Decision, Evidenced, Grouped
from qa.listing import whole_list
from qa.misfit import misfit
from qa.question import QuestionReading
from qa.reader import Span
from qa.regression import log_odds, probability
from qa.stance import attribution
from qa.timing import timing
from qa.yes_no import yes_or_no
from vectorstore.scope import Scope


def place(question: QuestionReading, scope: Scope, span: Span) -> Evidenced:
    """Tell of a span who says it and when it happened, and why it is no answer if it is none."""
    start, _ = span.sentence
    evidence = span.evidence[:LONGEST]
    begin = span.passage.passage.start
    before = span.passage.text[: start - begin]
    previous = before.rstrip().rsplit("\n", 1)[-1][-400:]
    said = attribution(evidence, previous)
    when = timing(scope, evidence, previous, span.passage.published)
    rejected = when.why or misfit(question, span)
    return Evidenced(span, said.stance, said.speaker, when.event, rejected)


_NOTHING = Decision("not_found", "", ())


def decide(question: QuestionReading, evidence: Sequence[Evidenced], threshold: float) -> Decision:
    """Decide from evidence, best first; `threshold` is the log odds that one of the values to be shown is right.

    "Who resigned?" may have several right answers, which share the probability.
    """
    if question.kind == "yes_no":
        taken = [one for one in evidence if not one.rejected and one.span.score >= threshold]
        return yes_or_no(question, taken) if taken else _NOTHING
    groups = _grouped(question, evidence)
    shown = tuple(group for group in groups if group.score >= groups[0].score - BEHIND)[:SHOWN]
    if not shown:
        return _NOTHING
    sure = shown[0].score if question.whole else min(_any_of(shown), shown[0].score + _ALONE)
    if sure < threshold:
        return replace(_NOTHING, missed=sure)
    rivals = _disputed(question, groups)
    if rivals:
        return Decision("disputed", "disputed: " + " or ".join(group.value for group in rivals), rivals)
    if question.plural or question.kind == "list":
        several = shown if question.kind in _NO_LISTS else _with_lists(shown)
        tied = [group.value for group in several if group.score >= several[0].score - TIED]
        return Decision("answered", listed(tied), several, len(tied))
    return Decision("answered", shown[0].value, shown)


_NO_LISTS = ("number", "date", "reason")


def _with_lists(groups: Sequence[Grouped]) -> tuple[Grouped, ...]:
    """Each value as the list in which it stands, asked for several; what such a list names is no value beside it."""
    kept: list[Grouped] = []
    for group in groups:
        named = re.compile(rf"(?<!\w){re.escape(group.value)}(?!\w)")  # not Mali in Somalia
        home = next((at for at, other in enumerate(kept) if named.search(other.value)), None)
        if home is not None:
            kept[home] = replace(kept[home], members=(*kept[home].members, *group.members))
            continue
        span = group.members[0].span
        first = span.sentence[0]
        start, end = whole_list(span.evidence[:LONGEST], span.start - first, span.end - first)
        kept.append(replace(group, value=span.passage.slice(first + start, first + end)))
    return tuple(kept)


_ALONE = 1.3
"""How far under the threshold the likeliest value alone may lie: five that are each unlikely are no answer. On the
sample, newsroom and shared cases no right answer lies deeper; 1.1 would lose three and refuse one more rightly."""


def _grouped(question: QuestionReading, evidence: Sequence[Evidenced]) -> list[Grouped]:
    """Join by value; its best span gives the wording and the score.

    Values share one probability among them: what the rejected ones have falls to the others.
    """
    groups: list[list[Evidenced]] = []
    for one in evidence:
        home = next((group for group in groups if one.span.same_value(group[0].span, question.kind)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    kept = [[one for one in group if not one.rejected] for group in groups]
    lost = sum(probability(group[0].span.score) for group, left in zip(groups, kept, strict=True) if not left)
    share = 1 if question.whole else max(1 - lost, _LEAST)
    found = [Grouped(left[0].span.value, tuple(left), _of_share(left[0].span.score, share)) for left in kept if left]
    return _folded(sorted(found, key=lambda group: -group.score))


def _folded(groups: Sequence[Grouped]) -> list[Grouped]:
    """Less the values that are only another cut of a likelier one, which gets their share."""
    kept: list[Grouped] = []
    for group in groups:
        place = next(
            (at for at, other in enumerate(kept) if _overlap(other.members[0].span, group.members[0].span)), None
        )
        if place is None:
            kept.append(group)
        else:
            kept[place] = replace(kept[place], score=_any_of((kept[place], group)))
    return sorted(kept, key=lambda group: -group.score)


def _overlap(one: Span, other: Span) -> bool:
    same = one.passage.passage.article_id == other.passage.passage.article_id
    return same and one.start < other.end and other.start < one.end


_LEAST = 0.05
"""Of the probability: when nearly all of it is rejected, the little that is left is not blown up to an answer."""


def _of_share(score: float, share: float) -> float:
    """The log odds within a share of the probability."""
    return log_odds(min(probability(score) / share, _SURE))


_SURE = 0.999


def _any_of(groups: Sequence[Grouped]) -> float:
    """The log odds that one of several values is right."""
    return log_odds(min(sum(probability(group.score) for group in groups), _SURE))


def _disputed(question: QuestionReading, groups: Sequence[Grouped]) -> tuple[Grouped, ...]:
    """The best number and another that rivals it; none if no other does."""
    if question.kind != "number":
        return ()
    first, *others = groups
    return next(((first, other) for other in others if _are_rivals(first, other)), ())


_RIVAL = 2.5
"""The log of how many times likelier a number may be than one that still rivals it."""
_FORM = 0.8
"""The feature `form` of a number that counts what is asked for."""
_AT_ONCE = timedelta(days=3)
"""Between the prints of two numbers of which the later does not just bring the earlier up to date."""


_RESTATED = re.compile(
    r"\b(?:number|figure|toll|total|count|tally|sum)\s+(?:is|was|at|as|stands\s+at|stood\s+at)\s+"
    r"(?:(?:about|around|nearly|almost|at\s+least|closer\s+to|nearer|more\s+like|really|actually|in\s+fact)\s+)*$",
    re.IGNORECASE,
)


def _are_rivals(one: Grouped, other: Grouped) -> bool:
    """Two counts of what is asked, printed at about the same time, each from a speaker of its own.

    They are about as likely, or one contradicts the other in the next sentence.
    """
    if any(_contradict(*pair) or _contradict(*pair[::-1]) for pair in product(one.members, other.members)):
        return True
    first, second = one.members[0], other.members[0]
    printed, again = first.span.passage.published, second.span.passage.published
    return (
        math.log(probability(one.score) / max(probability(other.score), 1e-9)) <= _RIVAL
        and all(member.span.features.get("form", 0.0) >= _FORM for member in (first, second))
        and bool(first.speaker and second.speaker and first.speaker != second.speaker)
        and printed is not None
        and again is not None
        and abs(printed.first - again.first) <= _AT_ONCE
    )


def _contradict(one: Evidenced, next_one: Evidenced) -> bool:
    """Whether another speaker gives another figure in the sentence after: "The union says the number is 910"."""
    span, after, begin = one.span, next_one.span, next_one.span.passage.passage.start
    same_article = span.passage.passage.article_id == after.passage.passage.article_id
    if not same_article or not span.sentence[1] <= after.sentence[0] or next_one.speaker in (None, one.speaker):
        return False
    between = after.passage.text[max(0, span.sentence[1] - begin) : after.sentence[0] - begin]
    restated = _RESTATED.search(after.passage.text, 0, after.start - begin) is not None
    return restated and not between.strip() and next_one.stance != "denied" and not find_dates(after.evidence, None)


def listed(values: Sequence[str]) -> str:
    """Values in a row: "A, B and C"."""
    return values[0] if len(values) == 1 else ", ".join(values[:-1]) + " and " + values[-1]
