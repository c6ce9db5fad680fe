from datetime import date
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Case, load_cases
from evals.errors import CasesError

LONG = (
    '{"id": "a", "question": "Who?", "asked_on": "2025-12-20", "outcome": "answered", "any_of": ["Ann"],'
    ' "all_of": [["x", "y"], ["z"]], "quote_contains": ["Ann did"], "articles": ["one"],'
    ' "kind": "fact", "note": "n"}'
)
SHORT = '{"id": "b", "asked_on": "2022-06-16", "question": "Which show?", "answers": ["“Squid Game”"]}'
LITTLE_KNOWN = '{"id": "c", "question": "Who?", "asked_on": "2025-12-20", '


def write(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_long_form_is_read_whole(tmp_path: Path) -> None:
    [case] = load_cases(write(tmp_path, LONG))
    assert case == Case(
        id="a",
        question="Who?",
        asked_on=date(2025, 12, 20),
        kind="fact",
        outcome="answered",
        any_of=("Ann",),
        all_of=(("x", "y"), ("z",)),
        quote_contains=("Ann did",),
        articles=("one",),
        note="n",
    )
    assert case.answerable is True


@pytest.mark.parametrize(
    ("more", "kind", "answerable"),
    [
        ("", "short", True),
        (', "in_archive": true', "in archive", True),
        (', "in_archive": false', "not in archive", None),
    ],
)
def test_the_short_form_tells_no_outcome(tmp_path: Path, more: str, kind: str, answerable: bool | None) -> None:
    [case] = load_cases(write(tmp_path, SHORT[:-1] + more + "}"))
    assert (case.any_of, case.outcome) == (("“Squid Game”",), None)
    assert (case.kind, case.answerable) == (kind, answerable)


@pytest.mark.parametrize(
    ("known", "case", "answerable"),
    [
        ('"none_of": ["Ann", "Bob"]', {"none_of": ("Ann", "Bob")}, None),
        ('"no_quote": ["Ann left."]', {"no_quote": ("Ann left.",)}, None),
        ('"answerable": true', {"owed": True}, True),
        ('"answerable": true, "none_of": ["Ann"]', {"owed": True, "none_of": ("Ann",)}, True),
        (
            '"outcome": "not_found", "answerable": false, "none_of": ["Ann"]',
            {"outcome": "not_found", "none_of": ("Ann",)},
            False,
        ),
    ],
)
def test_a_case_may_say_only_what_is_wrong_or_that_an_answer_is_owed(
    tmp_path: Path, known: str, case: dict[str, Any], answerable: bool | None
) -> None:
    [read] = load_cases(write(tmp_path, LITTLE_KNOWN + known + "}"))
    assert read == Case("c", "Who?", date(2025, 12, 20), "other", **case)
    assert (read.answerable, read.short) == (answerable, False)


def test_the_short_form_is_known_by_its_answers_alone(tmp_path: Path) -> None:
    [long, short] = load_cases(write(tmp_path, LONG, SHORT))
    assert (long.short, short.short) == (False, True)


def test_both_forms_blank_lines_and_unknown_fields_go_together(tmp_path: Path) -> None:
    path = write(tmp_path, LONG, "", SHORT[:-1] + ', "source": "elsewhere"}', "")
    assert [case.id for case in load_cases(path)] == ["a", "b"]


def test_a_line_separator_inside_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    [case] = load_cases(write(tmp_path, LONG.replace("Who?", "Who\u2028now?")))
    assert case.question == "Who\u2028now?"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "EOF while parsing"),
        ("[]", "should be an object"),
        (LONG.replace('"asked_on": "2025-12-20", ', ""), "asked_on: Field required"),
        (LONG.replace("2025-12-20", "2025-13-20"), "not '2025-13-20'"),
        (LONG.replace('"answered"', '"found"'), "outcome: "),
        (LONG.replace('["Ann"]', '[" "]'), "any_of.0: "),
        (LONG.replace('["Ann"]', '"Ann"'), "any_of: "),
        (SHORT.replace('["“Squid Game”"]', "[]"), "answers: "),
        (SHORT.replace('"question"', '"query"'), "question: Field required"),
        (LONG.replace('"outcome": "answered", ', ""), "outcome: Field required, but for a case of none_of, no_quote"),
        (LITTLE_KNOWN + '"kind": "fact"}', "outcome: Field required, but for"),
        (LITTLE_KNOWN + '"answerable": false}', "outcome: Field required, but for"),
        (LITTLE_KNOWN + '"none_of": ["Ann"], "any_of": ["Bob"]}', "outcome: Field required, but for"),
        (LITTLE_KNOWN + '"none_of": [""]}', "none_of.0: "),
        (LITTLE_KNOWN + '"outcome": "not_found", "answerable": true}', "answerable: a case that is answerable is not"),
    ],
)
def test_a_bad_line_is_named_with_file_line_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    path = write(tmp_path, SHORT, line)
    with pytest.raises(CasesError) as caught:
        load_cases(path)
    message = str(caught.value)
    assert message.startswith(f"{path}, line 2: ")
    assert reason in message
    assert message.endswith("mend the line or take it out")


def test_an_id_used_twice_names_both_lines(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match=r"line 3: the id 'b' was used on line 1"):
        load_cases(write(tmp_path, SHORT, LONG, SHORT))


def test_a_missing_binary_or_empty_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match="cannot be read"):
        load_cases(tmp_path / "none.jsonl")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CasesError, match="UTF-8"):
        load_cases(tmp_path / "binary")
    with pytest.raises(CasesError, match="holds no cases"):
        load_cases(write(tmp_path, "", " "))
