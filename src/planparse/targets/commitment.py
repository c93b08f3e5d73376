"""Commitment: whether a number with a unit is a target, or only describes, pays or limits something."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planparse.records import Comparator
from planparse.targets.attribution import Attributed, Form
from planparse.targets.timing import TimePhrase, years_of
from planparse.targets.vocabulary import FRACTION_UNIT, LeadKind, UnitKind, Vocabulary, key_of


class Stance(StrEnum):
    """What the headings above say about the text below."""

    TARGETS = "targets"
    """`II. MỤC TIÊU`, `2. Chỉ tiêu cụ thể`"""
    DESCRIPTION = "description"
    """`I. THỰC TRẠNG`, `1. Kết quả đạt được`"""
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Context:
    """Where a passage stands."""

    stance: Stance = Stance.NEUTRAL
    section: str | None = None
    first_year: int | None = None
    """The first year a target can be about: that of the plan."""
    is_plan: bool = True
    """Whether the document sets targets by its type; a decree or a form hardly does."""

    @property
    def needs_aim(self) -> bool:
        """Whether only words of aim (`phấn đấu`) make a target here."""
        return self.stance is Stance.DESCRIPTION or (not self.is_plan and self.stance is Stance.NEUTRAL)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rule that makes a measure a target, and how often that rule is right.

    Of 75 finds drawn at random from 588 administrative documents of every kind, 72 were targets. The priors follow
    that share, lower for rules with few finds, higher where the headings or the words of aim agree.
    """

    rule: str
    prior: float


FEWEST_WORDS_TO_MAKE = 3
_BOUND = {Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.MORE_THAN, Comparator.LESS_THAN}
_STATED = {LeadKind.REACH, LeadKind.DELTA, LeadKind.LEVEL, LeadKind.COMPARATOR}


def judge(text: str, clause_start: int, item: Attributed, context: Context, vocabulary: Vocabulary) -> Verdict | None:
    """The verdict on one measure; None when it is no target."""
    if (
        not item.indicator
        or _is_past(item.deadline, context)
        or _ruled_out(text, clause_start, item, context, vocabulary)
    ):
        return None
    if context.needs_aim and not item.has_aim:
        return None
    kind = item.measure.unit_kind
    if kind is UnitKind.SHARE:
        return _share(item, context)
    if kind is UnitKind.TIME:
        return _time(item, context)
    return _quantity(text, item, context)


def _is_past(deadline: TimePhrase | None, context: Context) -> bool:
    if deadline is None or context.first_year is None:
        return False
    years = years_of(deadline)
    return bool(years) and max(years) < context.first_year


def _ruled_out(text: str, clause_start: int, item: Attributed, context: Context, vocabulary: Vocabulary) -> bool:
    """Whether a negative phrase stands by the number; an aim behind the phrase overrules it."""
    certain = item.has_aim or context.stance is Stance.TARGETS
    for kind, overruled in (("past", item.has_aim), ("rule", certain)):
        if not overruled and _touched(text, clause_start, item, vocabulary, kind):
            return True
        if kind == "rule" and certain:
            continue
        for match in vocabulary.negatives["before", kind].finditer(text, clause_start, item.measure.number_start):
            if not _has_aim(text, match.end(), item.measure.number_start, vocabulary):
                return True
    return False


def _touched(text: str, clause_start: int, item: Attributed, vocabulary: Vocabulary, kind: str) -> bool:
    """Whether a negative phrase stands directly in front of the number or behind it.

    `Tỷ lệ doanh nghiệp được hỗ trợ đạt 50%` has a head and a verb: the words in front belong to its indicator.
    """
    measure = item.measure
    if vocabulary.negatives["after", kind].match(text, measure.end + 1):
        return True
    if item.has_head and LeadKind.REACH in measure.kinds:
        return False
    before = text[max(clause_start, measure.start - 40) : measure.start].rstrip(" :")
    return any(m.end() == len(before) for m in vocabulary.negatives["adjacent", kind].finditer(before))


def _has_aim(text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    return any(
        vocabulary.lead_words[key_of(match[0])].kind is LeadKind.AIM
        for match in vocabulary.lead.finditer(text, start, end)
    )


def _share(item: Attributed, context: Context) -> Verdict | None:
    certain = item.has_aim or context.stance is Stance.TARGETS
    if item.measure.unit == FRACTION_UNIT and not certain and LeadKind.DELTA not in item.measure.kinds:
        return None  # `ít nhất 2/3 số đại biểu tán thành` is a rule
    if item.form is Form.AROUND:
        return Verdict("share-around", 0.9) if certain or item.measure.value == 100 else None
    if item.form is Form.NUMBER_FIRST:
        if LeadKind.LEVEL in item.measure.kinds and LeadKind.DELTA not in item.measure.kinds and not item.has_aim:
            return None  # `toàn ngành còn 8% hồ sơ trễ hạn` tells how things are
        return Verdict("share-first", 0.97 if certain else 0.9)
    if certain or item.has_head or item.measure.kinds & _STATED:
        return Verdict("share-last", 0.97 if certain else 0.88)
    return None


def _time(item: Attributed, context: Context) -> Verdict | None:
    """A duration is a target where it is shortened, or is the value of an indicator among targets."""
    kinds = item.measure.kinds
    if item.form is Form.NUMBER_LAST and (item.opening_change or kinds & {LeadKind.DELTA, LeadKind.LEVEL}):
        return Verdict("shortened-time", 0.8)
    certain = item.has_aim or context.stance is Stance.TARGETS
    if certain and item.has_head and item.form is Form.NUMBER_LAST and LeadKind.REACH in kinds:
        return Verdict("time-in-targets", 0.8)
    return None


def _says_what(text: str, item: Attributed) -> bool:
    """Whether the indicator of a bare number is more than the thing that is counted."""
    words = sum(len(text[a:b].split()) for a, b in item.indicator)
    return item.measure.unit_kind is not UnitKind.SCORE and words >= FEWEST_WORDS_TO_MAKE


def _quantity(text: str, item: Attributed, context: Context) -> Verdict | None:
    """Things, money or marks are a target where the sentence aims at them, or among targets."""
    stated = bool(item.measure.kinds & _STATED)
    number_last = item.form is Form.NUMBER_LAST
    if item.has_aim and (stated or item.form is not Form.NUMBER_FIRST):
        return Verdict("quantity-aimed-at", 0.85)
    if context.stance is Stance.TARGETS and (stated or item.is_labelled or (number_last and item.has_head)):
        return Verdict("quantity-in-targets", 0.8)
    if context.stance is Stance.TARGETS and not number_last and _says_what(text, item):
        return Verdict("quantity-to-make", 0.7)  # `Đào tạo 20 cán bộ`, `05 xã đạt chuẩn`
    if item.measure.unit_kind is UnitKind.SCORE and item.has_head and stated:
        return Verdict("score", 0.85)
    bound = item.measure.comparator in _BOUND or (item.has_head and LeadKind.REACH in item.measure.kinds)
    if bound and item.deadline is not None and context.is_plan:
        return Verdict("quantity-with-deadline", 0.7)  # `diện tích rừng phòng hộ đến năm 2030 đạt 1.700 ha`
    return None
