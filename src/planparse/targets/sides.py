"""The two sides of a measure: what stands in front of it and behind it in its clause, without what is not indicator."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planparse.records import Comparator
from planparse.targets.clauses import Span, enclosed_spans, inside
from planparse.targets.timing import BASELINE, TimePhrase, is_bare_year, points_forward, time_at_start, times_in
from planparse.targets.vocabulary import LeadKind, Vocabulary, key_of

EDGE = " \t,.;:-–—+•*/\"'"
_ENUMERATOR = re.compile(r"\s*(?:\(\d{1,2}\)|\d{1,2}[.)](?!\d)|[a-zđ]\))\s+")
_ITEM_END = re.compile(r"\s(?:và|hoặc)$", re.IGNORECASE)
_SHORT_FORM = re.compile(r"\([^\W\d_a-zà-ỹ]{2,12}\)")
"""`hệ thống (HIS)` keeps its short form; `(theo Nghị quyết số ...)` and `(trừ hồ sơ mật)` go."""


@dataclass(frozen=True, slots=True)
class Left:
    """What stands in front of a measure, with its introduction taken off."""

    span: Span
    deadline: TimePhrase | None
    has_aim: bool
    change: Comparator | None
    """What a verb of change says that was taken off (`giảm`, `tăng`)."""
    is_topic: bool
    """It ends in a colon: `Tại khu vực đô thị: 100% ...`"""
    is_item: bool
    """It ends in `và`, so that the measure begins something of its own."""
    is_closed: bool
    """It ends in a comma, perhaps with a time behind it: `Đối với khu vực đô thị, đến năm 2030, 100% ...`"""


@dataclass(frozen=True, slots=True)
class Right:
    """What stands behind a measure, up to where an indicator would end."""

    span: Span
    deadline: TimePhrase | None
    baseline: Span | None


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space and punctuation at its ends."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def read_left(text: str, start: int, end: int, vocabulary: Vocabulary) -> Left:
    """Take openings, times, words of aim and enumerators off the beginning of `text[start:end]`."""
    before = text[start:end].rstrip()
    deadline: TimePhrase | None = None
    has_aim = False
    change: Comparator | None = None
    while True:
        start, _ = trimmed(text, start, end)
        time, behind = time_at_start(text, start, end)
        lead = _lead_at(text, start, end, vocabulary, anything=has_aim or change is not None)
        opening = _ENUMERATOR.match(text, start, end) or vocabulary.opening.match(text, start, end)
        if time is not None:
            deadline, start = deadline or time, behind
        elif lead is not None:
            word = vocabulary.lead_words[key_of(lead[0])]
            has_aim = has_aim or word.kind is LeadKind.AIM
            change = word.comparator if word.kind is LeadKind.DELTA else change
            start = lead.end()
        elif opening is not None and opening.end() > start:
            start = opening.end()
        else:
            break
    aim = _aim_behind_label(text, start, end, vocabulary)
    if aim is not None:
        start, has_aim = aim, True
    is_closed = before.endswith(",")
    start, end = trimmed(text, start, end)
    for time in times_in(text, start, end):
        before_time = text[start : time.start].rstrip()
        if time.end == end and (points_forward(time) or not vocabulary.yearly.search(before_time)):
            deadline, end = time, time.start
            is_closed = text[start:end].rstrip().endswith(",")
    is_item = _ITEM_END.search(before) is not None
    return Left(trimmed(text, start, end), deadline, has_aim, change, before.endswith(":"), is_item, is_closed)


def _aim_behind_label(text: str, start: int, end: int, vocabulary: Vocabulary) -> int | None:
    """Where an aim behind a label ends: `Chi thực hiện các chương trình: Phấn đấu | hoàn thành`."""
    colon = text.rfind(":", start, end)
    lead = None if colon < 0 else vocabulary.lead.match(text, trimmed(text, colon, end)[0], end)
    if lead is None or vocabulary.lead_words[key_of(lead[0])].kind is not LeadKind.AIM:
        return None
    return lead.end()


def _lead_at(text: str, start: int, end: int, vocabulary: Vocabulary, *, anything: bool) -> re.Match[str] | None:
    """A lead word at `start`; a filler only counts behind another one."""
    lead = vocabulary.lead.match(text, start, end)
    if lead is None or key_of(lead[0]) in vocabulary.only_by_number or vocabulary.head.match(text, start, end):
        return None
    is_filler = vocabulary.lead_words[key_of(lead[0])].kind is LeadKind.FILLER
    return None if is_filler and not anything else lead


def read_right(text: str, start: int, end: int, vocabulary: Vocabulary) -> Right:
    """What `text[start:end]`, the rest of a clause behind a measure, gives to its indicator."""
    match = BASELINE.search(text, start, end)
    baseline = match.span() if match else None
    limit = min(_tail_start(text, start, end, vocabulary), baseline[0] if baseline else end)
    times = times_in(text, start, end)
    deadline = next((t for t in times if _is_deadline(text, (start, limit), t, baseline, vocabulary)), None)
    if deadline is not None and len(text[start : deadline.start].split()) >= 2:
        limit = min(limit, deadline.start)
    time, behind = time_at_start(text, start, limit)
    span = _without_end_matter(text, behind if time is not None else start, limit, vocabulary)
    return Right(span, time or deadline, baseline)


def _tail_start(text: str, start: int, end: int, vocabulary: Vocabulary) -> int:
    """Where a phrase of purpose or manner begins, outside brackets and not right behind the number."""
    enclosed = enclosed_spans(text[start:end])
    for pattern in (vocabulary.tail, vocabulary.comma_tail):
        for match in pattern.finditer(text, start, end):
            if not inside(match.start() - start, enclosed) and len(text[start : match.start()].split()) >= 2:
                end = match.start()
                break
    return end


def _is_deadline(text: str, span: Span, time: TimePhrase, baseline: Span | None, vocabulary: Vocabulary) -> bool:
    """Whether a time behind a number is the deadline: it stands at the end of its phrase, or next to the number.

    `chương trình đến năm 2030 được ban hành` names a programme. `kế hoạch năm 2025` names a plan, while a bare year
    behind other words says when.
    """
    if baseline is not None and baseline[0] <= time.start < baseline[1]:
        return False
    start, limit = span
    before = text[start : time.start].rstrip()
    if not before.strip(" ,"):
        return True
    behind = text[time.end : limit].lstrip()
    at_end = not behind[:1].isalnum() or behind.startswith(("và ", "hoặc "))
    if is_bare_year(time) or not points_forward(time):
        return at_end and time.end <= limit and not vocabulary.yearly.search(before)
    return at_end


def _without_end_matter(text: str, start: int, end: int, vocabulary: Vocabulary) -> Span:
    """Without a time, a bracket or a conjunction at the end."""
    while True:
        before = (start, end)
        start, end = trimmed(text, start, end)
        for time in times_in(text, start, end):
            if time.end == end and points_forward(time):
                end = time.start
        opened = text.rfind("(", start, end)
        unclosed = opened > start and ")" not in text[opened:end]
        if unclosed or (opened > start and text[end - 1] == ")" and not _SHORT_FORM.fullmatch(text[opened:end])):
            end = opened
        dangling = vocabulary.dangling.search(text, start, end)
        if dangling:
            end = dangling.start()
        if (start, end) == before:
            return start, end
