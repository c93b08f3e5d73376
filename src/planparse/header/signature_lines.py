"""The lines of a signature block, each with one part: an authority, a position, or a name.

`KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Lê Văn Mẫu` are three, and `KT. BỘ TRƯỞNG PHÓ` / `CHỦ NHIỆM` two whose break is elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from planparse.citations.phrases import UPPER, same_spelling
from planparse.folding import fold
from planparse.header.known_names import may_be_misread
from planparse.header.letterhead import joined
from planparse.knowledge import Dictionaries
from planparse.layout.passages import Passage

CAPITAL_WORD = rf"[{UPPER}]{{1,8}}"
NAME_WORD = rf"[{UPPER}](?:(?![{UPPER}])[^\W\d_]){{0,6}}"
"""A syllable of a name; the longest of Vietnamese have seven letters."""
RANK = r"(?:(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy|uý)\s)?"
"""Officers of army and police sign with their rank (quân hàm)."""
_NAME_BEHIND_CAPITALS = re.compile(
    rf"(?<=[{UPPER}])\s{{1,9}}(?P<name>{RANK}(?:(?:ThS|TS|BS|PGS|GS|CN|KS)\.\s?){{0,3}}{NAME_WORD}(?:\s{NAME_WORD}){{1,4}})\s*$"
)
"""A name on the line of the position: `CHỦ TỊCH Lê Văn Mẫu`."""
_WORD_START = re.compile(r"(?<![^\s])[^\W\d_]")
_GOES_ON_WITH_TITLE = re.compile(r"(?:[,–-]|(?<!\w)(?:KIEM|VA|CUA|(?<!CHU )NHIEM|QUYEN|PHO|NGUYEN))\s{0,3}$")
"""What joins two positions of one person: `BỘ TRƯỞNG, CHỦ NHIỆM`, `PHÓ CHỦ TỊCH KIÊM TRƯỞNG BAN`."""
_DECORATION = " *_#|-"
_DEPUTY_BEHIND = " PHÓ"


@dataclass(frozen=True)
class AuthorityMark:
    """A line of `authority_lines.tsv`."""

    mark: str


@dataclass(frozen=True)
class Position:
    """A line of `positions.tsv`."""

    position: str


@dataclass(frozen=True)
class Line:
    """A line of a signature block; `text` differs from the passage where a part of it had to be inferred."""

    passage: Passage
    text: str


def opens_signature(text: str, dictionaries: Dictionaries) -> bool:
    """Whether a text in capitals begins with an authority or a position, as the lines of a signature do."""
    capitals = fold(text).upper()
    return bool(authority_marks(dictionaries).match(capitals) or known_positions(dictionaries).match(capitals))


def lines_of_signatures(lines: Sequence[Passage], dictionaries: Dictionaries) -> Iterator[Line]:
    """Strip decoration, and cut lines that hold more than one part: `KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Lê Văn Mẫu`."""
    mark = authority_marks(dictionaries)
    for line in _with_whole_titles(lines, mark):
        start = len(line.text) - len(line.text.lstrip(_DECORATION))
        clean = line.slice(start, max(start, len(line.text.rstrip(_DECORATION))))
        cuts = [0, *_cuts(clean.text, dictionaries), len(clean.text)]
        pieces = [clean.slice(first, last) for first, last in pairwise(cuts)]
        unsure = may_be_misread(line)
        for piece in filter(None, pieces):
            yield Line(piece, _respelled(piece.text, mark, dictionaries) if unsure else piece.text)


def _with_whole_titles(lines: Sequence[Passage], mark: re.Pattern[str]) -> Iterator[Passage]:
    """The lines, with a `PHÓ` that ends an authority put before the next: `KT. BỘ TRƯỞNG PHÓ` / `CHỦ NHIỆM`."""
    held: Passage | None = None
    for line in lines:
        whole = line if held is None else joined([held, line])
        held = None
        if whole.text.endswith(_DEPUTY_BEHIND) and mark.match(fold(whole.text).upper()):
            end = len(whole.text)
            whole, held = whole.slice(0, end - len(_DEPUTY_BEHIND)), whole.slice(end - len(_DEPUTY_BEHIND), end)
        yield whole
    if held is not None:
        yield held


def _cuts(text: str, dictionaries: Dictionaries) -> list[int]:
    """Where, in a line of capitals, the next authority, position or name begins."""
    name = _NAME_BEHIND_CAPITALS.search(text)
    end = name.start("name") if name else len(text)
    mark, position = authority_marks(dictionaries), known_positions(dictionaries)
    if not text[:end].isupper():
        return []
    capitals = fold(text).upper()
    cuts, done = [], 0
    for word in _WORD_START.finditer(capitals, 0, end):
        start = word.start()
        if start < done:
            continue
        opened = mark.match(capitals, start, end)
        titled = position.match(capitals, opened.end() if opened else start, end)
        if (opened or titled) and done and not _GOES_ON_WITH_TITLE.search(capitals, 0, start):
            cuts.append(start)
        done = titled.end() if titled else opened.end() if opened else done
    return [*cuts, end] if name else cuts


def _respelled(text: str, mark: re.Pattern[str], dictionaries: Dictionaries) -> str:
    """A line with its position spelled as the dictionary has it: `KT.GIÁM ĐÓC` -> `KT.GIÁM ĐỐC`."""
    text = " ".join(text.split())
    capitals = fold(text).upper()
    opened = mark.match(capitals)
    start = opened.end() if opened else 0
    position = known_positions(dictionaries).match(capitals, start)
    if position is None:
        return text
    printed, known = text[start : position.end()], _spellings(dictionaries)[position.group()]
    # THỨ TRƯỞNG and THỦ TRƯỞNG differ by their marks alone: neither is a misreading of the other.
    if len(known) > 1 or same_spelling(known[0], printed) or not printed.isupper():
        return text
    return f"{text[:start]}{known[0]}{text[position.end() :]}"


@lru_cache(maxsize=8)
def _spellings(dictionaries: Dictionaries) -> dict[str, list[str]]:
    spellings: dict[str, list[str]] = {}
    for row in dictionaries.rows("positions.tsv", Position):
        spellings.setdefault(fold(row.position).upper(), []).append(row.position)
    return spellings


@lru_cache(maxsize=8)
def authority_marks(dictionaries: Dictionaries) -> re.Pattern[str]:
    """What opens an authority line, in folded capitals: `KT. `, `TM. `."""
    marks = sorted((row.mark for row in dictionaries.rows("authority_lines.tsv", AuthorityMark)), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(mark) for mark in marks)})(?:[.,]\s{{0,3}}|\s{{1,3}})")


@lru_cache(maxsize=8)
def known_positions(dictionaries: Dictionaries) -> re.Pattern[str]:
    """The positions of the dictionary, in folded capitals."""
    rows = dictionaries.rows("positions.tsv", Position)
    names = sorted((fold(row.position).upper() for row in rows), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(name) for name in names)})(?!\w)")
