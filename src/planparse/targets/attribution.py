"""Attribution: which words of a clause belong to which of its measures, and on which side the indicator stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from planparse.records import Comparator
from planparse.targets.clauses import Span, enclosed_spans, inside
from planparse.targets.measures import Measure
from planparse.targets.sides import EDGE, Left, Right, read_left, read_right, trimmed
from planparse.targets.timing import TimePhrase, times_in
from planparse.targets.vocabulary import LeadKind, UnitKind, Vocabulary, key_of

FEWEST_WORDS = 2
"""An indicator of fewer words (`đạt 100% kế hoạch`) says too little without the words in front of the number."""
MOST_WORDS = 30
"""Longer left sides are several phrases; the longest indicator in front of its number has 27 words."""
_VERBS = frozenset({LeadKind.REACH, LeadKind.DELTA, LeadKind.LEVEL})
_OWNS_WHOLE = ("chiếm", "là", "bằng")
"""Behind these the words after the number are its whole, not its indicator."""
_CONJUNCTION_END = re.compile(r"(?:^|[\s,])(?:và|hoặc|còn|cùng)\s*$|,\s*$", re.IGNORECASE)
_LAST_WORD = re.compile(r"(?<!\w)[^\W\d_]+\s*$")
_SCALES = ("nghìn ", "ngàn ", "vạn ", "triệu ", "tỷ ", "tỉ ")
"""In front of what is counted: `2,5 triệu lượt khách`."""
_CODE = re.compile(r"\d{1,2}[A-Z]\b")
"""A noun that begins with a digit: `35 trạm 5G`."""
_SEPARATOR = re.compile(r"(?:,\s|\svà\s)\s*(?:và\s+)?", re.IGNORECASE)


class Form(StrEnum):
    """How indicator and number stand to each other."""

    NUMBER_FIRST = "number-first"
    """`100% hồ sơ được số hóa`"""
    NUMBER_LAST = "number-last"
    """`Tỷ lệ hồ sơ được số hóa đạt 100%`"""
    AROUND = "around"
    """`Cập nhật 100% hồ sơ lên hệ thống`"""


@dataclass(frozen=True, slots=True)
class Attributed:
    """A measure with its indicator: up to two spans of the text, in printed order."""

    measure: Measure
    form: Form
    indicator: tuple[Span, ...]
    deadline: TimePhrase | None = None
    baseline: Span | None = None
    has_aim: bool = False
    has_head: bool = False
    is_labelled: bool = False
    """Whether the number is all that stands behind a label: `Số lớp tập huấn: 05 lớp`."""
    opening_change: Comparator | None = None
    """What a verb of change says that opens the clause, away from the number: `Giảm tỷ lệ hộ nghèo bình quân 1,5%`."""
    shares_change: bool = False
    """Whether the measure goes on with the verb of the one before it: `Cắt giảm 30% thời gian, 30% chi phí`."""


def attribute(
    text: str, start: int, end: int, measures: tuple[Measure, ...], vocabulary: Vocabulary
) -> list[Attributed]:
    """Give each measure of the clause `text[start:end]` its indicator."""
    cuts = [start, *(_cut(text, a, b, vocabulary) for a, b in pairwise(measures)), end]
    items: list[Attributed] = []
    for i, measure in enumerate(measures):
        left = read_left(text, cuts[i], measure.start, vocabulary)
        right = read_right(text, measure.end, cuts[i + 1], vocabulary)
        chained = i > 0 and text[cuts[i] : measure.start].strip(EDGE) in ("", "và")
        item = _attributed(text, left, measure, right, vocabulary)
        items.append(replace(item, shares_change=chained))
    return items


def _cut(text: str, first: Measure, second: Measure, vocabulary: Vocabulary) -> int:
    """Where, between two measures, the words of the first end and those of the second begin."""
    start, end = first.end, second.start
    between = text[start:end]
    conjunction = _CONJUNCTION_END.search(between)
    if conjunction:
        return start + conjunction.start()
    separators = list(_SEPARATOR.finditer(between))
    goes_on = between[:1].isspace() and between.lstrip()[:1].isalpha() and not _SEPARATOR.match(between)
    if not separators:
        return end if goes_on else start
    for separator in separators:
        if vocabulary.head.match(between, separator.end()):
            return start + separator.start()
    has_verb = bool(second.kinds & _VERBS)
    return start + (separators[0] if has_verb and not goes_on else separators[-1]).start()


def _attributed(text: str, left: Left, measure: Measure, right: Right, vocabulary: Vocabulary) -> Attributed:
    has_head = vocabulary.head.search(text, *left.span) is not None
    form = _form(text, left, measure, right, vocabulary, has_head=has_head)
    baseline = right.baseline
    if form is Form.NUMBER_LAST and baseline is not None and text[measure.end : baseline[0]].strip(EDGE + "("):
        # `đạt 82% và thứ hạng tăng so với năm trước`: what is compared is something else.
        baseline = None
    baseline = measure.origin or baseline
    between = next(
        iter(times_in(text, measure.origin[1] if measure.origin else measure.start, measure.number_start)), None
    )
    spans = _indicator(text, left, measure, right, vocabulary, form=form)
    return Attributed(
        measure,
        form,
        tuple(span for span in spans if span[1] > span[0]),
        deadline=right.deadline or between or left.deadline,
        baseline=baseline,
        has_aim=left.has_aim or LeadKind.AIM in measure.kinds,
        has_head=has_head,
        is_labelled=left.is_topic and form is Form.NUMBER_LAST and _is_all(text, measure, right),
        opening_change=left.change if form is Form.NUMBER_LAST or left.span[0] == left.span[1] else None,
    )


def _is_all(text: str, measure: Measure, right: Right) -> bool:
    """Whether behind a number nothing stands but remarks: `120 hộ (bình quân 10 hộ/xã)`, `35 trạm, chi tiết tại`."""
    return right.span[0] == right.span[1] or text[measure.end :].lstrip()[:1] in ("(", ",")


def _form(text: str, left: Left, measure: Measure, right: Right, vocabulary: Vocabulary, *, has_head: bool) -> Form:
    if left.span[0] == left.span[1] or left.is_item:
        return Form.NUMBER_FIRST
    words = text[slice(*right.span)]
    if not words and _counts_for_verb(text, left, measure, has_head=has_head):
        return Form.AROUND
    if not _is_noun_phrase(text, measure, right, vocabulary):
        return Form.NUMBER_LAST
    if vocabulary.whole.fullmatch(text, *right.span):
        return Form.NUMBER_LAST  # `thu ngân sách phấn đấu đạt 100% dự toán`
    if left.is_topic and len(words.split()) >= FEWEST_WORDS:
        return Form.NUMBER_FIRST
    run = key_of(text[measure.start : measure.number_start])
    if has_head or run.startswith(_OWNS_WHOLE):
        return Form.NUMBER_LAST
    if left.is_closed or measure.kinds & (_VERBS | {LeadKind.AIM}):
        return Form.NUMBER_FIRST
    return Form.AROUND


def _counts_for_verb(text: str, left: Left, measure: Measure, *, has_head: bool) -> bool:
    """Whether a number counts what a verb in front of it is done to: `Giải quyết việc làm cho 59.000 người`; what is
    counted may also stand there itself: `Đăng bài trên trang thông tin tối thiểu 04 bài`."""
    if measure.unit in key_of(text[slice(*left.span)]).split():
        return False
    bare = not (has_head or left.is_topic or measure.kinds & _VERBS or measure.unit.startswith(_SCALES))
    return bare and measure.unit_kind is UnitKind.COUNT and left.span[0] < left.span[1]


def _is_noun_phrase(text: str, measure: Measure, right: Right, vocabulary: Vocabulary) -> bool:
    """Whether a noun stands directly behind the number (`90% hồ sơ`), not a comma or a link (`90% trong năm`)."""
    start, end = right.span
    return (
        end > start
        and (text[start].isalpha() or _CODE.match(text, start) is not None)
        and not text[measure.end : start].strip()
        and vocabulary.link.match(text, start, end) is None
    )


def _indicator(
    text: str, left: Left, measure: Measure, right: Right, vocabulary: Vocabulary, *, form: Form
) -> tuple[Span, ...]:
    counted = _with_unit(text, measure, right.span)
    if form is Form.NUMBER_LAST:
        whole = (right.span,) if _is_noun_phrase(text, measure, right, vocabulary) else ()
        return (_from_head(text, left.span, vocabulary), *whole)
    if form is Form.AROUND:
        before = left.span if left.has_aim else _last_phrase(text, left.span)
        return (before if right.span[0] < right.span[1] else _without_link(text, before, vocabulary), counted)
    if not left.is_item and len(text[slice(*counted)].split()) < FEWEST_WORDS:
        return (_last_phrase(text, left.span), counted)
    return (counted,)


def _without_link(text: str, span: Span, vocabulary: Vocabulary) -> Span:
    """A verb phrase without what leads to the number: `giải quyết việc làm | cho khoảng`."""
    start, end = span
    while (last := _LAST_WORD.search(text, start, end)) is not None:
        lead = vocabulary.lead_words.get(key_of(last[0]))
        if last[0].casefold() != "cho" and (lead is None or lead.kind is not LeadKind.FILLER):
            break
        end = last.start()
    return trimmed(text, start, end)


def _with_unit(text: str, measure: Measure, right: Span) -> Span:
    """What is counted belongs to the indicator: `ít nhất 05 xã đạt chuẩn` is about `xã đạt chuẩn`."""
    if measure.unit_kind is not UnitKind.COUNT:
        return right
    if right[1] > right[0] and not text[measure.number_end : right[0]].strip():
        return measure.unit_start, right[1]
    return measure.unit_start, measure.number_end


def _from_head(text: str, span: Span, vocabulary: Vocabulary) -> Span:
    """From the last noun that begins an indicator, where it begins a phrase; at least from the last aim on.

    Where neither stands in a long left side, the number belongs to what follows the last comma.
    """
    start, end = span
    for lead in vocabulary.lead.finditer(text, start, end):
        if vocabulary.lead_words[key_of(lead[0])].kind is LeadKind.AIM:
            start, _ = trimmed(text, lead.end(), end)
    opening = start
    for match in vocabulary.head.finditer(text, start, end):
        before = text[opening : match.start()].rstrip()
        if before.endswith((",", ":")) or vocabulary.before_head.search(before):
            start = match.start()
    if start == span[0] and len(text[start:end].split()) > MOST_WORDS and not vocabulary.head.match(text, start, end):
        return _last_phrase(text, span)
    return start, end


def _last_phrase(text: str, span: Span) -> Span:
    """What follows the last comma outside brackets: the verb phrase that governs the number."""
    start, end = span
    enclosed = enclosed_spans(text[start:end])
    commas = [m.start() for m in re.finditer(",", text[start:end]) if not inside(m.start(), enclosed)]
    return trimmed(text, start + commas[-1] + 1, end) if commas else span
