"""Fits the sentence picker's weights: `python -m evals.fit_picker READER_DATA_FOLDER`.

Every question meets the sentences of its own context and of the contexts likest to it that lack the answer; half of
the questions meet only those. The objective is the log likelihood of the answering sentence among all and "none".
The weights that count for an answer are held above 0, so that none of them learns the quirks of one data set.
One set of weights is over the feature `dense` too, one is without it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

import qa
from corpus.passages import Passage
from corpus.words import words
from evals.ending import exit_code
from evals.errors import EvalError
from evals.fitting import Choice, fit
from qa.evidence import FEATURES, Evidence, measure
from qa.lexicon import weigh
from qa.likeness import Likeness
from qa.question import read_question
from qa.regression import Regression
from qa.sentence_picker import FOR_SENTENCES, FOR_VALUES
from vectorstore.encoder import SentenceEncoder, default_question_encoder
from vectorstore.retrieval import RetrievedPassage

SOURCES = {"squad2-half-dev": 1200, "timeqa": 200, "squadshifts": 900, "clapnq-sentences": 299}
OTHERS, KEPT = 4, 16
Array = npt.NDArray[np.float32]
_DAY = date(2020, 1, 1)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the data, fit, print the weights and their likelihood, write them."""
    parser = argparse.ArgumentParser(prog="python -m evals.fit_picker", description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path, help="the folder of reader data")
    folder = parser.parse_args(arguments).data
    random.seed(0)
    torch.manual_seed(0)
    groups = list(_groups(folder))
    for file, names in ((FOR_SENTENCES, (*FEATURES, "dense")), (FOR_VALUES, FEATURES)):
        choices = [Choice([row[: len(names)] for row in one.features], one.answers) for one in groups]
        fitted = fit(choices, names, against=("missing",), free=("length",))
        facts = {"bias": -fitted.none, "features": fitted.weights}
        (Path(qa.__file__).parent / file).write_text(json.dumps(facts, indent=2) + "\n")
        print(f"{file}: {len(groups)} questions, loss {fitted.loss:.4f}: {json.dumps(facts)}")


Found = list[tuple[Evidence, RetrievedPassage]]


def _groups(folder: Path) -> Iterator[Choice]:
    """All sentences in one call of the encoder, which compiles its kernels for each new shape."""
    asked = list(_found(folder))
    encoder = SentenceEncoder()
    texts = list(dict.fromkeys(one.text(passage) for _, found in asked for one, passage in found))
    numbers = {text: number for number, text in enumerate(texts)}
    vectors = encoder.encode_passages(texts)
    for row, found in asked:
        question = encoder.encode_question(row["question"])
        cosines = vectors[[numbers[one.text(passage)] for one, passage in found]] @ question
        yield _sentences(row, found, cosines)


def _found(folder: Path) -> Iterator[tuple[dict[str, Any], Found]]:
    rows = [row for name, size in SOURCES.items() for row in _sample(folder / f"{name}.jsonl.gz", size)]
    contexts = list(dict.fromkeys(row["context"] for row in rows))
    likest = _Likest(contexts)
    likeness = Likeness(default_question_encoder().word_vector)
    first = Regression(0.0, {"cover": 2.0, "near": 2.0, "predicate": 2.0, "names_wide": 1.0, "value": 1.0})
    for number, row in enumerate(rows):
        golds = [answer["text"].lower() for answer in row["answers"]]
        others = [text for text in likest.of(row["question"]) if not any(gold in text.lower() for gold in golds)]
        chosen = [*([row["context"]] if number % 3 else []), *others[:OTHERS]]
        reading = read_question(row["question"], _DAY)
        weights = weigh([term.stem for term in reading.terms], likest.frequencies, len(contexts))
        passages = [_passage(text) for text in chosen if text != row["context"] or number % 3]
        found = [(one, passage) for passage in passages for one in measure(reading, weights, passage, likeness)]
        found.sort(key=lambda pair: -first.log_odds(pair[0].features))
        if found:
            yield row, found[:KEPT]


def _sentences(row: dict[str, Any], found: Found, cosines: Array) -> Choice:
    starts = [answer["start"] for answer in row["answers"]]
    return Choice(
        [
            [*(one.features[name] for name in FEATURES), float(cosine)]
            for (one, _), cosine in zip(found, cosines, strict=True)
        ],
        [
            passage.text == row["context"] and any(one.start <= start < one.end for start in starts)
            for one, passage in found
        ],
    )


class _Likest:
    """The contexts that share most with a question, by the weight of the shared words."""

    def __init__(self, contexts: list[str]) -> None:
        self._contexts = contexts
        stems = [{word.stem for word in words(text) if not word.is_stop} for text in contexts]
        self.frequencies = Counter(stem for some in stems for stem in some)
        self._holders: dict[str, list[int]] = {}
        for number, some in enumerate(stems):
            for stem in some:
                self._holders.setdefault(stem, []).append(number)

    def of(self, question: str) -> list[str]:
        scores = np.zeros(len(self._contexts))
        stems = [word.stem for word in words(question) if not word.is_stop]
        for stem, weight in weigh(stems, self.frequencies, len(self._contexts)).items():
            scores[self._holders.get(stem, [])] += weight
        return [self._contexts[number] for number in np.argsort(-scores)[: 2 * OTHERS]]


def _sample(path: Path, size: int) -> list[dict[str, Any]]:
    if not path.is_file():
        raise EvalError(f"no file {str(path)!r}: give the folder of reader data")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return random.sample([row for row in rows if row["answers"]], size)


def _passage(text: str) -> RetrievedPassage:
    return RetrievedPassage(Passage("", 0, len(text)), text, "", "", None, None, None, {}, 0.0)


if __name__ == "__main__":
    sys.exit(exit_code("evals.fit_picker", main))
