import json
from pathlib import Path

import pytest

from evals import floors
from evals.errors import EvalError
from evals.evaluate import evaluate, index_folder

ARTICLES = {
    "harbour.md": (
        "---\ntitle: Harbour reopens\npublished: 2024-03-05\npublisher: Coast News\n---\n"
        "The harbour of Lindau reopened on March 4 after two years of work. "
        "The mayor, Ida Brandt, said that 37 boats came in on the first morning.\n\n"
        "The work cost 12 million euros, the town said."
    ),
    "bakery.md": (
        "---\ntitle: A bakery closes\npublished: 2024-05-20\n---\n"
        "The bakery of Karl Winter closed on Friday after 80 years. Nobody wanted to take it over, he said."
    ),
}
CASES = [
    {
        "id": "mayor",
        "kind": "fact",
        "asked_on": "2024-06-01",
        "question": "Who is the mayor of Lindau?",
        "outcome": "answered",
        "any_of": ["Ida Brandt"],
        "quote_contains": ["The mayor, Ida Brandt"],
        "articles": ["harbour"],
    },
    {"id": "short", "asked_on": "2024-06-01", "question": "How many boats came in?", "answers": ["37"]},
    {
        "id": "absent",
        "kind": "unanswerable",
        "asked_on": "2024-06-01",
        "question": "Who won the chess championship in Oslo?",
        "outcome": "not_found",
    },
]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles, cases and an archive of the articles."""
    root = tmp_path_factory.mktemp("evaluate")
    (root / "articles").mkdir()
    for name, text in ARTICLES.items():
        (root / "articles" / name).write_text(text)
    (root / "cases.jsonl").write_text("".join(json.dumps(case) + "\n" for case in CASES))
    index_folder(root / "articles", root / "archive")
    return root


def test_cases_are_asked_of_an_archive_and_the_report_is_kept(inputs: Path) -> None:
    report = evaluate(inputs / "cases.jsonl", inputs / "archive", inputs / "report.json")
    assert [result.error for result in report.results] == [None] * 3
    totals = report.totals()
    assert totals["quote_validity"].value == 1
    assert totals["article_recall@1"].value == 1
    assert totals["answer_recall@5"].cases == 2
    assert totals["abstention_recall"].value == 1
    assert totals["right"].value >= 2 / 3
    stored = json.loads((inputs / "report.json").read_text())
    assert stored["scores"]["right"]["value"] == totals["right"].value
    assert stored["record"]["settings"]["archive"]["passage_size"] > 0
    assert len(stored["record"]["corpus_digest"]) == 64


def test_the_limit_takes_the_first_cases(inputs: Path) -> None:
    report = evaluate(inputs / "cases.jsonl", inputs / "archive", limit=1)
    assert [result.id for result in report.results] == ["mayor"]


def test_a_report_that_has_no_place_is_refused_before_the_work(inputs: Path) -> None:
    with pytest.raises(EvalError, match="make it first"):
        evaluate(inputs / "none.jsonl", inputs / "archive", inputs / "missing" / "report.json")


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    with pytest.raises(EvalError, match="no articles"):
        index_folder(tmp_path / "articles", tmp_path / "archive")


def test_floors_are_pinned_hold_and_fail_when_raised(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = floors.Suite(inputs / "articles", inputs / "cases.jsonl", tmp_path / "floors.json")
    monkeypatch.setattr(floors, "SUITES", [suite])
    assert floors.main([]) == 1
    assert "no floors" in capsys.readouterr().err
    assert floors.main(["--pin"]) == 0
    assert floors.main([]) == 0
    capsys.readouterr()
    kept = floors.load_floors(tmp_path / "floors.json")
    raised = floors.Floors(kept.corpus, "0" * 64, {**kept.scores, "outcome": 1.1})
    floors.save_floors(tmp_path / "floors.json", raised)
    assert floors.main([]) == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("evals.floors: ")]
    assert [line.split()[2] for line in lines] == ["questions:", "outcome"]
