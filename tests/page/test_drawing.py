"""Answers and turns as HTML."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.dates import PartialDate
from page.chips import Bounds, draw_scope
from page.conversation import Turn
from page.markup import counted, link, safe, with_commands
from page.turns import draw_turn
from qa import Scope, Within
from qa.answer import Advice, Answer, AnswerScope, Finding, NearestMiss, Outcome, Quote, Receipt, Said, Stance

GAZETTE = Article("twice", "Twice", "He left.\nShe stayed.\nHe left.", "The Gazette", PartialDate(2012, 7, 12))
LATER = Article("later", "Later", "He never left.", "The Post", PartialDate(2012, 8, 1))
BOUNDS = Bounds(date(2012, 1, 1), date(2025, 12, 31))
WHOLE = AnswerScope(None, None, "either", (), ("Ghazali",), "the whole archive", {"Ghazali": ("Ghazzy",)})
QUOTES = (
    Quote.cut(GAZETTE, 0, 8, "He left."),
    Quote.cut(GAZETTE, 9, 20, "She stayed."),
    Quote.cut(LATER, 0, 14, "He never left."),
)


def _answer(
    outcome: Outcome,
    findings: tuple[Finding, ...] = (),
    scope: AnswerScope = WHOLE,
    miss: NearestMiss | None = None,
    advice: tuple[Advice, ...] = (),
) -> Answer:
    receipt = Receipt(1204, 4, 1, 13, ("Ghazali",), miss, advice)
    quotes = QUOTES if findings else ()
    return Answer("Did he?", date(2026, 1, 1), outcome, "x or y", findings, quotes, scope, receipt, 0.8, {"total": 0.1})


def _finding(value: str, stance: Stance, speaker: str | None, quote: int, event: str | None = None) -> Finding:
    return Finding(value, stance, speaker, event, 1.0, (quote,), (Said(stance, speaker, event),))


def _drawn(answer: Answer, scope: Within | None = None) -> str:
    return draw_turn(0, Turn("Did he?", scope, "Did he?", answer=answer), BOUNDS)


def _words(drawn: str) -> str:
    """What is read of a part of the page."""
    return " ".join(html.unescape(re.sub("<[^>]+>", " ", drawn)).split())


def test_both_sides_of_a_dispute_are_shown_alike_in_the_order_of_time() -> None:
    findings = (_finding("no", "denied", "A man", 2), _finding("yes", "claimed", "A source", 0))
    drawn = _drawn(_answer("disputed", findings))
    assert re.findall('<p class="value">(.*?)</p>', drawn) == ["Yes", "No"], "12 July before 1 August"
    assert re.findall('<span class="number">(.*?)</span>', drawn) == ["1", "3"], "the answer's own numbers"
    assert re.findall('<span class="stance [a-z]+">(.*?)</span>', drawn) == ["claimed, a source", "denied, a man"]
    assert "the sources disagree" in drawn
    assert "80 %" not in drawn


def test_a_side_that_tells_of_an_earlier_day_comes_first_whenever_it_was_printed() -> None:
    findings = (_finding("no", "denied", "A man", 0), _finding("yes", "claimed", "A source", 2, "2012-06"))
    drawn = _drawn(_answer("disputed", findings))
    assert re.findall('<p class="value">(.*?)</p>', drawn) == ["Yes", "No"]


def test_an_answer_tells_who_says_it_when_it_was_and_where_it_was_printed() -> None:
    drawn = _words(_drawn(_answer("answered", (_finding("he", "asserted", "The Gazette", 0, "2012-07"),))))
    for words in (
        "Answer fairly sure, 80 % X or y 1 said, The Gazette He left.",
        "Twice · The Gazette · printed 12 July 2012 · tells of July 2012",
        "Searched all dates",
        "Ghazali, also Ghazzy",
        "4 of 1,204 articles in scope (1 of them without a date), 13 passages read in 0.1 s",
    ):
        assert words in drawn


@pytest.mark.parametrize(
    ("stance", "speaker", "words"),
    [
        ("claimed", "A senior source", "claimed, a senior source"),
        ("denied", None, "denied"),
        ("uncertain", "The Foreign Office", "called uncertain, The Foreign Office"),
        ("asserted", "Ramadan", "said, Ramadan"),
        ("asserted", None, None),
    ],
)
def test_how_a_quote_is_meant_stands_beside_it(stance: Stance, speaker: str | None, words: str | None) -> None:
    drawn = _drawn(_answer("answered", (_finding("he", stance, speaker, 0),)))
    shown = re.search('<span class="stance [a-z]+">(.*?)</span>', drawn)
    assert (shown.group(1) if shown else None) == words


def test_what_is_not_found_tells_the_nearest_miss_and_what_to_try() -> None:
    miss = NearestMiss("He left.", "twice", 0, 8, "Twice", PartialDate(2012, 7, 12), "it was printed 2012-07-12")
    advice = (
        Advice("Search all dates, not only 2012-07", "dates"),
        Advice("No article says 'lefft'; some say 'left'", "question", "Who left?"),
        Advice("Ask it with fewer words", "words"),
    )
    drawn = _drawn(_answer("not_found", miss=miss, advice=advice))
    assert "1,204 articles in the archive, 4 in scope (1 of them without a date)" in drawn
    assert "It was printed 12 July 2012." in drawn
    assert 'data-miss="1"' in drawn
    assert '<button type="button" data-turn="0" data-without="dates">Search all dates, not only July 2012</button>' in (
        drawn
    )
    assert 'data-question="Who left?"' in drawn
    assert "<li>Ask it with fewer words</li>" in drawn


def test_chips_tell_the_days_and_which_clock_they_go_by() -> None:
    printed = AnswerScope(date(2012, 7, 1), date(2012, 7, 31), "printed", ("A & B",), (), "")
    words = _words(draw_scope(0, printed, BOUNDS, ()))
    assert words.startswith("Searched printed July 2012 Which date")
    assert "published by A & B ×" in words
    told = AnswerScope(date(2012, 7, 1), None, "either", (), (), "")
    assert "told of or printed from 1 July 2012 on" in _words(draw_scope(0, told, BOUNDS, ()))
    assert 'min="2012-01-01" max="2025-12-31"' in draw_scope(0, told, BOUNDS, ())
    assert "min=" not in draw_scope(0, told, Bounds(), ())


def test_a_name_kept_to_its_spelling_says_so() -> None:
    answer = _answer("answered", (_finding("he", "asserted", None, 0),))
    assert "Ghazali, also Ghazzy ×" in _words(_drawn(answer))
    kept = _words(_drawn(answer, Within(Scope(), ())))
    assert "Ghazali searched as spelled match other spellings" in kept


def test_a_turn_that_is_worked_on_shows_its_steps_and_how_to_stop_it() -> None:
    assert "Waiting for a free place" in draw_turn(0, Turn("Who?"), BOUNDS)
    assert "Waiting: 1 question before yours" in draw_turn(0, Turn("Who?", ahead=1), BOUNDS)
    drawn = draw_turn(3, Turn("Who?", ahead=None, stages=["opening", "reading"]), BOUNDS)
    assert '<li class="past">Opening the archive</li><li class="now">Reading the question</li>' in drawn
    assert 'data-turn="3" data-stop="1"' in drawn


def test_what_was_typed_is_shown_once_where_it_is_what_was_asked() -> None:
    assert "Asked as" not in draw_turn(0, Turn(" Who  left?", question="Who left?"), BOUNDS)
    completed = draw_turn(0, Turn('and "him"?', question='Did "he" leave?'), BOUNDS)
    assert 'name="question" value="Did &quot;he&quot; leave?"' in completed


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


@given(st.text())
def test_whatever_is_typed_opens_no_tag_in_its_turn(text: str) -> None:
    plain = draw_turn(0, Turn("x", question="y", problem="z"), BOUNDS)
    drawn = draw_turn(0, Turn(text, question=text + "?", problem="z"), BOUNDS)
    assert re.findall("<[^>]*?(?= |>)", drawn) == re.findall("<[^>]*?(?= |>)", plain)


def test_words_between_backticks_are_a_command() -> None:
    assert with_commands("run `dateline check <x>`") == "run <code>dateline check &lt;x&gt;</code>"


def test_numbers_are_counted_with_their_noun() -> None:
    assert [counted(number, "article") for number in (0, 1, 1204)] == ["0 articles", "1 article", "1,204 articles"]
