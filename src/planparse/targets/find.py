"""Targets (chỉ tiêu): quantified commitments, found in running text and in table cells.

A sentence is cut into clauses, a clause into measures (a number with its unit and the words that bind it); every
measure is given its indicator, and a verdict says whether it is a commitment at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from planparse.evidence import found_at
from planparse.folding import caseless
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.layout.passages import Passage
from planparse.records import Comparator, Header, Target
from planparse.targets.attribution import Attributed, attribute
from planparse.targets.clauses import Span, clauses, enclosed_spans, inside, sentences
from planparse.targets.commitment import Context, Stance, Verdict, judge
from planparse.targets.measures import Measure, find_measures, has_measure
from planparse.targets.sections import Surroundings
from planparse.targets.sharing import with_shared_words
from planparse.targets.tables import target_columns, targets_in_row
from planparse.targets.timing import TimePhrase
from planparse.targets.vocabulary import DELTAS, LeadKind, UnitKind, Vocabulary, key_of, vocabulary

_STATES_NUMBER = re.compile(r"\d|phần\s+(?:trăm|ba|tư|bốn|năm|mười)|gấp\s|nửa\s|mười\s|mươi\s", re.IGNORECASE)
_PART = re.compile(r"trong\s+(?:số\s+)?đó\b", re.IGNORECASE)
_JOINS = re.compile(r",|\bvà\b")
_DIGIT = re.compile(r"\d")
_ZONES = (Zone.BODY, Zone.APPENDIX)
READ_FOR_WORDS = frozenset({"14", "6"})
"""What an English OCR reads for `là` and `ở`."""


def find_targets(outline: Outline, header: Header, dictionaries: Dictionaries) -> tuple[Target, ...]:
    """All targets of a document, in document order; ids are left empty."""
    words = vocabulary(dictionaries)
    surroundings = Surroundings(outline, header, dictionaries)
    found: list[Target] = []
    for block in outline.in_zone(*_ZONES):
        if block.kind is BlockKind.TABLE:
            found += _in_table(block, outline, surroundings, dictionaries)
            continue
        lower = None if block.is_aside else _with_measure(block.passage.text, words)
        if lower is not None:
            context = surroundings.of_block(block)
            found += _stated(block.passage, lower, context, words, start=len(block.marker or ""))
    return tuple(found)


def _in_table(
    block: Block, outline: Outline, surroundings: Surroundings, dictionaries: Dictionaries
) -> Iterator[Target]:
    if block.table is None:
        return
    words = vocabulary(dictionaries)
    table = outline.tables[block.table]
    columns = target_columns(table, surroundings.first_year, dictionaries)
    contexts = surroundings.of_rows(block, table)
    for i, (row, context) in enumerate(zip(table.rows, contexts, strict=True)):
        if columns is not None:
            yield from targets_in_row(table, i, columns, context, dictionaries)
            continue
        for cell in row:
            lower = _with_measure(cell.passage.text, words)
            if lower is not None:
                yield from _stated(cell.passage, lower, context, words)


def _with_measure(text: str, words: Vocabulary) -> str | None:
    """The `caseless` text where a number with a unit is printed in it; most passages have none."""
    lower = caseless(text)
    return lower if has_measure(lower, 0, len(text), words) else None


def targets_in(passage: Passage, context: Context, dictionaries: Dictionaries, *, start: int = 0) -> tuple[Target, ...]:
    """The targets of one passage from offset `start` on, where its text begins behind an outline mark.

    >>> targets_in(passage, Context(), Dictionaries())     # "- Phấn đấu 90% hồ sơ được số hóa."
    (Target(indicator='hồ sơ được số hóa', comparator='=', value=90.0, unit='%', ...),)
    """
    words = vocabulary(dictionaries)
    lower = _with_measure(passage.text, words)
    return () if lower is None else tuple(_stated(passage, lower, context, words, start=start))


def _stated(passage: Passage, lower: str, context: Context, words: Vocabulary, *, start: int = 0) -> Iterator[Target]:
    text = passage.text
    enclosed = enclosed_spans(text)
    for first, last in sentences(text, start):
        if _STATES_NUMBER.search(text, first, last) and (not context.needs_aim or words.aim.search(lower, first, last)):
            yield from _in_sentence(passage, lower, (first, last), enclosed, context=context, words=words)
            here = slice(bisect_left(enclosed, (first + 1, 0)), bisect_left(enclosed, (last, 0)))
            for a, b in enclosed[here]:
                # `đẩy nhanh giải ngân (phấn đấu đạt 100% kế hoạch vốn)`: brackets that begin with an aim say one.
                if text[a] == "(" and words.aim.match(lower, a + 1):
                    yield from _in_sentence(passage, lower, (a + 1, b - 1), (), context=context, words=words)


def _in_sentence(
    passage: Passage, lower: str, span: Span, enclosed: tuple[Span, ...], *, context: Context, words: Vocabulary
) -> Iterator[Target]:
    text = passage.text
    deadline: TimePhrase | None = None
    stated: Attributed | None = None
    for first, last in _clauses_with_measures(text, lower, *span, words):
        measures = tuple(m for m in find_measures(lower, first, last, words) if not inside(m.number_start, enclosed))
        measures = _without_predicates(text, tuple(m for m in measures if not _stands_for_word(passage, m)))
        # `Hiện nay có 180 trạm, trong đó 22 trạm ...`: the part is as it is when the whole is.
        said_from = span[0] if _PART.match(text, first) else first
        items, verdicts = _attributed_and_judged(
            text, (first, last), measures, context, words, said_from=said_from, stated=stated
        )
        stated = items[-1] if items else stated
        for i, (item, verdict) in enumerate(zip(items, verdicts, strict=True)):
            if i == 0 and item.deadline is not None and item.deadline.end <= item.measure.start:
                deadline = item.deadline
            if verdict is not None:
                yield _target(passage, items, i, verdict, deadline=deadline, section=context.section)


def _stands_for_word(passage: Passage, measure: Measure) -> bool:
    """Whether an English OCR made a number of a word: `trẻ em 14 con công nhân` was `là`, `6 khu công nghiệp` was `ở`.

    Counts below ten are printed with a zero (`06 khu`), and comparators stand before numbers only.
    """
    number = passage.text[measure.number_start : measure.end].split(" ")[0]
    if number not in READ_FOR_WORDS or measure.unit_kind is not UnitKind.COUNT or measure.kinds or measure.comparator:
        return False
    pages = (segment.page for segment in passage.segments)
    return any(_DIGIT.search(edit.before) and edit.after.isalpha() for page in pages for edit in page.edits)


def _without_predicates(text: str, measures: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """Without what the things that a percentage counts have: `100% số xã, phường có ít nhất 01 bác sĩ`.

    In `Tỷ lệ hộ có trên 02 lao động đạt 90%` the percentage follows.
    """
    kept: list[Measure] = []
    for i, measure in enumerate(measures):
        behind = kept and kept[0].unit_kind is UnitKind.SHARE
        before = i + 1 < len(measures) and _goes_on_to_share(text, measure, measures[i + 1])
        if not (_is_had(text, measure) and (behind or before)):
            kept.append(measure)
    return tuple(kept)


def _is_had(text: str, measure: Measure) -> bool:
    owner = text[: measure.start].rstrip()
    has = key_of(text[measure.start : measure.number_start]).startswith("có ")
    return measure.unit_kind is UnitKind.COUNT and has and owner[-1:].isalnum()


def _goes_on_to_share(text: str, measure: Measure, following: Measure) -> bool:
    is_share = following.unit_kind is UnitKind.SHARE and LeadKind.REACH in following.kinds
    return is_share and not _JOINS.search(text, measure.end, following.start)


def _attributed_and_judged(
    text: str,
    span: Span,
    measures: tuple[Measure, ...],
    context: Context,
    words: Vocabulary,
    *,
    said_from: int,
    stated: Attributed | None,
) -> tuple[list[Attributed], list[Verdict | None]]:
    """Attribute and judge the measures of a clause; those that only qualify another one give way to it.

    In `100% trẻ em từ 06 tháng đến 36 tháng tuổi được tiêm chủng` the ages are part of the indicator.
    """
    in_targets = context.stance is Stance.TARGETS
    items = _steps(attribute(text, *span, measures, words), stated, in_targets=in_targets)
    items = with_shared_words(text, items, words)
    verdicts = [judge(text, said_from, item, context, words) for item in items]
    kept = tuple(
        item.measure
        for item, verdict in zip(items, verdicts, strict=True)
        if verdict is not None or item.measure.unit_kind is UnitKind.SHARE
    )
    if kept and len(kept) < len(items):
        return _attributed_and_judged(text, span, kept, context, words, said_from=said_from, stated=stated)
    return items, verdicts


def _steps(items: list[Attributed], stated: Attributed | None, *, in_targets: bool) -> list[Attributed]:
    """Give the later steps of a road map, and the growth to a target, the indicator of what stands before them.

    `năm 2026 đạt 80%, năm 2030 đạt 90%`; `phấn đấu giá trị xuất khẩu đạt 400 triệu USD, tăng bình quân 10%/năm`
    """
    result: list[Attributed] = []
    for item in items:
        if not item.indicator and stated is not None and stated.indicator:
            is_step = item.deadline is not None and item.measure.unit == stated.measure.unit
            aimed = stated.has_aim or in_targets
            if is_step or (aimed and _is_growth(item) and stated.measure.unit_kind is not UnitKind.SHARE):
                item = replace(  # noqa: PLW2901 - the item with its words
                    item,
                    indicator=stated.indicator,
                    form=stated.form,
                    has_head=stated.has_head,
                    has_aim=item.has_aim or stated.has_aim,
                )
        result.append(item)
        stated = item
    return result


def _is_growth(item: Attributed) -> bool:
    changes = item.opening_change is not None or LeadKind.DELTA in item.measure.kinds
    return changes and item.measure.unit_kind is UnitKind.SHARE


def _clauses_with_measures(text: str, lower: str, start: int, end: int, words: Vocabulary) -> list[tuple[int, int]]:
    """The clauses of a sentence; one without a measure that goes on with `và` is part of the one before."""
    joined: list[tuple[int, int]] = []
    for first, last in clauses(text, start, end):
        goes_on = key_of(text[first : first + 3]).startswith("và") and not has_measure(lower, first, last, words)
        if joined and goes_on:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _target(
    passage: Passage,
    items: list[Attributed],
    i: int,
    verdict: Verdict,
    *,
    deadline: TimePhrase | None,
    section: str | None,
) -> Target:
    text, item = passage.text, items[i]
    measure = item.measure
    first = min([measure.start, *(a for a, _ in item.indicator)])
    last = max([measure.end, *(b for _, b in item.indicator)])
    own_deadline = item.deadline or deadline
    baseline = item.baseline or _shared_baseline(items, i)
    return Target(
        indicator=" ".join(text[a:b] for a, b in item.indicator),
        comparator=_comparator(items, i),
        value=measure.value,
        value_max=measure.value_max,
        unit=measure.unit,
        baseline=text[slice(*baseline)] if baseline else None,
        deadline=own_deadline.text if own_deadline else None,
        section=section,
        **found_at(passage, first, last, rule=f"target-{verdict.rule}", prior=verdict.prior),
    )


def _comparator(items: list[Attributed], i: int) -> Comparator:
    """What the words by the number say, else the verb that opens the clause, else that of the measure before."""
    item = items[i]
    if item.measure.comparator is not None and (item.opening_change is None or item.measure.kinds):
        return item.measure.comparator
    if item.opening_change is not None:
        return item.opening_change
    if i > 0 and item.shares_change:
        before = _comparator(items, i - 1)
        if before in DELTAS:
            return before
    return item.measure.comparator or Comparator.EQUAL


def _shared_baseline(items: list[Attributed], i: int) -> tuple[int, int] | None:
    """The baseline printed behind the last item of an enumeration holds for the whole of it."""
    for follower in items[i + 1 :]:
        if not follower.shares_change or follower.measure.kinds:
            return None
        if follower.baseline:
            return follower.baseline
    return None
