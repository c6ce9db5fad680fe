"""The plain llama-index way: its splitter, embedding class, Chroma store and retriever, all defaults."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import fmean

import chromadb
from chromadb.config import Settings
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import MetadataMode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore

_SAMPLE = 200
"""Articles on which the splitter's size is fitted; the mean over all is then within 2 % of what was asked."""


class PlainLlamaIndex:
    """Documents of text with title, publisher and date as metadata, as a reader of files would make them.

    With `words` the splitter's size is set so that its passages have about that mean length, without overlap.
    """

    def __init__(self, model: Path, articles: Path, work: Path, depth: int, words: float | None = None) -> None:
        self._articles, self._depth = articles, depth
        self._splitter = SentenceSplitter() if words is None else fitted_splitter(articles, words)
        self._embedding = HuggingFaceEmbedding(model_name=str(model))
        self._embedding.get_text_embedding("warm")
        client = chromadb.PersistentClient(str(work / "chroma"), settings=Settings(anonymized_telemetry=False))
        self._collection = client.create_collection("plain")

    @property
    def settings(self) -> str:
        """The splitter's size and overlap."""
        return f"SentenceSplitter({self._splitter.chunk_size}, {self._splitter.chunk_overlap})"

    def index(self) -> None:
        """Read, split, embed and store, the library's way."""
        index = VectorStoreIndex.from_documents(
            list(_documents(self._articles)),
            storage_context=StorageContext.from_defaults(
                vector_store=ChromaVectorStore(chroma_collection=self._collection)
            ),
            embed_model=self._embedding,
            transformations=[self._splitter],
        )
        self._retriever = index.as_retriever(similarity_top_k=self._depth)

    def passages(self) -> Iterable[str]:
        """The texts of all nodes."""
        total = self._collection.count()
        for offset in range(0, total, 5000):
            page = self._collection.get(include=["documents"], limit=5000, offset=offset)
            yield from page["documents"] or []

    def retrieve(self, question: str, asked_on: date | None) -> Sequence[str]:
        """The best nodes' texts; the day of asking makes no difference."""
        return [found.node.get_content(MetadataMode.NONE) for found in self._retriever.retrieve(question)]


def fitted_splitter(articles: Path, words: float) -> SentenceSplitter:
    """The splitter without overlap whose passages of the first articles come nearest to a mean of `words`.

    The size counts tokens, the metadata's among them, so it is found by trying: the mean grows with it.
    """
    sample = list(islice(_documents(articles), _SAMPLE))
    low, high = 100, 1024
    while high - low > 4:
        size = (low + high) // 2
        nodes = SentenceSplitter(chunk_size=size, chunk_overlap=0).get_nodes_from_documents(sample)
        mean = fmean(len(node.get_content(MetadataMode.NONE).split()) for node in nodes)
        low, high = (size, high) if mean < words else (low, size)
    return SentenceSplitter(chunk_size=high, chunk_overlap=0)


def _documents(articles: Path) -> Iterator[Document]:
    opened = gzip.open if articles.suffix == ".gz" else open
    with opened(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            facts = json.loads(line)
            metadata = {name: facts[key] for name, key in _METADATA.items() if facts.get(key)}
            yield Document(id_=facts["url"], text=facts["text"], metadata=metadata)


_METADATA = {"title": "title", "publisher": "publisher", "published": "publish_date"}
