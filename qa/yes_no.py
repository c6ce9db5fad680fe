"""Decides a question of yes or no, or of true or false, from what its evidence says and denies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qa.answer import Stance
from qa.asking import TRUE_OR_FALSE
from qa.claims import Claim, claim_of
from qa.decision import BEHIND, LONGEST, SHOWN, TIED, Decision, Evidenced, Grouped
from qa.polarity import Polarity
from qa.question import QuestionReading
from qa.subjects import Place
from qa.verdict import is_of, verdict

_Vote = tuple[Evidenced, Polarity]


def yes_or_no(question: QuestionReading, taken: Sequence[Evidenced]) -> Decision:
    """Decide from evidence that is taken, best first."""
    claim = claim_of(question)
    yes, no = ("true", "false") if TRUE_OR_FALSE.match(question.text) else ("yes", "no")
    sides: dict[str, list[Evidenced]] = {yes: [], no: []}
    for one, way in _votes(claim, taken):
        stance: Stance = "asserted" if one.speaker is None else "denied" if way == "no" else "claimed"
        sides[yes if way == "yes" else no].append(replace(one, stance=stance))
    groups = sorted(
        (Grouped(way, tuple(members), members[0].span.score) for way, members in sides.items() if members),
        key=lambda group: -group.score,
    )
    doubts = _doubts(claim, taken)
    spoken = all(any(one.speaker for one in group.members) for group in groups)
    if len(groups) == 2 and (spoken or groups[0].score - groups[1].score <= TIED):
        return Decision("disputed", f"disputed: some say {yes}, others {no}", tuple(groups))
    if doubts and not groups:
        return Decision("disputed", "disputed: the articles call it uncertain", tuple(doubts))
    if doubts and all(one.speaker for one in groups[0].members):
        said = f"disputed: some say {groups[0].value}, others doubt"
        return Decision("disputed", said, (*groups, *doubts))
    return Decision("answered", groups[0].value, tuple(groups)) if groups else Decision("not_found", "", ())


def _votes(claim: Claim, taken: Sequence[Evidenced]) -> list[_Vote]:
    """The evidence that says yes or no and lies near the best that does, or denies by name."""
    told = [one for one in taken if one.stance != "uncertain"]
    ways = [(one, verdict(claim, _place(one), one.span.features.get("predicate", 0.0))) for one in told]
    votes = [(one, way) for one, way in ways if way is not None]
    least = max((one.span.score for one, _ in votes), default=0.0) - BEHIND
    near = [(one, way) for one, way in votes if one.span.score >= least or (one.stance == "denied" and one.speaker)]
    return _latest(near) if claim.office and claim.when == "present" else near


def _latest(votes: Sequence[_Vote]) -> list[_Vote]:
    """What was printed last, or has no date: it tells what one is now."""
    last = max((day for day in map(_printed, votes) if day), default=None)
    return [vote for vote in votes if _printed(vote) in (None, last)]


def _printed(vote: _Vote) -> date | None:
    published = vote[0].span.passage.published
    return published.last if published else None


def _doubts(claim: Claim, taken: Sequence[Evidenced]) -> list[Grouped]:
    """The evidence that calls uncertain what is asked, as one finding or none."""
    doubted = [one for one in taken if one.stance == "uncertain" and is_of(claim, _place(one))]
    return [Grouped("uncertain", tuple(doubted[:SHOWN]), doubted[0].span.score)] if doubted else []


def _place(one: Evidenced) -> Place:
    passage = one.span.passage
    start = one.span.sentence[0] - passage.passage.start
    return Place(passage.text[:start], one.span.evidence[:LONGEST], passage.text)
