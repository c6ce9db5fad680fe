from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.passages import split_passages
from corpus.reading import read_articles
from corpus.sentences import sentence_spans
from tests.corpus.shared import ARTICLES, needs_articles
from tests.corpus.test_sentences import LIKELY, assert_covered


def article(text: str) -> Article:
    return Article(id="a", title="A title", text=text)


def words_of(text: str, size: int) -> list[int]:
    return [len(text[p.start : p.end].split()) for p in split_passages(article(text), size)]


SENTENCE = "This one sentence has exactly eight words here."


def test_a_short_article_is_one_passage() -> None:
    assert words_of(SENTENCE, 100) == [8]


def test_an_empty_article_has_none() -> None:
    assert split_passages(article(""), 100) == []


def test_passages_share_the_words_evenly() -> None:
    # 12 sentences of 8 words: two passages of 48, not one of 88 and a tail of 8
    assert words_of(" ".join([SENTENCE] * 12), 90) == [48, 48]


def test_passages_end_with_paragraphs_where_they_can() -> None:
    paragraphs = [" ".join([SENTENCE] * count) for count in (5, 3, 4, 4)]
    assert words_of("\n".join(paragraphs), 70) == [64, 64]


def test_a_heading_goes_with_what_follows() -> None:
    text = "\n".join([" ".join([SENTENCE] * 4), "A heading of it", " ".join([SENTENCE] * 4)])
    second = split_passages(article(text), 40)[1]
    assert text[second.start : second.end].startswith("A heading")


def test_a_sentence_longer_than_a_passage_is_not_cut() -> None:
    long = "It was " + "very " * 50 + "long."
    assert words_of(f"{SENTENCE} {long} {SENTENCE}", 20) == [8, 53, 8]


def test_a_size_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="0 words"):
        split_passages(article(SENTENCE), 0)


def assert_passages(text: str, size: int) -> None:
    passages = split_passages(article(text), size)
    assert_covered(text, [(p.start, p.end) for p in passages])
    sentences = sentence_spans(text)
    assert {p.start for p in passages} <= {start for start, _ in sentences}
    assert {p.end for p in passages} <= {end for _, end in sentences}
    for passage in passages:
        inside = [span for span in sentences if passage.start <= span[0] < passage.end]
        assert len(text[passage.start : passage.end].split()) <= size or len(inside) == 1


@given(LIKELY, st.integers(min_value=1, max_value=40))
def test_passages_cover_any_article_in_whole_sentences(text: str, size: int) -> None:
    assert_passages(text, size)


@needs_articles
@pytest.mark.parametrize("size", [20, 60, 190, 1000])
def test_passages_cover_real_articles(size: int) -> None:
    found = [found for found in read_articles([ARTICLES]) if isinstance(found, Article)]
    assert len(found) == 4
    for one in found:
        assert_passages(one.text, size)
