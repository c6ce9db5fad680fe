from dataclasses import replace

import pytest

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
