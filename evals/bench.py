"""Ours against the plain llama-index way, in one run, on a year of news and its quiz questions.

    python -m evals.bench [FOLDER] [--articles N] [--questions N] [--out docs/benchmarks.md] [--json FILE]

FOLDER holds `articles.jsonl.gz` and `questions.jsonl`. Each side runs in a process of its own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter

from evals.bench_sides import SIDES, SideResult
from evals.bench_table import page
from evals.cases import load_cases
from evals.errors import BenchError, EvalError
from evals.judge import evidence
from evals.record import file_digest, record_run

_FOLDER = Path(__file__).parents[2] / "shared" / "newsquiz" / "2022"


@dataclass(frozen=True)
class Inputs:
    """The files that every side gets: the first articles and the questions that can be found."""

    articles: Path
    questions: Path
    counted: str


def bench(
    folder: Path, articles: int | None, questions: int | None, command: str, equal_articles: int | None = None
) -> tuple[str, dict[str, object]]:
    """Run every side on the first `articles` and `questions` (None for all): the page, and all figures.

    With `equal_articles` the side of equal length gets only so many, and no questions: its pace, at a part of the
    hours.

    BenchError if a file is missing or a side fails.
    """
    record = record_run(
        {"articles": articles, "questions": questions},
        cases_digest=file_digest(_existing(folder / "questions.jsonl")),
        corpus_digest=file_digest(_existing(folder / "articles.jsonl.gz")),
    )
    with TemporaryDirectory(prefix="dateline-bench-") as work:
        inputs = _inputs(folder, Path(work), articles, questions)
        results: list[SideResult] = []
        for side in SIDES:
            if side == SIDES[-1] and equal_articles is not None:
                inputs = replace(_inputs(folder, Path(work), equal_articles, 0), counted=inputs.counted)
            words = results[0].words if results else None
            results.append(_run_side(side, inputs, Path(work) / "result.json", words))
    markdown = page(results, record, inputs.counted, command)
    return markdown, {
        "record": asdict(record),
        "command": command,
        "sides": [asdict(result) for result in results],
    }


def _inputs(folder: Path, work: Path, articles: int | None, questions: int | None) -> Inputs:
    source = folder / "articles.jsonl.gz"
    chosen, asked = work / "articles.jsonl", work / "questions.jsonl"
    with gzip.open(source, "rt", encoding="utf-8") as lines, chosen.open("w", encoding="utf-8") as out:
        count = sum(1 for line in islice(lines, articles) if out.write(line))
    findable = [case for case in load_cases(folder / "questions.jsonl") if evidence(case)][:questions]
    ids = {case.id for case in findable}
    with (folder / "questions.jsonl").open(encoding="utf-8") as lines:
        asked.write_text("".join(line for line in lines if line.strip() and json.loads(line)["id"] in ids))
    return Inputs(chosen, asked, f"{count:,} articles and {len(ids):,} questions of `{_name(folder)}`.")


def _run_side(side: str, inputs: Inputs, result: Path, words: float | None) -> SideResult:
    """Lean as this process is, its memory is no part of the child's peak, which starts with its parent's."""
    command = [sys.executable, "-m", "evals.bench_sides", side]
    command += [
        "--articles",
        str(inputs.articles),
        "--questions",
        str(inputs.questions),
        "--result",
        str(result),
    ]
    if words is not None:
        command += ["--words", f"{words:.1f}"]
    print(f"{side} ...", file=sys.stderr)
    code = subprocess.run(command, cwd=Path(__file__).parents[1], env=os.environ | _OFFLINE, check=False).returncode
    if code:
        raise BenchError(f"the side {side!r} ended with code {code}: its own message stands above")
    return TypeAdapter(SideResult).validate_json(result.read_bytes())


_OFFLINE = {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "true"}


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise BenchError(f"no file {str(path)!r}: give a folder with articles.jsonl.gz and questions.jsonl")
    return path


def _name(folder: Path) -> str:
    return "/".join(folder.resolve().parts[-2:])


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 0 when the page is written, 1 with one line on stderr when it could not be."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", default=_FOLDER)
    parser.add_argument("--articles", type=int, metavar="N", help="the first N articles alone, for a quick check")
    parser.add_argument("--questions", type=int, metavar="N", help="the first N questions alone")
    parser.add_argument(
        "--equal-articles", type=int, metavar="N", help="the side of equal length gets the first N, and no questions"
    )
    parser.add_argument("--out", type=Path, help="the Markdown page; on the terminal if not given")
    parser.add_argument("--json", type=Path, help="all figures")
    given = parser.parse_args(arguments)
    shown = " ".join(["python -m evals.bench", *(sys.argv[1:] if arguments is None else arguments)])
    try:
        markdown, figures = bench(given.folder, given.articles, given.questions, shown, given.equal_articles)
    except EvalError as exc:
        print(f"evals.bench: {exc}", file=sys.stderr)
        return 1
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1) + "\n")
    if given.out:
        given.out.write_text(markdown)
    else:
        print(markdown, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
