"""How well an archive's questions are read: `python -m evals.reading ARCHIVE CASES.jsonl`.

Every question is answered with no threshold, so that one run tells what any threshold would give. Prints Markdown:
the scores, where the right value stands among the candidates, the reliability of the confidence, risk and coverage,
and with `--unanswerable` what abstaining gains and loses.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from tqdm import tqdm

from evals.calibration import (
    Guess,
    Point,
    abstention_at,
    calibration_error,
    reliability,
    risk_coverage,
)
from evals.cases import Case, load_cases
from evals.ending import exit_code
from evals.judge import answer_scores
from evals.measures import contains, exact_match, first_rank, percentile
from qa.answer import Answer
from qa.assistant import AskSettings, Assistant
from qa.opening import open_reader
from vectorstore.archive import Archive

_FORCED = AskSettings(threshold=-math.inf)
_COVERAGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_LOST = 0.2
"""Share of right answers that a threshold may lose where abstention is reported."""


@dataclass(frozen=True)
class ReadCase:
    """A case's answer with no threshold; `rank` is the place of the first candidate that is exactly right."""

    case: Case
    answer: Answer
    scores: dict[str, float]
    rank: int | None

    @property
    def guess(self) -> Guess:
        """The confidence, and whether the short answer holds an answer of the case."""
        found = self.answer.outcome != "not_found"
        confidence = self.answer.confidence if found else 1 - self.answer.confidence
        return Guess(confidence, found and contains([self.answer.answer], self.case.any_of) == 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(prog="python -m evals.reading", description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--unanswerable", type=Path, help="cases that the archive cannot answer")
    given = parser.parse_args(arguments)
    archive = Archive.open(given.archive)
    forced = Assistant(archive, open_reader(archive), _FORCED)
    read = [read_case(forced, case) for case in tqdm(load_cases(given.cases), unit="case", disable=None)]
    print("\n".join(_report(read)))
    if given.unanswerable is not None:
        others = [read_case(forced, case) for case in tqdm(load_cases(given.unanswerable), unit="case", disable=None)]
        print("\n".join(_abstention(read, others)))


def read_case(assistant: Assistant, case: Case) -> ReadCase:
    """Ask a case, and look for the right value among the candidates."""
    explanation = assistant.explain(case.question, case.asked_on)
    scores = answer_scores(case, explanation.answer, None)
    values = [one.span.value for one in explanation.evidence if not one.rejected]
    rank = first_rank(exact_match(value, case.any_of) == 1 for value in dict.fromkeys(values))
    return ReadCase(case, explanation.answer, scores, rank)


def _report(read: Sequence[ReadCase]) -> Iterator[str]:
    guesses = [one.guess for one in read]
    ranks = [one.rank for one in read if one.rank is not None]
    seconds = [1000 * one.answer.seconds["total"] for one in read]
    yield f"{len(read):,} questions. Without a threshold:\n"
    yield "| measure | value |\n|---|---|"
    for name in ("exact_match", "f1", "contains"):
        yield f"| {name.replace('_', ' ')} | {_mean(read, name)} |"
    yield f"| right value among the candidates | {_percent(len(ranks) / len(read))} |"
    yield f"| first of them, when among them | {_percent(sum(rank == 1 for rank in ranks) / max(1, len(ranks)))} |"
    yield f"| seconds p50, p95 | {percentile(seconds, 0.5):.0f} ms, {percentile(seconds, 0.95):.0f} ms |"
    yield f"| expected calibration error | {calibration_error(guesses):.3f} |"
    yield "\nReliability, all questions:\n\n| questions | mean confidence | right |\n|---|---|---|"
    for one in reliability(guesses):
        yield f"| {one.count:,} | {_percent(one.confidence)} | {_percent(one.right)} |"
    points = list(_thinned(risk_coverage(guesses)))
    lost = [_lost(guesses, point.threshold) for point in points]
    yield "\nRisk and coverage:\n\n| threshold | answered | wrong of these | right answers lost | calibration error |"
    yield "|---|---|---|---|---|"
    for point, part in zip(points, lost, strict=True):
        error = calibration_error([one for one in guesses if one.confidence >= point.threshold])
        shares = f"{_percent(point.coverage)} | {_percent(point.risk)} | {_percent(part)}"
        yield f"| {point.threshold:.3f} | {shares} | {error:.3f} |"
    yield from _chart(points)


def _abstention(read: Sequence[ReadCase], unanswerable: Sequence[ReadCase]) -> Iterator[str]:
    right = [one.guess.confidence for one in read if one.guess.right]
    others = [one.guess.confidence for one in unanswerable]
    threshold, recall = abstention_at(right, others, _LOST)
    yield f"\nAbstention, on {len(others):,} questions without an answer and {len(right):,} answered right:\n"
    yield "| threshold | abstention recall | false abstention |\n|---|---|---|"
    yield f"| {threshold:.3f} | {_percent(recall)} | {_percent(_LOST)} |"


def _lost(guesses: Sequence[Guess], threshold: float) -> float:
    """The share of the right answers that lies under a threshold."""
    right = [one.confidence for one in guesses if one.right]
    return sum(confidence < threshold for confidence in right) / max(1, len(right))


def _chart(points: Sequence[Point]) -> Iterator[str]:
    """The curve of risk over coverage, for Mermaid."""
    yield '\n```mermaid\nxychart-beta\n    title "Wrong answers by the share that is answered"'
    yield f'    x-axis "answered, %" [{", ".join(f"{100 * point.coverage:.0f}" for point in points)}]'
    yield '    y-axis "wrong of these, %" 0 --> 100'
    yield f"    line [{', '.join(f'{100 * point.risk:.1f}' for point in points)}]\n```"


def _thinned(points: Sequence[Point]) -> Iterator[Point]:
    """The first point that reaches each of the coverages."""
    for coverage in _COVERAGES:
        yield next(point for point in points if point.coverage >= coverage)


def _mean(read: Sequence[ReadCase], name: str) -> str:
    return _percent(fmean(one.scores[name] for one in read if name in one.scores))


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


if __name__ == "__main__":
    sys.exit(exit_code("evals.reading", main))
