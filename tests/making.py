"""Passages, vectors, queries and candidates for tests that build by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kompetanse_qa.answering import Candidate
from kompetanse_qa.encoders import Encoder
from kompetanse_qa.encoders.toy import ToyTokenEncoder
from kompetanse_qa.engines import Batch
from kompetanse_qa.query import Query, make_query
from kompetanse_qa.records import Anchor, Passage, Position, ReportCard, Span

TOY = ToyTokenEncoder()


def passage(
    key: str, *sentences: str, report: str = "r", title: str = "", headings: tuple[str, ...] = ()
) -> Passage:
    """A passage of these sentences, one space between them."""
    text = " ".join(sentences)
    spans, at = [], 0
    for sentence in sentences:
        start = text.index(sentence, at)
        at = start + len(sentence)
        spans.append(Span(start=start, end=at))
    position = Position(start=0, end=len(text), lines=(1, 1))
    return Passage(
        id=key,
        report_id=report,
        title=title,
        year=None,
        headings=headings,
        position=position,
        kind="paragraph",
        text=text,
        sentences=tuple(spans),
        anchors=(Anchor(offset=0, position=position),),
    )


def card(report: str = "r", passages: int = 1, **more: object) -> ReportCard:
    """The card of a report of which nothing else is known."""
    known: dict[str, object] = {
        "title": report,
        "authors": (),
        "publisher": None,
        "year": None,
        "url": None,
        "source": f"{report}.txt",
        "descriptive_title": False,
        "listed": True,
    }
    return ReportCard(id=report, passages=passages, **{**known, **more})


def batch(passages: Sequence[Passage], encoder: ToyTokenEncoder = TOY) -> Batch:
    """The passages of one report with the toy's vectors."""
    texts = [p.indexed_text for p in passages]
    before = [len(t) - len(p.text) for t, p in zip(texts, passages, strict=True)]
    spans = [
        [Span(start=s.start + n, end=s.end + n) for s in p.sentences]
        for n, p in zip(before, passages, strict=True)
    ]
    vectors = encoder.encode_passages_in_parts(texts, spans, lambda done: None)
    report = passages[0].report_id if passages else "r"
    return Batch(card=card(report, len(passages)), passages=passages, vectors=vectors)


def query(text: str, encoder: Encoder = TOY) -> Query:
    """A question, made ready with the toy."""
    return make_query(text, encoder)


def candidate(
    of: Passage,
    near: Sequence[float],
    met: Sequence[Sequence[float]] | None,
    *,
    fused: float = 0.0,
    cosine: float = 0.0,
    coverage: float = 0.0,
) -> Candidate:
    """A passage that may answer: cosines by sentence, MaxSim as in `Candidate`."""
    return Candidate(
        passage=of,
        fused=fused,
        ranks=(("bm25", 1),),
        coverage=coverage,
        cosine=cosine,
        sentence_cosines=np.array(near, np.float32),
        maxsim=None if met is None else np.array(met, np.float32),
    )
