"""The reader on the sample corpus: spans stand where they say, and the best are explained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

import qa
from corpus.dates import PartialDate
from corpus.passages import Passage
from qa import evidence
from qa.choosing import FEATURES, SMALL, ChoiceRule
from qa.explaining import explained
from qa.lexicon import Lexicon
from qa.likeness import Likeness
from qa.opening import open_reader
from qa.question import QuestionReading, read_question
from qa.reader import Span
from qa.span_network import PassageReading, Scores, SpanNetwork
from qa.span_reader import SpanReader
from vectorstore.retrieval import RetrievedPassage

ASKED = date(2025, 12, 20)
QUESTIONS = (
    "At which embassy did Ayham al-Ghazi work?",
    "How many officers fled to Turkey?",
    "When did Nawaf Fares defect?",
    "Why did Ayoubi resign?",
)


def test_spans_stand_in_their_sentence_and_passage(assistant: qa.Assistant) -> None:
    reader = open_reader(assistant.archive)
    for question in QUESTIONS:
        reading = read_question(question, ASKED)
        spans = reader.read(reading, assistant.search(reading, reading.scope))
        assert [span.score for span in spans] == sorted((span.score for span in spans), reverse=True)
        for span in spans:
            article = assistant.archive.article(span.passage.passage.article_id)
            assert span.value == article.text[span.start : span.end] != ""
            assert span.passage.passage.start <= span.start < span.end <= span.passage.passage.end
            places = (span.sentence, *span.support)
            assert any(start <= span.start < span.end <= end for start, end in places)
            assert set(FEATURES) <= span.features.keys()


def test_nothing_to_read_gives_nothing(assistant: qa.Assistant) -> None:
    assert open_reader(assistant.archive).read(read_question(QUESTIONS[0], ASKED), []) == []


def test_an_explanation_shows_candidates_and_features(assistant: qa.Assistant) -> None:
    explanation = assistant.explain(QUESTIONS[1], ASKED)
    text = explained(explanation)
    assert "1. 12" in text
    assert "cover" in text
    assert "log odds" in text
    told = explanation.to_json()
    assert told["candidates"][0]["features"].keys() >= set(evidence.FEATURES)
    assert {name: told[name] for name in explanation.answer.to_json()} == explanation.answer.to_json()


def test_a_question_of_yes_or_no_and_one_for_no_one_thing_are_answered_by_sentences(assistant: qa.Assistant) -> None:
    for question in ("Did Rustom Ghazali defect?", "Tell me about Rustom Ghazali"):
        spans = [one.span for one in assistant.explain(question, ASKED).evidence]
        assert all((span.start, span.end) == span.sentence and "best" not in span.features for span in spans)
    answer = assistant.ask("Tell me about Rustom Ghazali", ASKED)
    assert answer.answer == answer.quotes[0].text


def test_what_no_article_tells_is_not_found(assistant: qa.Assistant) -> None:
    assert assistant.ask("Who won the rugby cup in Fiji?", ASKED).outcome == "not_found"


class _Marked(SpanNetwork):
    """A network that is sure of some words, wherever they stand; a piece is a word."""

    def __init__(self, *words: str, sure: float = 5.0) -> None:
        self._words, self._sure = words, sure
        self.begun: list[str] = []
        self.cancelled = 0

    def begin(self, question: str, heading: str, text: str) -> PassageReading:
        self.begun.append(text)
        return _Done(self, text)

    def score(self, text: str) -> Scores:
        found = list(re.finditer(r"\w+|\S", text))
        sure = [self._sure if one.group() in self._words else -5.0 for one in found]
        scores = np.array(sure, dtype=np.float32)
        return Scores(scores, scores, np.array([one.span() for one in found]), np.arange(len(found)))


class _Done(PassageReading):
    """The reading of a text by a network of the tests."""

    def __init__(self, network: _Marked, text: str) -> None:
        self.network, self.text = network, text

    @property
    def pieces(self) -> int:
        return len(self.text.split())

    def scores(self) -> Scores:
        return self.network.score(self.text)

    def cancel(self) -> None:
        self.network.cancelled += 1


class _Sentences:
    """A picker of sentences that picks these passages, whole."""

    def __init__(self, *picked: RetrievedPassage) -> None:
        self._picked = [_whole(passage) for passage in picked]

    def threshold(self, question: QuestionReading) -> float:
        return 0.0

    def read(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Span]:
        return self._picked


def _whole(passage: RetrievedPassage) -> Span:
    place = 0, len(passage.text)
    return Span(passage, *place, place, 1.0)


def _passage(name: str, text: str, day: str = "2025-06-20") -> RetrievedPassage:
    return RetrievedPassage(Passage(name, 0, len(text)), text, name, "", None, PartialDate.parse(day), None, {}, 0.0)


def _reader(network: SpanNetwork, sentences: _Sentences) -> SpanReader:
    likeness = Likeness(lambda word: np.ones(1, dtype=np.float32))
    lexicon = Lexicon(likeness, lambda stems: (dict.fromkeys(stems, 1), 100))
    return SpanReader(network, lambda: ChoiceRule.shipped(SMALL), lexicon, sentences)


def _towns(words: int) -> list[RetrievedPassage]:
    """Twenty passages of so many words."""
    rest = "and so on " * (words // 3)
    return [_passage(str(number), f"Town {number} lies on the coast. {rest}"[:-1]) for number in range(20)]


def _read(network: _Marked, question: str, passages: Sequence[RetrievedPassage], *picked: int) -> list[int]:
    """The ranks of the passages that a question has read, by the values found in them."""
    reader = _reader(network, _Sentences(*(passages[number] for number in picked)))
    found = reader.candidates(read_question(question, ASKED), passages)
    return sorted({int(span.features["rank"]) for one in found for span in one.spans})


def test_the_network_reads_the_best_by_retrieval_and_by_sentence_within_its_budget() -> None:
    network = _Marked("coast", sure=-1.0)
    assert _read(network, "Where does town 19 lie?", _towns(200), 19, 18, 1, 17, 16, 15) == [1, 2, 3, 4, 19, 20]
    assert network.cancelled == len(network.begun) == 6


def test_more_of_short_passages_are_read() -> None:
    assert len(_read(_Marked("coast", sure=-1.0), "Where does town 19 lie?", _towns(100))) == 12


def test_long_passages_do_not_keep_the_next_ones_from_being_read() -> None:
    assert _read(_Marked("coast", sure=-1.0), "Where does town 19 lie?", _towns(1_500), 19) == [1, 2, 3, 20]


@pytest.mark.parametrize(
    ("question", "words", "sure", "read"),
    [
        ("Where did town 19 lie?", ["coast"], 5.0, 4),
        ("Where did town 19 lie?", ["coast"], 1.5, 4),  # four times 1.5 make 2.9
        ("Where did town 19 lie?", ["coast"], 1.0, 6),
        ("Where did town 19 lie?", ["coast", "lies"], 5.0, 6),
        ("Which towns were flooded?", ["coast"], 5.0, 6),
        ("Name a town on the coast", ["coast"], 5.0, 6),
        ("How many towns lie there?", ["coast"], 5.0, 6),
        ("When did it lie there?", ["coast"], 5.0, 6),
        ("Who is the mayor now?", ["coast"], 5.0, 6),
    ],
)
def test_reading_ends_when_one_value_is_settled(question: str, words: list[str], sure: float, read: int) -> None:
    network = _Marked(*words, sure=sure)
    assert len(_read(network, question, _towns(200))) == len(network.begun) == read


def test_what_was_begun_beside_the_sentences_is_cancelled_when_they_fail() -> None:
    class Broken(_Sentences):
        def read(self, question: QuestionReading, passages: Sequence[RetrievedPassage]) -> list[Span]:
            raise ZeroDivisionError

    network = _Marked("coast")
    with pytest.raises(ZeroDivisionError):
        _reader(network, Broken()).candidates(read_question(QUESTIONS[0], ASKED), _towns(200))
    assert network.cancelled == len(network.begun) == 2


def test_a_weekday_is_another_day_in_each_article() -> None:
    text = "Ann Lee resigned Wednesday."
    days = (("a", "2025-05-02"), ("b", "2025-06-20"), ("c", "2025-06-20"))
    passages = [_passage(name, text, day) for name, day in days]
    reader = _reader(_Marked("Wednesday"), _Sentences())
    found = reader.candidates(read_question("When did Ann Lee resign?", ASKED), passages)
    assert sorted(len(one.spans) for one in found if one.spans[0].value == "Wednesday") == [1, 2]
