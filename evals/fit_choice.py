"""Fits the reader's choice among values: `python -m evals.fit_choice ARCHIVE CASES.jsonl`.

Of each question's candidates those that answer are to be chosen, or "none of them" where none does. What is written,
`qa/choice_weights.json`, holds numbers alone. Prints, over five folds of questions that the weights had not seen, the
exact match and token F1 of the first candidate and how often it is right where one is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from tqdm import tqdm

from evals.cases import Case, load_cases
from evals.fitting import Choice, Fitted, fit
from evals.measures import exact_match, token_f1
from qa.assistant import Assistant
from qa.choosing import FEATURES, Candidate
from qa.opening import open_archive, open_span_reader
from qa.question import read_question
from qa.span_reader import SpanReader


@dataclass(frozen=True)
class Collected:
    """A case, the values that were read for it, and the choice between them."""

    case: Case
    candidates: Sequence[Candidate]
    choice: Choice


TARGET = Path(__file__).parent.parent / "qa" / "choice_weights.json"
AGAINST = ("asked",)
FREE = ("passages", "articles", "length")
PENALTY = 1e-3
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
    collected = collect(assistant, open_span_reader(assistant.archive), cases)
    print(f"{len(collected)} questions; {_folds(collected)}")
    fitted = _fitted(collected)
    TARGET.write_text(json.dumps({"bias": -fitted.none, "features": fitted.weights}, indent=2) + "\n")
    print(json.dumps(fitted.weights))


def collect(assistant: Assistant, reader: SpanReader, cases: Sequence[Case]) -> list[Collected]:
    """Each question's candidates, of the whole archive."""
    collected = []
    for case in tqdm(cases, unit="case", disable=None):
        reading = read_question(case.question, case.asked_on, assistant.archive.publishers())
        if reading.kind != "yes_no":
            found = reader.candidates(reading, assistant.search(reading, reading.scope))
            collected.append(Collected(case, found, choice(case, found)))
    return collected


def choice(case: Case, candidates: Sequence[Candidate]) -> Choice:
    """The candidates' features, and which of them answer."""
    features = [[one.features[name] for name in FEATURES] for one in candidates]
    return Choice(features, [_right(case, one) for one in candidates])


def _right(case: Case, candidate: Candidate) -> bool:
    value = candidate.spans[0].value
    return exact_match(value, case.any_of) == 1 or token_f1(value, case.any_of) >= RIGHT


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
            exact.append(exact_match(value, one.case.any_of))
            overlap.append(token_f1(value, one.case.any_of))
            if best is not None and any(one.choice.answers):
                first.append(one.choice.answers[best])
    return (
        f"exact match {100 * fmean(exact):.1f} %, F1 {100 * fmean(overlap):.1f} %; "
        f"of {len(first)} whose answer is among the candidates it comes first in {100 * fmean(first):.1f} %"
    )


if __name__ == "__main__":
    main()
