"""A quote's proof: where it stands in its article, who says it, and how it is taken along."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from corpus.article import Article
from qa.verify import verify
from tests.browser import CHROMIUM, Visit, visit
from tests.page.conftest import REPEATED, answer_api, served
from vectorstore.archive import Archive

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt install chromium")

GHAZALI = "Did Rustom Ghazali defect?"
KEY_WORDS = "Syria embassy ambassador"
_MARKS = """() => {
    const found = [];
    let at = 0;  // counted as Python counts, in code points
    for (const paragraph of document.querySelectorAll("#article .text p")) {
        for (const node of paragraph.childNodes) {
            const length = [...node.textContent].length;
            if (node.nodeName === "MARK") found.push([node.className, at, at + length]);
            at += length;
        }
        at += 1;
    }
    return found;
}"""


def _marks(page: Page) -> list[tuple[str, int, int]]:
    """What is marked in the open article: how, and from where to where of its text."""
    return [(kind, start, end) for kind, start, end in page.evaluate(_MARKS)]


def _stands_open(page: Page, quotes: Sequence[dict[str, Any]], which: int) -> None:
    """The article of a quote is open with that quote marked at its place, and the others of its article lightly."""
    page.locator(f"#article article[data-turn='0'][data-quote='{which}']").wait_for()
    quote = quotes[which]
    page.locator("#article h2").filter(has_text=quote["title"]).wait_for()
    assert page.locator("#article mark.here").inner_text() == quote["text"]
    same = sorted((one["start"], one["end"]) for one in quotes if one["article"] == quote["article"])
    here = (quote["start"], quote["end"])
    assert _marks(page) == [("here" if place == here else "also", *place) for place in same]
    open_ones = page.locator("#chat .quote[data-open]")
    assert open_ones.count() == 1
    assert open_ones.locator(".words").inner_text() == quote["text"]


def test_a_quote_tells_who_says_it_how_where_and_when_it_was_printed_and_when_it_happened(
    address: str, browser: Browser
) -> None:
    with visit(browser, address) as seen:
        seen.ask(GHAZALI)
        cards = seen.page.locator("#turn-0 .card")
        assert cards.locator(".stance").all_inner_texts() == [
            "denied, a man",
            "claimed, a senior source in the Free Syrian Army",
        ]
        title = "Rival accounts of whether Syrian intelligence general has defected"
        assert cards.locator(".source").all_inner_texts() == [f"{title} · Dateline samples · printed 2012"] * 2
        seen.ask("When did Nawaf al-Fares defect?")
        assert seen.page.locator("#turn-1 .stance").count() == 0, "the paper's own words"
        assert seen.page.locator("#turn-1 .source").inner_text() == (
            "Syrian ambassador in Baghdad joins the revolt · Dateline samples · printed 12 July 2012"
            " · tells of 11 July 2012"
        )


def test_the_second_quote_is_marked_and_the_first_lightly(address: str, browser: Browser) -> None:
    quotes = answer_api(address, GHAZALI)["quotes"]
    assert len({quote["article"] for quote in quotes}) == 1
    with visit(browser, address) as seen:
        seen.ask(GHAZALI)
        for which in (1, 0):
            seen.page.locator(f"#chat .quote[data-quote='{which}']").click()
            _stands_open(seen.page, quotes, which)
            box = seen.page.locator("#article mark.here").bounding_box()
            assert box is not None
            assert 0 <= box["y"] < 844 - box["height"]


def test_words_that_an_article_repeats_are_marked_where_they_were_quoted(address: str, browser: Browser) -> None:
    question = "What did the painters come back to?"
    quotes = answer_api(address, question)["quotes"]
    assert [quote["text"] for quote in quotes] == [REPEATED, REPEATED]
    assert quotes[0]["start"] != quotes[1]["start"]
    with visit(browser, address) as seen:
        seen.ask(question)
        for which in (1, 0):
            seen.page.locator(f"#chat .quote[data-quote='{which}']").click()
            seen.page.locator(f"#article article[data-quote='{which}']").wait_for()
            quote, other = quotes[which], quotes[1 - which]
            assert sorted(_marks(seen.page)) == [
                ("also", other["start"], other["end"]),
                ("here", quote["start"], quote["end"]),
            ]


def test_quotes_are_stepped_through_by_button_and_by_key_across_articles(address: str, browser: Browser) -> None:
    quotes = answer_api(address, KEY_WORDS)["quotes"]
    last = len(quotes) - 1
    assert len({quote["article"] for quote in quotes}) == 3
    with visit(browser, address) as seen:
        seen.ask(KEY_WORDS)
        seen.page.locator("#chat .quote[data-quote='0']").click()
        _stands_open(seen.page, quotes, 0)
        previous, following = (seen.page.get_by_role("button", name=f"{way} quote") for way in ("Previous", "Next"))
        assert previous.is_disabled()
        for which in range(1, last + 1):
            if which % 2:
                following.click()
            else:
                seen.page.keyboard.press("ArrowRight")
            _stands_open(seen.page, quotes, which)
        assert following.is_disabled()
        seen.page.keyboard.press("ArrowRight")  # there is none after it
        seen.page.keyboard.press("ArrowLeft")
        _stands_open(seen.page, quotes, last - 1)
        previous.click()
        _stands_open(seen.page, quotes, last - 2)

        seen.page.keyboard.press("Escape")
        seen.page.locator("#article .nothing-open").wait_for()
        focused = seen.page.locator("#turn-0 .quote:focus")
        assert focused.get_attribute("data-quote") == str(last - 2), "the keyboard goes on where it was"
        seen.page.keyboard.press("Enter")
        _stands_open(seen.page, quotes, last - 2)
        assert not seen.errors


def test_arrow_keys_in_the_question_box_are_the_boxs_own(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.ask(GHAZALI)
        seen.open_quote()
        seen.page.fill("#box textarea", "Who?")
        for key in ("ArrowLeft", "ArrowRight", "Escape", "ArrowLeft"):
            seen.page.press("#box textarea", key)
        seen.page.keyboard.type("m")
        assert seen.page.input_value("#box textarea") == "Whom?"
        assert seen.page.locator("#article article[data-quote='0'] mark.here").is_visible()


def test_a_near_miss_gets_the_keyboard_back_too(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.ask("How many children does Nawaf Fares have?")
        seen.page.locator("#chat .miss .quote").click()
        seen.page.locator("#article .near mark.here").wait_for()
        seen.page.keyboard.press("Escape")
        seen.page.locator("#article .nothing-open").wait_for()
        assert seen.page.locator("#turn-0 .miss .quote:focus").count() == 1


def _copied(seen: Visit, title: str) -> str:
    button = seen.page.locator("#turn-0 .card").first.get_by_title(title)
    button.click()
    button.filter(has_text="Copied").wait_for()
    return str(seen.page.evaluate("navigator.clipboard.readText()"))


def test_a_quote_is_copied_as_text_as_markdown_and_as_a_citation(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        seen.ask("How many officers crossed into Turkey?")
        words = (
            "Another 12 officers, the deputy police chief of Latakia among them, "
            "were reported to have crossed into Turkey."
        )
        title = "Syria's top diplomat in London quits"
        assert _copied(seen, "Copy as plain text") == f"“{words}”\n{title}, Dateline samples, 30 July 2012"
        assert _copied(seen, "Copy as Markdown") == f"> {words}\n\n— {title}, Dateline samples, 30 July 2012"
        citation = _copied(seen, "Copy as a citation")
        assert citation.startswith(f"“{title}.” Dateline samples, 30 July 2012. (characters 1768–1878 of article ")
        assert '"london-envoy-resigns", sha256 ' in citation
        assert "\n" not in citation


def _downloaded(seen: Visit, form: str) -> tuple[str, str]:
    with seen.page.expect_download() as begun:
        seen.page.locator("#turn-0").get_by_role("button", name=form, exact=True).last.click()
    return begun.value.suggested_filename, Path(begun.value.path()).read_text(encoding="utf-8")


def test_an_answer_is_exported_and_its_quotes_stand_the_check(
    address: str, browser: Browser, page_archive: Path
) -> None:
    with visit(browser, address) as seen, Archive.open(page_archive) as archive:
        seen.ask(KEY_WORDS)
        name, words = _downloaded(seen, "JSON")
        assert name == "syria-embassy-ambassador.json"
        answer = json.loads(words)
        assert answer["question"] == KEY_WORDS
        verdicts = verify(answer, archive.article, list)
        assert [verdict.kind for verdict in verdicts] == ["exact"] * len(answer["quotes"])
        assert len(verdicts) == seen.page.locator("#turn-0 .card").count()

        name, words = _downloaded(seen, "Markdown")
        assert name == "syria-embassy-ambassador.md"
        assert words.startswith(f"# {KEY_WORDS}\n\nAnswered: **{answer['answer']}**\n")
        for number, quote in enumerate(answer["quotes"], start=1):
            assert f"**[{number}]**\n\n> {quote['text']}\n" in words

        with seen.page.context.expect_page() as opened:
            seen.page.get_by_role("button", name="Printable page").click()
        printable = opened.value
        printable.locator("h1").wait_for()
        assert printable.locator("h1").inner_text() == KEY_WORDS
        assert printable.locator("blockquote").all_inner_texts() == [quote["text"] for quote in answer["quotes"]]
        assert printable.locator("script").count() == 0
        assert seen.page.locator("#turn-0").is_visible(), "the page itself stays"
        assert not seen.errors


def test_hostile_text_stays_text_in_what_is_taken_along(address: str, browser: Browser) -> None:
    with visit(browser, address) as seen:
        seen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        seen.ask("Who painted the Harbour Bridge?")
        assert "<script>window.pwned=1</script>" in _copied(seen, "Copy as plain text")
        with seen.page.context.expect_page() as opened:
            seen.page.get_by_role("button", name="Printable page").click()
        printable = opened.value
        printable.locator("blockquote").wait_for()
        assert "<script>window.pwned=1</script>" in printable.locator("blockquote").inner_text()
        assert printable.locator("script, img, a").count() == 0
        assert printable.evaluate("window.pwned") is None
        assert seen.page.evaluate("window.pwned") is None


def test_an_article_changed_or_removed_since_is_not_marked(own_archive: Path, browser: Browser) -> None:
    with served(own_archive) as address, visit(browser, address) as seen:
        seen.ask(GHAZALI)
        with Archive.open(own_archive) as archive:
            old = archive.article("ghazali-defection-disputed")
            archive.index([Article(old.id, old.title, "New first words. " + old.text, old.publisher, old.published)])
        seen.page.locator("#chat .quote").first.click()
        seen.page.locator("#article .stale").filter(has_text="changed after the answer was given").wait_for()
        assert seen.page.locator("#article mark").count() == 0
        with Archive.open(own_archive) as archive:
            archive.remove([old.id])
        seen.page.locator("#chat .quote").last.click()
        seen.page.locator("#article .stale").filter(has_text="was removed from the archive").wait_for()
        assert seen.page.locator("#article mark, #article .text").count() == 0
