"""From a question to its answer, on the sample corpus with the real encoder."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

import qa
from qa.errors import QuestionError
from vectorstore.errors import ArchiveMissing
from vectorstore.scope import Scope

LATE_2025 = date(2025, 12, 20)


def test_answered(assistant: qa.Assistant) -> None:
    answer = assistant.ask("Who was reinstated in 2025?", LATE_2025)
    assert (answer.outcome, answer.answer) == ("answered", "25 diplomats")
    assert "has reinstated 25 diplomats" in answer.quotes[0].text
    assert "2025" in answer.scope.reading
    assert 0 <= answer.confidence <= 1


def test_not_found_has_a_receipt(assistant: qa.Assistant) -> None:
    answer = assistant.ask("Who was reinstated in 2012?", LATE_2025)
    assert (answer.outcome, answer.quotes, answer.findings) == ("not_found", (), ())
    assert answer.receipt.articles_in_archive == 4
    assert answer.receipt.passages_read > 0
    miss = answer.receipt.nearest_miss
    assert miss is not None
    assert miss.why
    assert assistant.archive.article(miss.article).text[miss.start : miss.end] == miss.text


def test_disputed_shows_both_sides(assistant: qa.Assistant) -> None:
    answer = assistant.ask("Did Rustom Ghazali defect?", date(2012, 12, 31))
    assert answer.outcome == "disputed"
    assert {finding.value for finding in answer.findings} == {"yes", "no"}
    assert all(finding.speaker and finding.quotes for finding in answer.findings)


def test_every_quote_stands_in_its_article(assistant: qa.Assistant) -> None:
    for question in (
        "Who defected?",
        "Why did Ayoubi resign?",
        "How many officers fled?",
        "Where is Hungary's embassy?",
    ):
        for quote in assistant.ask(question, LATE_2025).quotes:
            article = assistant.archive.article(quote.article)
            assert article.text[quote.start : quote.end] == quote.text
            assert article.sha256 == quote.sha256
            assert article.text[: quote.start].endswith(quote.before)
            assert article.text[quote.end :].startswith(quote.after)


def test_a_name_in_another_spelling(assistant: qa.Assistant) -> None:
    answer = assistant.ask("At which embassy did Ayham al-Ghazi work?", LATE_2025)
    assert "Buenos Aires" in answer.answer


def test_a_weekday_is_dated_by_its_article(assistant: qa.Assistant) -> None:
    answer = assistant.ask("On what date did Syria's ambassador to Iraq defect?", date(2012, 8, 15))
    assert answer.answer == "Wednesday"
    assert answer.findings[0].event_date == "2012-07-11"


def test_a_scope_set_by_hand_filters_by_print(assistant: qa.Assistant) -> None:
    scope = Scope(date(2012, 1, 1), date(2012, 12, 31))
    answer = assistant.ask("Who was reinstated?", LATE_2025, scope)
    assert answer.outcome == "not_found"
    assert answer.receipt.articles_in_scope == 3
    assert answer.scope.clock == "printed"


def test_a_scope_set_whole_counts_instead_of_what_the_question_says(assistant: qa.Assistant) -> None:
    question = "Who was reinstated in 2012?"
    assert assistant.ask(question, LATE_2025).outcome == "not_found"
    answer = assistant.ask(question, LATE_2025, qa.Within(Scope()))
    assert (answer.answer, answer.scope.first, answer.scope.reading) == ("25 diplomats", None, "the whole archive")


def test_the_scope_tells_the_spellings_that_a_name_was_matched_with(assistant: qa.Assistant) -> None:
    question = "At which embassy did Ayham al-Ghazi work?"
    told = assistant.ask(question, LATE_2025).scope.spellings
    assert told == {"Ayham al-Ghazi": ("Ghazzy",)}
    plain = assistant.ask(question, LATE_2025, qa.Within(Scope(), names=())).scope
    assert (plain.names, plain.spellings) == (("Ayham al-Ghazi",), {})


def test_what_the_caller_raises_in_a_step_ends_the_work(assistant: qa.Assistant) -> None:
    class Stopped(Exception):
        pass

    def stop(stage: str) -> None:
        if stage == "searching":
            raise Stopped

    with pytest.raises(Stopped):
        assistant.ask("Who was reinstated in 2025?", LATE_2025, step=stop)
    assert assistant.ask("Who was reinstated in 2025?", LATE_2025).answer == "25 diplomats"


def test_each_quote_tells_who_says_it(assistant: qa.Assistant) -> None:
    answer = assistant.ask("Did Rustom Ghazali defect?", date(2012, 12, 31))
    for finding in answer.findings:
        assert len(finding.said) == len(finding.quotes)
        assert finding.said[0] is not None
        assert (finding.said[0].stance, finding.said[0].speaker) == (finding.stance, finding.speaker)


def test_json_is_plain(assistant: qa.Assistant) -> None:
    told = json.loads(json.dumps(assistant.ask("Who was reinstated in 2025?", LATE_2025).to_json()))
    assert list(told) == [
        "question", "asked_on", "outcome", "answer", "findings", "quotes", "scope", "receipt", "confidence", "seconds",
    ]  # fmt: skip
    assert list(told["findings"][0]) == ["value", "stance", "speaker", "event_date", "score", "quotes"]
    assert {"text", "article", "sha256", "start", "end", "title", "publisher", "published", "url"} <= told["quotes"][
        0
    ].keys()


def test_asking_twice_gives_the_same(assistant: qa.Assistant) -> None:
    one, other = (assistant.ask("Who is Syria's foreign minister?", LATE_2025).to_json() for _ in range(2))
    assert {**one, "seconds": 0} == {**other, "seconds": 0}


def test_threads_get_their_own_answers(assistant: qa.Assistant) -> None:
    questions = [
        "Who was reinstated in 2025?",
        "How many officers fled to Turkey?",
        "Which village did the Shabiha storm?",
    ]
    alone = [assistant.ask(question, LATE_2025).answer for question in questions]
    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(lambda question: assistant.ask(question, LATE_2025).answer, questions * 4))
    assert together == alone * 4


def test_each_step_is_told(assistant: qa.Assistant) -> None:
    steps: list[str] = []
    answer = assistant.ask("Who was reinstated in 2025?", LATE_2025, step=steps.append)
    assert steps == ["reading", "searching", "reading passages", "deciding"]
    assert answer.seconds.keys() == {*steps, "total"}


def test_the_last_message_of_a_chat_is_asked(assistant: qa.Assistant) -> None:
    messages = [
        {"role": "user", "content": "Hello"},
        {"role": "assistant", "content": "Ask me."},
        {"role": "user", "content": "Who was reinstated in 2025?"},
    ]
    assert assistant.chat(messages, LATE_2025).answer == "25 diplomats"


def test_what_a_chat_leaves_unsaid_is_put_in(assistant: qa.Assistant) -> None:
    messages = [
        {"role": "user", "content": "Who was reinstated in 2012?"},
        {"role": "assistant", "content": "The articles do not say."},
        {"role": "user", "content": "And in 2025?"},
    ]
    answer = assistant.chat(messages, LATE_2025)
    assert (answer.question, answer.answer) == ("Who was reinstated in 2025?", "25 diplomats")


@pytest.mark.parametrize("question", ["", "  ?! ", "\x00\x1b[31m"])
def test_no_question(assistant: qa.Assistant, question: str) -> None:
    if any(character.isalnum() for character in question):
        assert assistant.ask(question, LATE_2025).outcome == "not_found"
    else:
        with pytest.raises(QuestionError, match="no question"):
            assistant.ask(question)


def test_a_question_too_long(assistant: qa.Assistant) -> None:
    with pytest.raises(QuestionError, match="2,000 is the most"):
        assistant.ask("why " * 600)


def test_the_function_opens_the_archive_in_the_environment(
    sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_ARCHIVE", str(sample_folder))
    assert qa.ask("Who was reinstated in 2025?", asked_on=LATE_2025).answer == "25 diplomats"


def test_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="dateline index"):
        qa.open_archive(tmp_path / "nothing")
