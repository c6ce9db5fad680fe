from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.reading import read_articles
from corpus.sentences import sentence_spans
from tests.corpus.shared import ARTICLES, needs_articles

# "|" stands where one sentence ends and the next begins
CASES = [
    "He can't come. | They aren't here.",
    "Mr. Fox met Brig. Gen. J. K. Smith in St. Louis. | Dr. Lee stayed.",
    "Sen. Ray and Gov. Lund lead the U.S. Army. | Lt. Col. Day left.",
    "It is No. 5 of the list. | The team is No. 2 Ohio.",
    "They met at 5 p.m. Monday. | The talks end at 6 p.m. Eastern on Dec. 3.",
    "It was the worst to strike the U.S. | It killed nine.",
    "He runs Acme Inc. | The firm is old.",
    "The fair runs from Sept. 30-Oct. 3 and on Oct. 9. | It is free.",
    "Iowa City:Gov. Kim Lund left.",
    "Reps. Ann Day, D-N. Y., and Bo Ray came.",
    "Sen. Day, D-Wisc. and Rep. Ray left.",
    "Ulf v. Wade was decided. | So was Roe vs. Wade.",
    "The base is 3.5 miles off. | It cost $2.50.",
    "See example.com for more. | Or call.",
    "The Free Army [FSA] came. | It left [in May].",
    "“We came. We saw,” said Mr. Day. | He left.",
    'He said: "It is true. I saw it." | Then he left.',
    '"Wow!" Jane Day wrote back. | Then she left.',
    "“What now?” he asked. | Nobody knew.",
    "“It is over,” she said. | “We won.”",
    "(He has pleaded not guilty.) | His lawyers left.",
    "The film (which he saw twice) won. | It ran.",
    "He waited... | Then he left.",
    "We have a mystery on our hands… | Astronomers look on.",
    "I ask … the members to go. | I do.",
    "• The lab was closed. | The town was told.",
    "1. Ukraine is at war.",
    "iPhone sales rose. | eBay fell.",
    "Is it so? | Yes! | No.",
    "No full stop at the end",
    "One line\n| Another line\n| A third. | And more.",
]


@pytest.mark.parametrize("marked", CASES)
def test_sentences_end_where_a_reader_sees_them_end(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    text = marked.replace("| ", "")
    assert [text[start:end] for start, end in sentence_spans(text)] == expected


def test_a_page_of_somebodys_words_is_cut_up() -> None:
    said = "This was said by the old man. He said it twice. "
    text = f"He wrote: “{said * 10}It is so.” Then he left."
    found = [text[start:end] for start, end in sentence_spans(text)]
    assert found[0] == "He wrote: “This was said by the old man."
    assert found[-2:] == ["It is so.”", "Then he left."]
    assert len(found) == 22


def test_a_short_quotation_stays_with_its_speaker() -> None:
    text = "He wrote: “This was said by the old man. He said it twice. It is so.” Then he left."
    assert len(sentence_spans(text)) == 2


def assert_covered(text: str, spans: list[tuple[int, int]]) -> None:
    """Every character that is not white space is in exactly one span; spans are trimmed and in order."""
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


# what news is made of, and what breaks splitters: wide spaces, marks beyond the first plane, lone surrogates
LIKELY = st.text(
    st.one_of(
        st.sampled_from("aA1 .!?\"'“”’()[]…-–•\n\u00a0\u2028\t。é\u0301\u200d\x00\ufeff😀𝔸"),
        st.sampled_from("\ud800"),
        st.characters(),
    ),
    max_size=300,
)


@given(LIKELY)
@example("U\u00a0.")
@example("He left.\u2028She A\u2003. came")
def test_spans_cover_any_text(text: str) -> None:
    spans = sentence_spans(text)
    assert_covered(text, spans)
    assert not any("\n" in text[start:end] for start, end in spans)


@given(LIKELY, st.integers(min_value=1, max_value=30))
def test_spans_cover_long_quotations(text: str, times: int) -> None:
    quoted = "He said: “" + f"{text} is so. And " * times + "no.” Then."
    assert_covered(quoted, sentence_spans(quoted))


@needs_articles
def test_real_articles_are_cut_at_no_abbreviation() -> None:
    articles = [found for found in read_articles([ARTICLES]) if isinstance(found, Article)]
    sentences = [article.text[start:end] for article in articles for start, end in sentence_spans(article.text)]
    assert len(articles) == 4
    assert len(sentences) == 96  # counted by eye, quotations with their speakers as one
    assert not [sentence for sentence in sentences if sentence.split()[-1] in ("Mr.", "Mr", "St.", "…")]
    for article in articles:
        assert_covered(article.text, sentence_spans(article.text))
