"""Attribution: which words of a clause belong to which of its measures, and on which side the indicator stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from planparse.targets.clauses import Span, enclosed_spans, inside
from planparse.targets.measures import Measure
from planparse.targets.timing import BASELINE, TimePhrase, is_bare_year, points_forward, time_at_start, times_in
from planparse.targets.vocabulary import LeadKind, Vocabulary, key_of


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
    opening_change: str | None = None
    """A verb of change that opens the clause, away from the number: `Giảm tỷ lệ hộ nghèo bình quân 1,5%`."""
    shares_change: bool = False
    """Whether the measure goes on with the verb of the one before it: `Cắt giảm 30% thời gian, 30% chi phí`."""


_EDGE = " \t,.;:-–—+•*/\"'"
_CONJUNCTION_END = re.compile(r"(?:^|[\s,])(?:và|hoặc|còn|cùng)\s*$|,\s*$", re.IGNORECASE)
_OF_LINK = re.compile(
    r"(?:và|hoặc|với|do|theo|trong|tại|ở|bằng|khi|qua|từ|trên|của|cho|thì|được|vào|đến|là|trước|đối)(?!\w)", re.I
)
_DANGLING = re.compile(
    r"\s(?:và|hoặc|cho|với|của|từ|đến|trong|tại|là|được|với\s+mục\s+tiêu|mục\s+tiêu)\s*$", re.IGNORECASE
)
_ENUMERATOR = re.compile(r"\s*(?:\(\d{1,2}\)|\d{1,2}[.)](?!\d)|[a-zđ]\))\s+")
_OWNS_WHOLE = frozenset({"chiếm", "chiếm tỷ lệ", "là", "bằng"})


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space and punctuation at its ends."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


@dataclass(frozen=True, slots=True)
class _Left:
    """What stands in front of a measure, with its introduction taken off."""

    span: Span
    deadline: TimePhrase | None
    has_aim: bool
    change: str | None
    is_topic: bool


def read_left(text: str, start: int, end: int, vocabulary: Vocabulary) -> _Left:
    """Take openings, times, words of aim and enumerators off the beginning of `text[start:end]`."""
    deadline: TimePhrase | None = None
    has_aim, change = False, None
    is_topic = text[start:end].rstrip().endswith(":")
    while True:
        start, _ = trimmed(text, start, end)
        mark = _ENUMERATOR.match(text, start, end)
        if mark:
            start = mark.end()
            continue
        time, behind = time_at_start(text, start, end)
        if time is not None:
            deadline, start = deadline or time, behind
            continue
        lead = vocabulary.lead.match(text, start, end)
        if lead:
            word = vocabulary.lead_words[key_of(lead[0])]
            if word.kind is LeadKind.FILLER and change is None and not has_aim:
                break
            has_aim = has_aim or word.kind is LeadKind.AIM
            change = lead[0] if word.kind is LeadKind.DELTA else change
            start = lead.end()
            continue
        opening = vocabulary.opening.match(text, start, end)
        if opening is None or opening.end() == start:
            break
        start = opening.end()
    return _Left(trimmed(text, start, end), deadline, has_aim, change, is_topic)


def read_right(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[Span, TimePhrase | None, Span | None]:
    """The words behind a measure up to where its indicator ends, with a deadline and a baseline found there."""
    baseline_match = BASELINE.search(text, start, end)
    baseline = baseline_match.span() if baseline_match else None
    enclosed = enclosed_spans(text[start:end])
    limit = end
    for pattern in (vocabulary.tail, vocabulary.comma_tail):
        for match in pattern.finditer(text, start, limit):
            if not inside(match.start() - start, enclosed) and len(text[start : match.start()].split()) >= 2:
                limit = match.start()
                break
    if baseline is not None:
        limit = min(limit, baseline[0])
    deadline = next((t for t in times_in(text, start, end) if _is_deadline(text, start, t, baseline)), None)
    time, behind = time_at_start(text, start, limit)
    if time is not None:
        start = behind
    return _without_end_matter(text, start, limit), time or deadline, baseline


def _is_deadline(text: str, start: int, time: TimePhrase, baseline: Span | None) -> bool:
    if baseline is not None and baseline[0] <= time.start < baseline[1]:
        return False
    if is_bare_year(time) or not points_forward(time):
        return not text[start : time.start].strip(" ,")
    behind = text[time.end : time.end + 2].strip()
    # `chương trình đến năm 2030 được ban hành` names a programme: a deadline stands at the end of its clause.
    return not behind or not behind[0].isalpha()


def _without_end_matter(text: str, start: int, end: int) -> Span:
    """Without a time, a bracket or a conjunction at the end."""
    while True:
        before = (start, end)
        start, end = trimmed(text, start, end)
        for time in times_in(text, start, end):
            if time.end == end and points_forward(time):
                end = time.start
        unclosed = text.rfind("(", start, end)
        if unclosed > start and ")" not in text[unclosed:end]:
            end = unclosed
        if text[end - 1 : end] == ")" and end > start:
            opened = text.rfind("(", start, end)
            # `hệ thống (HIS)` keeps its short form; `(theo Nghị quyết số ...)` and `(trừ hồ sơ mật)` go.
            if opened > start and not re.fullmatch(r"\([^\W\d_a-zà-ỹ]{2,12}\)", text[opened:end]):
                end = opened
        dangling = _DANGLING.search(text, start, end)
        if dangling:
            end = dangling.start()
        if (start, end) == before:
            return start, end


def attribute(
    text: str, start: int, end: int, measures: tuple[Measure, ...], vocabulary: Vocabulary
) -> list[Attributed]:
    """Give each measure of the clause `text[start:end]` its indicator."""
    cuts = [start, *(_cut(text, a, b, vocabulary) for a, b in zip(measures, measures[1:], strict=False)), end]
    result: list[Attributed] = []
    for i, measure in enumerate(measures):
        chained = i > 0 and not text[cuts[i] : measure.start].strip(_EDGE).removeprefix("và").strip(_EDGE)
        result.append(_attributed(text, cuts[i], cuts[i + 1], measure, chained, vocabulary))
    return result


def _cut(text: str, first: Measure, second: Measure, vocabulary: Vocabulary) -> int:
    """Where, between two measures, the words of the first end and those of the second begin."""
    start, end = first.end, second.start
    between = text[start:end]
    conjunction = _CONJUNCTION_END.search(between)
    if conjunction:
        return start + conjunction.start()
    separators = [m.start() for m in re.finditer(r",\s|\svà\s", between)]
    if not separators:
        return start if not _begins_right(between) else end
    for at in separators:
        behind = re.compile(r",?\s*(?:và\s+)?").match(between, at)
        if behind and vocabulary.head.match(between, behind.end()):
            return start + at
    reaches = second.kinds & {LeadKind.REACH, LeadKind.DELTA, LeadKind.LEVEL}
    return start + (separators[0] if reaches and not _begins_right(between) else separators[-1])


def _begins_right(between: str) -> bool:
    """Whether the words behind a number go on with it rather than begin something new."""
    return bool(between[:1].isspace() and between.lstrip()[:1].isalpha() and not re.match(r"\s*và\s", between))


def _attributed(text: str, start: int, end: int, measure: Measure, chained: bool, vocabulary: Vocabulary) -> Attributed:
    left = read_left(text, start, measure.start, vocabulary)
    right, time_right, baseline = read_right(text, measure.end, end, vocabulary)
    head = vocabulary.head.search(text, *left.span)
    form = _form(text, left, right, measure, head is not None)
    if form is Form.NUMBER_LAST and baseline is not None and text[measure.end : baseline[0]].strip(_EDGE + "("):
        baseline = None
    spans: tuple[Span, ...]
    if form is Form.NUMBER_FIRST:
        spans = (right,)
    elif form is Form.NUMBER_LAST:
        spans = (_from_head(text, left.span, vocabulary), *_whole_of(text, right))
    else:
        spans = (_last_phrase(text, left.span), right)
    aim = left.has_aim or LeadKind.AIM in measure.kinds
    return Attributed(
        measure,
        form,
        tuple(s for s in spans if s[1] > s[0]),
        deadline=time_right or left.deadline,
        baseline=baseline,
        has_aim=aim,
        has_head=head is not None,
        opening_change=left.change,
        shares_change=chained,
    )


def _form(text: str, left: _Left, right: Span, measure: Measure, has_head: bool) -> Form:
    left_text, right_text = text[slice(*left.span)], text[slice(*right)]
    substantial = bool(right_text[:1].isalpha() and not _OF_LINK.match(right_text) and right[0] - measure.end <= 1)
    if not left_text:
        return Form.NUMBER_FIRST
    if not substantial:
        return Form.NUMBER_LAST
    if left.is_topic and len(right_text.split()) >= 2:
        return Form.NUMBER_FIRST
    run = key_of(text[measure.start : measure.number_start])
    if has_head or any(run.startswith(word) for word in _OWNS_WHOLE):
        return Form.NUMBER_LAST
    if measure.kinds & {LeadKind.REACH, LeadKind.DELTA, LeadKind.AIM, LeadKind.LEVEL}:
        return Form.NUMBER_FIRST
    return Form.AROUND


def _whole_of(text: str, right: Span) -> tuple[Span, ...]:
    """The whole of which the number is a share: `Kinh tế số chiếm 30% tổng sản phẩm`."""
    words = text[slice(*right)]
    return (right,) if words[:1].isalpha() and not _OF_LINK.match(words) else ()


def _from_head(text: str, span: Span, vocabulary: Vocabulary) -> Span:
    """From the last noun that begins an indicator, where it begins a phrase."""
    start, end = span
    for match in vocabulary.head.finditer(text, start, end):
        before = text[span[0] : match.start()].rstrip()
        if before.endswith((",", ":")) or re.search(
            r"(?:đảm bảo|bảo đảm|phấn đấu|nâng|nâng cao|đưa|duy trì|để|giữ|và)$", before, re.I
        ):
            start = match.start()
    return start, end


def _last_phrase(text: str, span: Span) -> Span:
    """What follows the last comma: the verb phrase that governs the number."""
    start, end = span
    at = text.rfind(",", start, end)
    return trimmed(text, at + 1, end) if at >= 0 else span
