"""Printed lines become paragraphs: a paragraph runs over line ends, blank lines and page breaks."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from planparse.layout.lines import Line
from planparse.layout.marks import Mark
from planparse.layout.measure import SENTENCE_END, Measure, continues

SHORTEST_TITLE = 3
"""Characters: shorter lines ("VT", "II") say nothing by their capitals."""
INDENT = 12.0
"""Points by which a first line is indented at least; NĐ 30/2020 asks for 1 to 1.27 cm (28 to 36 points)."""
BLANKS_SEPARATE = 0.5
"""Where more than this share of the certainly unbroken line pairs has a blank line between, blank lines say nothing."""
STRICT_MARKS, STRICT_SHARE, STRICT_INSIDE = 8, 0.98, 0.02
"""Text copied from web pages has a blank line before each of its (at least 8) marked lines and none inside sentences;
an OCR dump with blank lines between most paragraphs has them before 95 % of its marks."""
RAGGED, RAGGED_PAIRS = 0.25, 12
"""Text that was wrapped twice has stubs inside its sentences: there 38 % of the lines (12 or more) that certainly go
on had room for the next word. In other documents, scans and OCR dumps among them, it is at most 13 %."""

_ASKS_FOR_NUMBER = re.compile(
    r"""(?<!\w) (?: điều | khoản | điểm | mục | số | chương | phụ\ lục | tháng | năm | ngày | quý | đến | từ | lần\ thứ
    | phần | biểu | mẫu | (?:tiểu\ )? dự\ án | đề\ án | nhóm | khóa | giai\ đoạn | hạng | bảng | hình | tiêu\ chí
    | nội\ dung | nhiệm\ vụ | và | hoặc | của | tại | theo
    | đạt | tối\ thiểu | ít\ nhất | trên | dưới | gấp ) $ | [≥≤<>] $""",
    re.IGNORECASE | re.VERBOSE,
)
"""A line that ends so goes on with a number, which is no mark then: "tại khoản 2 Điều / 9. ..."."""
_UNFINISHED = re.compile(
    r"""(?<!\w) (?: về | của | và | với | cho | bởi | là | hoặc | các | những | từng | để | nhằm | sẽ
    | (?<!tồn\ )(?<!hiện\ )tại | (?<!tự\ )do | (?<!trực\ )(?<!phụ\ )(?<!lệ\ )thuộc | (?<!kèm\ )(?<!tiếp\ )theo ) $""",
    re.VERBOSE,
)
"""A line that ends so is not the end of anything, however short: "... báo cáo kết quả về / Sở Nội vụ"."""
_LAST_WORDS = 12
"""Characters that these two look at: none of their wordings is longer, and a search through the line takes longer."""
_POSITION = re.compile(r"(?<!\w)(?:Chánh Văn phòng|Giám đốc|Chủ tịch|Bộ trưởng|Thủ trưởng|Trưởng ban)$")
_BODY = re.compile(
    r"(?:Sở|Ủy ban|UBND|Hội đồng|HĐND|Bộ|Văn phòng|Công an|Trung tâm|Ban (?!hành)|Cục|Kho bạc|Đài|các|Mặt trận)\b"
)
"""What the position at the end of a line may belong to: `Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc / Sở Nội vụ`."""
_LONGEST_POSITION = 15
_OWN_NAME = re.compile(r"(?:Kế hoạch|Quyết định|Quy chế|Quy định|Chỉ thị|Nghị quyết|Chương trình|Đề án) này[.;,]?$")
"""All of a line that can be no paragraph: `... các cơ quan chức năng triển khai thực hiện / Quy chế này.`"""
_D_THEN_E = (4, 6)
"""Many authors leave `Đ` out of the alphabet."""
_PARAGRAPH_OPENER = re.compile(
    r"(?:Căn cứ|Thực hiện|Xét|Theo đề nghị|Thi hành|Trên cơ sở|Trên đây|Nơi nhận|Kính gửi|Giao|Yêu cầu|Đề nghị)\b"
)
"""Words that begin paragraphs far more often than sentences inside them."""
_DUTY_OPENER = re.compile(
    r"(?:Chỉ đạo|Chủ trì|Phối hợp|Tham mưu|Tổ chức|Xây dựng|Hướng dẫn|Triển khai|Rà soát|Tuyên truyền|Đẩy mạnh|Bố trí"
    r"|Tăng cường|Theo dõi|Định hướng|Cân đối|Chủ động|Bảo đảm|Đảm bảo|Tiếp tục|Kiểm tra|Đôn đốc),? [^\W\dA-Z]"
)
"""Verbs that duties below the heading of a unit begin with; inside a sentence they have a small letter."""
_OPENING_QUOTES = "\"“'(["


class Blanks(Enum):
    """What blank lines mean in a document."""

    MEANINGLESS = "meaningless"
    """they stand nowhere, or everywhere, also inside sentences"""
    SEPARATE = "separate"
    """they stand between paragraphs, but not between all of them"""
    STRICT = "strict"
    """they stand between all paragraphs and nowhere else"""


class Paragraph(NamedTuple):
    """Lines that make one piece of running text; `mark` is what the first line begins with."""

    lines: tuple[Line, ...]
    mark: Mark | None = None

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]


@dataclass(frozen=True)
class Edges:
    """Indices of lines of which the zone says whether they begin a paragraph, whatever they say."""

    begin: Container[int]
    go_on: Container[int] = ()
    closing: Container[int] = ()
    """Lines of letterhead, recipients and signature: their lists have no blank lines where the text has them."""


def join_lines(
    lines: Sequence[Line],
    marks: Sequence[Mark | None],
    unfinished: Sequence[int],
    measures: dict[int, Measure],
    edges: Edges,
) -> list[Paragraph]:
    """Group lines into paragraphs.

    Args:
        lines: the lines of the document without noise and tables.
        marks: what each line begins with, as `read_mark` gives it.
        unfinished: lines that certainly go on the one before, see `unfinished_pairs`.
        measures: the measure of every page, see `measure_of`.
        edges: lines that are known to begin or to continue a paragraph.
    """
    blanks, ragged = _blank_lines(lines, marks, unfinished, edges.closing), _is_ragged(lines, unfinished, measures)
    certain = frozenset(unfinished)
    paragraphs: list[Paragraph] = []
    current: list[Line] = []
    mark: Mark | None = None
    parts = 0
    for i, (line, next_mark) in enumerate(zip(lines, marks, strict=True)):
        if next_mark is not None and next_mark.style == "capital":
            # "B. Tổ chức thực hiện" is a part behind "A."; without it, a name: "Cloramin / B, Chlorine".
            parts, next_mark = _part(next_mark, parts)  # noqa: PLW2901 - the mark that counts here
        begins = not current or i in edges.begin
        if not begins and i not in edges.go_on:
            above = current[-1]
            measure = measures[above.page.page.number]
            # Four lines of ten go on so; to try all rules that come to the same took 0.05 of the 8 ms of 1,000 words.
            goes_on = i in certain and next_mark is None and not measure.unwrapped and above.text[-1].isalnum()
            begins = not goes_on and _breaks(_Pair(above, line, measure, blanks, ragged), current, mark, next_mark)
        if not begins:
            current.append(line)
            continue
        if current:
            paragraphs.append(Paragraph(tuple(current), mark))
        current, mark = [line], next_mark
    return [*paragraphs, Paragraph(tuple(current), mark)] if current else []


class _Pair(NamedTuple):
    """Two lines that follow each other."""

    above: Line
    below: Line
    measure: Measure
    blanks: Blanks
    ragged: bool = False
    """Whether short lines stand inside sentences all over the document."""

    @property
    def above_ends_sentence(self) -> bool:
        return self.above.text[-1] in SENTENCE_END or self.above.text.endswith((".”", '."', ".)", "./.", ";”"))

    @property
    def below_opens_sentence(self) -> bool:
        first = self.below.text.lstrip(_OPENING_QUOTES)[:1]
        return first.isupper() or first.isdigit()

    @property
    def has_room(self) -> bool:
        return self.measure.has_room(self.above, self.below)

    @property
    def indented(self) -> bool | None:
        """Whether the line below begins further right than running text; None where that is unknown."""
        if not self.measure.boxes or self.below.left is None:
            return None
        return self.below.left - self.measure.left >= INDENT


def _blank_lines(
    lines: Sequence[Line], marks: Sequence[Mark | None], unfinished: Sequence[int], closing: Container[int]
) -> Blanks:
    """What the blank lines of a document mean, judged by lines that certainly go on and lines that certainly begin."""

    def is_judged(i: int) -> bool:
        return i not in closing and not lines[i].first_on_page

    inside = [lines[i].blank_before for i in unfinished if is_judged(i)]
    begun = (i for i in range(1, len(lines)) if _is_marked(lines[i], marks[i]))
    marked = [lines[i].blank_before for i in begun if is_judged(i)]
    if not any(marked) or sum(inside) > BLANKS_SEPARATE * len(inside):
        return Blanks.MEANINGLESS
    strict = len(marked) >= STRICT_MARKS and sum(marked) >= STRICT_SHARE * len(marked)
    if strict and len(inside) >= STRICT_MARKS and sum(inside) <= STRICT_INSIDE * len(inside):
        return Blanks.STRICT
    return Blanks.SEPARATE


def _is_marked(line: Line, mark: Mark | None) -> bool:
    """Whether a line begins with a mark for certain: behind `- thi công` a sentence may go on."""
    return mark is not None and not line.text[len(mark.text) :].lstrip()[:1].islower()


def _part(mark: Mark, parts: int) -> tuple[int, Mark | None]:
    """The number of parts (A, B ...) up to here, and the mark of this one; no mark where the one before is missing."""
    number = mark.ordinal[0] if mark.ordinal else 0
    follows = number in (1, parts, parts + 1) or (parts, number) == _D_THEN_E
    return (number, mark) if follows else (parts, None)


def _is_ragged(lines: Sequence[Line], unfinished: Sequence[int], measures: dict[int, Measure]) -> bool:
    """Whether lines end early inside sentences, so that a short line says nothing about the end of a paragraph."""
    rooms = [measures[lines[i - 1].page.page.number].has_room(lines[i - 1], lines[i]) for i in unfinished]
    return len(rooms) >= RAGGED_PAIRS and sum(rooms) > RAGGED * len(rooms)


def _breaks(pair: _Pair, current: Sequence[Line], mark: Mark | None, next_mark: Mark | None) -> bool:
    """Whether the line below begins a new paragraph."""
    above, below = pair.above.text, pair.below.text
    if pair.measure.unwrapped:
        return not (pair.above.in_capitals and pair.below.in_capitals and not pair.below.blank_before)
    if pair.blanks is Blanks.STRICT and not pair.below.first_on_page:
        return pair.below.blank_before and not continues(pair.above, pair.below)
    if next_mark is not None:
        return not _mark_is_text(pair, next_mark)
    if not pair.below_opens_sentence:
        return _small_letter_breaks(pair)
    capitals_below = pair.below.in_capitals
    if not capitals_below and _is_open(above, below):
        return False
    capitals_above = pair.above.in_capitals
    if capitals_above != capitals_below and (pair.has_room or len(below.split()) > 1):
        # Not so where a symbol alone is wrapped: "Nghị định số / 77/2025/NĐ-CP."
        return len(above) > SHORTEST_TITLE
    if capitals_above and capitals_below:
        return mark is None and (pair.has_room or pair.above_ends_sentence)
    if pair.above_ends_sentence:
        return _sentence_end_breaks(pair, mark)
    possible_heading = mark is not None and len(current) == 1
    if pair.has_room and (possible_heading or not pair.ragged):
        if not below[0].isdigit():
            return True
        return not _ends_in(_ASKS_FOR_NUMBER, above) and (possible_heading or pair.below.blank_before)
    # A heading that fills its line: a paragraph opener or the verb of a duty separates the text below from it.
    return possible_heading and bool(_PARAGRAPH_OPENER.match(below) or _DUTY_OPENER.match(below))


def _ends_in(wordings: re.Pattern[str], text: str) -> bool:
    return wordings.search(text, max(0, len(text) - _LAST_WORDS)) is not None


def _is_open(above: str, below: str) -> bool:
    """Whether a line is not the end of anything, however short: `1. Các đồng chí Bộ trưởng, / Thủ trưởng ...`."""
    if above.endswith(",") or _ends_in(_UNFINISHED, above) or _OWN_NAME.match(below):
        return True
    if _BODY.match(below) and _POSITION.search(above, max(0, len(above) - _LONGEST_POSITION - 1)):
        return True
    closed = below.find(")")
    return closed >= 0 and above.rfind("(") > above.rfind(")") and "(" not in below[:closed]


def _small_letter_breaks(pair: _Pair) -> bool:
    first = pair.below.text[:1]
    if first.islower():
        return pair.above_ends_sentence and pair.has_room and pair.above.text[-1] != ","
    return pair.above_ends_sentence and pair.has_room


def _sentence_end_breaks(pair: _Pair, mark: Mark | None) -> bool:
    if (pair.has_room and not pair.ragged) or _PARAGRAPH_OPENER.match(pair.below.text):
        return True
    if pair.indented is not None:
        return pair.indented
    if pair.blanks is Blanks.SEPARATE and not pair.below.first_on_page:
        return pair.below.blank_before
    # Inside an item a full line that ends in a semicolon goes on: "... sửa đổi Quyết định số 15/2021/QĐ-UBND; / Quyết
    # định số 46/2022/QĐ-UBND ...". The next item would have a mark of its own.
    return not (mark is not None and mark.is_bullet and pair.above.text.endswith(";"))


def _mark_is_text(pair: _Pair, mark: Mark) -> bool:
    """Whether what looks like a mark is inside a wrapped sentence: "khoản 2 / Điều 9.", "Khoa học / - Công nghệ"."""
    above, below = pair.above.text, pair.below.text
    if mark.style == "article" and _ends_in(_UNFINISHED, above):
        return True  # "(được sửa đổi, bổ sung tại / Điều 1 Nghị định số ...)"
    if pair.above_ends_sentence or pair.has_room or pair.above.in_capitals:
        return False
    if pair.indented:
        return False
    if pair.below.blank_before and pair.blanks is not Blanks.MEANINGLESS:
        return False
    rest = below[len(mark.text) :].lstrip()
    if mark.is_bullet and _DUTY_OPENER.match(rest):
        return False
    if mark.is_bullet:
        last = above.split()[-1].lstrip(_OPENING_QUOTES)
        return mark.style == "dash" and (
            rest[:1].islower() or rest[:1].isdigit() or last[:1].isupper() or last[-1:].isdigit()
        )
    return _ends_in(_ASKS_FOR_NUMBER, above) or rest[:1].islower()
