"""Measures: numbers with a unit, and the words in front of and behind them that say how they bind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planparse.numbers import parse_fraction, parse_multiple, parse_number
from planparse.records import Comparator
from planparse.targets.timing import TIME, times_in
from planparse.targets.vocabulary import (
    FRACTION_UNIT,
    MULTIPLE_UNIT,
    LeadKind,
    Unit,
    UnitKind,
    Vocabulary,
    key_of,
)

_TOUCHES = re.compile(rf"[\s:,]*(?:(?<!\w){TIME}(?!\w)[\s:,]*)?\Z", re.VERBOSE | re.IGNORECASE)
"""What may stand between two lead words, or between the last one and the number: `giảm hằng năm 1,5%`. A colon only
stands before the number; between lead words it ends the topic (`đáp ứng yêu cầu: Phấn đấu đạt 30%`)."""

_BETWEEN_LEVELS = re.compile(rf"\s*(?:{TIME}|\([^()]{{0,60}}\))?[\s,]*", re.VERBOSE | re.IGNORECASE)
_CHANGE_AS_NOUN = re.compile(
    r"(?<!\w)(?:tốc\s+độ|nhịp\s+độ|mức|tỷ\s+lệ|tỉ\s+lệ|tỷ\s+suất|sự|đà|số)\s*\Z", re.IGNORECASE
)
"""In `tốc độ tăng trưởng đạt 8%` the verb of change belongs to the indicator; the 8% are a level."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with its unit at `text[number_start:number_end]`, and the lead words from `start` on.

    `start` is where the words that belong to the number begin (`đạt tối thiểu từ`), `end` where those behind it end
    (`trở lên`).
    """

    start: int
    number_start: int
    unit_start: int
    number_end: int
    end: int
    value: float
    value_max: float | None
    unit: str
    unit_kind: UnitKind
    comparator: Comparator | None
    """What the words next to the number say; None when they say nothing."""
    kinds: frozenset[LeadKind]
    """What words stand in front."""
    origin: tuple[int, int] | None = None
    """The level that is left behind: `từ 10 ngày` in `từ 10 ngày xuống 05 ngày`."""


_UNITS = ("unit_of_range", "unit", "unit_of_words", "unit_of_tens")

Leads = list[tuple[int, int, str]]
"""Lead words of a clause: start, end, key."""


def has_measure(lower: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether a number with a unit is printed in `lower[start:end]`, a `caseless` text."""
    measure = vocabulary.measure
    return any(measure.match(lower, number.start(), end) for number in _numbers(lower, start, end, vocabulary))


def _numbers(lower: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[re.Match[str]]:
    """What a measure in `lower[start:end]` may begin with."""
    if end - start == len(lower):  # a passage, of which most have none: in a third of the time
        in_words = any(map(lower.__contains__, vocabulary.in_words))
    else:
        in_words = any(lower.find(word, start, end) >= 0 for word in vocabulary.in_words)
    pattern = vocabulary.figures_or_words if in_words else vocabulary.figures
    return pattern.finditer(lower, start, end)


def _printed(lower: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[re.Match[str]]:
    """What `finditer` of the pattern gives; a search that tries it at every letter takes 1.7 times as long."""
    position = start
    for number in _numbers(lower, start, end, vocabulary):
        match = vocabulary.measure.match(lower, number.start(), end) if number.start() >= position else None
        if match is not None:
            yield match
            position = match.end()


def find_measures(text: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[Measure, ...]:
    """The measures in `text[start:end]`, a clause of a `caseless` text, in order."""
    matches = list(_printed(text, start, end, vocabulary))
    if not matches:
        return ()
    found: list[Measure] = []
    position = start
    times = times_in(text, start, end)  # the preposition of a time (`đến năm 2030`) is no lead word
    leads = [
        (m.start(), m.end(), key)
        for m in vocabulary.lead_or_after.finditer(text, start, end)
        if (key := key_of(m[0])) in vocabulary.lead_words
        and not any(time.start <= m.start() < time.end for time in times)
    ]
    for match in matches:
        measure = _measure(text, (position, end), match, leads, vocabulary)
        if measure is not None:
            found.append(measure)
            position = measure.end
    return _with_origins(text, found)


def _with_origins(text: str, measures: list[Measure]) -> tuple[Measure, ...]:
    """Join `từ 10 ngày` and `xuống còn 05 ngày` into one measure with an origin."""
    joined: list[Measure] = []
    for measure in measures:
        before = joined[-1] if joined else None
        leaves = before is not None and key_of(text[before.start : before.number_start]).endswith("từ")
        if before is not None and leaves and LeadKind.LEVEL in measure.kinds and _is_near(text, before, measure):
            origin = (text.rfind(" ", 0, before.number_start - 1) + 1, before.number_end)
            joined[-1] = replace(measure, start=before.start, origin=origin)
        else:
            joined.append(measure)
    return tuple(joined)


def _is_near(text: str, first: Measure, second: Measure) -> bool:
    """Whether nothing but a time or a bracket stands between the two."""
    return _BETWEEN_LEVELS.fullmatch(text, first.end, second.start) is not None


def _measure(
    text: str, free: tuple[int, int], match: re.Match[str], leads: Leads, vocabulary: Vocabulary
) -> Measure | None:
    value = _value(match)
    value_max = parse_number(match["high"]) if match["high"] else None
    if value is None or (value_max is not None and value_max <= value):
        return None
    name, unit = _unit(_printed_unit(match), vocabulary)
    run = _run_before(text, match.start(), free[0], leads, vocabulary)
    behind = vocabulary.after.match(text, match.end(), free[1])
    words = [vocabulary.lead_words[key] for _, _, key in run]
    after = vocabulary.after_words[key_of(behind[0])] if behind else None
    return Measure(
        start=run[0][0] if run else match.start(),
        number_start=match.start(),
        unit_start=max(match.start(name) for name in _UNITS) if any(match[name] for name in _UNITS) else match.end(),
        number_end=match.end(),
        end=behind.end() if behind else match.end(),
        value=value,
        value_max=value_max,
        unit=name,
        unit_kind=UnitKind(unit.kind),
        comparator=_comparator([(w.kind, w.comparator) for w in words], after, value_max is not None),
        kinds=frozenset(w.kind for w in words),
    )


def _value(match: re.Match[str]) -> float | None:
    if match["fraction"]:
        return parse_fraction(match["fraction"])
    if match["multiple"]:
        return parse_multiple(match["multiple"])
    return parse_number(match["low"] or match["value"] or match["words"] or match["tens"])


def _printed_unit(match: re.Match[str]) -> str:
    """The unit; fractions and multiples in words have one by their form."""
    if match["fraction"] or match["multiple"]:
        return FRACTION_UNIT if match["fraction"] else MULTIPLE_UNIT
    return next(match[name] for name in _UNITS if match[name])


def _unit(printed: str, vocabulary: Vocabulary) -> tuple[str, Unit]:
    key = key_of(printed)
    if key in vocabulary.units:
        unit = vocabulary.units[key]
        return unit.unit, unit
    scale, _, rest = key.partition(" ")
    unit = vocabulary.units[rest]
    return f"{scale} {unit.unit}", unit


def _run_before(text: str, number: int, start: int, leads: Leads, vocabulary: Vocabulary) -> Leads:
    """The unbroken run of lead words that ends at the number; fillers alone make no run, except at the very start."""
    run: Leads = []
    edge = number
    for lead in reversed(leads):
        if lead[0] >= edge:
            continue
        touches = lead[0] >= start and lead[1] <= edge and _TOUCHES.match(text, lead[1], edge)
        if not touches or (run and ":" in text[lead[1] : edge]):
            break
        if vocabulary.lead_words[lead[2]].kind is LeadKind.DELTA and _CHANGE_AS_NOUN.search(text, start, lead[0]):
            break
        run.insert(0, lead)
        edge = lead[0]
    while run and vocabulary.lead_words[run[0][2]].kind is LeadKind.FILLER and text[start : run[0][0]].strip(" ,-+"):
        run.pop(0)
    return run


def _comparator(
    words: list[tuple[LeadKind, Comparator | None]], after: Comparator | None, is_range: bool
) -> Comparator | None:
    """A verb of change wins unless a level follows it (`giảm còn dưới 5%`); then what stands nearest the number."""
    kinds = [kind for kind, _ in words]
    for kind, comparator in reversed(words):
        if kind is LeadKind.LEVEL:
            break
        if kind is LeadKind.DELTA:
            return comparator
    stated = [comparator for kind, comparator in words if kind is LeadKind.COMPARATOR]
    if after is not None:
        return after
    if is_range:
        return Comparator.RANGE
    if stated:
        return stated[-1]
    return Comparator.EQUAL if LeadKind.REACH in kinds or LeadKind.LEVEL in kinds else None
