"""Fits the rule by which the reader chooses among values: `python -m evals.fit_choice SIZE ARCHIVE CASES.jsonl ...`.

SIZE is `large` or `small`; archives and their cases follow in pairs. Of each question's candidates those that
answer are to be chosen, or "none of them" where none does. What is written, `qa/choice_SIZE.json`, holds numbers
alone. Prints, over five folds of questions that the weights had not seen, the exact match and token F1 of the first
candidate and how often it is right where one is; and the thresholds that would lose shares of the right answers.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, quantiles

from tqdm import tqdm

import qa
from evals.cases import Case, load_cases
from evals.ending import exit_code
from evals.fitting import Choice, Fitted, fit
from evals.judge import tells
from evals.measures import exact_match, token_f1
from qa import regression
from qa.assistant import Assistant
from qa.choosing import FEATURES, LARGE, SMALL, Candidate, ChoiceRule, log_odds
from qa.decision import BEHIND, SHOWN
from qa.opening import open_reader
from qa.question import read_question
from qa.regression import Regression
from qa.span_reader import SpanReader


@dataclass(frozen=True)
class Collected:
    """A case, the values that were read for it, and the choice between them."""

    case: Case
    candidates: Sequence[Candidate]
    choice: Choice


RULES = {"small": SMALL, "large": LARGE}
AGAINST = ("asked", "ended")
FREE = ("passages", "articles", "length")
"""Not held to a sign: `votes` counts the same twice over, and whether long answers are right hangs on the questions."""
PENALTY = 1e-3
FOLDS = 5
RIGHT = 0.8
"""Token F1 from which a value counts as the answer in other words: "President Joe Biden", "Joe Biden"."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_choice", description=__doc__)
    parser.add_argument("size", choices=RULES)
    parser.add_argument("sources", type=Path, nargs="+", metavar="ARCHIVE CASES", help="archives and cases in turn")
    parser.add_argument("--threshold", type=float, help="log odds, of what is shown, under which it is not (as it is)")
    given = parser.parse_args(arguments)
    if len(given.sources) % 2:
        parser.error(f"no cases for {str(given.sources[-1])!r}: name a file of cases after each archive")
    collected = [
        one
        for archive, cases in zip(given.sources[::2], given.sources[1::2], strict=True)
        for one in _read(archive, cases)
    ]
    print(f"{len(collected)} questions; {_folds(collected)}")
    fitted = _fitted(collected)
    weights = Regression(-fitted.none, fitted.weights)
    for lost in (0.05, 0.1, 0.2):
        print(f"{100 * lost:.0f} % of the right answers lie under {_threshold(weights, collected, lost)}")
    kept = ChoiceRule.shipped(RULES[given.size]).threshold
    rule = {
        "threshold": kept if given.threshold is None else given.threshold,
        "bias": weights.bias,
        "features": fitted.weights,
    }
    (Path(qa.__file__).parent / RULES[given.size]).write_text(json.dumps(rule, indent=2) + "\n")
    print(json.dumps(rule))


def _read(archive: Path, cases: Path) -> list[Collected]:
    assistant = qa.open_archive(archive)
    return collect(assistant, open_reader(assistant.archive), load_cases(cases))


def _threshold(weights: Regression, collected: Sequence[Collected], lost: float) -> float:
    """The log odds of what is shown under which that share of the right first candidates lie."""
    right = []
    for one in collected:
        odds = sorted(zip(log_odds(weights, one.candidates), one.choice.answers, strict=True), reverse=True)
        if odds and odds[0][1]:
            right.append(_of_shown([value for value, _ in odds]))
    return round(quantiles(right, n=1000)[round(1000 * lost) - 1], 1)


def _of_shown(odds: Sequence[float]) -> float:
    """The log odds that one of the values shown is right, from the log odds of all, best first."""
    shown = [value for value in odds if value >= odds[0] - BEHIND][:SHOWN]
    return regression.log_odds(min(sum(regression.probability(value) for value in shown), 0.999))


def collect(assistant: Assistant, reader: SpanReader, cases: Sequence[Case]) -> list[Collected]:
    """The candidates of each question that asks for a value and has answers or none."""
    collected = []
    for case in tqdm(cases, unit="case", disable=None):
        reading = read_question(case.question, case.asked_on, assistant.archive.publishers())
        if not reading.asks_for_sentences and _is_known(case):
            found = reader.candidates(reading, assistant.search(reading, reading.scope))
            collected.append(Collected(case, found, choice(case, found)))
    return collected


def _is_known(case: Case) -> bool:
    """Whether it is known which values answer, or that none does."""
    return case.outcome == "not_found" or (case.outcome != "disputed" and bool(case.any_of or case.all_of))


def choice(case: Case, candidates: Sequence[Candidate]) -> Choice:
    """The candidates' features, and which of them answer."""
    features = [[one.features[name] for name in FEATURES] for one in candidates]
    return Choice(features, [_right(case, one) for one in candidates])


def _right(case: Case, candidate: Candidate) -> bool:
    value = candidate.spans[0].value
    if not case.short:
        return case.outcome == "answered" and any(tells(value, one) for some in _answers(case) for one in some)
    return exact_match(value, case.any_of) == 1 or token_f1(value, case.any_of) >= RIGHT


def _answers(case: Case) -> tuple[tuple[str, ...], ...]:
    return (case.any_of, *case.all_of)


def _fitted(collected: Sequence[Collected]) -> Fitted:
    choices = [one.choice for one in collected]
    return fit(choices, FEATURES, against=AGAINST, free=FREE, penalty=PENALTY)


def _folds(collected: Sequence[Collected]) -> str:
    """How the choice does on questions that it was not fitted on."""
    exact, overlap, first = [], [], []
    for fold in range(FOLDS):
        weights = _fitted([one for number, one in enumerate(collected) if number % FOLDS != fold]).weights
        for one in collected[fold::FOLDS]:
            scores = [sum(weights[name] * found.features[name] for name in FEATURES) for found in one.candidates]
            best = scores.index(max(scores)) if scores else None
            value = "" if best is None else one.candidates[best].spans[0].value
            if one.case.any_of:
                exact.append(exact_match(value, one.case.any_of))
                overlap.append(token_f1(value, one.case.any_of))
            if best is not None and any(one.choice.answers):
                first.append(one.choice.answers[best])
    return (
        f"exact match {100 * fmean(exact):.1f} %, F1 {100 * fmean(overlap):.1f} %; "
        f"of {len(first)} whose answer is among the candidates it comes first in {100 * fmean(first):.1f} %"
    )


if __name__ == "__main__":
    sys.exit(exit_code("evals.fit_choice", main))
