import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import qa
from evals.cases import Case, load_cases
from evals.evaluate import evaluate
from evals.judge import answer_scores
from evals.run import run
from qa import feedback
from qa.answer import Answer, Finding, Outcome
from qa.errors import FeedbackError, QaError
from qa.feedback import FEEDBACK, LOCK, NOT_TOLD, Verdict, judged, keep, kept
from tests.evals.answers import answer, cut
from vectorstore.scope import Scope

PROOF, SECOND = cut("Ann Lee was reinstated on November 4."), cut("Officials said there was no relation to Bob.")
ANN = replace(answer("Ann Lee", PROOF, SECOND, values=("Ann Lee", "Bob")), question="Who was reinstated?")
NOTHING = replace(answer("The articles do not say.", outcome="not_found"), question="Who was reinstated?")
COMMON = ("id", "kind", "asked_on", "question", "verdict")


def told(case: dict[str, Any]) -> dict[str, Any]:
    """What the case says of a right answer."""
    return {name: value for name, value in case.items() if name not in COMMON}


def loaded(*cases: dict[str, Any]) -> list[Case]:
    """The cases as `dateline eval` reads them from the file that was kept."""
    with TemporaryDirectory() as folder:
        for case in cases:
            keep(Path(folder), case)
        return load_cases(Path(folder) / FEEDBACK)


def right(case: dict[str, Any], given: Answer | None) -> float:
    [read] = loaded(case)
    return answer_scores(read, given, None)["right"]


def found(values: Sequence[str], text: str, outcome: Outcome) -> Answer:
    """Each value with a quote of its own, as far as there are two."""
    findings = tuple(
        Finding(value, "claimed", None, None, 1.0, (min(number, 1),)) for number, value in enumerate(values)
    )
    return replace(answer(text, PROOF, SECOND, outcome=outcome), question="Who?", findings=findings)


# What a judgement becomes


def test_right_asks_for_the_answer_its_first_quote_and_that_quotes_article() -> None:
    case = judged(ANN, "right", note="checked with the desk")
    assert case == {
        "id": case["id"],
        "kind": "feedback",
        "asked_on": "2025-12-20",
        "question": "Who was reinstated?",
        "verdict": "right",
        "outcome": "answered",
        "any_of": ["Ann Lee"],
        "quote_contains": ["Ann Lee was reinstated on November 4."],
        "articles": ["one"],
        "note": "checked with the desk",
    }


def test_a_right_list_may_come_in_another_order() -> None:
    case = judged(found(["Ann", "Bob", "Carl"], "Ann and Bob", "answered"), "right")
    assert case["all_of"] == [["Ann"], ["Bob"]]
    assert "any_of" not in case
    assert right(case, found(["Bob", "Ann"], "Bob and Ann", "answered")) == 1
    assert right(case, found(["Bob"], "Bob", "answered")) == 0


def test_a_right_dispute_asks_for_both_sides_each_with_its_quote() -> None:
    disputed = found(["yes", "no"], "disputed: some say yes, others no", "disputed")
    case = judged(disputed, "right")
    assert told(case) == {
        "outcome": "disputed",
        "all_of": [["yes"], ["no"]],
        "quote_contains": [PROOF.text, SECOND.text],
        "articles": ["one"],
    }
    assert right(case, disputed) == 1
    assert right(case, replace(disputed, quotes=(PROOF,))) == 0


def test_a_dispute_without_sides_asks_for_a_dispute() -> None:
    doubted = found(["uncertain"], "disputed: the articles call it uncertain", "disputed")
    case = judged(doubted, "right")
    assert case["any_of"] == ["disputed", "disputed: the articles call it uncertain"]
    assert right(case, found(["yes", "no"], "disputed: some say yes, others no", "disputed")) == 1


def test_a_right_not_found_wants_nothing_else() -> None:
    assert told(judged(NOTHING, "right")) == {"outcome": "not_found"}


def test_wrong_with_the_right_answer_asks_for_that_one_and_never_again_for_this() -> None:
    case = judged(ANN, "wrong", instead="Bob")
    assert told(case) == {"outcome": "answered", "any_of": ["Bob"], "none_of": ["Ann Lee"]}
    assert right(case, ANN) == 0  # although Bob is among its findings
    assert right(case, answer("Bob", SECOND)) == 1
    assert right(case, NOTHING) == 0


def test_wrong_with_a_right_answer_that_the_wrong_one_holds() -> None:
    case = judged(answer("12 envoys", PROOF), "wrong", instead="12")
    assert right(case, answer("12 envoys", PROOF)) == 0
    assert right(case, answer("12", PROOF)) == 1


@pytest.mark.parametrize("instead", [NOT_TOLD, "Not in the articles.", "not_found", "The articles do not say."])
def test_wrong_since_the_articles_do_not_say(instead: str) -> None:
    case = judged(ANN, "wrong", instead=instead)
    assert told(case) == {"outcome": "not_found"}
    assert (right(case, ANN), right(case, NOTHING)) == (0, 1)


def test_wrong_and_nothing_more_is_known() -> None:
    case = judged(ANN, "wrong")
    assert told(case) == {"none_of": ["Ann Lee"]}
    assert (right(case, ANN), right(case, NOTHING), right(case, answer("Bob", PROOF))) == (0, 1, 1)


def test_a_wrong_not_found_owes_an_answer_whichever() -> None:
    case = judged(NOTHING, "wrong")
    assert told(case) == {"answerable": True}
    assert (right(case, NOTHING), right(case, ANN), right(case, None)) == (0, 1, 0)


def test_a_wrong_not_found_with_the_right_answer() -> None:
    assert told(judged(NOTHING, "wrong", instead="Ann Lee")) == {"outcome": "answered", "any_of": ["Ann Lee"]}


def test_a_wrong_quote_leaves_the_answer_right() -> None:
    case = judged(ANN, "wrong_quote", quote=1)
    assert told(case) == {"outcome": "answered", "any_of": ["Ann Lee"], "no_quote": [SECOND.text]}
    [read] = loaded(case)
    scores = answer_scores(read, ANN, None)
    assert (scores["right"], scores["outcome"], scores["answer"], scores["quote"]) == (0, 1, 1, 0)
    assert right(case, replace(ANN, quotes=(PROOF,))) == 1
    assert judged(ANN, "wrong_quote")["no_quote"] == [PROOF.text]


def test_an_id_belongs_to_question_day_scope_and_answer_not_to_the_verdict() -> None:
    def case_id(given: Answer, verdict: Verdict = "right") -> str:
        return str(judged(given, verdict)["id"])

    assert case_id(ANN) == case_id(ANN, "wrong") == case_id(replace(ANN, confidence=0.1, seconds={}))
    others = [
        replace(ANN, question="Who left?"),
        replace(ANN, asked_on=date(2025, 12, 21)),
        replace(ANN, answer="Bob"),
        replace(ANN, outcome="disputed"),
        replace(ANN, scope=replace(ANN.scope, publishers=("Gulf Post",))),
    ]
    assert len({case_id(ANN), *map(case_id, others)}) == 6


# What cannot be judged


@pytest.mark.parametrize(
    ("given", "arguments", "reason"),
    [
        (ANN, {"verdict": "good"}, "no verdict 'good': say one of right, wrong, wrong_quote"),
        (ANN, {"verdict": "right", "instead": "Bob"}, "'Bob', for one that is not judged wrong: judge it wrong"),
        (ANN, {"verdict": "wrong", "instead": " ann  LEE"}, "'ann LEE', is the answer that was judged wrong: give"),
        (NOTHING, {"verdict": "wrong", "instead": NOT_TOLD}, "is the answer that was judged wrong"),
        (ANN, {"verdict": "wrong", "quote": 0}, "quote 1 for an answer whose quote is not judged: judge the quote"),
        (ANN, {"verdict": "wrong_quote", "quote": 2}, "no quote 3 to judge, the answer has 2: judge one of its quotes"),
        (ANN, {"verdict": "wrong_quote", "quote": -1}, "no quote 0 to judge"),
        (NOTHING, {"verdict": "wrong_quote"}, "no quote 1 to judge, the answer has 0"),
        (ANN, {"verdict": "right", "note": "x" * 1001}, "the note has 1,001 characters, and 1,000 is the most: make"),
        (ANN, {"verdict": "wrong", "instead": "x" * 1001}, "the right answer has 1,001 characters"),
    ],
)
def test_what_does_not_go_together_is_explained(given: Answer, arguments: dict[str, Any], reason: str) -> None:
    with pytest.raises(FeedbackError) as caught:
        judged(given, **arguments)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, QaError)


def test_texts_become_one_line_without_control_characters_and_may_have_1000() -> None:
    case = judged(ANN, "wrong", note="a\x00\x1b[31mb\r\n\tc\u202e d\ud800", instead="Zoë\x07\nLee")
    assert case["note"] == "a[31mb c d"
    assert case["any_of"] == ["Zoë Lee"]
    assert len(judged(ANN, "right", note="x" * 1000 + "\n\x00")["note"]) == 1000


# The answer's own case

WORDS = st.text(min_size=1, max_size=30).filter(lambda text: text.strip() != "")
SAMPLES = st.sampled_from(
    ["yes", "no", "No", "12", "12%", "4 November 2025", "November 4", "the Hague", "Ann", "“Ann”"]
)
VALUES = WORDS | SAMPLES
OUTCOMES: tuple[Outcome, ...] = ("answered", "disputed", "not_found")


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    values = draw(st.lists(VALUES, max_size=4))
    outcome = draw(st.sampled_from(OUTCOMES))
    text = draw(VALUES | st.just(" and ".join(values) or "x"))
    if outcome == "not_found":
        return replace(NOTHING, findings=(), quotes=())
    return found(values, text if text.strip() else "x", outcome)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answers(), st.sampled_from(["right", "wrong", "wrong_quote"]), VALUES | st.just(""), VALUES)
def test_an_answer_scores_on_its_own_case_as_it_was_judged(
    given: Answer, verdict: Verdict, instead: str, note: str
) -> None:
    try:
        case = judged(given, verdict, note, instead if verdict == "wrong" else "")
    except FeedbackError:
        assert verdict != "right"  # no quote to judge, or the wrong answer given as the right one
        return
    assert right(case, given) == (verdict == "right")
    if case.get("any_of") and verdict == "wrong":
        better = replace(answer(case["any_of"][0], PROOF), question="Who?")
        assert right(case, better) == 1
    if verdict == "wrong_quote":
        [read] = loaded(case)
        assert answer_scores(read, given, None)["answer"] == 1


@pytest.mark.parametrize(
    ("question", "asked_on", "outcome"),
    [
        ("Which village was stormed by the Shabiha?", date(2012, 12, 31), "answered"),
        ("Has Brigadier General Ghazali defected?", date(2012, 12, 31), "disputed"),
        ("Who directed the film Argo?", date(2012, 8, 15), "not_found"),
        ("Is Nawaf al-Fares a Sunni?", date(2012, 8, 15), "answered"),
    ],
)
def test_answers_of_the_sample_archive_asked_again(
    assistant: qa.Assistant, question: str, asked_on: date, outcome: Outcome
) -> None:
    given = assistant.ask(question, asked_on)
    assert given.outcome == outcome
    verdicts: tuple[Verdict, ...] = ("right", "wrong", "wrong_quote") if given.quotes else ("right", "wrong")
    for verdict in verdicts:
        report = run(loaded(judged(given, verdict)), assistant.ask, assistant.retrieve)
        assert report.results[0].error is None
        assert report.totals()["right"].value == (verdict == "right")


def test_a_newsroom_asks_its_archive_what_was_judged(
    assistant: qa.Assistant, sample_folder: Path, tmp_path: Path
) -> None:
    village = assistant.ask("Which village was stormed by the Shabiha?", date(2012, 12, 31))
    sunni = assistant.ask("Is Nawaf al-Fares a Sunni?", date(2012, 8, 15))
    film = assistant.ask("Who directed the film Argo?", date(2012, 8, 15))
    for case in (judged(village, "right"), judged(sunni, "wrong"), judged(film, "wrong")):
        keep(tmp_path, case)
    report = evaluate(tmp_path / FEEDBACK, sample_folder)
    assert [result.scores["right"] for result in report.results] == [1, 0, 0]
    totals = report.totals()
    assert (totals["right"].value, totals["right"].cases) == (1 / 3, 3)
    # nobody said whether the articles tell of the second, so it has no part in these
    assert (totals["outcome"].value, totals["outcome"].cases) == (1 / 2, 2)
    assert (totals["false_abstention"].value, totals["false_abstention"].cases) == (1 / 2, 2)
    assert (totals["answer"].value, totals["answer"].cases) == (1, 1)
    assert "not right (2 of 3)" in report.table()


def test_a_scope_set_by_hand_is_told_in_the_note_and_one_read_from_the_question_is_not(
    assistant: qa.Assistant,
) -> None:
    question, day = "Who was reinstated in 2025?", date(2025, 12, 20)
    assert "note" not in judged(assistant.ask(question, day), "right")
    assert "note" not in judged(assistant.ask("Who heads the ministry?", day), "right")
    by_hand = assistant.ask(question, day, Scope(date(2025, 11, 1), date(2025, 12, 31)))
    note = judged(by_hand, "right", note="seen")["note"]
    assert note.startswith("seen; asked within a scope set by hand, which `dateline eval` does not know: printed ")
    assert by_hand.scope.reading in note
    publisher = assistant.archive.publishers()[0]
    hand_set = judged(assistant.ask("Who heads the ministry?", day, Scope(publishers=(publisher,))), "wrong")
    assert hand_set["note"].endswith(f"does not know: published by {publisher}")
    named = judged(assistant.ask(f"Who heads the ministry, according to {publisher}?", day), "right")
    assert "note" not in named


# The file


def case_of(number: int, text: str = "x") -> dict[str, Any]:
    return {"id": f"feedback-{number:04}", "question": f"{number}?", "asked_on": "2025-12-20", "none_of": [text]}


def ids(folder: Path) -> list[str]:
    return [json.loads(line)["id"] for line in kept(folder).splitlines()]


def test_judging_again_replaces_and_each_id_stands_once(tmp_path: Path) -> None:
    assert kept(tmp_path) == ""
    for case in (judged(ANN, "right"), judged(NOTHING, "wrong"), judged(ANN, "wrong", instead="Zoë")):
        keep(tmp_path, case)
    first, second = load_cases(tmp_path / FEEDBACK)
    assert (first.owed, second.none_of, second.any_of) == (True, ("Ann Lee",), ("Zoë",))
    assert kept(tmp_path) == (tmp_path / FEEDBACK).read_text(encoding="utf-8")
    assert "Zoë" in kept(tmp_path)
    before = kept(tmp_path)
    keep(tmp_path, judged(ANN, "wrong", instead="Zoë"))
    assert kept(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [FEEDBACK, LOCK]


def test_lines_that_are_no_cases_stay_as_they_are(tmp_path: Path) -> None:
    damaged = [
        b'{"id": "feedback-0001", "questi',
        b"\xff\xfe\x00",
        b"",
        b'["feedback-0001"]',
        b"[" * 100_000 + b"feedback-0001",
        b"{}\r",
    ]
    old = json.dumps(case_of(1, "old")).encode()
    (tmp_path / FEEDBACK).write_bytes(b"\n".join([*damaged, old, b"# the last has no line end"]))
    keep(tmp_path, case_of(1, "new"))
    *others, new, end = (tmp_path / FEEDBACK).read_bytes().split(b"\n")
    assert others == [*damaged, b"# the last has no line end"]
    assert (json.loads(new), end) == (case_of(1, "new"), b"")
    assert "# the last" in kept(tmp_path)


LINES = st.lists(
    st.binary(max_size=40).filter(lambda line: b"\n" not in line)
    | st.integers(1, 5).map(lambda number: json.dumps(case_of(number)).encode()),
    max_size=8,
)


@settings(deadline=None)
@given(LINES, st.lists(st.integers(1, 5), max_size=4))
def test_whatever_stands_in_the_file_nothing_but_the_same_ids_goes(lines: list[bytes], numbers: list[int]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / FEEDBACK
        path.write_bytes(b"".join(line + b"\n" for line in lines))
        for number in numbers:
            keep(Path(folder), case_of(number, "new"))
        replaced = {json.dumps(case_of(number)).encode() for number in numbers}
        last = [number for place, number in enumerate(numbers) if number not in numbers[place + 1 :]]
        expected = [line for line in lines if line not in replaced]
        expected += [json.dumps(case_of(number, "new")).encode() for number in last]
        assert path.read_bytes() == b"".join(line + b"\n" for line in expected)


def test_threads_that_judge_at_once_lose_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: keep(tmp_path, case_of(number % 40, str(number))), range(80)))
    assert sorted(ids(tmp_path)) == [f"feedback-{number:04}" for number in range(40)]


CHILD = """
import sys, json, resource
from pathlib import Path
from qa.errors import FeedbackError
from qa.feedback import keep
folder, first, last, most = Path(sys.argv[1]), *map(int, sys.argv[2:])
if most:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    for number in range(first, last):
        keep(folder, {"id": f"feedback-{number:04}", "question": "?", "asked_on": "2025-12-20", "none_of": ["x"]})
except FeedbackError as exc:
    sys.exit(str(exc))
"""


def child(folder: Path, first: int, last: int, most: int = 0) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", CHILD, str(folder), str(first), str(last), str(most)]
    return subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


def test_processes_that_judge_at_once_lose_nothing(tmp_path: Path) -> None:
    children = [child(tmp_path, 0, 30), child(tmp_path, 20, 50)]
    assert [(one.communicate(timeout=120)[1], one.returncode) for one in children] == [("", 0), ("", 0)]
    assert sorted(ids(tmp_path)) == [f"feedback-{number:04}" for number in range(50)]


def test_a_full_disk_is_one_clear_line_and_the_file_stays_whole(tmp_path: Path) -> None:
    """A limit on the size of files stands for it: the write fails in the same way."""
    keep(tmp_path, case_of(1, "x" * 900))
    before = kept(tmp_path)
    full = child(tmp_path, 2, 9, most=1000)
    told = full.communicate(timeout=120)[1]
    assert full.returncode == 1
    assert told == (
        f"the feedback in {str(tmp_path)!r} cannot be kept or read (File too large): "
        "see that the folder is there, may be written, and has room\n"
    )
    assert kept(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [FEEDBACK, LOCK]


def test_a_missing_folder_is_explained_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(FeedbackError, match=r"(?s)^the feedback in .*none.* \(No such file or directory\): see that"):
        keep(tmp_path / "none", case_of(1))
    assert not (tmp_path / "none").exists()
    (tmp_path / FEEDBACK).mkdir()
    with pytest.raises(FeedbackError, match="Is a directory"):
        kept(tmp_path)


def test_a_file_that_would_grow_too_large_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, case_of(1))
    before = kept(tmp_path)
    monkeypatch.setattr(feedback, "LARGEST", len(before) + 10)
    keep(tmp_path, case_of(1, "new"))
    with pytest.raises(FeedbackError, match=r"has 0\.0 MB with this, and 0 MB is the most: move it away"):
        keep(tmp_path, case_of(2))
    assert ids(tmp_path) == ["feedback-0001"]


def test_20_mb_are_the_most(tmp_path: Path) -> None:
    (tmp_path / FEEDBACK).write_bytes(b"x" * 20_000_001)
    for attempt in (lambda: keep(tmp_path, case_of(1)), lambda: kept(tmp_path)):
        with pytest.raises(FeedbackError, match=r"20\.0 MB with this, and 20 MB is the most"):
            attempt()


def test_who_may_read_the_file_stays_as_it_was_set(tmp_path: Path) -> None:
    keep(tmp_path, case_of(1))
    (tmp_path / FEEDBACK).chmod(0o600)
    keep(tmp_path, case_of(2))
    assert (tmp_path / FEEDBACK).stat().st_mode & 0o777 == 0o600


def test_the_examples_of_the_documentation_are_what_is_written(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "feedback.md").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.startswith('{"id"')]
    (tmp_path / FEEDBACK).write_text("\n".join(lines), encoding="utf-8")
    assert len(load_cases(tmp_path / FEEDBACK)) == len(lines) == 5
    written = [
        judged(ANN, "right"),
        judged(ANN, "wrong", instead="Bob"),
        judged(ANN, "wrong"),
        judged(NOTHING, "wrong"),
        judged(ANN, "wrong_quote"),
    ]
    assert [list(json.loads(line)) for line in lines] == [list(case) for case in written]
