"""The benchmark as a Markdown page: the table, and what it says in sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evals.bench_sides import Found, SideResult
from evals.measures import percentile, reciprocal_rank
from evals.record import RunRecord

_DEPTHS = (1, 5, 10, 20)
_PASSAGES_IN_BUDGET = 10


def recall_at(found: Sequence[Found], k: int) -> float:
    """The share of questions whose answer stood in the first k passages."""
    return sum(one.rank is not None and one.rank <= k for one in found) / len(found)


def recall_in_words(found: Sequence[Found], words: int) -> float:
    """The share of questions whose answer stood in the first so many words, passages read in order."""
    return sum(one.words is not None and one.words <= words for one in found) / len(found)


def mean_reciprocal_rank(found: Sequence[Found]) -> float:
    """The MRR of the first passage with the answer."""
    return sum(reciprocal_rank(one.rank) for one in found) / len(found)


def word_budget(ours: SideResult) -> int:
    """As many words as ten of our passages have, in full hundreds."""
    return max(100, 100 * round(_PASSAGES_IN_BUDGET * ours.words / 100))


def page(results: Sequence[SideResult], record: RunRecord, inputs: str, command: str) -> str:
    """The whole page. `results` are ours, plain and plain of equal length; `inputs` says what was indexed."""
    ours, plain, equal = results
    parts = [
        "# Benchmark: ours against plain llama-index",
        f"{inputs} One run, each side in a process of its own, one after the other.",
        _table(results, word_budget(ours)),
        _sentences(ours, plain, equal),
        _NOTES.format(words=word_budget(ours)),
        _made_with(record, command),
    ]
    return "\n\n".join(parts) + "\n"


def _table(results: Sequence[SideResult], budget: int) -> str:
    rows: list[tuple[str, Callable[[SideResult], str]]] = [
        ("passages from", lambda side: side.settings),
        ("passages", lambda side: f"{side.passages:,}"),
        ("words a passage, mean", lambda side: f"{side.words:.0f}"),
        ("of these within the model's 256 word pieces", lambda side: f"{side.embedded_words:.0f}"),
        ("indexing, seconds", lambda side: f"{side.index_seconds:,.1f}"),
        ("passages a second", lambda side: f"{passages_per_second(side):,.1f}"),
        ("words embedded a second", lambda side: f"{embedded_words_per_second(side):,.0f}"),
        ("peak memory, MB", lambda side: f"{side.peak_mb:,.0f}"),
        ("peak memory when indexed, MB", lambda side: f"{side.index_mb:,.0f}"),
        ("retrieval p50, ms", lambda side: f"{1000 * percentile(side.retrieve_seconds, 0.5):.1f}"),
        ("retrieval p95, ms", lambda side: f"{1000 * percentile(side.retrieve_seconds, 0.95):.1f}"),
        *((f"recall@{k}", lambda side, k=k: _percent(recall_at(side.found, k))) for k in _DEPTHS),
        (f"recall in the first {budget:,} words", lambda side: _percent(recall_in_words(side.found, budget))),
        ("recall@10, the day of asking not told", lambda side: _percent(recall_at(side.found_undated, 10))),
        ("MRR", lambda side: f"{mean_reciprocal_rank(side.found):.3f}"),
    ]
    head = ["", *(side.side for side in results)]
    lines = [head, ["---", *("---:" for _ in results)]]
    asking = [label for label, _ in rows if label.startswith(("re", "MRR"))]
    lines += [
        [label, *("not asked" if label in asking and not side.found else cell(side) for side in results)]
        for label, cell in rows
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def passages_per_second(side: SideResult) -> float:
    """From the file of articles to an index that can be asked."""
    return side.passages / side.index_seconds


def embedded_words_per_second(side: SideResult) -> float:
    """Those words alone that the encoder saw."""
    return side.passages * side.embedded_words / side.index_seconds


def _sentences(ours: SideResult, plain: SideResult, equal: SideResult) -> str:
    speed = passages_per_second(ours) / passages_per_second(equal)
    words = embedded_words_per_second(ours) / embedded_words_per_second(equal)
    budget = word_budget(ours)
    medians = [1000 * percentile(side.retrieve_seconds, 0.5) for side in (ours, plain)]
    lines = [
        f"Passages of equal length are indexed at {speed:.2f} times the plain way's pace "
        f"({words:.2f} times in words embedded a second).",
        f"Peak memory is {ours.peak_mb:,.0f} MB against {plain.peak_mb:,.0f} MB "
        f"({equal.peak_mb:,.0f} MB at equal length).",
        f"Recall@10 is {_gains(ours, plain, equal, lambda side: recall_at(side.found, 10))}; in the first {budget:,} "
        f"words it is {_gains(ours, plain, equal, lambda side: recall_in_words(side.found, budget))}.",
        "Without being told the day of asking, recall@10 is "
        f"{_gains(ours, plain, equal, lambda side: recall_at(side.found_undated, 10))}.",
        f"The median retrieval takes {medians[0]:.1f} ms against {medians[1]:.1f} ms.",
    ]
    return "\n".join(f"- {line}" for line in lines)


def _gains(ours: SideResult, plain: SideResult, equal: SideResult, score: Callable[[SideResult], float]) -> str:
    gains = f"{_gain(score(ours), score(plain))} the plain way's"
    return gains + (f", {_gain(score(ours), score(equal))} that at equal length" if equal.found else "")


def _gain(ours: float, theirs: float) -> str:
    if theirs == 0:
        return "not comparable with (0 %)"
    change = 100 * (ours / theirs - 1)
    return f"{abs(change):.1f} % {'above' if change >= 0 else 'below'}"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


_NOTES = """\
How to read it:

- A question counts when its answer's string stands in the archive; it is found when the string stands in a
  passage, word for word after normalisation. A long passage holds more strings, some by chance, so recall@k
  favours the side with long passages. The recall in the first {words:,} words gives each side the same text
  to read.
- The encoder reads the first 256 word pieces of a passage and drops the rest, so passages a second compare
  only between sides of equal length.
- The plain way: one `Document` an article with title, publisher and date as metadata, `SentenceSplitter`,
  `HuggingFaceEmbedding` of the same model, `ChromaVectorStore`, `VectorStoreIndex`, `as_retriever`. At equal
  length the splitter's size is set to give our mean length, and its overlap to 0.
- Ours prefers what was printed near the day on which the question is asked; the plain way has no such notion.
  One row shows ours without being told the day.
- Indexing runs from the file of articles to an index that can be asked, the model loaded before. Retrieval is
  one question at a time in a warm process, the embedding of the question included. Memory is what was
  resident at the most."""


def _made_with(record: RunRecord, command: str) -> str:
    packages = ", ".join(f"{name} {version}" for name, version in record.packages.items())
    return "\n".join(
        (
            f"- Made {record.at} with `{command}`, commit {record.commit or 'unknown'}.",
            f"- Machine: {record.machine}.",
            f"- Packages: {packages}.",
            f"- Articles {record.corpus_digest}, questions {record.cases_digest} (SHA-256).",
        )
    )
