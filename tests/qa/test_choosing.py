"""What speaks for a value, and how values are weighed against each other and against "none of them"."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pytest

from corpus.dates import PartialDate
from corpus.passages import Passage
from corpus.sentences import sentence_spans
from qa.choosing import FEATURES, LARGE, NOT_PICKED, RELATIVE, SMALL, Candidate, ChoiceRule, candidates, log_odds
from qa.lexicon import Lexicon
from qa.likeness import Likeness
from qa.question import read_question
from qa.reader import Span
from qa.regression import Regression, probability
from vectorstore.retrieval import RetrievedPassage

ASKED = date(2025, 12, 1)
QUESTION = read_question("Who was named mayor of Dover?", ASKED)


def passage(text: str, article: str = "a", published: str = "2025-11-30", title: str = "") -> RetrievedPassage:
    day = PartialDate.parse(published)
    return RetrievedPassage(Passage(article, 0, len(text)), text, article, title, None, day, None, {}, 0.0)


def span(home: RetrievedPassage, value: str, score: float, rank: int = 1) -> Span:
    start = home.text.index(value)
    features = {"rank": float(rank), "share": -0.5, "sentence": NOT_PICKED, "picked": NOT_PICKED}
    return Span(home, start, start + len(value), (0, len(home.text)), score, (), features)


def vector(word: str) -> npt.NDArray[np.float32]:
    place = ("mayor", "named", "won").index(word) if word in ("mayor", "named", "won") else 3
    return np.eye(4, dtype=np.float32)[place]


LEXICON = Lexicon(Likeness(vector), lambda stems: ({stem: 10 if stem == "ben" else 1 for stem in stems}, 100))


def features(groups: list[list[Span]], read: list[RetrievedPassage]) -> list[dict[str, float]]:
    return [one.features for one in candidates(QUESTION, groups, read, LEXICON)]


def test_what_counts_counts_from_the_best() -> None:
    first, second, old = passage("Ann Lee was named."), passage("Ann Lee won.", "b"), passage("Ben.", "c", "2020-01-01")
    ann = [span(first, "Ann Lee", 3.0), span(second, "Ann Lee", 2.0, 2)]
    lee, ben = features([ann, [span(old, "Ben", 1.0, 3)]], [first, second, old])
    assert lee.keys() == ben.keys() == set(FEATURES)
    for name in RELATIVE:
        assert lee[name] == 0 > ben[name]
    assert (lee["rank"], ben["rank"]) == (1.0, 1 / 3)


def test_a_value_that_is_told_once_is_no_worse_for_it_in_a_small_archive() -> None:
    home = passage("Ann Lee was named.")
    (alone,) = features([[span(home, "Ann Lee", 3.0)]], [home])
    copies = [passage("Ann Lee was named.", name) for name in "abcd"]
    (often,) = features([[span(one, "Ann Lee", 3.0) for one in copies]], copies)
    assert {name: alone[name] for name in RELATIVE} == {name: often[name] for name in RELATIVE}


def test_a_title_that_holds_the_value_and_a_name_of_the_question() -> None:
    home = passage("Ann Lee was named mayor of Dover.", title="Mayor Ann Lee!")
    lee, dover = features([[span(home, "Ann Lee", 3.0)], [span(home, "Dover", 1.0)]], [home])
    assert (lee["title"], dover["title"]) == (1.0, 0.0)
    assert (lee["asked"], dover["asked"]) == (0.0, 1.0)
    assert lee["form"] > dover["form"]


def test_a_common_value_and_one_beside_the_noun_asked_for() -> None:
    home = passage("The mayor is Ann Lee. Ben won.")
    sentences = sentence_spans(home.text)
    lee = replace(span(home, "Ann Lee", 3.0), sentence=sentences[0])
    ben = replace(span(home, "Ben", 1.0), sentence=sentences[1])
    question = read_question("Which mayor won?", ASKED)
    first, second = (one.features for one in candidates(question, [[lee], [ben]], [home], LEXICON))
    assert (first["focus"], second["focus"]) == (1.0, 0.0)
    assert first["rare"] > second["rare"]


def test_what_the_sentence_picker_says_counts_from_what_it_does_not_pick() -> None:
    home = passage("Ann Lee was named. Ben won.")
    lee = span(home, "Ann Lee", 3.0)
    lee = replace(lee, features={**lee.features, "sentence": 1.5, "picked": 1.5})
    ben = span(home, "Ben", 1.0)
    ben = replace(ben, features={**ben.features, "sentence": NOT_PICKED - 1})
    first, second = features([[lee], [ben]], [home])
    assert (first["sentence"], first["picked"]) == (1.5 - NOT_PICKED, 1.5 - NOT_PICKED)
    assert (second["sentence"], second["picked"]) == (0.0, 0.0)


def test_who_is_mayor_counts_against_who_was() -> None:
    home = passage("The former mayor of Dover, Ann Lee, congratulated Ben Ray.")
    groups = [[span(home, "Ann Lee", 3.0)], [span(home, "Ben Ray", 1.0)]]
    now, then = (read_question(f"Who {verb} the mayor of Dover?", ASKED) for verb in ("is", "was"))
    assert [one.features["ended"] for one in candidates(now, groups, [home], LEXICON)] == [1.0, 0.0]
    assert [one.features["ended"] for one in candidates(then, groups, [home], LEXICON)] == [0.0, 0.0]
    again = [[*groups[0], span(passage("Ann Lee is mayor again.", "b"), "Ann Lee", 2.0)], groups[1]]
    assert candidates(now, again, [home], LEXICON)[0].features["ended"] == 0.0


def test_log_odds_are_of_one_choice_among_all_and_none() -> None:
    weights = Regression(-1.0, {"best": 2.0})
    read = [Candidate((), {"best": score}) for score in (2.0, 1.0, -50.0)]
    shares = [probability(odds) for odds in log_odds(weights, read)]
    whole = math.exp(3) + math.exp(1) + 1
    assert shares == pytest.approx([math.exp(3) / whole, math.exp(1) / whole, 0.0], abs=1e-9)
    assert log_odds(weights, []) == []


@pytest.mark.parametrize("name", [SMALL, LARGE])
def test_the_rules_that_ship_weigh_these_features(name: str) -> None:
    rule = ChoiceRule.shipped(name)
    assert set(rule.weights.features) == set(FEATURES)
    assert -5 < rule.threshold <= 0
    assert rule.weights.features["ended"] <= 0 <= rule.weights.features["best"]
