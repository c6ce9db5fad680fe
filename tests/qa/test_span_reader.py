"""The reader on the sample corpus: spans stand where they say, and the best are explained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import numpy as np

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
from qa.span_network import Scores, SpanNetwork
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
    """A network that is sure of one word, wherever it stands."""

    def __init__(self, word: str) -> None:
        self._word = word
        self.was_read: list[str] = []

    def read(self, question: str, heading: str, text: str) -> Scores:
        self.was_read.append(text)
        found = list(re.finditer(r"\w+|\S", text))
        sure = np.array([5.0 if one.group() == self._word else -5.0 for one in found], dtype=np.float32)
        return Scores(sure, sure, np.array([one.span() for one in found]), np.arange(len(found)))


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


def test_the_network_reads_the_best_by_retrieval_and_by_sentence() -> None:
    passages = [_passage(str(number), f"Town {number} lies on the coast.") for number in range(20)]
    network, question = _Marked("coast"), read_question("Where does town 19 lie?", ASKED)
    reader = _reader(network, _Sentences(*(passages[number] for number in (19, 18, 1, 17, 16, 15))))
    found = reader.candidates(question, passages)
    assert [int(text.split()[1]) for text in network.was_read] == [0, 1, 2, 3, 4, 17, 18, 19]
    assert {span.features["rank"] for span in found[0].spans} == {1.0, 2.0, 3.0, 4.0, 5.0, 18.0, 19.0, 20.0}


def test_a_weekday_is_another_day_in_each_article() -> None:
    text = "Ann Lee resigned Wednesday."
    days = (("a", "2025-05-02"), ("b", "2025-06-20"), ("c", "2025-06-20"))
    passages = [_passage(name, text, day) for name, day in days]
    reader = _reader(_Marked("Wednesday"), _Sentences())
    found = reader.candidates(read_question("When did Ann Lee resign?", ASKED), passages)
    assert sorted(len(one.spans) for one in found if one.spans[0].value == "Wednesday") == [1, 2]
