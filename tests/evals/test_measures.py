import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from evals.measures import (
    article_recall,
    contains,
    exact_match,
    first_rank,
    percentile,
    quote_validity,
    reciprocal_rank,
    token_f1,
)
from qa.answer import Quote

texts = st.text(max_size=30)
answers = st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=3)


def page(text: str) -> Article:
    return Article(id="a", title="A title", text=text)


def quote(start: int, end: int, text: str, sha256: str, article: str = "a") -> Quote:
    """Unlike `Quote.cut` this makes false quotes too."""
    return Quote(article, sha256, start, end, text, "", "", "A title", None, None, None)


def test_exact_match_after_normalisation() -> None:
    assert exact_match("the squid game", ["“Squid Game”", "x"]) == 1
    assert exact_match("squid games", ["“Squid Game”"]) == 0
    assert exact_match("", ["The"]) == 0


def test_token_f1() -> None:
    # given: ban, on, assault, weapons; answer: ban, on, militarystyle, assault, weapons: 4 shared
    precision, recall = 4 / 4, 4 / 5
    f1 = token_f1("a ban on assault weapons", ["Ban on military-style assault weapons"])
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))
    # a word counts as often as both have it: york, york against new, york: 1 shared of 2 and 2
    assert token_f1("York York", ["New York", "zzz"]) == pytest.approx(2 * 1 / (2 + 2))
    assert token_f1("", ["New York"]) == 0


def test_contains_at_word_boundaries_of_short_texts() -> None:
    assert contains(["it is the Squid Game show"], ["“Squid Game”"]) == 1
    assert contains(["in 2025"], ["25"]) == 0
    assert contains(["", "one of 25 diplomats"], ["25"]) == 1
    forty = "squid game " + "word " * 38
    assert contains([forty], ["Squid Game"]) == 1
    assert contains([forty + "word"], ["Squid Game"]) == 0


def test_ranks() -> None:
    assert first_rank([False, False, True, True]) == 3
    assert reciprocal_rank(3) == 1 / 3
    assert first_rank([False]) is None
    assert reciprocal_rank(None) == 0


def test_article_recall_counts_wanted_articles_among_the_first_passages() -> None:
    found = ["a", "a", "b", "c"]
    assert article_recall(found, ["a", "b"], 2) == 1 / 2
    assert article_recall(found, ["a", "b"], 3) == 2 / 2
    assert article_recall(found, ["z"], 4) == 0
    with pytest.raises(ValueError, match="unscored"):
        article_recall(found, [], 4)


def test_quote_validity_fails_closed() -> None:
    article = page("He fled. He fled again.")
    sha, find = article.sha256, {"a": article}.get
    exact = quote(9, 23, "He fled again.", sha)
    wrong = [
        quote(9, 22, "He fled again.", sha),
        quote(9, 23, "He fled Again.", sha),
        quote(9, 23, "He fled again.", "0" * 64),
        quote(9, 23, "He fled again.", sha, article="gone"),
        quote(-14, -1, article.text[-14:-1], sha),
        quote(3, 3, "", sha),
    ]
    assert quote_validity([exact], find) == 1
    assert [quote_validity([one], find) for one in wrong] == [0] * len(wrong)
    assert quote_validity([exact, *wrong], find) == 1 / 7
    with pytest.raises(ValueError, match="unscored"):
        quote_validity([], find)


def test_percentile_is_the_nearest_rank() -> None:
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert percentile(values, 0.5) == 3  # ceil(0.5 * 5) = 3rd of 1 2 3 4 5
    assert percentile(values, 0.95) == 5  # ceil(4.75) = 5th
    assert percentile(values, 0.2) == 1  # ceil(1.0) = 1st
    assert percentile([float(n) for n in range(1, 101)], 0.07) == 7
    for bad in (0, 1.1):
        with pytest.raises(ValueError, match="percentile"):
            percentile(values, bad)
    with pytest.raises(ValueError, match="percentile"):
        percentile([], 0.5)


@given(texts, answers)
def test_text_measures_stay_in_0_and_1_and_equal_texts_get_1(text: str, wanted: list[str]) -> None:
    exact, f1, held = exact_match(text, wanted), token_f1(text, wanted), contains([text], wanted)
    assert exact in (0, 1)
    assert held in (0, 1)
    assert 0 <= f1 <= 1
    if text.strip():
        wanted = [*wanted, text]
        assert exact_match(text, wanted) == token_f1(text, wanted) == contains([text], wanted) == 1


@given(st.lists(st.sampled_from("abcdef"), max_size=12), st.lists(st.sampled_from("abcdefg"), min_size=1))
def test_article_recall_grows_with_depth_and_stays_in_0_and_1(found: list[str], wanted: list[str]) -> None:
    recalls = [article_recall(found, wanted, k) for k in range(len(found) + 1)]
    assert recalls == sorted(recalls)
    assert all(0 <= recall <= 1 for recall in recalls)


@given(st.lists(st.booleans()))
def test_reciprocal_rank_lies_between_0_and_1(hits: list[bool]) -> None:
    assert 0 <= reciprocal_rank(first_rank(hits)) <= 1
    assert (first_rank(hits) is None) == (not any(hits))


@given(st.text(min_size=1), st.integers(-5, 40), st.integers(-5, 40), st.text(max_size=5))
def test_validity_is_1_only_for_a_true_copy(text: str, start: int, end: int, other: str) -> None:
    article = page(text)
    for claimed in (other, text[max(start, 0) : max(end, 0)]):
        validity = quote_validity([quote(start, end, claimed, article.sha256)], {"a": article}.get)
        assert validity == float(0 <= start < end <= len(text) and text[start:end] == claimed)


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_one_of_the_values_and_enough_lie_under_it(values: list[float], share: float) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values) - 1e-6
