"""`dateline eval`: a file of cases asked of an archive."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tqdm import tqdm

import qa
from corpus.article import Article
from evals.cases import load_cases
from evals.errors import EvalError
from evals.record import articles_digest, file_digest, record_run
from evals.report import Report
from evals.run import run
from vectorstore.archive import Archive
from vectorstore.errors import UnknownArticle
from vectorstore.files import index_paths
from vectorstore.settings import ArchiveSettings


def evaluate(cases_path: Path, archive_path: Path, json_path: Path | None = None, limit: int | None = None) -> Report:
    """Ask an archive the cases of a file (the first `limit`) and score the answers; progress goes to stderr.

    The whole report is written to `json_path`, if given. EvalError if the cases cannot be read or the report
    cannot be written, ArchiveError if there is no archive that can be read.
    """
    if json_path is not None and not json_path.absolute().parent.is_dir():
        raise EvalError(f"no folder for {str(json_path)!r}: make it first, or name another file")
    cases = load_cases(cases_path)[:limit]
    assistant = qa.open_archive(archive_path)
    try:
        archive = assistant.archive
        record = record_run(
            {"archive": asdict(archive.settings), "limit": limit},
            cases_digest=file_digest(cases_path),
            corpus_digest=articles_digest((article.id, article.sha256) for article in archive.articles()),
        )
        shown = tqdm(cases, unit="case", file=sys.stderr, disable=None)
        report = run(shown, assistant.ask, assistant.retrieve, article=_finder(archive), record=record)
    finally:
        assistant.close()
    if json_path is not None:
        _write(json_path, report)
    return report


def index_folder(articles: Path, archive_path: Path) -> None:
    """Make an archive of a folder of articles, by default settings; EvalError unless all of them go in."""
    with Archive.open(archive_path, create=ArchiveSettings()) as archive:
        report = index_paths(archive, [articles])
    if report.rejected:
        first = report.rejected[0]
        raise EvalError(f"{first.file} in {str(articles)!r} was rejected: {first.reason}; mend it")
    if not report.added:
        raise EvalError(f"no articles in {str(articles)!r}: name a folder that holds some")


def _finder(archive: Archive) -> Callable[[str], Article | None]:
    def find(article_id: str) -> Article | None:
        try:
            return archive.article(article_id)
        except UnknownArticle:
            return None

    return find


def _write(path: Path, report: Report) -> None:
    try:
        path.write_text(json.dumps(report.to_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as exc:
        raise EvalError(f"the report cannot be written to {str(path)!r} ({exc}): name another file") from exc
