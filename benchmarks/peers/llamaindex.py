"""LlamaIndex: a BM25 and a vector retriever in its fusion retriever, set up for Norwegian."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CANDIDATES = 50
"""Rows that each retriever gives; LlamaIndex's default of 2 is meant for a language model."""

MODE = "dist_based_score"
"""The best of the three ways of fusion on training questions of NorQuAD."""


class LlamaIndex:
    """`QueryFusionRetriever` without a language model: the question as it was asked, nothing more.

    Passages of the same text count as one: by its text the library knows a passage again.
    """

    settings = f"Norwegian stems and stop words, {MODE}, {CANDIDATES} candidates each"

    def __init__(
        self,
        texts: Sequence[str],
        vectors: NDArray[np.float32],
        encode_query: Callable[[str], NDArray[np.float32]],
    ) -> None:
        import Stemmer
        from llama_index.core import MockEmbedding, VectorStoreIndex
        from llama_index.core.llms import MockLLM
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.core.schema import TextNode
        from llama_index.retrievers.bm25 import BM25Retriever

        nodes = [
            TextNode(id_=str(row), text=text, embedding=vector.tolist())
            for row, (text, vector) in enumerate(zip(texts, vectors, strict=True))
        ]
        candidates = min(CANDIDATES, len(nodes))
        lexical = BM25Retriever(
            nodes=nodes,
            stemmer=Stemmer.Stemmer("norwegian"),
            language="norwegian",
            similarity_top_k=candidates,
        )
        # The two mocks are the library's own word for "none": vectors come with the nodes and
        # with the question, and one query asks for no rephrasing.
        dense = VectorStoreIndex(nodes, embed_model=MockEmbedding(embed_dim=vectors.shape[1]))
        self._encode_query = encode_query
        self._retriever = QueryFusionRetriever(
            [lexical, dense.as_retriever(similarity_top_k=candidates)],
            llm=MockLLM(),
            mode=MODE,
            num_queries=1,
            use_async=False,
            similarity_top_k=2 * candidates,
        )

    def search(self, question: str, depth: int) -> list[tuple[int, float]]:
        """Return the best rows, at most all candidates."""
        from llama_index.core.schema import QueryBundle

        vector = self._encode_query(question).tolist()
        found = self._retriever.retrieve(QueryBundle(question, embedding=vector))
        return [(int(node.node.node_id), float(node.score)) for node in found[:depth]]
