"""An evaluation of two systems, made up by hand for the report's tests: every value in sight."""

from __future__ import annotations

from kompetanse_qa.evaluation.records import (
    Comparison,
    CurvePoint,
    Estimate,
    Evaluation,
    Outcome,
    PairedTest,
    Question,
    ReliabilityBin,
    Slice,
    SystemResult,
    TopPassage,
)

SCRIPT = "<script>document.title='hacked'</script>"

# id, question, lang, difficulty, answer (None: the reports do not answer)
QUESTIONS = (
    ("q1", "Hvor mange binger kjøpte kommunen?", "nb", "lexical", "14"),
    ("q2", f"Kva kostar ein tur? {SCRIPT}", "nn", "paraphrase", "480 kroner"),
    ("q3", "Who waits at the quay?", "en", "hard", "Sjåføren"),
    ("q4", "Når åpner svømmehallen?", "nb", "hard", None),
    ("q10", "Hvem vendte komposten?", "nb", "paraphrase", "Elevene"),
)
# By question: nDCG@10, right sentence, confidence. kompetanse speaks from 0.5; bm25 always.
OURS = {
    "q1": (1.0, True, 0.9),
    "q2": (0.5, False, 0.6),
    "q3": (0.631, True, 0.7),
    "q4": (None, False, 0.55),
    "q10": (1.0, True, 0.4),
}
BM25 = {
    "q1": (1.0, None, 12.0),
    "q2": (1.0, None, 9.0),
    "q3": (0.0, None, 0.0),
    "q4": (None, None, 8.0),
    "q10": (0.5, None, 3.0),
}
TEXT = "Kommunen kjøpte 14 binger. Bingene kostet <b>mye</b>."


def slices_of(lang: str, difficulty: str) -> dict[str, str]:
    return {"lang": lang, "difficulty": difficulty}


def outcome(
    row: tuple[str, str, str, str, str | None],
    score: tuple[float | None, bool | None, float],
    speaks_from: float | None,
) -> Outcome:
    question_id, _, lang, difficulty, answer = row
    ndcg, right, confidence = score
    scores: dict[str, float] = {}
    if ndcg is not None:
        found = float(ndcg > 0)
        scores = {"ndcg@10": ndcg, "mrr@10": ndcg, "recall@1": float(ndcg == 1)}
        scores |= {"recall@5": found, "recall@10": found}
        scores |= {} if right is None else {"sentence@1": float(right)}
    return Outcome(
        question_id=question_id,
        answerable=answer is not None,
        slices=slices_of(lang, difficulty),
        scores=scores,
        confidence=confidence,
        found=None if speaks_from is None else confidence >= speaks_from,
        correct=bool(right),
        seconds=0.012,
        top=TopPassage(
            passage_id=f"kompost:{question_id}",
            report_id="kompost",
            text=TEXT,
            relevant=ndcg == 1,
            answer=None if right is None else (0, 26),
            sentence_right=right,
        ),
    )


def estimate(mean: float, n: int = 4) -> Estimate:
    return Estimate(mean=mean, low=mean - 0.1, high=min(mean + 0.1, 1.0), n=n)


def ours() -> SystemResult:
    return SystemResult(
        system="kompetanse",
        identity={"encoder": "toy", "chunking": "sentences <120>"},
        passages=612,
        passage_words=87.4,
        estimates={
            "ndcg@10": estimate(0.78),
            "recall@5": estimate(0.9),
            "sentence@1": estimate(0.75),
            "auroc": estimate(0.75, 5),
            "ece": estimate(0.12, 5),
        },
        slices=(
            Slice(name="lang", value="nb", estimates={"ndcg@10": estimate(0.9, 2)}),
            Slice(name="lang", value="nn", estimates={"ndcg@10": estimate(0.5, 1)}),
        ),
        risk_coverage=(
            CurvePoint(threshold=0.9, coverage=0.2, risk=0.0),
            CurvePoint(threshold=0.7, coverage=0.4, risk=0.0),
            CurvePoint(threshold=0.6, coverage=0.6, risk=1 / 3),
            CurvePoint(threshold=0.55, coverage=0.8, risk=0.5),
            CurvePoint(threshold=0.4, coverage=1.0, risk=0.4),
        ),
        reliability=(
            ReliabilityBin(low=0.4, high=0.6, n=2, confidence=0.475, accuracy=0.5),
            ReliabilityBin(low=0.6, high=1.0, n=3, confidence=0.733, accuracy=2 / 3),
        ),
        outcomes=tuple(outcome(row, OURS[row[0]], 0.5) for row in QUESTIONS),
        seconds_p50=0.012,
    )


def bm25() -> SystemResult:
    return SystemResult(
        system="bm25",
        identity={"k1": "1.5"},
        passages=612,
        passage_words=87.4,
        estimates={"ndcg@10": estimate(0.63), "recall@5": estimate(0.75)},
        slices=(Slice(name="lang", value="nb", estimates={"ndcg@10": estimate(0.75, 2)}),),
        risk_coverage=(),
        reliability=(),
        outcomes=tuple(outcome(row, BM25[row[0]], None) for row in QUESTIONS),
        seconds_p50=0.003,
    )


def two_systems() -> Evaluation:
    """kompetanse is better on q3 and q10, as good on q1, worse on q2; q4 has no answer."""
    test = PairedTest(
        measure="ndcg@10",
        first="kompetanse",
        second="bm25",
        difference=Estimate(mean=0.15, low=-0.2, high=0.5, n=4),
        p_value=0.0004,
        wins=2,
        ties=1,
        losses=1,
    )
    questions = tuple(
        Question(
            id=question_id,
            question=question,
            answer=answer,
            slices=slices_of(lang, difficulty),
            evidence=() if answer is None else (f"Beviset for {question_id}.",),
        )
        for question_id, question, lang, difficulty, answer in QUESTIONS
    )
    return Evaluation(
        question_set="hage & buss",
        question_set_sha256="ab" * 32,
        questions=questions,
        systems=(ours(), bm25()),
        comparisons=(Comparison(first="kompetanse", second="bm25", tests=(test,), diffs=()),),
    )


def one_system() -> Evaluation:
    """A system without confidence, alone."""
    whole = two_systems()
    return Evaluation(
        question_set=whole.question_set,
        question_set_sha256=whole.question_set_sha256,
        questions=whole.questions,
        systems=(bm25(),),
        comparisons=(),
    )
