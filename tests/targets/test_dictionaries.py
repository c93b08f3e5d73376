"""Every example in the dictionaries of targets is a target, and every counter-example is none."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from planparse.knowledge import Dictionaries
from planparse.targets.commitment import Stance
from planparse.targets.sections import stance_of_title
from planparse.targets.tables import header_meaning
from planparse.targets.vocabulary import vocabulary


@dataclass(frozen=True)
class UnitRow:
    unit: str
    spellings: tuple[str, ...]
    example: str
    counter_example: str


@dataclass(frozen=True)
class ComparatorRow:
    phrase: str
    comparator: str
    example: str
    counter_example: str


@dataclass(frozen=True)
class PhraseRow:
    phrase: str
    kind: str
    example: str


@dataclass(frozen=True)
class NegativeRow:
    phrase: str
    where: str
    example: str
    counter_example: str


@dataclass(frozen=True)
class HeaderRow:
    wording: str
    meaning: str
    example: str


SHIPPED = Dictionaries()
UNITS = SHIPPED.rows("units.tsv", UnitRow)
COMPARATORS = SHIPPED.rows("comparators.tsv", ComparatorRow)
PHRASES = SHIPPED.rows("target_phrases.tsv", PhraseRow)
NEGATIVES = SHIPPED.rows("target_negatives.tsv", NegativeRow)
LIMITS = SHIPPED.rows("indicator_limits.tsv", PhraseRow)
HEADERS = SHIPPED.rows("target_table_headers.tsv", HeaderRow)


@pytest.mark.parametrize("row", [r for r in UNITS if r.example], ids=lambda r: r.unit)
def test_a_unit_measures_its_example(row, find_in):
    printed = {target.unit for target in find_in(row.example)}
    assert printed & {row.unit, f"triệu {row.unit}"}


@pytest.mark.parametrize("row", [r for r in UNITS if r.counter_example], ids=lambda r: r.unit)
def test_a_unit_alone_makes_no_target(row, find_in):
    assert find_in(row.counter_example, year=2026) == ()


@pytest.mark.parametrize("row", [r for r in UNITS if r.spellings and r.example], ids=lambda r: r.unit)
def test_all_spellings_of_a_unit_are_one(row, find_in):
    for spelling in row.spellings:
        text = f"Phấn đấu tỷ lệ hoặc số lượng đạt 25 {spelling}."
        assert [target.unit for target in find_in(text)] == [row.unit], spelling


@pytest.mark.parametrize("row", COMPARATORS, ids=lambda r: r.phrase)
def test_a_comparator_binds_its_example(row, find_in):
    targets = find_in(row.example)
    assert [target.comparator.value for target in targets] == [row.comparator]
    assert row.phrase not in targets[0].indicator.casefold()


@pytest.mark.parametrize("row", [r for r in COMPARATORS if r.counter_example], ids=lambda r: r.phrase)
def test_a_comparator_elsewhere_binds_nothing(row, find_in):
    assert row.comparator not in [target.comparator.value for target in find_in(row.counter_example)]


@pytest.mark.parametrize("row", PHRASES, ids=lambda r: f"{r.kind}-{r.phrase}")
def test_the_words_around_a_number_are_not_indicator(row, find_in):
    (target,) = find_in(row.example)
    assert not f" {target.indicator.casefold()} ".count(f" {row.phrase} ")
    assert "hồ sơ" in target.indicator or row.kind == "reach" or "tỷ lệ" in target.indicator


@pytest.mark.parametrize("row", [r for r in NEGATIVES if r.where != "section"], ids=lambda r: r.phrase)
def test_a_negative_rules_its_example_out(row, find_in):
    assert find_in(row.example) == ()


@pytest.mark.parametrize("row", [r for r in NEGATIVES if r.counter_example], ids=lambda r: r.phrase)
def test_a_negative_leaves_its_counter_example(row, find_in):
    assert len(find_in(row.counter_example)) == 1


@pytest.mark.parametrize("row", [r for r in NEGATIVES if r.where == "section"], ids=lambda r: r.phrase)
def test_a_heading_announces_a_description(row):
    assert stance_of_title(row.example, vocabulary(SHIPPED)) is Stance.DESCRIPTION


@pytest.mark.parametrize("row", LIMITS, ids=lambda r: f"{r.kind}-{r.phrase}")
def test_a_limit_shapes_the_indicator(row, find_in):
    indicators = [target.indicator for target in find_in(row.example)]
    assert indicators
    folded = indicators[0].casefold()
    if row.kind == "head":
        assert folded.startswith(row.phrase)
    elif row.kind == "before_head":
        assert folded == "tỷ lệ hồ sơ đúng hạn"
    elif row.kind in ("opening", "tail", "comma_tail"):
        assert not folded.startswith(f"{row.phrase} ") and f" {row.phrase} " not in folded
    elif row.kind == "dangling":
        assert not indicators[-1].endswith(f" {row.phrase}")
    elif row.kind == "whole":
        assert folded == f"tỷ lệ hồ sơ đúng hạn {row.phrase}"
    elif row.kind == "predicate":
        assert folded.startswith(f"trạm y tế {row.phrase} ")
        assert indicators[0].removeprefix("trạm y tế") == indicators[1].removeprefix("bệnh viện")
    elif row.kind == "link":
        assert folded == "tỷ lệ hồ sơ đúng hạn"
    else:
        assert row.kind == "yearly"
        assert find_in(row.example)[0].deadline is None


@pytest.mark.parametrize("row", HEADERS, ids=lambda r: r.wording)
def test_a_header_cell_means_what_it_says(row):
    assert header_meaning(row.example, SHIPPED) == row.meaning
