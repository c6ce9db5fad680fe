"""One case, one answer: its scores. What a case says nothing of is left out, never counted as zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.article import Article
from evals.cases import Case
from evals.dates import tells_date
from evals.measures import (
    MOST_WORDS,
    article_recall,
    contains,
    exact_match,
    first_rank,
    quote_validity,
    reciprocal_rank,
    token_f1,
)
from evals.words import fold, holds, normalise
from qa.answer import Answer
from vectorstore.retrieval import RetrievedPassage

DEPTHS = (1, 5, 10, 20)
"""The k of recall@k; so many passages are asked of a retriever at the most."""

_YES_NO = frozenset(("yes", "no"))


def answer_scores(
    case: Case, answer: Answer | None, article: Callable[[str], Article | None] | None
) -> dict[str, float]:
    """The scores of an answer; None stands for a crash, which misses all that the case asks.

    A long-form case is right when its outcome, answer and quotes are, so far as it names them, and nothing is
    given that it knows to be wrong; a short-form case when the answer is contained. Where the right outcome is
    not known, the answer and its quotes are unscored, and to abstain is no fault unless an answer is owed.
    `article` finds an article by id for the check of the quotes.
    """
    found = answer if answer is not None and answer.outcome != "not_found" else None
    scores: dict[str, float] = {}
    if case.outcome is not None or case.owed:
        scores["outcome"] = float(answer is not None and _outcome_right(case, answer))
    if case.answerable is False:
        scores["abstention_recall"] = float(answer is not None and found is None)
    else:
        scores |= _content(case, found)
    if case.answerable:
        scores["false_abstention"] = float(found is None)
    parts = ("contains",) if case.short else ("outcome", "answer", "quote")
    blameless = answer is not None and not (found and (_said_wrong(case, found) or _quoted_wrong(case, found)))
    scores["right"] = min([float(blameless), *(scores[part] for part in parts if part in scores)])
    if answer is not None and answer.quotes and article is not None:
        scores["quote_validity"] = quote_validity(answer.quotes, article)
    return scores


def _content(case: Case, found: Answer | None) -> dict[str, float]:
    scores: dict[str, float] = {}
    given = found.answer if found else ""
    if case.any_of:
        scores["exact_match"] = exact_match(given, case.any_of)
        scores["f1"] = token_f1(given, case.any_of)
        first_quote = [quote.text for quote in found.quotes[:1]] if found else []
        scores["contains"] = contains([given, *first_quote], case.any_of)
    if case.outcome is not None and (case.any_of or case.all_of):
        scores["answer"] = float(found is not None and _answer_right(case, found) and not _said_wrong(case, found))
    if case.outcome is not None and (case.quote_contains or case.articles or case.no_quote):
        scores["quote"] = float(found is not None and _quote_right(case, found) and not _quoted_wrong(case, found))
    return scores


def _outcome_right(case: Case, answer: Answer) -> bool:
    return answer.outcome != "not_found" if case.outcome is None else answer.outcome == case.outcome


def _answer_right(case: Case, found: Answer) -> bool:
    given = [found.answer, *(finding.value for finding in found.findings)]
    groups = [*([case.any_of] if case.any_of else []), *case.all_of]
    return all(any(tells(text, wanted) for text in given for wanted in group) for group in groups)


def tells(given: str, wanted: str) -> bool:
    """Whether a given answer says what is wanted: equal, or held by at most 40 words, or the same date.

    `yes` and `no` must be the answer's first word: anywhere else `no` is just a word.
    """
    if normalise(given) == normalise(wanted):
        return True
    if len(given.split()) > MOST_WORDS:
        return False
    if normalise(wanted) in _YES_NO:
        return normalise(given).split()[:1] == [normalise(wanted)]
    return holds(given, wanted) or tells_date(given, wanted)


def _said_wrong(case: Case, found: Answer) -> bool:
    """Whether the short answer says one of the wrong ones and no more: "Ann Lee and Bob" is not the wrong "Bob".

    What is wanted in these very words is never wrong: "12%" may be right where "12" is not.
    """
    given = " ".join(found.answer.split())
    wanted = (" ".join(text.split()) for group in (case.any_of, *case.all_of) for text in group)
    return given not in wanted and any(_says_just(given, wrong) for wrong in case.none_of)


def _says_just(given: str, wrong: str) -> bool:
    if normalise(wrong) in _YES_NO:
        return tells(given, wrong)
    return normalise(given) == normalise(wrong) or (tells_date(given, wrong) and tells_date(wrong, given))


def _quoted_wrong(case: Case, found: Answer) -> bool:
    quotes = {fold(quote.text) for quote in found.quotes}
    return any(fold(wrong) in quotes for wrong in case.no_quote)


def _quote_right(case: Case, found: Answer) -> bool:
    quotes = [fold(quote.text) for quote in found.quotes]
    told = all(any(fold(wanted) in quote for quote in quotes) for wanted in case.quote_contains)
    homes = {quote.article for quote in found.quotes}
    return told and (not case.articles or not homes.isdisjoint(case.articles))


def retrieval_scores(case: Case, passages: Sequence[RetrievedPassage] | None) -> dict[str, float]:
    """Recall at each depth and reciprocal rank, of the case's articles and of its answer's string.

    None stands for a crash. Unscored: cases that have no answer or none in the archive, and answers whose
    string is no evidence (`yes`, `no`, that it is disputed).
    """
    scores: dict[str, float] = {}
    ranked = passages or ()
    if case.articles and case.answerable:
        homes = [passage.passage.article_id for passage in ranked]
        rank = first_rank(home in case.articles for home in homes)
        for k in DEPTHS:
            scores[f"article_recall@{k}"] = article_recall(homes, case.articles, k)
        scores["article_mrr"] = reciprocal_rank(rank)
    strings = evidence(case)
    if strings:
        rank = first_rank(any(holds(passage.text, string) for string in strings) for passage in ranked)
        for k in DEPTHS:
            scores[f"answer_recall@{k}"] = float(rank is not None and rank <= k)
        scores["answer_mrr"] = reciprocal_rank(rank)
    return scores


def evidence(case: Case) -> tuple[str, ...]:
    """The strings of which one stands in any passage that tells the answer; empty where none is known."""
    if not case.answerable or case.outcome == "disputed":
        return ()
    return tuple(string for string in case.any_of if normalise(string) not in _YES_NO)
