"""Everything derived is made anew from the articles; until all of it stands, the old one serves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from corpus.article import Article
from vectorstore import lexical, rows, truth
from vectorstore.derived import VectorWriter
from vectorstore.indexing import checked_split, embed, kept_vectors, ready, texts_of
from vectorstore.settings import ArchiveSettings
from vectorstore.truth import Truth

if TYPE_CHECKING:
    from vectorstore.encoder import Encoder

_BATCH_ARTICLES = 100


def rebuild(kept: Truth, vectors: VectorWriter, now: ArchiveSettings, encoder: Encoder) -> None:
    """Make passages and vectors (where the settings changed), words and Chroma anew, and swap.

    The new Chroma folder is filled beside the old one; the swap is the commit of one transaction. A kill
    before it changes nothing. What was removed earlier leaves the disk.
    """
    with kept.writing() as connection:
        before = ArchiveSettings.from_json(truth.manifest(connection)["settings"])
        if now != before:
            _split_anew(connection, now, encoder, same_model=now.model == before.model)
        lexical.rebuild(connection)
        index = vectors.filled(connection)
        truth.note(connection, settings=now.to_json(), chroma=index.folder.name, dirty=0)
        truth.advance(connection)
    vectors.sweep()
    kept.compact()


def _split_anew(connection: sqlite3.Connection, settings: ArchiveSettings, encoder: Encoder, same_model: bool) -> None:
    """Replace every passage. A vector is kept where neither its text nor the model changed."""
    for batch in _batches(connection):
        split = [(article, checked_split(article, settings.passage_size)) for article in batch]
        texts = texts_of(split)
        vectors = kept_vectors(connection, texts) if same_model else {}
        embed(encoder, texts, vectors)
        for article, passages in ready(split, vectors):
            (number,) = connection.execute("SELECT number FROM articles WHERE id = ?", (article.id,)).fetchone()
            connection.execute("DELETE FROM passages WHERE article = ?", (number,))
            rows.insert_passages(connection, number, article, passages)


def _batches(connection: sqlite3.Connection) -> Iterator[list[Article]]:
    ids = iter(rows.article_ids(connection))
    while batch := list(islice(ids, _BATCH_ARTICLES)):
        found = [rows.article(connection, name) for name in batch]
        yield [article for article in found if article is not None]
