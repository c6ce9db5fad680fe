import string
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.words import fold, holds, normalise, tokens, words_until

SIGNS = [chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c))[0] in "PS"]


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("“Squid Game”", "squid game"),
        ("The Tony Awards", "tony awards"),
        ("$5", "5"),
        ("€5", "5"),
        ("38.7°C", "387c"),
        ("Al-Ghazzy’s", "alghazzys"),
        ("defected—and fled", "defected and fled"),
        ("wait…what", "wait what"),
        ("an  apple\u00a0a\nday", "apple day"),
        ("Beyonce\u0301", "beyoncé"),
        ("The", "the"),
        ("+", "+"),
        ("", ""),
    ],
)
def test_normalise(text: str, normal: str) -> None:
    assert normalise(text) == normal


def test_every_sign_of_unicode_goes_and_so_all_that_squad_removes() -> None:
    assert set(string.punctuation) <= set(SIGNS)
    composed = [sign for sign in SIGNS if unicodedata.normalize("NFC", sign) == sign]
    assert len(SIGNS) - len(composed) < 30  # NFC takes apart some signs of mathematics and music
    assert tokens("".join(composed)) == []


@given(st.text())
def test_normalised_texts_have_no_signs_no_case_and_single_spaces(text: str) -> None:
    normal = normalise(text)
    assert normal == " ".join(normal.split())
    if tokens(text):
        assert not set(normal) & set(SIGNS)


@pytest.mark.parametrize(
    ("text", "phrase", "held"),
    [
        ("one of 25 defected diplomats", "25", True),
        ("in 2025", "25", False),
        ("the “Squid Game” show", "Squid Game", True),
        ("a squid gamer", "Squid Game", False),
        ("anything", "", False),
        ("", "x", False),
    ],
)
def test_holds_at_word_boundaries(text: str, phrase: str, held: bool) -> None:
    assert holds(text, phrase) is held


short = st.text(max_size=8)


@given(st.lists(short, max_size=6), short, st.lists(short, max_size=6))
def test_words_until_agrees_with_holds(before: list[str], phrase: str, after: list[str]) -> None:
    text = " ".join([*before, phrase, *after])
    count = words_until(text, phrase)
    assert (count is None) == (not tokens(phrase) or not holds(text, phrase))
    if count is not None:
        assert 1 <= count <= len(text.split())
        assert holds(" ".join(text.split()[:count]), phrase)
        assert not holds(" ".join(text.split()[: count - 1]), phrase)


def test_words_until_counts_the_words_that_are_read() -> None:
    # "He" 1, "left" 2, "the" 3, "U.S." 4, "Embassy" 5
    assert words_until("He left the U.S. Embassy there.", "US embassy") == 5
    assert words_until("He left — the embassy", "embassy") == 5
    assert words_until("He left", "embassy") is None


def test_fold_forgives_case_white_space_and_quotation_marks_but_no_words() -> None:
    assert fold("He\u00a0said ‘No’ \n today") == "he said 'no' today"
    assert fold("the no relation") != fold("no relation")
