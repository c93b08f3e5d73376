"""Word accuracy: the words of a text against those of its transcription, in order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from planparse.evaluation.normalization import normalized

_NOT_WORD = re.compile(r"\W")


@dataclass(frozen=True, slots=True)
class WordScore:
    """Words of the transcription, errors in order, and words that occur in both wherever they stand."""

    words: int = 0
    errors: int = 0
    characters: int = 0
    character_errors: int = 0
    common: int = 0
    found: int = 0

    def __add__(self, other: WordScore) -> WordScore:
        return WordScore(
            self.words + other.words,
            self.errors + other.errors,
            self.characters + other.characters,
            self.character_errors + other.character_errors,
            self.common + other.common,
            self.found + other.found,
        )

    @property
    def accuracy(self) -> float:
        """Share of the words that are right and in their place; below 0 where more was invented than read."""
        return 1 - self.errors / max(1, self.words)

    @property
    def cer(self) -> float:
        """Character error rate."""
        return self.character_errors / max(1, self.characters)

    @property
    def order_free_f1(self) -> float:
        """F1 of the words as a bag: reading order and columns do not count."""
        return 2 * self.common / max(1, self.words + self.found)


def score_words(gold: str, found: str) -> WordScore:
    """Compare a text with its transcription; case, tone placement and punctuation do not count."""
    from rapidfuzz.distance import Levenshtein

    expected, read = words_of(gold), words_of(found)
    a, b = " ".join(expected), " ".join(read)
    return WordScore(
        words=len(expected),
        errors=Levenshtein.distance(expected, read),
        characters=len(a),
        character_errors=Levenshtein.distance(a, b),
        common=sum((Counter(expected) & Counter(read)).values()),
        found=len(read),
    )


def words_of(text: str) -> list[str]:
    """The words of a text in the form in which they are compared.

    White space around hyphens and slashes goes, so that `QĐ-` / `TTg` over a line end is one word.
    """
    return [word for word in (_NOT_WORD.sub("", token) for token in normalized(text).split()) if word]
