"""One page for all tests of it, over an archive of the sample corpus and an article that means harm."""

from __future__ import annotations

import gc
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser

import app
from corpus.article import Article
from corpus.dates import PartialDate
from corpus.reading import read_articles
from page.settings import PageSettings
from tests.browser import chromium, free_port
from vectorstore.archive import Archive
from vectorstore.settings import ArchiveSettings

SAMPLES = Path(__file__).parents[2] / "corpus" / "articles"
REPEATED = "The painters came back to the Harbour Bridge every spring, and nobody paid them for it."
ATTACKS = "<script>window.pwned=1</script><img src=x onerror='window.pwned=2'>${window.pwned=3}{{value}}"
HOSTILE = Article(
    id="<img src=x onerror=window.pwned=4>",
    title=f"Bridge {ATTACKS}",
    text=(
        f"{REPEATED}\nThe Harbour Bridge was painted by Marta Lindqvist {ATTACKS}, a painter.\n"
        f"{REPEATED}\n"
        "Nothing else was said about it."
    ),
    publisher="\"><img src=x onerror='window.pwned=5'>",
    published=PartialDate(2019, 5),
    url="javascript:window.pwned=6",
    authors=("<b>Nobody</b>",),
)


@pytest.fixture(scope="session")
def page_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that no test may change."""
    folder = tmp_path_factory.mktemp("page") / "archive"
    with Archive.open(folder, create=ArchiveSettings()) as opened:
        opened.index([*read_articles([SAMPLES]), HOSTILE])
    return folder


@pytest.fixture
def own_archive(page_archive: Path, tmp_path: Path) -> Path:
    """A copy of it for one test to change."""
    return Path(shutil.copytree(page_archive, tmp_path / "own"))


@contextmanager
def served(archive: Path, settings: PageSettings | None = None) -> Iterator[str]:
    """The page over an archive, at an address of its own."""
    page = app.build(archive, settings)
    try:
        yield app.launch(page, "127.0.0.1", free_port(), wait=False, settings=settings)
    finally:
        page.close()
        gc.collect()  # what Gradio left open is warned of here, not in another module's tests


@pytest.fixture(scope="session")
def address(page_archive: Path) -> Iterator[str]:
    """The page over the archive that no test may change."""
    with served(page_archive) as at:
        yield at


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with chromium() as opened:
        yield opened


def ask_api(address: str, question: str, asked_on: str = "2026-01-01") -> str:
    """What the endpoint sends for a question: lines of server-sent events."""
    body = json.dumps({"data": [question, asked_on]}).encode()
    asking = Request(f"{address}gradio_api/call/ask", body, {"Content-Type": "application/json"})
    with urlopen(asking, timeout=30) as told:
        event = json.load(told)["event_id"]
    with urlopen(f"{address}gradio_api/call/ask/{event}", timeout=30) as stream:
        return str(stream.read().decode())


def answer_api(address: str, question: str) -> dict[str, Any]:
    """The answer that the endpoint gives to a question."""
    lines = ask_api(address, question).splitlines()
    told = json.loads(next(line for line in lines if line.startswith("data: ")).removeprefix("data: "))
    return dict(told[0])
