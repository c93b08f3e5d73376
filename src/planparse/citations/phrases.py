"""Phrases of a dictionary, found in text although marks are lost, tones placed the other way or commas left out.

Everything runs over `lowered(text)`, which is as long as the text, so that offsets stay valid. A dictionary is a tree
of the syllables of its phrases: building a regex for a thousand phrases takes longer than reading a document.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capitals of Vietnamese, for a character class."""

_ETH, _AFRICAN_D = "ð", "ɖ"
"""Eth and African D look like Đ, and keyboards and converters put them in its place (`QÐ-TTg`)."""
_WORD = re.compile(r"[^\W_]+")
_WORD_BEHIND = re.compile(rf"([\s,/&.–—-]{{0,4}})({_WORD.pattern})")
_LOOSE = frozenset(",-–—")
_BAR = "\u0335"

Value = TypeVar("Value")


def lowered(text: str) -> str:
    """The text in lower case, letter for letter, with look-alikes of Đ made `đ`."""
    lower = text.lower()
    if len(lower) != len(text):  # the lower case of 'İ' has two characters
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.replace(_ETH, "đ").replace(_AFRICAN_D, "đ")


@lru_cache(maxsize=8192)
def _syllable(word: str) -> tuple[str, frozenset[str]]:
    """A lower-case word without its marks, and these: where a tone stands (hóa, hoá) does not count."""
    decomposed = unicodedata.normalize("NFD", word)
    marks = {c for c in decomposed if unicodedata.combining(c)}
    base = "".join(c for c in decomposed if not unicodedata.combining(c))
    if "đ" in base:
        marks.add(_BAR)
    return base.replace("đ", "d"), frozenset(marks)


def same_spelling(first: str, second: str) -> bool:
    """Whether two texts have the same words, case, tone placement and punctuation apart."""
    words = [_WORD.findall(lowered(text)) for text in (first, second)]
    return list(map(_syllable, words[0])) == list(map(_syllable, words[1]))


def key(text: str) -> str:
    """A look-up key: case, marks, tone placement, punctuation and white space do not count."""
    return " ".join(_syllable(word)[0] for word in _WORD.findall(lowered(text)))


class Hit(NamedTuple, Generic[Value]):
    """A phrase at `text[start:end]`."""

    start: int
    end: int
    value: Value


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[Value]):
    words: tuple[tuple[str, frozenset[str]], ...]
    gaps: tuple[str, ...]
    lower: str
    value: Value


class _Node(Generic[Value]):
    """What may follow the same first words, by the next one: two hundred bodies begin with `Sở`, `Ban` or `Ủy`."""

    def __init__(self) -> None:
        self.phrases: list[_Phrase[Value]] = []
        self.longer: dict[str, _Node[Value]] = {}


class Phrases(Generic[Value]):
    """Phrases with what they stand for.

    >>> phrases = Phrases([("Ủy ban nhân dân", "UBND")])
    >>> phrases.match(lowered("Uỷ ban nhân dân tỉnh"), 0).end
    15
    """

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, _Node[Value]] = {}
        shapes: dict[str, set[tuple[int, str]]] = {}
        for text, value in entries:
            lower = lowered(text)
            spans = [match.span() for match in _WORD.finditer(lower)]
            words = tuple(_syllable(lower[a:b]) for a, b in spans)
            gaps = tuple(lower[spans[i][1] : spans[i + 1][0]].strip() for i in range(len(spans) - 1))
            node = self._by_first.setdefault(words[0][0], _Node())
            for base, _ in words[1:]:
                node = node.longer.setdefault(base, _Node())
            node.phrases.append(_Phrase(words, gaps, lower[spans[0][0] : spans[-1][1]], value))
            shapes.setdefault(words[-1][0], set()).add((len(words), words[0][0]))
        self._by_last = {last: tuple(shapes[last]) for last in shapes}

    def matches(self, lower: str, start: int, limit: int | None = None) -> Iterator[Hit[Value]]:
        """The phrases that begin at `start` and end at `limit` or before, the longest first."""
        limit = len(lower) if limit is None else limit
        first = _WORD.match(lower, start, limit)
        return iter(()) if first is None else self._at(lower, first, limit)

    def _at(self, lower: str, first: re.Match[str], limit: int) -> Iterator[Hit[Value]]:
        """The phrases whose first word stands there; few words are the first of any, so that others cost little."""
        node = self._by_first.get(_syllable(first[0])[0])
        return iter(()) if node is None else _hits(node, lower, first, limit)

    def match(self, lower: str, start: int, limit: int | None = None) -> Hit[Value] | None:
        """The longest phrase that begins at `start`."""
        return next(self.matches(lower, start, limit), None)

    def find(self, lower: str, start: int = 0, limit: int | None = None) -> Iterator[Hit[Value]]:
        """The phrases between two offsets, without overlaps."""
        limit = len(lower) if limit is None else limit
        for word in _WORD.finditer(lower, start, limit):
            hit = next(self._at(lower, word, limit), None) if word.start() >= start else None
            if hit is not None:
                yield hit
                start = hit.end

    def before(
        self, lower: str, floor: int, end: int, tail: re.Pattern[str], *, tail_words: int = 2
    ) -> Hit[Value] | None:
        """The longest phrase behind `floor` after which nothing but `tail` stands up to `end`.

        Args:
            tail_words: how many words it has at most.
        """
        words = list(_WORD.finditer(lower, floor, end))
        for i in self._firsts_of_last(words, tail_words + 1):
            for hit in self._at(lower, words[i], end):
                if tail.fullmatch(lower, hit.end, end):
                    return hit
        return None

    def _firsts_of_last(self, words: Sequence[re.Match[str]], count: int) -> list[int]:
        """The words, in order, with which a phrase may begin that ends with one of the last few.

        Found from their ends: to try the twelve words of a window took 0.1 of the 9 ms of 1,000 words.
        """
        firsts: set[int] = set()
        for last in range(max(0, len(words) - count), len(words)):
            for length, first in self._by_last.get(_syllable(words[last][0])[0], ()):
                at = last + 1 - length
                if at >= 0 and _syllable(words[at][0])[0] == first:
                    firsts.add(at)
        return sorted(firsts)


def _hits(node: _Node[Value], lower: str, first: re.Match[str], limit: int) -> Iterator[Hit[Value]]:
    start, end = first.span()
    if start and (lower[start - 1].isalnum() or lower[start - 1] == "_"):
        return
    words, gaps = [first[0]], []
    found = [(end, node.phrases)]
    while node.longer:
        word = _WORD_BEHIND.match(lower, end, limit)
        following = None if word is None else node.longer.get(_syllable(word[2])[0])
        if word is None or following is None:
            break
        node, end = following, word.end()
        gaps.append(word[1])
        words.append(word[2])
        found.append((end, node.phrases))
    for end, phrases in reversed(found):
        for phrase in phrases:
            if _is_printed(phrase, lower, start, words, gaps) and not (
                end < len(lower) and (lower[end].isalnum() or lower[end] == "_")
            ):
                yield Hit(start, end, phrase.value)


def _is_printed(phrase: _Phrase[Value], lower: str, start: int, words: Sequence[str], gaps: Sequence[str]) -> bool:
    """Whether a phrase stands at `start`, where words with the same letters do."""
    if lower.startswith(phrase.lower, start):  # nineteen of twenty that are there
        return True
    alone = len(phrase.words) == 1
    return all(_same_word(*pair, alone=alone) for pair in zip(phrase.words, words, strict=False)) and all(
        map(_same_gap, phrase.gaps, gaps)
    )


def _same_word(expected: tuple[str, frozenset[str]], word: str, *, alone: bool) -> bool:
    """All marks may be lost where another word stands beside it: `uy ban` is `ủy ban`, but `ve` alone not `về`."""
    base, marks = _syllable(word)
    return base == expected[0] and (marks == expected[1] or (not marks and not alone))


def _same_gap(expected: str, gap: str) -> bool:
    printed = gap.strip()
    if printed == expected:
        return True
    lost = not printed and bool(gap) and expected in _LOOSE
    return lost or (printed in _LOOSE and expected in _LOOSE)
