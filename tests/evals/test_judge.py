from dataclasses import replace

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from evals.cases import Case
from evals.judge import DEPTHS, answer_scores, retrieval_scores, tells
from qa.answer import Answer
from tests.evals.answers import ARTICLES, TODAY, answer, cut, passage

FACT = Case(
    id="a",
    question="Who was reinstated?",
    asked_on=TODAY,
    kind="fact",
    outcome="answered",
    any_of=("Ann Lee", "Lee"),
    quote_contains=("was reinstated on",),
    articles=("one", "two"),
)
NOT_FOUND = Case(id="n", question="Why?", asked_on=TODAY, kind="unanswerable", outcome="not_found")
SHORT = Case(id="s", question="Who?", asked_on=TODAY, kind="in archive", any_of=("“Ann Lee”",), in_archive=True)
PROOF = cut("Ann Lee was reinstated on November 4.")
NOTHING = answer("The articles do not say.", outcome="not_found")


def scores(case: Case, given: Answer | None) -> dict[str, float]:
    return answer_scores(case, given, ARTICLES.get)


def test_a_right_answer_with_the_right_quote() -> None:
    assert scores(FACT, answer("Ann Lee", PROOF)) == {
        "right": 1,
        "outcome": 1,
        "answer": 1,
        "quote": 1,
        "exact_match": 1,
        "f1": 1,
        "contains": 1,
        "false_abstention": 0,
        "quote_validity": 1,
    }


def test_each_part_of_right_is_recorded_by_itself() -> None:
    parts = ("outcome", "answer", "quote", "right")
    tried = [
        (answer("Ann Lee", PROOF, outcome="disputed"), (0, 1, 1, 0)),
        (answer("Bob", PROOF), (1, 0, 1, 0)),
        (answer("Ann Lee", cut("no relation to Bob")), (1, 1, 0, 0)),
        (answer("Ann Lee"), (1, 1, 0, 0)),
        (replace(NOTHING, answer="Ann Lee", quotes=(PROOF,)), (0, 0, 0, 0)),
        (None, (0, 0, 0, 0)),
    ]
    for given, expected in tried:
        found = scores(FACT, given)
        assert tuple(found[part] for part in parts) == expected


def test_a_finding_is_enough_and_every_group_of_all_of_is_needed() -> None:
    both = replace(FACT, any_of=(), all_of=(("Ann", "Anne"), ("Bob",)))
    assert scores(both, answer("two people", PROOF, values=("Anne", "Bob")))["answer"] == 1
    assert scores(both, answer("Ann and Bob", PROOF))["answer"] == 1
    assert scores(both, answer("two people", PROOF, values=("Anne", "Carl")))["answer"] == 0
    assert "exact_match" not in scores(both, answer("Ann and Bob", PROOF))


def test_a_quote_must_come_from_one_of_the_articles_and_hold_every_string() -> None:
    assert scores(replace(FACT, articles=("two",)), answer("Lee", PROOF))["quote"] == 0
    two = replace(FACT, quote_contains=("was reinstated on", "no  Relation to"))
    assert scores(two, answer("Lee", PROOF))["quote"] == 0
    assert scores(two, answer("Lee", PROOF, cut("there was no relation to Bob")))["quote"] == 1


def test_the_second_quote_proves_but_only_the_first_counts_for_contains() -> None:
    other = cut("no relation to Bob")
    assert scores(FACT, answer("?", PROOF, other))["contains"] == 1
    found = scores(FACT, answer("?", other, PROOF))
    assert (found["contains"], found["quote"]) == (0, 1)


def test_an_unanswerable_case_wants_an_abstention_and_a_crash_is_none() -> None:
    assert scores(NOT_FOUND, NOTHING) == {"right": 1, "outcome": 1, "abstention_recall": 1}
    assert scores(NOT_FOUND, answer("Ann", PROOF))["abstention_recall"] == 0
    assert scores(NOT_FOUND, None) == {"right": 0, "outcome": 0, "abstention_recall": 0}


def test_an_abstention_is_false_where_an_answer_is_owed() -> None:
    assert scores(FACT, NOTHING)["false_abstention"] == 1
    assert scores(FACT, None)["false_abstention"] == 1
    assert scores(replace(FACT, outcome="disputed"), NOTHING)["false_abstention"] == 1
    assert "false_abstention" not in scores(NOT_FOUND, NOTHING)


def test_the_short_form_is_right_when_contained_and_has_no_outcome() -> None:
    found = scores(SHORT, answer("It was Ann Lee", PROOF))
    assert (found["right"], found["contains"], found["exact_match"], found["f1"]) == (
        1,
        1,
        0,
        2 * 2 / (4 + 2),
    )
    assert found.keys().isdisjoint({"outcome", "answer", "quote"})
    assert scores(SHORT, NOTHING)["false_abstention"] == 1
    absent = replace(SHORT, in_archive=False)
    assert scores(absent, NOTHING) == {"right": 0, "exact_match": 0, "f1": 0, "contains": 0}


def test_a_wrong_answer_is_wrong_again_though_all_that_is_wanted_is_there() -> None:
    case = replace(FACT, none_of=("Ann Lee the envoy",))
    found = scores(case, answer("Ann Lee, the envoy", PROOF))
    assert (found["outcome"], found["answer"], found["quote"], found["right"]) == (1, 0, 1, 0)
    assert scores(case, answer("Ann Lee", PROOF))["right"] == 1
    # only the short answer is looked at: a finding further down is no answer yet
    assert scores(case, answer("Ann Lee", PROOF, values=("Ann Lee", "Ann Lee the envoy")))["right"] == 1


@pytest.mark.parametrize(
    ("given", "wrong", "again"),
    [
        ("ann LEE.", "Ann Lee", True),
        ("Ann Lee and Bob", "Ann Lee", False),
        ("Ann", "Ann Lee", False),
        ("on 4 November 2025", "2025-11-04", True),
        ("4 November 2025", "November 4", False),
        ("No, there is no relation", "no", True),
        ("There is no date", "no", False),
        ("12", "12%", True),
    ],
)
def test_a_wrong_answer_is_given_again_when_just_that_is_said(given: str, wrong: str, again: bool) -> None:
    wrong_only = Case("w", "Who?", TODAY, "feedback", none_of=(wrong,))
    assert scores(wrong_only, answer(given, PROOF))["right"] == (not again)


def test_what_is_wanted_in_these_very_words_is_never_the_wrong_answer() -> None:
    case = replace(FACT, any_of=("12%",), none_of=("12",), quote_contains=(), articles=())
    assert [scores(case, answer(text, PROOF))["right"] for text in ("12%", "12", "12 %")] == [1, 0, 0]
    groups = replace(case, any_of=(), all_of=(("12%",),))
    assert [scores(groups, answer(text, PROOF))["right"] for text in ("12%", "12")] == [1, 0]


def test_where_the_right_outcome_is_not_known_only_the_wrong_answer_is_a_fault() -> None:
    wrong_only = Case("w", "Who?", TODAY, "feedback", none_of=("Bob",))
    assert scores(wrong_only, answer("Bob", PROOF)) == {"right": 0, "quote_validity": 1}
    assert scores(wrong_only, answer("Ann Lee", PROOF)) == {"right": 1, "quote_validity": 1}
    assert scores(wrong_only, NOTHING) == {"right": 1}
    assert scores(wrong_only, None) == {"right": 0}


def test_a_quote_that_proves_nothing_is_wrong_and_one_that_holds_more_is_another() -> None:
    case = replace(FACT, quote_contains=(), articles=(), no_quote=("ann Lee  was reinstated",))
    found = scores(case, answer("Ann Lee", PROOF, cut("Ann Lee was reinstated")))
    assert (found["outcome"], found["answer"], found["quote"], found["right"]) == (1, 1, 0, 0)
    assert scores(case, answer("Ann Lee", PROOF))["quote"] == 1
    assert scores(replace(case, quote_contains=("Bob",)), answer("Ann Lee", PROOF))["quote"] == 0
    unknown = replace(case, outcome=None, any_of=())
    assert scores(unknown, answer("Ann Lee", cut("Ann Lee was reinstated")))["right"] == 0
    assert scores(unknown, answer("Ann Lee", PROOF)) == {"right": 1, "quote_validity": 1}


def test_where_an_answer_is_owed_any_will_do_but_a_wrong_one() -> None:
    owed = Case("o", "Who?", TODAY, "feedback", owed=True)
    assert scores(owed, answer("Ann", PROOF))["right"] == scores(owed, answer("?", outcome="disputed"))["right"] == 1
    assert scores(owed, NOTHING) == scores(owed, None) == {"right": 0, "outcome": 0, "false_abstention": 1}
    assert scores(replace(owed, none_of=("Ann",)), answer("Ann")) == {
        "right": 0,
        "outcome": 1,
        "false_abstention": 0,
    }


@whatever(
    st.builds(
        Case,
        st.just("p"),
        st.just("Who?"),
        st.just(TODAY),
        st.just("feedback"),
        outcome=st.sampled_from(["answered", "disputed", "not_found", None]),
        any_of=st.lists(st.text(min_size=1, max_size=5), max_size=2).map(tuple),
        none_of=st.lists(st.text(min_size=1, max_size=5), max_size=2).map(tuple),
        no_quote=st.sampled_from([(), (PROOF.text,), ("Bob",)]),
        owed=st.booleans(),
    ),
    st.text(max_size=5),
    st.sampled_from(["answered", "disputed", "not_found", "crash"]),
)
def test_no_score_leaves_0_and_1_and_a_crash_is_never_right(case: Case, text: str, outcome: str) -> None:
    given = None if outcome == "crash" else answer(text, PROOF, outcome=outcome)  # type: ignore[arg-type]
    found = scores(case, given)
    assert all(0 <= score <= 1 for score in found.values())
    assert given is not None or found["right"] == 0
    stricter = scores(replace(case, none_of=(*case.none_of, "Ann"), no_quote=(*case.no_quote, "Ann")), given)
    assert case.short or stricter["right"] <= found["right"]  # what may not be said only ever takes away
    assert retrieval_scores(case, [passage("one", text)]).keys() <= {
        "answer_mrr",
        *(f"answer_recall@{k}" for k in DEPTHS),
    }


def test_a_false_quote_lowers_the_validity() -> None:
    moved = replace(PROOF, start=PROOF.start + 1)
    assert scores(FACT, answer("Ann Lee", PROOF, moved))["quote_validity"] == 1 / 2
    assert "quote_validity" not in answer_scores(FACT, answer("Ann Lee", PROOF), None)


@pytest.mark.parametrize(
    ("given", "wanted", "told"),
    [
        ("ann LEE.", "Ann Lee", True),
        ("Ann Lee, the envoy", "Ann Lee", True),
        ("Ann Leeds", "Ann Lee", False),
        ("on 4 November 2025", "November 4", True),
        ("2025-11-04", "November 4, 2025", True),
        ("No, there is no relation", "no", True),
        ("No", "no", True),
        ("There is no date", "no", False),
        ("Yes: it was no mistake", "yes", True),
        ("Ann Lee " + "word " * 39, "Ann Lee", False),
    ],
)
def test_tells(given: str, wanted: str, told: bool) -> None:
    assert tells(given, wanted) is told


def test_retrieval_scores() -> None:
    ranked = [
        passage("zero", "nothing"),
        passage("one", "Bob"),
        passage("one", "Ann Lee left"),
        passage("two", ""),
    ]
    found = retrieval_scores(FACT, ranked)
    # articles one and two are wanted; one first at rank 2, two at rank 4; the string at rank 3
    assert [found[f"article_recall@{k}"] for k in DEPTHS] == [0 / 2, 2 / 2, 2 / 2, 2 / 2]
    assert found["article_mrr"] == 1 / 2
    assert [found[f"answer_recall@{k}"] for k in DEPTHS] == [0, 1, 1, 1]
    assert found["answer_mrr"] == 1 / 3
    assert set(retrieval_scores(FACT, None).values()) == {0}
    assert retrieval_scores(FACT, None).keys() == found.keys()


def test_what_no_passage_can_show_is_unscored() -> None:
    ranked = [passage("one", "no Ann Lee")]
    assert retrieval_scores(NOT_FOUND, ranked) == {}
    assert retrieval_scores(replace(SHORT, in_archive=False), ranked) == {}
    assert retrieval_scores(replace(FACT, articles=(), any_of=("no",)), ranked) == {}
    assert retrieval_scores(replace(FACT, articles=(), outcome="disputed"), ranked) == {}
    assert retrieval_scores(SHORT, ranked)["answer_mrr"] == 1
