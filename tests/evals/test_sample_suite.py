"""The sample corpus and its known-answer cases, checked against each other before they score anything."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from corpus.dates import PartialDate
from corpus.sentences import sentence_spans
from evals.cases import Case, load_cases
from evals.words import holds

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SUITES = ("sample", "heldout")
KINDS = {
    *(
        "fact",
        "reason",
        "count",
        "date",
        "list",
        "yes-no",
        "attribution",
        "negation",
        "two-clock",
        "spelling",
    ),
    *("conflict", "multi-article", "near-miss", "unanswerable"),
}
LONGEST_SHARED_RUN = 7
"""Words in a row that an article may share with a report that it follows: names with titles get so long."""

needs_shared = pytest.mark.skipif(
    not (SHARED / "articles").is_dir(),
    reason="the reports that the samples follow are not beside the checkout",
)


def parts(file: Path) -> tuple[dict[str, object], str]:
    """Front matter and text."""
    blank, heading, text = re.split(r"^---\n", file.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
    assert blank == ""
    return yaml.safe_load(heading), text.strip()


ARTICLES = {file.stem: parts(file) for file in sorted((ROOT / "corpus" / "articles").iterdir())}
CASES = {suite: load_cases(ROOT / "evals" / f"{suite}.jsonl") for suite in SUITES}
EVERY_CASE = [case for cases in CASES.values() for case in cases]
ANSWERABLE = [case for case in EVERY_CASE if case.answerable]


def sentences(article: str) -> list[str]:
    _, text = ARTICLES[article]
    return [text[start:end] for start, end in sentence_spans(text)]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("’", "'"))


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}


def test_there_are_four_articles_of_300_to_600_words() -> None:
    lengths = {name: len(text.split()) for name, (_, text) in ARTICLES.items()}
    assert len(lengths) == 4
    assert {name: length for name, length in lengths.items() if not 300 <= length <= 600} == {}


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_says_what_it_follows_and_when_that_was_published(name: str) -> None:
    heading, text = ARTICLES[name]
    assert set(heading) == {"title", "publisher", "published", "authors", "follows"}
    assert str(PartialDate.parse(str(heading["published"])).year) in str(heading["follows"])
    assert str(heading["title"]) not in text


@pytest.mark.parametrize("suite", SUITES)
def test_a_suite_covers_every_kind(suite: str) -> None:
    assert {case.kind for case in CASES[suite]} == KINDS
    assert all(case.outcome is not None for case in CASES[suite])


def test_the_suites_are_large_enough() -> None:
    kinds = Counter(case.kind for case in CASES["sample"])
    unanswerable = [case for case in CASES["sample"] if case.outcome == "not_found"]
    assert len(CASES["sample"]) >= 40
    assert len(CASES["heldout"]) >= 20
    assert len(unanswerable) >= 12
    assert 2 * kinds["near-miss"] >= len(unanswerable)
    assert min(kinds.values()) >= 3


def test_ids_and_questions_are_unique_across_the_suites() -> None:
    for told in (Counter(case.id for case in EVERY_CASE), Counter(case.question for case in EVERY_CASE)):
        assert [text for text, times in told.items() if times > 1] == []


@pytest.mark.parametrize("case", ANSWERABLE, ids=lambda case: case.id)
def test_what_a_case_wants_quoted_stands_in_its_articles(case: Case) -> None:
    """In one sentence: a quote of a sentence must be able to hold it."""
    assert case.articles
    assert case.quote_contains
    told = [sentence for article in case.articles for sentence in sentences(article)]
    assert [wanted for wanted in case.quote_contains if not any(wanted in sentence for sentence in told)] == []


@pytest.mark.parametrize("case", [case for case in ANSWERABLE if len(case.articles) > 1], ids=lambda case: case.id)
def test_a_case_of_several_articles_has_something_in_each(case: Case) -> None:
    silent = [
        article
        for article in case.articles
        if not any(wanted in ARTICLES[article][1] for wanted in case.quote_contains)
    ]
    assert silent == []


@pytest.mark.parametrize("case", ANSWERABLE, ids=lambda case: case.id)
def test_an_answer_is_what_the_quoted_sentences_say(case: Case) -> None:
    """In their words, unless it is a judgement on them (yes, no, that it is disputed)."""
    told = " ".join(
        sentence
        for article in case.articles
        for sentence in sentences(article)
        if any(wanted in sentence for wanted in case.quote_contains)
    )
    groups = [*([case.any_of] if case.any_of else []), *case.all_of]
    judged = case.outcome == "disputed" or {"yes", "no"} & set(case.any_of)
    assert groups
    assert judged or all(any(holds(told, wanted) for wanted in group) for group in groups)


def test_a_case_that_cannot_be_answered_wants_nothing() -> None:
    for case in EVERY_CASE:
        if case.answerable is False:
            assert (case.any_of, case.all_of, case.quote_contains, case.articles) == ((), (), (), ()), case.id


def test_no_question_is_asked_before_its_article_was_printed() -> None:
    def printed(article: str) -> date:
        return PartialDate.parse(str(ARTICLES[article][0]["published"])).first

    assert [case.id for case in ANSWERABLE if any(case.asked_on < printed(name) for name in case.articles)] == []


@needs_shared
def test_no_article_copies_the_report_that_it_follows() -> None:
    length = LONGEST_SHARED_RUN + 1
    reports = set[tuple[str, ...]]().union(
        *(runs(file.read_text(encoding="utf-8"), length) for file in (SHARED / "articles").glob("*.txt"))
    )
    assert len(reports) > 1000
    for name, (_, text) in ARTICLES.items():
        assert [" ".join(run) for run in runs(text, length) & reports] == [], name


@needs_shared
def test_the_samples_tell_what_the_reports_are_asked_for() -> None:
    """Each shared case can be asked of the samples as well; `no` and `disputed` are nobody's words."""
    told = " ".join(text for _, text in ARTICLES.values())
    cases = [case for case in load_cases(SHARED / "evals" / "articles.jsonl") if case.outcome == "answered"]
    missing = [
        case.id for case in cases if "no" not in case.any_of and not any(holds(told, wanted) for wanted in case.any_of)
    ]
    assert len(cases) > 10
    assert missing == []


@pytest.mark.parametrize("suite", ["newsroom", "unseen"])
def test_the_suites_by_other_hands_are_whole(suite: str) -> None:
    """Every quote stands in one of its case's articles; a share of questions that nothing answers is among them."""
    folder = ROOT / "evals" / suite
    articles = {file.stem: parts(file)[1] for file in (folder / "articles").iterdir()}
    cases = load_cases(folder / "cases.jsonl")
    assert len({case.question for case in cases}) == len(cases) >= 140
    for case in cases:
        told = [articles[name] for name in case.articles]
        assert [wanted for wanted in case.quote_contains if not any(wanted in text for text in told)] == []
        assert (case.outcome == "not_found") == (not case.any_of and not case.all_of), case.id
    assert sum(case.outcome == "not_found" for case in cases) >= len(cases) / 6
