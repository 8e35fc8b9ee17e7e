"""What Norwegian text is made of: words, their lemmas, compounds, n-grams, sentences."""

from kompetanse_qa.norwegian.analysis import ANALYZER, analyze
from kompetanse_qa.norwegian.ngrams import character_ngrams

__all__ = ["ANALYZER", "analyze", "character_ngrams"]
