"""Cut a page into tokens: words that may be read again, and what is locked (numbers, dates, symbols, addresses)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache


class Kind(Enum):
    """What a token is to the language model."""

    WORD = "word"
    NUMBER = "number"
    SYMBOL = "symbol"
    """a document symbol, an e-mail address, a web address, a file name: locked"""
    COMMA = "comma"
    SLASH = "slash"
    """between two words"""
    BREAK = "break"
    """the end of a sentence, clause, list item or block of lines"""


class Place(Enum):
    """Where a token stands: what its capital letter means depends on it."""

    OPENING = "opening"
    """at the beginning of a sentence, a list item or a bracket: any word has a capital there"""
    INSIDE = "inside"
    CAPITALS = "capitals"
    """in a line of capitals"""


@dataclass(frozen=True, slots=True)
class Token:
    """`page.text[start:end]`; a break between lines has no characters."""

    kind: Kind
    start: int
    end: int
    text: str
    glued: bool = False
    """Whether one space at most parts it from the word before, on the same line: the two may be one word."""
    place: Place = Place.INSIDE


_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|gov|edu)\b\S*"
)
_NUMBER = re.compile(r"\d(?:[\d.,/:–-]*\d)?%?(?![^\W_]|[&¢$£€§@])")
_WORD = re.compile(
    r"[^\W_](?:[^\W_]|[’‘'`?&@¢$£€§¥}{|!\\°º*~^<>=©®«»#])*|[’‘'`?&@¢$£€§¥}{|!\\°º*~^<>=©®«»#]+(?:[^\W_][^\s.,;:()/-]*)?"
)
_CODE = re.compile(r"\d[A-Z](?!\w)|(?!1[0-9][inpu](?!\w))\w*?\d{2}")
"""A mixed token that is a code, not a word read badly: `5G`, `QH15`, `2025cua`. A digit must not change."""
_GLUED_NUMBER = re.compile(r"[^\W\d]{2,}(?=\d{2})|\w*[^\W\d]{3}(?=[^\w\s]+\d+(?!\w))")
"""The word before a number that is stuck to it: `ngay02`, `ngay~8`."""
_PARTED = re.compile(r"[^\s\d]/[^\s\d]")
_BREAKS = ".;:!?"
_OPENING = "’‘'`*~^<>=«»|!°º©®#?\\}{"


def tokenize(text: str, locked: Sequence[tuple[int, int]] = ()) -> Iterator[Token]:
    """The tokens of a page in order.

    Args:
        text: the page text, lines separated by newlines.
        locked: spans, sorted, that were recognised as document symbols; each becomes one symbol token.
    """
    position = 0
    for start, end in [*locked, (len(text), len(text))]:
        yield from _open_stretch(text, position, start)
        if end > start:
            yield Token(Kind.SYMBOL, start, end, text[start:end])
        position = end


def _open_stretch(text: str, position: int, end: int) -> Iterator[Token]:
    last_end = line_end = -1
    capitals = False
    while position < end:
        if position > line_end:
            line_end = text.find("\n", position)
            line_end = len(text) if line_end < 0 else line_end
            capitals = _capitals(text[text.rfind("\n", 0, position) + 1 : line_end])
        char = text[position]
        if char.isspace():
            if char == "\n" and _block_ends(text, position):
                yield Token(Kind.BREAK, position, position, "")
            position += 1
            continue
        match = _ADDRESS.match(text, position, end)
        if match:
            yield Token(Kind.SYMBOL, position, match.end(), match.group())
            position = match.end()
            continue
        match = _NUMBER.match(text, position, end)
        if match:
            yield Token(Kind.NUMBER, position, match.end(), match.group())
            position = match.end()
            continue
        match = _WORD.match(text, position, end)
        if match and any(c.isalnum() or c in "&¢¥€" for c in match.group()):
            start, stop = match.span()
            while text[start] in _OPENING and start < stop - 1:
                start += 1
            glued_number = _GLUED_NUMBER.match(text, start, stop)
            if glued_number:
                stop = glued_number.end()
            elif _CODE.match(text, start, stop):
                yield Token(Kind.SYMBOL, start, stop, text[start:stop])
                position = stop
                continue
            glued = last_end >= 0 and text[last_end:start] in ("", " ")
            yield Token(Kind.WORD, start, stop, text[start:stop], glued, _place(text, start, capitals))
            position = last_end = stop
            continue
        if char == ",":
            yield Token(Kind.COMMA, position, position + 1, char)
        elif char == "/" and _PARTED.match(text, max(position - 1, 0)):
            yield Token(Kind.SLASH, position, position + 1, char)
        elif char in _BREAKS:
            yield Token(Kind.BREAK, position, position + 1, char)
        position += 1


def _place(text: str, start: int, capitals: bool) -> Place:
    if capitals:
        return Place.CAPITALS
    before = start - 1
    while before >= 0 and text[before] in " \t-–—":
        before -= 1
    if before >= 0 and text[before] == "\n":
        blank = not text[text.rfind("\n", 0, before) + 1 : before].strip()
        if blank or text[before + 1 : start].strip() or _block_ends(text, before):
            return Place.OPENING
        before = len(text[:before].rstrip()) - 1
    return Place.INSIDE if before >= 0 and (text[before].isalnum() or text[before] in ",%") else Place.OPENING


_LIST_MARK = re.compile(r"\s*(?:[-+*•–—]|\(?\w{1,4}[.)]\s|[IVXl1]{1,5}\.)")


_NEXT_LINE = re.compile(r"\s+(?=[^\W\d_]{2})")


def _block_ends(text: str, newline: int) -> bool:
    """Whether a line break also ends a block: an empty line, a list mark or a capitals-only line on either side."""
    end = text.find("\n", newline + 1)
    following = text[newline + 1 : end if end >= 0 else len(text)]
    if not following.strip():
        return not _goes_on(text, newline)
    if _LIST_MARK.match(following):
        return True
    begin = text.rfind("\n", 0, newline) + 1
    return _capitals(text[begin:newline]) != _capitals(following)


def _goes_on(text: str, newline: int) -> bool:
    """Whether a sentence runs on over empty lines, as readers leave them in it: `Luật Ban` / / `hành văn bản`."""
    below = _NEXT_LINE.match(text, newline)
    return below is not None and text[newline - 1 : newline].isalpha() and text[below.end()].islower()


@lru_cache(maxsize=256)
def _capitals(line: str) -> bool:
    letters = list(filter(str.isalpha, line))
    return len(letters) > 3 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
