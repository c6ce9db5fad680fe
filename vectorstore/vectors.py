"""The vectors in Chroma, through llama-index: a derived index that can always be made anew from the truth."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar, cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError
from llama_index.core.schema import BaseNode, TextNode
from llama_index.core.vector_stores import (
    FilterCondition,
    FilterOperator,
    MetadataFilter,
    MetadataFilters,
    VectorStoreQuery,
)
from llama_index.vector_stores.chroma import ChromaVectorStore

from vectorstore.chroma_files import unusable
from vectorstore.rows import Vector, VectorRow
from vectorstore.scope import Scope

Item = TypeVar("Item")

COLLECTION = "passages"
_PAGE = 5_000
"""Ids per listing; Chroma fails above about 32,000 rows."""


class VectorIndex:
    """A Chroma folder, made if it is not there. One process at a time may write it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with _translated(folder):
            settings = Settings(anonymized_telemetry=False)
            self._client = cast(Client, chromadb.PersistentClient(str(folder), settings=settings))
            self._collection = self._client.get_or_create_collection(
                COLLECTION, metadata={"hnsw:space": "cosine"}, embedding_function=None
            )
            self._batch = self._client.get_max_batch_size()
        self._store = ChromaVectorStore(chroma_collection=self._collection)

    def add(self, rows: Sequence[VectorRow]) -> None:
        """Add vectors; one whose id is there already is left as it is (an id names its content)."""
        with _translated(self.folder):
            for some in _slices(rows, self._batch):
                self._store.add([_node(row) for row in some])

    def delete(self, ids: Sequence[str]) -> None:
        """Delete the vectors of those ids; unknown ids are no error."""
        with _translated(self.folder):
            for some in _slices(ids, self._batch):
                self._store.delete_nodes(list(some))

    def ids(self) -> set[str]:
        """The id of every vector."""
        found: set[str] = set()
        with _translated(self.folder):
            while page := self._collection.get(include=[], limit=_PAGE, offset=len(found))["ids"]:
                found.update(page)
        return found

    def differing(self, rows: Iterable[VectorRow]) -> list[str]:
        """The ids of those rows whose vector here is missing or another."""
        remaining = iter(rows)
        found: list[str] = []
        while batch := list(islice(remaining, _PAGE)):
            with _translated(self.folder):
                page = self._collection.get([row.vector_id for row in batch], include=["embeddings"])
            there = dict(zip(page["ids"], np.asarray(page["embeddings"], dtype=np.float32), strict=True))
            found += [row.vector_id for row in batch if not _same(row.vector, there.get(row.vector_id))]
        return found

    def nearest(self, vector: Vector, k: int, scope: Scope) -> list[tuple[str, float]]:
        """About the `k` nearest vectors in scope as (id, cosine), best first.

        The clock "either" is taken loosely here, by the span of all days that a passage tells of.
        """
        with _translated(self.folder):
            found = self._store.query(
                VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=k, filters=_filters(scope))
            )
        similarities = found.similarities or []
        # llama-index gives exp(-distance), and Chroma's distance is 1 - cosine
        return [(name, 1 + math.log(s)) for name, s in zip(found.ids or [], similarities, strict=True)]

    def close(self) -> None:
        """Let go of the folder: the next one to open it sees what other processes have written."""
        self._client.close()


def _same(given: Vector, got: Vector | None) -> bool:
    # Chroma scales to unit length, which half precision is by 0.0005 not
    return got is not None and given.shape == got.shape and bool(given @ got > 0.999 * np.linalg.norm(given))


def _node(row: VectorRow) -> BaseNode:
    facts = {
        "publisher": row.publisher or "",
        "first_day": row.printed[0],
        "last_day": row.printed[1],
        "told_first": row.told[0],
        "told_last": row.told[1],
    }
    return TextNode(id_=row.vector_id, text="", embedding=row.vector.tolist(), metadata=facts)


def _filters(scope: Scope) -> MetadataFilters | None:
    filters: list[MetadataFilter | MetadataFilters] = []
    if scope.publishers:
        filters.append(MetadataFilter(key="publisher", value=list(scope.publishers), operator=FilterOperator.IN))
    if scope.dated:
        first, last = scope.days
        names = ("first_day", "last_day") if scope.clock == "printed" else ("told_first", "told_last")
        filters.append(MetadataFilter(key=names[0], value=last, operator=FilterOperator.LTE))
        filters.append(MetadataFilter(key=names[1], value=first, operator=FilterOperator.GTE))
    return MetadataFilters(filters=filters, condition=FilterCondition.AND) if filters else None


def _slices(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for first in range(0, len(items), size):
        yield items[first : first + size]


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except ChromaError as exc:
        raise unusable(folder, str(exc)) from exc
