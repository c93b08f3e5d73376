"""Words that the targets of an enumeration share: a predicate behind the last, or a subject in the first.

`80% trạm y tế và 100% bệnh viện đủ điều kiện khám từ xa` has one predicate for both; in `100% xã đạt cấp độ 3 và
90% đạt cấp độ 4` the second is about the xã as well.
"""

from __future__ import annotations

from dataclasses import replace

from planparse.targets.attribution import FEWEST_WORDS, Attributed, Form
from planparse.targets.clauses import Span
from planparse.targets.measures import Measure
from planparse.targets.vocabulary import LeadKind, UnitKind, Vocabulary


def with_shared_words(text: str, items: list[Attributed], vocabulary: Vocabulary) -> list[Attributed]:
    """The items of a clause, each with the words that it shares with its neighbours."""
    result = list(items)
    for i in range(1, len(result)):
        subject = _subject(text, result[i - 1], vocabulary)
        if subject is not None and _begins_with_predicate(text, result[i], vocabulary):
            result[i] = replace(result[i], indicator=(subject, *result[i].indicator))
    for i in range(len(result) - 2, -1, -1):
        following = result[i + 1]
        # `25% lãnh đạo, trên 30% cán bộ có đủ ...`: a comparator of its own begins a target of its own.
        goes_on = following.shares_change and not following.measure.kinds
        predicate = _predicate(text, following, vocabulary) if goes_on else None
        if predicate is not None and _is_bare_noun(text, result[i], vocabulary):
            result[i] = replace(result[i], indicator=(*result[i].indicator, predicate))
    return result


def _counts_a_share(measure: Measure) -> bool:
    """A percentage that nothing reduces or raises: only of these the rest of the clause is about the whole."""
    return measure.unit_kind is UnitKind.SHARE and LeadKind.DELTA not in measure.kinds


def _begins_with_predicate(text: str, item: Attributed, vocabulary: Vocabulary) -> bool:
    """Whether nothing but a predicate follows the number: `và 90% đạt cấp độ 4`."""
    if not (item.shares_change and len(item.indicator) == 1 and _counts_a_share(item.measure)):
        return False
    start, end = item.indicator[0]
    behind = start >= item.measure.end and not text[item.measure.end : start].strip()
    return item.form is Form.NUMBER_FIRST and behind and vocabulary.predicate.match(text, start, end) is not None


def _is_bare_noun(text: str, item: Attributed, vocabulary: Vocabulary) -> bool:
    """Whether a thing alone follows the number: `80% trạm y tế`."""
    if len(item.indicator) != 1 or item.form is not Form.NUMBER_FIRST or not _counts_a_share(item.measure):
        return False
    start, end = item.indicator[0]
    return start >= item.measure.end and vocabulary.predicate.search(text, start, end) is None


def _subject(text: str, item: Attributed, vocabulary: Vocabulary) -> Span | None:
    """What the words behind a number are about, up to the predicate."""
    if not item.indicator or item.form is not Form.NUMBER_FIRST or not _counts_a_share(item.measure):
        return None
    start, end = item.indicator[0]
    predicate = vocabulary.predicate.search(text, start, end)
    if len(item.indicator) > 1:  # it has its own subject from the item before
        return item.indicator[0]
    return (start, _end(text, start, predicate.start())) if predicate and predicate.start() > start else None


def _predicate(text: str, item: Attributed, vocabulary: Vocabulary) -> Span | None:
    """The predicate behind the subject of an item; of an item that shares one, that."""
    if not item.indicator or item.form is not Form.NUMBER_FIRST or not _counts_a_share(item.measure):
        return None
    start, end = item.indicator[-1]
    found = vocabulary.predicate.search(text, start, end)
    if found is None or len(text[found.start() : end].split()) < FEWEST_WORDS:
        return None
    return (found.start(), end) if found.start() > start or len(item.indicator) > 1 else None


def _end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
