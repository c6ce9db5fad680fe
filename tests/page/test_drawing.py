"""Answers and articles as HTML."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.dates import PartialDate
from page.answers import draw_conversation
from page.articles import draw_article, marked
from page.conversation import Conversation, Turn
from page.markup import link, safe, spoken, spoken_within
from qa.answer import Answer, AnswerScope, Finding, Outcome, Quote, Receipt, Stance

TWICE = Article("twice", "Twice", "He left.\nShe stayed.\nHe left.", "The Gazette", PartialDate(2012, 7, 12))


class _Reader(HTMLParser):
    """The text of the article's paragraphs, and which of it is marked how."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.spans, self._inside, self._opened = "", [], False, ("", 0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "p" and "class" not in given:
            self._inside = True
        if tag == "mark":
            self._opened = given["class"] or "", len(self.text)

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.spans.append((*self._opened, len(self.text)))
        if tag == "p" and self._inside:
            self.text, self._inside = self.text + "\n", False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.text += data


def _quote(article: Article, start: int, end: int) -> Quote:
    return Quote.cut(article, start, end, article.text[start:end])


def _answer(outcome: Outcome, findings: tuple[Finding, ...], quotes: tuple[Quote, ...]) -> Answer:
    scope = AnswerScope(None, None, "either", (), ("Ghazali",), "the whole archive")
    receipt = Receipt(4, 4, 1, 13, ("Ghazali",), None)
    return Answer("Did he?", date(2026, 1, 1), outcome, "x or y", findings, quotes, scope, receipt, 0.8, {"total": 0.1})


def _finding(value: str, stance: Stance, speaker: str, quote: int) -> Finding:
    return Finding(value, stance, speaker, "2012-07", 1.0, (quote,))


def test_text_that_is_printed_twice_is_marked_where_it_was_quoted() -> None:
    first, second = _quote(TWICE, 0, 8), _quote(TWICE, 21, 29)
    for chosen, other in ((first, second), (second, first)):
        reader = _Reader()
        reader.feed(draw_article(TWICE, (chosen, other), 0, 0))
        assert ("here", chosen.start, chosen.end) in reader.spans
        assert ("also", other.start, other.end) in reader.spans
        assert len(reader.spans) == 2


def test_an_article_that_was_changed_since_is_not_marked() -> None:
    quote = _quote(TWICE, 0, 8)
    changed = Article("twice", "Twice", "She left.\nHe left.")
    drawn = draw_article(changed, (quote,), 0, 0)
    assert "<mark" not in drawn
    assert "changed after the answer" in drawn


_SPANS = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda span: (span[0], span[0] + span[1]))


@given(
    text=st.text(alphabet=st.sampled_from("ab <>&\"'\n$é😀"), min_size=52, max_size=60),
    here=_SPANS,
    others=st.lists(_SPANS, max_size=4),
)
def test_the_article_shows_its_text_and_marks_just_the_quote(
    text: str, here: tuple[int, int], others: list[tuple[int, int]]
) -> None:
    article = Article("a", "A", text)
    quotes = [_quote(article, *span) for span in (here, *others)]
    reader = _Reader()
    reader.feed(draw_article(article, quotes, 0, 0))
    assert reader.text == text + "\n"
    shown = {place for kind, start, end in reader.spans if kind == "here" for place in range(start, end)}
    assert shown == {place for place in range(*here) if text[place] != "\n"}
    lightly = {place for kind, start, end in reader.spans if kind == "also" for place in range(start, end)}
    wanted = {place for span in others for place in range(*span)} - set(range(*here))
    assert lightly == {place for place in wanted if text[place] != "\n"}


def test_runs_cover_everything_once() -> None:
    assert list(marked(9, (2, 5), [(4, 7)])) == [(0, 2, ""), (2, 5, "here"), (5, 7, "also"), (7, 9, "")]
    assert list(marked(4, (0, 0), [])) == [(0, 4, "")]


def test_both_sides_of_a_dispute_are_shown_alike() -> None:
    quotes = (_quote(TWICE, 0, 8), _quote(TWICE, 9, 20))
    findings = (_finding("no", "denied", "A man", 0), _finding("yes", "claimed", "A source", 1))
    turn = Turn("Did he?", answer=_answer("disputed", findings, quotes))
    drawn = draw_conversation(Conversation([turn]), "")
    assert drawn.count('<p class="value">') == 2
    assert "Denied by a man" in drawn
    assert "Claimed by a source" in drawn
    assert "the articles disagree" in drawn
    assert "80 %" not in drawn


def test_an_answer_tells_who_says_it_when_it_was_and_where_it_was_printed() -> None:
    quotes = (_quote(TWICE, 0, 8),)
    turn = Turn("Did he?", answer=_answer("answered", (_finding("he", "asserted", "The Gazette", 0),), quotes))
    drawn = draw_conversation(Conversation([turn]), "")
    for words in (
        "Said by The Gazette · event dated July 2012",
        "12 July 2012",
        "fairly sure, 80 %",
        "names read: Ghazali",
    ):
        assert words in drawn
    assert "4 of 4 articles in scope (1 of them without a date), 13 passages read in 0.1 s" in drawn


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2012-07-12", "12 July 2012"),
        ("2025-12", "December 2025"),
        ("2012", "2012"),
        ("2011/2012-03", "2011 to March 2012"),
        ("/2012", "up to 2012"),
        ("2012/", "from 2012 on"),
        ("last week", "last week"),
        ("2012-13", "2012-13"),
        ("", ""),
    ],
)
def test_dates_are_spoken(iso: str, words: str) -> None:
    assert spoken(iso) == words


def test_dates_within_a_sentence_are_spoken() -> None:
    assert spoken_within("printed 2025-12, outside 2012-07-01 to 2012-07-09") == (
        "printed December 2025, outside 1 July 2012 to 9 July 2012"
    )
    assert spoken_within("its passage says nothing of '2021-99'") == "its passage says nothing of '2021-99'"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JavaScript://x.org/%0aalert(1)",
        "data:text/html,x",
        "//x.org",
        "http:///x",
        "http://[x",
        "ftp://x.org",
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert link(url, "original") == ""


def test_a_link_cannot_leave_its_attribute() -> None:
    drawn = link('https://x.org/"onclick="alert(1)', "<b>")
    assert '"onclick' not in drawn
    assert "<b>" not in drawn


@given(st.text())
def test_no_text_opens_a_tag_or_ends_an_attribute(text: str) -> None:
    assert not set(safe(text)) & set("<>\"'")
