"""Which of several readings of a number counts."""

from __future__ import annotations

import pytest

from planparse.knowledge import Dictionaries
from planparse.ocr.number_votes import in_place_of, is_well_formed, voted
from planparse.restoration.symbols import SymbolGrammar

GRAMMAR = SymbolGrammar.load(Dictionaries())


@pytest.mark.parametrize(
    "text",
    [
        "214/QĐ-ĐSH,",
        "12/2030/NĐ-CP;",
        "(08/2031/TT-BYT)",
        "15/QH15",
        "2637/UBND-VX",
        "12a/KH-SYT",
        "31/2031/",
        "86/2028/NĐ-",
        "12/5/2030",
        "5/2030",
        "1.250.000",
        "1506250.8",
        "87,5%",
        "2026-2030",
    ],
)
def test_built_like_a_number(text: str) -> None:
    assert is_well_formed(text, GRAMMAR)


@pytest.mark.parametrize(
    "text", ["", "7UQĐ-ĐSH", "214/QW-ĐSH", "2O/QĐ-UBND", "1Š", "32/13/2030/4", "$.2.", "và", "4353.000"]
)
def test_built_like_none(text: str) -> None:
    assert not is_well_formed(text, GRAMMAR)


@pytest.mark.parametrize(
    ("readings", "before", "confidence", "expected"),
    [
        (("87UQĐ-ĐSH", "871/QĐ-ĐSH", "871/QĐ-ĐSH,", "571/QĐ-ĐSH"), "số", 0.3, "871/QĐ-ĐSH"),
        (("I7/2030/TT-BYT", "I7/2030/TT-BYT"), "số", 0.9, "17/2030/TT-BYT"),
        (("1Š", "l5", "1S", "và"), "ngày", 0.9, "15"),
        (("II", "I1"), "tháng", 0.9, "11"),
        (("2096.", "2026.", "2026"), "năm", 0.9, "2026"),
        (("87UQĐ-ĐSH", "số871/QĐ-ĐSH", "871/QĐ-ĐSH", ""), "", 0.3, "871/QĐ-ĐSH"),
        (("12/QĐ-ĐSH", "112/QĐ-ĐSH", "112/QĐ-ĐSH", "112/QĐ-ĐSH"), "số", 0.3, "112/QĐ-ĐSH"),
        (("871/QĐ-ĐSH", "671/QĐ-ĐSH", "871/QĐ-ĐSH", "và"), "số", 0.3, "871/QĐ-ĐSH"),
    ],
)
def test_most_readings_win(readings: tuple[str, ...], before: str, confidence: float, expected: str) -> None:
    assert voted(readings, before, confidence, GRAMMAR) == expected


@pytest.mark.parametrize(
    ("readings", "before", "confidence"),
    [
        (("87UQĐ-ĐSH", "871/QĐ-ĐSH", "571/QĐ-ĐSH", ""), "số", 0.3),  # no two agree
        (("871/QĐ-ĐSH", "571/QĐ-ĐSH", "571/QĐ-ĐSH", "571/QĐ-ĐSH"), "số", 0.8),  # the first was sure
        (("871/QĐ-ĐSH", "571/QĐ-ĐSH", "571/QĐ-ĐSH", "và"), "số", 0.3),  # two are not enough against a good one
        (("2o/QĐ-ĐSH", "20/QĐ-ĐSH", "29/QĐ-ĐSH", "2o/QĐ-ĐSH"), "số", 0.3),  # `o` may be 0 or 9
        (("87/QW-ĐSH", "871/QW-ĐSH", "871/QW-ĐSH", "871/QW-ĐSH"), "số", 0.3),  # nobody knows the code
        (("4Š", "45", "45", "45"), "ngày", 0.3),  # no month has 45 days
        (("", "", "", ""), "", 0.0),
    ],
)
def test_none_wins(readings: tuple[str, ...], before: str, confidence: float) -> None:
    assert voted(readings, before, confidence, GRAMMAR) is None


@pytest.mark.parametrize(
    ("first", "expected"), [("(8l;", "(81;"), ("8l", "81"), ("", "81"), (";", "81"), ("87UQĐ,", "81,")]
)
def test_punctuation_of_the_first_reading_stays(first: str, expected: str) -> None:
    assert in_place_of(first, "81") == expected
