"""The words around the tables of an evaluation."""

from __future__ import annotations

MEASURE = "mål"
SYSTEMS = "{questions} spørsmål fra {question_set}, med 95 % intervall"
COMPARISON = "{first} mot {second}, parvis permutasjonstest"
SLICES = "nDCG@10 for hvert utsnitt"
DIFFS = "Spørsmål der {first} og {second} skiller lag, verst for {first} først"

PASSAGES = "tekstbiter"
PASSAGE_WORDS = "ord i hver tekstbit"
SECONDS = "ms for hvert spørsmål (median)"

SLICE = "utsnitt"
DIFFERENCE = "forskjell"
P_VALUE = "p"
WINS, TIES, LOSSES = "bedre", "likt", "dårligere"
QUESTION_ID, QUESTION = "id", "spørsmål"
