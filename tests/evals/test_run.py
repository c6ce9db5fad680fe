import json
from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from evals.cases import Case
from evals.judge import DEPTHS
from evals.report import SCORES, align
from evals.run import run
from qa.answer import Answer
from tests.evals.answers import ARTICLES, TODAY, answer, cut, passage
from vectorstore.retrieval import RetrievedPassage

CASES = [
    Case("a", "Who was reinstated?", TODAY, "fact", "answered", any_of=("Ann Lee",), articles=("one",)),
    Case("b", "Who broke?", TODAY, "fact", "answered", any_of=("Ann Lee",), articles=("one",)),
    Case("c", "Why?", TODAY, "unanswerable", "not_found"),
]


def ask(question: str, asked_on: date) -> Answer:
    assert asked_on == TODAY
    if "broke" in question:
        raise ZeroDivisionError("the reader fell over")
    if question == "Why?":
        return answer("The articles do not say.", outcome="not_found")
    return answer("Ann Lee", cut("Ann Lee was reinstated"))


def retrieve(question: str, asked_on: date, k: int) -> Sequence[RetrievedPassage]:
    assert k == max(DEPTHS)
    return [passage("one", "Ann Lee was reinstated")]


def test_a_crash_is_a_miss_with_its_error_kept_and_the_run_goes_on() -> None:
    report = run(CASES, ask, retrieve, article=ARTICLES.get)
    right, crashed, unanswerable = report.results
    assert (right.scores["right"], right.error) == (1, None)
    assert crashed.error is not None
    assert "ZeroDivisionError: the reader fell over" in crashed.error
    assert "test_run.py" in crashed.error
    assert crashed.scores["right"] == crashed.scores["f1"] == 0
    assert crashed.scores["answer_mrr"] == 1
    assert unanswerable.scores["right"] == 1


def test_a_retriever_that_crashes_misses_its_recall_alone() -> None:
    def broken(question: str, asked_on: date, k: int) -> Sequence[RetrievedPassage]:
        raise OSError("no index")

    [result] = run(CASES[:1], ask, broken).results
    assert result.error is not None
    assert "no index" in result.error
    assert (result.scores["right"], result.scores["answer_mrr"]) == (1, 0)


def test_totals_and_kinds_count_only_the_cases_that_have_the_score() -> None:
    report = run(CASES, ask, retrieve, article=ARTICLES.get)
    totals = report.totals()
    assert (totals["right"].value, totals["right"].cases) == ((1 + 0 + 1) / 3, 3)
    assert (totals["exact_match"].value, totals["exact_match"].cases) == ((1 + 0) / 2, 2)
    assert (totals["abstention_recall"].value, totals["abstention_recall"].cases) == (1 / 1, 1)
    assert (totals["quote_validity"].value, totals["quote_validity"].cases) == (1 / 1, 1)
    kinds = report.by_kind()
    assert list(kinds) == ["fact", "unanswerable"]
    assert kinds["fact"]["right"].value == (1 + 0) / 2
    assert "f1" not in kinds["unanswerable"]


def test_without_a_retriever_or_articles_recall_and_validity_are_unscored() -> None:
    totals = run(CASES, ask).totals()
    assert not [name for name in totals if "recall@" in name or "mrr" in name or name == "quote_validity"]
    assert run(CASES, ask).seconds().keys() == {"ask_p50", "ask_p95"}


def test_the_limit_takes_the_first_cases() -> None:
    assert [result.id for result in run(CASES, ask, limit=2).results] == ["a", "b"]


def test_json_keeps_everything_and_the_table_shows_misses() -> None:
    report = run(CASES, ask, retrieve, article=ARTICLES.get)
    stored = json.loads(json.dumps(report.to_json()))
    assert (stored["cases"], stored["errors"]) == (3, 1)
    assert stored["scores"]["f1"] == {"value": 0.5, "cases": 2}
    assert stored["kinds"]["unanswerable"]["right"]["value"] == 1
    assert stored["results"][1]["id"] == "b"
    assert "fell over" in stored["results"][1]["error"]
    assert stored["record"]["machine"]["cores"] >= 1
    assert stored["seconds"]["ask_p95"] >= stored["seconds"]["ask_p50"] >= 0
    table = report.table()
    assert "b: crashed: ZeroDivisionError: the reader fell over" in table
    assert "not right (1 of 3)" in table
    [total] = [line for line in table.splitlines() if line.startswith("total")]
    assert total.split()[:3] == ["total", "3", "66.7"]


def test_a_run_of_right_answers_lists_no_misses() -> None:
    assert "not right" not in run(CASES[:1], ask).table()


def test_columns_are_aligned() -> None:
    lines = align([["kind", "n"], ["fact", "1000"], ["x", "7"]]).splitlines()
    assert lines == ["kind     n", "----------", "fact  1000", "x        7"]


@given(
    st.lists(st.sampled_from(["answered", "disputed", "not_found", None]), max_size=6),
    st.text(max_size=20),
    st.lists(st.text(min_size=1, max_size=10), max_size=3),
    st.booleans(),
)
def test_no_score_leaves_0_and_1(outcomes: list[str | None], text: str, any_of: list[str], crash: bool) -> None:
    cases = [
        Case(str(number), text, TODAY, "k", outcome, tuple(any_of) or ("x",), articles=("one",))  # type: ignore[arg-type]
        for number, outcome in enumerate(outcomes)
    ]

    def reply(question: str, asked_on: date) -> Answer:
        if crash:
            raise ValueError(question)
        return answer(text, cut("Ann Lee"), outcome="disputed" if text else "not_found", values=tuple(any_of))

    report = run(cases, reply, retrieve, article=ARTICLES.get)
    for mean in report.totals().values():
        assert 0 <= mean.value <= 1
    assert report.totals().keys() <= SCORES.keys()
    assert report.table()
