"""Folders of articles go in, the site's own lines stay out, and doing it again changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.vectorstore.samples import HashingEncoder
from vectorstore.archive import Archive
from vectorstore.files import index_paths
from vectorstore.indexing import Progress

APPEAL = "Subscribe to our newsletter for more of the day's stories from us."
_TITLES = [
    "Bridge closed",
    "Heron counted",
    "Bakery opened",
    "Mayor resigned",
    "Ferry late",
    "Snow fell",
    "Vote held",
]
SHARED = Path(__file__).parents[3] / "shared"


def _line(number: int, title: str, story: str) -> str:
    return json.dumps(
        {
            "url": f"https://gazette.example/{number}",
            "title": title,
            "text": f"{story}\nNobody in the town of Upper Lower had expected it on day {number}.\n{APPEAL}",
            "publish_date": "2025-06-01",
            "publisher": "gazette.example",
        }
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = tmp_path / "files"
    files.mkdir()
    lines = [_line(n, title, f"{title} in the town, it was said, {n} times.") for n, title in enumerate(_TITLES)]
    (files / "lines.jsonl").write_text("\n".join([*lines, "{not json"]) + "\n")
    return files


def test_a_folder_is_cleaned_and_indexed_once(archive: Archive, encoder: HashingEncoder, folder: Path) -> None:
    read: list[int] = []
    seen: list[Progress] = []
    report = index_paths(archive, [folder], seen.append, read.append)
    assert (report.added, len(report.rejected)) == (len(_TITLES), 1)
    assert (report.rejected[0].file.name, report.rejected[0].line) == ("lines.jsonl", len(_TITLES) + 1)
    assert read[-1] == seen[-1].articles == seen[-1].articles_total == len(_TITLES) + 1
    assert all(APPEAL not in one.text and one.text.endswith(".") for one in archive.articles())
    encoder.texts.clear()
    before = archive.info()
    assert index_paths(archive, [folder]).unchanged == len(_TITLES)
    assert (encoder.texts, archive.info()) == ([], before)


def test_what_was_learnt_cleans_a_file_that_comes_alone(archive: Archive, folder: Path) -> None:
    index_paths(archive, [folder])
    (folder / "lines.jsonl").write_text(_line(99, "Regatta held", "A regatta was held in the town today, it was said."))
    assert index_paths(archive, [folder]).added == 1
    assert APPEAL not in archive.article("https://gazette.example/99").text
    assert archive.info().articles == len(_TITLES) + 1


def test_an_article_of_nothing_but_site_lines_is_rejected(archive: Archive, folder: Path) -> None:
    index_paths(archive, [folder])
    bare = {
        "url": "https://gazette.example/bare",
        "text": APPEAL,
        "title": "Bare",
        "publisher": "gazette.example",
    }
    (folder / "lines.jsonl").write_text(json.dumps(bare))
    report = index_paths(archive, [folder])
    assert report.added == 0
    assert "no text in it but" in report.rejected[0].reason


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared articles, a folder beside the checkout")
def test_the_shared_articles_twice(archive: Archive, encoder: HashingEncoder) -> None:
    report = index_paths(archive, [SHARED / "articles"])
    assert (report.added, report.rejected) == (4, ())
    passages = archive.passages(range(1, report.passages + 1))
    assert len(passages) == report.passages
    for one in passages:
        assert archive.article(one.passage.article_id).text[one.passage.start : one.passage.end] == one.text
    encoder.texts.clear()
    assert index_paths(archive, [SHARED / "articles"]).unchanged == 4
    assert encoder.texts == []
    assert archive.check().problems == ()
