"""Words that an English OCR has read as digits, or with a colon, told by the phrases they stand in.

`nhà 6 xã hội` and `sạt 16 đất` hold no number, and nobody prints `thủ: tục`: the hook of a ủ is read as two dots. In 63
printed dumps a tenth of the words that restoration got wrong were digits: `ở`, `là`, `lộ`, `lở`, `ô`. The phrases are
looked for in restored text, since the words around are misread as well; digits outside them stay what they are. In 28
million words of clean text not one is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from planparse.folding import caseless, fold
from planparse.knowledge import Dictionaries
from planparse.restoration.edits import Edit, RestoredText

PHRASES = "misread_phrases.tsv"
SCORE = 0.97
"""By judgement: all that were looked at were right."""
WHY = "misread-phrase"
_REACH = 40
"""Characters on either side in which the rest of a phrase stands."""
_COUNTED = re.compile(
    r"(?<!\w)(?:dieu|khoan|diem|muc|so|thu|bang|bieu|mau|phu luc|ngay|thang|quy|nam|trang|tuan|buoc) $"
)
"""Words that a number follows, whatever stands behind it: `theo Điều 6 các văn bản`."""
_IN_SENTENCE = re.compile(r"[^\W\d_] \w+(?: [^\W\d_]|, )")
"""Digits that begin a phrase stand between words of one line; at the start of a line they are the number of a row."""

_Context = tuple[str, str, str]
"""What stands before, the word, and what stands behind."""


@dataclass(frozen=True, slots=True)
class _PhraseRow:
    phrase: str
    read: tuple[str, ...]


@dataclass(frozen=True)
class _Phrases:
    readings: re.Pattern[str]
    by_reading: dict[str, tuple[_Context, ...]]


@lru_cache(maxsize=4)
def _phrases(dictionaries: Dictionaries) -> _Phrases:
    by_reading: dict[str, list[_Context]] = {}
    for row in dictionaries.rows(PHRASES, _PhraseRow):
        before, _, rest = caseless(row.phrase).partition("[")
        word, _, behind = rest.partition("]")
        for read in row.read:
            by_reading.setdefault(read, []).append((before, word, behind))
    alternatives = "|".join(map(re.escape, sorted(by_reading, key=len, reverse=True)))
    readings = re.compile(rf"(?<![\w.,/\t-])(?:{alternatives})(?![\w/\t-]|[.,]\d)", re.IGNORECASE)
    return _Phrases(readings, {read: tuple(rows) for read, rows in by_reading.items()})


def with_misread_phrases(restored: RestoredText, dictionaries: Dictionaries) -> RestoredText:
    """The text with such words put right.

    Raises:
        DictionaryError: the dictionary is missing or damaged.
    """
    found = tuple(_found(restored, _phrases(dictionaries)))
    return replace(restored, edits=tuple(sorted((*restored.edits, *found), key=_start))) if found else restored


def _start(edit: Edit) -> int:
    return edit.start


def _found(restored: RestoredText, phrases: _Phrases) -> Iterator[Edit]:
    text = restored.text
    for match in phrases.readings.finditer(text):
        start, end = match.span()
        before = " ".join(caseless(text[max(0, start - _REACH) : start]).split()) + " "
        behind = text[end : end + _REACH]
        following = (" " if behind[:1].isspace() else "") + " ".join(caseless(behind).split())
        rows = phrases.by_reading[match[0].lower()]
        if match[0][0].isdigit() and not _IN_SENTENCE.fullmatch(text, max(0, start - 2), end + 2):
            rows = tuple(row for row in rows if row[0])
        word = _word(before, following, rows)
        if word is None or _COUNTED.search(fold(before)):
            continue
        if match[0].lower().startswith(word):
            start, word = start + len(word), ""  # `thủ:`, of which only the colon goes
        elif text[max(0, start - 3) : start].strip().isupper():
            word = word.upper()
        if not restored.edits_between(start, end):
            raw_start, raw_end = restored.raw_span(start, end)
            yield Edit(raw_start, raw_end, text[start:end], word, SCORE, WHY)


def _word(before: str, behind: str, rows: tuple[_Context, ...]) -> str | None:
    """The word of the phrase that the text around completes."""
    for left, word, right in rows:
        at = len(before) - len(left)
        begins = before.endswith(left) and (at <= 0 or not left[:1].isalnum() or not before[at - 1].isalnum())
        if begins and behind.startswith(right) and not behind[len(right) : len(right) + 1].isalnum():
            return word
    return None
