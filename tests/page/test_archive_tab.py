"""The Archive tab, as a reader's browser shows it: what is in the archive, adding to it, taking out of it."""

from __future__ import annotations

import gc
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, expect

import app
from corpus.article import Article
from corpus.dates import PartialDate
from page.archive_tab import Looked, desk_table
from page.desk import Desk
from page.markup import counted
from page.rights import read_rights
from page.settings import PageSettings, Users
from page.users import Cost, User, put_user
from qa import Assistant
from tests.browser import CHROMIUM, Visit, free_port, visit
from tests.page.conftest import ATTACKS, HOSTILE
from tests.page.test_uploads import _HOLDER, HeldEncoder, light_assistant, lines
from tests.vectorstore.test_whole import seen
from vectorstore import archive as archive_module
from vectorstore import indexing
from vectorstore.archive import Archive
from vectorstore.opening import TRUTH

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt install chromium")

FERRY = Article(
    "ferry",
    "Ferry late again",
    "The ferry to Askholm was late again on Monday.\nCaptain Ove Lund steered it.",
    "Harbour Post",
    PartialDate(2021, 4, 5),
)
BAKERY = Article(
    "bakery",
    "Bakery opens",
    "Greta Holm opened a bakery in Norrby.\nIt sells rye bread.",
    "Town Crier",
    PartialDate(2023, 6),
)


@contextmanager
def page_over(archive: Assistant | Path, settings: PageSettings | None = None) -> Iterator[str]:
    """The page over an archive whose vectors cost nothing."""
    page = app.build(archive, settings)
    try:
        yield app.launch(page, "127.0.0.1", free_port(), wait=False, settings=settings)
    finally:
        page.close()
        gc.collect()


@contextmanager
def archive_tab(browser: Browser, address: str) -> Iterator[Visit]:
    """A window at the Archive tab."""
    with visit(browser, address) as seen_:
        open_tab(seen_, "Archive")
        yield seen_


def open_tab(window: Visit, name: str) -> None:
    window.page.get_by_role("tab", name=name).click()


def fact(window: Visit, name: str) -> Locator:
    """What the tab says of the archive under one heading."""
    return window.page.locator(f"#facts dt:text-is('{name}') + dd")


def tab_to(window: Visit, place: Locator) -> None:
    """Press the tabulator until it has come to a place, at most five times."""
    for _ in range(5):
        window.page.keyboard.press("Tab")
        if place.evaluate("one => one === document.activeElement"):
            return
    expect(place).to_be_focused()


def titles(window: Visit) -> list[str]:
    return window.page.locator("#table tbody button").all_inner_texts()


def file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": text.encode()}


def choose(window: Visit, *files: FilePayload) -> None:
    window.page.locator("#files input[type=file]").set_input_files(list(files))


# what is in it


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over 60 small articles, two others, and one that means harm; no test may change it."""
    assistant = light_assistant(tmp_path_factory.mktemp("many") / "archive", HeldEncoder())
    notes = [
        Article(
            f"note-{n}", f"Note {n:02}", f"Heron number {n} was seen.", "Bird Weekly", PartialDate(2020, 1 + n % 12, 1)
        )
        for n in range(60)
    ]
    assistant.archive.index([*notes, FERRY, BAKERY, HOSTILE])
    with page_over(assistant) as at:
        yield at
    assistant.close()


def test_the_tab_says_what_is_in_the_archive_and_whether_it_is_well(many: str, browser: Browser) -> None:
    with archive_tab(browser, many) as window:
        expect(fact(window, "Articles")).to_have_text("63, in 63 passages")
        expect(fact(window, "Printed")).to_have_text("May 2019 to June 2023")
        expect(fact(window, "Publishers")).to_contain_text("Bird Weekly 60")
        expect(fact(window, "Publishers")).to_contain_text("Harbour Post 1")
        expect(fact(window, "On disk")).to_contain_text("MB")
        expect(fact(window, "Health")).to_contain_text("not checked")
        window.page.get_by_role("button", name="Check its health").click()
        well = "the articles, their passages and both indexes agree"
        expect(fact(window, "Health").get_by_role("status")).to_have_text(well)
        open_tab(window, "Ask")
        with window.page.expect_response("**/run/predict"):
            open_tab(window, "Archive")
        expect(fact(window, "Health")).to_have_text(well)
        assert window.page.get_by_role("button", name="Download feedback").count() == 0
        assert not window.errors


def test_articles_are_searched_ordered_leafed_through_and_read(many: str, browser: Browser) -> None:
    with archive_tab(browser, many) as window:
        table, words = window.page.locator("#table"), window.page.locator("#find-words")
        expect(table.locator("caption")).to_contain_text("1 to 50 of 63 articles")
        assert titles(window)[:3] == ["Bakery opens", "Ferry late again", "Note 11"]
        table.get_by_role("button", name="Next page").click()
        expect(table.locator("caption")).to_contain_text("51 to 63 of 63 articles")
        assert titles(window)[-1].startswith("Bridge <script>")
        expect(table.get_by_role("button", name="Next page")).to_be_disabled()
        table.get_by_role("button", name="Previous page").click()
        expect(table.locator("caption")).to_contain_text("1 to 50")
        for looked, found in (
            ("ferry LATE", ["Ferry late again"]),
            ("crier", ["Bakery opens"]),
            ("2021-04", ["Ferry late again"]),
            ("2020-03", ["Note 02", "Note 14", "Note 26", "Note 38", "Note 50"]),
        ):
            words.fill(looked)
            expect(table.locator("tbody button")).to_have_text(found)
            expect(table.locator("caption")).to_have_text(f"1 to {len(found)} of {counted(len(found), 'article')}")
        words.fill("<b>no</b>")
        expect(table.get_by_role("status")).to_have_text("No article has '<b>no</b>' in its title, publisher or date.")
        words.fill("")
        window.page.locator("#find-order").select_option("By title")
        expect(table.locator("tbody button").nth(2)).to_have_text("Ferry late again")
        assert titles(window)[0] == "Bakery opens"
        table.get_by_role("button", name="Ferry late again").click()
        reader = window.page.locator("#reader")
        expect(reader.get_by_role("heading", name="Ferry late again")).to_be_visible()
        expect(reader.locator(".text")).to_have_text(FERRY.text.replace("\n", ""))
        expect(reader.locator(".facts")).to_contain_text("Harbour Post · printed 5 April 2021")
        reader.get_by_role("button", name="Close").click()
        expect(reader).to_contain_text("Choose an article to read it.")
        assert not window.errors


def test_hostile_articles_stay_text(many: str, browser: Browser) -> None:
    with archive_tab(browser, many) as window:
        window.page.locator("#find-words").fill("bridge")
        row = window.page.locator("#table tbody tr")
        expect(row).to_have_count(1)
        expect(row.locator("td").nth(0)).to_have_text(f"Bridge {ATTACKS}")
        expect(row.locator("td").nth(1)).to_have_text(str(HOSTILE.publisher))
        row.get_by_role("button").click()
        reader = window.page.locator("#reader")
        expect(reader.locator("h2")).to_have_text(f"Bridge {ATTACKS}")
        expect(reader.locator(".text")).to_contain_text(f"Marta Lindqvist {ATTACKS}, a painter")
        expect(reader.locator("details.remove")).to_contain_text(ATTACKS)
        assert window.page.locator("#archive :is(a, img, script)").count() == 0
        assert window.page.evaluate("window.pwned") is None
        assert not window.errors


def test_the_page_of_a_table_whose_last_article_went_is_the_one_before(tmp_path: Path) -> None:
    assistant = light_assistant(tmp_path / "archive", HeldEncoder())
    assistant.archive.index([Article(f"note-{n}", f"Note {n}", f"Heron number {n} was seen.") for n in range(51)])
    desk, second = Desk(assistant), Looked(offset=50)
    assert "51 to 51 of 51 articles" in desk_table(desk, second)
    assistant.archive.remove(["note-7"])
    assert "1 to 50 of 50 articles" in desk_table(desk, second)
    assistant.close()


# a page of its own for each test that changes something


@dataclass(frozen=True)
class Shelf:
    """A page over an archive of two articles, and the folders in which uploads may leave something."""

    address: str
    archive: Archive
    encoder: HeldEncoder
    cache: Path
    scratch: Path

    def left(self) -> list[Path]:
        """What lies on the disk, beside the archive."""
        return [path for folder in (self.cache, self.scratch) for path in folder.rglob("*") if path != self.cache]


@contextmanager
def shelved(folder: Path, monkeypatch: pytest.MonkeyPatch, settings: PageSettings | None = None) -> Iterator[Shelf]:
    cache, scratch = folder / "cache", folder / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(cache))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setattr(indexing, "WHOLE_BATCH", 4)
    assistant = light_assistant(folder / "archive", encoder := HeldEncoder())
    assistant.archive.index([FERRY, BAKERY])
    with page_over(assistant, settings) as at:
        yield Shelf(at, assistant.archive, encoder, cache, scratch)
        encoder.free.set()
    assistant.close()


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    with shelved(tmp_path, monkeypatch) as opened:
        yield opened


def test_an_archive_that_disagrees_with_itself_is_told_as_such(shelf: Shelf, browser: Browser) -> None:
    with sqlite3.connect(shelf.archive.folder / TRUTH) as connection:
        connection.execute("DELETE FROM vectors WHERE passage = 1")
    connection.close()
    with archive_tab(browser, shelf.address) as window:
        window.page.get_by_role("button", name="Check its health").click()
        expect(fact(window, "Health").get_by_role("alert")).to_contain_text("problem")
        expect(fact(window, "Health").locator("li").first).to_contain_text("of 'ferry' has no vector")


def test_chosen_files_are_added_and_answered_from_without_reloading(shelf: Shelf, browser: Browser) -> None:
    facts = {"file": "vote.txt", "title": "Vote held", "publisher": "Isle <i>News</i>", "published": "2025-11-30"}
    with archive_tab(browser, shelf.address) as window:
        choose(
            window,
            file("vote.txt", "Signe Dahl won the vote in Askholm.\nShe had 412 votes."),
            file("metadata.jsonl", json.dumps(facts)),
            file("snow.md", "# Snow falls\n\nSnow fell in Norrby on Friday."),
            file("ferry.txt", "Another ferry sank."),
            file("picture.png", "PNG"),
            file("empty.html", ""),
            file("some.jsonl", '{"url": "https://a.example/1", "title": "One", "text": "Rain fell."}\n{"url":'),
            file("snow.txt", "More snow fell."),
        )
        told = window.page.locator("#progress .report")
        expect(told.locator("p").first).to_contain_text("3 added, 1 changed, 0 unchanged, 4 rejected")
        rejected = {
            row.locator("td").nth(0).inner_text(): row.locator("td").nth(1).inner_text()
            for row in told.locator("tbody tr").all()
        }
        assert rejected.keys() == {"picture.png", "empty.html", "some.jsonl, line 2", "snow.txt"}
        assert "unsupported ending '.png'" in rejected["picture.png"]
        assert rejected["snow.txt"] == "the id 'snow' is taken by snow.md; rename one, or remove one"
        expect(fact(window, "Articles")).to_contain_text("5, in ")
        expect(fact(window, "Publishers")).to_contain_text("Isle <i>News</i> 1")
        expect(fact(window, "Printed")).to_have_text("June 2023 to November 2025")
        assert titles(window)[0] == "Vote held"
        expect(window.page.locator("#files input[type=file]")).to_be_attached()
        assert window.page.locator("#files .file-preview").count() == 0
        assert shelf.left() == []
        open_tab(window, "Ask")
        window.ask("Who won the vote in Askholm?")
        turn = window.page.locator("#chat .turn").last
        expect(turn).to_contain_text("Signe Dahl")
        expect(turn).to_contain_text("5 of 5 articles in scope")
        assert not window.errors


_DROP = """([zone, files]) => {
    const held = new DataTransfer();
    for (const [name, words] of files) held.items.add(new File([words], name));
    for (const kind of ["dragenter", "dragover", "drop"])
        document.querySelector(zone).dispatchEvent(
            new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }));
}"""


def test_dropped_files_with_hostile_names_stay_text_and_in_their_folder(
    shelf: Shelf, browser: Browser, tmp_path: Path
) -> None:
    names = [
        "<img src=x onerror=window.pwned=1>.md",
        "${window.pwned=2}{{value}}.md",
        "../../etc/passwd.md",
        "x" * 300 + ".md",
        "tab\tline\nbell\a.md",
        "\u202egnp.exe.md",
        "<img src=x onerror=window.pwned=3>.png",
        "\u202egnp.exe",
        ".hidden.md",
        "-rf.md",
    ]
    with archive_tab(browser, shelf.address) as window:
        files = [[name, f"It rained on day {number} of the fair."] for number, name in enumerate(names)]
        window.page.evaluate(_DROP, ["#files button", files])
        told = window.page.locator("#progress .report")
        expect(told.locator("p").first).to_contain_text("7 added, 0 changed, 0 unchanged, 3 rejected")
        rejected = told.locator("tbody tr td:first-child").all_inner_texts()
        assert any(name.startswith("\u202egnp") for name in rejected)
        assert any("onerror=window.pwned=3" in name for name in rejected)
        assert ".hidden.md" in rejected
        ids = [article.id for article in shelf.archive.articles()]
        assert len(ids) == 2 + 7
        assert not [name for name in ids if any(sign in name for sign in "/\t\n\a\u202e")]
        for title in titles(window):
            window.page.locator("#table tbody").get_by_role("button", name=title, exact=True).first.click()
            expect(window.page.locator("#reader h2")).to_have_text(title)
        assert window.page.locator("#archive :is(#table, #reader, #progress) :is(a, img, script)").count() == 0
        assert window.page.evaluate("window.pwned") is None
        assert not window.errors
    assert shelf.left() == []
    assert not list(tmp_path.rglob("*passwd*"))


def test_a_cancelled_upload_leaves_nothing_and_a_second_one_waits(shelf: Shelf, browser: Browser) -> None:
    before = seen(shelf.archive)
    with archive_tab(browser, shelf.address) as window, archive_tab(browser, shelf.address) as other:
        shelf.encoder.hold()
        choose(window, file("many.jsonl", lines(12)))
        progress = window.page.locator("#progress")
        expect(progress.get_by_role("status")).to_contain_text("Indexing: 0 of 12 articles")
        expect(progress.get_by_role("progressbar")).to_be_visible()
        busy = "Nothing was added: another upload is being taken in. Try again when it has finished."
        choose(other, file("a.txt", "Snow fell."))
        expect(other.page.locator("#progress").get_by_role("alert")).to_have_text(busy)
        choose(window, file("b.txt", "Rain fell."))
        expect(window.page.locator(".toast-body")).to_contain_text(busy)
        expect(progress.get_by_role("status")).to_contain_text("Indexing: 0 of 12 articles")
        with window.page.expect_response("**/gradio_api/**"):
            progress.get_by_role("button", name="Cancel").click()
        expect(progress.get_by_role("button", name="Cancelling")).to_be_disabled()
        shelf.encoder.free.set()
        expect(progress.get_by_role("alert")).to_have_text("Cancelled: nothing was added.")
        assert seen(shelf.archive) == before
        assert shelf.left() == []
        choose(other, file("a.txt", "Snow fell."))
        expect(other.page.locator("#progress .report")).to_contain_text("1 added")
        assert not window.errors + other.errors


def test_a_window_closed_in_mid_upload_adds_nothing_and_holds_nobody_up(shelf: Shelf, browser: Browser) -> None:
    before = seen(shelf.archive)
    with archive_tab(browser, shelf.address) as other:
        with archive_tab(browser, shelf.address) as window:
            shelf.encoder.pace = 0.2  # a hundred batches take 20 s: what is gone before was not waited for
            choose(window, file("many.jsonl", lines(400)))
            expect(window.page.locator("#progress").get_by_role("status")).to_contain_text(" of 400 articles")
        began = time.monotonic()
        other.page.get_by_role("button", name="Ferry late again").click()
        expect(other.page.locator("#reader h2")).to_have_text("Ferry late again")
        while shelf.left():
            assert time.monotonic() - began < 12
            other.page.wait_for_timeout(50)
        shelf.encoder.pace = 0.0
        choose(other, file("a.txt", "Snow fell."))
        expect(other.page.locator("#progress .report")).to_contain_text("1 added")
        shelf.archive.remove(["a"])
        assert tuple(shelf.archive.articles()) == before.articles
        assert shelf.archive.extent() == before.extent


def test_while_another_process_writes_one_line_says_so(shelf: Shelf, browser: Browser) -> None:
    with (
        subprocess.Popen([sys.executable, "-c", _HOLDER, shelf.archive.folder], stdin=-1, stdout=-1) as holder,
        archive_tab(browser, shelf.address) as window,
    ):
        assert holder.stdin is not None
        assert holder.stdout is not None
        holder.stdout.readline()
        choose(window, file("a.txt", "Snow fell."))
        told = window.page.locator("#progress").get_by_role("alert")
        expect(told).to_contain_text("Nothing was added: the archive ")
        expect(told).to_contain_text(f"is being written by process {holder.pid} since")
        window.page.get_by_role("button", name="Check its health").click()
        expect(window.page.locator(".toast-body")).to_contain_text(f"is being written by process {holder.pid}")
        expect(fact(window, "Health")).to_contain_text("not checked")
        holder.stdin.close()
        assert shelf.left() == []


def test_the_first_files_make_the_archive(tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "_encoder", lambda _: HeldEncoder())
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "cache"))
    with page_over(tmp_path / "new") as at, archive_tab(browser, at) as window:
        expect(window.page.locator("#facts .problem")).to_contain_text("dateline index PATH...")
        choose(window, file("snow.md", "# Snow falls\n\nKarin Berg shovelled snow in Norrby on Friday."))
        expect(window.page.locator("#progress .report")).to_contain_text("1 added")
        expect(fact(window, "Articles")).to_have_text("1, in 1 passage")
        assert titles(window) == ["Snow falls"]
        open_tab(window, "Ask")
        window.ask("Who shovelled snow in Norrby?")
        expect(window.page.locator("#chat .turn").last).to_contain_text("Karin Berg")
        assert not window.errors


def test_an_article_is_removed_by_keyboard_alone_after_asking(shelf: Shelf, browser: Browser) -> None:
    with archive_tab(browser, shelf.address) as window:
        reader, keys = window.page.locator("#reader"), window.page.keyboard
        window.page.locator("#table").get_by_role("button", name="Bakery opens").focus()
        keys.press("Enter")
        expect(reader.locator("article")).to_be_focused()
        removal = reader.get_by_role("button", name="Remove this article")
        expect(removal).to_be_hidden()
        tab_to(window, reader.locator("summary"))
        keys.press("Enter")
        expect(removal).to_be_visible()
        expect(reader.locator("details")).to_contain_text("“Bakery opens” will no longer be found or quoted.")
        assert shelf.archive.extent().articles == 2
        tab_to(window, removal)
        keys.press("Enter")
        expect(reader).to_contain_text("Choose an article to read it.")
        expect(fact(window, "Articles")).to_have_text("1, in 1 passage")
        assert titles(window) == ["Ferry late again"]
        open_tab(window, "Ask")
        window.ask("Who opened a bakery in Norrby?")
        turn = window.page.locator("#chat .turn").last
        expect(turn).to_contain_text("1 of 1 article in scope")
        assert "Greta Holm" not in turn.inner_text()
        assert not window.errors


# rights


class Caller:
    """Somebody who calls the page's events over HTTP, past the page."""

    def __init__(self, address: str, name: str = "") -> None:
        self.address = address
        self._opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))
        if name:
            self._send("login", urlencode({"username": name, "password": PASSWORD}).encode())
        self._config = json.loads(self._send("config"))

    def _send(self, path: str, body: bytes | None = None, kind: str = "application/x-www-form-urlencoded") -> str:
        asked = Request(f"{self.address}{path}", body, {"Content-Type": kind} if body else {})
        with self._opener.open(asked, timeout=30) as told:
            return str(told.read().decode())

    def upload(self, name: str, text: str) -> str:
        """Where the server put a file."""
        part = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n{text}\r\n--x--\r\n'
        told = self._send("gradio_api/upload", part.encode(), "multipart/form-data; boundary=x")
        return str(json.loads(told)[0])

    def call(self, part: str, event: str, *data: Any, **told: str) -> str:
        """What the server says to an event of a part of the page."""
        [place] = [one["id"] for one in self._config["components"] if one["props"].get("elem_id") == part]
        [number] = [one["id"] for one in self._config["dependencies"] if [place, event] in map(list, one["targets"])]
        body = {"data": data, "event_data": told, "fn_index": number, "session_hash": "abc", "trigger_id": place}
        self._send("gradio_api/queue/join", json.dumps(body).encode(), "application/json")
        return self._send("gradio_api/queue/data?session_hash=abc")


PASSWORD = "correct horse"


def as_file(path: str) -> list[dict[str, Any]]:
    return [{"path": path, "meta": {"_type": "gradio.FileData"}}]


def test_a_page_for_asking_alone_has_no_way_to_change_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser
) -> None:
    with shelved(tmp_path, monkeypatch, PageSettings(allow=read_rights("ask"))) as shelf:
        before = seen(shelf.archive)
        with archive_tab(browser, shelf.address) as window:
            window.page.get_by_role("button", name="Ferry late again").click()
            expect(window.page.locator("#reader h2")).to_have_text("Ferry late again")
            assert window.page.locator("input[type=file]:visible, #adding:visible").count() == 0
            assert window.page.get_by_text("Remove").count() == 0
        caller = Caller(shelf.address)
        with pytest.raises(HTTPError) as refused:
            caller.upload("a.txt", "Snow fell.")
        assert refused.value.code == 403
        assert "you may not remove here" in caller.call("reader", "remove", None, article="ferry")
        planted = shelf.cache / "x" / "a.txt"
        planted.parent.mkdir(parents=True)
        planted.write_text("Snow fell.")
        assert "you may not add here" in caller.call("files", "upload", as_file(str(planted)), None, None)
        assert shelf.left() == []
        assert seen(shelf.archive) == before


def test_each_user_may_do_what_the_file_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser) -> None:
    for name, rights in (("ann", "ask"), ("bob", "ask,add,remove")):
        put_user(tmp_path / "users", User.new(name, PASSWORD, read_rights(rights), Cost(2, 8, 1)))
    with shelved(tmp_path, monkeypatch, PageSettings(users=Users(tmp_path / "users"))) as shelf:
        before = seen(shelf.archive)
        ann = Caller(shelf.address, "ann")
        assert "you may not remove here" in ann.call("reader", "remove", None, article="ferry")
        with pytest.raises(HTTPError) as turned_away:
            ann.upload("a.txt", "Snow fell.")
        assert (turned_away.value.code, shelf.left()) == (403, [])
        bob = Caller(shelf.address, "bob")
        path = bob.upload("a.txt", "Snow fell.")
        assert "you may not add here" in ann.call("files", "upload", as_file(path), None, None)
        assert seen(shelf.archive) == before
        outside = tmp_path / "mine.txt"
        outside.write_text("It is nobody's business.")
        for other in (outside, shelf.archive.folder / TRUTH, shelf.cache / ".." / "mine.txt"):
            assert "added" not in bob.call("files", "upload", as_file(str(other)), None, None)
        assert outside.exists()
        assert seen(shelf.archive) == before
        path = bob.upload("../../passwd.md", "Snow fell in Norrby.")
        assert Path(path).is_relative_to(shelf.cache)
        assert "1 added" in bob.call("files", "upload", as_file(path), None, None)
        assert "Choose an article" in bob.call("reader", "remove", None, article="ferry")
        assert [article.id for article in shelf.archive.articles()] == ["bakery", "passwd"]
        assert shelf.left() == []
        with pytest.raises(HTTPError) as refused:
            Caller(shelf.address)
        assert refused.value.code == 401
        context = browser.new_context(extra_http_headers={})
        try:
            page = context.new_page()
            for name, places in (("ann", 0), ("bob", 1)):
                context.clear_cookies()
                context.request.post(f"{shelf.address}login", form={"username": name, "password": PASSWORD})
                page.goto(shelf.address)
                page.get_by_role("tab", name="Archive").click()
                page.get_by_role("button", name="Bakery opens").click()
                expect(page.locator("#reader h2")).to_have_text("Bakery opens")
                expect(page.locator("#files:visible")).to_have_count(places)
                expect(page.get_by_text("Remove from the archive")).to_have_count(places)
        finally:
            context.close()
