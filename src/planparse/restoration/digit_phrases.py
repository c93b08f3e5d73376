"""Words that an English OCR has read as digits, inside phrases where no number can stand: `nhà 6 xã hội`, `sạt 16 đất`.

In 63 printed dumps a tenth of the words that restoration got wrong were such: `ở`, `là`, `lộ`, `lở`, `ô`. The phrases
are looked for in restored text, since the words around are misread as well; digits outside them stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from planparse.folding import caseless, fold
from planparse.knowledge import Dictionaries
from planparse.restoration.edits import Edit, RestoredText

PHRASES = "digit_phrases.tsv"
SCORE = 0.97
"""By judgement: all that were looked at were right."""
WHY = "digit-phrase"
_REACH = 40
"""Characters on either side in which the rest of a phrase stands."""
_COUNTED = re.compile(
    r"(?<!\w)(?:dieu|khoan|diem|muc|so|thu|bang|bieu|mau|phu luc|ngay|thang|quy|nam|trang|tuan|buoc) $"
)
"""Words that a number follows, whatever stands behind it: `theo Điều 6 các văn bản`."""

_IN_SENTENCE = re.compile(r"[^\W\d_] \w+(?: [^\W\d_]|, )")
"""Digits that begin a phrase stand between words of one line; at the start of a line they are the number of a row."""


@dataclass(frozen=True, slots=True)
class _PhraseRow:
    phrase: str
    read: tuple[str, ...]


@dataclass(frozen=True)
class _Phrases:
    digits: re.Pattern[str]
    by_read: dict[str, tuple[tuple[str, str, str], ...]]
    """What stands before, the word, and what stands behind, by what the word is read as."""


@lru_cache(maxsize=4)
def _phrases(dictionaries: Dictionaries) -> _Phrases:
    by_read: dict[str, list[tuple[str, str, str]]] = {}
    for row in dictionaries.rows(PHRASES, _PhraseRow):
        before, _, rest = caseless(row.phrase).partition("[")
        word, _, behind = rest.partition("]")
        for read in row.read:
            by_read.setdefault(read, []).append((before, word, behind))
    longest_first = sorted(by_read, key=len, reverse=True)
    digits = re.compile(rf"(?<![\w.,/\t-])(?:{'|'.join(longest_first)})(?![\w/\t-]|[.,]\d)", re.IGNORECASE)
    return _Phrases(digits, {read: tuple(rows) for read, rows in by_read.items()})


def with_digit_phrases(restored: RestoredText, dictionaries: Dictionaries) -> RestoredText:
    """The text with such digits made words.

    Raises:
        DictionaryError: the dictionary is missing or damaged.
    """
    found = tuple(_found(restored, _phrases(dictionaries)))
    return replace(restored, edits=tuple(sorted((*restored.edits, *found), key=_start))) if found else restored


def _start(edit: Edit) -> int:
    return edit.start


def _found(restored: RestoredText, phrases: _Phrases) -> Iterator[Edit]:
    text = restored.text
    for match in phrases.digits.finditer(text):
        before = " ".join(caseless(text[max(0, match.start() - _REACH) : match.start()]).split()) + " "
        behind = text[match.end() : match.end() + _REACH]
        following = (" " if behind[:1].isspace() else "") + " ".join(caseless(behind).split())
        rows = phrases.by_read[match[0].lower()]
        if not _IN_SENTENCE.fullmatch(text, max(0, match.start() - 2), match.end() + 2):
            rows = tuple(row for row in rows if row[0])
        word = _word(before, following, rows)
        if word is None or _COUNTED.search(fold(before)) or restored.edits_between(*match.span()):
            continue
        capitals = text[max(0, match.start() - 3) : match.start()].strip().isupper()
        start, end = restored.raw_span(*match.span())
        yield Edit(start, end, match[0], word.upper() if capitals else word, SCORE, WHY)


def _word(before: str, behind: str, rows: tuple[tuple[str, str, str], ...]) -> str | None:
    """The word of the phrase that the text around some digits completes."""
    for left, word, right in rows:
        at = len(before) - len(left)
        begins = before.endswith(left) and (at <= 0 or not left[:1].isalnum() or not before[at - 1].isalnum())
        if begins and behind.startswith(right) and not behind[len(right) : len(right) + 1].isalnum():
            return word
    return None
