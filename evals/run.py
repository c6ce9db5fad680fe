"""Runs cases against an answerer. A crash on a case is data: a miss with its error kept."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from time import perf_counter
from typing import TypeVar

from corpus.article import Article
from evals.cases import Case
from evals.judge import DEPTHS, answer_scores, retrieval_scores
from evals.record import RunRecord, record_run
from evals.report import CaseResult, Report
from qa.answer import Answer
from vectorstore.retrieval import RetrievedPassage

Ask = Callable[[str, date], Answer]
"""question, asked_on -> its answer"""

Retrieve = Callable[[str, date, int], Sequence[RetrievedPassage]]
"""question, asked_on, k -> the k best passages, best first"""

FindArticle = Callable[[str], Article | None]
"""article id -> the article as the archive keeps it"""

_Result = TypeVar("_Result")


def run(
    cases: Iterable[Case],
    ask: Ask,
    retrieve: Retrieve | None = None,
    limit: int | None = None,
    article: FindArticle | None = None,
    record: RunRecord | None = None,
) -> Report:
    """Ask every case (the first `limit` of them) and score it.

    Without `retrieve` there is no recall, without `article` no quote validity: unscored, not zero.
    """
    results = tuple(_run_case(case, ask, retrieve, article) for case in islice(cases, limit))
    return Report(record or record_run(), results)


def _run_case(case: Case, ask: Ask, retrieve: Retrieve | None, article: FindArticle | None) -> CaseResult:
    answer, ask_error, ask_seconds = _timed(lambda: ask(case.question, case.asked_on))
    scores = answer_scores(case, answer, article)
    retrieve_error: str | None = None
    retrieve_seconds: float | None = None
    if retrieve is not None:
        depth = max(DEPTHS)
        passages, retrieve_error, retrieve_seconds = _timed(lambda: retrieve(case.question, case.asked_on, depth))
        scores |= retrieval_scores(case, passages)
    return CaseResult(
        id=case.id,
        kind=case.kind,
        question=case.question,
        outcome=answer.outcome if answer is not None else None,
        answer=answer.answer if answer is not None else None,
        scores=scores,
        ask_seconds=ask_seconds,
        retrieve_seconds=retrieve_seconds,
        error="\n".join(error for error in (ask_error, retrieve_error) if error) or None,
    )


def _timed(call: Callable[[], _Result]) -> tuple[_Result | None, str | None, float]:
    """The result or the error's traceback, and the seconds it took."""
    started = perf_counter()
    try:
        result = call()
    except Exception:  # noqa: BLE001 - whatever breaks on one case, the others are still measured
        return None, traceback.format_exc(), perf_counter() - started
    return result, None, perf_counter() - started
