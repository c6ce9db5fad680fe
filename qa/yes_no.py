"""Decides a question of yes or no, or of true or false, from what its evidence says and denies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.words import words
from qa.answer import Stance
from qa.decision import BEHIND, LONGEST, SHOWN, TIED, Decision, Evidenced, Grouped
from qa.polarity import negated, polarity
from qa.question import TRUE_OR_FALSE, QuestionReading


def yes_or_no(question: QuestionReading, taken: Sequence[Evidenced]) -> Decision:
    """Decide from evidence that is taken, best first."""
    best = taken[0].span.score
    near = [one for one in taken if one.span.score >= best - BEHIND or (one.stance == "denied" and one.speaker)]
    named = {word.stem for name in question.names for word in words(name)}
    asked = [term.stem for term in question.terms if term.stem not in named]
    asked = asked or [term.stem for term in question.terms[-1:]]  # "Is Fares a Sunni?": only names, the last is asked
    yes, no = ("true", "false") if TRUE_OR_FALSE.match(question.text) else ("yes", "no")
    flipped = negated(TRUE_OR_FALSE.sub("is it true that ", question.text))
    sides: dict[str, list[Evidenced]] = {yes: [], no: []}
    for one in near:
        way = polarity(one.span.evidence[:LONGEST], asked, flipped)
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
        unsure = Grouped("uncertain", doubted[:SHOWN], best)
        return Decision("disputed", "disputed: the articles call it uncertain", (unsure,))
    spoken = all(any(one.speaker for one in group.members) for group in groups)
    if len(groups) == 2 and (spoken or groups[0].score - groups[1].score <= TIED):
        return Decision("disputed", f"disputed: some say {yes}, others {no}", tuple(groups))
    return Decision("answered", groups[0].value, tuple(groups))
