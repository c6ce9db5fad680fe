"""Articles as HTML: what is marked in them, and where."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.dates import PartialDate
from page.articles import draw_near, draw_plain, draw_quoted, marked
from qa.answer import NearestMiss, Quote

TWICE = Article("twice", "Twice", "He left.\nShe stayed.\nHe left.", "The Gazette", PartialDate(2012, 7, 12))


class _Reader(HTMLParser):
    """The text of the article's paragraphs, and which of it is marked how."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self._inside, self._opened = "", False, ("", 0)
        self.spans: list[tuple[str, int, int]] = []

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


def _read(drawn: str) -> _Reader:
    reader = _Reader()
    reader.feed(drawn)
    return reader


def _quote(article: Article, start: int, end: int) -> Quote:
    return Quote.cut(article, start, end, article.text[start:end])


def test_text_that_is_printed_twice_is_marked_where_it_was_quoted() -> None:
    quotes = _quote(TWICE, 0, 8), _quote(TWICE, 21, 29)
    for chosen, other in ((0, 1), (1, 0)):
        spans = _read(draw_quoted(TWICE, quotes, chosen, 0)).spans
        assert sorted(spans) == [
            ("also", quotes[other].start, quotes[other].end),
            ("here", quotes[chosen].start, quotes[chosen].end),
        ]


def test_only_quotes_of_this_article_are_marked() -> None:
    other = Article("other", "Other", "She stayed. He left.\nShe stayed.", "The Gazette")
    reader = _read(draw_quoted(TWICE, (_quote(other, 0, 11), _quote(TWICE, 21, 29)), 1, 0))
    assert reader.spans == [("here", 21, 29)]


def test_an_article_that_was_changed_since_is_not_marked() -> None:
    changed = Article("twice", "Twice", "She left.\nHe left.")
    drawn = draw_quoted(changed, (_quote(TWICE, 0, 8),), 0, 0)
    assert "<mark" not in drawn
    assert "changed after the answer" in drawn


def test_the_bar_tells_which_quote_it_is_and_leads_to_the_ones_beside_it() -> None:
    quotes = [_quote(TWICE, 0, 8), _quote(TWICE, 9, 20), _quote(TWICE, 21, 29)]
    middle = draw_quoted(TWICE, quotes, 1, 7)
    assert "Quote 2 of 3" in middle
    assert 'data-turn="7" data-step="0" aria-label="Previous quote"' in middle
    assert 'data-turn="7" data-step="2" aria-label="Next quote"' in middle
    assert "disabled" not in middle
    assert draw_quoted(TWICE, quotes, 0, 7).count(" disabled") == 1
    assert draw_quoted(TWICE, quotes[:1], 0, 7).count(" disabled") == 2


@pytest.mark.parametrize(("end", "marks"), [(20, [("here", 9, 20)]), (19, [])])
def test_the_nearest_miss_is_underlined_unless_its_words_no_longer_stand_there(
    end: int, marks: list[tuple[str, int, int]]
) -> None:
    miss = NearestMiss("She stayed.", "twice", 9, end, "Twice", None, "it names no date")
    drawn = draw_near(TWICE, miss, 0)
    assert _read(drawn).spans == marks
    assert 'class="text near"' in drawn
    assert ("changed after the answer" in drawn) is not bool(marks)


def test_an_article_tells_its_facts_or_that_they_are_not_known() -> None:
    drawn = draw_plain(TWICE, removable=False)
    assert "The Gazette" in drawn
    assert "printed 12 July 2012" in drawn
    assert "6 words" in drawn
    assert "<mark" not in drawn
    assert "data-remove" not in drawn
    assert 'data-remove="twice"' in draw_plain(TWICE, removable=True)
    bare = draw_plain(Article("bare", "Bare", "He left."), removable=False)
    assert "publisher not recorded" in bare
    assert "date of print not recorded" in bare


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
    reader = _read(draw_quoted(article, quotes, 0, 0))
    assert reader.text == text + "\n"
    shown = {place for kind, start, end in reader.spans if kind == "here" for place in range(start, end)}
    assert shown == {place for place in range(*here) if text[place] != "\n"}
    lightly = {place for kind, start, end in reader.spans if kind == "also" for place in range(start, end)}
    wanted = {place for span in others for place in range(*span)} - set(range(*here))
    assert lightly == {place for place in wanted if text[place] != "\n"}


def test_runs_cover_everything_once() -> None:
    assert list(marked(9, (2, 5), [(4, 7)])) == [(0, 2, ""), (2, 5, "here"), (5, 7, "also"), (7, 9, "")]
    assert list(marked(4, (0, 0), [])) == [(0, 4, "")]
