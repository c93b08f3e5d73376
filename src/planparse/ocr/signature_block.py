"""The signature block, read a second time: column by column, without its seals and signatures.

Tesseract's layout analysis takes a seal for a picture and drops or breaks the lines beside it: on three of four signed
pages looked at it lost recipients (nơi nhận), the position or the signer's name. On copies without a seal it takes the
two columns for one and reads the small print of the recipients over the lines of the position: on 11 of 14 printed for
trial it lost the last recipient. The second look costs two small pictures, and only on pages with a seal, a signature
or one of the signs of `closing_signs`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from planparse.ocr.closing_signs import sign_of_columns
from planparse.ocr.debris import PRINTED, is_note, is_plausible, lines_of, without_debris
from planparse.ocr.engine import BLOCK_LAYOUT, Workplace
from planparse.ocr.line_starts import read_by_ink
from planparse.ocr.marks import Marks, Seal, find_marks, without_marks
from planparse.ocr.picture import Grey, Picture, PixelBox, framed
from planparse.ocr.stamped_lines import as_position, is_stamped, mean_confidence
from planparse.ocr.treatments import is_bilevel, thickened
from planparse.ocr.tsv import ReadWord
from planparse.ocr.word_reading import read_words

GUTTER = (0.34, 0.66)
"""Where the white space between the two columns lies, as shares of the page's width."""
GUTTER_INCHES = 0.2
"""Width of the corridor that has to be free."""
COARSE_DPI = 50
DARK = 150
SPECKS = 3
"""Pixels of ink in a coarse row of the corridor that are still dirt."""
TOUCHING = 0.12
"""White space between the halves of a word that was cut in two, at most, as a share of its height."""
OWN_BLOCKS = 500
"""Block numbers from here are those of the second reading, so that its lines are not taken for Tesseract's first."""
SURE_BEHIND = 0.6
"""Confidence from which a word behind a sure one is print; strokes of signatures that are read as words have less. By
judgement; nothing changes on the four signed scans looked at."""
DOUBTFUL_LINE, BETTER = 0.7, 1.5
"""Mean confidence up to which a line of recipients is read again alone, and by how much that must be better."""
ABOVE_LINE = 0.7
"""How much of the page above and below it is cut out with it, as a share of its height. By judgement."""
BESIDE_INCHES, ABOVE_INCHES, BELOW_INCHES = 2.5, 0.5, 1.2
"""How far from a seal a stamped name or position stands: the seal covers a third of the signature, the name is
below."""


@dataclass(frozen=True, slots=True)
class _Block:
    top: int
    bottom: int
    gutter: int


def read_again(words: Sequence[ReadWord], picture: Picture, workplace: Workplace) -> tuple[ReadWord, ...]:
    """The words of a page with those of its signature block as they are read without seals and signatures.

    Args:
        words: the first reading, without debris.
        picture: the page without its tables.
    """
    marks = find_marks(picture)
    coloured = None if picture.coloured is None else find_marks(replace(picture, grey=picture.coloured))
    seals = () if coloured is None else _whole_seals(coloured, picture)
    found = tuple(words)
    boxes = tuple(map(_box_of, seals)) or marks.boxes
    boxes = boxes or sign_of_columns(words, picture.grey.shape[1], workplace.dictionaries)
    if boxes:
        found = tuple(word for word in found if not _in_seal(word, marks))
        clean = without_marks(picture.grey, marks)
        block = _block(clean, boxes, picture)
        if block is not None:
            found = _merged(found, block, clean, picture, workplace)
    if coloured is not None and seals:
        found = _with_coloured(found, coloured, seals, picture, workplace)
    return found


def _whole_seals(marks: Marks, picture: Picture) -> tuple[Seal, ...]:
    """The seals that no edge of the page cuts: those are stamped over the edges of several pages (dấu giáp lai), and
    nobody signs beside them."""
    rows, columns = picture.grey.shape
    return tuple(s for s in marks.seals if s.radius < s.x < columns - s.radius and s.radius < s.y < rows - s.radius)


def _box_of(seal: Seal) -> PixelBox:
    edges = (seal.x - seal.radius, seal.y - seal.radius, seal.x + seal.radius, seal.y + seal.radius)
    return PixelBox(*map(round, edges))


def _in_seal(word: ReadWord, marks: Marks) -> bool:
    return any(seal.holds(word.left, word.top, word.right, word.bottom) for seal in marks.seals)


def _block(clean: Grey, boxes: Sequence[PixelBox], picture: Picture) -> _Block | None:
    """The rows around the lowest mark through which a white corridor runs, with print on both sides of it."""
    factor = max(1, round(picture.dpi / COARSE_DPI))
    dark = (clean < DARK).astype(np.uint8)
    rows, columns = (size // factor for size in dark.shape)
    # Whole rows are added as bytes: 3 milliseconds a page instead of thirty.
    down = reduce(np.add, (dark[i : rows * factor : factor] for i in range(factor))).astype(np.uint16)
    ink = reduce(np.add, (down[:, i : columns * factor : factor] for i in range(factor)))
    before = np.pad(np.cumsum(ink, axis=1, dtype=np.int64), ((0, 0), (1, 0)))
    lowest = max(boxes, key=lambda box: box.bottom)
    middle = min(rows - 1, (lowest.top + lowest.bottom) // 2 // factor)
    width = max(1, round(GUTTER_INCHES * picture.dpi / factor))
    lefts = np.arange(round(GUTTER[0] * columns), round(GUTTER[1] * columns) - width)
    free = before[:, lefts + width] - before[:, lefts] <= SPECKS
    at = np.arange(rows)[:, None]
    tops = np.where(free[:middle], 0, at[:middle] + 1).max(axis=0, initial=0)
    bottoms = np.where(free[middle + 1 :], rows, at[middle + 1 :]).min(axis=0, initial=rows)
    above = np.pad(np.cumsum(before, axis=0), ((1, 0), (0, 0)))  # ink above and left of each place
    left_side, whole = (above[bottoms, x] - above[tops, x] for x in (lefts, np.full_like(lefts, columns)))
    right_side = whole - (above[bottoms, lefts + width] - above[tops, lefts + width])
    heights = np.where(free[middle] & (np.minimum(left_side, right_side) > SPECKS * factor), bottoms - tops, 0)
    if not heights.any():
        return None
    best = int(heights.argmax())
    top, bottom, gutter = (int(place) * factor for place in (tops[best], bottoms[best], lefts[best] + width // 2))
    return _Block(_between_lines(dark, top), bottom, gutter)


def _between_lines(dark: Grey, top: int) -> int:
    """The first blank row from `top` on: the block must not begin inside a line of print."""
    blank = np.nonzero(dark[top:].sum(axis=1) <= SPECKS)[0]
    return top + int(blank[0]) if len(blank) else top


def _merged(
    words: Sequence[ReadWord], block: _Block, clean: Grey, picture: Picture, workplace: Workplace
) -> tuple[ReadWord, ...]:
    """Each column as its readings together give it: small print in scans of one bit has broken strokes, and is read
    once more with thicker ones."""
    columns = clean.shape[1]
    sides = (
        PixelBox(0, block.top, block.gutter, block.bottom),
        PixelBox(block.gutter, block.top, columns, block.bottom),
    )
    pictures = [clean, thickened(clean)] if is_bilevel(clean) else [clean]
    parts = [(grey, side) for grey in pictures for side in sides]
    readings = list(_read_parts(parts, picture, workplace))
    outside = [word for word in words if not any(_inside(word, side) for side in sides)]
    for i, side in enumerate(sides):
        first = _without_twins([word for word in words if _inside(word, side)])
        combined = _combined([first, *readings[i :: len(sides)]])
        outside += combined if i else _with_doubtful_lines(combined, side, clean, picture, workplace)
    return tuple(outside)


def _with_doubtful_lines(
    words: Sequence[ReadWord], side: PixelBox, clean: Grey, picture: Picture, workplace: Workplace
) -> list[ReadWord]:
    """The recipients with the lines that are surer when they are read alone.

    Tesseract may lose the last line of a column of small print, whose height it takes from the others: `=TƯU: VỊ,` was
    printed `- Lưu: VT, YDCT;`, and is read so alone.
    """
    lines = [line for line in lines_of(words) if mean_confidence(line) < DOUBTFUL_LINE]
    strips = [_strip(line, side) for line in lines]
    if not strips:
        return list(words)
    kept = list(words)
    for line, alone in zip(lines, _read_parts([(clean, strip) for strip in strips], picture, workplace), strict=True):
        top, bottom = min(word.top for word in line), max(word.bottom for word in line)
        own = [replace(word, line=line[0].line) for word in alone if top < (word.top + word.bottom) / 2 < bottom]
        if _worth(own) > BETTER * _worth(line):
            kept = [*(word for word in kept if word not in line), *own]
    return kept


def _strip(line: Sequence[ReadWord], side: PixelBox) -> PixelBox:
    top, bottom = min(word.top for word in line), max(word.bottom for word in line)
    margin = round(ABOVE_LINE * (bottom - top))
    return PixelBox(side.left, max(side.top, top - margin), side.right, min(side.bottom, bottom + margin))


def _without_twins(words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words without those that Tesseract gives to two lines: half a box to each, `Khen` from 451 to 485 on the line
    above and from 486 to 513 on its own, or a part of one to the other, `HỦ` and `TỊC` beside `CHỦ TỊCH`."""
    kept: list[ReadWord] = []
    for word in words:
        twin = next((other for other in kept if other.line != word.line and _are_one(word, other)), None)
        if twin is None:
            kept.append(word)
        elif twin.text in word.text:
            kept[kept.index(twin)] = word
    return kept


def _are_one(a: ReadWord, b: ReadWord) -> bool:
    """Whether two words on one line are the same, or one of them a part of the other."""
    if a.text not in b.text and b.text not in a.text:
        return False
    left, right = (a, b) if a.left < b.left else (b, a)
    touch = a.text == b.text and -1 <= right.left - left.right <= TOUCHING * left.height
    return (touch or _overlap(a, b)) and _on_one_line(a, b)


def _combined(readings: Sequence[Sequence[ReadWord]]) -> list[ReadWord]:
    """The words of the best of several readings of a part: each as the surest reading has it, without those that no
    other reading sees and this one doubts, and with those that only another one sees surely."""
    best = max(readings, key=_worth)
    others = [word for reading in readings if reading is not best for word in reading]
    combined = []
    for word in best:
        alone = not any(_overlap(word, other) for other in others)
        if alone and word.confidence < PRINTED and not _ends_sure_words(word, best):
            continue
        rivals = [other for other in others if _same_place(word, other) and is_plausible(other.text)]
        surer = max([word, *rivals], key=lambda rival: rival.confidence)
        combined.append(replace(word, text=surer.text, confidence=surer.confidence))
    for word in others:
        sure = word.confidence >= PRINTED and is_plausible(word.text)
        if sure and not any(_overlap(word, other) for other in combined):
            beside = next((other for other in combined if _on_one_line(word, other)), word)
            combined.append(replace(word, line=beside.line))
    return combined


def _ends_sure_words(word: ReadWord, words: Sequence[ReadWord]) -> bool:
    """Whether a word that one reading alone sees stands right behind one that is sure: `IV;` of `- Mục IV;`, or the
    note of a recipient, which is small, and seldom read surely."""
    if not is_note(word.text) and (word.confidence < SURE_BEHIND or not is_plausible(word.text)):
        return False
    return any(
        other.confidence >= PRINTED
        and sum(c.isalpha() for c in other.text) > 1
        and _on_one_line(word, other)
        and 0 <= word.left - other.right <= word.height
        for other in words
    )


def _on_one_line(a: ReadWord, b: ReadWord) -> bool:
    """Whether the middle of each of two words lies within the height of the other."""
    return a.top < (b.top + b.bottom) / 2 < a.bottom and b.top < (a.top + a.bottom) / 2 < b.bottom


def _same_place(a: ReadWord, b: ReadWord) -> bool:
    """Whether two words begin and end at about the same places."""
    near = a.height // 3
    return abs(a.left - b.left) <= near and abs(a.right - b.right) <= near and _overlap(a, b)


def _inside(word: ReadWord, box: PixelBox) -> bool:
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return box.left <= x < box.right and box.top <= y < box.bottom


def _worth(words: Sequence[ReadWord]) -> float:
    """Letters read, weighted by confidence."""
    return sum(len(word.text) * word.confidence for word in words if is_plausible(word.text))


def _read_parts(
    parts: Sequence[tuple[Grey, PixelBox]], picture: Picture, workplace: Workplace
) -> Iterator[list[ReadWord]]:
    """The words of parts of pictures of the page, where they lie on it."""
    margin = picture.inches(0.06)
    pictures = [framed(grey[part.top : part.bottom, part.left : part.right], margin) for grey, part in parts]
    found = read_words(pictures, BLOCK_LAYOUT, picture.dpi, workplace, "part")
    for i, (_, part) in enumerate(parts):
        read = read_by_ink([word for word in found if word.picture == i], pictures[i], picture.dpi)
        lines = lines_of(without_debris(read, picture.dpi))
        own = [word for line in lines if _has_word(line) for word in line]
        yield [
            replace(
                word,
                picture=0,
                line=(word.line[0] + OWN_BLOCKS + 100 * i, *word.line[1:]),
                left=word.left + part.left - margin,
                top=word.top + part.top - margin,
            )
            for word in own
        ]


def _has_word(line: Sequence[ReadWord]) -> bool:
    """Whether a line has a word, or is a page number: the rest of a signature reads as signs and single digits."""
    if any(is_plausible(word.text) and sum(c.isalpha() for c in word.text) > 1 for word in line):
        return True
    return len(line) == 1 and line[0].text.isdigit() and line[0].confidence >= PRINTED


def _with_coloured(
    words: Sequence[ReadWord], marks: Marks, seals: Sequence[Seal], picture: Picture, workplace: Workplace
) -> tuple[ReadWord, ...]:
    """The words with the names and positions that are stamped in colour around a coloured seal."""
    assert picture.coloured is not None
    rows, columns = picture.coloured.shape
    seal = max(seals, key=lambda seal: seal.y)
    box = PixelBox(
        max(0, round(seal.x - seal.radius - picture.inches(BESIDE_INCHES))),
        max(0, round(seal.y - seal.radius - picture.inches(ABOVE_INCHES))),
        min(columns, round(seal.x + seal.radius + picture.inches(BESIDE_INCHES))),
        min(rows, round(seal.y + seal.radius + picture.inches(BELOW_INCHES))),
    )
    clean = without_marks(picture.coloured, marks)
    (found,) = _read_parts([(clean, box)], picture, workplace)
    kept = tuple(words)
    for read in lines_of(found):
        line = as_position(read, workplace.dictionaries) or read
        covered = [word for word in kept if any(_overlap(word, other) for other in line)]
        if is_stamped(line) and mean_confidence(line) > mean_confidence(covered):
            stamped = (replace(word, line=(word.line[0] + OWN_BLOCKS, *word.line[1:])) for word in line)
            kept = (*(word for word in kept if word not in covered), *stamped)
    return kept


def _overlap(a: ReadWord, b: ReadWord) -> bool:
    """Whether two words cover more than a third of the smaller one together."""
    width = min(a.right, b.right) - max(a.left, b.left)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    smaller = min(a.width * a.height, b.width * b.height)
    return width > 0 and height > 0 and 3 * width * height > smaller
