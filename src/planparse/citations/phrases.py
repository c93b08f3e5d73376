"""Phrases of a dictionary, found in text although marks are lost, tones placed the other way or commas left out.

Everything runs over `lowered(text)`, which is as long as the text, so that offsets stay valid. A dictionary is indexed
by the first syllable of its phrases: building a regex for a thousand phrases takes longer than reading a document.
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
_GAP = re.compile(r"[\s,/&.–—-]{0,4}")
_WORD_BEHIND = re.compile(rf"{_GAP.pattern}({_WORD.pattern})")
_NONE = ""
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
    value: Value


class Phrases(Generic[Value]):
    """Phrases with what they stand for.

    >>> phrases = Phrases([("Ủy ban nhân dân", "UBND")])
    >>> phrases.match(lowered("Uỷ ban nhân dân tỉnh"), 0).end
    15
    """

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        known: list[_Phrase[Value]] = []
        for text, value in entries:
            lower = lowered(text)
            spans = [match.span() for match in _WORD.finditer(lower)]
            words = tuple(_syllable(lower[a:b]) for a, b in spans)
            gaps = tuple(lower[spans[i][1] : spans[i + 1][0]].strip() for i in range(len(spans) - 1))
            known.append(_Phrase(words, gaps, value))
        known.sort(key=lambda phrase: -len(phrase.words))
        self._by_opening = _by_opening(known)
        shapes: dict[str, set[tuple[int, str]]] = {}
        for phrase in known:
            shapes.setdefault(phrase.words[-1][0], set()).add((len(phrase.words), phrase.words[0][0]))
        self._by_last = {last: tuple(shapes[last]) for last in shapes}

    def matches(self, lower: str, start: int, limit: int | None = None) -> Iterator[Hit[Value]]:
        """The phrases that begin at `start` and end at `limit` or before, the longest first."""
        limit = len(lower) if limit is None else limit
        first = _WORD.match(lower, start, limit)
        return iter(()) if first is None else self._at(lower, first, limit)

    def _at(self, lower: str, first: re.Match[str], limit: int) -> Iterator[Hit[Value]]:
        """The phrases whose first two words stand there; few words are the first of any, so that others cost little."""
        by_second = self._by_opening.get(_syllable(first[0])[0])
        if by_second is None:
            return iter(())
        second = _WORD_BEHIND.match(lower, first.end(), limit)
        phrases = by_second.get(_syllable(second[1])[0] if second else _NONE, by_second[_NONE])
        return _hits(phrases, lower, first, limit) if phrases else iter(())

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

    def before(self, lower: str, floor: int, end: int, tail: re.Pattern[str]) -> Hit[Value] | None:
        """The longest phrase behind `floor` after which nothing but `tail`, two words at most, stands up to `end`."""
        words = list(_WORD.finditer(lower, floor, end))
        for i in self._firsts_of_last(words):
            for hit in self._at(lower, words[i], end):
                if tail.fullmatch(lower, hit.end, end):
                    return hit
        return None

    def _firsts_of_last(self, words: Sequence[re.Match[str]]) -> list[int]:
        """The words, in order, with which a phrase may begin that ends with one of the last three.

        Found from their ends: to try the twelve words of a window took 0.3 of the 9 ms of 1,000 words.
        """
        firsts: set[int] = set()
        for last in range(max(0, len(words) - 3), len(words)):
            for length, first in self._by_last.get(_syllable(words[last][0])[0], ()):
                at = last + 1 - length
                if at >= 0 and _syllable(words[at][0])[0] == first:
                    firsts.add(at)
        return sorted(firsts)


def _by_opening(phrases: Sequence[_Phrase[Value]]) -> dict[str, dict[str, tuple[_Phrase[Value], ...]]]:
    """Phrases by the first and the second of their words; those of one word stand under each second one.

    Two hundred bodies begin with `Sở`, `Ban` or `Ủy`: to try them all took 0.4 of the 9 ms of 1,000 words.
    """
    by_first: dict[str, list[_Phrase[Value]]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase.words[0][0], []).append(phrase)
    return {
        first: {
            second: tuple(p for p in same if len(p.words) == 1 or p.words[1][0] == second)
            for second in {_NONE, *(p.words[1][0] for p in same if len(p.words) > 1)}
        }
        for first, same in by_first.items()
    }


def _hits(phrases: Sequence[_Phrase[Value]], lower: str, first: re.Match[str], limit: int) -> Iterator[Hit[Value]]:
    start = first.start()
    if start and (lower[start - 1].isalnum() or lower[start - 1] == "_"):
        return
    for phrase in phrases:
        end = _phrase_end(phrase, lower, first, limit)
        if end is not None and not (end < len(lower) and (lower[end].isalnum() or lower[end] == "_")):
            yield Hit(start, end, phrase.value)


def _phrase_end(phrase: _Phrase[Value], lower: str, first: re.Match[str], limit: int) -> int | None:
    word: re.Match[str] | None = first
    end = first.start()
    for index, expected in enumerate(phrase.words):
        if index:
            gap = _GAP.match(lower, end, limit)
            if gap is None or not _same_gap(phrase.gaps[index - 1], gap.group()):
                return None
            word = _WORD.match(lower, gap.end(), limit)
        if word is None or not _same_word(expected, word.group(), alone=len(phrase.words) == 1):
            return None
        end = word.end()
    return end


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
