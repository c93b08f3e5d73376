"""Specks that were read as a sign of the word beside them: `tham gia. tích cực`, `.5. Công an tỉnh`, `Chủ.trì`.

A full stop too many ends a sentence in the middle, and a speck before its number hides a heading. What stands there is
no spelling: no small letter follows a full stop, and no syllable begins with one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planparse.folding import CAPITALS, SMALL_LETTERS
from planparse.ocr.debris import lines_of
from planparse.ocr.tsv import ReadWord
from planparse.restoration.syllables import is_syllable

BESIDE = 1.5
"""Space between two words of one sentence, at most, as a share of their height."""
SURE = 0.94
"""Confidence from which such a full stop is print, but a comma: of six on real scans the two commas have 0.945 and more
(`các phòng. ban. đơn vị`), the four specks 0.68 to 0.77; of 14 specks on made-up scans three have more."""
_UNDERLINE = re.compile(r"(?<=\w)_+\Z|\A_+(?=[^\W_])")
"""Dirt or the rule below a name that was read with a word: `THAO__ VÀ`, `__7.`."""
_BEFORE_MARK = re.compile(r"\A[-_.,;:'’‘\"“”„·*~]{1,3}(?=(?:(?:\d{1,2}|[IVX]{1,5})[.,]|[a-zđ]\))\Z)")
"""Specks before the number of a heading, which is none with them: `.5. Công an tỉnh`, `-3, Biên soạn`."""
_BEFORE_SYLLABLE = re.compile(rf"\A['’‘`.,;:]{{1,2}}(?=[{SMALL_LETTERS}]{{2,}}[.,;:]?\Z)")
"""Specks before a word: `ngày 03 'tháng 10`, `an toàn .hệ thống`."""
_LINKS = re.compile(r"(?:của|và|cho|với|về|các|những)\.", re.IGNORECASE)
"""Words that end no sentence: `NGÀY 23/7/2025 CỦA. CHÍNH PHỦ`."""
_RING = re.compile(r"(?<=\d)%[oO0°º](?=[.,;:)]*\Z)")
"""A percent sign with a ring too many: `50%o`. So a ‰ is read, too, which stands behind rates alone (tỷ suất)."""
_OF_RATES = "suất"
_STOP_BEHIND = re.compile(rf"(?P<syllable>[{CAPITALS}]?[{SMALL_LETTERS}]{{2,}})\.")
_TWO_SYLLABLES = re.compile(
    rf"(?P<first>[{CAPITALS}]?[{SMALL_LETTERS}]+)\.(?P<second>[{CAPITALS}]?[{SMALL_LETTERS}]+)(?P<end>[.,;:)]*)"
)
_MARK_AND_TITLE = re.compile(
    rf"(?P<first>(?:[IVX]{{1,5}}|\d{{1,2}})\.)(?P<second>[{CAPITALS}][^\W\d_]+)(?P<end>[.,;:)]*)"
)
"""A heading's number that its title touches: `I.MỤC TIÊU`."""


def without_glued_specks(words: Sequence[ReadWord]) -> tuple[ReadWord, ...]:
    """The words, line by line, without the signs that specks beside them were read as."""
    return tuple(clean for line in lines_of(words) for clean in _line(line))


def _line(line: Sequence[ReadWord]) -> Iterator[ReadWord]:
    for i, word in enumerate(line):
        text = _UNDERLINE.sub("", word.text)
        if "%" in text and _RING.search(text):
            text = _RING.sub("‰" if any(other.text == _OF_RATES for other in line[:i]) else "%", text)
        behind = line[i + 1] if i + 1 < len(line) else None
        is_heading = i == 0 and behind is not None  # a number alone in a cell keeps its sign
        text = _BEFORE_SYLLABLE.sub("", _BEFORE_MARK.sub("", text) if is_heading else text)
        if behind is not None and _goes_on(text, word, behind):
            text = text[:-1] + ("," if word.confidence >= SURE else "")
        elif behind is not None and _LINKS.fullmatch(text):
            text = text[:-1]
        yield from _apart(word if text == word.text else replace(word, text=text), first=i == 0)


def _goes_on(text: str, word: ReadWord, behind: ReadWord) -> bool:
    """Whether a sentence goes on behind a full stop: `của doanh nghiệp. trên địa bàn`."""
    stopped = _STOP_BEHIND.fullmatch(text)
    if stopped is None or not is_syllable(stopped["syllable"].lower()):
        return False
    near = behind.left - word.right <= BESIDE * max(word.height, behind.height)
    following = behind.text.rstrip(".,;:)")
    return near and following.islower() and len(following) > 1 and is_syllable(following)


def _apart(word: ReadWord, *, first: bool) -> Iterator[ReadWord]:
    """The two words between which a speck was read: `Chủ.trì,`; an address (`gov.vn`) has no marks."""
    both = _MARK_AND_TITLE.fullmatch(word.text) if first else None
    if both is None:
        both = None if word.text.isascii() else _TWO_SYLLABLES.fullmatch(word.text)
        if both is None or not all(is_syllable(both[part].lower()) for part in ("first", "second")):
            yield word
            return
    width = round(word.width * len(both["first"]) / len(word.text))
    yield replace(word, text=both["first"], width=width)
    # As wide as a space, or the two would be taken for one word.
    start = word.left + width + max(round(word.width / len(word.text)), word.height // 4)
    yield replace(word, text=both["second"] + both["end"], left=start, width=max(1, word.right - start))
