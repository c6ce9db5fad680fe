from __future__ import annotations

import gzip
import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from corpus.dates import PartialDate
from corpus.reading import Rejection, read_articles
from tests.corpus.shared import ARTICLES, needs_articles

STORY = "The river rose by three metres on Tuesday and flooded the old town, the mayor said."
MORE = "About 400 people had to leave their homes, and a school gave shelter to half of them."


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def line(url: str, **others: Any) -> str:
    return json.dumps({"url": url, "title": f"Title of {url}", "text": STORY} | others)


def read_one(path: Path) -> Article:
    (found,) = read_articles([path])
    assert isinstance(found, Article), found
    return found


def rejected(path: Path) -> Rejection:
    (found,) = read_articles([path])
    assert isinstance(found, Rejection), found
    return found


def test_front_matter_states_the_facts(tmp_path: Path) -> None:
    text = (
        "---\ntitle: 1984\npublisher: The Planet\npublished: 2021-03-04\nurl: https://a.example/f\n"
        f"authors: [Jane Day, Bo Ray]\nfollows: something else\n---\n\n{STORY}\n"
    )
    article = read_one(write(tmp_path / "flood.txt", text))
    expected = Article(
        "flood",
        "1984",
        STORY,
        "The Planet",
        PartialDate(2021, 3, 4),
        "https://a.example/f",
        ("Jane Day", "Bo Ray"),
    )
    assert article == expected


@pytest.mark.parametrize(
    ("published", "date"), [("2012", PartialDate(2012)), ("2012-07", PartialDate(2012, 7)), ("", None)]
)
def test_dates_may_be_partial_or_missing(tmp_path: Path, published: str, date: PartialDate | None) -> None:
    path = write(tmp_path / "a.md", f"---\npublished: {published}\nauthor: Jane Day and Bo Ray\n---\n{STORY}")
    assert read_one(path).published == date
    assert read_one(path).authors == ("Jane Day", "Bo Ray")


def test_markdown_states_its_title_in_a_heading(tmp_path: Path) -> None:
    article = read_one(write(tmp_path / "a.md", f"# The *dam* broke\n\n{STORY}\n\n[More]({{}}): {MORE}"))
    assert article.title == "The dam broke"
    assert article.text.startswith(STORY)
    wrapped = read_one(
        write(tmp_path / "b.md", f"---\ntitle: Mine\n---\n# Other\n\n{STORY.replace(' on', chr(10) + 'on')}")
    )
    assert wrapped.title == "Mine"
    assert wrapped.text == f"Other\n{STORY}"


def test_a_text_between_dashes_is_no_front_matter(tmp_path: Path) -> None:
    article = read_one(write(tmp_path / "a.txt", f"---\n{STORY}\n---\n{MORE}"))
    assert article.text == f"{STORY}\n{MORE}"


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.txt", f"The dam broke\n\n{STORY}", "The dam broke"),
        ("b.txt", f"Share\n\nThe Planet\nThe dam broke in the night\n{STORY}", "The dam broke in the night"),
        ("c.txt", f"The dam broke at last | THE PLANET\n\n{STORY}", "The dam broke at last"),
        ("old-dam_broke.txt", STORY, "old dam broke"),
    ],
)
def test_an_article_without_title_gets_one(tmp_path: Path, name: str, text: str, title: str) -> None:
    article = read_one(write(tmp_path / name, text))
    assert article.title == title
    assert article.published is None
    assert STORY in article.text


PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>The dam broke | The Planet</title>
<meta property="og:site_name" content="The Planet"><meta name="author" content="Jane Day">
<meta property="article:published_time" content="2021-03-04T10:00:00Z"></head>
<body><nav><a href="/">Home</a><a href="/w">World</a></nav><article><h1>The dam broke</h1><p>{STORY}</p>
<p>Story continues below advertisement</p><p>{MORE}</p><script>alert(1)</script></article>
<footer>© 2021 The Planet. All rights reserved.</footer></body></html>"""


def test_a_web_page_states_facts_and_text(tmp_path: Path) -> None:
    article = read_one(write(tmp_path / "dam.html", PAGE))
    assert article.text == f"{STORY}\n{MORE}"
    assert (article.title, article.publisher) == ("The dam broke", "The Planet")
    assert article.published == PartialDate(2021, 3, 4)
    assert article.authors == ("Jane Day",)
    assert "no article" in rejected(write(tmp_path / "empty.htm", "<html></html>")).reason


@pytest.mark.parametrize("name", ["many.jsonl", "many.jsonl.gz"])
def test_lines_become_articles(tmp_path: Path, name: str) -> None:
    lines = [
        line("https://a.example/1", publish_date="2022-07-15", publisher="The Planet", authors=["Jane Day"]),
        "",
        line("https://a.example/2", title=None, publish_date=""),
    ]
    raw = "\n".join(lines).encode("utf-8-sig")
    (tmp_path / name).write_bytes(gzip.compress(raw) if name.endswith("gz") else raw)
    first, second = read_articles([tmp_path / name])
    assert isinstance(first, Article)
    assert (first.id, first.url) == ("https://a.example/1", "https://a.example/1")
    assert first.published == PartialDate(2022, 7, 15)
    assert first.authors == ("Jane Day",)
    assert isinstance(second, Article)
    assert (second.title, second.published) == ("https://a.example/2", None)


BAD_LINES = [
    ("{", "not JSON"),
    ("[1]", "list where a JSON object"),
    ("[" * 100_000, "not JSON"),
    (json.dumps({"title": "x", "text": STORY}), "url: missing"),
    (line("u", text=None), "text: a NoneType"),
    (line("u", text=" \n"), "no text"),
    (line("u", text="Share\nNo comments"), "furniture"),
    (line("u", publish_date="soon"), "publish_date: not a date: 'soon'"),
    (line("u", title=["x"]), "title: "),
    (line("u", authors=[{}]), "authors"),
    (line("taken"), "'taken' is taken by"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD_LINES)
def test_a_bad_line_is_rejected_and_the_rest_goes_on(tmp_path: Path, bad: str, reason: str) -> None:
    path = write(tmp_path / "a.jsonl", "\n".join([line("taken"), bad, line("last")]))
    first, second, third = read_articles([path])
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert isinstance(second, Rejection)
    assert (second.file, second.line) == (path, 2)
    assert reason in second.reason


def test_a_line_that_is_no_text_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(bytes(range(256)).replace(b"\n", b"") + b"\n" + line("last").encode())
    first, second = read_articles([path])
    assert isinstance(first, Rejection)
    assert isinstance(second, Article)


@pytest.mark.parametrize("damage", ["cut", "garbled", "not gzip"])
def test_a_damaged_archive_yields_what_is_whole(tmp_path: Path, damage: str) -> None:
    texts = [line(str(number), text=f"{STORY} {hash(str(number))}") for number in range(3000)]
    raw = bytearray(gzip.compress("\n".join(texts).encode()))
    if damage == "cut":
        raw = raw[: len(raw) // 2]
    elif damage == "garbled":
        raw[len(raw) // 2 : len(raw) // 2 + 40] = bytes(40)
    else:
        raw = bytearray(b"not gzip at all")
    (tmp_path / "a.jsonl.gz").write_bytes(raw)
    *before, last = read_articles([tmp_path / "a.jsonl.gz"])
    assert isinstance(last, Rejection)
    assert "damaged" in last.reason
    assert bool(before) == (damage != "not gzip")


def test_lines_are_read_as_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n".join([b"x" * 10_000] * 3_000)))
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_articles([path]))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 3_000
    assert peak < 3_000_000  # bytes; the file unpacked has ten times that


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.txt", b"", "no text"),
        ("a.txt", bytes(range(256)) * 9, "binary data"),
        ("a.md", b"---\ntitle: The dam: broken\n---\nIt did.", "not YAML"),
        ("a.md", b"---\ntitle: " + b"[" * 5_000 + b"\n---\nIt did.", "not YAML"),
        ("a.md", b"---\npublished: soon\n---\nIt did.", "published: not a date: 'soon'"),
        ("a.md", b"---\npublished: 2021-02-30\n---\nIt did.", "no such day"),
        ("a.pdf", b"%PDF", "unsupported ending '.pdf'"),
        ("a", b"text", "unsupported ending ''"),
        ("a.html", b"\x00\x01\x02", "binary data"),
    ],
)
def test_a_bad_file_is_rejected(tmp_path: Path, name: str, raw: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(raw)
    found = rejected(tmp_path / name)
    assert found.file == tmp_path / name
    assert found.line is None
    assert reason in found.reason


def test_a_missing_path_is_rejected(tmp_path: Path) -> None:
    assert "no such file" in rejected(tmp_path / "nowhere.txt").reason


def test_what_is_no_regular_file_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.jsonl")
    found = list(read_articles([tmp_path]))
    assert [isinstance(one, Rejection) and one.file.name for one in found] == ["loop.txt", "pipe.jsonl"]


def test_a_folder_is_read_whole_and_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.md", "a/3.TXT", "c.txt", ".hidden/4.txt", ".DS_Store", "b/.5.txt"):
        write(tmp_path / name, STORY)
    write(tmp_path / "b" / "x.pdf", "")
    found = list(read_articles([tmp_path, tmp_path / "c.txt"]))
    assert [one.id if isinstance(one, Article) else one.file.name for one in found] == [
        "c", "3", "1", "2", "x.pdf",
    ]  # fmt: skip


def test_two_files_of_one_stem_cannot_both_be_articles(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.md", STORY), write(tmp_path / "sub" / "a.txt", MORE)
    article, rejection = read_articles([tmp_path])
    assert isinstance(article, Article)
    assert isinstance(rejection, Rejection)
    assert rejection.file == second
    assert str(first) in rejection.reason
    assert "'a'" in rejection.reason


METADATA = [
    {"file": "a.txt", "title": "The dam", "publisher": None, "published": "2012", "note": "no day"},
    {"file": "b.txt", "title": "Not used", "publisher": "The Planet"},
    {"file": "gone.txt", "title": "x"},
    {"file": "a.txt", "published": "soon"},
    {"title": "x"},
]


def test_metadata_state_what_files_do_not(tmp_path: Path) -> None:
    write(tmp_path / "metadata.jsonl", "\n".join(map(json.dumps, METADATA)))
    write(tmp_path / "a.txt", f"The dam\n{STORY}")
    write(tmp_path / "b.txt", f"---\ntitle: Its own\n---\n{STORY}")
    found = list(read_articles([tmp_path / "a.txt", tmp_path]))
    reasons = [(one.line, one.reason.split(":")[0]) for one in found if isinstance(one, Rejection)]
    assert reasons == [(3, "file"), (4, "published"), (5, "file")]
    first, second = (one for one in found if isinstance(one, Article))
    assert (first.title, first.publisher, first.published) == ("The dam", None, PartialDate(2012))
    assert first.text == STORY
    assert (second.title, second.publisher) == ("Its own", "The Planet")


@needs_articles
def test_the_real_articles_are_read() -> None:
    found = list(read_articles([ARTICLES]))
    articles = {one.id[:3]: one for one in found if isinstance(one, Article)}
    assert len(found) == len(articles) == 4
    assert {key: str(one.published) for key, one in articles.items()} == {
        "000": "2025-12",
        "001": "2012-07-12",
        "002": "2012-07-30",
        "003": "2012",
    }
    assert articles["001"].publisher == "The Globe and Mail"
    assert articles["000"].publisher is None
