"""The retriever works under llama-index's own parts."""

from __future__ import annotations

from llama_index.core.llms import MockLLM
from llama_index.core.postprocessor import SimilarityPostprocessor
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import ResponseMode, get_response_synthesizer
from llama_index.core.schema import MetadataMode, TextNode

from tests.vectorstore.samples import article
from vectorstore.archive import Archive
from vectorstore.llama import DatelineRetriever
from vectorstore.retrieval import RetrievedPassage
from vectorstore.scope import EVERYTHING


def _retriever(archive: Archive) -> DatelineRetriever:
    def search(question: str) -> list[RetrievedPassage]:
        scores = dict(archive.search_vector(archive.encoder.encode_question(question), EVERYTHING, 3))
        return [
            RetrievedPassage(
                passage=one.passage,
                text=one.text,
                sha256=one.sha256,
                title=one.title,
                publisher=one.publisher,
                published=one.published,
                url=one.url,
                ranks={"dense": rank},
                score=scores[one.number],
            )
            for rank, one in enumerate(archive.passages(list(scores)), start=1)
        ]

    return DatelineRetriever(search)


def test_nodes_carry_offsets_and_headings(archive: Archive) -> None:
    archive.index([article("ann"), article("bob", published=None)])
    found = _retriever(archive).retrieve("who painted the harbour wall?")
    assert len(found) == 3
    for one in found:
        source = archive.article(one.node.metadata["article"])
        node = one.node
        assert isinstance(node, TextNode)
        assert source.text[node.start_char_idx : node.end_char_idx] == node.get_content()
        assert node.metadata["title"] == source.title
        assert node.metadata.get("published") == (str(source.published) if source.published else None)
    told = found[0].node.get_content(metadata_mode=MetadataMode.LLM)
    assert "title: Title of" in told
    assert "sha256" not in told


def test_under_a_query_engine(archive: Archive) -> None:
    archive.index([article("ann"), article("bob")])
    llm = MockLLM()
    engine = RetrieverQueryEngine(
        _retriever(archive),
        get_response_synthesizer(llm=llm, response_mode=ResponseMode.COMPACT),
        node_postprocessors=[SimilarityPostprocessor(similarity_cutoff=0.2)],
    )
    response = engine.query("ann counted a heron in the town")
    assert "ann counted a heron in the town." in str(response)
    assert response.source_nodes[0].node.metadata["article"] == "ann"
    assert all(node.score is not None and node.score >= 0.2 for node in response.source_nodes)
