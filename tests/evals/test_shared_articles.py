"""The known-answer cases that come with the shared articles, when they stand beside the checkout."""

from pathlib import Path

import pytest

from evals.evaluate import evaluate, index_folder
from evals.report import Report

SHARED = Path(__file__).parents[3] / "shared"
CASES = SHARED / "evals" / "articles.jsonl"

pytestmark = pytest.mark.skipif(
    not (CASES.is_file() and (SHARED / "articles").is_dir()),
    reason=f"no shared articles at {SHARED}: they are publishers' text and not part of the repository",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    archive = tmp_path_factory.mktemp("shared") / "archive"
    index_folder(SHARED / "articles", archive)
    return evaluate(CASES, archive)


def test_at_least_20_of_the_24_are_right(report: Report) -> None:
    right = sum(result.scores["right"] for result in report.results)
    assert len(report.results) >= 24
    assert right >= 20, report.table()


def test_nothing_is_answered_that_the_articles_do_not_tell(report: Report) -> None:
    assert report.totals()["abstention_recall"].value == 1, report.table()


def test_every_quote_is_exact(report: Report) -> None:
    assert report.totals()["quote_validity"].value == 1
    assert [result.error for result in report.results if result.error] == []
