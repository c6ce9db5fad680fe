"""What a run found: scores by case, by kind and in total, as JSON and as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any

from evals.judge import DEPTHS
from evals.measures import percentile
from evals.record import RunRecord

SCORES: Mapping[str, str] = {
    "right": "right: outcome, answer and quotes (short form: contains)",
    "outcome": "outcome accuracy",
    "answer": "answer right",
    "quote": "quotes right",
    "exact_match": "exact match",
    "f1": "token F1",
    "contains": "contains",
    "abstention_recall": "abstention recall",
    "false_abstention": "false abstention (lower is better)",
    "quote_validity": "quote validity",
    **{f"article_recall@{k}": f"recall@{k} of articles" for k in DEPTHS},
    "article_mrr": "MRR of articles",
    **{f"answer_recall@{k}": f"recall@{k} of the answer's string" for k in DEPTHS},
    "answer_mrr": "MRR of the answer's string",
}
LOWER_IS_BETTER = frozenset(("false_abstention",))
_COLUMNS = ("right", "outcome", "answer", "quote", "exact_match", "f1", "contains", "answer_recall@10")
_MOST_MISSES = 30


@dataclass(frozen=True)
class CaseResult:
    """One case's outcome and scores; what was not asked is not in `scores`. `error` is a traceback."""

    id: str
    kind: str
    question: str
    outcome: str | None
    answer: str | None
    scores: Mapping[str, float]
    ask_seconds: float
    retrieve_seconds: float | None = None
    error: str | None = None


@dataclass(frozen=True)
class Mean:
    """The mean of a score over the cases that have it."""

    value: float
    cases: int


@dataclass(frozen=True)
class Report:
    """A whole run."""

    record: RunRecord
    results: tuple[CaseResult, ...]

    def totals(self) -> dict[str, Mean]:
        """Each score that any case has, in the order of SCORES."""
        return _means(self.results)

    def by_kind(self) -> dict[str, dict[str, Mean]]:
        """The same for each kind of case, in the order of their first case."""
        return {kind: _means(results) for kind, results in self._kinds().items()}

    def seconds(self) -> dict[str, float]:
        """Seconds a question at the median and the 95th percentile, to answer and to retrieve."""
        spent = {
            "ask": [result.ask_seconds for result in self.results],
            "retrieve": [r.retrieve_seconds for r in self.results if r.retrieve_seconds is not None],
        }
        return {
            f"{what}_p{round(100 * share)}": percentile(values, share)
            for what, values in spent.items()
            if values
            for share in (0.5, 0.95)
        }

    def to_json(self) -> dict[str, Any]:
        """Everything, as plain values for json.dumps."""
        return {
            "record": asdict(self.record),
            "cases": len(self.results),
            "errors": sum(result.error is not None for result in self.results),
            "scores": {name: asdict(mean) for name, mean in self.totals().items()},
            "kinds": {
                kind: {name: asdict(mean) for name, mean in means.items()} for kind, means in self.by_kind().items()
            },
            "seconds": self.seconds(),
            "results": [asdict(result) for result in self.results],
        }

    def table(self) -> str:
        """The report for a terminal: by kind, in total, and what went wrong."""
        return "\n\n".join(part for part in (self._kind_table(), self._total_table(), self._misses()) if part)

    def _kinds(self) -> dict[str, list[CaseResult]]:
        kinds: dict[str, list[CaseResult]] = {}
        for result in self.results:
            kinds.setdefault(result.kind, []).append(result)
        return kinds

    def _kind_table(self) -> str:
        totals = self.totals()
        columns = [name for name in _COLUMNS if name in totals]
        groups = {**self._kinds(), "total": list(self.results)}
        rows = [["kind", "cases", *(name.replace("_", " ") for name in columns)]]
        for kind, results in groups.items():
            means = _means(results)
            cells = [_percent(means[name].value) if name in means else "" for name in columns]
            rows.append([kind, str(len(results)), *cells])
        return align(rows)

    def _total_table(self) -> str:
        rows = [["score", "%", "cases"]]
        for name, mean in self.totals().items():
            rows.append([SCORES[name], _percent(mean.value), str(mean.cases)])
        for name, seconds in self.seconds().items():
            rows.append([f"{name.replace('_', ', ')}, ms", f"{1000 * seconds:.0f}", ""])
        return align(rows)

    def _misses(self) -> str:
        misses = [result for result in self.results if result.scores["right"] < 1]
        lines = [_miss(result) for result in misses[:_MOST_MISSES]]
        if len(misses) > _MOST_MISSES:
            lines.append(f"... and {len(misses) - _MOST_MISSES} more: see the JSON report (--json FILE)")
        return "\n".join([f"not right ({len(misses)} of {len(self.results)}):", *lines]) if misses else ""


def align(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as text: the first column to the left, the others to the right, a line under the head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(_pad(column, row[column], widths[column]) for column in range(len(row))) for row in rows]
    lines.insert(1, "-" * len(lines[0]))
    return "\n".join(line.rstrip() for line in lines)


def _pad(column: int, cell: str, width: int) -> str:
    return cell.rjust(width) if column else cell.ljust(width)


def _means(results: Iterable[CaseResult]) -> dict[str, Mean]:
    values: dict[str, list[float]] = {}
    for result in results:
        for name, value in result.scores.items():
            values.setdefault(name, []).append(value)
    return {name: Mean(fmean(values[name]), len(values[name])) for name in SCORES if name in values}


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _miss(result: CaseResult) -> str:
    if result.error is not None:
        return f"  {result.id}: crashed: {result.error.strip().splitlines()[-1]}"
    wrong = [name for name in ("outcome", "answer", "quote") if result.scores.get(name, 1.0) < 1]
    answer = " ".join((result.answer or "").split())
    shown = answer if len(answer) <= 70 else answer[:69] + "…"
    return f"  {result.id}: {', '.join(wrong) or 'answer'} wrong: {result.outcome}, {shown!r}"
