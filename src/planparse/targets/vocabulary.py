"""The dictionaries of the target parser, compiled once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from planparse.knowledge import Dictionaries
from planparse.numbers import FIRST_NUMBER_WORDS, FRACTION, MULTIPLE_IN_WORDS, NUMBER, NUMBER_WORDS, TENS_IN_WORDS
from planparse.records import Comparator


class UnitKind(StrEnum):
    """How much a number with this unit needs to be shown to be a target; see `units.tsv`."""

    SHARE = "share"
    SCORE = "score"
    COUNT = "count"
    AMOUNT = "amount"
    TIME = "time"


@dataclass(frozen=True)
class Unit:
    """One line of `units.tsv`."""

    unit: str
    spellings: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class ComparatorWording:
    """One line of `comparators.tsv`."""

    phrase: str
    comparator: str
    side: str


@dataclass(frozen=True)
class TargetPhrase:
    """One line of `target_phrases.tsv`."""

    phrase: str
    kind: str


@dataclass(frozen=True)
class IndicatorLimit:
    """One line of `indicator_limits.tsv`."""

    phrase: str
    kind: str


@dataclass(frozen=True)
class Negative:
    """One line of `target_negatives.tsv`."""

    phrase: str
    where: str
    kind: str


class LeadKind(StrEnum):
    """What a word in front of a number does."""

    COMPARATOR = "comparator"
    DELTA = "delta"
    AIM = "aim"
    REACH = "reach"
    LEVEL = "level"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class LeadWord:
    """A word or phrase that can stand between an indicator and its number."""

    kind: LeadKind
    comparator: Comparator | None = None


@dataclass(frozen=True)
class Vocabulary:
    """Compiled patterns and look-up tables; phrases are keyed casefolded with single spaces."""

    units: dict[str, Unit]
    measure: re.Pattern[str]
    """Of a `caseless` text, as the following ones."""
    figures: re.Pattern[str]
    """Figures before what a measure may go on with; a measure in figures begins where one of these does."""
    figures_or_words: re.Pattern[str]
    """The same, and words for numbers."""
    in_words: tuple[str, ...]
    """Every measure whose number is in words has one of these."""
    aim: re.Pattern[str]
    lead_or_after: re.Pattern[str]
    """Lead words and words behind a number, so that `trở lên đạt` is not read as `lên đạt`."""
    lead: re.Pattern[str]
    lead_words: dict[str, LeadWord]
    only_by_number: frozenset[str]
    """Lead words that are part of the indicator unless they stand next to the number."""
    after: re.Pattern[str]
    after_words: dict[str, Comparator]
    head: re.Pattern[str]
    opening: re.Pattern[str]
    tail: re.Pattern[str]
    comma_tail: re.Pattern[str]
    link: re.Pattern[str]
    dangling: re.Pattern[str]
    yearly: re.Pattern[str]
    before_head: re.Pattern[str]
    whole: re.Pattern[str]
    predicate: re.Pattern[str]
    """Words that begin what is said of the things counted: `được`, `đạt`, `đủ điều kiện`."""
    negatives: dict[tuple[str, str], re.Pattern[str]]
    """By where and kind."""


DELTAS = frozenset({Comparator.REDUCE_BY, Comparator.INCREASE_BY})


def key_of(text: str) -> str:
    """The key under which a printed phrase is looked up."""
    return " ".join(text.casefold().split())


def alternatives(phrases: Iterable[str]) -> str:
    """A pattern of whole phrases, the longest first; never matches when there are none.

    The word boundary stands once in front of all words, so that a search passes over the inside of a word quickly:
    with one per phrase the parser took three times as long.
    """
    ordered = sorted(set(phrases), key=len, reverse=True)
    words = [p for p in ordered if p[0].isalnum() and p[-1].isalnum()]
    signs = [p for p in ordered if p not in words]
    parts = [rf"(?<!\w)(?:{'|'.join(map(_spaced, words))})(?!\w)"] if words else []
    for sign in signs:
        before = r"(?<!\w)" if sign[0].isalnum() else ""
        parts.append(before + _spaced(sign) + (r"(?!\w)" if sign[-1].isalnum() else ""))
    return "|".join(parts) or r"(?!)"


def _spaced(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s+")


def _compiled(phrases: Iterable[str], frame: str = "{}") -> re.Pattern[str]:
    return re.compile(frame.format(f"(?:{alternatives(phrases)})"), re.IGNORECASE)


@lru_cache(maxsize=8)
def vocabulary(dictionaries: Dictionaries) -> Vocabulary:
    """The compiled vocabulary of a set of dictionaries."""
    units = {key_of(s): u for u in dictionaries.rows("units.tsv", Unit) for s in (u.unit, *u.spellings)}
    comparators = dictionaries.rows("comparators.tsv", ComparatorWording)
    lead_words = {
        key_of(p.phrase): LeadWord(LeadKind(p.kind)) for p in dictionaries.rows("target_phrases.tsv", TargetPhrase)
    } | {key_of(c.phrase): _lead_word(Comparator(c.comparator)) for c in comparators if c.side != "after"}
    after_words = {key_of(c.phrase): Comparator(c.comparator) for c in comparators if c.side == "after"}
    limits = _by_kind(dictionaries.rows("indicator_limits.tsv", IndicatorLimit))
    negatives = dictionaries.rows("target_negatives.tsv", Negative)
    return Vocabulary(
        units=units,
        measure=_measure_pattern(units),
        figures=re.compile(_figures(units)),
        figures_or_words=re.compile(rf"{_figures(units)}|(?<![\w/.,])(?:{FIRST_NUMBER_WORDS})"),
        in_words=_shortest((*_IN_WORDS, *_percent_in_words(units))),
        aim=re.compile(alternatives(words for words, lead in lead_words.items() if lead.kind is LeadKind.AIM)),
        lead=_compiled(lead_words),
        lead_or_after=re.compile(alternatives([*lead_words, *after_words])),
        lead_words=lead_words,
        only_by_number=frozenset(key_of(c.phrase) for c in comparators if c.side == "beside"),
        after=_compiled(after_words, r"\s*{}"),
        after_words=after_words,
        head=_compiled(limits["head"]),
        opening=_compiled(limits["opening"], r"{}\s*[,:]?\s*"),
        tail=_compiled(limits["tail"], r"\s{}"),
        comma_tail=_compiled(limits["comma_tail"], r",\s*{}"),
        link=_compiled(limits["link"]),
        dangling=_compiled(limits["dangling"], r"\s{}\s*\Z"),
        yearly=_compiled(limits["yearly"], r"{}\Z"),
        before_head=_compiled(limits["before_head"], r"{}\Z"),
        # `kế hoạch vốn Thủ tướng Chính phủ giao`: with whoever set it
        whole=_compiled(limits["whole"], r"{}(?:\s+(?:[^\W\d_]+\s+){{0,7}}(?:giao|đề\s+ra|phân\s+bổ|phê\s+duyệt))?"),
        predicate=_compiled(limits["predicate"]),
        negatives={
            (where, kind): _compiled(n.phrase for n in negatives if (n.where, n.kind) == (where, kind))
            for where in ("before", "adjacent", "after", "section")
            for kind in ("past", "rule")
        },
    )


def _by_kind(limits: Iterable[IndicatorLimit]) -> dict[str, list[str]]:
    phrases: dict[str, list[str]] = defaultdict(list)
    for limit in limits:
        phrases[limit.kind].append(limit.phrase)
    return phrases


def _lead_word(comparator: Comparator) -> LeadWord:
    return LeadWord(LeadKind.DELTA if comparator in DELTAS else LeadKind.COMPARATOR, comparator)


FRACTION_UNIT = "phần"
"""Unit of fractions: `1/3 số xã`."""
MULTIPLE_UNIT = "lần"
"""Unit of multiples in words: `gấp đôi`."""


_IN_WORDS = ("trăm", "mười", "mươi", "phần", "nửa", "gấp")
"""What tens, fractions and multiples in words cannot do without."""


def _percent_in_words(units: dict[str, Unit]) -> list[str]:
    return [spelling for spelling, unit in units.items() if unit.unit == "%" and spelling[0].isalpha()]


def _shortest(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that hold no other one: where a word stands, those inside it do."""
    return tuple(w for w in words if not any(other in w for other in words if other != w))


_SCALES = ("nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ")


def _figures(units: dict[str, Unit]) -> str:
    # Beginning with a single digit, and not with a number of them, it is looked for at digits only.
    following = "".join(sorted({words[0] for words in (*units, *_SCALES, "đến", "tới")}))
    return rf"\d\d*(?:[.,]\d+)*(?=\s*[{re.escape(following)}–—÷/-])"


def _measure_pattern(units: dict[str, Unit]) -> re.Pattern[str]:
    unit = f"(?:{alternatives(units)})"
    # A number in words has its unit in words too: `năm phần trăm`, but `hằng năm % ...` is a sign without its number.
    percent = f"(?:{alternatives(_percent_in_words(units))})"
    counted = f"(?:{alternatives(s for s, u in units.items() if u.kind == UnitKind.COUNT)})"
    # `2,5 triệu lượt khách`: the scale is printed between the figure and the unit, and stays part of the unit.
    scale = rf"(?:(?:{'|'.join(_SCALES)})\s+)?"
    # `một trăm phần trăm (100%)`: the number a second time.
    again = rf"(?:\s*\((?:{NUMBER}\s*(?:{unit})?|(?:{NUMBER_WORDS})(?:{unit}))\))?"
    return re.compile(
        rf"""(?<![\w/.,§$&])(?<!\d[-–])(?<!top\s)(?<!tốp\s)(?<!tỷ\s)  # `tỷ 16`: a lệ read as 16
        (?: (?P<low>{NUMBER}) \s* (?:{unit})? \s* (?:[-–—÷]|đến|tới) \s*
            (?P<high>{NUMBER}) \s* (?P<unit_of_range>{scale}{unit})
          | (?P<value>{NUMBER}) \s* (?P<unit>{scale}{unit}) {again}
          | (?P<words>{NUMBER_WORDS}) (?P<unit_of_words>{percent}) {again}
          | (?P<tens>{TENS_IN_WORDS}) (?P<unit_of_tens>{counted})
          | (?P<fraction>{FRACTION}) (?=\s+(?:tổng\s+số|số|thời\s+gian|chi\s+phí|diện\s+tích)\s)      # 1/3 số xã
          | (?<=gấp\s)(?P<multiple>{MULTIPLE_IN_WORDS})(?:\s+lần)?(?!\w)(?!\s+\d)  # not `gấp năm 2026`
        ) (?![\w/])""",
        re.VERBOSE,
    )
