"""Haystack: a pipeline of a BM25 and an embedding retriever, joined by reciprocal rank fusion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Haystack:
    """The in-memory store with its own BM25 (BM25L over words as they stand; it has no stemmer).

    Built as in Haystack's guide to hybrid retrieval, but for the embedder: we encode.
    """

    settings = "in-memory store, defaults, reciprocal_rank_fusion"

    def __init__(
        self,
        texts: Sequence[str],
        vectors: NDArray[np.float32],
        encode_query: Callable[[str], NDArray[np.float32]],
    ) -> None:
        from haystack import Document, Pipeline
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import (
            InMemoryBM25Retriever,
            InMemoryEmbeddingRetriever,
        )
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        # Not shared: a shared store outlives its user, in a global.
        store = InMemoryDocumentStore(shared=False)
        store.write_documents(
            [
                Document(id=str(row), content=text, embedding=vector.tolist())
                for row, (text, vector) in enumerate(zip(texts, vectors, strict=True))
            ]
        )
        self._encode_query = encode_query
        self._pipeline = Pipeline()
        self._pipeline.add_component("bm25", InMemoryBM25Retriever(store))
        self._pipeline.add_component("dense", InMemoryEmbeddingRetriever(store))
        self._pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        self._pipeline.connect("bm25", "joiner")
        self._pipeline.connect("dense", "joiner")

    def search(self, question: str, depth: int) -> list[tuple[int, float]]:
        """Return the best rows; each retriever gives ``depth`` of them, 10 is Haystack's default.

        A score of 1 means that both retrievers put the row first.
        """
        vector = self._encode_query(question).tolist()
        given = {
            "bm25": {"query": question, "top_k": depth},
            "dense": {"query_embedding": vector, "top_k": depth},
            "joiner": {"top_k": depth},
        }
        documents = self._pipeline.run(given)["joiner"]["documents"]
        return [(int(document.id), float(document.score)) for document in documents]
