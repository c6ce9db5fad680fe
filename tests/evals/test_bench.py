import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from evals.bench import main
from evals.bench_sides import DEPTH, Found, SideResult, find
from evals.bench_sides import main as measure_side
from evals.bench_table import mean_reciprocal_rank, page, recall_at, recall_in_words, word_budget
from evals.record import record_run

FOUND = (Found(1, 30), Found(3, 400), Found(12, 1800), Found(None, None))


def result(side: str, **changed: object) -> SideResult:
    facts: dict[str, object] = {
        "settings": "150 words",
        "passages": 1000,
        "words": 150.0,
        "embedded_words": 140.0,
        "load_seconds": 1.0,
        "index_seconds": 10.0,
        "index_mb": 400.0,
        "peak_mb": 500.0,
        "retrieve_seconds": (0.01, 0.02, 0.03),
        "found": FOUND,
        "found_undated": FOUND[1:],
    }
    return SideResult(side=side, **{**facts, **changed})  # type: ignore[arg-type]


def test_recall_by_rank_and_by_words_and_mrr() -> None:
    assert [recall_at(FOUND, k) for k in (1, 5, 10, 20)] == [1 / 4, 2 / 4, 2 / 4, 3 / 4]
    assert [recall_in_words(FOUND, words) for words in (29, 30, 1800)] == [0, 1 / 4, 3 / 4]
    assert mean_reciprocal_rank(FOUND) == (1 / 1 + 1 / 3 + 1 / 12 + 0) / 4
    assert word_budget(result("ours", words=157.0)) == 1600


def test_find_counts_the_words_read_until_the_answer() -> None:
    texts = ["Four words, no answer.", "It was the “Squid Game” show."]
    # 4 words of the first passage, then It, was, the, “Squid, Game”
    assert find(texts, ["Squid Game"]) == Found(2, 4 + 5)
    assert find(texts, ["show", "Squid Game"]) == Found(2, 4 + 5)
    assert find(texts, ["Tony Awards"]) == Found(None, None)


def test_a_result_survives_json() -> None:
    ours = result("ours")
    assert TypeAdapter(SideResult).validate_json(json.dumps(asdict(ours))) == ours


def test_the_page_compares_like_with_like() -> None:
    sides = [
        result("ours"),
        result("plain", passages=300, words=600.0, peak_mb=900.0, found=(Found(4, 900), *FOUND[1:])),
        result("plain, equal length", index_seconds=30.0, passages=900, found=(Found(None, None),) * 4),
    ]
    text = page(sides, record_run({}, "q" * 64, "a" * 64), "9 articles.", "python -m evals.bench --articles 9")
    # ours 1000 / 10 s = 100/s; equal length 900 / 30 s = 30/s
    assert "3.33 times the plain way's pace" in text
    assert "500 MB against 900 MB" in text
    assert "| passages a second | 100.0 | 30.0 | 30.0 |" in text
    assert "| recall@10 | 50.0 % | 50.0 % | 0.0 % |" in text
    assert "| recall@10, the day of asking not told | 33.3 % | 33.3 % | 33.3 % |" in text
    assert "| recall in the first 1,500 words | 50.0 % | 50.0 % | 0.0 % |" in text
    assert "| retrieval p50, ms | 20.0 | 20.0 | 20.0 |" in text
    assert "not comparable" in text
    assert "`python -m evals.bench --articles 9`" in text
    assert f"{record_run().machine}" in text
    assert all(len(line) <= 110 for line in text.splitlines() if not line.startswith(("|", "- ")))


def test_missing_inputs_are_explained_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "questions.jsonl" in line
    assert "give a folder" in line


ARTICLES = [
    {
        "url": "u/1",
        "title": "Ann returns",
        "text": "Ann Lee was reinstated on Monday. " * 60,
        "publish_date": "2022-06-01",
    },
    {
        "url": "u/2",
        "title": "Dams",
        "text": "The dam at Kariba is full again. " * 60,
        "publish_date": "2022-06-01",
        "publisher": "P",
    },
]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(article) + "\n" for article in ARTICLES))
    return path


def test_the_plain_side_indexes_and_retrieves(articles: Path, tmp_path: Path) -> None:
    from evals.bench_plain import PlainLlamaIndex
    from vectorstore.encoder import DEFAULT_MODEL, model_folder

    model = model_folder(DEFAULT_MODEL)
    assert model is not None
    side = PlainLlamaIndex(model, articles, tmp_path, DEPTH, words=60)
    side.index()
    texts = list(side.passages())
    assert sum(len(text.split()) for text in texts) == 60 * 6 + 60 * 7  # no overlap, nothing lost
    assert 45 <= sum(len(text.split()) for text in texts) / len(texts) <= 75
    best = side.retrieve("Who was reinstated?", date(2022, 6, 2))
    assert len(best) == len(texts)
    assert best[0].startswith("Ann Lee")


def test_our_side_is_measured_and_its_figures_are_written(articles: Path, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    case = {
        "id": "q",
        "asked_on": "2022-06-02",
        "question": "Who was reinstated on Monday?",
        "answers": ["Ann Lee"],
    }
    questions.write_text(json.dumps(case))
    options = ["--articles", articles, "--questions", questions, "--result", tmp_path / "result.json"]
    measure_side(["ours", *map(str, options)])
    ours = TypeAdapter(SideResult).validate_json((tmp_path / "result.json").read_bytes())
    assert ours.found == ours.found_undated == (Found(1, 2),)
    assert ours.passages >= 4
    assert ours.passages * ours.words == pytest.approx(60 * 6 + 60 * 7)
    assert 0 < ours.embedded_words <= ours.words
    assert ours.peak_mb >= ours.index_mb > 50
    assert len(ours.retrieve_seconds) == 1
