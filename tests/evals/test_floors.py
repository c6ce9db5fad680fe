from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cases import Case
from evals.errors import FloorsError
from evals.floors import Floors, load_floors, main, measured_floors, pinned, save_floors, shortfalls
from evals.run import run
from tests.evals.answers import TODAY, answer

FLOORS = Floors("c" * 64, "q" * 64, {"right": 0.9, "f1": 0.5, "false_abstention": 0.1})

scores = st.dictionaries(st.sampled_from(["right", "f1", "contains", "false_abstention"]), st.floats(0, 1))


def measured(**changed: float) -> Floors:
    return replace(FLOORS, scores={**FLOORS.scores, **changed})


def test_equal_or_better_is_no_shortfall() -> None:
    assert shortfalls(FLOORS, FLOORS) == []
    assert shortfalls(FLOORS, measured(right=1.0, f1=0.6, false_abstention=0.0, contains=0.1)) == []


def test_a_line_names_the_score_its_floor_what_was_got_and_what_to_do() -> None:
    [line] = shortfalls(FLOORS, measured(right=0.8))
    assert line.startswith("right (")
    assert "floor 0.9000, got 0.8000" in line
    assert "--pin --lower" in line


def test_what_rests_on_the_network_may_differ_by_one_case_of_twenty() -> None:
    exact = replace(FLOORS, scores={**FLOORS.scores, "quote_validity": 1.0, "article_mrr": 0.9})
    assert shortfalls(exact, replace(exact, scores={**exact.scores, "right": 0.86, "false_abstention": 0.14})) == []
    lines = shortfalls(exact, replace(exact, scores={**exact.scores, "quote_validity": 0.99, "article_mrr": 0.89}))
    assert [line.split()[0] for line in lines] == ["quote_validity", "article_mrr"]
    kept, refused = pinned(FLOORS, measured(right=0.89), lower=False)
    assert (kept.scores["right"], len(refused)) == (0.9, 1)


def test_false_abstention_must_not_rise_and_a_score_must_not_vanish() -> None:
    [line] = shortfalls(FLOORS, measured(false_abstention=0.2))
    assert line.startswith("false_abstention (")
    [line] = shortfalls(FLOORS, replace(FLOORS, scores={"right": 0.9, "false_abstention": 0.1}))
    assert "f1" in line
    assert "not measured" in line


@pytest.mark.parametrize("field", ["corpus", "questions"])
def test_another_digest_says_to_pin_anew(field: str) -> None:
    other = Floors(**{**vars(FLOORS), field: "0" * 64})
    [line] = shortfalls(FLOORS, other)
    assert line.startswith(f"{field}: ")
    assert line.endswith("`python -m evals.floors --pin`")


def test_pinning_raises_and_lowers_only_when_told() -> None:
    now = replace(measured(right=1.0, f1=0.4, false_abstention=0.2, contains=0.3), corpus="n" * 64)
    kept, refused = pinned(FLOORS, now, lower=False)
    assert kept.scores == {"right": 1.0, "f1": 0.5, "contains": 0.3, "false_abstention": 0.1}
    assert kept.corpus == now.corpus
    assert [line.split()[0] for line in refused] == ["f1", "false_abstention"]
    assert all("--lower" in line for line in refused)
    assert pinned(FLOORS, now, lower=True) == (now, [])
    assert pinned(None, now, lower=False) == (now, [])


@given(scores, scores)
def test_what_was_pinned_holds_and_without_lower_no_floor_falls(old: dict[str, float], new: dict[str, float]) -> None:
    before, now = replace(FLOORS, scores=old), replace(FLOORS, scores=new)
    lowered, _ = pinned(before, now, lower=True)
    assert shortfalls(lowered, now) == []
    kept, refused = pinned(before, now, lower=False)
    assert shortfalls(before, kept) == []
    assert len(shortfalls(kept, now)) <= len(refused)  # what is worse by no more than processors differ holds


def test_measured_scores_are_rounded_to_the_forgiving_side_and_timings_left_out() -> None:
    cases = [Case(str(n), "?", TODAY, "k", "answered", any_of=("yes",)) for n in range(3)]
    replies = iter(["yes", "yes", ""])

    def ask(question: str, asked_on: object) -> object:
        text = next(replies)
        return answer(text, outcome="answered" if text else "not_found")

    floors = measured_floors(run(cases, ask), "c", "q")  # type: ignore[arg-type]
    assert floors.scores["right"] == 0.6666  # 2/3, down
    assert floors.scores["false_abstention"] == 0.3334  # 1/3, up
    assert not [name for name in floors.scores if "ask" in name or "seconds" in name]


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    save_floors(path, FLOORS)
    assert load_floors(path) == FLOORS


def test_missing_or_broken_floors_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FloorsError, match="--pin"):
        load_floors(tmp_path / "floors.json")
    (tmp_path / "floors.json").write_text('{"corpus": "c"}')
    with pytest.raises(FloorsError, match="restore it from git"):
        load_floors(tmp_path / "floors.json")


def test_lower_goes_with_pin(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--lower"])
    assert caught.value.code == 2
    assert "--pin" in capsys.readouterr().err
