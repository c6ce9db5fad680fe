"""Fits the reader's choice among values: `python -m evals.fit_choice ARCHIVE CASES.jsonl`.

Every question with known answers is asked twice: of the archive as it is, and of what was printed a month and more
before the question, where hardly anything tells of it and "none of them" is the right choice. What is written,
`qa/choice_weights.json`, holds numbers alone. Prints the log likelihood and the share of right first choices, both
over five folds of questions that the weights had not seen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from tqdm import tqdm

from evals.cases import Case, load_cases
from evals.fitting import Choice, Fitted, fit
from evals.measures import exact_match, token_f1
from qa.assistant import Assistant
from qa.choosing import FEATURES, Candidate
from qa.opening import open_archive, open_span_reader
from qa.question import read_question
from qa.span_reader import SpanReader
from vectorstore.scope import Scope

TARGET = Path(__file__).parent.parent / "qa" / "choice_weights.json"
AGAINST = ("asked",)
FREE = ("length", "capital")
PENALTY = 1e-3
BEFORE = timedelta(days=30)
FOLDS = 5
RIGHT = 0.8
"""Token F1 from which a value counts as the answer in other words: "President Joe Biden", "Joe Biden"."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_choice", description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("cases", type=Path)
    given = parser.parse_args(arguments)
    cases = [case for case in load_cases(given.cases) if case.any_of]
    assistant = open_archive(given.archive)
    choices = collect(assistant, open_span_reader(assistant.archive), cases)
    print(f"{len(choices)} questions; {_folds(choices)}")
    fitted = _fitted(choices)
    TARGET.write_text(json.dumps({"bias": -fitted.none, "features": fitted.weights}, indent=2) + "\n")
    print(json.dumps(fitted.weights))


def collect(assistant: Assistant, reader: SpanReader, cases: Sequence[Case]) -> list[Choice]:
    """Each question's candidates, of the whole archive and of what is older."""
    choices = []
    for case in tqdm(cases, unit="case", disable=None):
        reading = read_question(case.question, case.asked_on, assistant.archive.publishers())
        if reading.kind == "yes_no":
            continue
        for scope in (reading.scope, Scope(None, case.asked_on - BEFORE, (), "printed")):
            passages = assistant.search(reading, scope)
            choices.append(choice(case, reader.candidates(reading, passages) if passages else []))
    return choices


def choice(case: Case, candidates: Sequence[Candidate]) -> Choice:
    """The candidates' features, and which of them answer."""
    features = [[one.features[name] for name in FEATURES] for one in candidates]
    return Choice(features, [_right(case, one) for one in candidates])


def _right(case: Case, candidate: Candidate) -> bool:
    value = candidate.spans[0].value
    return exact_match(value, case.any_of) == 1 or token_f1(value, case.any_of) >= RIGHT


def _fitted(choices: Sequence[Choice]) -> Fitted:
    return fit(choices, FEATURES, against=AGAINST, free=FREE, penalty=PENALTY)


def _folds(choices: Sequence[Choice]) -> str:
    """How the choice does on questions that it was not fitted on; a question's two choices are in one fold."""
    first = possible = 0
    for fold in range(FOLDS):
        there = [choice for number, choice in enumerate(choices) if number // 2 % FOLDS == fold]
        rest = [choice for number, choice in enumerate(choices) if number // 2 % FOLDS != fold]
        weights = _fitted(rest).weights
        for one in there:
            if any(one.answers):
                scores = [sum(weights[name] * x for name, x in zip(FEATURES, row, strict=True)) for row in one.features]
                possible += 1
                first += one.answers[scores.index(max(scores))]
    return f"of {possible} whose answer is among the candidates it comes first in {100 * first / possible:.1f} %"


if __name__ == "__main__":
    main()
