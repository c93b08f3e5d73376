"""Sentences and clauses of a passage."""

from __future__ import annotations

import re
from bisect import bisect_left

_UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

_SENTENCE_END = re.compile(
    rf"""[.!?\s] (?:       # one of these first, so that nothing is tried at letters: it takes less than half the time
        (?<=[^\W\d_][.!?])\s*(?=["“(]?[{_UPPER}])(?<!TP\.)(?<!Tp\.)(?<!v\.v\.)
      | (?<=[\d%)”"][.!?])\s+(?=["“(]?[{_UPPER}])
      | (?<=[^\W_]\s)\s*(?=Phấn\ đấu\s)      # a capital that follows a full stop which was not printed or not read
    )""",
    re.VERBOSE,
)
_CLAUSE_END = re.compile(
    r"""\s*;\s*
      | ,?\s+(?=(?:trong\s+số\s+đó|trong\s+đó)(?!\w))
      | \s+(?=\(\d{1,2}\)\s)               # (1) ... (2) ...: a list written in one paragraph
      | :\s+(?=[-+•]\s)
      | (?<=[^\W\d_])\s+[-–+]\s+(?=\d{1,3}\s?%\s+\w)   # a bullet that was joined to the line before
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLOSED = re.compile(r"\([^()]{0,300}\)|“[^“”]{0,300}”")

Span = tuple[int, int]


def enclosed_spans(text: str) -> tuple[Span, ...]:
    """What stands in brackets or quotation marks; an opening mark without its partner encloses nothing."""
    return tuple(m.span() for m in _CLOSED.finditer(text))


def inside(position: int, spans: tuple[Span, ...]) -> bool:
    """Whether a position lies in one of the spans, which do not overlap, in order."""
    before = bisect_left(spans, (position, 0))
    return before > 0 and position < spans[before - 1][1]


def sentences(text: str, start: int = 0) -> tuple[Span, ...]:
    """The sentences of `text[start:]`."""
    return _split(_SENTENCE_END, text, start, len(text), ())


def clauses(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The clauses of a sentence: cut at semicolons and before `trong đó`, outside brackets."""
    enclosed = enclosed_spans(text[start:end])
    shifted = tuple((a + start, b + start) for a, b in enclosed)
    return _split(_CLAUSE_END, text, start, end, shifted)


def _split(pattern: re.Pattern[str], text: str, start: int, end: int, kept: tuple[Span, ...]) -> tuple[Span, ...]:
    pieces: list[Span] = []
    position = start
    for match in pattern.finditer(text, start, end):
        if inside(match.start(), kept) or match.end() <= position:
            continue
        pieces.append((position, match.start() + (1 if match[0][:1] in ".!?" else 0)))
        position = match.end()
    pieces.append((position, end))
    return tuple((a, b) for a, b in pieces if text[a:b].strip())
