"""What was weighed for an answer, so that a wrong one can be understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qa.answer import Answer
from qa.decision import Evidenced

_MOST = 12
"""Candidates that are printed."""


@dataclass(frozen=True)
class Explanation:
    """An answer and the spans that were weighed for it, best first."""

    answer: Answer
    evidence: tuple[Evidenced, ...]

    def to_json(self) -> dict[str, Any]:
        """The answer as the contract's JSON object, and beside its fields `candidates`."""
        return {**self.answer.to_json(), "candidates": [_json(one) for one in self.evidence]}


def explained(explanation: Explanation) -> str:
    """The best candidates as text: value, log odds, why it was not taken, source, sentence, features."""
    shown = explanation.evidence[:_MOST]
    lines = [f"Candidates, best first ({len(shown)} of {len(explanation.evidence)}):"]
    for number, one in enumerate(shown, start=1):
        span = one.span
        notes = [one.stance, *([f"by {one.speaker}"] if one.speaker else []), *([one.event] if one.event else [])]
        rejected = f"; rejected: {one.rejected}" if one.rejected else ""
        lines += [
            "",
            f"{number}. {span.value}",
            f"   log odds {span.score:+.2f}; {', '.join(notes)}{rejected}",
            f"   {span.passage.title}, {span.passage.published or 'no date'}, {span.passage.passage.article_id} "
            f"{span.start}-{span.end}",
            f"   “{' '.join(span.evidence.split())}”",
            "   " + ", ".join(f"{name} {value:.2f}" for name, value in span.features.items()),
        ]
    return "\n".join(lines)


def _json(one: Evidenced) -> dict[str, Any]:
    span = one.span
    return {
        "value": span.value,
        "score": round(span.score, 4),
        "stance": one.stance,
        "speaker": one.speaker,
        "event_date": one.event,
        "rejected": one.rejected or None,
        "article": span.passage.passage.article_id,
        "start": span.start,
        "end": span.end,
        "sentence": list(span.sentence),
        "features": {name: round(value, 4) for name, value in span.features.items()},
    }
