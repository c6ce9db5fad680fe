"""The archive's search as a llama-index retriever, to stand under any of its query engines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from vectorstore.retrieval import RetrievedPassage


class DatelineRetriever(BaseRetriever):
    """Gives a question's passages as nodes, best first, with the fused score.

    `search` finds them. A node's `start_char_idx` and `end_char_idx` are offsets into the article that its
    metadata name, so that `article.text[start_char_idx:end_char_idx]` is its text.

    >>> engine = RetrieverQueryEngine.from_args(DatelineRetriever(search), llm=llm)  # doctest: +SKIP
    """

    def __init__(self, search: Callable[[str], Sequence[RetrievedPassage]]) -> None:
        self._search = search
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        passages = self._search(query_bundle.query_str)
        return [NodeWithScore(node=_node(found), score=found.score) for found in passages]


def _node(found: RetrievedPassage) -> TextNode:
    """What a reader should know of the article is told to a language model too; the rest is for programs."""
    passage = found.passage
    headings = {"title": found.title, "publisher": found.publisher, "published": found.published}
    facts = {name: str(value) for name, value in {**headings, "url": found.url}.items() if value is not None}
    ranks = {f"rank_{name}": rank for name, rank in found.ranks.items()}
    return TextNode(
        id_=f"{passage.article_id}:{passage.start}-{passage.end}",
        text=found.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={**facts, "article": passage.article_id, "sha256": found.sha256, **ranks},
        excluded_embed_metadata_keys=["url", "article", "sha256", *ranks],
        excluded_llm_metadata_keys=["url", "article", "sha256", *ranks],
    )
